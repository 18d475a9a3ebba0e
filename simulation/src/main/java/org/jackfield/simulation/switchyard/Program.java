package org.jackfield.simulation.switchyard;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Runs the programs of a switchyard. */
final class Program {

    private Program() {}

    /**
     * Runs to the end; each line said goes to {@code lines}. A bad end is an exception with them.
     */
    static void run(
            List<String> command,
            Map<String, String> environment,
            int timeoutSeconds,
            Consumer<String> lines) {
        StringBuilder said = new StringBuilder();
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            Thread reader =
                    Thread.ofVirtual()
                            .start(
                                    () ->
                                            read(
                                                    process,
                                                    line -> {
                                                        said.append(line).append('\n');
                                                        lines.accept(line);
                                                    }));
            if (!process.waitFor(timeoutSeconds, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new SwitchyardException(
                        command + " did not end within " + timeoutSeconds + " s:\n" + said);
            }
            // What it left running may hold its output open.
            reader.join(1000);
            if (process.exitValue() != 0) {
                throw new SwitchyardException(
                        command + " failed (" + process.exitValue() + "):\n" + said);
            }
        } catch (IOException cannot) {
            throw new SwitchyardException("cannot run " + command, cannot);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new SwitchyardException("interrupted: " + command, stopping);
        }
    }

    private static void read(Process process, Consumer<String> lines) {
        try (BufferedReader in = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                lines.accept(line);
            }
        } catch (IOException ended) {
            lines.accept("(output ended: " + ended.getMessage() + ")");
        }
    }

    /** Starts in the background, in a folder, its words into a file there. */
    static Process start(List<String> command, Path folder, Path log) {
        try {
            return new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
        } catch (IOException cannot) {
            throw new SwitchyardException("cannot start " + command, cannot);
        }
    }

    /** Whether a program is on the path. */
    static boolean isInstalled(String name) {
        for (String folder : System.getenv().getOrDefault("PATH", "").split(":")) {
            if (Path.of(folder, name).toFile().canExecute()) {
                return true;
            }
        }
        return false;
    }
}
