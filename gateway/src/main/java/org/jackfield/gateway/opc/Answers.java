package org.jackfield.gateway.opc;

import org.jackfield.protocol.ged188.AlternateCallConf;
import org.jackfield.protocol.ged188.AnswerCallConf;
import org.jackfield.protocol.ged188.ClearCallConf;
import org.jackfield.protocol.ged188.ClearConnectionConf;
import org.jackfield.protocol.ged188.ConferenceCallConf;
import org.jackfield.protocol.ged188.ConsultationCallConf;
import org.jackfield.protocol.ged188.ControlFailureConf;
import org.jackfield.protocol.ged188.Ged188Message;
import org.jackfield.protocol.ged188.HoldCallConf;
import org.jackfield.protocol.ged188.MakeCallConf;
import org.jackfield.protocol.ged188.ReconnectCallConf;
import org.jackfield.protocol.ged188.RetrieveCallConf;
import org.jackfield.protocol.ged188.SendDtmfSignalConf;
import org.jackfield.protocol.ged188.TransferCallConf;
import org.jackfield.protocol.log.SessionKey;

import java.util.List;

/**
 * Answers requests, each once. Whoever makes a move that a request caused answers first, so that a
 * confirmation always precedes the first event.
 */
final class Answers {

    private final Exchange exchange;

    Answers(Exchange exchange) {
        this.exchange = exchange;
    }

    /** A confirmation without content, or with the call and connection that came of it. */
    void confirm(Operation operation, Call call, Connection connection) {
        Requester asker = operation.requester;
        operation.requester = null;
        if (asker != null) {
            confirm(asker, call, connection);
        }
    }

    /** A confirmation without content. */
    void confirm(Operation operation) {
        confirm(operation, null, null);
    }

    /** As {@link #confirm(Operation, Call, Connection)}, with nobody to be asked later. */
    void confirm(Requester asker, Call call, Connection connection) {
        long id = asker.invokeId();
        Ged188Message conf =
                switch (asker.kind()) {
                    case ANSWER_CALL -> new AnswerCallConf(id);
                    case CLEAR_CALL -> new ClearCallConf(id);
                    case CLEAR_CONNECTION -> new ClearConnectionConf(id);
                    case HOLD_CALL -> new HoldCallConf(id);
                    case RETRIEVE_CALL -> new RetrieveCallConf(id);
                    case ALTERNATE_CALL -> new AlternateCallConf(id);
                    case RECONNECT_CALL -> new ReconnectCallConf(id);
                    case SEND_DTMF -> new SendDtmfSignalConf(id);
                    case CONSULTATION_CALL ->
                            ConsultationCallConf.builder()
                                    .invokeId(id)
                                    .newConnectionCallId(call.id())
                                    .newConnectionDeviceIdType(CallEvents.STATIC)
                                    .newConnectionDeviceId(connection.party().deviceId())
                                    .lineHandle(CallEvents.NO_LINE)
                                    .lineType(call.lineType)
                                    .build();
                    case MAKE_CALL ->
                            MakeCallConf.builder()
                                    .invokeId(id)
                                    .newConnectionCallId(call.id())
                                    .newConnectionDeviceIdType(CallEvents.STATIC)
                                    .newConnectionDeviceId(connection.party().deviceId())
                                    .lineHandle(CallEvents.NO_LINE)
                                    .lineType(call.lineType)
                                    .build();
                    case TRANSFER_CALL -> transferred(id, call, connection);
                    case CONFERENCE_CALL -> conferenced(id, call, connection);
                };
        send(asker.session(), conf);
    }

    private static TransferCallConf transferred(long id, Call call, Connection connection) {
        List<Connection> parties =
                CallEvents.parties(call).stream().filter(each -> each != connection).toList();
        return TransferCallConf.builder()
                .invokeId(id)
                .newConnectionCallId(call.id())
                .newConnectionDeviceIdType(CallEvents.STATIC)
                .newConnectionDeviceId(connection.party().deviceId())
                .lineHandle(CallEvents.NO_LINE)
                .lineType(call.lineType)
                .numParties(parties.size())
                .connectedPartyCallId(parties.stream().map(each -> call.id()).toList())
                .connectedPartyDeviceIdType(
                        parties.stream().map(each -> CallEvents.STATIC).toList())
                .connectedPartyDeviceId(
                        parties.stream().map(each -> each.party().deviceId()).toList())
                .build();
    }

    private static ConferenceCallConf conferenced(long id, Call call, Connection connection) {
        List<Connection> parties = CallEvents.parties(call);
        return ConferenceCallConf.builder()
                .invokeId(id)
                .newConnectionCallId(call.id())
                .newConnectionDeviceIdType(CallEvents.STATIC)
                .newConnectionDeviceId(connection.party().deviceId())
                .lineHandle(CallEvents.NO_LINE)
                .lineType(call.lineType)
                .numParties(parties.size())
                .connectedPartyCallId(parties.stream().map(each -> call.id()).toList())
                .connectedPartyDeviceIdType(
                        parties.stream().map(each -> CallEvents.STATIC).toList())
                .connectedPartyDeviceId(
                        parties.stream().map(each -> each.party().deviceId()).toList())
                .build();
    }

    /** CONTROL_FAILURE_CONF. */
    void refuse(Operation operation, Refusal why) {
        Requester asker = operation.requester;
        operation.requester = null;
        if (asker != null) {
            refuse(asker.session(), asker.invokeId(), why);
        }
    }

    /** CONTROL_FAILURE_CONF. */
    void refuse(SessionKey session, long invokeId, Refusal why) {
        String text = why.text().length() > 254 ? why.text().substring(0, 254) : why.text();
        send(
                session,
                new ControlFailureConf(
                        invokeId, why.failureCode(), why.peripheralError() & 0xFFFF_FFFFL, text));
    }

    /** Only to a session that is still there. */
    void send(SessionKey session, Ged188Message message) {
        if (exchange.sessions.containsKey(session)) {
            exchange.put(new OpcOutput.Answer(session, message));
        }
    }

    /** One of a call that shall end is gone: the others are to go, however late. */
    private void begun(long callId) {
        for (Operation each : exchange.operations.values()) {
            if (each.callId == callId && (each.goal() == Goal.CLEAR || each.goal() == Goal.LEAVE)) {
                each.untilMs = Operation.MUST_BE_DONE;
            }
        }
    }

    /**
     * A connection is about to be gone: whoever wanted that is confirmed, whoever wanted something
     * else of it is told.
     */
    void settle(Connection gone) {
        for (Operation each : List.copyOf(exchange.operations.values())) {
            if (each.goal() == Goal.CLEAR_CALL && each.callId == gone.callId()) {
                confirm(each);
                begun(gone.callId()); // also when who asked is gone
            }
            if (each.requester == null) {
                continue;
            }
            switch (each.goal()) {
                case CLEAR, LEAVE -> {
                    if (each.connectionId == gone.id()) {
                        confirm(each);
                    }
                }
                case CLEAR_CALL, RECONNECT, BLIND_SPLIT, BLIND_REACH, BLIND_BACK -> {
                    // those finish or fail by themselves
                }
                default -> {
                    if (each.connectionId == gone.id() || each.otherConnectionId == gone.id()) {
                        refuse(each, Refusal.wrongState(20009, "The call ended meanwhile"));
                    }
                }
            }
        }
    }
}
