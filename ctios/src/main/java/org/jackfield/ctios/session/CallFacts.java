package org.jackfield.ctios.session;

import org.jackfield.protocol.ged188.LocalConnectionState;

/**
 * All that a call's buttons hang on, besides the agent.
 *
 * @param status of this connection
 * @param partner status of the other leg of a consultation, or null
 * @param partnerName who is on the other leg
 * @param otherName who is on this one
 * @param otherTalks another call at the phone is talked on
 * @param answered how many talk or hold, this one too
 * @param phoneOnly only the phone itself can answer
 * @param leg what this connection is to its partner
 * @param heard somebody else on this call talks
 * @param partyAway on the consultation the called party holds, or somebody else is still called
 * @param changed the call that the consultation is about was joined with another since
 * @param conferenceOutside a transfer would leave a conference to a party outside
 */
record CallFacts(
        LocalConnectionState status,
        LocalConnectionState partner,
        String partnerName,
        String otherName,
        boolean otherTalks,
        int answered,
        boolean phoneOnly,
        Leg leg,
        boolean heard,
        boolean partyAway,
        boolean changed,
        boolean conferenceOutside) {

    /** What a connection is to the other one at the phone. */
    enum Leg {
        /** There is no other, or the two have nothing to do with one another. */
        NONE,
        /** The call that the consultation is about. */
        ORIGINAL,
        /** The consultation. */
        CONSULT
    }

    /** The leg of the two that is not held; this one when there is one only. */
    LocalConnectionState active() {
        return partner == null || status != LocalConnectionState.HOLD ? status : partner;
    }

    /** True when the leg that is not held is the consultation. */
    boolean consultIsActive() {
        return leg == (status != LocalConnectionState.HOLD ? Leg.CONSULT : Leg.ORIGINAL);
    }

    /** Who is on the consultation. */
    String consultName() {
        return leg == Leg.CONSULT ? otherName : partnerName;
    }

    /** Who is on the leg that is not held. */
    String activeName() {
        return partner == null || status != LocalConnectionState.HOLD ? otherName : partnerName;
    }
}
