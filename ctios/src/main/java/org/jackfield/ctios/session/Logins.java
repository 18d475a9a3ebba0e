package org.jackfield.ctios.session;

import org.jackfield.client.ctiserver.CtiOutcome;
import org.jackfield.ctios.object.AgentKey;
import org.jackfield.ctios.object.AgentNow;
import org.jackfield.protocol.cil.Request;
import org.jackfield.protocol.ged188.AgentState;
import org.jackfield.protocol.ged188.ControlFailureConf;
import org.jackfield.protocol.ged188.ForcedFlag;
import org.jackfield.protocol.ged188.QueryAgentStateConf;
import org.jackfield.protocol.ged188.QueryAgentStateReq;
import org.jackfield.protocol.ged188.SetAgentStateReq;
import org.jackfield.protocol.record.Arguments;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/** How a session comes to act for an agent, and how that ends. */
final class Logins {

    private static final int AGENT_ALREADY_LOGGED_IN = 12;
    private static final int INCONSISTENT_AGENT_DATA = 11;
    private static final int VOICE = 1;
    private static final String BOTH = "You are logged in elsewhere too. Both stay in step.";
    private static final String AWAY = "You were away too long. Log in again; your notes are kept.";
    private static final String BY_HAND = "The server changed. Log in again; your notes are kept.";

    private final Core core;

    /** Agents who are logged in and have no desktop any more; each had one here. */
    private final Set<AgentKey> deserted = new TreeSet<>();

    /** When agents were logged out last: who logged in before has to do so again. */
    private final Map<AgentKey, Long> loggedOutMs = new TreeMap<>();

    /** Agents whose last desktop here went while a peer had one. */
    private final Set<AgentKey> left = new TreeSet<>();

    Logins(Core core) {
        this.core = core;
    }

    /** SetAgent: whom the session is for. */
    void setAgent(ClientSession session, Request request) {
        Arguments args = request.args();
        String id = args.text("AgentID", args.text("LoginName", "")).strip();
        Long peripheral = args.number("PeripheralID");
        if (id.isEmpty() || peripheral == null) {
            core.requests.fail(session, request, -116, "AgentID and PeripheralID must be given.");
            return;
        }
        AgentKey key = new AgentKey(peripheral, id);
        if (session.inUseBut(key)) {
            inUse(session, request);
            return;
        }
        QueryAgentStateReq query =
                QueryAgentStateReq.builder()
                        .peripheralId(peripheral)
                        .mrdId(VOICE)
                        .agentId(id)
                        .build();
        core.south.ask(query, outcome -> onQueried(session, request, key, outcome));
    }

    private void inUse(ClientSession session, Request request) {
        core.requests.fail(session, request, -101, "Disconnect first; this session is in use.");
    }

    private void onQueried(
            ClientSession session, Request request, AgentKey key, CtiOutcome outcome) {
        if (session.ended || session.inUseBut(key)) {
            inUse(session, request);
            return;
        }
        if (outcome instanceof CtiOutcome.Refused refused) {
            int code =
                    refused.failure() instanceof ControlFailureConf failure
                            ? failure.failureCode()
                            : INCONSISTENT_AGENT_DATA;
            core.requests.fail(
                    session, request, code, "No agent " + key.id() + " here. Check the number.");
            return;
        }
        AgentKey found = key;
        if (outcome instanceof CtiOutcome.Done(QueryAgentStateConf conf)) {
            String told = conf.agentId();
            found = told == null || told.isEmpty() ? key : new AgentKey(key.peripheral(), told);
            core.publisher.publish(core.floor.onAgent(found, conf, core.nowMs()));
        }
        core.floor.known(found, core.nowMs());
        core.clients.enterAgentMode(session, found);
        AgentKey agent = found;
        core.resync.agent(
                agent,
                () -> {
                    if (session.isFor(agent)) {
                        core.publisher.restate(session, true);
                        core.requests.done(session, request, Arguments.EMPTY);
                    } else {
                        another(session, request);
                    }
                });
    }

    private void another(ClientSession session, Request request) {
        String text = "Another agent was set meanwhile. Log in for that one.";
        core.requests.fail(session, request, -101, text);
    }

    /** Login: the password goes to the gateway, which judges it. */
    void login(ClientSession session, Request request) {
        AgentKey asked = session.agent;
        AgentNow agent = core.floor.known(session.agent, core.nowMs());
        if (!agent.loggedIn()) {
            ask(
                    loginReq(session, request.args(), ForcedFlag.FALSE),
                    outcome -> onLogin(session, request, asked, outcome));
            return;
        }
        String text = "You are logged in on another desktop. Log out there first.";
        if (core.settings.secondLogin() == SecondLogin.REJECT && liveElsewhere(session)) {
            core.requests.fail(session, request, AGENT_ALREADY_LOGGED_IN, text);
            return;
        }
        String instrument = request.args().text("AgentInstrument", "").strip();
        boolean same =
                instrument.isEmpty()
                        || instrument.equals(agent.instrument())
                        || instrument.equals(agent.extension());
        if (!same) {
            core.requests.fail(
                    session,
                    request,
                    AGENT_ALREADY_LOGGED_IN,
                    "You are logged in at phone "
                            + agent.extension()
                            + ". Log in there, or log out first.");
            return;
        }
        ask(
                loginReq(session, request.args(), ForcedFlag.AUTHENTICATE_ONLY),
                outcome -> onSecond(session, request, asked, outcome));
    }

    private boolean liveElsewhere(ClientSession session) {
        var sessions = core.clients.of(session.agent);
        boolean known = sessions.stream().anyMatch(each -> each != session && each.here);
        boolean live =
                sessions.stream().anyMatch(each -> each != session && each.here && each.link != 0);
        if (live || core.peers.live(session.agent)) {
            return true;
        }
        // Who logged in elsewhere may sit there: only peers that answer tell that nobody does.
        return !known && !core.peers.allUp();
    }

    private SetAgentStateReq loginReq(ClientSession session, Arguments args, ForcedFlag forced) {
        return SetAgentStateReq.builder()
                .peripheralId(session.agent.peripheral())
                .agentState(AgentState.LOGIN.value())
                .agentWorkMode((int) args.number("AgentWorkMode", 0))
                .forcedFlag(forced.value())
                .agentId(session.agent.id())
                .agentPassword(args.text("AgentPassword", ""))
                .agentInstrument(args.text("AgentInstrument", "").strip())
                .positionId(args.text("PositionID"))
                .build();
    }

    private void onLogin(
            ClientSession session, Request request, AgentKey asked, CtiOutcome outcome) {
        if (!outcome.done()) {
            core.requests.failed(session, request, outcome);
            return;
        }
        if (!session.isFor(asked)) {
            another(session, request);
            abandoned(asked);
            return;
        }
        here(session, request.args().text("AgentInstrument", "").strip());
        // Answered when the screen knows what the agent may do: a key pressed at once must count.
        Arguments token = withToken(session).build();
        core.resync.agent(session.agent, () -> core.requests.done(session, request, token));
    }

    /** The password is right; the agent is logged in: take part, and take the agent over. */
    private void onSecond(
            ClientSession session, Request request, AgentKey asked, CtiOutcome outcome) {
        if (!outcome.done()) {
            core.requests.failed(session, request, outcome);
            return;
        }
        if (!session.isFor(asked)) {
            another(session, request);
            return;
        }
        boolean ours = core.clients.anyHere(asked);
        boolean peers = core.peers.here(asked);
        here(session, core.floor.known(session.agent, core.nowMs()).instrument());
        if (!ours) {
            core.takeOvers.begin(session.agent);
        }
        Arguments.Builder args = withToken(session);
        if ((ours || peers) && core.settings.secondLogin() == SecondLogin.WARN) {
            args.put("Warning", BOTH);
            secondElsewhere(session.agent);
            core.peers.secondLogin(session.agent);
        }
        core.requests.done(session, request, args.build());
        core.publisher.restate(session, true);
    }

    /** The agent logged in once more, here or at a peer: the desktops here say so. */
    void secondElsewhere(AgentKey agent) {
        for (ClientSession each : core.clients.of(agent)) {
            if (each.here) {
                tell(each, AGENT_ALREADY_LOGGED_IN, BOTH);
            }
        }
    }

    /** The session acts for its agent from now on. */
    void here(ClientSession session, String instrument) {
        deserted.remove(session.agent);
        left.remove(session.agent);
        session.lostAt = "";
        session.here = true;
        session.instrument = instrument;
        session.claim = null;
        core.peers.touched(session.agent);
    }

    private Arguments.Builder withToken(ClientSession session) {
        return Arguments.builder().put("Token", core.clients.token(session));
    }

    private void tell(ClientSession session, int code, String text) {
        Arguments args =
                Arguments.builder()
                        .put("FailureCode", code)
                        .put("ErrorMessage", text)
                        .put("StatusSystem", core.south.status(session))
                        .build();
        core.publisher.emit(session, "OnCTIOSFailure", "", args);
    }

    /** A session with another server's token: it counts if the agent is where the token says. */
    void claimed(ClientSession session) {
        core.floor.known(session.claim.agent(), core.nowMs());
        core.clients.enterAgentMode(session, session.claim.agent());
        if (core.south.open()) {
            core.resync.returning(session.agent);
        } else {
            core.publisher.restate(session, false);
        }
    }

    /**
     * An agent's state was told: sessions that claim the agent are judged.
     *
     * @param newLink the session with the CTI Server is a new one, which owns no agents yet
     */
    void known(AgentKey key, boolean newLink) {
        core.drafts.look(key);
        AgentNow agent = core.floor.agent(key);
        boolean takeOver = false;
        for (ClientSession each : core.clients.of(key)) {
            if (each.claim == null || agent == null) {
                takeOver |= newLink && each.here;
                continue;
            }
            Token claim = each.claim;
            each.claim = null;
            boolean there =
                    claim.instrument().isEmpty()
                            || claim.instrument().equals(agent.instrument())
                            || claim.instrument().equals(agent.extension());
            boolean counts = claim.counts(loggedOutMs.getOrDefault(key, 0L), core.nowMs());
            boolean byItself = core.settings.desktop().autoLogin(key.peripheral());
            if (agent.loggedIn() && there && counts && byItself) {
                here(each, agent.instrument());
                takeOver = true;
            } else if (agent.state() != AgentState.UNKNOWN) {
                tell(each, INCONSISTENT_AGENT_DATA, byItself ? AWAY : BY_HAND);
            } else {
                each.claim = claim;
            }
            core.publisher.restate(each, false);
        }
        if (takeOver && agent.loggedIn()) {
            core.takeOvers.begin(key);
        }
    }

    /** The agent was logged out: what was given to his desktops until now counts no more. */
    void tokensEnd(AgentKey key) {
        loggedOutMs.put(key, core.nowMs());
    }

    /** An agent was logged in for a session that is gone, or another agent's, meanwhile. */
    private void abandoned(AgentKey key) {
        core.resync.agent(
                key,
                () -> {
                    if (!core.clients.anyHere(key)) {
                        deserted(key);
                    }
                });
    }

    /** Nobody is left at an agent's desktop, and nobody came again within the grace. */
    void deserted(AgentKey key) {
        AgentNow agent = core.floor.agent(key);
        if (agent == null || !agent.loggedIn()) {
            return;
        }
        if (core.peers.here(key)) {
            core.note("the desktop of " + key.text() + " goes on at a peer");
            left.add(key);
            return;
        }
        if (core.settings.closed().forceLogout()) {
            core.note("nobody is left at the desktop of " + key.text() + ": logged out");
            forceLogout(agent);
        } else if (core.settings.closed().outOfRouting()) {
            deserted.add(key);
            outOfRouting(agent);
        }
    }

    /** No peer has a desktop of the agent any more; a desktop here has the agent alone now. */
    void leftToUs(AgentKey key) {
        AgentNow agent = core.floor.agent(key);
        boolean here = core.clients.of(key).stream().anyMatch(each -> each.here);
        if (here && agent != null && agent.loggedIn()) {
            core.takeOvers.begin(key);
        }
    }

    /** The desktop at a peer that an agent was left to is gone as well, while the peer is up. */
    void leftByAll(AgentKey key) {
        if (left.remove(key)) {
            deserted(key);
        }
    }

    /** An agent's state was told: one without a desktop must not wait for a call. */
    void stateTold(AgentKey key) {
        if (deserted.contains(key)) {
            AgentNow agent = core.floor.agent(key);
            if (!agent.loggedIn()) {
                deserted.remove(key);
            } else if (agent.state() == AgentState.AVAILABLE) {
                outOfRouting(agent);
            }
        }
    }

    private void outOfRouting(AgentNow agent) {
        boolean waits =
                agent.state() != AgentState.NOT_READY
                        && agent.next() != AgentState.NOT_READY.value();
        if (waits) {
            core.note("nobody is left at the desktop of " + agent.key().text() + ": not ready");
            int reason = core.settings.closed().notReadyReasonGiven();
            ask(
                    forced(agent, AgentState.NOT_READY, reason),
                    outcome -> {
                        noteFailure(outcome);
                        if (TakeOvers.signedOn(outcome)) {
                            deserted.remove(agent.key()); // The desktop went on at another server.
                        }
                    });
        }
    }

    private void forceLogout(AgentNow agent) {
        SessionSettings.Closed closed = core.settings.closed();
        if (agent.state() != AgentState.NOT_READY) {
            int reason = closed.notReadyReasonGiven();
            ask(forced(agent, AgentState.NOT_READY, reason), this::noteFailure);
        }
        ask(forced(agent, AgentState.LOGOUT, closed.logoutReasonGiven()), this::noteFailure);
    }

    private void noteFailure(CtiOutcome outcome) {
        if (!outcome.done()) {
            core.note("an agent without a desktop: " + outcome.text());
        }
    }

    private static SetAgentStateReq forced(AgentNow agent, AgentState state, int reason) {
        return SetAgentStateReq.builder()
                .peripheralId(agent.key().peripheral())
                .agentState(state.value())
                .eventReasonCode(reason)
                .forcedFlag(ForcedFlag.TRUE.value())
                .agentId(agent.key().id())
                .agentInstrument(agent.instrument())
                .build();
    }

    private void ask(SetAgentStateReq request, Consumer<CtiOutcome> ended) {
        core.south.ask(request, ended);
    }
}
