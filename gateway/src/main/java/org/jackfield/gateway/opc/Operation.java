package org.jackfield.gateway.opc;

import org.jackfield.protocol.pim.PimCommand;

/** One thing that is under way: a command to the switch, or a wait, and whose request it serves. */
final class Operation {

    /** No deadline: it is said again until it is done. */
    static final long MUST_BE_DONE = Long.MAX_VALUE;

    private final long id;
    private final int peripheral;
    private final Goal goal;

    /** Who asked; null when nobody did, or when the answer was given. */
    Requester requester;

    /** Call it is about; 0 for none. */
    long callId;

    /** Connection it is about; 0 for none. */
    long connectionId;

    /** Second call: the held one, or the consultation; 0 for none. */
    long otherCallId;

    /** Second connection; 0 for none. */
    long otherConnectionId;

    /** Number to be called; empty for none. */
    String number = "";

    /** Channel of the phone that asked by its own transfer key; empty when none did. */
    String progressChannel = "";

    /** The command, to be said again after a change of the active PIM; null for a mere wait. */
    PimCommand command;

    /**
     * Machine time by which the switch must have begun it, or it is given up: the deadline of the
     * request that wants just this. {@link #MUST_BE_DONE} for what follows from the state of calls
     * and agents, whoever changed that.
     */
    long untilMs = MUST_BE_DONE;

    Operation(long id, int peripheral, Goal goal) {
        this.id = id;
        this.peripheral = peripheral;
        this.goal = goal;
    }

    long id() {
        return id;
    }

    int peripheral() {
        return peripheral;
    }

    Goal goal() {
        return goal;
    }

    /** True for what sends channels of its calls somewhere; one at a time for a call. */
    boolean moves() {
        return switch (goal) {
            case HOLD,
                    RETRIEVE,
                    ALTERNATE,
                    RECONNECT,
                    CONSULT,
                    TRANSFER,
                    CONFERENCE,
                    BLIND_SPLIT,
                    BLIND_REACH,
                    BLIND_BACK,
                    JOIN,
                    LEAVE,
                    SEATS ->
                    true;
            case NOTHING,
                    ANSWER_CALLER,
                    GREETING,
                    MUSIC,
                    OWN_DIAL,
                    DIAL,
                    ANSWER,
                    ANSWER_BACK,
                    CLEAR,
                    CLEAR_CALL,
                    DTMF ->
                    false;
        };
    }

    Operation about(Connection connection) {
        callId = connection.callId();
        connectionId = connection.id();
        return this;
    }

    Operation beside(Connection other) {
        otherCallId = other.callId();
        otherConnectionId = other.id();
        return this;
    }

    Operation askedBy(Requester asker) {
        requester = asker;
        return this;
    }
}
