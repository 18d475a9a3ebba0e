package org.jackfield.app.demo;

import picocli.CommandLine.Option;

/** What a visitor may ask of the demo. Ports: 0 means any free one. */
final class DemoOptions {

    @Option(
            names = "--agents",
            paramLabel = "N",
            description =
                    "Automatic agents, 0 to 5000, on Asterisk 0 to 20 (default: 40, on Asterisk"
                            + " 4).")
    Integer agentsAsked;

    @Option(
            names = "--calls-per-hour",
            paramLabel = "N",
            description =
                    "Callers from outside; 0 is a quiet site (default: 1200, on Asterisk 120).")
    Integer callsPerHourAsked;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "42028",
            description =
                    "Pages and CIL of the first CTI OS server; the second one takes the next but"
                            + " one. 0: free ports for everything (default: ${DEFAULT-VALUE}).")
    int port;

    @Option(
            names = "--seed",
            paramLabel = "SEED",
            defaultValue = "1",
            description = "Seed of the traffic (default: ${DEFAULT-VALUE}).")
    long seed;

    @Option(
            names = "--bind",
            paramLabel = "ADDRESS",
            defaultValue = "127.0.0.1",
            description = "Address that all listeners bind to (default: ${DEFAULT-VALUE}).")
    String bind;

    @Option(
            names = "--json",
            description =
                    "When ready, print the site as one line of JSON: addresses, logins,"
                            + " instruments, extensions, skill groups, routed numbers.")
    boolean json;

    @Option(
            names = "--asterisk",
            description =
                    "On a real Asterisk with real SIP phones (installed by the script on first"
                            + " use).")
    boolean asterisk;

    @Option(
            names = "--check",
            description =
                    "On free ports, drive one agent through a day's work and compare what the CIL"
                            + " and a raw GED-188 client saw; exit 0 only if both saw the same.")
    boolean check;

    /** Automatic agents. */
    int agents() {
        return agentsAsked != null ? agentsAsked : asterisk ? 4 : 40;
    }

    /** Callers from outside. */
    int callsPerHour() {
        return callsPerHourAsked != null ? callsPerHourAsked : asterisk ? 120 : 1200;
    }

    /** Refuses what cannot be meant, naming option and range. */
    void validate() {
        int agentsMost = asterisk ? 20 : 5000;
        require(
                agents() >= 0 && agents() <= agentsMost,
                "--agents: 0 to " + agentsMost + ", not " + agents());
        require(
                callsPerHour() >= 0 && callsPerHour() <= 100_000,
                "--calls-per-hour: 0 to 100000, not " + callsPerHour());
        require(port >= 0 && port <= 65_533, "--port: 0 to 65533, not " + port);
        require(!(asterisk && check), "--check runs on the scripted switch: leave out --asterisk");
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
