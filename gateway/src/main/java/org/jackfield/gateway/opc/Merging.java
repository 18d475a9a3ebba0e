package org.jackfield.gateway.opc;

import org.jackfield.protocol.ged188.CallType;
import org.jackfield.protocol.ged188.EventCause;
import org.jackfield.protocol.pim.Seat;
import org.jackfield.protocol.pim.TransferProgress;

import java.util.ArrayList;
import java.util.List;

/**
 * Makes one call of two: transfer without, conference with the phone that has both. The held call
 * remains, with its key, ANI and DNIS; of values set in both the later one wins.
 */
final class Merging {

    private final Opc opc;
    private final Exchange exchange;

    Merging(Opc opc) {
        this.opc = opc;
        this.exchange = opc.exchange;
    }

    /**
     * Everybody of both calls but the phone into one bridge.
     *
     * @param held the phone's connection in the call that remains
     * @param active the phone's connection in the call that vanishes
     * @param progressChannel phone that asked by its own key; empty when a client did
     */
    void transfer(Connection held, Connection active, Requester asker, String progressChannel) {
        Call remaining = exchange.callOf(held);
        Call vanishing = exchange.callOf(active);
        Operation operation =
                opc.switchboard
                        .asked(remaining.peripheral(), Goal.TRANSFER)
                        .about(active)
                        .beside(held)
                        .askedBy(asker);
        operation.progressChannel = progressChannel;
        List<Connection> talkers = others(remaining, held);
        talkers.addAll(others(vanishing, active));
        List<Seat> seats = opc.seating.seatsOf(remaining, talkers);
        List<Seat> out = new ArrayList<>();
        for (Connection each : List.of(held, active)) {
            if (opc.seating.reachable(each)) {
                out.add(new Seat(each.channel, null, null, false));
            }
        }
        opc.switchboard.place(operation, Seating.together(out, seats));
    }

    /** Everybody of both calls, the phone too, into one bridge. */
    void conference(Connection held, Connection active, Requester asker) {
        Call remaining = exchange.callOf(held);
        Operation operation =
                opc.switchboard
                        .asked(remaining.peripheral(), Goal.CONFERENCE)
                        .about(active)
                        .beside(held)
                        .askedBy(asker);
        List<Connection> talkers = others(remaining, held);
        talkers.add(held);
        talkers.addAll(others(exchange.callOf(active), active));
        opc.switchboard.place(operation, opc.seating.seatsOf(remaining, talkers));
    }

    /** Who speaks, but the phone; held ones stay where they are. */
    private List<Connection> others(Call call, Connection phone) {
        List<Connection> found = new ArrayList<>();
        for (Connection each : call.connections()) {
            boolean talks = each.is(ConnectionState.CONNECT) || each.heldByPhone;
            if (each != phone && talks && !each.heldByUs && opc.seating.reachable(each)) {
                found.add(each);
            }
        }
        return found;
    }

    /** The switch has transferred. */
    void transferred(Operation operation) {
        Connection active = exchange.connection(operation.connectionId);
        Connection held = exchange.connection(operation.otherConnectionId);
        if (active == null || held == null) {
            failed(operation, Refusal.wrongState(20014, "A party hung up meanwhile"));
            return;
        }
        Call remaining = exchange.callOf(held);
        Call vanishing = exchange.callOf(active);
        List<Connection> moved = new ArrayList<>(vanishing.connections());
        moved.remove(active);
        absorb(remaining, vanishing);
        List<String> before = move(remaining, vanishing, moved);
        Party to = moved.isEmpty() ? active.party() : moved.getFirst().party();
        opc.answers.confirm(operation, remaining, held);
        exchange.put(
                opc.merges.transferred(
                        remaining, vanishing.id(), held.party(), to, EventCause.TRANSFER));
        tellMoved(remaining, vanishing, before, moved);
        progress(operation, true);
        release(held, active);
        finish(remaining, vanishing, moved);
    }

    /** The phone that transferred is out of both calls; its leg or legs end. */
    private void release(Connection held, Connection active) {
        int cause = EventCause.TRANSFER.value();
        Leg heldLeg = exchange.legOf(held);
        Leg activeLeg = exchange.legOf(active);
        Call vanishing = exchange.callOf(active);
        opc.moves.leave(vanishing, active);
        opc.moves.cleared(held, cause);
        if (heldLeg != null) {
            opc.switchboard.clear(heldLeg, 16);
        }
        if (activeLeg != null && activeLeg != heldLeg) {
            opc.switchboard.clear(activeLeg, 16);
        }
    }

    /** The switch has joined all. */
    void conferenced(Operation operation) {
        Connection active = exchange.connection(operation.connectionId);
        Connection held = exchange.connection(operation.otherConnectionId);
        if (active == null || held == null) {
            failed(operation, Refusal.wrongState(20014, "A party hung up meanwhile"));
            return;
        }
        Call remaining = exchange.callOf(held);
        Call vanishing = exchange.callOf(active);
        List<Connection> moved = new ArrayList<>(vanishing.connections());
        moved.remove(active);
        absorb(remaining, vanishing);
        remaining.callType = CallType.CONFERENCE.value();
        remaining.controller = held.instrument() == null ? "" : held.instrument();
        Leg spare = exchange.legOf(active);
        opc.moves.leave(vanishing, active);
        opc.moves.conferenced(held);
        List<String> before = move(remaining, vanishing, moved);
        Party added = moved.isEmpty() ? held.party() : moved.getFirst().party();
        opc.answers.confirm(operation, remaining, held);
        exchange.put(opc.merges.conferenced(remaining, vanishing.id(), held.party(), added));
        exchange.put(
                opc.data.moved(
                        remaining,
                        vanishing.id(),
                        held.party().deviceId(),
                        held.party().deviceId()));
        tellMoved(remaining, vanishing, before, moved);
        if (spare != null && spare != exchange.legOf(held)) {
            opc.switchboard.clear(spare, 16);
        }
        opc.moves.tell(held);
        opc.holding.keyStillHolds(held);
        finish(remaining, vanishing, moved);
    }

    private void absorb(Call remaining, Call vanishing) {
        remaining.data().overlay(vanishing.data());
        remaining.merges++;
        if (vanishing.skillGroup >= 0) {
            remaining.skillGroup = vanishing.skillGroup;
        }
    }

    /** Returns the device ids that they had before. */
    private List<String> move(Call remaining, Call vanishing, List<Connection> moved) {
        List<String> before = new ArrayList<>();
        for (Connection each : moved) {
            before.add(each.party().deviceId());
            vanishing.connections().remove(each);
            each.joinCall(remaining.id(), Outbound.in(remaining, each.party()));
            remaining.add(each);
        }
        return before;
    }

    private void tellMoved(
            Call remaining, Call vanishing, List<String> before, List<Connection> moved) {
        for (int each = 0; each < moved.size(); each++) {
            String deviceId = moved.get(each).party().deviceId();
            exchange.put(opc.data.moved(remaining, vanishing.id(), before.get(each), deviceId));
        }
    }

    private void finish(Call remaining, Call vanishing, List<Connection> moved) {
        moved.forEach(opc.moves::tell);
        opc.moves.vanished(vanishing);
        for (Connection each : remaining.connections()) {
            opc.switchboard.label(remaining, each);
        }
        exchange.then(() -> opc.clearing.afterLoss(remaining));
    }

    /** It could not be done: the states are as they were, and the seats follow from them. */
    void failed(Operation operation, Refusal why) {
        opc.answers.refuse(operation, why);
        progress(operation, false);
    }

    /** Tells a phone how its own transfer went. */
    void progress(Operation operation, boolean succeeded) {
        if (!operation.progressChannel.isEmpty()
                && exchange.legs.containsKey(operation.progressChannel)) {
            Operation tell = opc.switchboard.operation(operation.peripheral(), Goal.NOTHING);
            opc.switchboard.order(
                    tell,
                    new TransferProgress(tell.id(), operation.progressChannel, succeeded),
                    Switchboard.OUTCOME_MS);
        }
    }
}
