package org.jackfield.gateway.router;

import org.jackfield.gateway.agent.OfferEnd;

/** What the router wants done with a call, in order. */
public sealed interface RouterAction {

    /** ConnectionCallID of the call. */
    long callId();

    /**
     * The caller's channel is to be answered; said before the first thing the caller shall hear.
     */
    record AnswerCaller(long callId) implements RouterAction {}

    /** The caller shall hear an announcement; its end is told by {@link Router#greetingEnded}. */
    record PlayGreeting(long callId, String media) implements RouterAction {}

    /** The caller shall hear music until something else is said. */
    record HearMusic(long callId, String musicClass) implements RouterAction {}

    /**
     * The call waits, from now on, in the queue of one more skill group (CALL_QUEUED_EVENT).
     *
     * @param priority 1 first, 10 last
     * @param waiting how many calls wait there now, this one included
     */
    record Queued(long callId, int skillGroup, int priority, int waiting) implements RouterAction {}

    /** The call left all queues, for an offer or for good (CALL_DEQUEUED_EVENT). */
    record Dequeued(long callId, int skillGroup, int waiting) implements RouterAction {}

    /**
     * The call is to ring at an agent: reserve the agent, pre-call event, then the phone. The
     * router hears {@link Router#offerArrived}, {@link Router#offerAnswered} or {@link
     * Router#offerFailed}.
     *
     * @param ringNoAnswerMs how long it will ring before the router withdraws it; 0 = for ever
     */
    record OfferTo(
            long callId, String agentId, String instrument, int skillGroup, long ringNoAnswerMs)
            implements RouterAction {}

    /**
     * An offer is over: clear the agent's leg if there is one, and tell the agent book the reason.
     * What happens to the call follows as an action of its own.
     */
    record EndOffer(long callId, String agentId, OfferEnd end) implements RouterAction {}

    /**
     * The call is to be cleared; the router has forgotten it.
     *
     * @param cause Q.850 cause for the caller
     */
    record Release(long callId, int cause) implements RouterAction {}

    /**
     * The call goes on to another number: if it is planned the router has taken it there already,
     * else the router has forgotten it and the OPC dials it.
     *
     * @param planned true when the router goes on with it
     */
    record MoveTo(long callId, String number, boolean planned) implements RouterAction {}
}
