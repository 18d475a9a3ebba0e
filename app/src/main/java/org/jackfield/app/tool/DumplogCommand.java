package org.jackfield.app.tool;

import org.jackfield.node.ems.Dumplog;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** {@code jackfield dumplog}. */
@Command(
        name = "dumplog",
        description = "Print event logs (.ems files) as text.",
        customSynopsis = "jackfield dumplog [PROCESS...] [OPTIONS]",
        footer = {
            "",
            "  PROCESS...        whose logs; several are merged in the order of time",
            "  /dir FOLDER       where the logs of the processes named after it are (default:"
                    + " here)",
            "  /if FILE          print this .ems file",
            "  /o, /of FILE      write to PROCESS.txt, or to FILE",
            "  /c                stay, and print what is added",
            "  /bd mm/dd/yyyy  /bt hh:mm:ss    from this day and time; /bt alone: of today",
            "  /ed mm/dd/yyyy  /et hh:mm:ss    up to this day and time",
            "  /hr N             the last N hours",
            "  /all, /last, /prev    all files, the newest, the one before it",
            "  /m TEXT, /x TEXT  only lines with TEXT, or without",
            "  /ms               times with milliseconds",
            "  /bin, /debug      the binary part; message ids and counts",
            "  /ciscoLog         one self-contained line an event, times in UTC",
            "  /tzadjustoff      times of the place where the log was written",
            "  /zipPostfix TEXT  logs packed by gzip are read too; what their names end in"
                    + " (default: .gz)",
            "  /unzipCmdPrefix COMMAND, /unzipCmdInfix TEXT, /unzipCmdPostfix TEXT",
            "                    unpack by COMMAND PACKED INFIX UNPACKED POSTFIX instead; an"
                    + " infix > (the",
            "                    default) takes what the command prints",
            "  /unzipTempfile FILE    where to unpack to, and to remove it again",
            "  /help, /?         this page",
            "",
            "Without a window the log of today is printed. Two hyphens do instead of the slash.",
            "Exit codes: 0 done, 1 failed, 2 wrong usage."
        })
public final class DumplogCommand implements Callable<Integer> {

    private static final long FOLLOW_MS = 250;

    @Spec private CommandSpec spec;
    @Unmatched private List<String> words = new ArrayList<>();

    private final Path here;

    /** Writes where it is called. */
    public DumplogCommand() {
        this(Path.of(""));
    }

    DumplogCommand(Path here) {
        this.here = here;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        DumplogArguments arguments;
        try {
            arguments = new DumplogArguments(words);
        } catch (IllegalArgumentException wrong) {
            spec.commandLine().getErr().println("jackfield dumplog: " + wrong.getMessage());
            return 2;
        }
        if (arguments.help) {
            spec.commandLine().usage(out);
            return 0;
        }
        Path named = arguments.output();
        Path file = named == null ? null : here.resolve(named);
        if (file == null) {
            print(arguments, out);
        } else {
            try (PrintWriter text =
                    new PrintWriter(Files.newBufferedWriter(file, StandardCharsets.UTF_8))) {
                print(arguments, text);
            }
        }
        return 0;
    }

    private void print(DumplogArguments arguments, PrintWriter out)
            throws IOException, InterruptedException {
        ZoneId zone = ZoneId.systemDefault();
        try (Dumplog log =
                new Dumplog(
                        arguments.query(Instant.now(), zone),
                        arguments.format(zone),
                        out::println)) {
            log.print();
            out.flush();
            CountDownLatch ended = new CountDownLatch(1);
            while (arguments.follow && !ended.await(FOLLOW_MS, TimeUnit.MILLISECONDS)) {
                log.print();
                out.flush();
            }
            if (log.damagedBytes() > 0) {
                spec.commandLine()
                        .getErr()
                        .println(
                                "jackfield dumplog: "
                                        + log.damagedBytes()
                                        + " bytes were damaged or cut off and are left out");
            }
        }
    }
}
