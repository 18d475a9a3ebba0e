package org.jackfield.simulation.bench.failover;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A process of the system under test, started by {@code run}, told its end with SIGKILL. */
final class Role implements AutoCloseable {

    private static final int LINES_KEPT = 25;
    private static final int ANSWER_SECONDS = 20;
    private static final int END_SECONDS = 20;

    private final String name;
    private final Process process;
    private final PrintWriter commands;
    private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> ready = new LinkedBlockingQueue<>();
    private final Deque<String> last = new ArrayDeque<>();

    private Role(String name, Process process) {
        this.name = name;
        this.process = process;
        this.commands = new PrintWriter(process.outputWriter(StandardCharsets.UTF_8), true);
    }

    /**
     * Starts {@code PROGRAM run WORDS...} with this JVM's own options.
     *
     * @param readyMark stands in the line that it prints when it is ready
     */
    static Role start(String name, String program, String readyMark, List<String> words)
            throws IOException {
        List<String> line = new ArrayList<>();
        line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        line.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        line.addAll(List.of("-cp", System.getProperty("java.class.path"), program, "run"));
        line.addAll(words);
        Role role = new Role(name, new ProcessBuilder(line).redirectErrorStream(true).start());
        Thread.ofVirtual().name(name).start(() -> role.listen(readyMark));
        return role;
    }

    private void listen(String readyMark) {
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                if (line.startsWith("ok") || line.startsWith("error")) {
                    answers.add(line);
                } else {
                    keep(line);
                }
                if (line.contains(readyMark)) {
                    ready.add(line);
                }
            }
        } catch (IOException ended) {
            keep("its output ended: " + ended.getMessage());
        }
    }

    private synchronized void keep(String line) {
        last.add(line);
        if (last.size() > LINES_KEPT) {
            last.remove();
        }
    }

    /** The last lines that it printed. */
    synchronized String lastLines() {
        return String.join("\n  ", last);
    }

    /** Waits for the line that says that it is ready. */
    void awaitReady(int seconds) throws IOException {
        for (int waited = 0; waited < seconds; waited++) {
            if (poll(ready, 1) != null) {
                return;
            }
            if (!process.isAlive()) {
                throw new IOException(name + " ended by itself:\n  " + lastLines());
            }
        }
        throw new IOException(name + " is not ready after " + seconds + " s:\n  " + lastLines());
    }

    /** Says a control line and returns the answer. */
    String ask(String command) throws IOException {
        commands.println(command);
        String answer = poll(answers, ANSWER_SECONDS);
        if (answer == null) {
            throw new IOException(name + " does not answer '" + command + "'\n  " + lastLines());
        }
        return answer;
    }

    private static String poll(BlockingQueue<String> lines, int seconds) throws IOException {
        try {
            return lines.poll(seconds, TimeUnit.SECONDS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", stopped);
        }
    }

    String name() {
        return name;
    }

    /** {@code kill -9}. */
    void kill() {
        process.destroyForcibly();
    }

    /** Processor time that it has used. */
    Duration cpu() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /** Resident memory in MiB; 0 when it cannot be told. */
    long residentMb() {
        Path status = Path.of("/proc", Long.toString(process.pid()), "status");
        if (!Files.exists(status)) {
            return 0;
        }
        try {
            for (String line : Files.readAllLines(status)) {
                if (line.startsWith("VmRSS:")) {
                    return Long.parseLong(line.replaceAll("[^0-9]", "")) >> 10;
                }
            }
            return 0;
        } catch (IOException | UncheckedIOException gone) {
            return 0;
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException closing) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
