package org.jackfield.client.ctiserver;

/** Where a client is with its session. */
public enum CtiClientState {
    /** Not started, or stopped. */
    STOPPED,
    /** Waits until it tries the next side. */
    WAITING,
    /** Waits for the TCP connection. */
    CONNECTING,
    /** Waits for OPEN_CONF. */
    OPENING,
    /** The session is open. */
    OPEN,
    /** Waits for CLOSE_CONF. */
    CLOSING
}
