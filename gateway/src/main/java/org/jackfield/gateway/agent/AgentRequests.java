package org.jackfield.gateway.agent;

import org.jackfield.gateway.agent.Agent.Choice;
import org.jackfield.gateway.agent.Agent.Leaving;
import org.jackfield.protocol.ged188.AgentState;
import org.jackfield.protocol.ged188.ForcedFlag;
import org.jackfield.protocol.log.AgentTimerKind;
import org.jackfield.protocol.log.LeavingCause;
import org.jackfield.protocol.site.ReasonUse;
import org.jackfield.protocol.site.SiteAgent;
import org.jackfield.protocol.site.SiteDeskSettings;
import org.jackfield.protocol.site.SiteDevice;
import org.jackfield.protocol.site.WrapUpMode;

/** Judges SET_AGENT_STATE_REQ (38), answers it, and carries it out. */
final class AgentRequests {

    private static final int WORK_MODE_MAX = 2;

    private final AgentFloor floor;

    AgentRequests(AgentFloor floor) {
        this.floor = floor;
    }

    void take(AgentStateRequest request, long nowMs, AgentOutput out) {
        AgentState asked = AgentState.of(request.asked().state());
        if (asked == AgentState.LOGIN) {
            logIn(request, nowMs, out);
        } else {
            change(request, asked, nowMs, out);
        }
    }

    private void logIn(AgentStateRequest request, long nowMs, AgentOutput out) {
        SiteAgent site = floor.site.agent(request.agentId());
        SiteDevice device = floor.site.device(request.instrument());
        AgentVerdict verdict = loginVerdict(request, site, device);
        out.answered(request, verdict);
        if (!verdict.accepted() || forced(request) == ForcedFlag.AUTHENTICATE_ONLY) {
            return;
        }
        Agent same = floor.agents.get(site.id());
        if (same != null) {
            takeOver(same, request, nowMs, out);
            return;
        }
        Agent other = floor.byInstrument.get(device.instrument());
        if (other != null) {
            int reason = SystemReason.DEVICE_TAKEN;
            floor.logOut(other, reason, reason, nowMs, out);
        }
        floor.logIn(site.id(), device.instrument(), request.session(), nowMs, out);
    }

    /** The agent belongs to another session now; nothing else changes, and nobody is told. */
    private void takeOver(Agent agent, AgentStateRequest request, long nowMs, AgentOutput out) {
        agent.session = request.session();
        agent.orphaned = false;
        floor.timers.cancel(new AgentFloor.TimerKey(AgentTimerKind.GRACE, agent.id));
        if (agent.leaving != null && agent.leaving.cause() == LeavingCause.LOST) {
            agent.leaving = null;
        }
        floor.settle(agent, nowMs, out);
    }

    private AgentVerdict loginVerdict(
            AgentStateRequest request, SiteAgent site, SiteDevice device) {
        if (site == null) {
            return AgentRefusal.unknownAgent(request.agentId());
        }
        boolean checkOnly = forced(request) == ForcedFlag.AUTHENTICATE_ONLY;
        Agent same = floor.agents.get(site.id());
        boolean here =
                same != null && device != null && same.instrument.equals(device.instrument());
        boolean anew = here && (same.orphaned || !same.session.equals(request.session()));
        if (anew && !checkOnly) {
            return AgentVerdict.ACCEPTED;
        }
        if (!request.verified()) {
            return AgentRefusal.wrongPassword(site.id());
        }
        if (checkOnly) {
            return AgentVerdict.ACCEPTED;
        }
        if (request.asked().workMode() < 0 || request.asked().workMode() > WORK_MODE_MAX) {
            return AgentRefusal.workMode(request.asked().workMode());
        }
        if (device == null) {
            return AgentRefusal.unknownInstrument(request.instrument());
        }
        if (same != null) {
            return AgentRefusal.signedOn(same);
        }
        Agent other = floor.byInstrument.get(device.instrument());
        boolean mayTake = forced(request) == ForcedFlag.TRUE;
        if (other != null && (!mayTake || other.engagement != null)) {
            return AgentRefusal.instrumentInUse(other);
        }
        return floor.away.contains(device.instrument())
                ? AgentRefusal.deviceAway(device.instrument())
                : AgentVerdict.ACCEPTED;
    }

    private static ForcedFlag forced(AgentStateRequest request) {
        return ForcedFlag.of(request.asked().forced());
    }

    private void change(AgentStateRequest request, AgentState asked, long nowMs, AgentOutput out) {
        SiteAgent site = request.agentId().isEmpty() ? null : floor.site.agent(request.agentId());
        if (site == null && !request.agentId().isEmpty()) {
            out.answered(request, AgentRefusal.unknownAgent(request.agentId()));
            return;
        }
        SiteDevice device = floor.site.device(request.instrument());
        Agent agent = null;
        if (site != null) {
            agent = floor.agents.get(site.id());
        } else if (device != null) {
            agent = floor.byInstrument.get(device.instrument());
        }
        if (agent == null) {
            out.answered(request, notLoggedIn(request, asked));
            return;
        }
        boolean named = !request.instrument().isEmpty();
        if (named && (device == null || !device.instrument().equals(agent.instrument))) {
            out.answered(request, AgentRefusal.otherInstrument(agent, request.instrument()));
            return;
        }
        change(agent, request, asked, nowMs, out);
    }

    private static AgentVerdict notLoggedIn(AgentStateRequest request, AgentState asked) {
        String whom = request.agentId().isEmpty() ? request.instrument() : request.agentId();
        return asked == AgentState.LOGOUT
                ? AgentRefusal.notLoggedIn(whom, AgentRefusal.ALREADY_LOGGED_OUT)
                : AgentRefusal.notLoggedIn(whom, AgentRefusal.BAD_TRANSITION);
    }

    private void change(
            Agent agent, AgentStateRequest request, AgentState asked, long nowMs, AgentOutput out) {
        boolean supervised = !request.supervisorId().isEmpty();
        if (supervised && !supervises(request.supervisorId(), agent)) {
            out.answered(request, AgentRefusal.notSupervisor(request.supervisorId(), agent));
            return;
        }
        boolean others = !agent.orphaned && !agent.session.equals(request.session());
        if (!supervised && forced(request) == ForcedFlag.TRUE && others) {
            out.answered(request, AgentRefusal.takenOver(agent));
            return;
        }
        int reason = request.asked().reason();
        if (supervised && reason == 0) {
            reason = SystemReason.BY_SUPERVISOR;
        }
        boolean forced = supervised || forced(request) == ForcedFlag.TRUE;
        AgentVerdict verdict = verdict(agent, asked, request.asked().state(), reason, forced);
        out.answered(request, verdict);
        if (!verdict.accepted()) {
            return;
        }
        switch (asked) {
            case LOGOUT -> logOut(agent, reason, nowMs, out);
            case NOT_READY -> floor.choose(agent, new Choice(asked, reason), nowMs, out);
            default -> floor.choose(agent, chosen(agent, asked), nowMs, out);
        }
    }

    /** A work state keeps the reason of the NotReady that it leads to. */
    private static Choice chosen(Agent agent, AgentState asked) {
        boolean work = asked == AgentState.WORK_READY || asked == AgentState.WORK_NOT_READY;
        return new Choice(asked, work && agent.inWrapUp() ? agent.own.reason() : 0);
    }

    private boolean supervises(String supervisorId, Agent agent) {
        SiteAgent supervisor = floor.site.agent(supervisorId);
        return supervisor != null && floor.site.supervises(supervisor, floor.siteOf(agent));
    }

    private AgentVerdict verdict(
            Agent agent, AgentState asked, int number, int reason, boolean forced) {
        if (asked == null) {
            return AgentRefusal.unknownState(number);
        }
        return switch (asked) {
            case LOGOUT -> logoutVerdict(agent, reason, forced);
            case AVAILABLE -> readyVerdict(agent, forced);
            case NOT_READY -> notReadyVerdict(agent, reason, forced);
            case WORK_READY, WORK_NOT_READY -> workVerdict(agent, asked);
            default -> AgentRefusal.unknownState(number);
        };
    }

    private AgentVerdict logoutVerdict(Agent agent, int reason, boolean forced) {
        boolean notReady = agent.shown.state() == AgentState.NOT_READY && agent.engagement == null;
        if (!notReady && !forced) {
            return AgentRefusal.cannotLogOut(agent);
        }
        if (forced) {
            return AgentVerdict.ACCEPTED;
        }
        SiteDeskSettings desk = floor.settingsOf(agent);
        return reasonVerdict(ReasonUse.LOGOUT, desk.reasonNeededLogout(), reason);
    }

    private AgentVerdict reasonVerdict(ReasonUse use, boolean needed, int reason) {
        if (needed && reason == 0) {
            return AgentRefusal.reasonRequired();
        }
        boolean known =
                !needed || SystemReason.isSystem(reason) || floor.site.knowsReason(use, reason);
        return known ? AgentVerdict.ACCEPTED : AgentRefusal.reasonUnknown(reason);
    }

    private AgentVerdict readyVerdict(Agent agent, boolean forced) {
        if (agent.leaving != null) {
            return AgentRefusal.badTransition(agent, "Ready");
        }
        if (floor.away.contains(agent.instrument)) {
            return AgentRefusal.deviceAway(agent.instrument);
        }
        if (agent.onCall() && !forced && wrapUpForced(agent)) {
            return AgentRefusal.cannotGoReady(agent);
        }
        return forced || wrapUpDone(agent)
                ? AgentVerdict.ACCEPTED
                : AgentRefusal.wrapUpDataRequired();
    }

    private AgentVerdict notReadyVerdict(Agent agent, int reason, boolean forced) {
        if (agent.onCall() && !forced && wrapUpForced(agent)) {
            return AgentRefusal.badTransition(agent, "Not ready");
        }
        if (!forced && !wrapUpDone(agent)) {
            return AgentRefusal.wrapUpDataRequired();
        }
        boolean needed = floor.settingsOf(agent).reasonNeededNotReady();
        return reasonVerdict(ReasonUse.NOT_READY, needed, reason);
    }

    private AgentVerdict workVerdict(Agent agent, AgentState asked) {
        String text = asked == AgentState.WORK_READY ? "Work ready" : "Work not ready";
        boolean legal;
        if (agent.leaving != null) {
            legal = false;
        } else if (agent.engagement == null) {
            legal = agent.inWrapUp();
        } else if (agent.onCall()) {
            legal = mode(agent) == WrapUpMode.OPTIONAL;
        } else {
            legal = mode(agent) != WrapUpMode.NOT_ALLOWED;
        }
        return legal ? AgentVerdict.ACCEPTED : AgentRefusal.badTransition(agent, text);
    }

    private WrapUpMode mode(Agent agent) {
        return agent.wrapUpMode(floor.settingsOf(agent));
    }

    private boolean wrapUpForced(Agent agent) {
        WrapUpMode mode = mode(agent);
        return mode == WrapUpMode.REQUIRED || mode == WrapUpMode.REQUIRED_WITH_DATA;
    }

    /** Not in a wrap-up that needs a text which was not given (WUP-002). */
    private boolean wrapUpDone(Agent agent) {
        return agent.engagement != null
                || !agent.inWrapUp()
                || !agent.wrapUpNeedsText
                || agent.wrapUpEntered;
    }

    private void logOut(Agent agent, int reason, long nowMs, AgentOutput out) {
        boolean notReady = agent.shown.state() == AgentState.NOT_READY;
        if (agent.engagement != null) {
            int given = reason == 0 ? SystemReason.FORCED_LOGOUT : reason;
            floor.leave(agent, new Leaving(LeavingCause.FORCED, given), nowMs, out);
        } else if (notReady) {
            floor.logOut(agent, 0, reason, nowMs, out);
        } else {
            int given = reason == 0 ? SystemReason.FORCED_LOGOUT : reason;
            floor.logOut(agent, SystemReason.FORCED_NOT_READY, given, nowMs, out);
        }
    }

    /** Whether a phone's agent may dial (MAKE_CALL) or consult. */
    AgentVerdict dialVerdict(String instrument, String number, boolean consult) {
        SiteDevice device = floor.site.device(instrument);
        Agent agent = device == null ? null : floor.byInstrument.get(device.instrument());
        if (agent == null) {
            return AgentRefusal.nobodyAt(instrument);
        }
        if (agent.reservation != null || agent.shown.state() == AgentState.RESERVED) {
            return AgentRefusal.dialWhileReserved(agent);
        }
        SiteDevice called = floor.site.device(number);
        boolean toAgent = called != null && floor.byInstrument.containsKey(called.instrument());
        if (toAgent && !floor.settingsOf(agent).agentToAgent()) {
            return AgentRefusal.noCallsToAgents(agent);
        }
        return switch (agent.shown.state()) {
            case NOT_READY -> AgentVerdict.ACCEPTED;
            case TALKING, HOLD ->
                    consult ? AgentVerdict.ACCEPTED : AgentRefusal.badTransition(agent, "A call");
            default -> AgentRefusal.dialWhileAvailable(agent);
        };
    }
}
