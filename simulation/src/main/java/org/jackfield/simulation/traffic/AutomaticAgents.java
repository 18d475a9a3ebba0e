package org.jackfield.simulation.traffic;

import org.jackfield.client.ctiserver.CtiClientInput;
import org.jackfield.client.ctiserver.CtiClientOutput;
import org.jackfield.client.ctiserver.CtiOutcome;
import org.jackfield.machine.Timers;
import org.jackfield.peripheral.scripted.Dice;
import org.jackfield.protocol.ged188.AgentState;
import org.jackfield.protocol.ged188.AgentStateEvent;
import org.jackfield.protocol.ged188.CallConferencedEvent;
import org.jackfield.protocol.ged188.CallConnectionClearedEvent;
import org.jackfield.protocol.ged188.CallDataUpdateEvent;
import org.jackfield.protocol.ged188.CallDeliveredEvent;
import org.jackfield.protocol.ged188.CallEstablishedEvent;
import org.jackfield.protocol.ged188.CallFailedEvent;
import org.jackfield.protocol.ged188.CallHeldEvent;
import org.jackfield.protocol.ged188.CallOriginatedEvent;
import org.jackfield.protocol.ged188.CallRetrievedEvent;
import org.jackfield.protocol.ged188.CallServiceInitiatedEvent;
import org.jackfield.protocol.ged188.CallTransferredEvent;
import org.jackfield.protocol.ged188.EndCallEvent;
import org.jackfield.protocol.ged188.Ged188Message;
import org.jackfield.protocol.ged188.LocalConnectionState;
import org.jackfield.protocol.ged188.SetAgentStateReq;
import org.jackfield.protocol.ged188.SnapshotDeviceConf;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Agents who are played, all on one session with the services client control and all events. What a
 * CTI client machine puts out goes in; what it shall ask comes out. They know what the CTI Server
 * tells and nothing else, as a desktop does; agents who are not named are left alone.
 */
public final class AutomaticAgents {

    private static final int REQUEST_TIMEOUT_MS = 20_000;
    private static final long AGAIN_MS = 5_000;

    private record Due(String agentId, Deed deed, long callId) {}

    private record Asked(AgentDesk desk, Ged188Message request) {}

    private final Map<String, AgentDesk> byInstrument = new LinkedHashMap<>();
    private final Map<String, AgentDesk> byId = new LinkedHashMap<>();
    private final Map<Long, Set<AgentDesk>> byCall = new LinkedHashMap<>();
    private final Map<Long, Asked> asked = new LinkedHashMap<>();
    private final Timers<Due> timers = new Timers<>();
    private Consumer<? super CtiClientInput.Ask> out;
    private boolean open;
    private long nowMs;
    private long tokens;
    private long refused;
    private long done;

    public AutomaticAgents(List<AutomaticAgent> agents, AutomaticSettings settings, long seed) {
        Dice dice = new Dice(seed);
        for (AutomaticAgent agent : agents) {
            AgentDesk desk = new AgentDesk(agent, this, settings, dice.part());
            byInstrument.put(agent.instrument(), desk);
            byId.put(agent.id(), desk);
        }
    }

    /** Requests that were confirmed so far. */
    public long done() {
        return done;
    }

    /** Requests that were refused, or got no answer. */
    public long refused() {
        return refused;
    }

    /** The state of an automatic agent as last told; null for one who is not automatic. */
    public AgentState state(String agentId) {
        AgentDesk desk = byId.get(agentId);
        return desk == null ? null : desk.state();
    }

    /** Takes what the client machine of their session put out. */
    public void onOutput(
            CtiClientOutput output, long timeMs, Consumer<? super CtiClientInput.Ask> requests) {
        nowMs = timeMs;
        out = requests;
        switch (output) {
            case CtiClientOutput.Opened ignored -> {
                open = true;
                byId.values().forEach(AgentDesk::startOver);
            }
            case CtiClientOutput.Down ignored -> open = false;
            case CtiClientOutput.Event event -> onEvent(event.message());
            case CtiClientOutput.Ended ended -> onEnded(ended);
            default -> {
                // The link's own business.
            }
        }
    }

    /** Their process is gone, with all that it had asked. */
    public void gone() {
        open = false;
        asked.clear();
    }

    /** Does what is due. */
    public void onTime(long timeMs, Consumer<? super CtiClientInput.Ask> requests) {
        nowMs = timeMs;
        out = requests;
        for (Due due = timers.poll(nowMs); due != null; due = timers.poll(nowMs)) {
            if (open) {
                byId.get(due.agentId()).act(due.deed(), due.callId(), nowMs);
            }
        }
    }

    /** When {@link #onTime} wants to be called next; {@link Long#MAX_VALUE} when never. */
    public long nextDeadlineMs() {
        return timers.nextMs();
    }

    void later(AgentDesk desk, Deed deed, long callId, long delayMs) {
        timers.set(new Due(desk.agent().id(), deed, callId), nowMs + delayMs);
    }

    void present(long callId, AgentDesk desk) {
        byCall.computeIfAbsent(callId, each -> new LinkedHashSet<>()).add(desk);
    }

    void absent(long callId, AgentDesk desk) {
        Set<AgentDesk> there = byCall.get(callId);
        if (there != null) {
            there.remove(desk);
            if (there.isEmpty()) {
                byCall.remove(callId);
            }
        }
    }

    boolean isDue(AgentDesk desk, Deed deed) {
        return timers.dueMs(new Due(desk.agent().id(), deed, 0)) != Long.MAX_VALUE;
    }

    void ask(AgentDesk desk, Ged188Message request) {
        long token = ++tokens;
        asked.put(token, new Asked(desk, request));
        out.accept(new CtiClientInput.Ask(token, request, REQUEST_TIMEOUT_MS));
    }

    private void onEnded(CtiClientOutput.Ended ended) {
        Asked request = asked.remove(ended.token());
        if (request == null) {
            return;
        }
        boolean login =
                request.request() instanceof SetAgentStateReq wish
                        && wish.agentState() == AgentState.LOGIN.value();
        if (ended.outcome() instanceof CtiOutcome.Done(Ged188Message confirmation)) {
            done++;
            if (confirmation instanceof SnapshotDeviceConf snapshot) {
                onSnapshot(request.desk(), snapshot);
            } else if (login) {
                later(request.desk(), Deed.LOOK, 0, 0);
            }
            return;
        }
        refused++;
        if (login) {
            later(request.desk(), Deed.LOGIN, 0, AGAIN_MS);
        }
    }

    private void onSnapshot(AgentDesk desk, SnapshotDeviceConf snapshot) {
        List<Long> there = snapshot.callConnectionCallId();
        for (long known : List.copyOf(desk.calls().keySet())) {
            if (!there.contains(known)) {
                desk.onCall(known, LocalConnectionState.NULL, nowMs);
            }
        }
        for (int at = 0; at < there.size(); at++) {
            LocalConnectionState state = LocalConnectionState.of(snapshot.callState().get(at));
            DeskCall known = desk.calls().get(there.get(at));
            if (state != null && (known == null || !known.is(state))) {
                desk.onCall(there.get(at), state, nowMs);
            }
        }
    }

    private void onEvent(Ged188Message message) {
        switch (message) {
            case AgentStateEvent event -> onState(event);
            case CallDeliveredEvent event ->
                    at(
                            event.connectionDeviceId(),
                            event.connectionCallId(),
                            LocalConnectionState.ALERTING);
            case CallServiceInitiatedEvent event ->
                    at(
                            event.connectionDeviceId(),
                            event.connectionCallId(),
                            LocalConnectionState.INITIATE);
            case CallOriginatedEvent event ->
                    at(
                            event.connectionDeviceId(),
                            event.connectionCallId(),
                            LocalConnectionState.INITIATE);
            case CallEstablishedEvent event ->
                    onEstablished(event.connectionDeviceId(), event.connectionCallId());
            case CallHeldEvent event ->
                    at(
                            event.connectionDeviceId(),
                            event.connectionCallId(),
                            LocalConnectionState.HOLD);
            case CallRetrievedEvent event ->
                    at(
                            event.connectionDeviceId(),
                            event.connectionCallId(),
                            LocalConnectionState.CONNECT);
            case CallFailedEvent event -> onFailed(event);
            case CallConnectionClearedEvent event ->
                    at(
                            event.connectionDeviceId(),
                            event.connectionCallId(),
                            LocalConnectionState.NULL);
            case CallDataUpdateEvent event -> onDataUpdate(event);
            case CallConferencedEvent event -> onConferenced(event);
            case CallTransferredEvent event -> {
                at(event.transferringDeviceId(), event.primaryCallId(), LocalConnectionState.NULL);
                at(
                        event.transferringDeviceId(),
                        event.secondaryCallId(),
                        LocalConnectionState.NULL);
            }
            case EndCallEvent event -> {
                for (AgentDesk desk : having(event.connectionCallId())) {
                    desk.onCall(event.connectionCallId(), LocalConnectionState.NULL, nowMs);
                }
            }
            default -> {
                // Nothing that an agent acts upon.
            }
        }
    }

    private void onState(AgentStateEvent event) {
        AgentDesk desk = byId.get(event.agentId());
        AgentState state = AgentState.of(event.agentState());
        if (desk != null && state != null) {
            desk.onState(state);
        }
    }

    private void at(String device, long callId, LocalConnectionState state) {
        AgentDesk desk = byInstrument.get(device);
        if (desk == null) {
            return;
        }
        if (state == LocalConnectionState.NULL && !desk.calls().containsKey(callId)) {
            return;
        }
        desk.onCall(callId, state, nowMs);
    }

    private List<AgentDesk> having(long callId) {
        return List.copyOf(byCall.getOrDefault(callId, Set.of()));
    }

    private void onEstablished(String device, long callId) {
        at(device, callId, LocalConnectionState.CONNECT);
        for (AgentDesk desk : having(callId)) {
            if (desk.calls().get(callId).is(LocalConnectionState.INITIATE)) {
                desk.onCall(callId, LocalConnectionState.CONNECT, nowMs);
            }
        }
    }

    private void onFailed(CallFailedEvent event) {
        for (AgentDesk desk : having(event.connectionCallId())) {
            desk.onCall(event.connectionCallId(), LocalConnectionState.FAIL, nowMs);
        }
    }

    private void onDataUpdate(CallDataUpdateEvent event) {
        if (event.connectionCallId() == event.newConnectionCallId()) {
            return;
        }
        AgentDesk desk = byInstrument.get(event.newConnectionDeviceId());
        if (desk != null) {
            desk.onRenamed(event.connectionCallId(), event.newConnectionCallId());
        }
    }

    private void onConferenced(CallConferencedEvent event) {
        for (String device : event.connectedPartyDeviceId()) {
            at(device, event.primaryCallId(), LocalConnectionState.CONNECT);
        }
    }
}
