package org.jackfield.gateway.agent;

/** Reason codes that the system gives, none an agent chooses. Negative ones travel in 16 bits. */
public final class SystemReason {

    /** The switch was restarted. */
    public static final int PERIPHERAL_RESTART = -1;

    /** The gateway lost its state and started anew. */
    public static final int GATEWAY_RESET = -2;

    /** The extension of the agent's phone was changed. */
    public static final int EXTENSION_CHANGED = -3;

    /** A supervisor did it. */
    public static final int BY_SUPERVISOR = 999;

    /** First half of a forced logout: not ready. */
    public static final int FORCED_NOT_READY = 20001;

    /** Second half of a forced logout. */
    public static final int FORCED_LOGOUT = 20002;

    /** Not ready because a logout follows that waited for the end of a call. */
    public static final int NOT_READY_THEN_LOGOUT = 20003;

    /**
     * An offered call was refused at the phone. The code is ours: the trade has none, and a missed
     * call is to be told from a refused one.
     */
    public static final int DECLINED = 32766;

    /** An offered call rang out. */
    public static final int RING_NO_ANSWER = 32767;

    /** The agent's client closed its session. */
    public static final int CLIENT_DISCONNECTED = 50001;

    /** The agent's client was lost. */
    public static final int CLIENT_LOST = 50002;

    /** The agent's phone is out of service. */
    public static final int DEVICE_OUT_OF_SERVICE = 50003;

    /** Nothing was done for too long. */
    public static final int INACTIVITY = 50004;

    /** The phone was busy with a call that was not routed. */
    public static final int NON_ACD_BUSY = 50005;

    /** For the time of a call that was not routed, though the agent was ready. */
    public static final int NON_ROUTED_CALL = 50006;

    /** Two routed calls in a row did not arrive at the phone. */
    public static final int CALLS_NOT_ARRIVED = 50010;

    /** The agent's skill groups changed. */
    public static final int SKILLS_CHANGED = 50020;

    /** Somebody else logged in, forced, on the same phone. */
    public static final int DEVICE_TAKEN = 50030;

    private SystemReason() {}

    /** Whether a code is one of the system's, which no site needs to list. */
    public static boolean isSystem(int code) {
        return switch (code) {
            case PERIPHERAL_RESTART, GATEWAY_RESET, EXTENSION_CHANGED -> true;
            case BY_SUPERVISOR, FORCED_NOT_READY, FORCED_LOGOUT, NOT_READY_THEN_LOGOUT -> true;
            case DECLINED, RING_NO_ANSWER, CLIENT_DISCONNECTED, CLIENT_LOST -> true;
            case DEVICE_OUT_OF_SERVICE, INACTIVITY, NON_ACD_BUSY, NON_ROUTED_CALL -> true;
            case CALLS_NOT_ARRIVED, SKILLS_CHANGED, DEVICE_TAKEN -> true;
            default -> false;
        };
    }
}
