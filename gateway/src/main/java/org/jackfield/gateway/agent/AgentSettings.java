package org.jackfield.gateway.agent;

/**
 * Times and reasons of the agent book.
 *
 * @param deviceGraceMs a phone that is out of service for so long logs its agent out, default 4000;
 *     the agent is not ready (50003) at once and gets the state back when the phone is back in time
 * @param offerArrivesMs a reservation whose call does not show at the phone for so long is taken
 *     back, default 5000 (a stuck state lives no longer)
 * @param lostNotReadyReason reason of not ready when the agent's session ended, default 50002
 * @param lostLogoutReason reason of the logout that follows, default 50002
 * @param comeBack true when an agent whose phone or switch was away is logged in again, not ready,
 *     as soon as it is back, if the session is still there; default false: by hand (BEH-346, 474)
 */
public record AgentSettings(
        long deviceGraceMs,
        long offerArrivesMs,
        int lostNotReadyReason,
        int lostLogoutReason,
        boolean comeBack) {

    /** The defaults. */
    public static final AgentSettings DEFAULT =
            new AgentSettings(
                    4_000, 5_000, SystemReason.CLIENT_LOST, SystemReason.CLIENT_LOST, false);

    public AgentSettings {
        if (deviceGraceMs < 0 || offerArrivesMs <= 0) {
            throw new IllegalArgumentException(
                    "deviceGraceMs must be 0 or more and offerArrivesMs above 0: "
                            + deviceGraceMs
                            + ", "
                            + offerArrivesMs);
        }
    }
}
