package org.jackfield.gateway.opc;

import org.jackfield.gateway.agent.AgentVerdict;
import org.jackfield.gateway.opc.CallRequests.Target;
import org.jackfield.protocol.ged188.AlternateCallReq;
import org.jackfield.protocol.ged188.ConferenceCallReq;
import org.jackfield.protocol.ged188.ConsultationCallReq;
import org.jackfield.protocol.ged188.ControlFailureCode;
import org.jackfield.protocol.ged188.ReconnectCallReq;
import org.jackfield.protocol.ged188.SpecialValue;
import org.jackfield.protocol.ged188.TransferCallReq;
import org.jackfield.protocol.log.SessionKey;

import java.util.Objects;

/**
 * Requests about two calls of a phone, or about sending a call on. Gives null when it is under way,
 * or why it is refused; the rules are those of Enterprise Agent (LIM-031 to 036).
 */
final class TwoCallRequests {

    private final Opc opc;
    private final Exchange exchange;
    private final CallRequests calls;

    TwoCallRequests(Opc opc, CallRequests calls) {
        this.opc = opc;
        this.exchange = opc.exchange;
        this.calls = calls;
    }

    /**
     * The two connections of a phone.
     *
     * @param active the one in use
     * @param held the other
     * @param refusal null when both were found
     */
    private record Pair(Connection active, Connection held, Refusal refusal) {}

    private Pair pair(Target active, Target held) {
        Refusal why = active.refusal() != null ? active.refusal() : held.refusal();
        if (why == null
                && !Objects.equals(
                        active.connection().instrument(), held.connection().instrument())) {
            why =
                    Refusal.of(
                            ControlFailureCode.INVALID_CSTA_CONNECTION_IDENTIFIER,
                            13047,
                            "Both connections must be of one phone");
        }
        if (why == null) {
            why = calls.underWay(active.connection());
        }
        if (why == null) {
            why = calls.underWay(held.connection());
        }
        return new Pair(active.connection(), held.connection(), why);
    }

    Refusal alternate(SessionKey session, AlternateCallReq req) {
        Pair pair =
                pair(
                        calls.target(
                                session,
                                req.peripheralId(),
                                req.activeConnectionCallId(),
                                req.activeConnectionDeviceId()),
                        calls.target(
                                session,
                                req.peripheralId(),
                                req.otherConnectionCallId(),
                                req.otherConnectionDeviceId()));
        if (pair.refusal() != null) {
            return pair.refusal();
        }
        if (!pair.active().is(ConnectionState.CONNECT)
                || !pair.held().is(ConnectionState.HOLD)
                || pair.held().heldByPhone) {
            return Refusal.wrongState(
                    20069, "Alternate needs one call that is talked on and one that is held");
        }
        opc.holding.alternate(
                pair.active(),
                pair.held(),
                new Requester(session, req.invokeId(), Requester.Kind.ALTERNATE_CALL));
        return null;
    }

    Refusal reconnect(SessionKey session, ReconnectCallReq req) {
        Pair pair =
                pair(
                        calls.target(
                                session,
                                req.peripheralId(),
                                req.activeConnectionCallId(),
                                req.activeConnectionDeviceId()),
                        calls.target(
                                session,
                                req.peripheralId(),
                                req.heldConnectionCallId(),
                                req.heldConnectionDeviceId()));
        if (pair.refusal() != null) {
            return pair.refusal();
        }
        if (pair.active().is(ConnectionState.HOLD) || !pair.held().is(ConnectionState.HOLD)) {
            return Refusal.wrongState(
                    20069, "Reconnect needs an active call to end and a held one to retrieve");
        }
        opc.holding.reconnect(
                pair.active(),
                pair.held(),
                new Requester(session, req.invokeId(), Requester.Kind.RECONNECT_CALL));
        return null;
    }

    Refusal consult(SessionKey session, ConsultationCallReq req, DataRequests data) {
        Target target =
                calls.target(
                        session,
                        req.peripheralId(),
                        req.activeConnectionCallId(),
                        req.activeConnectionDeviceId());
        if (target.refusal() != null) {
            return target.refusal();
        }
        Connection connection = target.connection();
        Call call = exchange.callOf(connection);
        Peripheral peripheral = exchange.peripheral(call.peripheral());
        String instrument = connection.instrument();
        Refusal why = mayConsult(peripheral, connection);
        why =
                why == null
                        ? opc.destinations.check(peripheral, req.dialedNumber(), instrument)
                        : why;
        if (why == null) {
            AgentVerdict verdict =
                    peripheral.agents().mayDial(instrument, req.dialedNumber(), true);
            why = verdict.accepted() ? mayAdd(call, connection) : Refusal.of(verdict);
        }
        CallData given = call.data().copy();
        why = why == null ? data.overlay(req, given) : why;
        if (why == null) {
            opc.consulting.consult(
                    connection,
                    req.dialedNumber(),
                    given,
                    new Requester(session, req.invokeId(), Requester.Kind.CONSULTATION_CALL));
        }
        return why;
    }

    private Refusal mayConsult(Peripheral peripheral, Connection connection) {
        if (!connection.is(ConnectionState.CONNECT)) {
            return Refusal.of(
                    ControlFailureCode.NO_ACTIVE_CALL,
                    13063,
                    "Only a call that is talked on can be consulted about");
        }
        boolean second = exchange.at(peripheral.id(), connection.instrument()).size() > 1;
        return second
                ? Refusal.of(
                        ControlFailureCode.RESOURCE_BUSY,
                        20007,
                        "The phone has a second call already")
                : calls.underWay(connection);
    }

    private Refusal mayAdd(Call call, Connection connection) {
        boolean all = new OpcSettings(exchange).everybodyAddsParties();
        if (all || !call.conference() || call.controller.equals(connection.instrument())) {
            return null;
        }
        return Refusal.wrongState(
                20069, "Only the phone that began the conference may add parties");
    }

    Refusal transfer(SessionKey session, TransferCallReq req, DataRequests data) {
        Requester asker = new Requester(session, req.invokeId(), Requester.Kind.TRANSFER_CALL);
        Target active =
                calls.target(
                        session,
                        req.peripheralId(),
                        req.activeConnectionCallId(),
                        req.activeConnectionDeviceId());
        if (req.heldConnectionCallId() == SpecialValue.NULL_CALL_ID) {
            return singleStep(active, req, asker, data);
        }
        Pair pair =
                pair(
                        active,
                        calls.target(
                                session,
                                req.peripheralId(),
                                req.heldConnectionCallId(),
                                req.heldConnectionDeviceId() == null
                                        ? req.activeConnectionDeviceId()
                                        : req.heldConnectionDeviceId()));
        Refusal why = pair.refusal() == null ? mayMerge(pair, 13121, 13125) : pair.refusal();
        if (why == null && exchange.callOf(pair.held()).conference()) {
            why = mayTransferConference(pair);
        }
        if (why == null) {
            why = overlay(data, req, pair.active());
        }
        if (why == null) {
            opc.merging.transfer(pair.held(), pair.active(), asker, "");
        }
        return why;
    }

    private Refusal overlay(DataRequests data, TransferCallReq req, Connection active) {
        return data.overlay(req, exchange.callOf(active).data());
    }

    private Refusal mayTransferConference(Pair pair) {
        boolean unobserved =
                exchange.callOf(pair.active()).connections().stream()
                        .anyMatch(each -> each != pair.active() && each.party().outside());
        return unobserved
                ? Refusal.wrongState(20069, "A conference cannot be transferred to a party outside")
                : null;
    }

    private Refusal singleStep(
            Target active, TransferCallReq req, Requester asker, DataRequests data) {
        if (active.refusal() != null) {
            return active.refusal();
        }
        Connection connection = active.connection();
        Call call = exchange.callOf(connection);
        Refusal why = maySendOn(connection);
        why =
                why == null
                        ? opc.blindTransfers.check(
                                exchange.peripheral(call.peripheral()),
                                req.dialedNumber(),
                                connection)
                        : why;
        CallData changed = call.data().copy();
        why = why == null ? data.overlay(req, changed) : why;
        if (why == null) {
            call.startWith(changed);
            opc.blindTransfers.start(connection, req.dialedNumber(), asker, "");
        }
        return why;
    }

    /** Why a call cannot be sent on by its phone, or null. */
    Refusal maySendOn(Connection connection) {
        Call call = exchange.callOf(connection);
        if (!connection.is(ConnectionState.CONNECT)) {
            return Refusal.of(
                    ControlFailureCode.NO_ACTIVE_CALL,
                    13121,
                    "Only a call that is talked on can be transferred");
        }
        if (call.answered().size() != 2) {
            return Refusal.wrongState(
                    20069, "Only a call of two can be transferred in a single step");
        }
        return calls.underWay(connection);
    }

    /** Why a connection cannot take part in anything new now, or null. */
    Refusal underWay(Connection connection) {
        return calls.underWay(connection);
    }

    Refusal conference(SessionKey session, ConferenceCallReq req, DataRequests data) {
        Target active =
                calls.target(
                        session,
                        req.peripheralId(),
                        req.activeConnectionCallId(),
                        req.activeConnectionDeviceId());
        if (req.heldConnectionCallId() == SpecialValue.NULL_CALL_ID) {
            return Refusal.of(
                    ControlFailureCode.ARBITRARY_CONF_OR_XFER_NOT_SUPPORTED,
                    13056,
                    "A conference needs a consultation first");
        }
        Pair pair =
                pair(
                        active,
                        calls.target(
                                session,
                                req.peripheralId(),
                                req.heldConnectionCallId(),
                                req.heldConnectionDeviceId() == null
                                        ? req.activeConnectionDeviceId()
                                        : req.heldConnectionDeviceId()));
        Refusal why = pair.refusal() == null ? mayMerge(pair, 13045, 13056) : pair.refusal();
        int parties = // the phone itself is in both
                why == null
                        ? exchange.callOf(pair.held()).answered().size()
                                + exchange.callOf(pair.active()).answered().size()
                                - 1
                        : 0;
        if (parties > SpecialValue.MAX_NUM_PARTIES) {
            return Refusal.of(
                    ControlFailureCode.CONFERENCE_MEMBER_LIMIT_EXCEEDED,
                    20070,
                    "A conference has 16 parties at most");
        }
        why = why == null ? data.overlay(req, exchange.callOf(pair.active()).data()) : why;
        if (why == null) {
            opc.merging.conference(
                    pair.held(),
                    pair.active(),
                    new Requester(session, req.invokeId(), Requester.Kind.CONFERENCE_CALL));
        }
        return why;
    }

    /** The rules for completing a consultation. */
    private Refusal mayMerge(Pair pair, long notTalking, long notHeld) {
        Call consultation = exchange.callOf(pair.active());
        Call held = exchange.callOf(pair.held());
        if (!pair.held().is(ConnectionState.HOLD)) {
            return Refusal.of(
                    ControlFailureCode.NO_HELD_CALL, notHeld, "The first call is not held");
        }
        if (consultation.consultOf != held.id()) {
            return held.consultOf == consultation.id()
                    ? Refusal.wrongState(
                            notTalking, "Alternate back to the consultation first, then complete")
                    : Refusal.of(
                            ControlFailureCode.ARBITRARY_CONF_OR_XFER_NOT_SUPPORTED,
                            20069,
                            "Only a consultation can be completed, not two calls of their own");
        }
        boolean talks =
                pair.active().is(ConnectionState.CONNECT)
                        && consultation.answered().size() > 1
                        && consultation.answered().stream()
                                .noneMatch(each -> each.is(ConnectionState.HOLD));
        if (!talks) {
            return Refusal.wrongState(
                    notTalking, "The consulted party must be talking, neither ringing nor on hold");
        }
        if (held.merges != consultation.consultMerges) {
            return Refusal.wrongState(
                    20066, "The parties of the first call changed meanwhile; consult again");
        }
        return null;
    }
}
