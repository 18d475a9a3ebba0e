package org.jackfield.simulation.bench.road;

/**
 * What is measured.
 *
 * @param agents who are logged in, each with a WebSocket client
 * @param callsPerSecond that reach them
 * @param warmSeconds of traffic before anything is measured
 * @param seconds of traffic that are measured, then again by the raw server
 */
public record RoadSettings(int agents, int callsPerSecond, int warmSeconds, int seconds) {

    /** A call keeps its agent busy for about so long. */
    private static final int CALL_SECONDS = 6;

    private static final int AGENTS_MAX = 9_000;

    public RoadSettings {
        if (agents < 1 || agents > AGENTS_MAX) {
            throw new IllegalArgumentException("--agents " + agents + ": give 1 to " + AGENTS_MAX);
        }
        if (callsPerSecond < 1 || callsPerSecond * CALL_SECONDS > agents) {
            throw new IllegalArgumentException(
                    "--rate "
                            + callsPerSecond
                            + ": give 1 to "
                            + Math.max(1, agents / CALL_SECONDS)
                            + " calls a second for "
                            + agents
                            + " agents, as a call keeps one of them busy for "
                            + CALL_SECONDS
                            + " s");
        }
    }
}
