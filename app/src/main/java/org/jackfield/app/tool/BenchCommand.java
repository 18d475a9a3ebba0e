package org.jackfield.app.tool;

import org.jackfield.simulation.bench.CodecBench;
import org.jackfield.simulation.bench.failover.FailoverBench;
import org.jackfield.simulation.bench.failover.FailoverSettings;
import org.jackfield.simulation.bench.kill.KillBench;
import org.jackfield.simulation.bench.kill.KillSettings;
import org.jackfield.simulation.bench.road.RoadBench;
import org.jackfield.simulation.bench.road.RoadSettings;
import org.openjdk.jmh.runner.RunnerException;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.util.List;

/** {@code bench}: measures a part or the whole; the last line is {@code RESULT} and JSON. */
@Command(
        name = "bench",
        description = "Measure: progress on the way, a line RESULT {json} at the end.",
        mixinStandardHelpOptions = true,
        footer = "What the keys mean and what was measured last: docs/benchmarks.md.")
public final class BenchCommand implements Runnable {

    private static final long SEED_MAX = 1_000_000;

    @Spec private CommandSpec spec;

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    @Command(
            name = "codec",
            description = "Encode and decode GED-188 beside protobuf-java.",
            mixinStandardHelpOptions = true)
    void codec(
            @Option(names = "--quick", description = "About a minute, coarser figures.")
                    boolean quick)
            throws RunnerException {
        new CodecBench(quick, System.out).run();
    }

    @Command(
            name = "road",
            description = "Scripted switch to WebSocket clients, beside a raw Netty broadcast.",
            mixinStandardHelpOptions = true)
    void road(
            @Option(
                            names = "--agents",
                            paramLabel = "N",
                            description = "Agents with a client each (2000; quick: 200).")
                    Integer agents,
            @Option(
                            names = "--rate",
                            paramLabel = "R",
                            description = "Calls a second, about 20 frames each (20; quick: 10).")
                    Integer rate,
            @Option(names = "--quick", description = "About a minute, coarser figures.")
                    boolean quick)
            throws IOException {
        RoadSettings settings =
                new RoadSettings(
                        agents == null ? quick ? 200 : 2000 : agents,
                        rate == null ? quick ? 10 : 20 : rate,
                        quick ? 10 : 30,
                        quick ? 15 : 60);
        new RoadBench(settings, System.out).run();
    }

    @Command(
            name = "failover",
            description =
                    "Kill gateways and a CTI OS server, cut and silence links: how soon desktops"
                            + " are right.",
            mixinStandardHelpOptions = true)
    void failover(
            @Option(
                            names = "--agents",
                            paramLabel = "N",
                            description = "Agents with a desktop each (2000; quick: 100).")
                    Integer agents,
            @Option(
                            names = "--calls-per-hour",
                            paramLabel = "N",
                            description = "Callers (10 an agent and hour; quick: 40).")
                    Integer callsPerHour,
            @Option(
                            names = "--tls",
                            description = "Desktops come by wss, with a certificate made for it.")
                    boolean tls,
            @Option(
                            names = "--fault",
                            paramLabel = "NAME",
                            split = ",",
                            description =
                                    "Only this one: leader, active, ctios, link-cut, link-silent"
                                            + " or ctios-silent; again for more (all).")
                    List<String> faults,
            @Option(names = "--quick", description = "About four minutes, coarser figures.")
                    boolean quick)
            throws IOException {
        int desks = agents == null ? quick ? 100 : 2000 : agents;
        int calls = callsPerHour == null ? desks * (quick ? 40 : 10) : callsPerHour;
        FailoverSettings settings =
                new FailoverSettings(
                        desks,
                        calls,
                        quick ? 5 : 15,
                        quick ? 45 : 90,
                        tls,
                        faults == null ? List.of() : faults,
                        program());
        new FailoverBench(settings, System.out).run();
    }

    @Command(
            name = "kill",
            description =
                    "kill -9 of gateways and CTI OS servers at random moments of calls, on the"
                            + " scripted switch or a real Asterisk; exit code 1 when anything was"
                            + " lost, late or stuck.",
            mixinStandardHelpOptions = true)
    int kill(
            @Option(
                            names = "--rounds",
                            paramLabel = "N",
                            defaultValue = "10",
                            description = "Kills, one a call (default: ${DEFAULT-VALUE}).")
                    int rounds,
            @Option(
                            names = "--switch",
                            paramLabel = "KIND",
                            defaultValue = "scripted",
                            description =
                                    "scripted, or asterisk, with real phones (default:"
                                            + " ${DEFAULT-VALUE}).")
                    String kind,
            @Option(
                            names = "--seed",
                            paramLabel = "S",
                            description = "Seed of victims and moments (default: by chance).")
                    Long seed)
            throws IOException {
        if (!List.of("scripted", "asterisk").contains(kind)) {
            throw new IllegalArgumentException(
                    "--switch: scripted or asterisk, not '" + kind + "'");
        }
        KillSettings settings =
                new KillSettings(
                        rounds,
                        seed == null ? System.nanoTime() % SEED_MAX : seed,
                        kind.equals("asterisk"),
                        program(),
                        List.of());
        return new KillBench(settings, System.out).run().isEmpty() ? 0 : 1;
    }

    /** What starts a role in a process of its own. */
    private String program() {
        return spec.root().userObject().getClass().getName();
    }
}
