package org.jackfield.gateway.router;

import org.jackfield.gateway.agent.OfferEnd;
import org.jackfield.gateway.agent.RoutableAgent;
import org.jackfield.gateway.router.RoutedCall.Offer;
import org.jackfield.gateway.router.RouterAction.AnswerCaller;
import org.jackfield.gateway.router.RouterAction.Dequeued;
import org.jackfield.gateway.router.RouterAction.EndOffer;
import org.jackfield.gateway.router.RouterAction.HearMusic;
import org.jackfield.gateway.router.RouterAction.MoveTo;
import org.jackfield.gateway.router.RouterAction.OfferTo;
import org.jackfield.gateway.router.RouterAction.Queued;
import org.jackfield.gateway.router.RouterAction.Release;
import org.jackfield.machine.Timers;
import org.jackfield.protocol.log.MediaUse;
import org.jackfield.protocol.log.RouterState;
import org.jackfield.protocol.log.RouterTimerKind;
import org.jackfield.protocol.site.CheckHours;
import org.jackfield.protocol.site.PlanStep;
import org.jackfield.protocol.site.PlayGreeting;
import org.jackfield.protocol.site.QueueTo;
import org.jackfield.protocol.site.ReleaseCall;
import org.jackfield.protocol.site.SitePlan;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Brings calls of planned numbers to agents.
 *
 * <p>Which call is served first: one that came back from an offer, then the lower queue priority
 * number, then the longer wait (since its first queue), then the lower call id. Which agent gets
 * it: the better skill priority (1 best, 0 the base group last), then the longest available, then
 * the lower AgentID. An agent with several groups serves the call that is first by the same order
 * over all of them.
 *
 * <p>A call goes through its plan step by step; a queue is left only by an offer or the end. While
 * an offer is under way the next step waits. What becomes of an offer:
 *
 * <pre>
 * answered                               the router has done its work
 * caller gone                            the agent is as before
 * no answer, declined, busy, unreachable to the agent's ring-no-answer number, else back to the head
 * not arrived, withdrawn                 back to the head of its queues
 * </pre>
 *
 * <p>Whoever takes the actions must not call back before the method returned that said them.
 */
public final class Router {

    /** What a timer is for. */
    record TimerKey(RouterTimerKind kind, long callId) {}

    private static final int MINUTES_OF_DAY = 1_440;
    private static final int CAUSE_NORMAL = 16;

    RouterSettings settings;
    final Map<String, SitePlan> plans = new TreeMap<>();
    final Map<Long, RoutedCall> calls = new LinkedHashMap<>();
    final Queues queues = new Queues();
    final Timers<TimerKey> timers = new Timers<>();
    int localMinute = -1;
    int weekday;
    long heldUntilMs;

    public Router(RouterSettings settings) {
        this.settings = settings;
    }

    /** The whole state. */
    public RouterState toRecord() {
        return RouterRecords.toRecord(this);
    }

    /** A router that goes on where the state was taken. */
    public static Router restore(RouterState state, RouterSettings settings) {
        return RouterRecords.fromRecord(state, settings);
    }

    /** Times from now on; timers that run keep theirs. */
    public void setSettings(RouterSettings settings) {
        this.settings = settings;
    }

    /** Sets or replaces the plan of a number; calls under way keep the plan they started with. */
    public void setPlan(SitePlan plan) {
        plans.put(plan.number(), plan);
    }

    /** The plan of a dialed number, or null when it has none. */
    public SitePlan plan(String number) {
        return plans.get(number);
    }

    /**
     * Local time of the site, told at start and every minute; until then every hour is open.
     *
     * @param localMinute minute of the local day, 0 to 1439
     * @param weekday 0 Monday to 6 Sunday
     */
    public void calendar(int localMinute, int weekday) {
        this.localMinute = localMinute;
        this.weekday = weekday;
    }

    /**
     * A call to a planned number starts its plan.
     *
     * @return false when the number has no plan, or the call is here already; nothing was done then
     */
    public boolean callArrived(
            long callId, String number, long nowMs, Consumer<? super RouterAction> out) {
        SitePlan plan = plans.get(number);
        if (plan == null || calls.containsKey(callId)) {
            return false;
        }
        RoutedCall call = new RoutedCall(callId, plan);
        calls.put(callId, call);
        run(call, nowMs, out);
        return true;
    }

    /** The announcement that {@link RouterAction.PlayGreeting} asked for ended, or failed. */
    public void greetingEnded(long callId, long nowMs, Consumer<? super RouterAction> out) {
        RoutedCall call = calls.get(callId);
        if (call == null || call.media == null) {
            return;
        }
        MediaUse use = call.media;
        call.media = null;
        timers.cancel(new TimerKey(RouterTimerKind.MEDIA, callId));
        if (use == MediaUse.RELEASE) {
            release(call, out);
        } else {
            if (!call.queues.isEmpty()) {
                out.accept(new HearMusic(callId, call.plan.music()));
            }
            next(call, nowMs, out);
        }
    }

    /** The caller hung up, or the call was taken out of the router's hands. */
    public void callGone(long callId, long nowMs, Consumer<? super RouterAction> out) {
        RoutedCall call = calls.get(callId);
        if (call == null) {
            return;
        }
        if (call.offer != null) {
            endOffer(call, OfferEnd.CALLER_GONE, out);
        } else {
            dequeue(call, out);
        }
        forget(call);
    }

    /** An agent may be offered calls; also when skills or rank changed. */
    public void agentRoutable(RoutableAgent agent, long nowMs, Consumer<? super RouterAction> out) {
        queues.addIdle(agent);
        Queues.Match match = queues.firstCall(agent);
        if (match != null) {
            offer(calls.get(match.call().callId()), agent, match.skillGroup(), nowMs, out);
        }
    }

    /** An agent must not be offered calls; an offer that is under way goes on. */
    public void agentNotRoutable(String agentId) {
        queues.removeIdle(agentId);
    }

    /** The offered call rings at the agent: the ring-no-answer time runs. */
    public void offerArrived(long callId, long nowMs) {
        RoutedCall call = calls.get(callId);
        TimerKey arrival = new TimerKey(RouterTimerKind.ARRIVAL, callId);
        if (call == null || call.offer == null || timers.dueMs(arrival) == Long.MAX_VALUE) {
            return;
        }
        timers.cancel(arrival);
        if (call.offer.ringNoAnswerMs() > 0) {
            TimerKey ring = new TimerKey(RouterTimerKind.RING, callId);
            timers.set(ring, nowMs + call.offer.ringNoAnswerMs());
        }
    }

    /**
     * The agent pressed answer, the phone and the switch are still at it: the ring-no-answer time
     * is over, but the offer is given up if nothing more is told for {@link
     * RouterSettings#answerMaxMs}.
     */
    public void offerAccepted(long callId, long nowMs) {
        RoutedCall call = calls.get(callId);
        if (call != null && call.offer != null) {
            timers.cancel(new TimerKey(RouterTimerKind.ARRIVAL, callId));
            TimerKey ring = new TimerKey(RouterTimerKind.RING, callId);
            timers.set(ring, nowMs + settings.answerMaxMs());
        }
    }

    /** The agent answered; the router has done its work with this call. */
    public void offerAnswered(long callId, long nowMs) {
        RoutedCall call = calls.get(callId);
        if (call != null && call.offer != null) {
            forget(call);
        }
    }

    /**
     * The offer came to nothing, as the switch said; the call goes back to the head of its queue or
     * to the ring-no-answer number.
     *
     * @param end any but {@link OfferEnd#CALLER_GONE}, for which there is {@link #callGone}
     */
    public void offerFailed(
            long callId, OfferEnd end, long nowMs, Consumer<? super RouterAction> out) {
        RoutedCall call = calls.get(callId);
        if (call == null || call.offer == null) {
            return;
        }
        String number = call.offer.ringNoAnswerNumber();
        endOffer(call, end, out);
        boolean missed =
                switch (end) {
                    case NO_ANSWER, DECLINED, BUSY, UNREACHABLE -> true;
                    case CALLER_GONE, WITHDRAWN, NOT_ARRIVED -> false;
                };
        if (missed && !number.isEmpty()) {
            moveTo(call, number, nowMs, out);
        } else {
            putBack(call, nowMs, out);
        }
    }

    /**
     * The switch cannot be judged for a while, because the way to it changes: no offer is given up
     * before {@code untilMs}.
     */
    public void holdJudgement(long untilMs) {
        heldUntilMs = untilMs;
    }

    /** Fires what is due. */
    public void onTime(long nowMs, Consumer<? super RouterAction> out) {
        for (TimerKey key = timers.poll(nowMs); key != null; key = timers.poll(nowMs)) {
            fire(key, nowMs, out);
        }
    }

    private void fire(TimerKey key, long nowMs, Consumer<? super RouterAction> out) {
        boolean judgesSwitch =
                key.kind() == RouterTimerKind.ARRIVAL || key.kind() == RouterTimerKind.RING;
        if (judgesSwitch && nowMs < heldUntilMs) {
            timers.set(key, heldUntilMs);
            return;
        }
        switch (key.kind()) {
            case STEP -> next(calls.get(key.callId()), nowMs, out);
            case ARRIVAL -> offerFailed(key.callId(), OfferEnd.NOT_ARRIVED, nowMs, out);
            case RING -> offerFailed(key.callId(), OfferEnd.NO_ANSWER, nowMs, out);
            case MEDIA -> greetingEnded(key.callId(), nowMs, out);
        }
    }

    /** When {@link #onTime} wants to be called next; {@link Long#MAX_VALUE} when never. */
    public long nextDeadlineMs() {
        return timers.nextMs();
    }

    /** True while the router holds the call: in its plan, a queue, or offered. */
    public boolean holds(long callId) {
        return calls.containsKey(callId);
    }

    /** Every call that the router holds, by age. */
    public List<Long> calls() {
        return List.copyOf(calls.keySet());
    }

    /** AgentID of the agent whom a call is offered to, or null. */
    public String offeredTo(long callId) {
        RoutedCall call = calls.get(callId);
        return call == null || call.offer == null ? null : call.offer.agentId();
    }

    /** Skill groups that a call waits for; empty while it is offered. */
    public List<Integer> queuesOf(long callId) {
        RoutedCall call = calls.get(callId);
        return call == null || call.offer != null ? List.of() : List.copyOf(call.queues.keySet());
    }

    /** How many calls wait for a skill group. */
    public int waiting(int skillGroup) {
        return queues.waiting(skillGroup);
    }

    /** Since when the call that waits longest for a skill group waits; -1 when none. */
    public long longestWaitingSinceMs(int skillGroup) {
        return queues.longestSinceMs(skillGroup);
    }

    /** How many agents of a skill group wait for calls. */
    public int idleAgents(int skillGroup) {
        return queues.idleAgents(skillGroup);
    }

    /** The next step, unless an offer is under way: then after it. */
    private void next(RoutedCall call, long nowMs, Consumer<? super RouterAction> out) {
        if (call.offer != null) {
            call.stepDue = true;
        } else {
            run(call, nowMs, out);
        }
    }

    /** Does steps until the call waits for something. */
    private void run(RoutedCall call, long nowMs, Consumer<? super RouterAction> out) {
        boolean goOn = true;
        while (goOn) {
            PlanStep step = call.nextStep();
            goOn =
                    switch (step) {
                        case null -> ended(call, out);
                        case PlayGreeting greeting ->
                                play(call, greeting.media(), MediaUse.NEXT_STEP, nowMs, out);
                        case CheckHours hours ->
                                open(hours) || leave(call, hours.closedMedia(), nowMs, out);
                        case QueueTo queue -> enqueue(call, queue, nowMs, out);
                        case ReleaseCall last -> leave(call, last.media(), nowMs, out);
                    };
        }
    }

    private boolean ended(RoutedCall call, Consumer<? super RouterAction> out) {
        if (call.queues.isEmpty()) {
            release(call, out);
        }
        return false;
    }

    private boolean open(CheckHours hours) {
        if (localMinute < 0) {
            return true;
        }
        boolean overMidnight = hours.fromMinute() > hours.toMinute();
        boolean inside =
                overMidnight
                        ? localMinute >= hours.fromMinute() || localMinute < hours.toMinute()
                        : localMinute >= hours.fromMinute()
                                && localMinute < Math.min(hours.toMinute(), MINUTES_OF_DAY);
        return inside && (hours.weekdays() >> weekday & 1) == 1;
    }

    private boolean play(
            RoutedCall call,
            String media,
            MediaUse use,
            long nowMs,
            Consumer<? super RouterAction> out) {
        answer(call, out);
        call.media = use;
        timers.set(new TimerKey(RouterTimerKind.MEDIA, call.callId), nowMs + settings.mediaMaxMs());
        out.accept(new RouterAction.PlayGreeting(call.callId, media));
        return false;
    }

    /** Out of all queues, then the announcement if there is one, then cleared. */
    private boolean leave(
            RoutedCall call, String media, long nowMs, Consumer<? super RouterAction> out) {
        dequeue(call, out);
        call.queues.clear();
        if (media.isEmpty()) {
            release(call, out);
            return false;
        }
        return play(call, media, MediaUse.RELEASE, nowMs, out);
    }

    private void answer(RoutedCall call, Consumer<? super RouterAction> out) {
        if (!call.answered) {
            call.answered = true;
            out.accept(new AnswerCaller(call.callId));
        }
    }

    /** Into one more queue; true when the next step is to be done at once. */
    private boolean enqueue(
            RoutedCall call, QueueTo queue, long nowMs, Consumer<? super RouterAction> out) {
        int group = queue.skillGroup();
        boolean first = call.queues.isEmpty();
        if (call.queues.containsKey(group)) {
            queues.remove(call, group);
        }
        if (call.queuedSinceMs < 0) {
            call.queuedSinceMs = nowMs;
        }
        answer(call, out);
        if (first) {
            out.accept(new HearMusic(call.callId, call.plan.music()));
        }
        call.queues.put(group, queue.priority());
        queues.add(call, group);
        int waiting = queues.waiting(group);
        out.accept(new Queued(call.callId, group, queue.priority(), waiting));
        boolean last = call.step >= call.plan.steps().size();
        if (!last && queue.waitSeconds() > 0) {
            TimerKey key = new TimerKey(RouterTimerKind.STEP, call.callId);
            timers.set(key, nowMs + queue.waitSeconds() * 1_000L);
        }
        boolean atOnce = !last && queue.waitSeconds() <= 0;
        RoutableAgent agent = queues.bestAgent(group);
        if (agent == null) {
            return atOnce;
        }
        call.stepDue = atOnce;
        offer(call, agent, group, nowMs, out);
        return false;
    }

    private void offer(
            RoutedCall call,
            RoutableAgent agent,
            int skillGroup,
            long nowMs,
            Consumer<? super RouterAction> out) {
        dequeue(call, out);
        queues.removeIdle(agent.agentId());
        call.offer = Offer.to(agent, skillGroup);
        timers.set(
                new TimerKey(RouterTimerKind.ARRIVAL, call.callId),
                nowMs + settings.offerArrivesMs());
        out.accept(
                new OfferTo(
                        call.callId,
                        agent.agentId(),
                        agent.instrument(),
                        skillGroup,
                        agent.ringNoAnswerMs()));
    }

    /** Out of the queues of the groups, which the call remembers. */
    private void dequeue(RoutedCall call, Consumer<? super RouterAction> out) {
        if (call.offer != null) {
            return;
        }
        for (int group : call.queues.keySet()) {
            queues.remove(call, group);
            out.accept(new Dequeued(call.callId, group, queues.waiting(group)));
        }
    }

    private void endOffer(RoutedCall call, OfferEnd end, Consumer<? super RouterAction> out) {
        timers.cancel(new TimerKey(RouterTimerKind.ARRIVAL, call.callId));
        timers.cancel(new TimerKey(RouterTimerKind.RING, call.callId));
        String agentId = call.offer.agentId();
        call.offer = null;
        out.accept(new EndOffer(call.callId, agentId, end));
    }

    private void putBack(RoutedCall call, long nowMs, Consumer<? super RouterAction> out) {
        call.returned = true;
        if (call.media == null) {
            out.accept(new HearMusic(call.callId, call.plan.music()));
        }
        call.queues.forEach(
                (group, priority) -> {
                    queues.add(call, group);
                    int waiting = queues.waiting(group);
                    out.accept(new Queued(call.callId, group, priority, waiting));
                });
        for (int group : call.queues.keySet()) {
            RoutableAgent agent = queues.bestAgent(group);
            if (agent != null) {
                offer(call, agent, group, nowMs, out);
                return;
            }
        }
        if (call.stepDue) {
            call.stepDue = false;
            run(call, nowMs, out);
        }
    }

    private void moveTo(
            RoutedCall call, String number, long nowMs, Consumer<? super RouterAction> out) {
        SitePlan plan = plans.get(number);
        out.accept(new MoveTo(call.callId, number, plan != null));
        if (plan == null) {
            forget(call);
            return;
        }
        for (RouterTimerKind each : RouterTimerKind.values()) {
            timers.cancel(new TimerKey(each, call.callId));
        }
        call.startPlan(plan);
        run(call, nowMs, out);
    }

    private void release(RoutedCall call, Consumer<? super RouterAction> out) {
        forget(call);
        out.accept(new Release(call.callId, CAUSE_NORMAL));
    }

    private void forget(RoutedCall call) {
        calls.remove(call.callId);
        for (RouterTimerKind each : RouterTimerKind.values()) {
            timers.cancel(new TimerKey(each, call.callId));
        }
    }
}
