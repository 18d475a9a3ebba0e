package org.jackfield.simulation.bench.roles;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** A process of the system under test, started by {@code run}, told its end with SIGKILL. */
public final class Role implements AutoCloseable {

    private static final int LINES_KEPT = 20_000;
    private static final int LINES_SHOWN = 25;
    private static final int ANSWER_SECONDS = 20;
    private static final int END_SECONDS = 20;

    private final String name;
    private final Process process;
    private final RoleMemory memory;
    private final PrintWriter commands;
    private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> ready = new LinkedBlockingQueue<>();
    private final Deque<String> lines = new ArrayDeque<>();

    private Role(String name, Process process) {
        this.name = name;
        this.process = process;
        this.memory = new RoleMemory(process.pid());
        this.commands = new PrintWriter(process.outputWriter(StandardCharsets.UTF_8), true);
    }

    /**
     * Starts {@code PROGRAM run WORDS...} with this JVM's own options and these.
     *
     * @param readyMark stands in the line that it prints when it is ready
     */
    static Role start(
            String name,
            String program,
            List<String> javaOptions,
            String readyMark,
            List<String> words)
            throws IOException {
        List<String> line = new ArrayList<>();
        line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        line.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        line.addAll(javaOptions);
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
        lines.add(line);
        if (lines.size() > LINES_KEPT) {
            lines.remove();
        }
        notifyAll();
    }

    /** The last lines that it printed. */
    public String lastLines() {
        return lastLines(LINES_SHOWN);
    }

    /** So many of the last lines that it printed. */
    public synchronized String lastLines(int count) {
        return lines.stream()
                .skip(Math.max(0, lines.size() - count))
                .collect(Collectors.joining("\n  "));
    }

    /** How many of its lines have this in them. */
    public synchronized long said(String text) {
        return lines.stream().filter(line -> line.contains(text)).count();
    }

    /** The last line with this in it; empty when there is none. */
    public synchronized String lastWith(String text) {
        return lines.stream()
                .filter(line -> line.contains(text))
                .reduce((first, second) -> second)
                .orElse("");
    }

    /** Waits until a line has this in it; false when it does not come. */
    public synchronized boolean awaitSaid(String text, int seconds) {
        long untilNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        while (said(text) == 0) {
            long leftMs = TimeUnit.NANOSECONDS.toMillis(untilNs - System.nanoTime());
            if (leftMs <= 0) {
                return false;
            }
            try {
                wait(leftMs);
            } catch (InterruptedException stopping) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        return true;
    }

    /** Whether it runs. */
    public boolean alive() {
        return process.isAlive();
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
    public String ask(String command) throws IOException {
        String answer;
        synchronized (commands) {
            commands.println(command);
            answer = poll(answers, ANSWER_SECONDS);
        }
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

    /** What it is: switch, A, B, C, ctios-1 or ctios-2. */
    public String name() {
        return name;
    }

    /** {@code kill -9}. */
    public void kill() {
        process.destroyForcibly();
    }

    /** Stands still: its sockets stay open, and nothing comes from them. */
    public void freeze() throws IOException {
        signal("STOP");
    }

    /** Goes on after {@link #freeze}. */
    public void thaw() throws IOException {
        signal("CONT");
    }

    private void signal(String signal) throws IOException {
        Process sent =
                new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid())).start();
        try {
            if (sent.waitFor() != 0) {
                throw new IOException(name + " cannot be sent " + signal);
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", stopping);
        }
    }

    /** Processor time that it has used. */
    public Duration cpu() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /** Resident memory in MiB; 0 when it cannot be told. */
    public long residentMb() {
        return memory.nowMb();
    }

    /** The highest resident memory since {@link #forgetPeak} in MiB; 0 when it cannot be told. */
    public long peakMb() {
        return memory.peakMb();
    }

    /** Its peak in memory is looked for from now on. */
    public void forgetPeak() {
        memory.forgetPeak();
    }

    /** Tells it to end in good order, and does not wait. */
    void end() {
        process.destroy();
    }

    @Override
    public void close() {
        end();
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
