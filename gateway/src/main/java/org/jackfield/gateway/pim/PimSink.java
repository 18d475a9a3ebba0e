package org.jackfield.gateway.pim;

import org.jackfield.protocol.pim.PimReport;

/** Where a PIM reports to. */
public interface PimSink {

    /** Whether the switch can be reached; said by active and standby PIMs alike. */
    void reachable(boolean reachable, String reason);

    /** What the switch said, in order, under the epoch of the last {@link Pim#activate}. */
    void report(int epoch, PimReport report);
}
