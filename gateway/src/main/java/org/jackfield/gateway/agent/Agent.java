package org.jackfield.gateway.agent;

import org.jackfield.gateway.agent.CallAtDevice.Direction;
import org.jackfield.gateway.agent.CallAtDevice.Phase;
import org.jackfield.protocol.ged188.AgentState;
import org.jackfield.protocol.log.LeavingCause;
import org.jackfield.protocol.log.SessionKey;
import org.jackfield.protocol.site.SiteDeskSettings;
import org.jackfield.protocol.site.WrapUpMode;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * One logged-in agent: what the agent is aside from calls ({@link #own}), what the calls at the
 * phone make of it ({@link #present}), and what was last told.
 */
final class Agent {

    /** A state with its reason. */
    record Choice(AgentState state, int reason) {}

    /** Kept for a call that is offered. */
    record Reservation(long callId, int skillGroup) {}

    /** From the first call or reservation to the last; direction null while only reserved. */
    record Engagement(long callId, int skillGroup, Direction direction, boolean answered) {

        boolean routed() {
            return skillGroup != CallAtDevice.NOT_ROUTED;
        }

        boolean incoming() {
            return direction == null || direction.incoming();
        }
    }

    /** Logged out when the call is over. */
    record Leaving(LeavingCause cause, int reason) {}

    /** What clients are told: state, reason, NextAgentState or null, skill group of the call. */
    record Shown(AgentState state, int reason, AgentState next, int group) {

        boolean sameState(Shown other) {
            return other != null && state == other.state && reason == other.reason;
        }

        /** Whether only the group of the call has this state, the others BusyOther. */
        boolean inOneGroup() {
            return switch (state) {
                case TALKING, HOLD, RESERVED, WORK_READY, WORK_NOT_READY -> true;
                default -> false;
            };
        }
    }

    final String id;
    final String instrument;
    SessionKey session;
    boolean orphaned;
    Choice own = new Choice(AgentState.NOT_READY, 0);
    Choice next;
    Engagement engagement;
    Reservation reservation;
    int workGroup = CallAtDevice.NOT_ROUTED;
    int notArrived;
    boolean wrapUpEntered;

    /** Calls in which the agent spoke, of the present engagement or else of the last one. */
    final Set<Long> wrapUpCalls = new TreeSet<>();

    /** Calls that rang in a wrap-up and have a text already, should they be answered. */
    final Set<Long> textsAhead = new TreeSet<>();

    boolean wrapUpNeedsText;
    boolean wrapUpTimed;
    Leaving leaving;
    Shown shown;
    long sinceMs;
    long availableSinceMs;
    boolean routable;

    Agent(String id, String instrument, SessionKey session) {
        this.id = id;
        this.instrument = instrument;
        this.session = session;
    }

    boolean owns(AgentState state) {
        return own.state() == state;
    }

    boolean inWrapUp() {
        return owns(AgentState.WORK_READY) || owns(AgentState.WORK_NOT_READY);
    }

    /** Whether a conversation is on, held or not. */
    boolean onCall() {
        return shown != null
                && (shown.state() == AgentState.TALKING || shown.state() == AgentState.HOLD);
    }

    /**
     * Follows the calls at the phone.
     *
     * @return true when the engagement is over: the last call has just gone, or a conversation has
     *     and what is left only rings, outside of routing
     */
    boolean follow(List<CallAtDevice> calls) {
        for (CallAtDevice call : calls) {
            follow(call);
        }
        if (engagement == null) {
            return false;
        }
        boolean offered =
                reservation != null || owns(AgentState.AVAILABLE) && hasRoutedAlerting(calls);
        boolean talks = has(calls, Phase.ACTIVE) || has(calls, Phase.HELD);
        return !offered && !talks && (calls.isEmpty() || engagement.answered());
    }

    private void follow(CallAtDevice call) {
        boolean upgrade =
                engagement == null
                        || engagement.direction() == null
                        || call.routed() && !engagement.routed();
        boolean taken = call.phase() == Phase.ACTIVE || call.phase() == Phase.HELD;
        boolean spoke = taken && call.answered() || engagement != null && engagement.answered();
        if (taken && call.answered()) {
            spoke(call.callId());
        }
        if (upgrade) {
            if (engagement == null) {
                begin();
            }
            engagement = new Engagement(call.callId(), call.skillGroup(), call.direction(), spoke);
        } else if (spoke != engagement.answered()) {
            engagement =
                    new Engagement(
                            engagement.callId(),
                            engagement.skillGroup(),
                            engagement.direction(),
                            spoke);
        }
        if (call.routed() && call.phase() != Phase.INITIATED) {
            notArrived = 0;
        }
        if (taken && reservation != null && reservation.callId() == call.callId()) {
            reservation = null;
        }
    }

    /**
     * What only rings at an agent in wrap-up ends nothing: the text that was given still counts.
     */
    private void begin() {
        wrapUpEntered &= inWrapUp();
    }

    private void spoke(long callId) {
        boolean first = engagement == null || !engagement.answered();
        if (first) {
            wrapUpEntered = wrapUpEntered && !inWrapUp() || textsAhead.contains(callId);
            wrapUpCalls.clear();
            textsAhead.clear();
        }
        wrapUpCalls.add(callId);
    }

    /**
     * A text about a call was given, or taken away again.
     *
     * @param present the call is at the phone
     */
    void text(long callId, boolean present, boolean there) {
        if (isAbout(callId, present)) {
            wrapUpEntered = there;
        } else if (present && there) {
            textsAhead.add(callId);
        } else {
            textsAhead.remove(callId);
        }
    }

    /**
     * Whether a text about a call is about the present engagement, or about the wrap-up.
     *
     * @param there the call is at the phone
     */
    private boolean isAbout(long callId, boolean there) {
        boolean rings = engagement != null && !engagement.answered();
        if (rings) {
            return inWrapUp() ? wrapUpCalls.contains(callId) : there;
        }
        return there || wrapUpCalls.contains(callId);
    }

    void reserve(long callId, int skillGroup) {
        reservation = new Reservation(callId, skillGroup);
        if (engagement == null) {
            begin();
            engagement = new Engagement(callId, skillGroup, null, false);
        }
    }

    /**
     * What the agent is now.
     *
     * @param away true when the phone is out of service
     * @param defaultGroup skill group of calls that were not routed
     */
    Shown present(List<CallAtDevice> calls, boolean away, int defaultGroup) {
        AgentState pending = next == null ? null : next.state();
        if (has(calls, Phase.ACTIVE)) {
            return new Shown(AgentState.TALKING, 0, pending, group(defaultGroup));
        }
        if (has(calls, Phase.HELD)) {
            return new Shown(AgentState.HOLD, 0, pending, group(defaultGroup));
        }
        boolean ready = owns(AgentState.AVAILABLE);
        if (ready && (reservation != null || hasRoutedAlerting(calls))) {
            return new Shown(AgentState.RESERVED, 0, pending, group(defaultGroup));
        }
        if (ready && away) {
            return notReady(SystemReason.DEVICE_OUT_OF_SERVICE, pending);
        }
        if (ready && !calls.isEmpty()) {
            return notReady(SystemReason.NON_ROUTED_CALL, pending);
        }
        int group = inWrapUp() ? workGroup : CallAtDevice.NOT_ROUTED;
        return new Shown(own.state(), inWrapUp() ? 0 : own.reason(), pending, group);
    }

    private static Shown notReady(int reason, AgentState pending) {
        return new Shown(AgentState.NOT_READY, reason, pending, CallAtDevice.NOT_ROUTED);
    }

    /** Skill group of the engagement. */
    int group(int defaultGroup) {
        return engagement != null && engagement.routed() ? engagement.skillGroup() : defaultGroup;
    }

    private static boolean has(List<CallAtDevice> calls, Phase phase) {
        for (CallAtDevice call : calls) {
            if (call.phase() == phase) {
                return true;
            }
        }
        return false;
    }

    private static boolean hasRoutedAlerting(List<CallAtDevice> calls) {
        for (CallAtDevice call : calls) {
            if (call.routed() && call.phase() == Phase.ALERTING) {
                return true;
            }
        }
        return false;
    }

    /** The wrap-up mode of the present engagement (WUP-001 to 004, separately by direction). */
    WrapUpMode wrapUpMode(SiteDeskSettings settings) {
        boolean incoming = engagement == null || engagement.incoming();
        if (incoming) {
            return settings.wrapUpIncoming();
        }
        WrapUpMode mode = settings.wrapUpOutgoing();
        return mode == WrapUpMode.REQUIRED_WITH_DATA ? WrapUpMode.REQUIRED : mode;
    }

    /**
     * The last call is gone: what the agent is from now on. Without wrap-up and without a wish it
     * is the state before.
     *
     * @return true when a wrap-up begins that its timer may end
     */
    boolean finish(SiteDeskSettings settings, int defaultGroup) {
        WrapUpMode mode = wrapUpMode(settings);
        boolean spoke = engagement.answered();
        boolean forced =
                spoke && (mode == WrapUpMode.REQUIRED || mode == WrapUpMode.REQUIRED_WITH_DATA);
        if (forced || spoke && wishesWork()) {
            workGroup = group(defaultGroup);
            wrapUpNeedsText = mode == WrapUpMode.REQUIRED_WITH_DATA;
            own = new Choice(workState(), workReason());
        } else if (next != null && !wishesWork()) {
            own = next;
        }
        engagement = null;
        next = null;
        return forced;
    }

    private boolean wishesWork() {
        return next != null
                && (next.state() == AgentState.WORK_READY
                        || next.state() == AgentState.WORK_NOT_READY);
    }

    /**
     * WorkReady after incoming, WorkNotReady after outgoing calls, unless chosen otherwise. A call
     * that nobody routed to an agent who was not ready does not make the agent ready.
     */
    private AgentState workState() {
        if (next != null) {
            boolean ready =
                    next.state() == AgentState.AVAILABLE || next.state() == AgentState.WORK_READY;
            return ready ? AgentState.WORK_READY : AgentState.WORK_NOT_READY;
        }
        if (!engagement.incoming()) {
            return AgentState.WORK_NOT_READY;
        }
        boolean wasReady = owns(AgentState.AVAILABLE) || owns(AgentState.WORK_READY);
        return engagement.routed() || wasReady ? AgentState.WORK_READY : AgentState.WORK_NOT_READY;
    }

    /** The reason of the NotReady that a WorkNotReady leads to. */
    private int workReason() {
        if (next != null) {
            return next.state() == AgentState.NOT_READY ? next.reason() : 0;
        }
        return own.reason();
    }

    /** Wrap-up is over, by its timer. */
    void endWrapUp() {
        own =
                owns(AgentState.WORK_READY)
                        ? new Choice(AgentState.AVAILABLE, 0)
                        : new Choice(AgentState.NOT_READY, own.reason());
    }
}
