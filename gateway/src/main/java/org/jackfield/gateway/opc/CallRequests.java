package org.jackfield.gateway.opc;

import org.jackfield.gateway.agent.AgentVerdict;
import org.jackfield.gateway.agent.OfferEnd;
import org.jackfield.protocol.ged188.AnswerCallReq;
import org.jackfield.protocol.ged188.ClearCallReq;
import org.jackfield.protocol.ged188.ClearConnectionReq;
import org.jackfield.protocol.ged188.ControlFailureCode;
import org.jackfield.protocol.ged188.HoldCallReq;
import org.jackfield.protocol.ged188.MakeCallReq;
import org.jackfield.protocol.ged188.RetrieveCallReq;
import org.jackfield.protocol.ged188.SendDtmfSignalReq;
import org.jackfield.protocol.ged188.SpecialValue;
import org.jackfield.protocol.log.ClientOpened;
import org.jackfield.protocol.log.SessionKey;
import org.jackfield.protocol.pim.Dtmf;
import org.jackfield.protocol.pim.FailReason;
import org.jackfield.protocol.site.SiteDevice;

import java.util.List;

/**
 * Requests about one call. Each gives null when it is under way (the answer follows) or why it is
 * refused. What is so already is confirmed at once: holding a held call, ending one that is gone.
 */
final class CallRequests {

    /**
     * A phone that is told to answer by itself does so within a second or two. With the time that
     * the switch has for an outcome it stays below the 10 s that clients wait.
     */
    private static final int RING_TO_ANSWER_MS = 4_500;

    private final Opc opc;
    private final Exchange exchange;

    CallRequests(Opc opc) {
        this.opc = opc;
        this.exchange = opc.exchange;
    }

    /**
     * What a request is about.
     *
     * @param connection null when refused
     * @param refusal null when found
     */
    record Target(Connection connection, Refusal refusal) {}

    /** Finds a connection that the session may control at a switch that can be reached. */
    Target target(SessionKey session, long peripheralId, long callId, String deviceId) {
        Peripheral peripheral = exchange.peripherals.get((int) peripheralId);
        if (peripheral == null) {
            return new Target(null, Requests.unknown(peripheralId));
        }
        Call call = exchange.call(callId);
        Connection found = null;
        if (call != null && call.peripheral() == peripheral.id() && deviceId != null) {
            found = call.byDevice(deviceId);
            SiteDevice device = found == null ? peripheral.device(deviceId) : null;
            found = device == null ? found : call.byDevice(device.instrument());
        }
        if (found == null) {
            return new Target(null, Refusal.noConnection(callId, deviceId));
        }
        Refusal why = forbidden(session, found.instrument());
        return why == null ? new Target(found, offline(peripheral)) : new Target(null, why);
    }

    /** A session of one phone controls that phone alone. */
    private Refusal forbidden(SessionKey session, String instrument) {
        ClientOpened client = exchange.sessions.get(session);
        if (client.instrument().isEmpty() || client.instrument().equals(instrument)) {
            return null;
        }
        return Refusal.of(
                ControlFailureCode.PRIVILEGE_VIOLATION_ON_SPECIFIED_DEVICE,
                0,
                "This session may control " + client.instrument() + " only");
    }

    private static Refusal offline(Peripheral peripheral) {
        return peripheral.online ? null : Refusal.of(FailReason.SWITCH_DOWN, "");
    }

    /** Why a connection cannot take part in anything new now, or null. */
    Refusal underWay(Connection connection) {
        if (connection.clearing) {
            return Refusal.of(
                    ControlFailureCode.SERVICE_BUSY,
                    20066,
                    "The call is being ended there; wait for the outcome");
        }
        long callId = connection.callId();
        for (Operation each : exchange.operations.values()) {
            boolean same = each.callId == callId || each.otherCallId == callId;
            if (same && each.moves()) {
                return Refusal.of(
                        ControlFailureCode.SERVICE_BUSY,
                        20066,
                        "Another request for this call is under way; wait for its outcome");
            }
        }
        return null;
    }

    private static Requester asker(SessionKey session, long invokeId, Requester.Kind kind) {
        return new Requester(session, invokeId, kind);
    }

    Refusal answer(SessionKey session, AnswerCallReq req) {
        Requester asker = asker(session, req.invokeId(), Requester.Kind.ANSWER_CALL);
        String device =
                req.connectionDeviceId() == null ? req.agentInstrument() : req.connectionDeviceId();
        Target target =
                req.connectionCallId() == SpecialValue.NULL_CALL_ID
                        ? alertingAt(session, req.peripheralId(), req.agentInstrument())
                        : target(session, req.peripheralId(), req.connectionCallId(), device);
        if (target.refusal() != null) {
            return target.refusal();
        }
        Connection connection = target.connection();
        if (connection.is(ConnectionState.CONNECT)) {
            opc.answers.confirm(asker, null, null);
            return null;
        }
        if (!connection.is(ConnectionState.ALERTING)) {
            return Refusal.of(ControlFailureCode.NO_CALL_TO_ANSWER, 20010, "No call rings there");
        }
        if (connection.clearing) {
            return underWay(connection);
        }
        if (connection.channel != null) {
            boolean asked =
                    opc.switchboard.dialling(connection.channel) instanceof Operation dial
                            && dial.goal() == Goal.ANSWER;
            return asked
                    ? Refusal.of(
                            ControlFailureCode.SERVICE_BUSY, 20009, "It is being answered already")
                    : Refusal.of(
                            ControlFailureCode.INVALID_FEATURE,
                            20153,
                            "This phone can only be answered by its own key");
        }
        Peripheral peripheral = exchange.peripheral(exchange.callOf(connection).peripheral());
        opc.routedCalls.accepted(exchange.callOf(connection), connection);
        Operation dial = opc.switchboard.asked(peripheral.id(), Goal.ANSWER).askedBy(asker);
        SiteDevice phone = peripheral.devices().get(connection.instrument());
        opc.switchboard.dialPhone(dial, connection, phone, RING_TO_ANSWER_MS, true);
        return null;
    }

    private Target alertingAt(SessionKey session, long peripheralId, String name) {
        Peripheral peripheral = exchange.peripherals.get((int) peripheralId);
        SiteDevice device = peripheral == null || name == null ? null : peripheral.device(name);
        if (device != null) {
            for (Connection each : exchange.at(peripheral.id(), device.instrument())) {
                if (each.is(ConnectionState.ALERTING)) {
                    return target(session, peripheralId, each.callId(), device.instrument());
                }
            }
        }
        return new Target(
                null,
                Refusal.of(ControlFailureCode.NO_CALL_TO_ANSWER, 20010, "No call rings there"));
    }

    Refusal clearConnection(SessionKey session, ClearConnectionReq req) {
        Requester asker = asker(session, req.invokeId(), Requester.Kind.CLEAR_CONNECTION);
        long callId = req.connectionCallId();
        Target target = target(session, req.peripheralId(), callId, req.connectionDeviceId());
        if (target.connection() == null) {
            return gone(callId, req.connectionDeviceId(), target, asker);
        }
        if (target.refusal() != null) {
            return target.refusal();
        }
        Connection connection = target.connection();
        Call call = exchange.callOf(connection);
        if (!connection.offeredTo.isEmpty() && connection.offerEnd == null) {
            opc.routedCalls.decline(call, connection, OfferEnd.DECLINED);
        }
        opc.clearing.clear(connection, asker);
        return null;
    }

    /** Ending what is gone is done already. */
    private Refusal gone(long callId, String deviceId, Target target, Requester asker) {
        Call call = exchange.call(callId);
        boolean was =
                call == null
                        ? exchange.numbering.issued(callId)
                        : deviceId != null && call.instruments.contains(deviceId);
        if (was && target.refusal().failureCode() != privilege()) {
            opc.answers.confirm(asker, null, null);
            return null;
        }
        return target.refusal();
    }

    private static int privilege() {
        return ControlFailureCode.PRIVILEGE_VIOLATION_ON_SPECIFIED_DEVICE.value();
    }

    Refusal clearCall(SessionKey session, ClearCallReq req) {
        Requester asker = asker(session, req.invokeId(), Requester.Kind.CLEAR_CALL);
        long callId = req.connectionCallId();
        Target target = target(session, req.peripheralId(), callId, req.connectionDeviceId());
        if (target.connection() == null) {
            return gone(callId, req.connectionDeviceId(), target, asker);
        }
        if (target.refusal() != null) {
            return target.refusal();
        }
        Call call = exchange.callOf(target.connection());
        Operation all =
                opc.switchboard.operation(call.peripheral(), Goal.CLEAR_CALL).askedBy(asker);
        all.callId = call.id();
        opc.switchboard.await(all, Switchboard.OUTCOME_MS);
        if (call.routed) {
            opc.routedCalls.callerGone(call);
            opc.clearing.clearAll(call); // nobody serves it any more
        } else {
            opc.clearing.clearAllAsked(call);
        }
        return null;
    }

    Refusal hold(SessionKey session, HoldCallReq req) {
        Requester asker = asker(session, req.invokeId(), Requester.Kind.HOLD_CALL);
        Target target =
                target(
                        session,
                        req.peripheralId(),
                        req.connectionCallId(),
                        req.connectionDeviceId());
        if (target.refusal() != null) {
            return target.refusal();
        }
        Connection connection = target.connection();
        if (connection.is(ConnectionState.HOLD)) {
            opc.answers.confirm(asker, null, null);
            return null;
        }
        if (!connection.is(ConnectionState.CONNECT)) {
            return Refusal.wrongState(20015, "Only a call that is talked on can be held");
        }
        Refusal busy = underWay(connection);
        if (busy == null) {
            opc.holding.hold(connection, asker);
        }
        return busy;
    }

    Refusal retrieve(SessionKey session, RetrieveCallReq req) {
        Requester asker = asker(session, req.invokeId(), Requester.Kind.RETRIEVE_CALL);
        Target target =
                target(
                        session,
                        req.peripheralId(),
                        req.heldConnectionCallId(),
                        req.heldConnectionDeviceId());
        if (target.refusal() != null) {
            return target.refusal();
        }
        Connection connection = target.connection();
        if (connection.is(ConnectionState.CONNECT)) {
            opc.answers.confirm(asker, null, null);
            return null;
        }
        if (!connection.is(ConnectionState.HOLD)) {
            return Refusal.of(ControlFailureCode.NO_HELD_CALL, 20017, "The call is not held there");
        }
        if (connection.heldByPhone || opc.holding.keyHolds(connection)) {
            return Refusal.wrongState(
                    20017, "The phone's own key holds; press that key to retrieve");
        }
        if (otherIsActive(connection)) {
            return Refusal.wrongState(
                    20112, "Another call is active on the phone; hold or end it first");
        }
        Refusal busy = underWay(connection);
        if (busy == null) {
            opc.holding.retrieve(connection, asker);
        }
        return busy;
    }

    private boolean otherIsActive(Connection connection) {
        Call call = exchange.callOf(connection);
        return exchange.at(call.peripheral(), connection.instrument()).stream()
                .anyMatch(
                        each ->
                                each != connection
                                        && (each.is(ConnectionState.CONNECT)
                                                || each.is(ConnectionState.INITIATE)));
    }

    Refusal dtmf(SessionKey session, SendDtmfSignalReq req) {
        Target target =
                target(
                        session,
                        req.peripheralId(),
                        req.connectionCallId(),
                        req.connectionDeviceId());
        if (target.refusal() != null) {
            return target.refusal();
        }
        Connection connection = target.connection();
        if (!keys(req.dtmfString())) {
            return Refusal.of(
                    ControlFailureCode.VALUE_OUT_OF_RANGE,
                    13092,
                    "Keys are 1 to 31 of 0-9 * # A-D");
        }
        List<Connection> hearers =
                exchange.callOf(connection).connections().stream()
                        .filter(each -> each != connection && opc.seating.reachable(each))
                        .filter(each -> each.is(ConnectionState.CONNECT))
                        .toList();
        if (!connection.is(ConnectionState.CONNECT) || hearers.isEmpty()) {
            return Refusal.wrongState(13093, "Nobody is there to hear keys");
        }
        Requester asker = asker(session, req.invokeId(), Requester.Kind.SEND_DTMF);
        for (Connection each : hearers) {
            Operation keys =
                    opc.switchboard
                            .asked(exchange.callOf(each).peripheral(), Goal.DTMF)
                            .about(connection)
                            .askedBy(each == hearers.getLast() ? asker : null);
            opc.switchboard.order(
                    keys,
                    new Dtmf(keys.id(), each.channel, req.dtmfString()),
                    Switchboard.OUTCOME_MS);
        }
        return null;
    }

    private static boolean keys(String text) {
        return text != null
                && !text.isEmpty()
                && text.length() <= 31
                && text.chars().allMatch(each -> "0123456789*#ABCD".indexOf(each) >= 0);
    }

    Refusal make(SessionKey session, MakeCallReq req, DataRequests data) {
        Peripheral peripheral = exchange.peripherals.get((int) req.peripheralId());
        if (peripheral == null) {
            return Requests.unknown(req.peripheralId());
        }
        SiteDevice device =
                req.agentInstrument() == null ? null : peripheral.device(req.agentInstrument());
        if (device == null) {
            return Refusal.of(
                    ControlFailureCode.INVALID_CALLING_DEVICE,
                    10004,
                    "No phone " + req.agentInstrument() + "; check AgentInstrument");
        }
        Refusal why = forbidden(session, device.instrument());
        why = why == null ? offline(peripheral) : why;
        why = why == null ? mayMake(peripheral, device, req.dialedNumber()) : why;
        CallData given = new CallData();
        why = why == null ? data.overlay(req, given) : why;
        if (why != null) {
            return why;
        }
        Call call = opc.outbound.startedBy(peripheral, device, req.dialedNumber());
        call.data().overlay(given);
        opc.outbound.make(call, device, asker(session, req.invokeId(), Requester.Kind.MAKE_CALL));
        return null;
    }

    private Refusal mayMake(Peripheral peripheral, SiteDevice device, String number) {
        Refusal why = opc.destinations.check(peripheral, number, device.instrument());
        if (why != null) {
            return why;
        }
        if (peripheral.outOfService().contains(device.instrument())) {
            return Refusal.of(
                    ControlFailureCode.RESOURCE_OUT_OF_SERVICE,
                    Refusal.OUT_OF_SERVICE,
                    "The phone " + device.instrument() + " is out of service");
        }
        if (opc.destinations.busy(peripheral, device.instrument())) {
            return Refusal.of(
                    ControlFailureCode.RESOURCE_BUSY, 20007, "The phone has a call already");
        }
        AgentVerdict verdict = peripheral.agents().mayDial(device.instrument(), number, false);
        return verdict.accepted() ? null : Refusal.of(verdict);
    }
}
