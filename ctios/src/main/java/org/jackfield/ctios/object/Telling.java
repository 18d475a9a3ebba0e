package org.jackfield.ctios.object;

import org.jackfield.protocol.ged188.LocalConnectionState;
import org.jackfield.protocol.record.Arguments;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Collects what one input changed, and tells it at its end: each object's properties are compared
 * with what was told before, and the difference goes with the object's last event, or in an event
 * of its own. So the events of an object laid over one another always give the object. What nobody
 * looks at is not told; who begins to look gets the whole.
 */
final class Telling {

    private record Step(
            String event, int messageId, CallId id, AgentKey agent, Arguments extra, boolean end) {}

    private static final String SNAPSHOT = "OnSnapshotCallConf";

    private final Floor floor;
    private final Predicate<AgentKey> watched;
    private final Map<CallId, Arguments> told = new LinkedHashMap<>();
    private final Map<AgentKey, Arguments> toldAgents = new TreeMap<>();
    private final List<Step> steps = new ArrayList<>();
    private final Set<CallNow> touched = new LinkedHashSet<>();
    private final Set<AgentKey> touchedAgents = new LinkedHashSet<>();

    /**
     * Nothing to tell yet.
     *
     * @param watched whether somebody looks at an agent; asked with null for what belongs to none
     */
    Telling(Floor floor, Predicate<AgentKey> watched) {
        this.floor = floor;
        this.watched = watched;
    }

    boolean watched(AgentKey agent) {
        return watched.test(agent);
    }

    /** Somebody is given an agent with all calls as they are now. */
    void given(AgentNow agent) {
        toldAgents.putIfAbsent(agent.key, agent.whole());
        for (Connection each : floor.callsOf(agent)) {
            told.putIfAbsent(each.id(), floor.properties(each));
        }
    }

    void touch(CallNow call) {
        touched.add(call);
    }

    void touch(AgentNow agent) {
        touchedAgents.add(agent.key);
    }

    /** An event of a connection. */
    void event(Connection connection, String event, Fields fields) {
        if (connection.outside) {
            return;
        }
        begin(connection);
        Arguments.Builder extra = Arguments.builder();
        if (fields.has("EventCause")) {
            extra.put("EventCause", fields.number("EventCause", 0));
        }
        int number = fields.number();
        steps.add(step(event, number, connection, extra.build(), false));
    }

    /** The whole object, though nothing may have changed. */
    void snapshot(Connection connection) {
        connection.begun = true;
        AgentNow agent = floor.agentAt(connection.call.peripheral, connection.device);
        told.remove(connection.id());
        steps.add(
                new Step(
                        SNAPSHOT,
                        83,
                        connection.id(),
                        agent == null ? null : agent.key,
                        Arguments.EMPTY,
                        false));
    }

    /** The object's last event. */
    void end(Connection connection) {
        AgentNow agent = floor.agentAt(connection.call.peripheral, connection.device);
        if (agent != null && connection.talked) {
            agent.lastCall = connection.id();
            if (!agent.directionTold) {
                agent.lastCallIncoming = !connection.originator;
            }
            // Whose it is was not told then; mostly it is the agent's own.
            boolean guessed = !connection.call.text("CallWrapupData").isBlank();
            agent.wrapUpGiven |= connection.unseen && guessed;
            touch(agent);
        }
        Arguments.Builder extra = Arguments.builder();
        if (connection.eventCause != 0) {
            extra.put("EventCause", connection.eventCause);
        }
        steps.add(step("OnCallEnd", 24, connection, extra.build(), true));
        connection.begun = false;
    }

    /** The object goes on under another id. */
    void renamed(Connection from, Connection to) {
        to.begun = true;
        Arguments before = told.remove(from.id());
        if (before != null) {
            told.put(to.id(), before);
        }
        Arguments extra = Arguments.builder().put("OldUniqueObjectID", from.id().text()).build();
        steps.add(step("OnCallDataUpdate", 25, to, extra, false));
    }

    private void begin(Connection connection) {
        if (!connection.begun) {
            connection.begun = true;
            floor.engaged(connection);
            steps.add(step("OnCallBegin", 23, connection, Arguments.EMPTY, false));
        }
    }

    /** An event of an agent. */
    void event(AgentNow agent, String event, int messageId, Arguments extra) {
        touch(agent);
        steps.add(new Step(event, messageId, null, agent.key, extra, false));
    }

    /** An agent changed at whom nobody looks. */
    void unseen(AgentNow agent) {
        toldAgents.remove(agent.key);
    }

    /** The whole agent, though nothing may have changed. */
    void snapshot(AgentNow agent) {
        toldAgents.remove(agent.key);
        event(agent, "OnQueryAgentStateConf", 37, Arguments.EMPTY);
    }

    private Step step(
            String event, int number, Connection connection, Arguments extra, boolean end) {
        AgentNow agent = floor.agentAt(connection.call.peripheral, connection.device);
        AgentKey key = agent == null ? null : agent.key;
        return new Step(event, number, connection.id(), key, extra, end);
    }

    /** Everything that changed since the last call of this method, in order. */
    List<ObjectChange> changes() {
        List<ObjectChange> changes = new ArrayList<>();
        for (int at = 0; at < steps.size(); at++) {
            Step step = steps.get(at);
            if (!watched.test(step.agent())) {
                forget(step);
            } else {
                changes.add(step.id() == null ? agentChange(step) : callChange(step, at));
            }
        }
        steps.clear();
        for (CallNow call : touchedCalls()) {
            for (Connection each : call.connections.values()) {
                if (each.begun) {
                    unasked(each, changes);
                }
            }
        }
        touchedAgents.forEach(key -> unasked(key, changes));
        touched.clear();
        touchedAgents.clear();
        return changes;
    }

    private void forget(Step step) {
        if (step.id() == null) {
            toldAgents.remove(step.agent());
        } else {
            told.remove(step.id());
        }
    }

    private void unasked(AgentKey key, List<ObjectChange> changes) {
        Arguments before = toldAgents.get(key);
        if (before == null) {
            return;
        }
        if (!watched.test(key)) {
            toldAgents.remove(key);
            return;
        }
        Arguments now = floor.agent(key).whole();
        Arguments changed = now.since(before);
        if (!changed.isEmpty()) {
            toldAgents.put(key, now);
            changes.add(new ObjectChange("OnAgentStateChange", 30, key, key.text(), changed));
        }
    }

    /** Touched calls, and those that have a phone in common with one of them. */
    private Set<CallNow> touchedCalls() {
        if (touched.isEmpty()) {
            return touched;
        }
        Set<CallNow> calls = new LinkedHashSet<>(touched);
        for (CallNow call : touched) {
            for (Connection each : call.connections.values()) {
                if (each.visible()) {
                    floor.at(call.peripheral, each.device).forEach(c -> calls.add(c.call));
                }
            }
        }
        return calls;
    }

    private void unasked(Connection connection, List<ObjectChange> changes) {
        CallId id = connection.id();
        AgentNow agent = floor.agentAt(id.peripheral(), id.device());
        AgentKey key = agent == null ? null : agent.key;
        if (!watched.test(key)) {
            told.remove(id);
            return;
        }
        Arguments now = floor.properties(connection);
        Arguments changed = changed(told.get(id), now);
        if (!changed.isEmpty()) {
            told.put(id, now);
            changes.add(
                    new ObjectChange("OnCallDataUpdate", 25, key, id.text(), named(id, changed)));
        }
    }

    private ObjectChange callChange(Step step, int at) {
        CallId id = step.id();
        // Clients take a snapshot as the whole: what it does not name is no longer so.
        Arguments before = step.event().equals(SNAPSHOT) ? null : told.get(id);
        Arguments.Builder args = Arguments.builder();
        Connection connection = floor.connection(id);
        boolean last = isLast(step, at);
        if (step.end()) {
            told.remove(id);
            args.put("CallStatus", LocalConnectionState.NULL.value());
        } else if (connection != null && (before == null || last)) {
            Arguments now = floor.properties(connection);
            args.putAll(changed(before, now));
            args.put("CallStatus", now.value("CallStatus"));
            told.put(id, now);
        } else if (connection == null) {
            args.put("CallStatus", LocalConnectionState.NULL.value());
        }
        args.putAll(step.extra());
        return new ObjectChange(
                step.event(), step.messageId(), step.agent(), id.text(), named(id, args.build()));
    }

    private boolean isLast(Step step, int at) {
        for (int later = at + 1; later < steps.size(); later++) {
            if (step.id().equals(steps.get(later).id())) {
                return false;
            }
        }
        return true;
    }

    private ObjectChange agentChange(Step step) {
        AgentNow agent = floor.agent(step.agent());
        Arguments now = agent.whole();
        Arguments before = toldAgents.get(step.agent());
        Arguments.Builder args = Arguments.builder();
        boolean brackets = step.event().equals("OnPreLogout");
        if (!brackets) {
            args.putAll(changed(before, now));
            toldAgents.put(step.agent(), now);
        }
        args.put("UniqueObjectID", step.agent().text());
        args.put(
                "AgentState",
                brackets && before != null ? before.value("AgentState") : now.value("AgentState"));
        args.put("EventReasonCode", now.value("EventReasonCode"));
        args.putAll(step.extra());
        String target = step.agent().text();
        return new ObjectChange(step.event(), step.messageId(), step.agent(), target, args.build());
    }

    private static Arguments named(CallId id, Arguments args) {
        return args.toBuilder().put("UniqueObjectID", id.text()).build();
    }

    /** The properties that differ; all of them when nothing was told before. */
    static Arguments changed(Arguments before, Arguments now) {
        return before == null ? now : now.since(before);
    }
}
