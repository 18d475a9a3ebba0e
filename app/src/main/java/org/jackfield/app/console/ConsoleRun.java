package org.jackfield.app.console;

import org.jackfield.node.console.ConsoleAddress;
import org.jackfield.node.console.ConsoleClient;
import org.jackfield.node.console.ConsoleRefusal;
import org.jackfield.node.ems.EmsIdentity;
import org.jackfield.node.registry.NodeFolders;

import picocli.CommandLine;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** What procmon and opctest have in common: from the command line to the conversation. */
final class ConsoleRun {

    static final List<String> VALUED = List.of("f", "c", "system", "cust", "node", "pipe");
    static final List<String> FLAGS = List.of("wait", "stop", "debug", "help", "?");

    private static final long WAIT_STEP_MS = 250;

    private final CommandLine line;
    private final ConsoleWords words;
    private final String prompt;

    ConsoleRun(CommandLine line, ConsoleWords words, String prompt) {
        this.line = line;
        this.words = words;
        this.prompt = prompt;
    }

    /** Talks to a process of this machine; the exit code. */
    int with(EmsIdentity identity) throws IOException, InterruptedException {
        if (words.has("system")) {
            line.getErr()
                    .println(
                            "consoles are for processes of the same machine: log in on "
                                    + words.value("system", "")
                                    + " and ask there");
            return 1;
        }
        ConsoleAddress address = ConsoleAddress.of(NodeFolders.here(), identity);
        if (!reachable(address)) {
            return 1;
        }
        boolean done;
        try (ConsoleShell shell = new ConsoleShell(address, line.getOut(), line.getErr())) {
            if (words.has("stop")) {
                shell.errorStop();
            }
            if (words.has("c")) {
                done = shell.run(words.value("c", ""));
            } else if (words.has("f")) {
                try (BufferedReader file =
                        Files.newBufferedReader(
                                Path.of(words.value("f", "")), StandardCharsets.UTF_8)) {
                    done = shell.run(file, null);
                }
            } else {
                BufferedReader in =
                        new BufferedReader(
                                new InputStreamReader(System.in, StandardCharsets.UTF_8));
                done = shell.run(in, prompt);
            }
        }
        return done ? 0 : 1;
    }

    private boolean reachable(ConsoleAddress address) throws IOException, InterruptedException {
        CountDownLatch ended = new CountDownLatch(1);
        while (true) {
            try {
                ConsoleClient.askOnce(address, "who", ConsoleShell.ANSWER_WAIT_MS);
                return true;
            } catch (ConsoleRefusal silent) {
                // It is there, though its loop hangs: other commands may tell more.
                return true;
            } catch (IOException nobody) {
                if (!words.has("wait")) {
                    line.getErr().println(nobody.getMessage());
                    line.getErr().print(running());
                    line.getErr().flush();
                    return false;
                }
            }
            if (ended.await(WAIT_STEP_MS, TimeUnit.MILLISECONDS)) {
                return false;
            }
        }
    }

    /** What could be asked instead. */
    static String running() throws IOException {
        StringBuilder text = new StringBuilder();
        for (ConsoleAddress each : ConsoleAddress.all(NodeFolders.here())) {
            text.append("  ").append(each.identity()).append('\n');
        }
        return text.isEmpty()
                ? "No process has a console in " + NodeFolders.here().run() + ".\n"
                : "These have a console:\n" + text;
    }
}
