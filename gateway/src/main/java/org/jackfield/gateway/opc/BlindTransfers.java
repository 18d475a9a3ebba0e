package org.jackfield.gateway.opc;

import org.jackfield.gateway.opc.Destinations.Destination;
import org.jackfield.protocol.ged188.ControlFailureCode;
import org.jackfield.protocol.ged188.EventCause;

import java.util.List;

/**
 * Single-step transfer: the call leaves the phone, the number is called, and only when it rings (or
 * the router has the call) the phone is out. A number that cannot be reached brings the call back:
 * no caller is lost by a wrong digit.
 */
final class BlindTransfers {

    /** So long the number may take until it rings. */
    private static final long REACH_MS = 10_000;

    private final Opc opc;
    private final Exchange exchange;

    BlindTransfers(Opc opc) {
        this.opc = opc;
        this.exchange = opc.exchange;
    }

    /** Takes the call from the phone; checks were made. */
    void start(Connection connection, String number, Requester asker, String progressChannel) {
        Call call = exchange.callOf(connection);
        Operation split =
                opc.switchboard
                        .asked(call.peripheral(), Goal.BLIND_SPLIT)
                        .about(connection)
                        .askedBy(asker);
        split.number = number;
        split.progressChannel = progressChannel;
        opc.switchboard.place(split, opc.seating.seats(call, null, connection));
    }

    /** The phone is split from the call: now the number. */
    void split(Operation operation) {
        Connection connection = exchange.connection(operation.connectionId);
        if (connection == null) {
            opc.answers.refuse(operation, Refusal.wrongState(20014, "The call ended meanwhile"));
            return;
        }
        Call call = exchange.callOf(connection);
        Operation reach =
                opc.switchboard
                        .operation(call.peripheral(), Goal.BLIND_REACH)
                        .about(connection)
                        .askedBy(operation.requester);
        reach.number = operation.number;
        reach.progressChannel = operation.progressChannel;
        operation.requester = null;
        opc.switchboard.await(reach, REACH_MS);
        Peripheral peripheral = exchange.peripheral(call.peripheral());
        Refusal why = check(peripheral, reach.number, connection);
        if (why != null) {
            back(reach, why);
        } else {
            opc.outbound.reach(call, reach.number);
        }
    }

    /** Why the call cannot be sent to the number, or null. */
    Refusal check(Peripheral peripheral, String number, Connection from) {
        Refusal why = opc.destinations.check(peripheral, number, from.instrument());
        if (why != null) {
            return why;
        }
        boolean busy =
                opc.destinations.resolve(peripheral, number) instanceof Destination.Phone phone
                        && opc.destinations.busy(peripheral, phone.device().instrument());
        return busy
                ? Refusal.of(
                        ControlFailureCode.RESOURCE_BUSY, 20013, "Extension " + number + " is busy")
                : null;
    }

    private Operation open(Call call) {
        for (Operation each : exchange.operations.values()) {
            if (each.goal() == Goal.BLIND_REACH && each.callId == call.id()) {
                return each;
            }
        }
        return null;
    }

    /** It is about to ring there, or the router has it: the phone is out. */
    void reached(Call call) {
        Operation operation = open(call);
        if (operation == null) {
            return;
        }
        opc.switchboard.take(operation.id());
        Connection phone = exchange.connection(operation.connectionId);
        if (phone == null) {
            return;
        }
        call.lastRedirect = phone.party().number();
        opc.answers.confirm(operation, call, phone);
        Connection called = call.connections().getLast();
        Party to =
                called == phone || called.originator
                        ? new Party(operation.number, null, operation.number)
                        : called.party();
        exchange.put(
                opc.merges.transferred(
                        call, call.id(), phone.party(), to, EventCause.CECX_BLIND_TRANSFER));
        opc.merging.progress(operation, true);
        Leg leg = exchange.legOf(phone);
        boolean shared = leg != null && leg.shared();
        opc.moves.cleared(phone, EventCause.TRANSFER.value());
        if (leg != null && !shared) {
            opc.switchboard.clear(leg, 16);
        }
    }

    /**
     * The number was not reached.
     *
     * @return false when it was no blind transfer
     */
    boolean notReached(Call call, Connection called, Refusal why) {
        Operation operation = open(call);
        if (operation == null) {
            return false;
        }
        opc.switchboard.take(operation.id());
        opc.moves.cleared(called, EventCause.DEST_NOT_OBTAINABLE.value());
        back(operation, why);
        return true;
    }

    /** The number takes too long. */
    void tooLong(Operation operation) {
        Connection phone = exchange.connection(operation.connectionId);
        if (phone == null) {
            return;
        }
        for (Connection each : List.copyOf(exchange.callOf(phone).connections())) {
            if (each.is(ConnectionState.PLANNED)) {
                opc.clearing.clear(each);
            }
        }
        back(
                operation,
                Refusal.of(
                        ControlFailureCode.REQUEST_TIMEOUT_REJECTION,
                        Refusal.TIMEOUT,
                        "The number did not ring in time; the call is back"));
    }

    /** The call goes back to the phone, then the request fails. */
    private void back(Operation operation, Refusal why) {
        opc.switchboard.take(operation.id());
        opc.answers.refuse(operation, why);
        opc.merging.progress(operation, false);
        Connection phone = exchange.connection(operation.connectionId);
        if (phone != null && phone.is(ConnectionState.CONNECT)) {
            Call call = exchange.callOf(phone);
            Operation back =
                    opc.switchboard.operation(call.peripheral(), Goal.BLIND_BACK).about(phone);
            opc.switchboard.place(back, opc.seating.seats(call));
        }
    }

    /** Somebody went while the number is called. */
    void afterLoss(Call call) {
        Operation operation = open(call);
        if (operation == null) {
            return;
        }
        Connection phone = exchange.connection(operation.connectionId);
        List<Connection> answered = call.answered();
        boolean customerGone = answered.stream().allMatch(each -> each == phone);
        if (phone == null || customerGone) {
            opc.switchboard.take(operation.id());
            opc.answers.refuse(operation, Refusal.wrongState(20014, "A party hung up meanwhile"));
        }
        if (customerGone) {
            for (Connection each : List.copyOf(call.connections())) {
                if (each != phone && !each.clearing) {
                    opc.clearing.clear(each);
                }
            }
        }
    }
}
