package org.jackfield.app.tool;

import org.jackfield.simulation.check.Findings;
import org.jackfield.simulation.world.FaultProfile;
import org.jackfield.simulation.world.Simulation;
import org.jackfield.simulation.world.SimulationSettings;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Consumer;

/** {@code jackfield simulate}: the whole system in one thread from one seed. */
@Command(
        name = "simulate",
        description = "Run the whole system in one thread from one seed, with faults and checkers.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Exit codes: 0 nothing found, 1 something found, 2 wrong usage.",
            "A day of a thousand agents: --hours 24 --agents 1000"
        })
public final class SimulateCommand implements Callable<Integer> {

    private static final long REPORT_EVERY_NS = 2_000_000_000L;
    private static final double NS_A_SECOND = 1e9;
    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("EEE HH:mm:ss.SSS", Locale.ROOT).withZone(ZoneOffset.UTC);

    @Spec private CommandSpec spec;

    @Option(
            names = "--seed",
            paramLabel = "S",
            description = "Chance; the same seed gives the same run. Default: by the clock.")
    private Long seed;

    @Option(
            names = "--hours",
            paramLabel = "H",
            defaultValue = "1",
            description = "Simulated hours of traffic (default 1); may be a fraction.")
    private double hours;

    @Option(
            names = "--agents",
            paramLabel = "N",
            defaultValue = "100",
            description = "Automatic agents (default 100).")
    private int agents;

    @Option(
            names = "--desks",
            paramLabel = "D",
            description =
                    "So many of the agents sit at desktops of CTI OS (default: a quarter);"
                            + " the others are clients of CTI Server.")
    private Integer desks;

    @Option(
            names = "--calls-a-day",
            paramLabel = "C",
            defaultValue = "80",
            description = "Callers for each agent in a day (default 80).")
    private int callsADay;

    @Option(
            names = "--faults",
            paramLabel = "PROFILE",
            defaultValue = "all",
            description =
                    "none, clients, switch, slow, silent or all (default all); with three gateway"
                            + " members: members, network, clocks or everything.")
    private FaultProfile faults;

    @Option(
            names = "--snapshot-every",
            paramLabel = "I",
            defaultValue = "20000",
            description =
                    "Replace the OPC by one restored from its snapshot every I inputs; 0 = never.")
    private int snapshotEvery;

    @Option(
            names = "--stop-at-first",
            description = "End with the first finding, without waiting for everything to end.")
    private boolean stopAtFirst;

    @Option(
            names = "--trace",
            paramLabel = "FILE",
            description = "Write every event, request, report and command to a file; large.")
    private Path trace;

    @Override
    public Integer call() throws IOException {
        if (trace == null) {
            return run(null);
        }
        try (PrintWriter lines = new PrintWriter(Files.newBufferedWriter(trace))) {
            return run(lines::println);
        }
    }

    private Integer run(Consumer<String> lines) {
        PrintWriter out = spec.commandLine().getOut();
        long used = seed == null ? System.nanoTime() & 0xFFFF_FFFFL : seed;
        SimulationSettings settings =
                new SimulationSettings(
                        used,
                        Math.max(1, Math.round(hours * 60)),
                        agents,
                        desks == null ? agents / 4 : desks,
                        callsADay,
                        faults,
                        snapshotEvery);
        out.printf("seed %d, %s%n", used, rerun(settings));
        out.flush();
        long beganNs = System.nanoTime();
        Simulation simulation = new Simulation(settings, lines);
        simulation.start();
        follow(simulation, beganNs, out);
        if (!stopAtFirst || simulation.findings().isEmpty()) {
            simulation.finish();
        }
        report(simulation, beganNs, out);
        return simulation.findings().isEmpty() ? 0 : 1;
    }

    private void follow(Simulation simulation, long beganNs, PrintWriter out) {
        long nextNs = beganNs + REPORT_EVERY_NS;
        for (long minute = 1; minute <= simulation.settings().minutes(); minute++) {
            simulation.runTo(minute);
            if (stopAtFirst && !simulation.findings().isEmpty()) {
                return;
            }
            if (System.nanoTime() >= nextNs) {
                nextNs = System.nanoTime() + REPORT_EVERY_NS;
                line(simulation, beganNs, out);
            }
        }
    }

    private static void line(Simulation simulation, long beganNs, PrintWriter out) {
        Simulation.Progress at = simulation.progress();
        out.printf(
                Locale.ROOT,
                "%02d:%02d of %02d:%02d  %7d callers  %7d calls  %9d events  %4d faults"
                        + "  %d findings  (%.0f s)%n",
                at.minutes() / 60,
                at.minutes() % 60,
                simulation.settings().minutes() / 60,
                simulation.settings().minutes() % 60,
                at.callers(),
                at.calls(),
                at.events(),
                at.faults(),
                simulation.findings().counts().values().stream().mapToLong(Long::longValue).sum(),
                (System.nanoTime() - beganNs) / NS_A_SECOND);
        out.flush();
    }

    private static void report(Simulation simulation, long beganNs, PrintWriter out) {
        line(simulation, beganNs, out);
        double seconds = (System.nanoTime() - beganNs) / NS_A_SECOND;
        Simulation.Progress at = simulation.progress();
        out.println("requests:");
        simulation.outcomes().forEach((word, count) -> out.printf("  %8d  %s%n", count, word));
        out.println("presses at desktops:");
        simulation.presses().forEach((word, count) -> out.printf("  %8d  %s%n", count, word));
        out.println("logged warnings:");
        simulation.lines().forEach((word, count) -> out.printf("  %8d  %s%n", count, word));
        out.printf(
                Locale.ROOT,
                "%d inputs, %d frames in %.1f s: %.0f events/s, %.0f times real time%n",
                at.inputs(),
                at.frames(),
                seconds,
                at.events() / seconds,
                at.minutes() * 60 / seconds);
        out.printf("digest of all frames %016x%n", at.digest());
        findings(simulation.findings(), out);
        out.printf("again: %s%n", rerun(simulation.settings()));
        out.flush();
    }

    private static void findings(Findings findings, PrintWriter out) {
        if (findings.isEmpty()) {
            out.println("nothing found");
            return;
        }
        out.println("FOUND:");
        findings.counts().forEach((rule, count) -> out.printf("  %8d  %s%n", count, rule));
        for (Findings.Finding each : findings.kept()) {
            out.printf(
                    "  %s  %s: %s%n",
                    CLOCK.format(Instant.ofEpochMilli(each.atMs())), each.rule(), each.what());
        }
    }

    private static String rerun(SimulationSettings settings) {
        return String.format(
                Locale.ROOT,
                "./jackfield simulate --seed %d --hours %s --agents %d --desks %d --calls-a-day %d"
                        + " --faults %s --snapshot-every %d",
                settings.seed(),
                hours(settings.minutes()),
                settings.agents(),
                settings.desks(),
                settings.callsADay(),
                settings.faults().name().toLowerCase(Locale.ROOT),
                settings.snapshotEvery());
    }

    private static String hours(long minutes) {
        return minutes % 60 == 0
                ? Long.toString(minutes / 60)
                : String.format(Locale.ROOT, "%.4f", minutes / 60.0);
    }
}
