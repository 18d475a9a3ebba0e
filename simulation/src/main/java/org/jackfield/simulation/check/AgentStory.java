package org.jackfield.simulation.check;

import org.jackfield.protocol.ged188.AgentState;
import org.jackfield.protocol.ged188.AgentStateEvent;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The agents of one all-events session. Goal: an agent makes only legal moves; each change is told
 * once for each skill group, with the same overall state, before the next change is told. Method:
 * the legal moves are written down here, from the trade's rules and not from the code.
 */
public final class AgentStory {

    private static final String MOVE = "agent states change only as they may";
    private static final String GROUPS = "one event for each skill group at each change";
    private static final String ONCE = "a state that did not change is not told again";

    private static final Map<AgentState, Set<AgentState>> MOVES = moves();

    private static Map<AgentState, Set<AgentState>> moves() {
        Map<AgentState, Set<AgentState>> moves = new EnumMap<>(AgentState.class);
        moves.put(AgentState.LOGOUT, Set.of(AgentState.LOGIN));
        moves.put(
                AgentState.LOGIN,
                Set.of(AgentState.NOT_READY, AgentState.TALKING, AgentState.HOLD));
        moves.put(
                AgentState.NOT_READY,
                Set.of(
                        AgentState.AVAILABLE,
                        AgentState.TALKING,
                        AgentState.HOLD,
                        AgentState.WORK_READY,
                        AgentState.WORK_NOT_READY,
                        AgentState.LOGOUT));
        moves.put(
                AgentState.AVAILABLE,
                Set.of(AgentState.RESERVED, AgentState.NOT_READY, AgentState.TALKING));
        moves.put(
                AgentState.RESERVED,
                Set.of(AgentState.TALKING, AgentState.AVAILABLE, AgentState.NOT_READY));
        moves.put(
                AgentState.TALKING,
                Set.of(
                        AgentState.HOLD,
                        AgentState.WORK_READY,
                        AgentState.WORK_NOT_READY,
                        AgentState.AVAILABLE,
                        AgentState.NOT_READY));
        moves.put(
                AgentState.HOLD,
                Set.of(
                        AgentState.TALKING,
                        AgentState.WORK_READY,
                        AgentState.WORK_NOT_READY,
                        AgentState.AVAILABLE,
                        AgentState.NOT_READY));
        Set<AgentState> afterWork =
                Set.of(
                        AgentState.AVAILABLE,
                        AgentState.NOT_READY,
                        AgentState.TALKING,
                        AgentState.WORK_READY,
                        AgentState.WORK_NOT_READY);
        moves.put(AgentState.WORK_READY, afterWork);
        moves.put(AgentState.WORK_NOT_READY, afterWork);
        return moves;
    }

    /** What every event of one change has in common. */
    private record Told(
            AgentState state, int reason, Integer next, Long direction, String groups) {}

    private static final class SeenAgent {
        private Told told;
        private final Map<Long, Integer> groups = new TreeMap<>();
        private final Set<Long> missing = new LinkedHashSet<>();
        private boolean inherited;
    }

    private final String client;
    private final Findings findings;
    private final Map<String, SeenAgent> agents = new LinkedHashMap<>();
    private boolean inherits;
    private long nowMs;

    public AgentStory(String client, Findings findings) {
        this.client = client;
        this.findings = findings;
    }

    /** A new session: the states there are come first. */
    public void startOver() {
        agents.clear();
        inherits = true;
    }

    /** From now on what is told has changed. */
    public void settled() {
        inherits = false;
    }

    /** The state of an agent as last told; {@link AgentState#LOGOUT} for one never told of. */
    public AgentState state(String agentId) {
        SeenAgent agent = agents.get(agentId);
        return agent == null || agent.told == null ? AgentState.LOGOUT : agent.told.state();
    }

    /** Takes one event, in order. */
    public void onEvent(AgentStateEvent event, long timeMs) {
        nowMs = timeMs;
        AgentState state = AgentState.of(event.agentState());
        if (state == null) {
            wrong(MOVE, event, "unknown state " + event.agentState());
            return;
        }
        SeenAgent agent = agents.get(event.agentId());
        if (agent == null) {
            agent = new SeenAgent();
            agent.inherited = inherits;
            agents.put(event.agentId(), agent);
        }
        Told now =
                new Told(
                        state,
                        event.eventReasonCode(),
                        event.nextAgentState(),
                        event.direction(),
                        event.fltSkillGroupState().toString());
        if (agent.missing.isEmpty() || !now.equals(agent.told)) {
            begin(agent, now, event);
        }
        if (!agent.missing.remove(event.skillGroupNumber())) {
            wrong(GROUPS, event, "group " + event.skillGroupNumber() + " is told twice");
        }
        agent.groups.put(event.skillGroupNumber(), event.skillGroupState());
    }

    private void begin(SeenAgent agent, Told now, AgentStateEvent event) {
        if (!agent.missing.isEmpty()) {
            wrong(GROUPS, event, "groups " + agent.missing + " were not told before");
            agent.missing.clear();
        }
        AgentState before = agent.told == null ? AgentState.LOGOUT : agent.told.state();
        boolean first = agent.told == null;
        if (first && !agent.inherited && now.state() != AgentState.LOGIN) {
            wrong(MOVE, event, "first told as " + now.state());
        } else if (!first && before != now.state() && !MOVES.get(before).contains(now.state())) {
            wrong(MOVE, event, "from " + before + " to " + now.state());
        } else if (now.equals(agent.told)) {
            wrong(ONCE, event, "again " + now);
        }
        agent.told = now;
        event.fltSkillGroupNumber().forEach(group -> agent.missing.add(group & 0xFFFF_FFFFL));
        if (agent.missing.isEmpty()) {
            agent.missing.add(event.skillGroupNumber());
        }
    }

    private void wrong(String rule, AgentStateEvent event, String what) {
        findings.add(nowMs, rule, client + ": agent " + event.agentId() + ": " + what);
    }

    /** Everything that was begun to be told was told to its end. */
    public void finish(long timeMs) {
        agents.forEach(
                (id, agent) -> {
                    if (!agent.missing.isEmpty()) {
                        findings.add(
                                timeMs,
                                GROUPS,
                                client + ": agent " + id + ": never told of " + agent.missing);
                    }
                });
    }
}
