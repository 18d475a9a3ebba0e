package org.jackfield.simulation.bench.failover;

import org.jackfield.simulation.bench.road.ClientProcess;
import org.jackfield.simulation.bench.roles.CentreRoles;
import org.jackfield.simulation.bench.roles.CentreSettings;
import org.jackfield.simulation.bench.roles.Role;
import org.jackfield.simulation.bench.roles.RunFolder;
import org.jackfield.simulation.switchyard.SelfMadeCertificate;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.stream.Stream;

/** {@code bench failover}: kills and cuts, prints progress, ends with the RESULT line. */
public final class FailoverBench {

    private static final int LOGIN_SECONDS_MAX = 600;
    private static final int SETTLE_SECONDS_MAX = 120;
    private static final int DRAIN_SECONDS_MAX = 150;
    private static final int LOOK_MS = 200;
    private static final int RIGHT_LOOKS = 5;
    private static final int STORM_SECONDS_LEAST = 10;

    /** Longer than heartbeats need: (3 + 1) x 5 s. */
    private static final int SILENT_SECONDS_LEAST = 30;

    private static final int CLICK_EVERY = 10;

    /** Slower than the aim: whoever reads it will ask why. */
    private static final int SLOW_SECONDS = 5;

    private static final String JOINED = "is in the order of inputs";
    private static final int CUT_MS = 20_000;
    private static final double NS_A_SECOND = 1e9;

    private final FailoverSettings settings;
    private final PrintStream out;
    private final List<FaultOutcome> killed = new ArrayList<>();
    private final List<FaultOutcome> returns = new ArrayList<>();
    private final List<FaultOutcome> cuts = new ArrayList<>();
    private final List<FaultOutcome> silentLinks = new ArrayList<>();
    private final List<FaultOutcome> silence = new ArrayList<>();
    private SelfMadeCertificate pem;
    private CentreRoles system;
    private ClientProcess desks;

    /** A run that prints to {@code out}. */
    public FailoverBench(FailoverSettings settings, PrintStream out) {
        this.settings = settings;
        this.out = out;
    }

    /** Does to the running system what is measured. */
    private interface Deed {
        void run() throws IOException;
    }

    /** Starts the system and its desktops, does one fault after another, reports. */
    public void run() throws IOException {
        try (RunFolder folder = RunFolder.named("jackfield-failover")) {
            pem = settings.tls() ? SelfMadeCertificate.in(folder.path()) : null;
            run(folder.path());
        }
    }

    private void run(Path folder) throws IOException {
        try (CentreRoles servers = new CentreRoles(centre(folder));
                ClientProcess clients = new ClientProcess(FailoverClients.class)) {
            system = servers;
            desks = clients;
            say("starting a switch, gateways A, B and C, two CTI OS servers");
            system.startAll();
            String certificate = settings.tls() ? " " + pem.certificate() : "";
            desks.ask("connect " + system.serverPorts() + " " + settings.agents() + certificate);
            awaitDesks(LOGIN_SECONDS_MAX);
            system.role("switch").ask("calls-per-hour " + settings.callsPerHour());
            faults();
            report();
        }
    }

    /** One after the other; traffic goes on. */
    private void faults() throws IOException {
        for (String each : FailoverSettings.FAULTS) {
            if (settings.wanted(each)) {
                fault(each);
            }
        }
    }

    private void fault(String which) throws IOException {
        switch (which) {
            case "leader" -> {
                String leader = system.leader();
                String name = "kill -9 of gateway " + leader + ", the leader";
                killed.add(fault(named(name, leader), () -> system.role(leader).kill()));
                gatewayComesBack(leader);
            }
            case "active" -> {
                String active = system.activeSide();
                String name = "kill -9 of gateway " + active + ", which commands the switch";
                killed.add(fault(name, () -> system.role(active).kill()));
                gatewayComesBack(active);
            }
            case "ctios" -> {
                killed.add(fault("kill -9 of ctios-1", () -> system.role("ctios-1").kill()));
                returns.add(fault("return of ctios-1", () -> system.start("ctios-1")));
            }
            case "link-cut" -> link("cut");
            case "link-silent" -> link("silence");
            default -> {
                String name = "ctios-2 silent, its sockets open (stopped)";
                Deed deed = () -> system.role("ctios-2").freeze();
                silence.add(fault(name, SILENT_SECONDS_LEAST, deed));
                returns.add(fault("return of ctios-2", () -> system.role("ctios-2").thaw()));
            }
        }
    }

    /** Does so to the line that the switch listens to. */
    private void link(String verb) throws IOException {
        String side = system.activeSide();
        String name = "link of gateway " + side + " to the switch: " + verb;
        Role phones = system.role("switch");
        Deed deed = () -> phones.ask(verb + " " + side + " " + CUT_MS);
        (verb.equals("cut") ? cuts : silentLinks).add(fault(name, deed));
    }

    private String named(String kill, String side) throws IOException {
        return side.equals(system.activeSide()) ? kill + ", which commands the switch" : kill;
    }

    private void gatewayComesBack(String side) throws IOException {
        returns.add(
                fault(
                        "return of gateway " + side,
                        () -> {
                            system.start(side);
                            system.role(side).awaitSaid(JOINED, settings.faultSecondsMax());
                        }));
    }

    private CentreSettings centre(Path folder) {
        return new CentreSettings(
                settings.program(),
                List.of(),
                folder,
                settings.agents(),
                List.of("--talk", "30"),
                List.of(),
                pem == null
                        ? List.of()
                        : List.of(
                                "--tls-certificate",
                                pem.certificate().toString(),
                                "--tls-key",
                                pem.key().toString()));
    }

    private void say(String text, Object... values) {
        out.printf(Locale.ROOT, text + "%n", values);
        out.flush();
    }

    private static void pause(long ms) {
        long untilNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(ms);
        for (long left = untilNs - System.nanoTime();
                left > 0;
                left = untilNs - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    private void awaitDesks(int seconds) throws IOException {
        String status = "";
        for (int second = 0; second < seconds; second++) {
            status = desks.ask("status");
            String[] words = status.split(" ");
            if (second % 5 == 0) {
                say("desktops: %s logged in, %s live", words[0], words[1]);
            }
            if (Integer.parseInt(words[1]) == settings.agents()) {
                return;
            }
            pause(1000);
        }
        throw new IOException("not all desktops are live after " + seconds + " s: " + status);
    }

    /** How many screens are wrong, were troubled, and are right again. */
    private int[] look() throws IOException {
        String legs = system.truth();
        String[] words = desks.ask("look" + legs.substring("ok".length())).split(" ");
        return Arrays.stream(words).mapToInt(Integer::parseInt).toArray();
    }

    private FaultOutcome fault(String name, Deed deed) throws IOException {
        return fault(name, STORM_SECONDS_LEAST, deed);
    }

    private FaultOutcome fault(String name, int leastSeconds, Deed deed) throws IOException {
        traffic();
        String side = system.activeSide();
        say("%s", name);
        Map<Role, Double> cpu = cpuSeconds();
        system.roles().forEach(Role::forgetPeak);
        desks.ask("fault");
        long startNs = System.nanoTime();
        deed.run();
        long movedMs = 0;
        boolean mustMove = name.contains("switch");
        int rightLooks = 0;
        int[] seen = new int[3];
        for (int looks = 1;
                ms(startNs) < TimeUnit.SECONDS.toMillis(settings.faultSecondsMax());
                looks++) {
            pause(LOOK_MS);
            if (looks == 1 || looks == 5) {
                desks.ask("click " + (CLICK_EVERY - looks));
            }
            seen = look();
            String now = system.activeSide();
            if (mustMove && movedMs == 0 && !now.isEmpty() && !now.equals(side)) {
                movedMs = ms(startNs);
            }
            rightLooks = seen[1] == seen[2] ? rightLooks + 1 : 0;
            if (rightLooks >= RIGHT_LOOKS
                    && ms(startNs) > TimeUnit.SECONDS.toMillis(leastSeconds)) {
                break;
            }
        }
        if (seen[1] != seen[2]) {
            say("  never right: %s", desks.ask("example"));
        }
        FaultOutcome outcome = outcome(name, movedMs, cpu, startNs);
        if (seen[1] != seen[2] || FaultOutcome.seconds(outcome.sinceDarkMs(), 1) > SLOW_SECONDS) {
            system.roles().forEach(r -> say("%s said last:\n  %s", r.name(), r.lastLines()));
        }
        return outcome;
    }

    private static long ms(long sinceNs) {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - sinceNs);
    }

    private FaultOutcome outcome(
            String name, long movedMs, Map<Role, Double> cpuBefore, long startNs)
            throws IOException {
        FaultOutcome outcome =
                FaultOutcome.of(
                        name,
                        desks.ask("times"),
                        movedMs,
                        cpuSince(cpuBefore),
                        system.roles().stream().mapToLong(Role::peakMb).sum(),
                        system.roles().stream().mapToLong(Role::residentMb).sum(),
                        (System.nanoTime() - startNs) / NS_A_SECOND);
        say(
                "  %d desktops showed it (%d not live), from %.2f to %.2f s; switch heard the other"
                        + " side after %.1f s",
                outcome.shown().length,
                outcome.dark().length,
                FaultOutcome.seconds(outcome.shown(), 0),
                FaultOutcome.seconds(outcome.shown(), 1),
                outcome.movedMs() / 1000.0);
        say("  right again: %s, never %d", spread(outcome.restoredMs()), outcome.never());
        say(
                "  since a desktop was not live (last after %.1f s): %s",
                FaultOutcome.seconds(outcome.dark(), 1), spread(outcome.sinceDarkMs()));
        say(
                "  servers used %.1f s of processor in %.1f s, and held %d MiB at most, %d MiB at"
                        + " the end",
                outcome.cpuSeconds(), outcome.seconds(), outcome.peakMb(), outcome.residentMb());
        return outcome;
    }

    private static String spread(long[] sorted) {
        return String.format(
                Locale.ROOT,
                "first %.1f s, p50 %.1f s, p99 %.1f s, last %.1f s",
                FaultOutcome.seconds(sorted, 0),
                FaultOutcome.seconds(sorted, 0.5),
                FaultOutcome.seconds(sorted, 0.99),
                FaultOutcome.seconds(sorted, 1));
    }

    private Map<Role, Double> cpuSeconds() {
        Map<Role, Double> used = new LinkedHashMap<>();
        system.roles().forEach(role -> used.put(role, role.cpu().toNanos() / NS_A_SECOND));
        return used;
    }

    /** Of the servers that live; the one that was killed uses none. */
    private double cpuSince(Map<Role, Double> before) {
        double used = 0;
        for (Map.Entry<Role, Double> now : cpuSeconds().entrySet()) {
            used += Math.max(0, now.getValue() - before.getOrDefault(now.getKey(), 0.0));
        }
        return used;
    }

    /** Traffic until all is well. */
    private void traffic() throws IOException {
        for (int second = 1; second <= settings.warmSeconds() + SETTLE_SECONDS_MAX; second++) {
            pause(1000);
            int wrong = look()[0];
            if (second % 5 == 0) {
                say("traffic: %s; %d screens behind", system.role("switch").ask("status"), wrong);
            }
            String[] words = desks.ask("status").split(" ");
            boolean well = Integer.parseInt(words[1]) == settings.agents();
            if (second >= settings.warmSeconds() && well) {
                return;
            }
        }
        say("  not all desktops are well before the fault: %s", desks.ask("status"));
    }

    /** All callers hang up; when they have gone, screens that differ from the switch's truth. */
    private int wrongAtTheEnd() throws IOException {
        system.role("switch").ask("calls-per-hour 0");
        for (String leg : system.truth().split(" ")) {
            String[] parts = leg.split("/");
            if (parts.length == 4 && parts[1].equals("-")) {
                // An error says that the caller has gone already.
                system.role("switch").ask("leave " + parts[0]);
            }
        }
        for (int second = 0; second < DRAIN_SECONDS_MAX; second++) {
            if (system.role("switch").ask("status").contains("on-the-line=0 ")) {
                break;
            }
            pause(1000);
        }
        int wrong = 0;
        for (int looks = 0; looks < RIGHT_LOOKS * 2; looks++) {
            pause(LOOK_MS * RIGHT_LOOKS);
            wrong = look()[0];
            if (wrong == 0) {
                return 0;
            }
        }
        say("wrong at the end: %s", desks.ask("example"));
        return wrong;
    }

    private void report() throws IOException {
        int wrong = wrongAtTheEnd();
        String[] count = desks.ask("status").split(" ");
        int gone = settings.agents() - Integer.parseInt(count[1]);
        long[] all = FaultOutcome.together(killed);
        int never =
                Stream.of(killed, returns, cuts, silentLinks, silence)
                        .flatMap(List::stream)
                        .mapToInt(FaultOutcome::never)
                        .sum();
        say(
                "clicks during the storms ended %s; never right %d; last trouble: %s",
                count[6], never, count[7].replace('_', ' '));
        say(
                "RESULT {\"restored_p50_s\":%.2f,\"restored_p99_s\":%.2f,\"restored_max_s\":%.2f,"
                        + "\"wrongly_logged_out\":%d,\"lost_events\":%d,\"doubled_events\":%s,"
                        + "\"late_actions\":%s,\"never_restored\":%d,\"agents\":%d,\"tls\":%b,%s}",
                FaultOutcome.seconds(all, 0.5),
                FaultOutcome.seconds(all, 0.99),
                FaultOutcome.seconds(all, 1),
                Math.max(Integer.parseInt(count[2]), gone),
                Integer.parseInt(count[3]) + wrong,
                count[4],
                count[5],
                never,
                settings.agents(),
                settings.tls(),
                others());
    }

    /** Beside the kills; what was not done is 0. */
    private String others() {
        return String.format(
                Locale.ROOT,
                "\"link_cut_max_s\":%.2f,\"link_silent_max_s\":%.2f,"
                        + "\"silence_detected_max_s\":%.2f,\"silence_restored_max_s\":%.2f,"
                        + "\"screens_changed_by_a_return\":%d",
                last(cuts, FaultOutcome::restoredMs),
                last(silentLinks, FaultOutcome::restoredMs),
                last(silence, FaultOutcome::dark),
                last(silence, FaultOutcome::sinceDarkMs),
                returns.stream().mapToInt(each -> each.dark().length).sum());
    }

    private static double last(
            List<FaultOutcome> outcomes, Function<FaultOutcome, long[]> sortedMs) {
        return outcomes.stream()
                .mapToDouble(each -> FaultOutcome.seconds(sortedMs.apply(each), 1))
                .max()
                .orElse(0);
    }
}
