package org.jackfield.gateway.agent;

import org.jackfield.protocol.log.SessionKey;
import org.jackfield.protocol.site.SiteAgent;

import java.util.List;
import java.util.Objects;

/**
 * A logged-in agent, to be read.
 *
 * @param site who it is
 * @param instrument the phone
 * @param extension the phone's extension
 * @param session whom the agent belongs to
 * @param orphaned true while that session is closed and nobody took the agent over
 * @param state AgentState as shown
 * @param reason EventReasonCode of that state; 0 none
 * @param sinceMs machine time since when this state and reason hold
 * @param nextState AgentState asked for during a call; -1 none
 * @param groups the agent's skill groups, each with its own state; never empty
 */
public record AgentView(
        SiteAgent site,
        String instrument,
        String extension,
        SessionKey session,
        boolean orphaned,
        int state,
        int reason,
        long sinceMs,
        int nextState,
        List<Group> groups) {

    public AgentView {
        Objects.requireNonNull(site, "site");
        Objects.requireNonNull(instrument, "instrument");
        Objects.requireNonNull(session, "session");
        groups = List.copyOf(groups);
    }

    /** AgentID. */
    public String agentId() {
        return site.id();
    }

    /**
     * A skill group of the agent.
     *
     * @param number SkillGroupNumber
     * @param id SkillGroupID
     * @param priority SkillGroupPriority
     * @param state SkillGroupState: an AgentState, BusyOther while another group's call is on
     */
    public record Group(int number, int id, int priority, int state) {}
}
