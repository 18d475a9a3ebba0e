package org.jackfield.ctios.session;

import org.jackfield.client.ctiserver.CtiOutcome;
import org.jackfield.ctios.object.AgentNow;
import org.jackfield.ctios.object.CallId;
import org.jackfield.ctios.object.Connection;
import org.jackfield.protocol.cil.Request;
import org.jackfield.protocol.ged188.ConsultationCallConf;
import org.jackfield.protocol.ged188.Ged188Message;
import org.jackfield.protocol.ged188.LocalConnectionState;
import org.jackfield.protocol.record.Arguments;

import java.util.Locale;

/** Requests of a call. */
final class CallRequests {

    /** Characters of CallWrapupData, without its end. */
    private static final int WRAP_UP_MAX = 39;

    private static final String DTMF = "[0-9*#A-D]{1,31}";

    /** Builds a request for two connections of a device. */
    private interface TwoLegs {
        Ged188Message build(AgentNow agent, Connection active, Connection held);
    }

    private final Core core;
    private final Requests requests;

    CallRequests(Core core, Requests requests) {
        this.core = core;
        this.requests = requests;
    }

    void take(ClientSession session, Request request) {
        AgentNow agent = core.floor.known(session.agent, core.nowMs());
        CallId id = CallId.of(request.target());
        if (request.name().equalsIgnoreCase("KeepWrapupDraft")) {
            draft(session, request, agent, id);
            return;
        }
        Connection call = session.here ? core.facts.call(session, id) : null;
        if (call == null) {
            absent(session, request, agent, id);
            return;
        }
        switch (request.name().toLowerCase(Locale.ROOT)) {
            case "answer" ->
                    one(session, request, Button.ANSWER, call, SwitchRequests.answer(agent, call));
            case "hold" ->
                    one(session, request, Button.HOLD, call, SwitchRequests.hold(agent, call));
            case "retrieve" ->
                    one(
                            session,
                            request,
                            Button.RETRIEVE,
                            call,
                            SwitchRequests.retrieve(agent, call));
            case "clearconnection", "clear" ->
                    one(session, request, Button.CLEAR, call, SwitchRequests.clear(agent, call));
            case "alternate" ->
                    two(session, request, Button.ALTERNATE, call, SwitchRequests::alternate);
            case "reconnect" -> reconnect(session, request, call);
            case "transfer" ->
                    two(session, request, Button.TRANSFER, call, SwitchRequests::transfer);
            case "conference" ->
                    two(session, request, Button.CONFERENCE, call, SwitchRequests::conference);
            case "makeconsultcall" -> consult(session, request, call);
            case "singlesteptransfer" -> blindTransfer(session, request, call);
            case "senddtmfsignal" -> dtmf(session, request, call);
            case "setcalldata" -> setData(session, request, call);
            default -> other(session, request, call);
        }
    }

    private void other(ClientSession session, Request request, Connection call) {
        switch (request.name().toLowerCase(Locale.ROOT)) {
            case "setcurrentcall" -> {
                core.publisher.select(session, call.id().text());
                requests.done(session, request, Arguments.EMPTY);
            }
            case "snapshot" ->
                    core.resync.call(
                            call.id().peripheral(),
                            call.id().call(),
                            call.deviceIdType(),
                            call.device(),
                            () -> requests.done(session, request, Arguments.EMPTY));
            case "reportbadcallline" -> requests.may(session, request, Button.BAD_LINE, call);
            case "startrecord", "stoprecord" -> requests.may(session, request, Button.RECORD, call);
            case "singlestepconference" ->
                    requests.may(session, request, Button.BLIND_CONFERENCE, call);
            default ->
                    requests.fail(
                            session, request, -99, "A call has no request " + request.name() + ".");
        }
    }

    /**
     * A note that is being written. It is kept for as long as the wrap-up lasts; one that crosses
     * the end of it on its way is given at once, as it would have been a moment earlier.
     */
    private void draft(ClientSession session, Request request, AgentNow agent, CallId id) {
        String text = request.args().text("CallWrapupData", "");
        boolean own = id.device().equals(agent.instrument());
        boolean about = agent.wrapUpCall() == null || id.equals(agent.wrapUpCall());
        if (!session.here) {
            requests.fail(session, request, -120, Enablement.NOT_HERE);
        } else if (text.length() > WRAP_UP_MAX) {
            requests.fail(
                    session, request, -103, "A note has at most " + WRAP_UP_MAX + " characters.");
        } else if (own && agent.inWrapUp() && about) {
            core.publisher.publish(core.floor.wrapUpIsAbout(agent.key(), id));
            core.drafts.keep(agent.key(), id, text);
            requests.done(session, request, Arguments.EMPTY);
        } else if (own && id.equals(agent.notedCall(core.nowMs())) && !text.isBlank()) {
            sendData(session, request, agent, id, 0, 0);
        } else {
            requests.fail(session, request, -109, "The wrap-up of this call is over.");
        }
    }

    /** The call is not there: hanging it up is done already, its wrap-up text can be written. */
    private void absent(ClientSession session, Request request, AgentNow agent, CallId id) {
        String name = request.name().toLowerCase(Locale.ROOT);
        boolean own = session.here && id.device().equals(agent.instrument());
        if (own && (name.equals("clearconnection") || name.equals("clear"))) {
            requests.done(session, request, Arguments.EMPTY);
        } else if (own && name.equals("setcalldata") && id.equals(agent.notedCall(core.nowMs()))) {
            sendData(session, request, agent, id, 0, 0);
        } else if (!session.here) {
            requests.fail(session, request, -120, Enablement.NOT_HERE);
        } else {
            requests.fail(session, request, -109, "The call is gone.");
        }
    }

    private void one(
            ClientSession session,
            Request request,
            Button button,
            Connection call,
            Ged188Message message) {
        if (alreadySo(button, call)) {
            requests.done(session, request, Arguments.EMPTY);
        } else if (requests.may(session, request, button, call)) {
            requests.ask(session, request, message);
        }
    }

    private static boolean alreadySo(Button button, Connection call) {
        return switch (button) {
            case ANSWER, RETRIEVE -> call.is(LocalConnectionState.CONNECT);
            case HOLD -> call.is(LocalConnectionState.HOLD);
            default -> false;
        };
    }

    private void two(
            ClientSession session,
            Request request,
            Button button,
            Connection call,
            TwoLegs builder) {
        if (!requests.may(session, request, button, call)) {
            return;
        }
        Connection partner = core.floor.partner(call);
        boolean callHeld = call.is(LocalConnectionState.HOLD);
        Connection held = callHeld ? call : partner;
        Connection active = callHeld ? partner : call;
        String named = request.args().text("CallReferenceObjectID");
        if (named != null && !named.isEmpty() && !named.equalsIgnoreCase(partner.id().text())) {
            requests.fail(session, request, -113, "The other call is not part of this one.");
            return;
        }
        AgentNow agent = core.floor.known(session.agent, core.nowMs());
        requests.ask(session, request, builder.build(agent, active, held));
    }

    /**
     * Ends the consultation, never the customer: after a swap it is the consultation that is held,
     * so the held leg is cleared and the customer, who talks already, stays.
     */
    private void reconnect(ClientSession session, Request request, Connection call) {
        Connection consultation = core.facts.heldConsultation(call);
        if (consultation == null) {
            two(session, request, Button.RECONNECT, call, SwitchRequests::reconnect);
        } else if (requests.may(session, request, Button.RECONNECT, call)) {
            AgentNow agent = core.floor.known(session.agent, core.nowMs());
            requests.ask(session, request, SwitchRequests.clear(agent, consultation));
        }
    }

    private void consult(ClientSession session, Request request, Connection call) {
        boolean may = requests.may(session, request, Button.CONSULT, call);
        if (may && requests.number(session, request) != null) {
            AgentNow agent = core.floor.known(session.agent, core.nowMs());
            core.south.ask(
                    new SwitchRequests(request.args()).consult(agent, call),
                    outcome ->
                            requests.answered(session, request, outcome, newCall(agent, outcome)));
        }
    }

    private static Arguments newCall(AgentNow agent, CtiOutcome outcome) {
        if (!(outcome instanceof CtiOutcome.Done(ConsultationCallConf conf))) {
            return Arguments.EMPTY;
        }
        CallId call =
                new CallId(
                        agent.key().peripheral(),
                        conf.newConnectionCallId(),
                        conf.newConnectionDeviceId());
        return Arguments.builder().put("UniqueObjectID", call.text()).build();
    }

    private void blindTransfer(ClientSession session, Request request, Connection call) {
        boolean may = requests.may(session, request, Button.BLIND_TRANSFER, call);
        if (may && requests.number(session, request) != null) {
            AgentNow agent = core.floor.known(session.agent, core.nowMs());
            SwitchRequests builder = new SwitchRequests(request.args());
            requests.ask(session, request, builder.blindTransfer(agent, call));
        }
    }

    private void dtmf(ClientSession session, Request request, Connection call) {
        String tones = request.args().text("DTMFString", "");
        if (!tones.matches(DTMF)) {
            requests.fail(session, request, -103, "Tones are 0-9, *, #, A-D; at most 31.");
        } else if (requests.may(session, request, Button.DTMF, call)) {
            AgentNow agent = core.floor.known(session.agent, core.nowMs());
            requests.ask(session, request, new SwitchRequests(request.args()).dtmf(agent, call));
        }
    }

    private void setData(ClientSession session, Request request, Connection call) {
        if (requests.may(session, request, Button.CALL_DATA, call)) {
            AgentNow agent = core.floor.known(session.agent, core.nowMs());
            int type = (int) call.call().number("CallType", 0);
            sendData(session, request, agent, call.id(), call.deviceIdType(), type);
        }
    }

    private void sendData(
            ClientSession session,
            Request request,
            AgentNow agent,
            CallId id,
            int deviceIdType,
            int callType) {
        if (!Requests.hasData(request.args())) {
            requests.fail(session, request, -116, "No call data is given.");
            return;
        }
        String text = request.args().text("CallWrapupData");
        Drafts.Draft whole = text == null ? null : core.drafts.asks(agent, id, text);
        core.south.ask(
                new SwitchRequests(request.args()).setCallData(agent, id, deviceIdType, callType),
                outcome -> {
                    if (whole != null) {
                        core.drafts.answered(agent.key(), whole, outcome);
                    }
                    if (whole != null && outcome.done()) {
                        boolean there = !text.isBlank();
                        core.publisher.publish(core.floor.wrapUpGiven(agent.key(), id, there));
                    }
                    requests.answered(session, request, outcome, Arguments.EMPTY);
                });
    }
}
