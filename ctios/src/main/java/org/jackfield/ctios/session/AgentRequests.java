package org.jackfield.ctios.session;

import org.jackfield.client.ctiserver.CtiOutcome;
import org.jackfield.ctios.object.AgentKey;
import org.jackfield.ctios.object.AgentNow;
import org.jackfield.ctios.object.CallId;
import org.jackfield.protocol.cil.Request;
import org.jackfield.protocol.ged188.AgentState;
import org.jackfield.protocol.ged188.MakeCallConf;
import org.jackfield.protocol.ged188.SetAgentStateReq;
import org.jackfield.protocol.record.Arguments;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Requests of an agent. That a state is shown already confirms nothing while a request about the
 * agent's state is under way: what was pressed first may change it yet.
 */
final class AgentRequests {

    private static final int REASON_MAX = 65_535;

    private final Core core;
    private final Requests requests;
    private final Directory directory;

    /** What waits behind a state whose note is being saved, by agent. */
    private final Map<AgentKey, List<Runnable>> behindNote = new TreeMap<>();

    AgentRequests(Core core, Requests requests) {
        this.core = core;
        this.directory = new Directory(core);
        this.requests = requests;
    }

    void take(ClientSession session, Request request) {
        AgentNow agent = core.floor.known(session.agent, core.nowMs());
        switch (request.name().toLowerCase(Locale.ROOT)) {
            case "login" -> login(session, request, agent);
            case "logout", "setagentstate" -> inOrder(session, request, agent);
            case "makecall" -> makeCall(session, request, agent);
            case "queryagentstate" ->
                    core.resync.agent(
                            session.agent, () -> requests.done(session, request, Arguments.EMPTY));
            case "requestagentdirectory" -> directory(session, request);
            case "makeemergencycall" -> requests.may(session, request, Button.EMERGENCY, null);
            case "requestsupervisorassist" -> requests.may(session, request, Button.ASSIST, null);
            case "sendchatmessage" -> core.chat.send(session, request);
            default ->
                    requests.fail(
                            session,
                            request,
                            -99,
                            "An agent has no request " + request.name() + ".");
        }
    }

    private void login(ClientSession session, Request request, AgentNow agent) {
        if (!session.here || !agent.loggedIn()) {
            logInAnew(session, request);
        } else if (settled(agent)) {
            requests.done(session, request, Arguments.EMPTY);
        } else if (behindNote.containsKey(agent.key())) {
            behindNote.get(agent.key()).add(() -> loginInTurn(session, request, agent));
        } else {
            core.south.afterStates(
                    agent.key(),
                    () ->
                            core.resync.agent(
                                    agent.key(), () -> loginInTurn(session, request, agent)));
        }
    }

    /** The states that were pressed before are answered, and what became of them is known. */
    private void loginInTurn(ClientSession session, Request request, AgentNow agent) {
        if (!session.isFor(agent.key())) {
            another(session, request);
        } else if (core.south.open() && agent.told()) {
            login(session, request, agent);
        } else {
            logInAnew(session, request);
        }
    }

    private void logInAnew(ClientSession session, Request request) {
        if (requests.may(session, request, Button.LOGIN, null)) {
            core.logins.login(session, request);
        }
    }

    private void directory(ClientSession session, Request request) {
        if (session.here) {
            Arguments found = directory.find(session.agent, request.args());
            requests.done(session, request, found);
        } else {
            requests.fail(session, request, -120, Enablement.NOT_HERE);
        }
    }

    /** A state that is pressed behind one whose note is being saved waits for that one. */
    private void inOrder(ClientSession session, Request request, AgentNow agent) {
        List<Runnable> waiting = behindNote.get(agent.key());
        if (waiting != null) {
            waiting.add(() -> inTurn(session, request, agent));
        } else if (request.name().equalsIgnoreCase("logout")) {
            logout(session, request, agent);
        } else {
            setState(session, request, agent);
        }
    }

    private void inTurn(ClientSession session, Request request, AgentNow agent) {
        if (session.isFor(agent.key())) {
            inOrder(session, request, agent);
        } else {
            another(session, request);
        }
    }

    private void another(ClientSession session, Request request) {
        requests.fail(session, request, -101, "Another agent was set meanwhile.");
    }

    private boolean settled(AgentNow agent) {
        return !core.south.stateAsked(agent.key()) && !behindNote.containsKey(agent.key());
    }

    private void logout(ClientSession session, Request request, AgentNow agent) {
        if (agent.state() == AgentState.LOGOUT && settled(agent)) {
            requests.done(session, request, Arguments.EMPTY);
        } else if (requests.may(session, request, Button.LOGOUT, null)) {
            requests.ask(session, request, state(agent, AgentState.LOGOUT, reason(request)));
        }
    }

    private static int reason(Request request) {
        return (int) Math.clamp(request.args().number("EventReasonCode", 0), 0L, REASON_MAX);
    }

    private static SetAgentStateReq state(AgentNow agent, AgentState state, int reason) {
        return SetAgentStateReq.builder()
                .peripheralId(agent.key().peripheral())
                .agentState(state.value())
                .eventReasonCode(reason)
                .agentId(agent.key().id())
                .agentInstrument(agent.instrument())
                .build();
    }

    private void setState(ClientSession session, Request request, AgentNow agent) {
        AgentState asked = AgentState.of(request.args().number("AgentState", -1));
        Button button =
                switch (asked) {
                    case AVAILABLE -> Button.READY;
                    case NOT_READY -> Button.NOT_READY;
                    case WORK_READY -> Button.WORK_READY;
                    case WORK_NOT_READY -> Button.WORK_NOT_READY;
                    case null, default -> null;
                };
        if (asked == AgentState.LOGOUT) {
            logout(session, request, agent);
            return;
        }
        if (button == null) {
            requests.fail(session, request, -103, "AgentState must be 2, 3, 5 or 6.");
            return;
        }
        int reason = reason(request);
        boolean same = agent.state() == asked && agent.reason() == reason && session.here;
        // Its button is off, yet whoever presses what is so already is not told off: the gateway
        // confirms it.
        if (same && agent.next() < 0 || requests.may(session, request, button, null)) {
            withWrapUp(session, request, agent, state(agent, asked, reason));
        }
    }

    /** A wrap-up text that comes along is saved first. */
    private void withWrapUp(
            ClientSession session, Request request, AgentNow agent, SetAgentStateReq change) {
        String text = request.args().text("CallWrapupData", "");
        if (!agent.inWrapUp() || text.isBlank()) {
            change(session, request, agent, change);
            return;
        }
        CallId call = wrapUpCall(request, agent);
        if (call == null) {
            String helps =
                    core.facts.dataMissing(agent)
                            ? "a note is required: ask your supervisor to end your wrap-up."
                            : "go on without a note.";
            String lost = "It is not known here which call your note is about. Nothing was saved; ";
            requests.fail(session, request, -109, lost + helps);
            return;
        }
        Arguments data = Arguments.builder().put("CallWrapupData", text).build();
        Drafts.Draft whole = core.drafts.asks(agent, call, text);
        behindNote.put(agent.key(), new ArrayList<>());
        core.south.ask(
                new SwitchRequests(data).setCallData(agent, call, 0, 0),
                outcome -> {
                    core.drafts.answered(agent.key(), whole, outcome);
                    if (outcome.done()) {
                        core.publisher.publish(core.floor.wrapUpGiven(agent.key(), call, true));
                        change(session, request, agent, change);
                    } else {
                        requests.failed(session, request, outcome);
                    }
                    behindNote.remove(agent.key()).forEach(Runnable::run);
                });
    }

    /** The call of the present wrap-up; a server that came to know the agent in it is told. */
    private static CallId wrapUpCall(Request request, AgentNow agent) {
        CallId named = CallId.of(request.args().text("WrapupCall", ""));
        boolean own = named != null && named.device().equals(agent.instrument());
        return agent.wrapUpCall() == null && own ? named : agent.wrapUpCall();
    }

    private void change(
            ClientSession session, Request request, AgentNow agent, SetAgentStateReq change) {
        AgentState wanted = AgentState.of(change.agentState());
        core.south.ask(
                change,
                outcome -> {
                    if (outcome.done()) {
                        core.publisher.publish(
                                core.floor.asked(agent.key(), wanted, change.eventReasonCode()));
                    }
                    requests.answered(session, request, outcome, Arguments.EMPTY);
                });
    }

    private void makeCall(ClientSession session, Request request, AgentNow agent) {
        boolean may = requests.may(session, request, Button.MAKE_CALL, null);
        if (may && requests.number(session, request) != null) {
            core.south.ask(
                    new SwitchRequests(request.args()).makeCall(agent),
                    outcome ->
                            requests.answered(session, request, outcome, newCall(agent, outcome)));
        }
    }

    private static Arguments newCall(AgentNow agent, CtiOutcome outcome) {
        if (!(outcome instanceof CtiOutcome.Done(MakeCallConf conf))) {
            return Arguments.EMPTY;
        }
        CallId call =
                new CallId(
                        agent.key().peripheral(),
                        conf.newConnectionCallId(),
                        conf.newConnectionDeviceId());
        return Arguments.builder().put("UniqueObjectID", call.text()).build();
    }
}
