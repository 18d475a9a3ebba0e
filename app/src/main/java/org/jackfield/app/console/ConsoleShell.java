package org.jackfield.app.console;

import org.jackfield.node.console.ConsoleAddress;
import org.jackfield.node.console.ConsoleClient;
import org.jackfield.node.console.ConsoleRefusal;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A conversation with one process: some commands are the shell's own, all others go there. */
final class ConsoleShell implements AutoCloseable {

    static final long ANSWER_WAIT_MS = 5_000;

    private static final int FILES_DEEP_MAX = 8;
    private static final String OWN_HELP =
            """
            Of this console:
            echo TEXT                              Shows the text.
            emsmon start|stop|pause|resume         Shows the process's events as they come.
            error_stop                             Ends at the first command that fails.
            help, ?                                This list and the process's own commands.
            monitor_help, mhelp                    The process's own commands.
            read_file, read FILE                   Takes commands from a file.
            sleep, monitor_sleep, msleep SECONDS   Waits.
            quit, q, exit                          Leaves; the process goes on.
            Of the process (COMMAND /? tells more):
            """;

    private final ConsoleAddress address;
    private final PrintWriter out;
    private final PrintWriter err;
    private ConsoleClient client;
    private EventMonitor monitor;
    private boolean errorStop;
    private boolean ended;
    private boolean failed;

    ConsoleShell(ConsoleAddress address, PrintWriter out, PrintWriter err) {
        this.address = address;
        this.out = out;
        this.err = err;
    }

    /** Ends at the first command that fails. */
    void errorStop() {
        errorStop = true;
    }

    /**
     * Takes commands until the end of the input or quit.
     *
     * @param prompt shown before each; null for none
     * @return false when a command failed
     */
    boolean run(BufferedReader in, String prompt) throws IOException {
        while (!ended) {
            if (prompt != null) {
                out.print(prompt);
                out.flush();
            }
            String line = in.readLine();
            if (line == null) {
                break;
            }
            take(line.strip(), 0);
        }
        return !failed;
    }

    /** Takes one command. */
    boolean run(String line) throws IOException {
        take(line, 0);
        return !failed;
    }

    private void take(String line, int deep) throws IOException {
        if (line.isEmpty() || line.startsWith("#")) {
            return;
        }
        int space = line.indexOf(' ');
        String name = (space < 0 ? line : line.substring(0, space)).toLowerCase(Locale.ROOT);
        String rest = space < 0 ? "" : line.substring(space + 1).strip();
        try {
            switch (name) {
                case "quit", "q", "exit" -> ended = true;
                case "echo" -> out.println(rest);
                case "error_stop" -> errorStop = true;
                case "sleep", "monitor_sleep", "msleep" -> sleep(rest);
                case "read_file", "read" -> read(rest, deep);
                case "emsmon" -> emsmon(rest);
                case "help", "?" -> out.print(OWN_HELP + ask("help"));
                case "monitor_help", "mhelp" -> out.print(ask("help"));
                default -> out.print(ask(line));
            }
        } catch (ConsoleRefusal | IllegalArgumentException refused) {
            failed(refused.getMessage());
        } catch (IOException gone) {
            closeClient();
            failed(gone.getMessage());
        }
        out.flush();
    }

    private void failed(String text) {
        err.println(text);
        err.flush();
        failed = true;
        ended |= errorStop;
    }

    /** After the process was started again the next command connects anew. */
    private String ask(String line) throws IOException, ConsoleRefusal {
        if (client == null) {
            client = ConsoleClient.connect(address);
        }
        return client.ask(line, ANSWER_WAIT_MS);
    }

    private static void sleep(String seconds) {
        if (!seconds.matches("\\d{1,5}")) {
            throw new IllegalArgumentException("sleep SECONDS, not '" + seconds + "'");
        }
        try {
            if (new CountDownLatch(1).await(Long.parseLong(seconds), TimeUnit.SECONDS)) {
                throw new IllegalStateException("nobody ends a sleep");
            }
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }

    private void read(String file, int deep) throws IOException {
        if (deep >= FILES_DEEP_MAX) {
            throw new IllegalArgumentException("files read one another more than 8 deep: " + file);
        }
        for (String line : Files.readAllLines(Path.of(file), StandardCharsets.UTF_8)) {
            if (!ended) {
                take(line.strip(), deep + 1);
            }
        }
    }

    private void emsmon(String what) throws IOException {
        switch (what.toLowerCase(Locale.ROOT)) {
            case "start", "resume" -> {
                if (monitor == null) {
                    monitor = EventMonitor.start(address, out);
                }
            }
            case "stop", "pause" -> closeMonitor();
            default ->
                    throw new IllegalArgumentException(
                            "emsmon start, stop, pause or resume, not '" + what + "'");
        }
    }

    private void closeMonitor() throws IOException {
        if (monitor != null) {
            monitor.close();
            monitor = null;
        }
    }

    private void closeClient() throws IOException {
        if (client != null) {
            client.close();
            client = null;
        }
    }

    @Override
    public void close() throws IOException {
        closeMonitor();
        closeClient();
    }
}
