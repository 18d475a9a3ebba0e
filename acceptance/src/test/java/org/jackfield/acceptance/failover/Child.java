package org.jackfield.acceptance.failover;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The program in a process of its own, with all that it printed. */
final class Child {

    private final Process process;
    private final Writer in;
    private final List<String> lines = new ArrayList<>();
    private int told;

    private Child(Process process) {
        this.process = process;
        this.in = new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8);
        Thread.ofPlatform().name("child-output").daemon(true).start(this::read);
    }

    /** Starts {@code jackfield} with these words. */
    static Child start(List<String> javaOptions, List<String> words) throws IOException {
        return start(javaOptions, words, Map.of());
    }

    /** Starts {@code jackfield} with these words, in an environment with these variables. */
    static Child start(
            List<String> javaOptions, List<String> words, Map<String, String> environment)
            throws IOException {
        return start(
                List.of(), javaOptions, words, environment, System.getProperty("java.class.path"));
    }

    /**
     * Starts the program that is on this class path.
     *
     * @param before words of a program that starts it
     */
    static Child start(
            List<String> before,
            List<String> javaOptions,
            List<String> words,
            Map<String, String> environment,
            String classPath)
            throws IOException {
        List<String> command = new ArrayList<>(before);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(
                List.of(
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Xmx256m",
                        "-Xss512k",
                        "--enable-native-access=ALL-UNNAMED",
                        "--add-opens",
                        "java.base/jdk.internal.misc=ALL-UNNAMED"));
        command.addAll(javaOptions);
        command.addAll(List.of("-cp", classPath));
        command.add("org.jackfield.app.Main");
        command.addAll(words);
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        return new Child(builder.start());
    }

    private void read() {
        try (BufferedReader out =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                keep(line);
            }
            keep("(end of output)");
        } catch (IOException gone) {
            keep("(output lost: " + gone.getMessage() + ")");
        }
    }

    private synchronized void keep(String line) {
        lines.add(line);
        notifyAll();
    }

    /** Waits for a line that has this in it, from the first on. */
    Matcher await(String pattern, int seconds) throws InterruptedException {
        return await(pattern, 0, seconds);
    }

    /** Waits for a line that has this in it, after {@code from} lines. */
    synchronized Matcher await(String pattern, int from, int seconds) throws InterruptedException {
        Pattern wanted = Pattern.compile(pattern);
        long deadlineNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        int at = from;
        while (true) {
            for (; at < lines.size(); at++) {
                Matcher found = wanted.matcher(lines.get(at));
                if (found.find()) {
                    return found;
                }
            }
            long leftMs = TimeUnit.NANOSECONDS.toMillis(deadlineNs - System.nanoTime());
            if (leftMs <= 0) {
                throw new AssertionError(
                        "no line with '" + pattern + "' within " + seconds + " s among:\n" + this);
            }
            wait(leftMs);
        }
    }

    /** How many lines it has printed. */
    synchronized int printed() {
        return lines.size();
    }

    /** The lines with this after {@code from} lines; empty when there are none. */
    synchronized String since(int from, String pattern) {
        Pattern wanted = Pattern.compile(pattern);
        StringBuilder found = new StringBuilder();
        for (String line : lines.subList(from, lines.size())) {
            if (wanted.matcher(line).find()) {
                found.append(line).append('\n');
            }
        }
        return found.toString();
    }

    /** True when it has printed a line with this. */
    synchronized boolean said(String text) {
        return lines.stream().anyMatch(line -> line.contains(text));
    }

    /** The last line with either text. */
    synchronized String last(String one, String other) {
        return lines.stream()
                .filter(line -> line.contains(one) || line.contains(other))
                .reduce((first, second) -> second)
                .orElse("");
    }

    /** Says a line to it and gives the answer. */
    String ask(String line) throws IOException, InterruptedException {
        told = printed();
        in.write(line + "\n");
        in.flush();
        return await("^(ok|error)", told, 20).replaceFirst("$1");
    }

    boolean alive() {
        return process.isAlive();
    }

    /** Waits for its end. */
    int exit(int seconds) throws InterruptedException {
        if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
            throw new AssertionError("still running after " + seconds + " s:\n" + this);
        }
        return process.exitValue();
    }

    /** SIGKILL. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        exit(10);
    }

    /** SIGTERM. */
    void end() {
        process.destroy();
    }

    /** SIGSTOP, SIGCONT. */
    void signal(String name) throws IOException, InterruptedException {
        int result =
                new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                        .inheritIO()
                        .start()
                        .waitFor();
        if (result != 0) {
            throw new IOException("kill -" + name + " failed");
        }
    }

    /** Kills what still runs, and removes what it left in shared memory. */
    void close() throws InterruptedException {
        if (process.isAlive()) {
            kill();
        }
        String left = "jackfield-*-" + process.pid();
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(Path.of("/dev/shm"), left)) {
            for (Path folder : folders) {
                remove(folder);
            }
        } catch (IOException stays) {
            throw new UncheckedIOException(stays);
        }
    }

    private static void remove(Path folder) throws IOException {
        List<Path> all;
        try (Stream<Path> tree = Files.walk(folder)) {
            all = tree.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path each : all) {
            Files.delete(each);
        }
    }

    @Override
    public synchronized String toString() {
        return String.join("\n", lines);
    }
}
