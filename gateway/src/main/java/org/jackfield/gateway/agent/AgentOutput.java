package org.jackfield.gateway.agent;

import org.jackfield.protocol.ged188.Ged188Message;

import java.util.List;

/** What an {@link AgentBook} puts out, in order. Its methods must not call back into the book. */
public interface AgentOutput {

    /**
     * The answer to a request; said once for each request, before the first event that it caused.
     *
     * @param verdict accepted, or the codes of the refusal
     */
    void answered(AgentStateRequest request, AgentVerdict verdict);

    /**
     * An agent's state, reason, or skill groups changed: one AGENT_STATE_EVENT (30) for each skill
     * group of the agent, never empty. They tell one change: a session with service bit 0x00100000
     * takes the first and leaves the others out. MonitorID is 0.
     */
    void agentEvents(String agentId, String instrument, List<Ged188Message> events);

    /** The agent may be offered a routed call from now on; also said when skills or rank change. */
    void routable(RoutableAgent agent);

    /** The agent must not be offered a routed call from now on. */
    void notRoutable(String agentId);

    /** Worth a line in the event log. */
    void info(String text);

    /** Something was not as it should be and was repaired, or taken away; with the cause. */
    void warning(String text);
}
