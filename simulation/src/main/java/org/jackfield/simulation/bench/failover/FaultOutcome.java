package org.jackfield.simulation.bench.failover;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What one fault did to the desktops.
 *
 * @param name what was done
 * @param shown of each desktop that showed it: when, in milliseconds from the fault; sorted
 * @param dark when those that were not live at all became so; the others were only behind the
 *     switch for a moment; sorted
 * @param movedMs until the switch listened to another side; 0 when it was no matter of that
 * @param restoredMs of each desktop that showed it: until it showed the truth again; sorted
 * @param sinceDarkMs of those that were not live: from then until right again; sorted
 * @param never desktops that did not within the time
 * @param cpuSeconds that all servers used during the storm
 * @param peakMb the highest of each server during it, all together
 * @param residentMb of all servers at the end of it
 * @param seconds length of the storm
 */
record FaultOutcome(
        String name,
        long[] shown,
        long[] dark,
        long movedMs,
        long[] restoredMs,
        long[] sinceDarkMs,
        int never,
        double cpuSeconds,
        long peakMb,
        long residentMb,
        double seconds) {

    private static final double MS_A_SECOND = 1000.0;

    /** What the desktops' process told: as {@link DeskFarm#times} says. */
    static FaultOutcome of(
            String name,
            String times,
            long movedMs,
            double cpuSeconds,
            long peakMb,
            long residentMb,
            double seconds) {
        List<long[]> all = new ArrayList<>();
        for (String word : times.split(" ")) {
            String[] both = word.split(":");
            if (both.length == 3) {
                all.add(Arrays.stream(both).mapToLong(Long::parseLong).toArray());
            }
        }
        List<long[]> back = all.stream().filter(each -> each[1] >= 0).toList();
        return new FaultOutcome(
                name,
                all.stream().mapToLong(each -> each[0]).sorted().toArray(),
                all.stream().mapToLong(each -> each[2]).filter(ms -> ms >= 0).sorted().toArray(),
                movedMs,
                back.stream().mapToLong(each -> each[1]).sorted().toArray(),
                back.stream()
                        .filter(each -> each[2] >= 0)
                        .mapToLong(each -> each[1] - each[2])
                        .sorted()
                        .toArray(),
                all.size() - back.size(),
                cpuSeconds,
                peakMb,
                residentMb,
                seconds);
    }

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
