package org.jackfield.simulation.bench.failover;

import java.util.List;

/**
 * What is measured.
 *
 * @param agents desktops, 10 to 5000
 * @param callsPerHour callers from outside
 * @param warmSeconds traffic before each fault
 * @param faultSecondsMax a desktop that does not show the truth so long after a fault is counted as
 *     never restored
 * @param tls desktops come by wss
 * @param faults names of {@link #FAULTS} to be done, in the order of that list; empty: all
 * @param program class with the main method whose {@code run} starts a role
 */
public record FailoverSettings(
        int agents,
        int callsPerHour,
        int warmSeconds,
        int faultSecondsMax,
        boolean tls,
        List<String> faults,
        String program) {

    /** All that can be done, in this order. */
    public static final List<String> FAULTS =
            List.of("leader", "active", "ctios", "link-cut", "link-silent", "ctios-silent");

    public FailoverSettings {
        if (agents < 10 || agents > 5000) {
            throw new IllegalArgumentException("--agents: 10 to 5000, not " + agents);
        }
        if (callsPerHour < 0 || callsPerHour > 1_000_000) {
            throw new IllegalArgumentException(
                    "--calls-per-hour: 0 to 1000000, not " + callsPerHour);
        }
        faults = List.copyOf(faults);
        if (!FAULTS.containsAll(faults)) {
            throw new IllegalArgumentException("--fault: of " + FAULTS + ", not " + faults);
        }
    }

    boolean wanted(String fault) {
        return faults.isEmpty() || faults.contains(fault);
    }
}
