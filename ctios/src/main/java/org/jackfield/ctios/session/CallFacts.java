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
 * @param conference three parties or more
 * @param phoneOnly only the phone itself can answer
 */
record CallFacts(
        LocalConnectionState status,
        LocalConnectionState partner,
        String partnerName,
        String otherName,
        boolean otherTalks,
        boolean conference,
        boolean phoneOnly) {

    /** The leg of the two that is not held; this one when there is one only. */
    LocalConnectionState active() {
        return partner == null || status != LocalConnectionState.HOLD ? status : partner;
    }

    /** Who is on the leg that is not held. */
    String activeName() {
        return partner == null || status != LocalConnectionState.HOLD ? otherName : partnerName;
    }
}
