package org.jackfield.simulation.check;

import org.jackfield.ctios.session.CtiOsNow;
import org.jackfield.protocol.ged188.AgentState;
import org.jackfield.protocol.ged188.AgentStateEvent;
import org.jackfield.protocol.record.Arguments;

import java.util.Objects;

/**
 * An agent as somebody has him. Of who is logged out, or was never told of, nothing else counts:
 * why and where is told once and may be forgotten.
 *
 * @param state LOGOUT for unknown too
 * @param reason EventReasonCode
 * @param next NextAgentState; -1 when none is pending
 */
record AgentAs(AgentState state, long reason, String instrument, long next) {

    private static final long NONE_PENDING = -1;

    /** Nobody is logged in. */
    static final AgentAs OUT = new AgentAs(AgentState.LOGOUT, 0, "", NONE_PENDING);

    private static AgentAs of(AgentState state, long reason, String instrument, long next) {
        boolean out = state == null || state == AgentState.LOGOUT || state == AgentState.UNKNOWN;
        return out ? OUT : new AgentAs(state, reason, instrument, next);
    }

    /** As the gateway tells him. */
    static AgentAs of(AgentStateEvent told) {
        Integer next = told.nextAgentState();
        return of(
                AgentState.of(told.agentState()),
                told.eventReasonCode(),
                Objects.requireNonNullElse(told.agentInstrument(), ""),
                next == null ? NONE_PENDING : next);
    }

    /** As a desktop shows him. */
    static AgentAs of(Arguments shown) {
        return of(
                AgentState.of(shown.number("AgentState", AgentState.UNKNOWN.value())),
                shown.number("EventReasonCode", 0),
                shown.text("AgentInstrument", ""),
                shown.number("NextAgentState", NONE_PENDING));
    }

    /** As a CTI OS server has him. */
    static AgentAs of(CtiOsNow.AgentRow row) {
        return of(AgentState.valueOf(row.state()), row.reason(), row.instrument(), row.next());
    }

    boolean loggedIn() {
        return state != AgentState.LOGOUT;
    }

    @Override
    public String toString() {
        String then = next == NONE_PENDING ? "" : " then " + AgentState.of(next);
        return loggedIn() ? state + " at " + instrument + " for " + reason + then : state.name();
    }
}
