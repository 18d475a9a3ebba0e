package org.jackfield.ctios.session;

/**
 * What a user can press. Its name on the wire is that of the request; the four agent states that
 * can be asked for are buttons of one request. {@link #mask} is the classic EnablementMask bit.
 */
enum Button {
    LOGIN("Login", 0x0100_0000L, true),
    LOGOUT("Logout", 0x0200_0000L, true),
    READY("Ready", 0x0800_0000L, true),
    NOT_READY("NotReady", 0x1000_0000L, true),
    WORK_READY("WorkReady", 0x4000_0000L, true),
    WORK_NOT_READY("WorkNotReady", 0x8000_0000L, true),
    MAKE_CALL("MakeCall", 0x10L, true),
    EMERGENCY("MakeEmergencyCall", 0x2_0000L, true),
    ASSIST("RequestSupervisorAssist", 0x1_0000L, true),
    CHAT("SendChatMessage", 0x10_0000L, true),
    ANSWER("Answer", 0x1L, false),
    HOLD("Hold", 0x4L, false),
    RETRIEVE("Retrieve", 0x8L, false),
    CLEAR("ClearConnection", 0x2L, false),
    CONSULT("MakeConsultCall", 0x20L | 0x100L, false),
    BLIND_TRANSFER("SingleStepTransfer", 0x80L, false),
    TRANSFER("Transfer", 0x40L, false),
    CONFERENCE("Conference", 0x200L, false),
    ALTERNATE("Alternate", 0x800L, false),
    RECONNECT("Reconnect", 0x1000L, false),
    DTMF("SendDTMFSignal", 0, false),
    CALL_DATA("SetCallData", 0, false),
    BAD_LINE("ReportBadCallLine", 0x4_0000L, false),
    RECORD("StartRecord", 0x20_0000L, false),
    BLIND_CONFERENCE("SingleStepConference", 0x400L, false);

    /** LOGOUT and NOT_READY when a reason must be given have another bit. */
    static final long LOGOUT_WITH_REASON = 0x0400_0000L;

    static final long NOT_READY_WITH_REASON = 0x2000_0000L;

    private final String wireName;
    private final long mask;
    private final boolean ofAgent;

    Button(String wireName, long mask, boolean ofAgent) {
        this.wireName = wireName;
        this.mask = mask;
        this.ofAgent = ofAgent;
    }

    String wireName() {
        return wireName;
    }

    long mask() {
        return mask;
    }

    /** True for a button of the agent, false for one of a call. */
    boolean ofAgent() {
        return ofAgent;
    }

    /** The bit or bits of the classic mask that this verdict sets. */
    long bits(Verdict verdict) {
        if (!verdict.on()) {
            return 0;
        }
        if (verdict.reason()) {
            return this == LOGOUT ? LOGOUT_WITH_REASON : NOT_READY_WITH_REASON;
        }
        return mask;
    }
}
