package org.jackfield.gateway.opc;

import org.jackfield.gateway.agent.CallAtDevice;
import org.jackfield.gateway.opc.OpcOutput.Severity;
import org.jackfield.protocol.pim.Dial;
import org.jackfield.protocol.pim.Play;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What cannot be within the model, whatever the switch says: a call without a party, an agent who
 * talks without a call, a timer that is lost. None of it should come to be; if it does, because of
 * a fault of ours, it is repaired when it is seen a second time, and the log says so.
 */
final class ModelDoubts {

    private final Opc opc;
    private final Exchange exchange;

    ModelDoubts(Opc opc) {
        this.opc = opc;
        this.exchange = opc.exchange;
    }

    /** Looks at everything; repairs what was doubtful the last time too. */
    void look(Peripheral peripheral) {
        Map<String, Runnable> found = new LinkedHashMap<>();
        timers(peripheral, found);
        legs(peripheral, found);
        Set<Long> busy = busy();
        for (Call call : exchange.calls.values()) {
            if (call.peripheral() == peripheral.id()) {
                call(peripheral, call, busy, found);
            }
        }
        router(peripheral, found);
        phones(peripheral, found);
        agents(peripheral, found);
        Set<String> before = Set.copyOf(peripheral.watch.doubts);
        peripheral.watch.doubts.clear();
        found.forEach(
                (what, repair) -> {
                    if (before.contains(what)) {
                        exchange.log(Severity.WARNING, Reconciler.REPAIRED + what + "; seen twice");
                        exchange.then(repair);
                    } else {
                        peripheral.watch.doubts.add(what);
                    }
                });
    }

    private void timers(Peripheral peripheral, Map<String, Runnable> found) {
        for (Operation each : exchange.operations.values()) {
            Exchange.TimerKey key = new Exchange.TimerKey(Exchange.TimerKind.OPERATION, each.id());
            if (each.peripheral() == peripheral.id()
                    && exchange.timers.dueMs(key) == Long.MAX_VALUE) {
                found.put(
                        each.goal() + " " + each.id() + " waits without a timer",
                        () -> opc.switchboard.await(each, 0));
            }
        }
    }

    private void legs(Peripheral peripheral, Map<String, Runnable> found) {
        for (Leg leg : exchange.legs.values()) {
            if (leg.peripheral() != peripheral.id()) {
                continue;
            }
            leg.connections.removeIf(each -> exchange.connection(each) == null);
            if (leg.connections.isEmpty() && !leg.clearing) {
                found.put(
                        "channel " + leg.channel() + " serves no call",
                        () -> opc.clearing.unused(leg));
            }
            doubled(leg, found);
        }
    }

    /** One phone speaks in one call at a time; the one in whose bridge it is is the true one. */
    private void doubled(Leg leg, Map<String, Runnable> found) {
        if (!leg.shared()) {
            return;
        }
        List<Connection> talking =
                leg.connections.stream()
                        .map(exchange::connection)
                        .filter(each -> each.is(ConnectionState.CONNECT))
                        .toList();
        if (talking.size() < 2) {
            return;
        }
        Connection real = talking.getFirst();
        for (Connection each : talking) {
            if (exchange.callOf(each).bridge.equals(leg.bridge)) {
                real = each;
            }
        }
        long realCall = real.callId();
        for (Connection each : talking) {
            if (each != real && !opc.clearing.moving(exchange.callOf(each))) {
                found.put(
                        "call " + each.callId() + " is the double of call " + realCall,
                        () -> dropDouble(each.callId(), realCall));
            }
        }
    }

    /** Everybody who is in the other call too goes, and no channel is moved for it. */
    private void dropDouble(long copyCall, long realCall) {
        Call copy = exchange.call(copyCall);
        Call real = exchange.call(realCall);
        if (copy == null || real == null) {
            return;
        }
        for (Connection each : List.copyOf(copy.connections())) {
            Leg leg = exchange.legOf(each);
            boolean inBoth =
                    leg != null
                            && real.connections().stream()
                                    .anyMatch(other -> leg.connections.contains(other.id()));
            if (inBoth) {
                drop(each);
            }
        }
        exchange.then(() -> opc.clearing.straighten(real));
    }

    private void drop(Connection connection) {
        if (exchange.connection(connection.id()) == connection) {
            opc.moves.cleared(connection, opc.clearing.cause(connection));
        }
    }

    /** Calls and connections that something is under way for. */
    private Set<Long> busy() {
        Set<Long> busy = new LinkedHashSet<>();
        for (Operation each : exchange.operations.values()) {
            boolean plays = each.command instanceof Play;
            if (!plays) {
                busy.add(each.callId);
                busy.add(each.otherCallId);
                busy.add(-each.connectionId);
                busy.add(-each.otherConnectionId);
            }
        }
        return busy;
    }

    private void call(
            Peripheral peripheral, Call call, Set<Long> busy, Map<String, Runnable> found) {
        if (busy.contains(call.id())) {
            return;
        }
        List<Connection> all = call.connections();
        if (call.routed && !peripheral.router().holds(call.id())) {
            found.put(
                    "call " + call.id() + " is in the router's hands, and the router has it not",
                    () -> released(call));
        } else if (all.isEmpty()) {
            found.put("call " + call.id() + " has no party", () -> opc.moves.ended(call));
        } else if (all.size() == 1 && !call.routed && !all.getFirst().clearing) {
            found.put(
                    "call " + call.id() + " has one party, and nobody is called",
                    () -> opc.clearing.clearAll(call));
        }
        for (Connection each : all) {
            if (!busy.contains(-each.id())) {
                connection(each, found);
            }
        }
    }

    private void released(Call call) {
        if (exchange.call(call.id()) == call) {
            call.routed = false;
            opc.clearing.clearAll(call);
            exchange.then(() -> opc.clearing.afterLoss(call));
        }
    }

    private void connection(Connection each, Map<String, Runnable> found) {
        Leg leg = exchange.legOf(each);
        boolean served = leg != null && leg.connections.contains(each.id());
        boolean rings = each.is(ConnectionState.ALERTING) && each.channel == null;
        if (each.is(ConnectionState.PLANNED) && !dialled(leg)) {
            found.put("connection " + each.id() + " is planned by nobody", () -> drop(each));
        } else if (each.live() && !served && !rings) {
            found.put(
                    "device "
                            + each.party().deviceId()
                            + " is in call "
                            + each.callId()
                            + " without a channel",
                    () -> drop(each));
        }
    }

    private boolean dialled(Leg leg) {
        if (leg == null) {
            return false;
        }
        for (Operation each : exchange.operations.values()) {
            if (each.command instanceof Dial dial && dial.channel().equals(leg.channel())) {
                return true;
            }
        }
        return false;
    }

    private void router(Peripheral peripheral, Map<String, Runnable> found) {
        for (long id : peripheral.router().calls()) {
            Call call = exchange.call(id);
            if (call == null || !call.routed) {
                found.put(
                        "the router has call " + id + " that is not in its hands",
                        () ->
                                peripheral
                                        .router()
                                        .callGone(id, exchange.nowMs(), peripheral.routing()));
            }
        }
    }

    private void phones(Peripheral peripheral, Map<String, Runnable> found) {
        Set<String> busy = new TreeSet<>(peripheral.agents().busyInstruments());
        busy.addAll(exchange.busyInstruments(peripheral.id()));
        for (String each : busy) {
            List<CallAtDevice> here = opc.moves.callsAt(peripheral.id(), each);
            if (!here.equals(peripheral.agents().callsAt(each))) {
                found.put(
                        "the agent's calls at " + each + " are not those of the phone",
                        () -> opc.moves.tell(peripheral.id(), each));
            }
        }
    }

    private void agents(Peripheral peripheral, Map<String, Runnable> found) {
        peripheral
                .agents()
                .doubts(exchange.calls::containsKey)
                .forEach(
                        (agentId, what) ->
                                found.put(
                                        "agent " + agentId + " " + what,
                                        () ->
                                                peripheral
                                                        .agents()
                                                        .repair(
                                                                agentId,
                                                                exchange.calls::containsKey,
                                                                exchange.nowMs(),
                                                                peripheral.voice())));
    }
}
