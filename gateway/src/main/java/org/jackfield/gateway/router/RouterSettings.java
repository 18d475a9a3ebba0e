package org.jackfield.gateway.router;

/**
 * Times of the router.
 *
 * @param offerArrivesMs an offer that does not ring at the phone for so long did not arrive,
 *     default 4000
 * @param mediaMaxMs an announcement whose end is not told for so long is taken as ended, default
 *     300000
 */
public record RouterSettings(long offerArrivesMs, long mediaMaxMs) {

    /** The defaults. */
    public static final RouterSettings DEFAULT = new RouterSettings(4_000, 300_000);

    public RouterSettings {
        if (offerArrivesMs <= 0 || mediaMaxMs <= 0) {
            throw new IllegalArgumentException(
                    "offerArrivesMs and mediaMaxMs must be above 0, not "
                            + offerArrivesMs
                            + " and "
                            + mediaMaxMs);
        }
    }
}
