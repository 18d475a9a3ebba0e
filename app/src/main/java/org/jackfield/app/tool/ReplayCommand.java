package org.jackfield.app.tool;

import org.jackfield.app.run.Release;
import org.jackfield.gateway.cluster.ExportedLog;
import org.jackfield.gateway.cluster.KeptLog;
import org.jackfield.gateway.cluster.StoppedMember;
import org.jackfield.gateway.member.LogReplay;
import org.jackfield.gateway.member.MemberInput;
import org.jackfield.gateway.opc.OpcMachine;
import org.jackfield.gateway.opc.OpcOutput;
import org.jackfield.gateway.process.StateTables;
import org.jackfield.protocol.text.Ged188Text;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;

/** {@code jackfield replay}: the log of a real member run again at a desk. */
@Command(
        name = "replay",
        description = "Run the log of a gateway member again and show the state at a given time.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "SOURCE is the folder of a member that does not run, a copy of such a folder, or a file"
                    + " that --export wrote. It is only read.",
            "TIME is 2026-11-22T14:05:09 or, on the day of the log's last entry, 14:05:09; by the"
                    + " clock of the member that led then, in the zone of --zone.",
            "The state is compared with the hashes that the members noted in the log, and with the"
                    + " states that they kept.",
            "",
            "Exit codes: 0 as the members, 1 not as the members or not readable, 2 wrong usage."
        })
public final class ReplayCommand implements Callable<Integer> {

    private static final DateTimeFormatter SHOWN =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS", Locale.ROOT);

    @Spec private CommandSpec spec;

    @Parameters(paramLabel = "SOURCE", description = "A member's folder, or an exported file.")
    private Path source;

    @Option(
            names = "--at",
            paramLabel = "TIME",
            description = "Stop before the first entry after this time (default: the log's end).")
    private String at;

    @Option(
            names = "--from",
            paramLabel = "TIME",
            description = "Print what the machine said from this time on: events, orders, lines.")
    private String from;

    @Option(
            names = "--call",
            paramLabel = "CALL",
            description = "Show all of this call, instead of the tables.")
    private Long call;

    @Option(
            names = "--agent",
            paramLabel = "AGENT",
            description = "Show all of this agent, instead of the tables.")
    private String agent;

    @Option(
            names = "--export",
            paramLabel = "FILE",
            description = "Write the state before --from (or --at) and the entries up to --at.")
    private Path export;

    @Option(
            names = "--whole",
            description =
                    "Begin as far back as the log reaches, to compare with every state kept since;"
                            + " default: with the last state before the time asked for.")
    private boolean whole;

    @Option(
            names = "--zone",
            paramLabel = "ZONE",
            description = "Zone of all times, for instance Europe/Berlin (default: this host's).")
    private ZoneId zone = ZoneId.systemDefault();

    @Override
    public Integer call() {
        KeptLog log = open();
        PrintWriter out = spec.commandLine().getOut();
        out.println(log.description() + ", release " + log.release());
        expectRelease(log);
        long lastMs = lastMs(log);
        long atMs = at == null ? Long.MAX_VALUE : time("--at", at, lastMs);
        long fromMs = from == null ? Long.MAX_VALUE : time("--from", from, lastMs);
        KeptLog.State begin = whole ? log.earliest() : log.before(Math.min(fromMs, atMs));
        out.println(
                begin == null
                        ? "from the log's beginning"
                        : "from the state that was kept at " + shown(begin.logMs()));
        if (export != null) {
            long entries = ExportedLog.write(export, log, begin, atMs);
            out.println(entries + " entries written to " + export);
        }
        return replay(log, begin, fromMs, atMs, out);
    }

    private KeptLog open() {
        if (!Files.exists(source)) {
            throw new ParameterException(
                    spec.commandLine(), source + " is not there; give a member's folder");
        }
        return Files.isDirectory(source) ? new StoppedMember(source) : new ExportedLog(source);
    }

    private static void expectRelease(KeptLog log) {
        if (!log.release().equals(Release.text())) {
            throw new IllegalArgumentException(
                    "the log was written by release "
                            + log.release()
                            + ", this is "
                            + Release.text()
                            + "; only the same release runs it again as it was: use that one");
        }
    }

    /** Time of the last entry. */
    private static long lastMs(KeptLog log) {
        List<KeptLog.State> states = log.states();
        long[] last = {0};
        log.read(
                states.isEmpty() ? null : states.getLast(),
                (position, logMs, envelope) -> {
                    last[0] = logMs;
                    return true;
                });
        return last[0] == 0 && !states.isEmpty() ? states.getLast().logMs() : last[0];
    }

    private long time(String option, String text, long lastMs) {
        try {
            LocalDateTime local =
                    text.contains("T") || text.contains(" ")
                            ? LocalDateTime.parse(text.replace(' ', 'T'))
                            : LocalTime.parse(text)
                                    .atDate(
                                            Instant.ofEpochMilli(lastMs)
                                                    .atZone(zone)
                                                    .toLocalDate());
            return local.atZone(zone).toInstant().toEpochMilli();
        } catch (DateTimeException wrong) {
            throw new ParameterException(
                    spec.commandLine(),
                    option
                            + " "
                            + text
                            + " is no time: give 2026-11-22T14:05:09 or 14:05:09, with parts of a"
                            + " second if you like",
                    wrong);
        }
    }

    private String shown(long ms) {
        return SHOWN.format(Instant.ofEpochMilli(ms).atZone(zone));
    }

    private int replay(KeptLog log, KeptLog.State begin, long fromMs, long atMs, PrintWriter out) {
        OpcMachine machine = new OpcMachine();
        LogReplay replay = new LogReplay(machine, log.release());
        if (begin != null) {
            replay.restore(begin.bytes());
        }
        Deque<KeptLog.State> kept = new ArrayDeque<>(log.states());
        kept.removeIf(each -> begin != null && each.position() <= begin.position());
        long[] reached = {begin == null ? 0 : begin.logMs()};
        log.read(
                begin,
                (position, logMs, envelope) -> {
                    while (!kept.isEmpty() && kept.peek().position() <= position) {
                        replay.compare(kept.poll().bytes());
                    }
                    if (logMs > atMs) {
                        return false;
                    }
                    reached[0] = logMs;
                    boolean told = logMs >= fromMs;
                    replay.entry(logMs, envelope, said -> tell(told, logMs, said, out));
                    return true;
                });
        if (reached[0] == 0) {
            throw new IllegalArgumentException(
                    "the log has no entry so early, its first one is later: give a later --at");
        }
        show(machine, replay, reached[0], out);
        out.flush();
        return replay.differences().isEmpty() ? 0 : 1;
    }

    private void tell(boolean told, long logMs, MemberInput said, PrintWriter out) {
        if (!told) {
            return;
        }
        List<OpcOutput> outputs =
                switch (said) {
                    case MemberInput.Applied applied -> {
                        out.println(shown(logMs) + " < " + applied.envelope().input());
                        yield applied.outputs();
                    }
                    case MemberInput.Fired fired -> fired.outputs();
                    default -> List.of();
                };
        for (OpcOutput each : outputs) {
            out.println(shown(logMs) + " > " + text(each));
        }
    }

    private static String text(OpcOutput output) {
        return output instanceof OpcOutput.Emit emit
                ? Ged188Text.of(emit.event())
                : output.toString();
    }

    private void show(OpcMachine machine, LogReplay replay, long reachedMs, PrintWriter out) {
        out.printf(
                "at %s, after %d inputs, machine time %s%n",
                shown(reachedMs), replay.inputs(), shown(replay.nowMs()));
        if (replay.unreadable() > 0) {
            out.println(replay.unreadable() + " entries could not be read and were left out");
        }
        out.printf("state %016x, ", machine.stateHash());
        out.println(
                replay.compared()
                        + " states compared"
                        + (replay.differences().isEmpty() ? "" : ", NOT as the members had them:"));
        replay.differences().forEach(each -> out.println("  " + each));
        StateTables tables = new StateTables(machine);
        List<String> shown = new ArrayList<>();
        if (call != null) {
            shown.add(tables.call(List.of(Long.toString(call))));
        }
        if (agent != null) {
            shown.add(tables.agent(List.of(agent)));
        }
        if (shown.isEmpty()) {
            shown.add(tables.peripherals());
            shown.add(tables.calls(List.of()));
            shown.add(tables.agents(List.of()));
        }
        shown.forEach(each -> out.print("\n" + each));
    }
}
