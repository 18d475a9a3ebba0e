package org.jackfield.gateway.agent;

import org.jackfield.gateway.agent.Agent.Choice;
import org.jackfield.gateway.agent.Agent.Leaving;
import org.jackfield.gateway.agent.Agent.Shown;
import org.jackfield.machine.Timers;
import org.jackfield.protocol.ged188.AgentState;
import org.jackfield.protocol.log.AgentTimerKind;
import org.jackfield.protocol.log.LeavingCause;
import org.jackfield.protocol.log.SessionKey;
import org.jackfield.protocol.site.SiteAgent;
import org.jackfield.protocol.site.SiteDeskSettings;
import org.jackfield.protocol.site.SitePeripheral;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.LongPredicate;

/**
 * Everybody who is logged in, what is at the phones, and the timers. Every change of an agent ends
 * in {@link #settle}, the only place that compares what is with what was told.
 */
final class AgentFloor {

    /** What a timer is for. */
    record TimerKey(AgentTimerKind kind, String agentId) {}

    /** Was logged out because the phone or the switch went; comes back with it. */
    record ComingBack(String agentId, SessionKey session, int reason) {}

    private static final long NEVER = Long.MAX_VALUE;

    AgentSettings settings;
    final AgentSite site = new AgentSite();
    final Map<String, Agent> agents = new TreeMap<>();
    final Map<String, Agent> byInstrument = new TreeMap<>();
    final Map<String, List<CallAtDevice>> calls = new TreeMap<>();
    final TreeSet<String> away = new TreeSet<>();

    /** By instrument; empty unless {@link AgentSettings#comeBack}. */
    final Map<String, ComingBack> comingBack = new TreeMap<>();

    final Timers<TimerKey> timers = new Timers<>();
    SitePeripheral peripheral;
    long heldUntilMs;

    AgentFloor(SitePeripheral peripheral, AgentSettings settings) {
        this.peripheral = peripheral;
        this.settings = settings;
    }

    List<CallAtDevice> callsAt(String instrument) {
        return calls.getOrDefault(instrument, List.of());
    }

    /** The site data of somebody who is logged in. */
    SiteAgent siteOf(Agent agent) {
        return site.agent(agent.id);
    }

    SiteDeskSettings settingsOf(Agent agent) {
        return site.settingsOf(siteOf(agent));
    }

    /** Somebody came: Login, then NotReady. */
    void logIn(String agentId, String instrument, SessionKey session, long nowMs, AgentOutput out) {
        comingBack.remove(instrument);
        comingBack.values().removeIf(each -> each.agentId().equals(agentId));
        logIn(new Agent(agentId, instrument, session), nowMs, out);
    }

    private void logIn(Agent agent, long nowMs, AgentOutput out) {
        String agentId = agent.id;
        String instrument = agent.instrument;
        agents.put(agentId, agent);
        byInstrument.put(instrument, agent);
        Shown login = new Shown(AgentState.LOGIN, 0, null, CallAtDevice.NOT_ROUTED);
        tell(agent, login, nowMs, out);
        settle(agent, nowMs, out);
    }

    /** Remembers who is about to be logged out for the switch's sake, if that is wished. */
    void mayComeBack(Agent agent, int reason) {
        if (settings.comeBack() && !agent.orphaned) {
            comingBack.put(agent.instrument, new ComingBack(agent.id, agent.session, reason));
        }
    }

    /** The phone is back: whoever was logged out at it is logged in again, not ready. */
    void comeBack(String instrument, long nowMs, AgentOutput out) {
        ComingBack one = comingBack.remove(instrument);
        boolean free = one != null && !agents.containsKey(one.agentId());
        if (free && !byInstrument.containsKey(instrument)) {
            Agent agent = new Agent(one.agentId(), instrument, one.session());
            agent.own = new Choice(AgentState.NOT_READY, one.reason());
            logIn(agent, nowMs, out);
            out.info("Agent " + agent.id + " is back with " + instrument);
        }
    }

    /** Somebody goes, whatever is at the phone: NotReady first unless it was so, then Logout. */
    void logOut(Agent agent, int notReadyReason, int reason, long nowMs, AgentOutput out) {
        if (agent.shown.state() != AgentState.NOT_READY) {
            Shown notReady =
                    new Shown(AgentState.NOT_READY, notReadyReason, null, CallAtDevice.NOT_ROUTED);
            tell(agent, notReady, nowMs, out);
        }
        Shown logout = new Shown(AgentState.LOGOUT, reason, null, CallAtDevice.NOT_ROUTED);
        tell(agent, logout, nowMs, out);
        for (AgentTimerKind each : AgentTimerKind.values()) {
            timers.cancel(new TimerKey(each, agent.id));
        }
        agents.remove(agent.id);
        byInstrument.remove(agent.instrument);
        if (agent.routable) {
            agent.routable = false;
            out.notRoutable(agent.id);
        }
    }

    /** Logs out as soon as nothing is at the phone; until then no routed call comes any more. */
    void leave(Agent agent, Leaving leaving, long nowMs, AgentOutput out) {
        agent.leaving = leaving;
        agent.next = null;
        settle(agent, nowMs, out);
    }

    /** Brings an agent to what the calls, the phone and the agent's wishes make of it. */
    void settle(Agent agent, long nowMs, AgentOutput out) {
        List<CallAtDevice> present = callsAt(agent.instrument);
        int defaultGroup = site.defaultSkillGroup();
        if (agent.follow(present)) {
            finish(agent, defaultGroup, nowMs);
            agent.follow(present);
        }
        if (agent.engagement == null && agent.leaving != null) {
            if (agent.leaving.cause() == LeavingCause.DEVICE_AWAY) {
                mayComeBack(agent, agent.leaving.reason());
            }
            logOut(agent, notReadyReason(agent.leaving), agent.leaving.reason(), nowMs, out);
            return;
        }
        watchOffer(agent, present, nowMs);
        Shown now = agent.present(present, away.contains(agent.instrument), defaultGroup);
        if (!now.equals(agent.shown)) {
            tell(agent, now, nowMs, out);
        }
        tellRouter(agent, false, out);
    }

    private int notReadyReason(Leaving leaving) {
        return switch (leaving.cause()) {
            case LOST -> settings.lostNotReadyReason();
            case DEVICE_AWAY -> leaving.reason();
            case FORCED -> SystemReason.NOT_READY_THEN_LOGOUT;
        };
    }

    private void finish(Agent agent, int defaultGroup, long nowMs) {
        SiteDeskSettings desk = settingsOf(agent);
        boolean timed = agent.finish(desk, defaultGroup);
        TimerKey key = new TimerKey(AgentTimerKind.WRAP_UP, agent.id);
        if (timed && desk.wrapUpSeconds() > 0) {
            agent.wrapUpTimed = true;
            timers.set(key, nowMs + desk.wrapUpSeconds() * 1_000L);
        } else if (timed || !agent.inWrapUp()) {
            agent.wrapUpTimed = false;
            timers.cancel(key);
        }
    }

    private void watchOffer(Agent agent, List<CallAtDevice> present, long nowMs) {
        TimerKey key = new TimerKey(AgentTimerKind.OFFER, agent.id);
        if (agent.reservation == null || has(present, agent.reservation.callId())) {
            timers.cancel(key);
        } else if (timers.dueMs(key) == Long.MAX_VALUE) {
            timers.set(key, nowMs + settings.offerArrivesMs());
        }
    }

    private static boolean has(List<CallAtDevice> calls, long callId) {
        for (CallAtDevice call : calls) {
            if (call.callId() == callId) {
                return true;
            }
        }
        return false;
    }

    private void tell(Agent agent, Shown now, long nowMs, AgentOutput out) {
        Shown before = agent.shown;
        if (!now.sameState(before)) {
            boolean placeKept =
                    before != null
                            && before.state() == AgentState.RESERVED
                            && now.state() == AgentState.AVAILABLE;
            agent.sinceMs = nowMs;
            if (now.state() == AgentState.AVAILABLE && !placeKept) {
                agent.availableSinceMs = nowMs;
            }
        }
        agent.shown = now;
        AgentMessages messages = new AgentMessages(this, agent);
        out.agentEvents(agent.id, agent.instrument, messages.events(before, nowMs));
    }

    /**
     * What of an agent does not follow from what is at the phone; null when all fits.
     *
     * @param exists whether there is such a call
     */
    String doubt(Agent agent, LongPredicate exists) {
        List<CallAtDevice> here = callsAt(agent.instrument);
        if (agent.inWrapUp()
                && agent.wrapUpTimed
                && timers.dueMs(new TimerKey(AgentTimerKind.WRAP_UP, agent.id)) == NEVER) {
            return "is in a wrap-up whose timer is lost";
        }
        if (agent.orphaned
                && agent.leaving == null
                && timers.dueMs(new TimerKey(AgentTimerKind.GRACE, agent.id)) == NEVER) {
            return "has no session, and the timer of the grace is lost";
        }
        if (agent.reservation != null && !has(here, agent.reservation.callId())) {
            boolean waits = timers.dueMs(new TimerKey(AgentTimerKind.OFFER, agent.id)) != NEVER;
            if (!waits || !exists.test(agent.reservation.callId())) {
                return "is reserved for call " + agent.reservation.callId() + " that is not there";
            }
        }
        if (agent.engagement != null && agent.reservation == null && here.isEmpty()) {
            return "is " + agent.shown.state() + " without a call";
        }
        Shown now = agent.present(here, away.contains(agent.instrument), site.defaultSkillGroup());
        return now.equals(agent.shown)
                ? null
                : "is told to be " + agent.shown.state() + " and is " + now.state();
    }

    /** Puts right what {@link #doubt} found. */
    void repair(Agent agent, LongPredicate exists, long nowMs, AgentOutput out) {
        TimerKey wrapUp = new TimerKey(AgentTimerKind.WRAP_UP, agent.id);
        if (agent.inWrapUp() && agent.wrapUpTimed && timers.dueMs(wrapUp) == NEVER) {
            long endMs = agent.sinceMs + settingsOf(agent).wrapUpSeconds() * 1_000L;
            timers.set(wrapUp, Math.max(nowMs, endMs));
        }
        TimerKey grace = new TimerKey(AgentTimerKind.GRACE, agent.id);
        if (agent.orphaned && agent.leaving == null && timers.dueMs(grace) == NEVER) {
            timers.set(grace, nowMs);
        }
        if (agent.reservation != null && !exists.test(agent.reservation.callId())) {
            offerEnded(agent, OfferEnd.WITHDRAWN, nowMs, out);
        } else {
            settle(agent, nowMs, out);
        }
    }

    /** Tells the router when an agent becomes routable or stops to be, or anew when asked to. */
    void tellRouter(Agent agent, boolean again, AgentOutput out) {
        boolean routable =
                agent.shown.state() == AgentState.AVAILABLE
                        && agent.leaving == null
                        && !agent.orphaned;
        if (routable && (again || !agent.routable)) {
            agent.routable = true;
            out.routable(asRoutable(agent));
        } else if (!routable && agent.routable) {
            agent.routable = false;
            out.notRoutable(agent.id);
        }
    }

    private RoutableAgent asRoutable(Agent agent) {
        SiteDeskSettings desk = settingsOf(agent);
        return new RoutableAgent(
                agent.id,
                agent.instrument,
                agent.availableSinceMs,
                siteOf(agent).skills(),
                desk.ringNoAnswerSeconds() * 1_000L,
                desk.ringNoAnswerNumber());
    }

    /** The agent is this from now on, or after the call that is on. */
    void choose(Agent agent, Choice choice, long nowMs, AgentOutput out) {
        if (agent.engagement != null) {
            agent.next = choice;
        } else {
            agent.own = choice;
            if (!agent.inWrapUp()) {
                agent.wrapUpTimed = false;
                timers.cancel(new TimerKey(AgentTimerKind.WRAP_UP, agent.id));
            }
        }
        settle(agent, nowMs, out);
    }

    /** An offer came to nothing. */
    void offerEnded(Agent agent, OfferEnd end, long nowMs, AgentOutput out) {
        agent.reservation = null;
        int reason =
                switch (end) {
                    case CALLER_GONE, WITHDRAWN -> 0;
                    case NO_ANSWER -> SystemReason.RING_NO_ANSWER;
                    case DECLINED -> SystemReason.DECLINED;
                    case BUSY -> SystemReason.NON_ACD_BUSY;
                    case UNREACHABLE -> SystemReason.DEVICE_OUT_OF_SERVICE;
                    case NOT_ARRIVED -> {
                        agent.notArrived++;
                        yield agent.notArrived < 2 ? 0 : SystemReason.CALLS_NOT_ARRIVED;
                    }
                };
        if (reason != 0) {
            agent.notArrived = 0;
            agent.own = new Choice(AgentState.NOT_READY, reason);
            agent.next = null;
        }
        settle(agent, nowMs, out);
    }

    /** Fires one timer. */
    void fire(TimerKey key, long nowMs, AgentOutput out) {
        Agent agent = agents.get(key.agentId());
        if (agent == null) {
            return;
        }
        boolean judgesSwitch =
                key.kind() == AgentTimerKind.OFFER || key.kind() == AgentTimerKind.DEVICE;
        if (judgesSwitch && nowMs < heldUntilMs) {
            timers.set(key, heldUntilMs);
            return;
        }
        switch (key.kind()) {
            case WRAP_UP -> {
                agent.wrapUpTimed = false;
                if (agent.inWrapUp()) {
                    agent.endWrapUp();
                    settle(agent, nowMs, out);
                }
            }
            case GRACE -> lost(agent, nowMs, out);
            case OFFER -> {
                out.warning(
                        "Agent "
                                + agent.id
                                + " was reserved for call "
                                + agent.reservation.callId()
                                + " which did not come to "
                                + agent.instrument
                                + "; reservation taken back");
                offerEnded(agent, OfferEnd.NOT_ARRIVED, nowMs, out);
            }
            case DEVICE -> {
                int reason = SystemReason.DEVICE_OUT_OF_SERVICE;
                leave(agent, new Leaving(LeavingCause.DEVICE_AWAY, reason), nowMs, out);
            }
        }
    }

    long graceMs(Agent agent) {
        return settingsOf(agent).logoutGraceSeconds() * 1_000L;
    }

    void graceBegins(Agent agent, long nowMs) {
        timers.set(new TimerKey(AgentTimerKind.GRACE, agent.id), nowMs + graceMs(agent));
    }

    void gracesBeginAnew(long nowMs) {
        for (Agent agent : agents.values()) {
            if (timers.dueMs(new TimerKey(AgentTimerKind.GRACE, agent.id)) != NEVER) {
                graceBegins(agent, nowMs);
            }
        }
    }

    /** The grace of an agent without a session is over. */
    void lost(Agent agent, long nowMs, AgentOutput out) {
        if (agent.engagement == null) {
            int notReady = settings.lostNotReadyReason();
            logOut(agent, notReady, settings.lostLogoutReason(), nowMs, out);
        } else {
            Leaving leaving = new Leaving(LeavingCause.LOST, settings.lostLogoutReason());
            leave(agent, leaving, nowMs, out);
        }
    }

    /** The phone came or went. */
    void device(String instrument, boolean inService, long nowMs, AgentOutput out) {
        boolean changed = inService ? away.remove(instrument) : away.add(instrument);
        Agent agent = byInstrument.get(instrument);
        if (changed && inService && agent == null) {
            comeBack(instrument, nowMs, out);
        }
        if (!changed || agent == null) {
            return;
        }
        TimerKey key = new TimerKey(AgentTimerKind.DEVICE, agent.id);
        if (inService) {
            timers.cancel(key);
            if (agent.leaving != null && agent.leaving.cause() == LeavingCause.DEVICE_AWAY) {
                agent.leaving = null;
            }
        } else {
            timers.set(key, nowMs + settings.deviceGraceMs());
        }
        settle(agent, nowMs, out);
    }
}
