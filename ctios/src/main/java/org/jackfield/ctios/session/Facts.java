package org.jackfield.ctios.session;

import org.jackfield.ctios.object.AgentNow;
import org.jackfield.ctios.object.CallId;
import org.jackfield.ctios.object.Connection;
import org.jackfield.protocol.ged188.AgentState;
import org.jackfield.protocol.ged188.LocalConnectionState;
import org.jackfield.protocol.ged188.WrapupMode;
import org.jackfield.protocol.record.Arguments;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Gathers what {@link Enablement} is asked with, and puts its verdicts into words. */
final class Facts {

    private final Core core;

    Facts(Core core) {
        this.core = core;
    }

    /** The session's agent, which it has. */
    AgentFacts agent(ClientSession session) {
        AgentNow agent = core.floor.known(session.agent, core.nowMs());
        DesktopSettings desktop = core.settings.desktop();
        return new AgentFacts(
                online(session, agent),
                session.here,
                agent.state(),
                agent.settings(),
                agent.lastCallIncoming(),
                core.floor.callsOf(agent).size(),
                !desktop.notReadyReasons().isEmpty(),
                dataMissing(agent),
                capabilities(session));
    }

    private long capabilities(ClientSession session) {
        boolean silent = core.settings.chat().level(session.agent) == ChatLevel.DISABLED;
        long all = core.settings.desktop().capabilities();
        return silent ? all & ~Button.CHAT.mask() : all;
    }

    /** Whoever is logged out may log in at another phone than the one that is away. */
    private boolean online(ClientSession session, AgentNow agent) {
        boolean loggedOut = agent.state() == AgentState.LOGOUT;
        boolean doubtful = core.resync.doubts() && agent.doubtful();
        return core.south.online(session.agent.peripheral())
                && (loggedOut || core.south.phoneThere(session))
                && !doubtful;
    }

    /** What hangs on a call that may be otherwise by now waits until it is told. */
    private AgentFacts at(AgentFacts agent, Connection call) {
        return core.resync.doubts() && call.doubtful() ? agent.offline() : agent;
    }

    /** The wrap-up needs a text, and none was given yet. */
    boolean dataMissing(AgentNow agent) {
        return agent.settings().wrapUp(agent.lastCallIncoming()) == WrapupMode.REQUIRED_WITH_DATA
                && !agent.wrapUpGiven();
    }

    CallFacts call(Connection connection, List<Connection> there) {
        Connection partner = core.floor.partner(connection);
        boolean otherTalks = false;
        for (Connection each : there) {
            otherTalks |= each != connection && each.is(LocalConnectionState.CONNECT);
        }
        CallFacts.Leg leg = leg(connection, partner);
        Connection consult = leg == CallFacts.Leg.CONSULT ? connection : partner;
        boolean heard = false;
        for (Connection each : connection.call().live()) {
            heard |= each != connection && each.is(LocalConnectionState.CONNECT);
        }
        return new CallFacts(
                LocalConnectionState.of(connection.status()),
                partner == null ? null : LocalConnectionState.of(partner.status()),
                partner == null ? "" : core.floor.otherParty(partner),
                core.floor.otherParty(connection),
                otherTalks,
                answered(connection),
                core.settings.desktop().phoneAnswered().contains(connection.device()),
                leg,
                heard,
                consult != null && partyAway(consult),
                leg != CallFacts.Leg.NONE && changed(connection, partner),
                partner != null && conferenceOutside(connection, partner));
    }

    /** What can be told of a call that was on already when this server learnt of it. */
    private static boolean isConsult(Connection connection) {
        return connection.originator() && connection.call().isConsult();
    }

    private static CallFacts.Leg leg(Connection connection, Connection partner) {
        if (partner == null) {
            return CallFacts.Leg.NONE;
        }
        if (connection.call().isAbout(partner.call())) {
            return CallFacts.Leg.CONSULT;
        }
        if (partner.call().isAbout(connection.call())) {
            return CallFacts.Leg.ORIGINAL;
        }
        boolean told = connection.call().beginSeen() && partner.call().beginSeen();
        if (told || isConsult(connection) == isConsult(partner)) {
            return CallFacts.Leg.NONE;
        }
        return isConsult(connection) ? CallFacts.Leg.CONSULT : CallFacts.Leg.ORIGINAL;
    }

    /** The consulting leg of two, when it is the one that is held: after a swap. Else null. */
    Connection heldConsultation(Connection call) {
        Connection partner = core.floor.partner(call);
        if (leg(call, partner) == CallFacts.Leg.NONE) {
            return null;
        }
        Connection consultation = isConsult(call) ? call : partner;
        boolean swapped = consultation.is(LocalConnectionState.HOLD);
        return swapped ? consultation : null;
    }

    private static boolean changed(Connection one, Connection other) {
        return one.call().changedBefore(other.call()) || other.call().changedBefore(one.call());
    }

    private static int answered(Connection connection) {
        int answered = 0;
        for (Connection each : connection.call().live()) {
            boolean talks = each.is(LocalConnectionState.CONNECT);
            answered += talks || each.is(LocalConnectionState.HOLD) ? 1 : 0;
        }
        return answered;
    }

    private static boolean partyAway(Connection consult) {
        boolean talks = false;
        for (Connection each : consult.call().live()) {
            if (each != consult && each.is(LocalConnectionState.HOLD)) {
                return true;
            }
            talks |= each != consult && each.is(LocalConnectionState.CONNECT);
        }
        return !talks;
    }

    private static boolean conferenceOutside(Connection one, Connection other) {
        boolean firstHeld = one.is(LocalConnectionState.HOLD);
        Connection held = firstHeld ? one : other;
        Connection active = firstHeld ? other : one;
        boolean outside = false;
        for (Connection each : active.call().live()) {
            outside |= each != active && each.outside();
        }
        return outside && held.call().live().size() > 2;
    }

    /** All buttons of a session's agent and calls, by object. */
    Map<String, Map<Button, Verdict>> buttons(ClientSession session) {
        Map<String, Map<Button, Verdict>> all = new TreeMap<>();
        AgentFacts agent = agent(session);
        all.put(session.agent.text(), Enablement.agent(agent));
        if (session.here) {
            List<Connection> there =
                    core.floor.callsOf(core.floor.known(session.agent, core.nowMs()));
            for (Connection each : there) {
                all.put(each.id().text(), Enablement.call(at(agent, each), call(each, there)));
            }
        }
        return all;
    }

    /** A request's button, as it is now; the call may be null for buttons of the agent. */
    Verdict verdict(Button button, ClientSession session, Connection call) {
        AgentFacts agent = agent(session);
        if (button.ofAgent()) {
            return Enablement.agent(button, agent);
        }
        List<Connection> there = core.floor.callsOf(core.floor.known(session.agent, core.nowMs()));
        return Enablement.call(button, at(agent, call), call(call, there));
    }

    /** The connection that a request of a session is about; null when it is not (any more) its. */
    Connection call(ClientSession session, CallId id) {
        AgentNow agent = core.floor.known(session.agent, core.nowMs());
        for (Connection each : core.floor.callsOf(agent)) {
            if (each.id().equals(id)) {
                return each;
            }
        }
        return null;
    }

    static Arguments toArguments(Map<Button, Verdict> verdicts) {
        Arguments.Builder args = Arguments.builder();
        verdicts.forEach((button, verdict) -> args.put(button.wireName(), verdict.toArguments()));
        return args.build();
    }

    /** EnablementMask. */
    static long mask(Map<Button, Verdict> verdicts) {
        long mask = 0;
        for (Map.Entry<Button, Verdict> each : verdicts.entrySet()) {
            mask |= each.getKey().bits(each.getValue());
        }
        return mask;
    }
}
