package org.jackfield.gateway.opc;

import org.jackfield.gateway.agent.CallAtDevice.Direction;
import org.jackfield.gateway.opc.Destinations.Destination;
import org.jackfield.protocol.ged188.CallType;
import org.jackfield.protocol.ged188.EventCause;
import org.jackfield.protocol.ged188.LineType;
import org.jackfield.protocol.pim.Seat;

import java.util.List;

/** Begins a consultation: the call is held, its phone calls somebody else. */
final class Consulting {

    private final Opc opc;
    private final Exchange exchange;

    Consulting(Opc opc) {
        this.opc = opc;
        this.exchange = opc.exchange;
    }

    /**
     * Holds the call and makes the consultation, of which nobody hears before the switch has done
     * it.
     *
     * @param data what the consultation starts with: the held call's, overlaid by the request's
     */
    void consult(Connection connection, String number, CallData data, Requester asker) {
        Call held = exchange.callOf(connection);
        Peripheral peripheral = exchange.peripheral(held.peripheral());
        Call call = opc.outbound.newCall(peripheral);
        boolean inside =
                !(opc.destinations.resolve(peripheral, number) instanceof Destination.Outside);
        call.callType = CallType.CONSULT.value();
        call.lineType = inside ? LineType.INSIDE.value() : LineType.OUTBOUND.value();
        call.ani = held.ani;
        call.dnis = number;
        call.enteredDigits = held.enteredDigits;
        call.calledNumber = number;
        call.consultOf = held.id();
        call.consultMerges = held.merges;
        call.startWith(data);
        Connection caller =
                opc.outbound.plan(
                        call, connection.party(), inside ? Direction.OTHER_OUT : Direction.OUT);
        caller.originator = true;
        exchange.attach(caller, exchange.legOf(connection));
        Operation operation =
                opc.switchboard
                        .asked(held.peripheral(), Goal.CONSULT)
                        .about(connection)
                        .beside(caller)
                        .askedBy(asker);
        operation.number = number;
        opc.switchboard.place(
                operation,
                Seating.together(
                        opc.seating.seats(held, null, connection),
                        List.of(new Seat(connection.channel, null, null, true))));
    }

    /** The switch has split the phone from its call. */
    void split(Operation operation) {
        Connection connection = exchange.connection(operation.connectionId);
        Connection caller = exchange.connection(operation.otherConnectionId);
        if (caller == null) {
            opc.answers.refuse(operation, Refusal.wrongState(20009, "The call ended meanwhile"));
            return;
        }
        Call call = exchange.callOf(caller);
        opc.answers.confirm(operation, call, caller);
        if (connection != null) {
            connection.heldByUs = true;
            opc.moves.held(connection, EventCause.CONSULT);
        }
        opc.moves.initiated(caller, EventCause.CONSULT);
        opc.moves.originated(caller, EventCause.CONSULT);
        opc.outbound.reach(call, operation.number);
    }

    /** The switch could not: the consultation never was. */
    void notSplit(Operation operation, Refusal why) {
        opc.answers.refuse(operation, why);
        Connection caller = exchange.connection(operation.otherConnectionId);
        if (caller != null && caller.is(ConnectionState.PLANNED)) {
            opc.moves.cleared(caller, EventCause.NONE.value());
        }
    }
}
