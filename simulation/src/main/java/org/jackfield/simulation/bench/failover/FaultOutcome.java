package org.jackfield.simulation.bench.failover;

import java.util.Arrays;

/**
 * What one fault did to the desktops.
 *
 * @param name what was done
 * @param noticedMs from the fault until the first desktop showed it; 0 when none did
 * @param movedMs until the switch listened to another side; 0 when it was no matter of that
 * @param restoredMs of each desktop that showed it: until it showed the truth again; sorted
 * @param never desktops that did not within the time
 * @param cpuSeconds that all servers used during the storm
 * @param residentMb of all servers at the end of it
 * @param seconds length of the storm
 */
record FaultOutcome(
        String name,
        long noticedMs,
        long movedMs,
        long[] restoredMs,
        int never,
        double cpuSeconds,
        long residentMb,
        double seconds) {

    private static final double MS_A_SECOND = 1000.0;

    /** All of several faults in one. */
    static long[] together(Iterable<FaultOutcome> outcomes) {
        long[] all = new long[0];
        for (FaultOutcome each : outcomes) {
            int before = all.length;
            all = Arrays.copyOf(all, before + each.restoredMs.length);
            System.arraycopy(each.restoredMs, 0, all, before, each.restoredMs.length);
        }
        Arrays.sort(all);
        return all;
    }

    /** The value below which a share of the sorted ones lies, in seconds; 0 when there are none. */
    static double seconds(long[] sorted, double share) {
        if (sorted.length == 0) {
            return 0;
        }
        int at = (int) Math.min(sorted.length - 1L, (long) (sorted.length * share));
        return sorted[at] / MS_A_SECOND;
    }
}
