package org.jackfield.gateway.agent;

import java.util.Objects;

/**
 * One connection at a phone, as far as the state of the agent at it depends on it.
 *
 * @param callId ConnectionCallID
 * @param phase how far the connection is
 * @param direction seen from the phone
 * @param skillGroup SkillGroupNumber by which the call was routed to this agent; {@link
 *     #NOT_ROUTED} for a call that no plan brought here
 * @param answered true once the phone has spoken with somebody in this call; stays true
 */
public record CallAtDevice(
        long callId, Phase phase, Direction direction, int skillGroup, boolean answered) {

    /** No routing plan brought the call here: it counts for the default skill group (BEH-322). */
    public static final int NOT_ROUTED = -1;

    public CallAtDevice {
        Objects.requireNonNull(phase, "phase");
        Objects.requireNonNull(direction, "direction");
    }

    /** How far a connection is. */
    public enum Phase {
        /** Off hook, dialling; the far end does not hear or ring yet. */
        INITIATED,
        /** Rings, or is shown as ringing, at this phone. */
        ALERTING,
        /** Connected, or its far end is called. */
        ACTIVE,
        /** Held by this phone. */
        HELD
    }

    /** Who called whom; the values of CallDirection in AGENT_STATE_EVENT. */
    public enum Direction {
        /** From outside. */
        IN(1),
        /** To the outside. */
        OUT(2),
        /** From another phone of the site. */
        OTHER_IN(3),
        /** To another phone of the site. */
        OTHER_OUT(4);

        private final int value;

        Direction(int value) {
            this.value = value;
        }

        /** CallDirection of the CTI Server protocol. */
        public int value() {
            return value;
        }

        /** True when the phone is the called one. */
        public boolean incoming() {
            return this == IN || this == OTHER_IN;
        }
    }

    /** True when a routing plan brought the call here. */
    public boolean routed() {
        return skillGroup != NOT_ROUTED;
    }
}
