package org.jackfield.ctios.session;

import org.jackfield.client.ctiserver.CtiOutcome;
import org.jackfield.ctios.object.AgentKey;
import org.jackfield.ctios.object.CallId;
import org.jackfield.ctios.object.Connection;
import org.jackfield.protocol.cil.Outcome;
import org.jackfield.protocol.cil.Reply;
import org.jackfield.protocol.cil.Request;
import org.jackfield.protocol.ged188.ControlFailureCode;
import org.jackfield.protocol.ged188.ControlFailureConf;
import org.jackfield.protocol.ged188.FailureConf;
import org.jackfield.protocol.record.Arguments;

import java.util.List;
import java.util.Locale;

/**
 * Clients' requests. Each is answered by exactly one Reply: what is of an older epoch or too old is
 * not carried out; what a button would not allow now is refused by the function that rules the
 * buttons; the rest is the CTI Server's word.
 */
final class Requests {

    private final Core core;
    private final AgentRequests agents;
    private final CallRequests calls;
    private boolean refusing;

    Requests(Core core) {
        this.core = core;
        this.agents = new AgentRequests(core, this);
        this.calls = new CallRequests(core, this);
    }

    /** The server is about to end. */
    void refuseMore() {
        refusing = true;
    }

    void take(ClientSession session, Request request) {
        SessionSettings.Limits limits = core.settings.limits();
        session.requestsOpen++;
        if (request.epoch() != session.epoch || request.ageMs() > limits.requestAgeMaxMs()) {
            String text =
                    "Not done: you pressed "
                            + request.name()
                            + " while offline. Press it again if you still want it.";
            reply(session, request, Outcome.STALE, 0, 0, text, Arguments.EMPTY);
        } else if (session.requestsOpen > limits.requestsMax()) {
            fail(session, request, -106, "Too many requests are waiting. Try again.");
        } else if (refusing) {
            fail(session, request, -115, "Not done: this server is being shut down. Try again.");
        } else {
            dispatch(session, request);
        }
    }

    private void dispatch(ClientSession session, Request request) {
        switch (request.name().toLowerCase(Locale.ROOT)) {
            case "requestdesktopsettings" -> settings(session, request);
            case "setagent" -> core.logins.setAgent(session, request);
            case "setmessagefilter" -> setFilter(session, request);
            case "disconnect" -> {
                done(session, request, Arguments.EMPTY);
                core.clients.goodbye(session);
            }
            default -> {
                if (session.mode != ClientSession.Mode.AGENT) {
                    fail(session, request, -104, "Set an agent first.");
                } else if (CallId.of(request.target()) != null) {
                    calls.take(session, request);
                } else if (session.agent.equals(AgentKey.of(request.target()))) {
                    agents.take(session, request);
                } else {
                    fail(session, request, -109, "There is no " + request.target() + " here.");
                }
            }
        }
    }

    private void settings(ClientSession session, Request request) {
        DesktopSettings desktop = core.settings.desktop();
        Arguments tree = desktop.tree(core.settings.secondLogin());
        Arguments args = tree.toBuilder().putAll(desktop.lists()).build();
        core.publisher.emit(session, "OnGlobalSettingsDownloadConf", "", args);
        done(session, request, Arguments.EMPTY);
    }

    private void setFilter(ClientSession session, Request request) {
        if (session.mode == ClientSession.Mode.AGENT) {
            fail(session, request, -101, "Disconnect first; this session is an agent's.");
            return;
        }
        boolean more = session.mode == ClientSession.Mode.NONE;
        if (more && core.clients.monitors().size() >= core.settings.limits().monitorsMax()) {
            fail(
                    session,
                    request,
                    14,
                    "No more than "
                            + core.settings.limits().monitorsMax()
                            + " monitors may be connected (MaxMonitorModeConnections).");
            return;
        }
        try {
            core.clients.enterMonitorMode(session, Filter.of(request.args().text("Filter", "")));
        } catch (IllegalArgumentException wrong) {
            fail(session, request, -103, "Filter: " + wrong.getMessage() + ".");
            return;
        }
        if (request.args().number("MonitorSessionSnapshotMode", 0) != 1) {
            core.publisher.snapshot(session);
        }
        Arguments args =
                Arguments.builder()
                        .put("CILConnectionID", Long.toString(session.id))
                        .put("StatusSystem", core.south.status(session))
                        .build();
        core.publisher.emit(session, "OnMonitorModeEstablished", "", args);
        done(session, request, Arguments.EMPTY);
    }

    /** True when the button is on; else the request is refused. */
    boolean may(ClientSession session, Request request, Button button, Connection call) {
        Verdict verdict = core.facts.verdict(button, session, call);
        if (!verdict.on()) {
            refuse(session, request, verdict.why());
            return false;
        }
        boolean reasonMissing =
                verdict.reason() && request.args().number("EventReasonCode", 0) == 0;
        if (reasonMissing) {
            int code = ControlFailureCode.REASON_CODE_REQUIRED.value();
            fail(session, request, code, "Choose a reason.");
            return false;
        }
        if (verdict.data() && request.args().text("CallWrapupData", "").isBlank()) {
            int code = ControlFailureCode.WRAPUP_DATA_REQUIRED.value();
            fail(session, request, code, "Choose how the call ended, or write a note.");
            return false;
        }
        return true;
    }

    private void refuse(ClientSession session, Request request, String why) {
        boolean changed = request.seen() < session.lastRelevant;
        Arguments args = Arguments.builder().put("Changed", changed).put("Why", why).build();
        String text = changed ? "That changed just now. " + why : why;
        int code = ControlFailureCode.INVALID_OBJECT_STATE.value();
        reply(session, request, Outcome.FAILED, code, 0, text, args);
    }

    /** Asks the switch's side, and answers with what it says. */
    void ask(
            ClientSession session,
            Request request,
            org.jackfield.protocol.ged188.Ged188Message message) {
        core.south.ask(message, outcome -> answered(session, request, outcome, Arguments.EMPTY));
    }

    void answered(ClientSession session, Request request, CtiOutcome outcome, Arguments args) {
        if (outcome.done()) {
            done(session, request, args);
        } else {
            failed(session, request, outcome);
        }
    }

    void done(ClientSession session, Request request, Arguments args) {
        reply(session, request, Outcome.DONE, 0, 0, "", args);
    }

    void failed(ClientSession session, Request request, CtiOutcome outcome) {
        String text = Sentences.failure(outcome);
        switch (outcome) {
            case CtiOutcome.Refused(ControlFailureConf failure) ->
                    reply(
                            session,
                            request,
                            Outcome.FAILED,
                            failure.failureCode(),
                            failure.peripheralErrorCode(),
                            text,
                            Arguments.EMPTY);
            case CtiOutcome.Refused(FailureConf failure) ->
                    fail(session, request, (int) failure.status(), text);
            case CtiOutcome.NotOpen none -> fail(session, request, -114, text);
            default -> reply(session, request, Outcome.TIMED_OUT, 0, 0, text, Arguments.EMPTY);
        }
    }

    void fail(ClientSession session, Request request, int code, String text) {
        reply(session, request, Outcome.FAILED, code, 0, text, Arguments.EMPTY);
    }

    private void reply(
            ClientSession session,
            Request request,
            Outcome outcome,
            int code,
            long peripheralCode,
            String text,
            Arguments args) {
        session.requestsOpen--;
        if (session.link == 0 || request.epoch() != session.epoch && outcome != Outcome.STALE) {
            return;
        }
        Reply reply =
                Reply.builder()
                        .id(request.id())
                        .outcome(outcome)
                        .code(code)
                        .peripheralCode(peripheralCode)
                        .text(text)
                        .number(session.next() - 1)
                        .args(args)
                        .build();
        core.put(new CtiOsOutput.Frame(session.link, reply));
    }

    /** A number that can be dialled, or null after the request was refused. */
    String number(ClientSession session, Request request) {
        String number = request.args().text("DialedNumber", "").strip();
        if (number.matches("\\+?[0-9*#]{1,39}")) {
            return number;
        }
        int code = ControlFailureCode.INVALID_DIALED_NUMBER.value();
        String text = "\"" + number + "\" is not a number. Use digits, * and #.";
        fail(session, request, code, number.isEmpty() ? "Enter a number." : text);
        return null;
    }

    /** Names of the arguments that carry call data. */
    static boolean hasData(Arguments args) {
        List<String> single = List.of("CallWrapupData", "UserToUserInfo", "CallerEnteredDigits");
        for (String name : args.names()) {
            boolean variable = name.toLowerCase(Locale.ROOT).startsWith("callvariable");
            if (variable || single.stream().anyMatch(name::equalsIgnoreCase)) {
                return true;
            }
        }
        return !args.nested("ECC").isEmpty();
    }
}
