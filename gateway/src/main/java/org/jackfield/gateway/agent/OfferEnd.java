package org.jackfield.gateway.agent;

/** Why an agent who was reserved for a call does not get it. */
public enum OfferEnd {
    /** The caller hung up, or the call was taken elsewhere: the agent is ready as before. */
    CALLER_GONE,
    /** The offer was taken back for a reason that is not the agent's: ready as before. */
    WITHDRAWN,
    /** It rang and nobody answered in time: not ready, {@link SystemReason#RING_NO_ANSWER}. */
    NO_ANSWER,
    /** The agent refused it at the phone: not ready, {@link SystemReason#DECLINED}. */
    DECLINED,
    /** The phone was busy: not ready, {@link SystemReason#NON_ACD_BUSY}. */
    BUSY,
    /** The phone could not be reached: not ready, {@link SystemReason#DEVICE_OUT_OF_SERVICE}. */
    UNREACHABLE,
    /**
     * The call never reached the phone, nobody knows why: ready as before, but the second time in a
     * row not ready, {@link SystemReason#CALLS_NOT_ARRIVED}.
     */
    NOT_ARRIVED
}
