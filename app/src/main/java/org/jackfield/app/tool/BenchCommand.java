package org.jackfield.app.tool;

import org.jackfield.simulation.bench.CodecBench;
import org.jackfield.simulation.bench.failover.FailoverBench;
import org.jackfield.simulation.bench.failover.FailoverSettings;
import org.jackfield.simulation.bench.road.RoadBench;
import org.jackfield.simulation.bench.road.RoadSettings;
import org.openjdk.jmh.runner.RunnerException;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.io.IOException;

/** {@code bench}: measures a part or the whole; the last line is {@code RESULT} and JSON. */
@Command(
        name = "bench",
        description = "Measure: progress on the way, a line RESULT {json} at the end.",
        mixinStandardHelpOptions = true,
        footer = "What the keys mean and what was measured last: docs/benchmarks.md.")
public final class BenchCommand implements Runnable {

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
                    "Kill a gateway and a CTI OS server, cut a link: how soon desktops are right.",
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
            @Option(names = "--quick", description = "About two minutes, coarser figures.")
                    boolean quick)
            throws IOException {
        int desks = agents == null ? quick ? 100 : 2000 : agents;
        int calls = callsPerHour == null ? desks * (quick ? 40 : 10) : callsPerHour;
        String program = spec.root().userObject().getClass().getName();
        FailoverSettings settings =
                new FailoverSettings(desks, calls, quick ? 5 : 20, quick ? 45 : 120, program);
        new FailoverBench(settings, System.out).run();
    }
}
