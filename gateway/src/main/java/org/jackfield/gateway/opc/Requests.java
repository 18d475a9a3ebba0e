package org.jackfield.gateway.opc;

import org.jackfield.gateway.agent.AgentStateRequest;
import org.jackfield.protocol.ged188.AlternateCallReq;
import org.jackfield.protocol.ged188.AnswerCallReq;
import org.jackfield.protocol.ged188.ClearCallReq;
import org.jackfield.protocol.ged188.ClearConnectionReq;
import org.jackfield.protocol.ged188.ConferenceCallReq;
import org.jackfield.protocol.ged188.ConsultationCallReq;
import org.jackfield.protocol.ged188.ControlFailureCode;
import org.jackfield.protocol.ged188.FailureConf;
import org.jackfield.protocol.ged188.Ged188Message;
import org.jackfield.protocol.ged188.HoldCallReq;
import org.jackfield.protocol.ged188.MakeCallReq;
import org.jackfield.protocol.ged188.ReconnectCallReq;
import org.jackfield.protocol.ged188.RetrieveCallReq;
import org.jackfield.protocol.ged188.SendDtmfSignalReq;
import org.jackfield.protocol.ged188.SetAgentStateReq;
import org.jackfield.protocol.ged188.SetCallDataReq;
import org.jackfield.protocol.ged188.StatusCode;
import org.jackfield.protocol.ged188.TransferCallReq;
import org.jackfield.protocol.log.ClientRequested;
import org.jackfield.protocol.log.SessionKey;

/** Takes requests of clients, each of which gets exactly one answer. */
final class Requests {

    /** A request that took longer to its place in the order is refused: never late. */
    private static final int AGE_MAX_MS = 2_000;

    private final Opc opc;
    private final Exchange exchange;
    private final CallRequests calls;
    private final TwoCallRequests twoCalls;
    private final DataRequests data;

    Requests(Opc opc) {
        this.opc = opc;
        this.exchange = opc.exchange;
        this.calls = new CallRequests(opc);
        this.twoCalls = new TwoCallRequests(opc, calls);
        this.data = new DataRequests(opc);
    }

    void take(ClientRequested asked, int ageMs) {
        SessionKey session = asked.session();
        if (!exchange.sessions.containsKey(session)) {
            return; // whoever asked is gone
        }
        Ged188Message message = asked.request();
        boolean late = ageMs > AGE_MAX_MS || madeBeforeItsSideWasLeft(session, ageMs);
        if (message instanceof SetCallDataReq req) {
            if (late) {
                opc.answers.send(
                        session, new FailureConf(req.invokeId(), StatusCode.TIMEOUT.value(), null));
            } else {
                data.set(session, req);
            }
            return;
        }
        if (late) {
            opc.answers.refuse(
                    session,
                    invokeId(message),
                    Refusal.of(
                            ControlFailureCode.REQUEST_TIMEOUT_REJECTION,
                            Refusal.TIMEOUT,
                            "The request is "
                                    + ageMs
                                    + " ms old and was not carried out; ask again"));
            return;
        }
        exchange.askedUntil(exchange.nowMs() - ageMs + AGE_MAX_MS);
        if (message instanceof SetAgentStateReq req) {
            agentState(asked, req);
            return;
        }
        Refusal why = control(session, message);
        if (why != null) {
            opc.answers.refuse(session, invokeId(message), why);
        }
    }

    /**
     * Who asked a side that then was silent went on at the other, and told the user that nothing
     * came of it.
     */
    private boolean madeBeforeItsSideWasLeft(SessionKey session, int ageMs) {
        return exchange.nowMs() - ageMs < exchange.sources.get(session.member()).leftAtMs;
    }

    private Refusal control(SessionKey session, Ged188Message message) {
        return switch (message) {
            case AnswerCallReq req -> calls.answer(session, req);
            case ClearCallReq req -> calls.clearCall(session, req);
            case ClearConnectionReq req -> calls.clearConnection(session, req);
            case HoldCallReq req -> calls.hold(session, req);
            case RetrieveCallReq req -> calls.retrieve(session, req);
            case SendDtmfSignalReq req -> calls.dtmf(session, req);
            case MakeCallReq req -> calls.make(session, req, data);
            case AlternateCallReq req -> twoCalls.alternate(session, req);
            case ReconnectCallReq req -> twoCalls.reconnect(session, req);
            case ConsultationCallReq req -> twoCalls.consult(session, req, data);
            case TransferCallReq req -> twoCalls.transfer(session, req, data);
            case ConferenceCallReq req -> twoCalls.conference(session, req, data);
            default ->
                    Refusal.of(
                            ControlFailureCode.UNRECOGNIZED_OPERATION_REJECTION,
                            20153,
                            message.type() + " is not supported by this peripheral");
        };
    }

    private static long invokeId(Ged188Message message) {
        return message.field(0) instanceof Long id ? id : 0;
    }

    private void agentState(ClientRequested asked, SetAgentStateReq req) {
        Peripheral peripheral = exchange.peripherals.get((int) req.peripheralId());
        if (peripheral == null) {
            opc.answers.refuse(asked.session(), req.invokeId(), unknown(req.peripheralId()));
            return;
        }
        peripheral
                .agents()
                .request(
                        new AgentStateRequest(
                                asked.session(),
                                req.invokeId(),
                                asked.verified(),
                                text(req.agentId()),
                                text(req.agentInstrument()),
                                text(req.supervisorId()),
                                new AgentStateRequest.Asked(
                                        req.agentState(),
                                        req.agentWorkMode(),
                                        req.eventReasonCode(),
                                        req.forcedFlag())),
                        exchange.nowMs(),
                        peripheral.voice());
    }

    private static String text(String optional) {
        return optional == null ? "" : optional;
    }

    static Refusal unknown(long peripheralId) {
        return Refusal.of(
                ControlFailureCode.OBJECT_NOT_KNOWN,
                0,
                "No peripheral " + peripheralId + " here; check PeripheralID");
    }
}
