package org.jackfield.gateway.opc;

import org.jackfield.protocol.ged188.EventCause;
import org.jackfield.protocol.pim.FailReason;
import org.jackfield.protocol.pim.LegState;

import java.util.List;

/** From a called device that rings to two parties who talk. */
final class Joining {

    private final Opc opc;
    private final Exchange exchange;

    Joining(Opc opc) {
        this.opc = opc;
        this.exchange = opc.exchange;
    }

    /** The switch says that a dialled device rings. */
    void ringing(Leg leg) {
        if (leg.state == LegState.DIALLING) {
            leg.state = LegState.RINGING;
        }
        for (Connection each : served(leg)) {
            if (each.originator) {
                opc.outbound.ownPhoneRings(each);
            } else {
                alerts(each);
            }
        }
    }

    private void alerts(Connection connection) {
        if (connection.is(ConnectionState.PLANNED)) {
            Call call = exchange.callOf(connection);
            opc.blindTransfers.reached(call);
            opc.moves.alerting(connection);
            opc.routedCalls.offerArrived(call, connection);
        }
    }

    /** The switch says that a channel is up. */
    void up(Leg leg) {
        if (leg.up()) {
            return;
        }
        leg.state = LegState.UP;
        for (Connection each : served(leg)) {
            Call call = exchange.callOf(each);
            if (leg.inbound()) {
                if (each.party().outside() && each.is(ConnectionState.INITIATE)) {
                    opc.moves.callerUp(each);
                }
                opc.routedCalls.hear(call);
            } else if (each.originator) {
                opc.outbound.ownPhoneUp(each);
            } else {
                alerts(each);
                join(each);
            }
        }
        Operation dial = opc.switchboard.dialling(leg.channel());
        if (dial != null) {
            opc.switchboard.take(dial.id()); // reached its goal, also when nobody says Done
        }
    }

    /**
     * Brings a device that answered into its call; first a caller who was not answered yet.
     *
     * @param connection alerting, its leg up
     */
    void join(Connection connection) {
        if (!connection.is(ConnectionState.ALERTING) || isUnderWay(connection)) {
            return;
        }
        Call call = exchange.callOf(connection);
        Requester asker = takeAsker(connection);
        opc.routedCalls.accepted(call, connection);
        opc.routedCalls.stopGreeting(call);
        for (Connection each : call.connections()) {
            Leg leg = exchange.legOf(each);
            if (each != connection && leg != null && leg.inbound() && !leg.up()) {
                Operation back =
                        opc.switchboard
                                .operation(call.peripheral(), Goal.ANSWER_BACK)
                                .about(connection)
                                .askedBy(asker);
                opc.switchboard.answer(back, leg);
                return;
            }
        }
        Operation join =
                opc.switchboard
                        .operation(call.peripheral(), Goal.JOIN)
                        .about(connection)
                        .askedBy(asker);
        opc.switchboard.place(join, opc.seating.seats(call, connection, null));
    }

    private boolean isUnderWay(Connection connection) {
        return exchange.operations.values().stream()
                .anyMatch(
                        each ->
                                each.connectionId == connection.id()
                                        && (each.goal() == Goal.JOIN
                                                || each.goal() == Goal.ANSWER_BACK));
    }

    private Requester takeAsker(Connection connection) {
        for (Operation each : exchange.operations.values()) {
            if (each.connectionId == connection.id()
                    && each.goal() == Goal.ANSWER
                    && each.requester != null) {
                Requester asker = each.requester;
                each.requester = null;
                return asker;
            }
        }
        return null;
    }

    /** The caller of a phone is answered: now they can be joined. */
    void answeredBack(Operation operation) {
        Connection connection = exchange.connection(operation.connectionId);
        if (connection == null || !connection.is(ConnectionState.ALERTING)) {
            opc.answers.refuse(operation, gone());
            return;
        }
        Call call = exchange.callOf(connection);
        for (Connection each : call.connections()) {
            Leg leg = exchange.legOf(each);
            if (leg != null && leg.inbound() && !leg.up()) {
                up(leg);
            }
        }
        Operation join =
                opc.switchboard
                        .operation(call.peripheral(), Goal.JOIN)
                        .about(connection)
                        .askedBy(operation.requester);
        operation.requester = null;
        opc.switchboard.place(join, opc.seating.seats(call, connection, null));
    }

    /** They hear each other. */
    void joined(Operation operation) {
        Connection connection = exchange.connection(operation.connectionId);
        if (connection == null || !connection.is(ConnectionState.ALERTING)) {
            opc.answers.refuse(operation, gone());
            return;
        }
        Call call = exchange.callOf(connection);
        opc.answers.confirm(operation);
        opc.routedCalls.answered(call, connection);
        opc.moves.established(connection);
        List.copyOf(call.connections()).forEach(opc.holding::keyStillHolds);
    }

    /** They cannot be joined: the one who was called is let go. */
    void notJoined(Operation operation, Refusal why) {
        opc.answers.refuse(operation, why);
        Connection connection = exchange.connection(operation.connectionId);
        if (connection != null && connection.is(ConnectionState.ALERTING)) {
            connection.endCause = EventCause.RESOURCES_NOT_AVAILABLE.value();
            opc.routedCalls.withdrawn(exchange.callOf(connection), connection);
            opc.clearing.clear(connection);
        }
    }

    /** A called device was not reached, or did not answer. */
    void dialFailed(Operation operation, Leg leg, FailReason reason, Refusal why) {
        opc.answers.refuse(operation, why);
        if (leg != null) {
            exchange.legs.remove(leg.channel());
        }
        Connection connection = exchange.connection(operation.connectionId);
        if (connection == null || leg == null || !leg.channel().equals(connection.channel)) {
            return;
        }
        exchange.detach(connection);
        Call call = exchange.callOf(connection);
        if (operation.goal() == Goal.ANSWER) {
            return; // it goes on alerting: the agent may try again until ring no answer
        }
        if (connection.originator) {
            opc.moves.cleared(connection, cause(reason).value());
            return;
        }
        if (opc.routedCalls.offerFailed(call, connection, reason)
                || opc.blindTransfers.notReached(call, connection, why)) {
            return;
        }
        if (connection.clearing) {
            opc.moves.cleared(connection, opc.clearing.cause(connection));
        } else {
            opc.moves.failed(connection, cause(reason));
        }
    }

    private static EventCause cause(FailReason reason) {
        return switch (reason) {
            case BUSY -> EventCause.BUSY;
            case NO_ANSWER -> EventCause.CALL_NOT_ANSWERED;
            case REJECTED -> EventCause.CALL_CANCELLED;
            case UNREACHABLE, BAD_NUMBER -> EventCause.DEST_NOT_OBTAINABLE;
            case NO_SUCH_CHANNEL, NOT_POSSIBLE, LATE, SWITCH_DOWN ->
                    EventCause.RESOURCES_NOT_AVAILABLE;
        };
    }

    private List<Connection> served(Leg leg) {
        return leg.connections.stream().map(exchange::connection).toList();
    }

    private static Refusal gone() {
        return Refusal.wrongState(20010, "The call is no longer there to be answered");
    }
}
