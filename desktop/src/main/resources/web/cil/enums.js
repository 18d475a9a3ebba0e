/** Agent states as CTI Server numbers them. */
export const AgentState = Object.freeze({
    LOGIN: 0,
    LOGOUT: 1,
    NOT_READY: 2,
    AVAILABLE: 3,
    TALKING: 4,
    WORK_NOT_READY: 5,
    WORK_READY: 6,
    BUSY_OTHER: 7,
    RESERVED: 8,
    UNKNOWN: 9,
    HOLD: 10,
});

/** State of one connection of a call (LocalConnectionState). */
export const CallStatus = Object.freeze({
    NULL: 0,
    INITIATE: 1,
    ALERTING: 2,
    CONNECT: 3,
    HELD: 4,
    QUEUED: 5,
    FAIL: 6,
    NONE: 65535,
});

/**
 * How a request ended. The first four are words of the wire. TIMED_OUT is also given by this
 * library when the connection broke before the answer came; OFFLINE was never sent at all.
 */
export const Outcome = Object.freeze({
    DONE: 'DONE',
    FAILED: 'FAILED',
    TIMED_OUT: 'TIMED_OUT',
    STALE: 'STALE',
    OFFLINE: 'OFFLINE',
});
