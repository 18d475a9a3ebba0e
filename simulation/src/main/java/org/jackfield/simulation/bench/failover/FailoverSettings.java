package org.jackfield.simulation.bench.failover;

/**
 * What is measured.
 *
 * @param agents desktops, 10 to 5000
 * @param callsPerHour callers from outside
 * @param warmSeconds traffic before each fault
 * @param faultSecondsMax a desktop that does not show the truth so long after a fault is counted as
 *     never restored
 * @param tls desktops come by wss
 * @param program class with the main method whose {@code run} starts a role
 */
public record FailoverSettings(
        int agents,
        int callsPerHour,
        int warmSeconds,
        int faultSecondsMax,
        boolean tls,
        String program) {

    public FailoverSettings {
        if (agents < 10 || agents > 5000) {
            throw new IllegalArgumentException("--agents: 10 to 5000, not " + agents);
        }
        if (callsPerHour < 0 || callsPerHour > 1_000_000) {
            throw new IllegalArgumentException(
                    "--calls-per-hour: 0 to 1000000, not " + callsPerHour);
        }
    }
}
