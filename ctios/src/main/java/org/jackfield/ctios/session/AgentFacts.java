package org.jackfield.ctios.session;

import org.jackfield.ctios.object.DeskSettings;
import org.jackfield.protocol.ged188.AgentState;

/**
 * All that the agent's buttons hang on.
 *
 * @param online the switch can be reached
 * @param here this session has logged the agent in
 * @param state AgentState
 * @param desk desk settings
 * @param incoming the call that is on, or that was on, is incoming
 * @param calls how many calls are at the phone
 * @param reasons there are reasons for not ready to choose from
 * @param dataMissing a wrap-up text is needed and not there yet
 * @param capabilities SwitchCapabilityBitMask: buttons that this switch has
 */
record AgentFacts(
        boolean online,
        boolean here,
        AgentState state,
        DeskSettings desk,
        boolean incoming,
        int calls,
        boolean reasons,
        boolean dataMissing,
        long capabilities) {

    /** Everything that a switch of type UCCE has, of the sample profile. */
    static final long UCCE = 0x7F3F_1BFFL | 0x8000_0000L;

    /** The same while nobody can be asked. */
    AgentFacts offline() {
        return new AgentFacts(
                false, here, state, desk, incoming, calls, reasons, dataMissing, capabilities);
    }

    boolean onCall() {
        return state == AgentState.TALKING
                || state == AgentState.HOLD
                || state == AgentState.BUSY_OTHER;
    }

    boolean inWrapUp() {
        return state == AgentState.WORK_READY || state == AgentState.WORK_NOT_READY;
    }

    boolean loggedIn() {
        return state != AgentState.LOGOUT && state != AgentState.UNKNOWN;
    }

    /** A call is on, rings or is on its way. */
    boolean engaged() {
        return onCall() || state == AgentState.RESERVED || calls > 0;
    }
}
