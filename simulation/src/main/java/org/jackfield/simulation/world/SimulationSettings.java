package org.jackfield.simulation.world;

/**
 * What is simulated.
 *
 * @param seed of everything that chance decides
 * @param minutes simulated minutes of traffic; what is open then gets another hour to end
 * @param agents automatic agents, 1 to 5000
 * @param desks so many of them sit at desktops of CTI OS, the others are clients of CTI Server
 * @param callsADay calls of each agent in a day of 24 hours; default 80
 * @param faults which faults come; default all
 * @param snapshotEvery so many inputs lie between two replacements of the OPC by one restored from
 *     its snapshot; 0 = never; default 20000
 */
public record SimulationSettings(
        long seed,
        long minutes,
        int agents,
        int desks,
        int callsADay,
        FaultProfile faults,
        int snapshotEvery) {

    /** Calls of an agent in a day. */
    public static final int CALLS_A_DAY = 80;

    private static final int AGENTS_MAX = 5_000;
    private static final int SNAPSHOT_EVERY = 20_000;

    public SimulationSettings {
        if (desks < 0 || desks > agents) {
            throw new IllegalArgumentException(
                    "desks " + desks + ": give 0 to " + agents + ", the number of agents");
        }
        if (agents < 1 || agents > AGENTS_MAX || minutes < 1) {
            throw new IllegalArgumentException(
                    "agents " + agents + ": give 1 to 5000; minutes " + minutes + ": at least 1");
        }
    }

    /** The usual. */
    public static SimulationSettings of(long seed, long minutes, int agents, FaultProfile faults) {
        return new SimulationSettings(
                seed, minutes, agents, agents / 4, CALLS_A_DAY, faults, SNAPSHOT_EVERY);
    }
}
