package org.jackfield.simulation.bench.road;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** The clients of a measurement in another JVM, asked line by line. */
public final class ClientProcess implements AutoCloseable {

    private static final int END_SECONDS = 10;

    private final Process process;
    private final BufferedReader answers;
    private final PrintWriter commands;

    /**
     * Starts the JVM.
     *
     * @param program its main method answers each line of its input with one line
     */
    public ClientProcess(Class<?> program) throws IOException {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        process =
                new ProcessBuilder(
                                java.toString(),
                                "-Xmx1g",
                                "-XX:+UseSerialGC",
                                "--enable-native-access=ALL-UNNAMED",
                                "-cp",
                                System.getProperty("java.class.path"),
                                program.getName())
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        answers = process.inputReader(StandardCharsets.UTF_8);
        commands = new PrintWriter(process.outputWriter(StandardCharsets.UTF_8), true);
    }

    /** Says a command and returns the answer. */
    public String ask(String command) throws IOException {
        commands.println(command);
        String answer = answers.readLine();
        if (answer == null) {
            throw new IOException("the process with the clients ended; is there memory for it?");
        }
        return answer;
    }

    @Override
    public void close() {
        commands.println("quit");
        commands.close();
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
