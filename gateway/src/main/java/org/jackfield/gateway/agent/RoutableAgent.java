package org.jackfield.gateway.agent;

import org.jackfield.protocol.site.SkillMembership;

import java.util.List;
import java.util.Objects;

/**
 * An agent who may be offered a routed call.
 *
 * @param agentId AgentID
 * @param instrument the phone
 * @param availableSinceMs machine time since when; a call whose caller hung up before the answer
 *     does not make it later
 * @param skills skill groups with priority, 1 is the best, 0 the base group
 * @param ringNoAnswerMs how long an offered call may ring; 0 = for ever
 * @param ringNoAnswerNumber where a call goes that was not answered; empty = back to its queue
 */
public record RoutableAgent(
        String agentId,
        String instrument,
        long availableSinceMs,
        List<SkillMembership> skills,
        long ringNoAnswerMs,
        String ringNoAnswerNumber) {

    public RoutableAgent {
        Objects.requireNonNull(agentId, "agentId");
        Objects.requireNonNull(instrument, "instrument");
        skills = List.copyOf(skills);
        Objects.requireNonNull(ringNoAnswerNumber, "ringNoAnswerNumber");
    }
}
