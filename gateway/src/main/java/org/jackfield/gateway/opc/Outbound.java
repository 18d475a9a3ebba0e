package org.jackfield.gateway.opc;

import org.jackfield.gateway.agent.CallAtDevice.Direction;
import org.jackfield.gateway.opc.Destinations.Destination;
import org.jackfield.protocol.ged188.CallType;
import org.jackfield.protocol.ged188.EventCause;
import org.jackfield.protocol.ged188.LineType;
import org.jackfield.protocol.pim.Seat;
import org.jackfield.protocol.site.SiteDevice;

import java.util.List;

/** Calls that a phone of the site starts, and how any call reaches a number. */
final class Outbound {

    private final Opc opc;
    private final Exchange exchange;

    Outbound(Opc opc) {
        this.opc = opc;
        this.exchange = opc.exchange;
    }

    /** A new call, not begun yet. */
    Call newCall(Peripheral peripheral) {
        Call call =
                new Call(
                        exchange.numbering.callId(),
                        peripheral.id(),
                        exchange.numbering.callKey(exchange.localDay(), exchange.wallMs()),
                        exchange.wallMs());
        exchange.calls.put(call.id(), call);
        return call;
    }

    /** A connection of a call, planned. */
    Connection plan(Call call, Party party, Direction direction) {
        Connection connection =
                new Connection(exchange.numbering.connectionId(), call.id(), party, direction);
        exchange.add(call, connection);
        return connection;
    }

    static Party party(SiteDevice device) {
        return new Party(device.instrument(), device.instrument(), device.extension());
    }

    /** A party outside; one that is in the call already gets another device id. */
    static Party outside(Call call, String number) {
        String deviceId = number.isEmpty() ? "withheld" : number;
        for (int again = 2; has(call, deviceId); again++) {
            deviceId = (number.isEmpty() ? "withheld" : number) + "/" + again;
        }
        return new Party(deviceId, null, number);
    }

    /** How a party of another call is named in this one: its device id must be its own here. */
    static Party in(Call call, Party party) {
        return party.outside() && has(call, party.deviceId())
                ? outside(call, party.number())
                : party;
    }

    private static boolean has(Call call, String deviceId) {
        return call.connections().stream()
                .anyMatch(each -> each.party().deviceId().equals(deviceId));
    }

    /** A call that a phone will start; its kind follows from where the number leads. */
    Call startedBy(Peripheral peripheral, SiteDevice device, String number) {
        Call call = newCall(peripheral);
        boolean inside =
                !(opc.destinations.resolve(peripheral, number) instanceof Destination.Outside);
        call.callType = inside ? CallType.AGENT_INSIDE.value() : CallType.OUT.value();
        call.lineType = inside ? LineType.INSIDE.value() : LineType.OUTBOUND.value();
        call.ani = device.extension();
        call.dnis = number;
        call.calledNumber = number;
        Connection caller = plan(call, party(device), inside ? Direction.OTHER_OUT : Direction.OUT);
        caller.originator = true;
        return call;
    }

    /** MAKE_CALL: the caller's own phone first. */
    void make(Call call, SiteDevice device, Requester asker) {
        Operation dial = opc.switchboard.asked(call.peripheral(), Goal.OWN_DIAL).askedBy(asker);
        opc.switchboard.dialPhone(
                dial, call.originator(), device, Switchboard.OWN_PHONE_RING_MS, true);
    }

    /** The caller's own phone rings. */
    void ownPhoneRings(Connection connection) {
        if (!connection.is(ConnectionState.PLANNED)) {
            return;
        }
        Operation dial = opc.switchboard.dialling(connection.channel);
        if (dial != null) {
            opc.answers.confirm(dial, exchange.callOf(connection), connection);
        }
        opc.moves.initiated(connection, EventCause.NEW_CALL);
    }

    /** The caller's own phone is up: now the number. */
    void ownPhoneUp(Connection connection) {
        ownPhoneRings(connection);
        if (connection.clearing) {
            return;
        }
        Call call = exchange.callOf(connection);
        opc.moves.originated(connection, EventCause.NEW_CALL);
        reach(call, call.calledNumber);
    }

    /** A phone dialled by itself. */
    void dialled(Peripheral peripheral, SiteDevice device, Leg leg, String digits) {
        Call call = startedBy(peripheral, device, digits);
        Connection caller = call.originator();
        exchange.attach(caller, leg);
        opc.switchboard.label(call, caller);
        opc.moves.initiated(caller, EventCause.NEW_CALL);
        opc.moves.originated(caller, EventCause.NEW_CALL);
        reach(call, digits);
    }

    /** Calls a number for a call; a failure is told as an event, and ends a lone caller. */
    void reach(Call call, String number) {
        Peripheral peripheral = exchange.peripheral(call.peripheral());
        call.calledNumber = number;
        Connection originator = call.originator();
        Refusal why =
                opc.destinations.check(
                        peripheral, number, originator == null ? null : originator.instrument());
        if (why != null) {
            fail(call, number, EventCause.DEST_NOT_OBTAINABLE, 1);
            return;
        }
        switch (opc.destinations.resolve(peripheral, number)) {
            case Destination.Phone phone -> reachPhone(call, phone.device());
            case Destination.Planned planned -> opc.routedCalls.enter(call, planned.number());
            case Destination.Outside outside -> {
                Connection called = plan(call, outside(call, outside.number()), Direction.OUT);
                Operation dial = opc.switchboard.operation(call.peripheral(), Goal.DIAL);
                opc.switchboard.dialOutside(dial, called, outside.number(), ringMs());
                ringBack(call);
            }
        }
    }

    private void reachPhone(Call call, SiteDevice device) {
        Peripheral peripheral = exchange.peripheral(call.peripheral());
        if (opc.destinations.busy(peripheral, device.instrument())) {
            fail(call, device.extension(), EventCause.BUSY, 17);
            return;
        }
        Connection called = plan(call, party(device), directionOfCalled(call));
        if (opc.destinations.rings(peripheral, device)) {
            Operation dial = opc.switchboard.operation(call.peripheral(), Goal.DIAL);
            opc.switchboard.dialPhone(dial, called, device, ringMs(), false);
        } else {
            opc.blindTransfers.reached(call);
            opc.moves.alerting(called);
        }
        ringBack(call);
    }

    int ringMs() {
        return new OpcSettings(exchange).ringMs();
    }

    /** How a called phone sees the call. */
    static Direction directionOfCalled(Call call) {
        Connection originator = call.originator();
        boolean fromOutside =
                call.connections().stream().anyMatch(each -> each.party().outside() && each.live());
        return originator != null && !originator.party().outside() || !fromOutside
                ? Direction.OTHER_IN
                : Direction.IN;
    }

    private void fail(Call call, String number, EventCause cause, int q850) {
        call.releaseCause = q850;
        Connection called = plan(call, outside(call, number), Direction.OUT);
        opc.moves.failed(called, cause);
    }

    /** The caller hears that it rings. */
    private void ringBack(Call call) {
        Connection originator = call.originator();
        Leg leg = originator == null ? null : exchange.legOf(originator);
        if (leg != null && !originator.answered && !leg.clearing) {
            Operation seat = opc.switchboard.operation(call.peripheral(), Goal.NOTHING);
            opc.switchboard.place(seat, List.of(new Seat(leg.channel(), null, null, true)));
        }
    }
}
