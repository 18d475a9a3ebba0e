package org.jackfield.gateway.agent;

import org.jackfield.protocol.log.SessionKey;

import java.util.Objects;

/**
 * What SET_AGENT_STATE_REQ (38) asks for, with what the edge knows of it.
 *
 * @param session who asks; a login makes the agent belong to it
 * @param invokeId InvokeID, to be echoed
 * @param verified for a login: the edge checked the password and it was right
 * @param agentId AgentID or login name; may be empty for all but login and logout
 * @param instrument AgentInstrument, or the extension of one; may be empty when agentId is given
 * @param supervisorId SupervisorID: AgentID of the supervisor who asks for the agent; else empty
 * @param asked the state and what belongs to it
 */
public record AgentStateRequest(
        SessionKey session,
        long invokeId,
        boolean verified,
        String agentId,
        String instrument,
        String supervisorId,
        Asked asked) {

    public AgentStateRequest {
        Objects.requireNonNull(session, "session");
        Objects.requireNonNull(agentId, "agentId");
        Objects.requireNonNull(instrument, "instrument");
        Objects.requireNonNull(supervisorId, "supervisorId");
        Objects.requireNonNull(asked, "asked");
    }

    /**
     * The state asked for.
     *
     * @param state AgentState of the CTI Server protocol
     * @param workMode AgentWorkMode; 0 unspecified
     * @param reason EventReasonCode, 0 to 65535; 0 none
     * @param forced ForcedFlag: 0 no, 1 yes, 2 check the credentials only
     */
    public record Asked(int state, int workMode, int reason, int forced) {}
}
