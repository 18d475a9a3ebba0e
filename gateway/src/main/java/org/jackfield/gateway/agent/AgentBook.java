package org.jackfield.gateway.agent;

import org.jackfield.gateway.agent.AgentFloor.TimerKey;
import org.jackfield.protocol.ged188.AgentDeskSettingsReq;
import org.jackfield.protocol.ged188.Ged188Message;
import org.jackfield.protocol.ged188.QueryAgentStateReq;
import org.jackfield.protocol.log.AgentBookState;
import org.jackfield.protocol.log.SessionKey;
import org.jackfield.protocol.site.SiteAgent;
import org.jackfield.protocol.site.SiteDeskSettings;
import org.jackfield.protocol.site.SiteDevice;
import org.jackfield.protocol.site.SitePeripheral;
import org.jackfield.protocol.site.SiteReason;
import org.jackfield.protocol.site.SiteSkillGroup;
import org.jackfield.protocol.site.SiteTeam;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.LongPredicate;

/**
 * The agents of one peripheral. One book a PeripheralID; part of the replicated machine.
 *
 * <p>An agent is by itself Ready, NotReady, WorkReady or WorkNotReady; what is at the phone lies
 * over that and gives the state that is shown. So a call ends in the state before it, unless a
 * wrap-up or a wish for the time after the call says otherwise. Legal changes of what is shown:
 *
 * <pre>
 * from          to           when
 * (logged out)  Login        login accepted; NotReady follows at once
 * Login         NotReady     always; Talking or Hold when a call is at the phone already
 * NotReady      Ready        asked; a call outside of routing is over (50006), the phone is back
 *                            (50003): the agent was ready before
 * NotReady      Talking      a call is on, made or answered; Hold when it is found held
 * NotReady      Logout       asked, grace over, phone away, forced
 * Ready         NotReady     asked; offer missed (32767, 32766, 50005, 50003, 50010); a call
 *                            outside of routing begins (50006); phone away (50003); on the way out
 * Ready         Reserved     an offer, or a routed call rings
 * Ready         Talking      a call is on at once (auto answer); Hold likewise
 * Reserved      Talking      answered; Hold when it is found held
 * Reserved      Ready        caller gone, offer withdrawn or (first time) not arrived
 * Reserved      NotReady     offer missed, with the reasons above; asked meanwhile
 * Reserved      Work...      the offer ended after another call that was on meanwhile
 * Talking       Hold         every call is held; Hold to Talking likewise
 * Talking, Hold Reserved     another routed call rings, for a ready agent
 * Talking, Hold WorkReady    the last call is gone, wrap-up required or chosen: after incoming calls
 * Talking, Hold WorkNotReady likewise after outgoing ones
 * Talking, Hold Ready        the last call is gone, no wrap-up: asked, or as before
 * Talking, Hold NotReady     the last call is gone, no wrap-up: asked, or as before; or another
 *                            call outside of routing rings, which makes a ready agent so (50006)
 * WorkReady     Ready        timer, asked
 * WorkReady     NotReady     asked, on the way out
 * WorkNotReady  NotReady     timer, asked
 * WorkNotReady  Ready        asked
 * Work...       Work...      the other of the two was asked for
 * Work...       Talking      a call is on; Hold likewise; afterwards wrap-up again, or what is left
 *                            of this one
 * </pre>
 *
 * <p>A request changes only what the agent is aside from calls; during a call it is the wish for
 * the time after it (NextAgentState), the last one wins. What is asked for and refused: {@link
 * AgentVerdict}, by {@code AgentRequests}.
 */
public final class AgentBook {

    private AgentFloor floor;

    public AgentBook(SitePeripheral peripheral, AgentSettings settings) {
        this.floor = new AgentFloor(peripheral, settings);
    }

    private AgentBook(AgentFloor floor) {
        this.floor = floor;
    }

    /** The whole state. */
    public AgentBookState toRecord() {
        return AgentRecords.toRecord(floor);
    }

    /** A book that goes on where the state was taken. */
    public static AgentBook restore(AgentBookState state, AgentSettings settings) {
        return new AgentBook(AgentRecords.fromRecord(state, settings));
    }

    /** Times and reasons from now on; timers that run keep their time. */
    public void setSettings(AgentSettings settings) {
        floor.settings = settings;
    }

    /** The switch that the agents belong to. */
    public SitePeripheral peripheral() {
        return floor.peripheral;
    }

    /** Site data: the switch is described anew; its id stays. */
    public void setPeripheral(SitePeripheral peripheral) {
        floor.peripheral = peripheral;
    }

    /** Site data: a new or changed agent; one who is logged in gets the new skills at once. */
    public void setAgent(SiteAgent agent, long nowMs, AgentOutput out) {
        SiteAgent old = floor.site.agent(agent.id());
        floor.site.set(agent);
        Agent loggedIn = floor.agents.get(agent.id());
        if (loggedIn != null && !agent.equals(old)) {
            List<Ged188Message> events = new AgentMessages(floor, loggedIn).events(null, nowMs);
            out.agentEvents(loggedIn.id, loggedIn.instrument, events);
            floor.tellRouter(loggedIn, true, out);
        }
    }

    /** True when an agent's site data are these already. */
    public boolean knows(SiteAgent agent) {
        return agent.equals(floor.site.byId(agent.id()));
    }

    /** Site data: a phone; a changed extension logs the agent at it out (-3). */
    public void setDevice(SiteDevice device, long nowMs, AgentOutput out) {
        SiteDevice old = floor.site.device(device.instrument());
        floor.site.set(device);
        Agent agent = floor.byInstrument.get(device.instrument());
        if (agent != null && old != null && !old.extension().equals(device.extension())) {
            int reason = SystemReason.EXTENSION_CHANGED;
            floor.logOut(agent, reason, reason, nowMs, out);
        }
    }

    /** Site data: a skill group. */
    public void setSkillGroup(SiteSkillGroup skillGroup) {
        floor.site.set(skillGroup);
    }

    /** Site data: a team. */
    public void setTeam(SiteTeam team) {
        floor.site.set(team);
    }

    /** Site data: desk settings; they hold for what begins from now on. */
    public void setDeskSettings(SiteDeskSettings settings) {
        floor.site.set(settings);
    }

    /** Site data: a reason code. */
    public void setReason(SiteReason reason) {
        floor.site.set(reason);
    }

    /** Takes a SET_AGENT_STATE_REQ; answers first, then tells what changed. */
    public void request(AgentStateRequest request, long nowMs, AgentOutput out) {
        new AgentRequests(floor).take(request, nowMs, out);
    }

    /** A session ended: its agents get no new routed calls, and are logged out after the grace. */
    public void sessionClosed(SessionKey session, long nowMs, AgentOutput out) {
        floor.comingBack.values().removeIf(each -> each.session().equals(session));
        for (Agent agent : List.copyOf(floor.agents.values())) {
            if (agent.session.equals(session) && !agent.orphaned) {
                orphan(agent, nowMs, out);
            }
        }
    }

    private void orphan(Agent agent, long nowMs, AgentOutput out) {
        agent.orphaned = true;
        long graceMs = floor.graceMs(agent);
        if (graceMs <= 0) {
            floor.lost(agent, nowMs, out);
        } else {
            floor.graceBegins(agent, nowMs);
            floor.settle(agent, nowMs, out);
        }
    }

    /**
     * What is at a phone now: every connection, whenever one came, went or changed. An empty list
     * when the last is gone.
     */
    public void callsChanged(
            String instrument, List<CallAtDevice> calls, long nowMs, AgentOutput out) {
        if (calls.isEmpty()) {
            floor.calls.remove(instrument);
        } else {
            floor.calls.put(instrument, List.copyOf(calls));
        }
        Agent agent = floor.byInstrument.get(instrument);
        if (agent != null) {
            floor.settle(agent, nowMs, out);
        }
    }

    /**
     * Keeps an agent for a call that will be offered; Reserved from now on until the call is
     * answered or {@link #offerEnded}.
     *
     * @return false when the agent is not routable any more; nothing was done then
     */
    public boolean reserve(
            String agentId, int skillGroup, long callId, long nowMs, AgentOutput out) {
        Agent agent = floor.agents.get(agentId);
        if (agent == null || !agent.routable) {
            return false;
        }
        agent.reserve(callId, skillGroup);
        floor.settle(agent, nowMs, out);
        return true;
    }

    /** The reservation is over without an answer; does nothing for a call not reserved for. */
    public void offerEnded(String agentId, long callId, OfferEnd end, long nowMs, AgentOutput out) {
        Agent agent = floor.agents.get(agentId);
        boolean reserved = agent != null && agent.reservation != null;
        if (reserved && agent.reservation.callId() == callId) {
            floor.offerEnded(agent, end, nowMs, out);
        }
    }

    /**
     * Wrap-up text was entered for a call of the phone (REQUIRED_WITH_DATA, WUP-002). It counts
     * when the call is one of the present engagement or wrap-up.
     *
     * @param callId ConnectionCallID
     * @param there false when it was taken away again
     */
    public void wrapUpEntered(String instrument, long callId, boolean there) {
        Agent agent = floor.byInstrument.get(instrument);
        boolean present = callsAt(instrument).stream().anyMatch(each -> each.callId() == callId);
        if (agent != null) {
            agent.text(callId, present, there);
        }
    }

    /** A phone came or went (BEH-346). */
    public void deviceInService(String instrument, boolean inService, long nowMs, AgentOutput out) {
        floor.device(instrument, inService, nowMs, out);
    }

    /**
     * The switch was restarted: not ready and logged out with -1, all of them (BEH-347). They log
     * in again by hand, or come back by themselves where {@link AgentSettings#comeBack} says so.
     */
    public void switchRestarted(long nowMs, AgentOutput out) {
        int reason = SystemReason.PERIPHERAL_RESTART;
        for (Agent agent : List.copyOf(floor.agents.values())) {
            floor.mayComeBack(agent, reason);
            floor.logOut(agent, reason, reason, nowMs, out);
            if (!floor.away.contains(agent.instrument)) {
                floor.comeBack(agent.instrument, nowMs, out);
            }
        }
    }

    /** Instruments at which calls were told of. */
    public List<String> busyInstruments() {
        return List.copyOf(floor.calls.keySet());
    }

    /** The calls that were told of at a phone. */
    public List<CallAtDevice> callsAt(String instrument) {
        return floor.callsAt(instrument);
    }

    /**
     * Agents whose state does not follow from what is at their phones, or whose timers are lost, by
     * AgentID, and what does not fit. A state that only lasts long is not among them.
     *
     * @param exists whether there is such a call
     */
    public SortedMap<String, String> doubts(LongPredicate exists) {
        SortedMap<String, String> found = new TreeMap<>();
        for (Agent agent : floor.agents.values()) {
            String doubt = floor.doubt(agent, exists);
            if (doubt != null) {
                found.put(agent.id, doubt);
            }
        }
        return found;
    }

    /** Puts an agent of {@link #doubts} right. */
    public void repair(String agentId, LongPredicate exists, long nowMs, AgentOutput out) {
        Agent agent = floor.agents.get(agentId);
        if (agent != null && floor.doubt(agent, exists) != null) {
            floor.repair(agent, exists, nowMs, out);
        }
    }

    /**
     * The switch cannot be judged for a while, because the way to it changes: reservations and
     * phones out of service are not acted upon before {@code untilMs}. The grace of agents without
     * a session begins anew, as their clients may have had no side to come back to.
     */
    public void holdJudgement(long nowMs, long untilMs) {
        floor.heldUntilMs = untilMs;
        floor.gracesBeginAnew(nowMs);
    }

    /**
     * Whether a phone's agent may dial a number (MAKE_CALL, BEH-367) or consult.
     *
     * @param consult true for a call beside one that is on
     */
    public AgentVerdict mayDial(String instrument, String number, boolean consult) {
        return new AgentRequests(floor).dialVerdict(instrument, number, consult);
    }

    /** Fires what is due. */
    public void onTime(long nowMs, AgentOutput out) {
        for (TimerKey key = floor.timers.poll(nowMs); key != null; key = floor.timers.poll(nowMs)) {
            floor.fire(key, nowMs, out);
        }
    }

    /** When {@link #onTime} wants to be called next; {@link Long#MAX_VALUE} when never. */
    public long nextDeadlineMs() {
        return floor.timers.nextMs();
    }

    /** A logged-in agent by AgentID or login name, or null. */
    public AgentView agent(String agentId) {
        return new AgentReads(floor).view(agentId);
    }

    /** The agent logged in at a phone (instrument or extension), or null. */
    public AgentView agentAt(String instrument) {
        return new AgentReads(floor).viewAt(instrument);
    }

    /** All who are logged in, by AgentID. */
    public List<AgentView> agents() {
        return new AgentReads(floor).views();
    }

    /**
     * AGENT_STATE_EVENTs that tell an agent's state once more, with reason and duration; one that
     * tells Logout when the agent is not logged in; empty when there is no such agent.
     */
    public List<Ged188Message> stateEvents(String agentId, long nowMs) {
        return new AgentReads(floor).stateEvents(agentId, nowMs);
    }

    /** QUERY_AGENT_STATE_CONF (37), or CONTROL_FAILURE_CONF when there is no such agent. */
    public Ged188Message queryState(QueryAgentStateReq request) {
        return new AgentReads(floor).queryState(request);
    }

    /** AGENT_DESK_SETTINGS_CONF (132), or CONTROL_FAILURE_CONF when there is no such agent. */
    public Ged188Message deskSettings(AgentDeskSettingsReq request) {
        return new AgentReads(floor).deskSettings(request);
    }
}
