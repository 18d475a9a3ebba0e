package org.jackfield.gateway.opc;

import org.jackfield.protocol.ged188.EventCause;
import org.jackfield.protocol.pim.Seat;

import java.util.List;

/** Ends connections and calls, and sees what is left of a call when somebody went. */
final class Clearing {

    private static final int NORMAL = 16;

    private final Opc opc;
    private final Exchange exchange;

    Clearing(Opc opc) {
        this.opc = opc;
        this.exchange = opc.exchange;
    }

    /** EventCause with which a connection ends. */
    int cause(Connection connection) {
        return connection.endCause >= 0 ? connection.endCause : EventCause.NONE.value();
    }

    /** Ends a connection that nobody asked to end. */
    void clear(Connection connection) {
        clear(connection, null);
    }

    /**
     * Ends a connection: with its leg, or without when the leg serves another call.
     *
     * @param asker who waits for the confirmation; null for nobody
     */
    void clear(Connection connection, Requester asker) {
        // an offer that the machine took back already ends at the phone, however late
        clear(connection, asker, asker != null && connection.offerEnd == null);
    }

    private void clear(Connection connection, Requester asker, boolean asked) {
        Call call = exchange.callOf(connection);
        Leg leg = exchange.legOf(connection);
        connection.clearing = true;
        if (goesAtOnce(connection, leg)) {
            if (asker != null) {
                opc.answers.confirm(asker, call, connection);
            }
            opc.moves.cleared(connection, cause(connection));
        } else if (leg.shared()) {
            Operation leave = ending(connection, Goal.LEAVE, asked).askedBy(asker);
            opc.switchboard.place(leave, List.of(new Seat(leg.channel(), null, null, false)));
        } else if (!leg.clearing || asker != null) {
            Operation clear = ending(connection, Goal.CLEAR, asked).askedBy(asker);
            opc.switchboard.clear(clear, leg, call.releaseCause);
        }
    }

    private Operation ending(Connection connection, Goal goal, boolean asked) {
        int peripheral = exchange.callOf(connection).peripheral();
        Operation operation =
                asked
                        ? opc.switchboard.asked(peripheral, goal)
                        : opc.switchboard.operation(peripheral, goal);
        return operation.about(connection);
    }

    /** The switch took the leg out of the call. */
    void left(Operation operation) {
        Connection connection = exchange.connection(operation.connectionId);
        if (connection != null) {
            opc.answers.confirm(operation);
            opc.moves.cleared(connection, cause(connection));
        } else {
            opc.answers.confirm(operation);
        }
    }

    /**
     * The wish to end a connection never reached the switch, and failed: it is as it was. Who
     * wanted the whole call ended is told. Others may have gone meanwhile, when it was to go too.
     */
    void stays(Operation operation, Refusal why) {
        for (Operation each : List.copyOf(exchange.operations.values())) {
            if (each.goal() == Goal.CLEAR_CALL && each.callId == operation.callId) {
                opc.switchboard.take(each.id());
                opc.answers.refuse(each, why);
            }
        }
        Connection connection = exchange.connection(operation.connectionId);
        Leg leg = connection == null ? null : exchange.legOf(connection);
        if (leg != null) {
            connection.clearing = false;
            leg.clearing = false;
        }
        Call call = exchange.call(operation.callId);
        if (call != null) {
            exchange.then(() -> afterLoss(call));
        }
    }

    /** Ends every connection of a call. */
    void clearAll(Call call) {
        clearAll(call, false);
    }

    /** As {@link #clearAll(Call)}, because a client asked for it: in time or not at all. */
    void clearAllAsked(Call call) {
        clearAll(call, true);
    }

    private void clearAll(Call call, boolean asked) {
        List<Connection> all = List.copyOf(call.connections());
        // Who goes at once goes last: the first loss makes sure of the others' ends, however late.
        for (Connection each : all) {
            if (!each.clearing && !goesAtOnce(each, exchange.legOf(each))) {
                clear(each, null, asked);
            }
        }
        for (Connection each : all) {
            if (!each.clearing) {
                clear(each, null, asked);
            }
        }
    }

    /** True when the switch has nothing to do for its end. */
    private static boolean goesAtOnce(Connection connection, Leg leg) {
        return leg == null || leg.shared() && connection.heldByUs;
    }

    /** The switch says that a channel is gone. */
    void legEnded(Leg leg, int q850, boolean byFarEnd) {
        exchange.legs.remove(leg.channel());
        for (Long id : List.copyOf(leg.connections)) {
            Connection connection = exchange.connection(id);
            if (connection != null && connection.channel != null) {
                ended(connection, q850, byFarEnd);
            }
        }
        Operation dial = opc.switchboard.dialling(leg.channel());
        if (dial != null) {
            opc.switchboard.take(dial.id());
            opc.answers.refuse(dial, Refusal.wrongState(20010, "The phone did not answer"));
        }
    }

    private void ended(Connection connection, int q850, boolean byFarEnd) {
        Call call = exchange.callOf(connection);
        Operation dialling = opc.switchboard.dialling(connection.channel);
        exchange.detach(connection);
        if (dialling != null && dialling.goal() == Goal.ANSWER) {
            opc.answers.refuse(dialling, Refusal.wrongState(20010, "The phone did not answer"));
            if (!connection.clearing) {
                return; // goes on alerting, as after Failed
            }
        }
        if (connection.endCause < 0 && byFarEnd && connection.originator && call.routed) {
            boolean offered =
                    call.connections().stream().anyMatch(each -> !each.offeredTo.isEmpty());
            connection.endCause =
                    offered
                            ? EventCause.CECX_ABAND_RING.value()
                            : EventCause.CECX_ABAND_LOCAL_QUEUE.value();
        }
        if (connection.is(ConnectionState.ALERTING) && byFarEnd && !connection.clearing) {
            if (opc.routedCalls.offerFailed(call, connection, RoutedCalls.reason(q850))) {
                return;
            }
            opc.moves.failed(connection, q850 == 17 ? EventCause.BUSY : EventCause.CALL_CANCELLED);
            return;
        }
        opc.moves.cleared(connection, cause(connection));
    }

    /** Somebody went: whoever is left alone goes too; the last one ends the call. */
    void afterLoss(Call call) {
        if (!exchange.calls.containsKey(call.id())) {
            return;
        }
        List<Connection> rest = List.copyOf(call.connections());
        List<Connection> waiting = rest.stream().filter(each -> each.offeredTo.isEmpty()).toList();
        if (call.routed) {
            if (waiting.isEmpty()) {
                opc.routedCalls.callerGone(call);
                if (rest.isEmpty()) {
                    opc.moves.ended(call);
                }
            }
            return;
        }
        if (rest.isEmpty()) {
            opc.moves.ended(call);
            return;
        }
        opc.blindTransfers.afterLoss(call);
        boolean somebodyTalks =
                rest.stream()
                        .anyMatch(
                                each ->
                                        each.is(ConnectionState.CONNECT)
                                                || each.is(ConnectionState.HOLD)
                                                || each.is(ConnectionState.INITIATE)
                                                || each.originator);
        if (!somebodyTalks || rest.size() == 1) {
            clearAll(call);
        } else {
            straighten(call);
        }
    }

    /**
     * Sends everybody of a call to where the states say, if somebody is elsewhere: two of a
     * conference stay where they are, one whose partners all hold hears music. What is under way
     * comes first; its outcome brings us here again.
     */
    void straighten(Call call) {
        if (moving(call) || call.routed || !exchange.calls.containsKey(call.id())) {
            return;
        }
        if (call.answered().isEmpty()) {
            return;
        }
        List<Seat> seats = opc.seating.seats(call);
        if (seats.stream().anyMatch(this::isElsewhere)) {
            Operation place = opc.switchboard.operation(call.peripheral(), Goal.SEATS);
            place.callId = call.id();
            opc.switchboard.place(place, seats);
        }
    }

    /** True while a command that sends somebody of the call somewhere is under way. */
    boolean moving(Call call) {
        for (Operation each : exchange.operations.values()) {
            boolean its = each.callId == call.id() || each.otherCallId == call.id();
            if (its && each.moves()) {
                return true;
            }
        }
        return false;
    }

    private boolean isElsewhere(Seat seat) {
        String bridge = seat.bridge() == null ? "" : seat.bridge();
        return !exchange.legs.get(seat.channel()).bridge.equals(bridge);
    }

    /**
     * A command that sent somebody somewhere is over: the calls that it was about are looked at.
     */
    void afterMove(Operation operation) {
        exchange.then(
                () -> {
                    for (long id : new long[] {operation.callId, operation.otherCallId}) {
                        Call call = exchange.call(id);
                        if (call != null) {
                            straighten(call);
                        }
                    }
                });
    }

    /** A leg that serves nothing any more and ends by nobody's command is ended. */
    void unused(Leg leg) {
        boolean up = exchange.legs.get(leg.channel()) == leg;
        if (up && leg.connections.isEmpty() && !leg.clearing) {
            opc.switchboard.clear(leg, NORMAL);
        }
    }

    /** A command to end a leg had no outcome: what cannot be seen is not there any more. */
    void silent(Operation operation) {
        Connection connection = exchange.connection(operation.connectionId);
        Leg leg = connection == null ? null : exchange.legOf(connection);
        if (leg != null) {
            exchange.log(
                    OpcOutput.Severity.WARNING,
                    "channel "
                            + leg.channel()
                            + " was to be ended and the switch said nothing; taken as ended");
            legEnded(leg, NORMAL, false);
        } else if (connection != null) {
            opc.moves.cleared(connection, cause(connection));
        }
    }
}
