package org.jackfield.gateway.router;

/**
 * Times of the router.
 *
 * @param offerArrivesMs an offer that does not ring at the phone for so long did not arrive,
 *     default 4000
 * @param answerMaxMs an offer that the agent accepted is given up when the phone and the switch
 *     take so long over it, default 15000
 * @param mediaMaxMs an announcement whose end is not told for so long is taken as ended, default
 *     300000
 */
public record RouterSettings(long offerArrivesMs, long answerMaxMs, long mediaMaxMs) {

    /** The defaults. */
    public static final RouterSettings DEFAULT = new RouterSettings(4_000, 15_000, 300_000);

    public RouterSettings {
        if (offerArrivesMs <= 0 || answerMaxMs <= 0 || mediaMaxMs <= 0) {
            throw new IllegalArgumentException(
                    "times of the router must be above 0: "
                            + offerArrivesMs
                            + ", "
                            + answerMaxMs
                            + ", "
                            + mediaMaxMs);
        }
    }
}
