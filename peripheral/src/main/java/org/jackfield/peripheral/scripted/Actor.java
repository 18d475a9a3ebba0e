package org.jackfield.peripheral.scripted;

import org.jackfield.protocol.pim.PimReport;

/** Somebody at the switch who acts: a script, a crowd of callers; or who only looks on. */
public interface Actor {

    /**
     * Something happened at the switch, whether a gateway hears of it or not. May act at once.
     *
     * @param report what, as the gateway is told it
     */
    void happened(PimReport report, long nowMs);

    /** Does what is due. */
    void onTime(long nowMs);

    /** When {@link #onTime} wants to be called next; {@link Long#MAX_VALUE} when never. */
    long nextDeadlineMs();
}
