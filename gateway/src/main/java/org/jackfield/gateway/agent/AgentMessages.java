package org.jackfield.gateway.agent;

import org.jackfield.gateway.agent.Agent.Shown;
import org.jackfield.protocol.ged188.AgentAvailabilityStatus;
import org.jackfield.protocol.ged188.AgentMode;
import org.jackfield.protocol.ged188.AgentState;
import org.jackfield.protocol.ged188.AgentStateEvent;
import org.jackfield.protocol.ged188.Ged188Message;
import org.jackfield.protocol.ged188.QueryAgentStateConf;
import org.jackfield.protocol.site.SiteAgent;
import org.jackfield.protocol.site.SiteDevice;
import org.jackfield.protocol.site.SkillMembership;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What is told of one agent: AGENT_STATE_EVENT (30), QUERY_AGENT_STATE_CONF (37), the view. */
final class AgentMessages {

    /** MRDID of voice. */
    static final int VOICE = 1;

    private static final long UNSIGNED = 0xFFFF_FFFFL;

    private final AgentFloor floor;
    private final Agent agent;
    private final SiteAgent site;

    AgentMessages(AgentFloor floor, Agent agent) {
        this.floor = floor;
        this.agent = agent;
        this.site = floor.siteOf(agent);
    }

    /**
     * One event for each skill group.
     *
     * @param before what was told before, whose group is told once more; null when not told
     */
    List<Ged188Message> events(Shown before, long nowMs) {
        List<AgentView.Group> groups = groups(before);
        AgentStateEvent.Builder event = AgentStateEvent.builder();
        overall(event, nowMs);
        List<Integer> numbers = new ArrayList<>();
        List<Long> ids = new ArrayList<>();
        List<Integer> priorities = new ArrayList<>();
        List<Integer> states = new ArrayList<>();
        for (AgentView.Group each : groups) {
            numbers.add(each.number());
            ids.add(each.id() & UNSIGNED);
            priorities.add(each.priority());
            states.add(each.state());
        }
        event.fltSkillGroupNumber(numbers)
                .fltSkillGroupId(ids)
                .fltSkillGroupPriority(priorities)
                .fltSkillGroupState(states);
        List<Ged188Message> events = new ArrayList<>();
        for (AgentView.Group each : groups) {
            events.add(
                    event.skillGroupNumber(each.number() & UNSIGNED)
                            .skillGroupId(each.id() & UNSIGNED)
                            .skillGroupPriority(each.priority())
                            .skillGroupState(each.state())
                            .build());
        }
        return List.copyOf(events);
    }

    private void overall(AgentStateEvent.Builder event, long nowMs) {
        Shown shown = agent.shown;
        long seconds = Math.max(0, (nowMs - agent.sinceMs) / 1_000);
        event.peripheralId(floor.peripheral.id())
                .peripheralType(floor.peripheral.peripheralType())
                .stateDuration(seconds)
                .duration(seconds)
                .agentState(shown.state().value())
                .eventReasonCode(shown.reason() & 0xFFFF)
                .mrdId(VOICE)
                .numTasks(tasks())
                .agentMode(AgentMode.ROUTABLE.value())
                .maxTaskLimit(1)
                .icmAgentId(site.icmAgentId())
                .agentAvailabilityStatus(availability())
                .agentId(agent.id)
                .agentExtension(extension())
                .agentInstrument(agent.instrument);
        if (shown.next() != null) {
            event.nextAgentState(shown.next().value());
        }
        if (agent.engagement != null && agent.engagement.direction() != null) {
            event.direction((long) agent.engagement.direction().value());
        }
    }

    private long tasks() {
        return agent.shown.state() == AgentState.TALKING || agent.shown.state() == AgentState.HOLD
                ? 1
                : 0;
    }

    private long availability() {
        return agent.shown.state() == AgentState.AVAILABLE
                ? AgentAvailabilityStatus.ICM_AVAILABLE.value()
                : AgentAvailabilityStatus.NOT_AVAILABLE.value();
    }

    private String extension() {
        SiteDevice device = floor.site.device(agent.instrument);
        return device == null ? "" : device.extension();
    }

    /** The agent's groups, and those of the call that is or was on when they are others. */
    private List<AgentView.Group> groups(Shown before) {
        Map<Integer, Integer> priorities = new TreeMap<>();
        for (SkillMembership each : site.skills()) {
            priorities.put(each.skillGroup(), each.priority());
        }
        if (agent.shown.inOneGroup()) {
            priorities.putIfAbsent(agent.shown.group(), 0);
        }
        if (before != null && before.inOneGroup()) {
            priorities.putIfAbsent(before.group(), 0);
        }
        if (priorities.isEmpty()) {
            priorities.put(floor.site.defaultSkillGroup(), 0);
        }
        List<AgentView.Group> groups = new ArrayList<>();
        priorities.forEach((number, priority) -> groups.add(group(number, priority)));
        return groups;
    }

    private AgentView.Group group(int number, int priority) {
        Shown shown = agent.shown;
        AgentState state =
                shown.inOneGroup() && shown.group() != number
                        ? AgentState.BUSY_OTHER
                        : shown.state();
        int id = floor.site.skillGroupId(number);
        return new AgentView.Group(number, id, priority, state.value());
    }

    AgentView view() {
        AgentState next = agent.shown.next();
        return new AgentView(
                site,
                agent.instrument,
                extension(),
                agent.session,
                agent.orphaned,
                agent.shown.state().value(),
                agent.shown.reason(),
                agent.sinceMs,
                next == null ? -1 : next.value(),
                groups(null));
    }

    QueryAgentStateConf conf(long invokeId) {
        QueryAgentStateConf.Builder conf = QueryAgentStateConf.builder();
        List<Long> numbers = new ArrayList<>();
        List<Long> ids = new ArrayList<>();
        List<Integer> priorities = new ArrayList<>();
        List<Integer> states = new ArrayList<>();
        for (AgentView.Group each : groups(null)) {
            numbers.add(each.number() & UNSIGNED);
            ids.add(each.id() & UNSIGNED);
            priorities.add(each.priority());
            states.add(each.state());
        }
        return conf.invokeId(invokeId)
                .agentState(agent.shown.state().value())
                .mrdId(VOICE)
                .numTasks(tasks())
                .agentMode(AgentMode.ROUTABLE.value())
                .maxTaskLimit(1)
                .icmAgentId(site.icmAgentId())
                .agentAvailabilityStatus(availability())
                .agentId(agent.id)
                .agentExtension(extension())
                .agentInstrument(agent.instrument)
                .skillGroupNumber(numbers)
                .skillGroupId(ids)
                .skillGroupPriority(priorities)
                .skillGroupState(states)
                .build();
    }
}
