package org.jackfield.gateway.router;

import org.jackfield.gateway.agent.RoutableAgent;
import org.jackfield.protocol.site.SkillMembership;

import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Who waits for whom, by skill group: calls for agents, agents for calls. Of one group there are
 * never both.
 */
final class Queues {

    /** A call in the queue of a group, in the order in which it is served. */
    record Waiting(boolean returned, int priority, long sinceMs, long callId)
            implements Comparable<Waiting> {

        private static final Comparator<Waiting> ORDER =
                Comparator.comparing((Waiting w) -> !w.returned)
                        .thenComparingInt(Waiting::priority)
                        .thenComparingLong(Waiting::sinceMs)
                        .thenComparingLong(Waiting::callId);

        @Override
        public int compareTo(Waiting other) {
            return ORDER.compare(this, other);
        }
    }

    /** A call that an agent could have, and for which group. */
    record Match(Waiting call, int skillGroup) {}

    private record Idle(int rank, long sinceMs, String agentId) implements Comparable<Idle> {

        private static final Comparator<Idle> ORDER =
                Comparator.comparingInt(Idle::rank)
                        .thenComparingLong(Idle::sinceMs)
                        .thenComparing(Idle::agentId);

        @Override
        public int compareTo(Idle other) {
            return ORDER.compare(this, other);
        }
    }

    private final Map<Integer, TreeSet<Waiting>> calls = new TreeMap<>();
    private final Map<Integer, TreeSet<Idle>> agents = new TreeMap<>();
    private final Map<String, RoutableAgent> idle = new TreeMap<>();

    private static Waiting waiting(RoutedCall call, int skillGroup) {
        int priority = call.queues.get(skillGroup);
        return new Waiting(call.returned, priority, call.queuedSinceMs, call.callId);
    }

    /** Puts a call in the queue of a group that is among its queues already. */
    void add(RoutedCall call, int skillGroup) {
        calls.computeIfAbsent(skillGroup, key -> new TreeSet<>()).add(waiting(call, skillGroup));
    }

    void remove(RoutedCall call, int skillGroup) {
        TreeSet<Waiting> queue = calls.get(skillGroup);
        if (queue != null) {
            queue.remove(waiting(call, skillGroup));
            if (queue.isEmpty()) {
                calls.remove(skillGroup);
            }
        }
    }

    int waiting(int skillGroup) {
        TreeSet<Waiting> queue = calls.get(skillGroup);
        return queue == null ? 0 : queue.size();
    }

    long longestSinceMs(int skillGroup) {
        long longest = -1;
        for (Waiting each : calls.getOrDefault(skillGroup, new TreeSet<>())) {
            longest = longest < 0 ? each.sinceMs() : Math.min(longest, each.sinceMs());
        }
        return longest;
    }

    /** An agent waits for calls, from now on or with other skills. */
    void addIdle(RoutableAgent agent) {
        removeIdle(agent.agentId());
        idle.put(agent.agentId(), agent);
        for (SkillMembership each : agent.skills()) {
            agents.computeIfAbsent(each.skillGroup(), key -> new TreeSet<>())
                    .add(idle(agent, each));
        }
    }

    void removeIdle(String agentId) {
        RoutableAgent agent = idle.remove(agentId);
        if (agent == null) {
            return;
        }
        for (SkillMembership each : agent.skills()) {
            TreeSet<Idle> group = agents.get(each.skillGroup());
            if (group != null) {
                group.remove(idle(agent, each));
                if (group.isEmpty()) {
                    agents.remove(each.skillGroup());
                }
            }
        }
    }

    /** The base group's priority 0 is the last, not the first. */
    private static Idle idle(RoutableAgent agent, SkillMembership skill) {
        int rank = skill.priority() == 0 ? Integer.MAX_VALUE : skill.priority();
        return new Idle(rank, agent.availableSinceMs(), agent.agentId());
    }

    /** The best agent who waits for calls of a group, or null. */
    RoutableAgent bestAgent(int skillGroup) {
        TreeSet<Idle> group = agents.get(skillGroup);
        return group == null ? null : idle.get(group.first().agentId());
    }

    /** The call to be served first among those that wait for a group of the agent, or null. */
    Match firstCall(RoutableAgent agent) {
        Match best = null;
        for (SkillMembership each : agent.skills()) {
            TreeSet<Waiting> queue = calls.get(each.skillGroup());
            if (queue != null && (best == null || queue.first().compareTo(best.call()) < 0)) {
                best = new Match(queue.first(), each.skillGroup());
            }
        }
        return best;
    }

    /** Agents who wait for calls, by AgentID. */
    Iterable<RoutableAgent> idle() {
        return idle.values();
    }

    int idleAgents(int skillGroup) {
        TreeSet<Idle> group = agents.get(skillGroup);
        return group == null ? 0 : group.size();
    }
}
