package org.jackfield.simulation.bench.kill;

import java.util.List;

/**
 * What is done.
 *
 * @param rounds kills, 1 to 100000
 * @param seed of victims and moments; the same seed chooses the same, though not to the millisecond
 * @param realSwitch a real Asterisk with real phones; else the scripted switch
 * @param program class with the main method whose {@code run} starts a role
 * @param javaOptions of each process, beside those of this JVM
 */
public record KillSettings(
        int rounds, long seed, boolean realSwitch, String program, List<String> javaOptions) {

    private static final int ROUNDS_MAX = 100_000;

    public KillSettings {
        javaOptions = List.copyOf(javaOptions);
        if (rounds < 1 || rounds > ROUNDS_MAX) {
            throw new IllegalArgumentException("--rounds: 1 to " + ROUNDS_MAX + ", not " + rounds);
        }
    }
}
