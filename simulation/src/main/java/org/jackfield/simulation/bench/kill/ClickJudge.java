package org.jackfield.simulation.bench.kill;

import org.jackfield.protocol.cil.Outcome;

/** Judges one click by its outcome and by what became of it. */
final class ClickJudge {

    /** The gateway refuses what is older than 2 s; what happens a second later still is late. */
    static final int LATE_MS = 3_000;

    private ClickJudge() {}

    /**
     * Whether it was carried out though it must not be: ever after it was refused, or later than
     * {@link #LATE_MS} after the click when nobody knows how it ended.
     *
     * @param soInTime whether it was so {@link #LATE_MS} after the click
     * @param soLater whether it became so at any time, in time or not
     */
    static boolean late(Outcome outcome, boolean soInTime, boolean soLater) {
        return switch (outcome) {
            case DONE -> false;
            case TIMED_OUT -> soLater && !soInTime;
            default -> soInTime || soLater;
        };
    }
}
