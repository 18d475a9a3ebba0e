package org.jackfield.gateway.ctiserver;

import org.jackfield.gateway.opc.OpcOutput.Emit;
import org.jackfield.gateway.opc.OpcOutput.Scope;
import org.jackfield.gateway.opc.OpcReads;
import org.jackfield.protocol.ged188.AgentStateEvent;
import org.jackfield.protocol.ged188.BeginCallEvent;
import org.jackfield.protocol.ged188.EndCallEvent;
import org.jackfield.protocol.ged188.Ged188Message;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * What one client is told of calls and agents by its session as such or by one of its monitors. It
 * knows which calls the client has heard of, so that BEGIN_CALL_EVENT comes before any other event
 * of a call and END_CALL_EVENT last, also for a device that joins a call late or leaves it early.
 */
final class EventView {

    /** What a view is of. */
    sealed interface Target {

        /** Everything of the site. */
        record Everything() implements Target {}

        /** A device: its calls, and the agent on it. */
        record Device(int peripheral, String instrument) implements Target {}

        /** An agent, wherever logged in, and the calls of the device. */
        record Agent(int peripheral, String agentId) implements Target {}

        /** One call. */
        record Call(int peripheral, long callId) implements Target {}
    }

    private record CallId(int peripheral, long callId) {}

    /** As far as END_CALL_EVENT needs it. */
    private record Known(int peripheralType, int deviceIdType, String deviceId) {}

    private record AgentId(int peripheral, String agentId) {}

    /** What a client sees of an agent's state; the skill group apart. */
    private record Told(int state, int reason, Integer next, String instrument) {}

    private final long monitorId;
    private final Target target;
    private final OpcReads reads;
    private final boolean eachAgentStateOnce;
    private final Map<CallId, Known> calls = new LinkedHashMap<>();
    private final Set<CallId> touched = new LinkedHashSet<>();
    private final Map<AgentId, Told> agents = new LinkedHashMap<>();
    private long callMask;
    private long agentMask;

    EventView(
            long monitorId,
            Target target,
            OpcReads reads,
            boolean eachAgentStateOnce,
            long callMask,
            long agentMask) {
        this.monitorId = monitorId;
        this.target = target;
        this.reads = reads;
        this.eachAgentStateOnce = eachAgentStateOnce;
        this.callMask = callMask;
        this.agentMask = agentMask;
    }

    long monitorId() {
        return monitorId;
    }

    Target target() {
        return target;
    }

    void masks(long call, long agent) {
        callMask = call;
        agentMask = agent;
    }

    /** Passes on an event if it is wanted here. */
    void take(Emit emit, Consumer<Ged188Message> out) {
        Scope scope = emit.scope();
        Ged188Message event = emit.event();
        if (scope.callId() != 0) {
            takeCall(new CallId(scope.peripheral(), scope.callId()), emit, out);
        } else if (event instanceof AgentStateEvent state) {
            if (concernsAgent(scope)) {
                takeAgent(scope, state, out);
            }
        } else if (concernsAgent(scope) && EventMasks.wantsCall(callMask, event.type())) {
            // An announced call has no BEGIN_CALL_EVENT yet.
            out.accept(event);
        }
    }

    private void takeCall(CallId id, Emit emit, Consumer<Ged188Message> out) {
        switch (emit.event()) {
            case BeginCallEvent begin -> {
                if (concernsCall(emit.scope())) {
                    begin(id, begin, out);
                }
            }
            case EndCallEvent end -> {
                touched.remove(id);
                if (calls.remove(id) != null) {
                    pass(end, out);
                }
            }
            default -> {
                if (concernsCall(emit.scope()) && knows(id, out)) {
                    touched.add(id);
                    pass(emit.event(), out);
                }
            }
        }
    }

    /**
     * Every call that the client hears of was begun for it; one that is gone already is left out.
     */
    private boolean knows(CallId id, Consumer<Ged188Message> out) {
        if (!calls.containsKey(id)) {
            Emit now = reads.callNow(id.peripheral, id.callId);
            if (now == null) {
                return false;
            }
            begin(id, (BeginCallEvent) now.event(), out);
        }
        return true;
    }

    private void begin(CallId id, BeginCallEvent begin, Consumer<Ged188Message> out) {
        Known known =
                new Known(
                        begin.peripheralType(),
                        begin.connectionDeviceIdType(),
                        begin.connectionDeviceId());
        if (calls.putIfAbsent(id, known) == null) {
            touched.add(id);
            pass(begin, out);
        }
    }

    private void pass(Ged188Message event, Consumer<Ged188Message> out) {
        if (EventMasks.wantsCall(callMask, event.type())) {
            out.accept(event);
        }
    }

    /**
     * After all events of one input: a device that takes part no longer is told that the call ended
     * for it, though others talk on.
     */
    void settle(Consumer<Ged188Message> out) {
        if (touched.isEmpty()) {
            return;
        }
        List<CallId> ids = new ArrayList<>(touched);
        touched.clear();
        if (target instanceof Target.Everything || target instanceof Target.Call) {
            return;
        }
        for (CallId id : ids) {
            Known known = calls.get(id);
            if (known != null && !takesPart(id)) {
                calls.remove(id);
                pass(end(id, known), out);
            }
        }
    }

    private boolean takesPart(CallId id) {
        Emit now = reads.callNow(id.peripheral, id.callId);
        return now != null && concernsCall(now.scope());
    }

    private static EndCallEvent end(CallId id, Known known) {
        return EndCallEvent.builder()
                .peripheralId(id.peripheral)
                .peripheralType(known.peripheralType)
                .connectionDeviceIdType(known.deviceIdType)
                .connectionCallId(id.callId)
                .connectionDeviceId(known.deviceId)
                .build();
    }

    private void takeAgent(Scope scope, AgentStateEvent event, Consumer<Ged188Message> out) {
        if (!EventMasks.wantsAgent(agentMask, event)) {
            agents.remove(new AgentId(scope.peripheral(), scope.agentId()));
            return;
        }
        if (eachAgentStateOnce) {
            Told now =
                    new Told(
                            event.agentState(),
                            event.eventReasonCode(),
                            event.nextAgentState(),
                            event.agentInstrument());
            AgentId agent = new AgentId(scope.peripheral(), scope.agentId());
            if (now.equals(agents.put(agent, now))) {
                return;
            }
        }
        out.accept(event);
    }

    private boolean concernsCall(Scope scope) {
        return switch (target) {
            case Target.Everything all -> true;
            case Target.Device device ->
                    device.peripheral() == scope.peripheral()
                            && scope.instruments().contains(device.instrument());
            case Target.Call call ->
                    call.peripheral() == scope.peripheral() && call.callId() == scope.callId();
            case Target.Agent agent -> {
                var device = reads.device(agent.peripheral(), "", "", agent.agentId());
                yield agent.peripheral() == scope.peripheral()
                        && device != null
                        && scope.instruments().contains(device.instrument());
            }
        };
    }

    private boolean concernsAgent(Scope scope) {
        return switch (target) {
            case Target.Everything all -> true;
            case Target.Device device ->
                    device.peripheral() == scope.peripheral()
                            && scope.instruments().contains(device.instrument());
            case Target.Agent agent ->
                    agent.peripheral() == scope.peripheral()
                            && agent.agentId().equals(scope.agentId());
            case Target.Call call -> false;
        };
    }

    /** Tells what is so already: agents' states, then the calls that have begun, each once. */
    void learn(Consumer<Ged188Message> out) {
        switch (target) {
            case Target.Everything all ->
                    reads.peripherals().forEach(each -> learnAll(each.id(), out));
            case Target.Device device -> {
                var now = reads.device(device.peripheral(), device.instrument(), "", "");
                if (now != null) {
                    learnAgent(device.peripheral(), now.agentId(), out);
                }
                learnCalls(device.peripheral(), out);
            }
            case Target.Agent agent -> {
                learnAgent(agent.peripheral(), agent.agentId(), out);
                learnCalls(agent.peripheral(), out);
            }
            case Target.Call call -> learnCall(new CallId(call.peripheral(), call.callId()), out);
        }
        touched.clear();
    }

    private void learnAll(int peripheral, Consumer<Ged188Message> out) {
        for (String agentId : reads.agentsLoggedIn(peripheral)) {
            learnAgent(peripheral, agentId, out);
        }
        learnCalls(peripheral, out);
    }

    private void learnAgent(int peripheral, String agentId, Consumer<Ged188Message> out) {
        if (!agentId.isEmpty()) {
            reads.agentNow(peripheral, agentId).forEach(emit -> take(emit, out));
        }
    }

    private void learnCalls(int peripheral, Consumer<Ged188Message> out) {
        for (long callId : reads.calls(peripheral)) {
            learnCall(new CallId(peripheral, callId), out);
        }
    }

    private void learnCall(CallId id, Consumer<Ged188Message> out) {
        reads.callEventsNow(id.peripheral, id.callId).forEach(emit -> takeCall(id, emit, out));
    }

    /** After a QUERY_AGENT_STATE_CONF: the agent's state once more, with reason and duration. */
    void repeat(int peripheral, String agentId, Consumer<Ged188Message> out) {
        List<Emit> now = reads.agentNow(peripheral, agentId);
        if (!eachAgentStateOnce && !now.isEmpty() && concernsAgent(now.getFirst().scope())) {
            takeAgent(now.getFirst().scope(), (AgentStateEvent) now.getFirst().event(), out);
        }
    }
}
