package org.jackfield.ctios.object;

import org.jackfield.protocol.ged188.AgentDeskSettingsConf;
import org.jackfield.protocol.ged188.AgentPreCallAbortEvent;
import org.jackfield.protocol.ged188.AgentPreCallEvent;
import org.jackfield.protocol.ged188.AgentState;
import org.jackfield.protocol.ged188.AgentStateEvent;
import org.jackfield.protocol.ged188.Ged188Message;
import org.jackfield.protocol.ged188.LocalConnectionState;
import org.jackfield.protocol.ged188.QueryAgentStateConf;
import org.jackfield.protocol.ged188.SnapshotCallConf;
import org.jackfield.protocol.record.Arguments;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * All agents and calls that the CTI Server told of. It only follows: a request changes nothing
 * here. Each input gives the changes that follow from it, in order.
 */
public final class Floor {

    private record CallKey(long peripheral, long id) {}

    private final Map<AgentKey, AgentName> names = new TreeMap<>();
    private final Map<CallKey, CallNow> calls = new LinkedHashMap<>();
    private final Map<AgentKey, AgentNow> agents = new TreeMap<>();
    private final Map<Long, Map<String, AgentKey>> byInstrument = new TreeMap<>();
    private final DeviceIndex devices = new DeviceIndex();
    private final Set<AgentKey> confirmed = new TreeSet<>();
    private final Telling telling;
    private final CallEvents callEvents;

    /**
     * A floor that knows nothing yet.
     *
     * @param names what the site calls its agents
     * @param watched whether somebody looks at an agent, asked with null for what belongs to none:
     *     changes are worked out for those only
     */
    public Floor(List<AgentName> names, Predicate<AgentKey> watched) {
        names.forEach(each -> this.names.put(each.key(), each));
        telling = new Telling(this, watched);
        callEvents = new CallEvents(this, telling);
    }

    /** Takes an event of the CTI Server. */
    public List<ObjectChange> onEvent(Ged188Message message, long nowMs) {
        switch (message) {
            case AgentStateEvent event -> onAgentState(event, nowMs);
            case AgentPreCallEvent event ->
                    preCall(message, event.agentInstrument(), "OnAgentPrecallEvent");
            case AgentPreCallAbortEvent event ->
                    preCall(message, event.agentInstrument(), "OnAgentPrecallAbortEvent");
            default -> callEvents.take(message, nowMs);
        }
        return telling.changes();
    }

    /** Takes what is due. */
    public List<ObjectChange> onTime(long nowMs) {
        if (callEvents.dueMs() <= nowMs) {
            callEvents.settle(null, nowMs);
        }
        return telling.changes();
    }

    /** When {@link #onTime} wants to be called next; {@link Long#MAX_VALUE} when never. */
    public long nextDeadlineMs() {
        return callEvents.dueMs();
    }

    private void onAgentState(AgentStateEvent event, long nowMs) {
        AgentNow agent = known(new AgentKey(event.peripheralId(), event.agentId()), nowMs);
        if (agent.stale) {
            confirmed.add(agent.key);
        }
        if (!telling.watched(agent.key)) {
            agent.update(event, nowMs);
            place(agent);
            telling.unseen(agent);
            return;
        }
        boolean out =
                agent.state != AgentState.LOGOUT && event.agentState() == AgentState.LOGOUT.value();
        Arguments before = agent.whole();
        if (out) {
            telling.event(agent, "OnPreLogout", 0, Arguments.EMPTY);
        }
        agent.update(event, nowMs);
        place(agent);
        if (!agent.whole().equals(before)) {
            telling.event(agent, "OnAgentStateChange", 30, Arguments.EMPTY);
        }
        if (out) {
            telling.event(agent, "OnPostLogout", 0, Arguments.EMPTY);
        }
    }

    /** Pre-call events name no peripheral: whoever has the instrument is meant. */
    private void preCall(Ged188Message message, String instrument, String name) {
        for (Map<String, AgentKey> each : byInstrument.values()) {
            AgentKey key = each.get(instrument);
            if (key != null && telling.watched(key)) {
                telling.event(agents.get(key), name, message.number(), preCall(message));
            }
        }
    }

    private static Arguments preCall(Ged188Message message) {
        Fields fields = new Fields(message);
        Arguments.Builder data = Arguments.builder();
        for (String each : List.of("ANI", "DialedNumber", "CallerEnteredDigits")) {
            data.put(each, fields.text(each));
        }
        for (int i = 1; i <= 10; i++) {
            data.put("CallVariable" + i, fields.text("CallVariable" + i));
        }
        data.put("SkillGroupNumber", fields.number("SkillGroupNumber", -1));
        return data.build();
    }

    /** Takes the answer to a question for an agent's state. */
    public List<ObjectChange> onAgent(AgentKey key, QueryAgentStateConf conf, long nowMs) {
        AgentNow agent = known(key, nowMs);
        agent.update(conf, nowMs);
        place(agent);
        telling.snapshot(agent);
        return telling.changes();
    }

    /** Takes an agent's desk settings. */
    public List<ObjectChange> onSettings(AgentKey key, AgentDeskSettingsConf conf, long nowMs) {
        AgentNow agent = known(key, nowMs);
        agent.settings = DeskSettings.of(conf);
        telling.touch(agent);
        return telling.changes();
    }

    /** Takes a call as it is. */
    public List<ObjectChange> onCall(
            long peripheral, long callId, SnapshotCallConf conf, long nowMs) {
        callEvents.settle(null, nowMs);
        callEvents.snapshot(peripheral, callId, conf, nowMs);
        return telling.changes();
    }

    /** A device takes part in these calls and in no other. */
    public List<ObjectChange> onDevice(long peripheral, String device, List<Long> callIds) {
        for (Connection each : devices.at(peripheral, device)) {
            if (!callIds.contains(each.call.id)) {
                if (each.begun) {
                    each.status = LocalConnectionState.NULL.value();
                    telling.end(each);
                }
                each.call.remove(each);
                telling.touch(each.call);
            }
        }
        return telling.changes();
    }

    /** The session with the CTI Server is a new one: nothing counts until it is told again. */
    public void doubt() {
        callEvents.forgetHalf();
        for (CallNow call : calls.values()) {
            call.stale = true;
            for (Connection each : call.connections.values()) {
                each.unseen = true;
                each.stale = true;
            }
        }
        agents.values().forEach(AgentNow::doubt);
    }

    /** Nothing follows what was told so far: no half waits for another one. */
    public List<ObjectChange> settle(long nowMs) {
        callEvents.settle(null, nowMs);
        return telling.changes();
    }

    /** All questions after {@link #doubt} are answered: what nobody told again is gone. */
    public List<ObjectChange> dropDoubtful() {
        for (CallNow call : List.copyOf(calls.values())) {
            if (call.stale) {
                callEvents.drop(call);
            }
        }
        for (AgentNow each : doubtful()) {
            confirmed.add(each.key);
        }
        for (CallNow call : calls.values()) {
            call.connections.values().forEach(this::confirmed);
        }
        return telling.changes();
    }

    /** The connection is as it is: the present session has told it, or tells nothing else. */
    void confirmed(Connection connection) {
        if (connection.stale) {
            connection.stale = false;
            AgentNow agent = agentAt(connection.call.peripheral, connection.device);
            if (agent != null) {
                confirmed.add(agent.key);
            }
        }
    }

    /** Agents of whom something is not in doubt any more, since this was asked last. */
    public List<AgentKey> confirmed() {
        List<AgentKey> now = List.copyOf(confirmed);
        confirmed.clear();
        return now;
    }

    /** Agents that the present session has not told of again. */
    public List<AgentNow> doubtful() {
        return agents.values().stream().filter(agent -> agent.stale).toList();
    }

    /** Calls that the present session has not told of again. */
    public List<CallNow> doubtfulCalls() {
        return calls.values().stream().filter(call -> call.stale).toList();
    }

    /** Whether the present session with the CTI Server has told the call. */
    public boolean told(long peripheral, long callId) {
        CallNow call = call(peripheral, callId);
        return call != null && !call.stale;
    }

    /** Calls of which the present session has not told all again. */
    public List<CallNow> callsInDoubt() {
        return calls.values().stream().filter(CallNow::doubtful).toList();
    }

    /** Something was at an agent's phone that the present session has not told of again. */
    public boolean phoneInDoubt(AgentNow agent) {
        return devices.at(agent.key.peripheral(), agent.instrument).stream()
                .anyMatch(each -> each.stale && !each.is(LocalConnectionState.NULL));
    }

    /** The agent, known from now on. */
    public AgentNow known(AgentKey key, long nowMs) {
        return agents.computeIfAbsent(
                key,
                absent -> new AgentNow(names.getOrDefault(key, AgentName.unknown(key)), nowMs));
    }

    /** The agent, or null. */
    public AgentNow agent(AgentKey key) {
        return agents.get(key);
    }

    /** All agents that were ever told of, by key. */
    public List<AgentNow> agents() {
        return List.copyOf(agents.values());
    }

    private void place(AgentNow agent) {
        Map<String, AgentKey> there =
                byInstrument.computeIfAbsent(agent.key.peripheral(), key -> new LinkedHashMap<>());
        if (agent.loggedIn()) {
            there.put(agent.instrument, agent.key);
        } else if (agent.key.equals(there.get(agent.instrument))) {
            there.remove(agent.instrument);
        }
    }

    /** Who is logged in at a device, or null. */
    AgentNow agentAt(long peripheral, String device) {
        Map<String, AgentKey> there = byInstrument.get(peripheral);
        AgentKey key = there == null ? null : there.get(device);
        return key == null ? null : agents.get(key);
    }

    /** The connections that an agent's Call objects stand for, oldest first. */
    public List<Connection> callsOf(AgentNow agent) {
        return agent.instrument.isEmpty() || !agent.loggedIn()
                ? List.of()
                : at(agent.key.peripheral(), agent.instrument);
    }

    List<Connection> at(long peripheral, String device) {
        List<Connection> visible = new ArrayList<>();
        for (Connection each : devices.at(peripheral, device)) {
            if (each.visible()) {
                visible.add(each);
            }
        }
        return visible;
    }

    /** The call, known from now on; who is told of one knows that it is there. */
    CallNow begin(long peripheral, long id, long nowMs) {
        CallNow call =
                calls.computeIfAbsent(
                        new CallKey(peripheral, id),
                        key -> new CallNow(peripheral, id, devices, nowMs));
        call.stale = false;
        return call;
    }

    CallNow call(long peripheral, long id) {
        return calls.get(new CallKey(peripheral, id));
    }

    /** All calls. */
    public List<CallNow> calls() {
        return List.copyOf(calls.values());
    }

    void remove(CallNow call) {
        List.copyOf(call.connections.values()).forEach(call::remove);
        calls.remove(new CallKey(call.peripheral, call.id));
    }

    /** The connection, or null. */
    public Connection connection(CallId id) {
        CallNow call = call(id.peripheral(), id.call());
        return call == null ? null : call.connections.get(id.device());
    }

    /**
     * A call reached a phone that had none, or is the first at which somebody speaks there: the
     * wrap-up after it will be about it. What only rings in a wrap-up changes nothing of it.
     */
    void engaged(Connection connection) {
        AgentNow agent = agentAt(connection.call.peripheral, connection.device);
        if (agent != null && connection.talked) {
            boolean another =
                    callsOf(agent).stream().anyMatch(each -> each != connection && each.talked);
            agent.spoke(connection.id(), !another);
        }
        boolean first =
                agent != null
                        && at(connection.call.peripheral, connection.device).size() <= 1
                        && !connection.id().equals(agent.lastCall);
        if (first && (connection.talked || !agent.inWrapUp())) {
            agent.lastCall = connection.id();
            if (!agent.directionTold || !agent.talks()) {
                agent.lastCallIncoming = !connection.originator;
                agent.directionTold = false;
            }
            // In the wrap-up before, it may have rung with a note of its own already.
            agent.wrapUpGiven = connection.noted;
            telling.touch(agent);
        }
    }

    /** A connection goes on as one of another call. */
    void renamed(CallId from, Connection to) {
        AgentNow agent = agentAt(to.call.peripheral, to.device);
        if (agent != null) {
            agent.renamed(from, to.id());
            telling.touch(agent);
        }
    }

    /** Somebody was given an agent with all calls as they are now: changes follow from here. */
    public void given(AgentNow agent) {
        telling.given(agent);
    }

    /** A client knows what this server does not: which call the present wrap-up is about. */
    public List<ObjectChange> wrapUpIsAbout(AgentKey key, CallId call) {
        AgentNow agent = agents.get(key);
        if (agent != null && agent.inWrapUp() && agent.lastCall == null) {
            agent.lastCall = call;
            telling.touch(agent);
        }
        return telling.changes();
    }

    /**
     * A wrap-up text was given for a call of an agent.
     *
     * @param there false when it was taken away again
     */
    public List<ObjectChange> wrapUpGiven(AgentKey key, CallId call, boolean there) {
        AgentNow agent = agents.get(key);
        if (agent != null) {
            noted(agent, call, there);
        }
        return telling.changes();
    }

    /** Somebody wrote a note for who is at a device of a call, or took it away. */
    void noted(CallId call, boolean there) {
        AgentNow agent = agentAt(call.peripheral(), call.device());
        if (agent != null) {
            noted(agent, call, there);
        }
    }

    private void noted(AgentNow agent, CallId call, boolean there) {
        List<Connection> calls = callsOf(agent);
        boolean present = false;
        for (Connection each : calls) {
            if (each.id().equals(call)) {
                present = true;
                each.noted = there;
            }
        }
        boolean rings = !calls.isEmpty() && calls.stream().noneMatch(each -> each.talked);
        if (agent.isAbout(call, present, rings)) {
            agent.wrapUpGiven = there;
            telling.touch(agent);
        }
    }

    /** A state that a client asked for was taken: now, or as the one after the call. */
    public List<ObjectChange> asked(AgentKey key, AgentState state, int reason) {
        AgentNow agent = agents.get(key);
        if (agent != null) {
            agent.asked(state, reason);
            telling.touch(agent);
        }
        return telling.changes();
    }

    /** The other leg of a consultation: of two connections at a device one is held. */
    public Connection partner(Connection connection) {
        List<Connection> there = at(connection.call.peripheral, connection.device);
        if (there.size() != 2) {
            return null;
        }
        Connection other = there.get(there.get(0) == connection ? 1 : 0);
        boolean held =
                connection.is(LocalConnectionState.HOLD) || other.is(LocalConnectionState.HOLD);
        boolean ringing =
                connection.is(LocalConnectionState.ALERTING)
                        || other.is(LocalConnectionState.ALERTING);
        return held && !ringing ? other : null;
    }

    /** Everything that a Call object has. */
    public Arguments properties(Connection connection) {
        CallNow call = connection.call;
        Arguments.Builder all = Arguments.builder();
        call.put(all);
        List<Object> parties = new ArrayList<>();
        for (Connection each : call.live()) {
            if (each != connection) {
                parties.add(party(each));
            }
        }
        Connection partner = partner(connection);
        return all.put("UniqueObjectID", connection.id().text())
                .put("DeviceID", connection.device)
                .put("CallStatus", connection.status)
                .put("StatusSinceMs", connection.sinceMs)
                .put("StatusSinceExact", connection.sinceExact)
                .put("Direction", direction(connection))
                .put("OtherParty", otherParty(connection))
                .put("Parties", parties)
                .put("Conference", parties.size() >= 2)
                .put("PartnerCall", partner == null ? "" : partner.id().text())
                .build();
    }

    private static String direction(Connection connection) {
        if (!connection.originator) {
            return "in";
        }
        return connection.call.isConsult() ? "consult" : "out";
    }

    private Arguments party(Connection each) {
        AgentNow agent = agentAt(each.call.peripheral, each.device);
        return Arguments.builder()
                .put("DeviceID", each.device)
                .put("Number", number(each))
                .put("AgentID", agent == null ? null : agent.key.id())
                .put("Name", agent == null ? null : agent.name().full())
                .put("CallStatus", each.status)
                .build();
    }

    private String number(Connection each) {
        AgentNow agent = agentAt(each.call.peripheral, each.device);
        return agent == null || agent.extension.isEmpty() ? each.device : agent.extension;
    }

    /** Number of the one at the other end, as this device would call it. */
    public String otherParty(Connection connection) {
        CallNow call = connection.call;
        for (Connection each : call.live()) {
            if (each != connection && !(each.outside && each.originator)) {
                return number(each);
            }
        }
        String called = call.text("CalledDeviceID");
        if (connection.originator && !called.isEmpty()) {
            return called;
        }
        if (connection.originator) {
            return call.text("DialedNumber");
        }
        String ani = call.text("ANI");
        return ani.isEmpty() ? call.text("CallingDeviceID") : ani;
    }
}
