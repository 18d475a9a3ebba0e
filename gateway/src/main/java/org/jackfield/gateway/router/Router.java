package org.jackfield.gateway.router;

import org.jackfield.gateway.agent.OfferEnd;
import org.jackfield.gateway.agent.RoutableAgent;
import org.jackfield.protocol.site.SitePlan;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Brings calls of planned numbers to agents.
 *
 * <p>Which call is served first: the lower queue priority number, then the longer wait. Which agent
 * gets it: the better skill priority (1 best, 0 the base group last), then the longest available,
 * then the lower AgentID.
 */
public final class Router {

    private final Map<String, SitePlan> plans = new TreeMap<>();

    /** Sets or replaces the plan of a number; calls under way keep the plan they started with. */
    public void setPlan(SitePlan plan) {
        plans.put(plan.number(), plan);
    }

    /** The plan of a dialed number, or null when it has none. */
    public SitePlan plan(String number) {
        return plans.get(number);
    }

    /**
     * Local time of the site, told at start and every minute.
     *
     * @param localMinute minute of the local day, 0 to 1439
     * @param weekday 0 Monday to 6 Sunday
     */
    public void calendar(int localMinute, int weekday) {}

    /**
     * A call to a planned number starts its plan.
     *
     * @return false when the number has no plan; nothing was done then
     */
    public boolean callArrived(
            long callId, String number, long nowMs, Consumer<? super RouterAction> out) {
        return plans.containsKey(number);
    }

    /** The announcement that {@link RouterAction.PlayGreeting} asked for ended, or failed. */
    public void greetingEnded(long callId, long nowMs, Consumer<? super RouterAction> out) {}

    /** The caller hung up, or the call was taken out of the router's hands. */
    public void callGone(long callId, long nowMs, Consumer<? super RouterAction> out) {}

    /** An agent may be offered calls; also when skills or rank changed. */
    public void agentRoutable(
            RoutableAgent agent, long nowMs, Consumer<? super RouterAction> out) {}

    /** An agent must not be offered calls; an offer that is under way goes on. */
    public void agentNotRoutable(String agentId) {}

    /** The offered call rings at the agent: the ring-no-answer time runs. */
    public void offerArrived(long callId, long nowMs) {}

    /** The agent answered; the router has done its work with this call. */
    public void offerAnswered(long callId, long nowMs) {}

    /**
     * The offer came to nothing, as the switch said; the call goes back to the head of its queue or
     * to the ring-no-answer number.
     *
     * @param end any but {@link OfferEnd#CALLER_GONE}, for which there is {@link #callGone}
     */
    public void offerFailed(
            long callId, OfferEnd end, long nowMs, Consumer<? super RouterAction> out) {}

    /** Fires what is due. */
    public void onTime(long nowMs, Consumer<? super RouterAction> out) {}

    /** When {@link #onTime} wants to be called next; {@link Long#MAX_VALUE} when never. */
    public long nextDeadlineMs() {
        return Long.MAX_VALUE;
    }

    /** True while the router holds the call: in its plan, a queue, or offered. */
    public boolean holds(long callId) {
        return false;
    }

    /** How many calls wait for a skill group. */
    public int waiting(int skillGroup) {
        return 0;
    }

    /** Since when the call that waits longest for a skill group waits; -1 when none. */
    public long longestWaitingSinceMs(int skillGroup) {
        return -1;
    }
}
