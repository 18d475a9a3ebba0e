package org.jackfield.ctios.session;

import org.jackfield.ctios.object.AgentKey;
import org.jackfield.ctios.object.AgentNow;
import org.jackfield.ctios.object.ObjectChange;
import org.jackfield.protocol.cil.ClientHello;
import org.jackfield.protocol.cil.Closing;
import org.jackfield.protocol.cil.Event;
import org.jackfield.protocol.cil.Welcome;
import org.jackfield.protocol.ged188.AgentState;
import org.jackfield.protocol.ged188.AgentStateEvent;
import org.jackfield.protocol.record.Arguments;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The sessions: how they come, come again, and go. */
final class Clients {

    private static final int VERSION = 1;

    /** Reasons of a logout that is nobody's wish: the switch was restarted, the phone was away. */
    private static final Set<Integer> LOST = new TreeSet<>(List.of(0xFFFF, 50_003));

    private final Core core;
    private final Map<Long, ClientSession> byId = new TreeMap<>();
    private final Map<Long, ClientSession> byLink = new TreeMap<>();
    private final Map<AgentKey, List<ClientSession>> byAgent = new TreeMap<>();
    private final Map<Long, ClientSession> monitors = new TreeMap<>();
    private long nextId = 1;
    private long nextEpoch = 1;

    Clients(Core core) {
        this.core = core;
    }

    /** The session of a connection; null before its hello. */
    ClientSession at(long link) {
        return byLink.get(link);
    }

    /** Sessions in agent mode for this agent, oldest first. */
    List<ClientSession> of(AgentKey agent) {
        List<ClientSession> list = byAgent.get(agent);
        return list == null ? List.of() : List.copyOf(list);
    }

    List<ClientSession> all() {
        return List.copyOf(byId.values());
    }

    /** Sessions in monitor mode, oldest first; those in their grace too, which get it later. */
    List<ClientSession> monitors() {
        return List.copyOf(monitors.values());
    }

    /** Whether a change of this agent would reach anybody; null for what belongs to no agent. */
    boolean watched(AgentKey agent) {
        return !monitors.isEmpty() || agent != null && byAgent.containsKey(agent);
    }

    /** The session sees what its filter lets through from now on. */
    void enterMonitorMode(ClientSession session, Filter filter) {
        session.mode = ClientSession.Mode.MONITOR;
        session.filter = filter;
        monitors.put(session.id, session);
    }

    /** The agents of all sessions. */
    List<AgentKey> agents() {
        return List.copyOf(byAgent.keySet());
    }

    void hello(long link, ClientHello hello) {
        if (hello.version() != VERSION) {
            String text =
                    "This server speaks version 1 of the client wire, not "
                            + hello.version()
                            + ". Reload the page or update the program.";
            core.put(new CtiOsOutput.Close(link, new Closing("refused", text, false)));
            return;
        }
        if (byLink.containsKey(link)) {
            violation(link, "a second clientHello on the same connection");
            return;
        }
        Token token = Token.of(hello.token(), core.signer);
        boolean ours = token != null && token.server().equals(core.settings.incarnation());
        ClientSession known = ours ? byId.get(token.session()) : null;
        if (known == null) {
            fresh(link, hello, token);
        } else {
            again(link, known, hello.last());
        }
    }

    private void fresh(long link, ClientHello hello, Token token) {
        int replay = core.settings.limits().replayEventsMax();
        ClientSession session = new ClientSession(nextId++, hello.client(), replay);
        byId.put(session.id, session);
        attach(session, link);
        boolean claims = token != null && token.agent() != null;
        session.claim = claims ? token : null;
        welcome(session, false);
        core.publisher.emit(session, "OnCTIOSFailure", "", core.south.statusEvent(session));
        if (claims) {
            core.logins.claimed(session);
        }
    }

    private void again(long link, ClientSession session, long last) {
        if (session.link != 0) {
            byLink.remove(session.link);
            String text = "This session goes on in another connection.";
            core.put(new CtiOsOutput.Close(session.link, new Closing("replaced", text, false)));
        }
        core.timers.cancel(session.id);
        attach(session, link);
        boolean resumed = session.canReplay(last);
        List<Event> missed = session.after(last);
        if (!resumed) {
            session.forgetEvents();
        }
        long next = resumed ? last + 1 : session.next();
        core.put(new CtiOsOutput.Frame(link, welcome(session, resumed, next)));
        if (resumed) {
            missed.forEach(each -> core.put(new CtiOsOutput.Frame(link, each)));
        } else {
            core.publisher.emit(session, "OnCTIOSFailure", "", core.south.statusEvent(session));
            if (session.mode == ClientSession.Mode.AGENT) {
                core.publisher.restate(session, true);
            } else if (session.mode == ClientSession.Mode.MONITOR) {
                core.publisher.snapshot(session);
            }
        }
        if (session.cutOff) {
            session.cutOff = false;
            slow(session, "This screen was cut off because it did not read what was sent.");
        }
    }

    private void attach(ClientSession session, long link) {
        session.link = link;
        session.epoch = nextEpoch++;
        byLink.put(link, session);
        touched(session);
    }

    private void welcome(ClientSession session, boolean resumed) {
        Welcome frame = welcome(session, resumed, session.next());
        core.put(new CtiOsOutput.Frame(session.link, frame));
    }

    private Welcome welcome(ClientSession session, boolean resumed, long next) {
        return Welcome.builder()
                .server(core.settings.server())
                .token(token(session))
                .epoch(session.epoch)
                .resumed(resumed)
                .next(next)
                .timeMs(core.nowMs())
                .heartbeatMs(core.settings.limits().heartbeatMs())
                .heartbeatsMax(core.settings.limits().heartbeatsMax())
                .build();
    }

    /**
     * The token that a session has now. What it claimed by another server's token it may claim at
     * the next server too: this one may be gone before the claim is judged.
     */
    String token(ClientSession session) {
        boolean claims = !session.here && session.claim != null;
        Token token =
                new Token(
                        core.settings.incarnation(),
                        session.id,
                        claims ? session.claim.agent() : session.here ? session.agent : null,
                        claims ? session.claim.instrument() : session.instrument,
                        core.nowMs());
        session.tokenMs = core.nowMs();
        return token.signed(core.signer);
    }

    /** The session is for this agent from now on. */
    void enterAgentMode(ClientSession session, AgentKey agent) {
        leaveAgent(session);
        if (session.agent != null && !session.agent.equals(agent)) {
            session.forgetAgent();
        }
        session.mode = ClientSession.Mode.AGENT;
        session.agent = agent;
        byAgent.computeIfAbsent(agent, key -> new ArrayList<>()).add(session);
    }

    private void touched(ClientSession session) {
        if (session.agent != null) {
            core.peers.touched(session.agent);
        }
    }

    private void leaveAgent(ClientSession session) {
        List<ClientSession> list = session.agent == null ? null : byAgent.get(session.agent);
        if (list != null) {
            list.remove(session);
            if (list.isEmpty()) {
                byAgent.remove(session.agent);
            }
            touched(session);
        }
    }

    /** The connection is gone: the session waits for its client, for the grace. */
    void lost(long link) {
        ClientSession session = byLink.remove(link);
        if (session == null) {
            return;
        }
        session.link = 0;
        touched(session);
        if (session.mode == ClientSession.Mode.NONE) {
            session.ended = true;
            byId.remove(session.id);
        } else {
            core.timers.set(session.id, core.nowMs() + core.settings.closed().graceMs());
        }
    }

    /** The grace is over. */
    void graceOver(long id) {
        ClientSession session = byId.get(id);
        if (session != null && session.link == 0) {
            core.note(session + " did not come again");
            remove(session);
        }
    }

    /** The client ends its session. */
    void goodbye(ClientSession session) {
        long link = session.link;
        byLink.remove(link);
        session.link = 0;
        remove(session);
        core.put(new CtiOsOutput.Close(link, new Closing("goodbye", "", false)));
    }

    private void remove(ClientSession session) {
        session.ended = true;
        core.timers.cancel(session.id);
        byId.remove(session.id);
        monitors.remove(session.id);
        leaveAgent(session);
        if (session.here && !anyHere(session.agent)) {
            core.logins.deserted(session.agent);
        }
    }

    /** Whether any session acts for the agent. */
    boolean anyHere(AgentKey agent) {
        return of(agent).stream().anyMatch(each -> each.here);
    }

    /** The client is there: it gets a new token before the one that it has is too old. */
    void alive(ClientSession session) {
        if (session.here && core.nowMs() - session.tokenMs >= Token.RENEWED_MS) {
            Arguments args = Arguments.builder().put("Token", token(session)).build();
            core.publisher.emit(session, "OnTokenRenewed", "", args);
        }
    }

    void slow(ClientSession session, String text) {
        Arguments args = Arguments.builder().put("ErrorMessage", text).build();
        core.publisher.emit(session, "OnSlow", "", args);
    }

    void cutOff(long link) {
        ClientSession session = byLink.get(link);
        if (session != null) {
            session.cutOff = true;
        }
    }

    /** A client that does not keep to the wire loses its connection, not its agent. */
    void violation(long link, String what) {
        core.note("connection " + link + ": " + what);
        core.put(new CtiOsOutput.Close(link, new Closing("protocol", what, true)));
    }

    /** The agent was logged out: who was logged in here is so no more. */
    void loggedOut(AgentKey agent) {
        AgentNow now = core.floor.agent(agent);
        if (now != null && now.state() == AgentState.LOGOUT) {
            boolean lost = LOST.contains(now.reason());
            loggedOut(agent, !lost, lost);
        }
    }

    /**
     * The agent was logged out where he was while this server was told nothing, for a reason that
     * nobody tells: as by somebody's wish, but the CTI Server may yet say that he came back.
     */
    void loggedOutUnseen(AgentNow agent) {
        AgentStateEvent event =
                AgentStateEvent.builder()
                        .peripheralId(agent.key().peripheral())
                        .peripheralType(agent.peripheralType())
                        .agentState(AgentState.LOGOUT.value())
                        .agentId(agent.key().id())
                        .agentInstrument(agent.instrument())
                        .agentExtension(agent.extension())
                        .build();
        List<ObjectChange> changes = core.floor.onEvent(event, core.nowMs());
        loggedOut(agent.key(), true, true);
        core.publisher.publish(changes);
        core.logins.stateTold(agent.key());
    }

    private void loggedOut(AgentKey agent, boolean wished, boolean mayComeBack) {
        if (wished) {
            core.logins.tokensEnd(agent);
        }
        for (ClientSession each : of(agent)) {
            if (each.here) {
                each.here = false;
                each.lostAt = mayComeBack ? each.instrument : "";
                each.instrument = "";
                each.currentCall = "";
            }
        }
        core.peers.touched(agent);
    }

    /**
     * The CTI Server logged an agent in again who was logged out for a phone or a switch that was
     * away: it says so by the reason. Who was logged in here is so again.
     */
    void cameBack(AgentKey agent) {
        AgentNow now = core.floor.agent(agent);
        if (now.state() != AgentState.NOT_READY || !LOST.contains(now.reason())) {
            return;
        }
        for (ClientSession each : of(agent)) {
            if (!each.here && !each.lostAt.isEmpty() && each.lostAt.equals(now.instrument())) {
                core.logins.here(each, each.lostAt);
                core.publisher.restate(each, true);
            }
        }
    }
}
