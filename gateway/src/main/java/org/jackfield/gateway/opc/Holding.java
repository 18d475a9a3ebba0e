package org.jackfield.gateway.opc;

import org.jackfield.protocol.ged188.EventCause;

import java.util.List;

/** Hold, retrieve, alternate and reconnect: other seats, then the moves. */
final class Holding {

    private final Opc opc;
    private final Exchange exchange;

    Holding(Opc opc) {
        this.opc = opc;
        this.exchange = opc.exchange;
    }

    private Operation operation(Goal goal, Connection connection, Requester asker) {
        return opc.switchboard
                .asked(exchange.callOf(connection).peripheral(), goal)
                .about(connection)
                .askedBy(asker);
    }

    void hold(Connection connection, Requester asker) {
        Call call = exchange.callOf(connection);
        opc.switchboard.place(
                operation(Goal.HOLD, connection, asker), opc.seating.seats(call, null, connection));
    }

    void held(Operation operation) {
        Connection connection = exchange.connection(operation.connectionId);
        opc.answers.confirm(operation);
        if (connection != null) {
            connection.heldByUs = true;
            opc.moves.held(connection, EventCause.NONE);
        }
    }

    void retrieve(Connection connection, Requester asker) {
        Call call = exchange.callOf(connection);
        opc.switchboard.place(
                operation(Goal.RETRIEVE, connection, asker),
                opc.seating.seats(call, connection, null));
    }

    void retrieved(Operation operation) {
        Connection connection = exchange.connection(operation.connectionId);
        opc.answers.confirm(operation);
        if (connection != null) {
            retrieved(connection, EventCause.NONE);
        }
    }

    /** The switch has it back in the call; talks again unless the phone's own key holds it too. */
    void retrieved(Connection connection, EventCause cause) {
        connection.heldByUs = false;
        if (!connection.heldByPhone) {
            opc.moves.retrieved(connection, cause);
            keyStillHolds(connection);
        }
    }

    void alternate(Connection active, Connection other, Requester asker) {
        opc.switchboard.place(
                operation(Goal.ALTERNATE, active, asker).beside(other),
                Seating.together(
                        opc.seating.seats(exchange.callOf(active), null, active),
                        opc.seating.seats(exchange.callOf(other), other, null)));
    }

    void alternated(Operation operation) {
        Connection active = exchange.connection(operation.connectionId);
        Connection other = exchange.connection(operation.otherConnectionId);
        opc.answers.confirm(operation);
        if (active != null) {
            active.heldByUs = true;
            opc.moves.held(active, EventCause.ALTERNATE);
        }
        if (other != null) {
            retrieved(other, EventCause.ALTERNATE);
        }
    }

    void reconnect(Connection active, Connection held, Requester asker) {
        opc.switchboard.place(
                operation(Goal.RECONNECT, active, asker).beside(held),
                opc.seating.seats(exchange.callOf(held), held, null));
    }

    void reconnected(Operation operation) {
        Connection active = exchange.connection(operation.connectionId);
        Connection held = exchange.connection(operation.otherConnectionId);
        if (held == null) {
            opc.answers.refuse(
                    operation, Refusal.wrongState(20009, "The held call ended meanwhile"));
        }
        opc.answers.confirm(operation);
        if (active != null) {
            letGo(active);
        }
        if (held != null) {
            retrieved(held, EventCause.NONE);
        }
    }

    /** The consultation ends for the phone; its leg may be in the held call already. */
    private void letGo(Connection active) {
        Leg leg = exchange.legOf(active);
        if (leg != null && !leg.shared()) {
            opc.clearing.clear(active);
        } else {
            opc.moves.cleared(active, EventCause.NONE.value());
        }
    }

    /** The phone's own hold key. */
    void phoneHeld(Leg leg) {
        leg.keyHeld = true;
        Connection active = active(leg);
        if (active != null) {
            keyHolds(leg, active);
            return;
        }
        Connection only = leg.shared() ? null : served(leg);
        if (only != null && only.is(ConnectionState.HOLD)) {
            only.heldByPhone = true; // by both: retrieved when both are gone
        }
    }

    private Connection active(Leg leg) {
        for (Long id : leg.connections) {
            Connection each = exchange.connection(id);
            if (each.is(ConnectionState.CONNECT)) {
                return each;
            }
        }
        return null;
    }

    /** The key holds what the phone is in now; what it was in before, we keep on hold. */
    private void keyHolds(Leg leg, Connection active) {
        for (Long id : leg.connections) {
            Connection before = exchange.connection(id);
            if (before != active && before.heldByPhone) {
                before.heldByPhone = false;
                before.heldByUs = true;
            }
        }
        active.heldByPhone = true;
        opc.moves.held(active, EventCause.NONE);
    }

    private Connection served(Leg leg) {
        return leg.connections.isEmpty() ? null : exchange.connection(leg.connections.getFirst());
    }

    /** A call became active at a phone whose own key holds already. */
    void keyStillHolds(Connection connection) {
        Leg leg = exchange.legOf(connection);
        if (keyHolds(connection)) {
            phoneHeld(leg);
        }
    }

    /** True when the phone's own key holds, whichever of its calls. */
    boolean keyHolds(Connection connection) {
        Leg leg = exchange.legOf(connection);
        return leg != null && leg.keyHeld;
    }

    /** The phone's own hold key, again. */
    void phoneRetrieved(Leg leg) {
        leg.keyHeld = false;
        for (Long id : List.copyOf(leg.connections)) {
            Connection each = exchange.connection(id);
            if (each.heldByPhone) {
                each.heldByPhone = false;
                if (!each.heldByUs) {
                    opc.moves.retrieved(each, EventCause.NONE);
                }
            }
        }
    }
}
