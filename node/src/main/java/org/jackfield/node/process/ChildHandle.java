package org.jackfield.node.process;

import org.jackfield.node.console.ConsoleAddress;
import org.jackfield.node.console.ConsoleClient;
import org.jackfield.node.console.ConsoleRefusal;
import org.jackfield.node.manager.NodeExit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.IntConsumer;

/**
 * One process of a node, as the operating system has it. A note tells of it, so that a node manager
 * that was killed finds it again.
 */
final class ChildHandle {

    private static final long ASK_WAIT_MS = 3_000;
    private static final Duration CLOCK_DOUBT = Duration.ofSeconds(2);

    private final ConsoleAddress console;
    private final ProcessNote note;
    private final List<String> command;
    private final Map<String, String> environment;
    private final Path folder;
    // Written on the loop, read by who asks.
    private volatile ProcessHandle handle;
    private volatile boolean ours;
    private volatile IntConsumer onEnd;

    /**
     * A process that does not run.
     *
     * @param folder in which it runs
     */
    ChildHandle(
            ConsoleAddress console,
            List<String> command,
            Map<String, String> environment,
            Path folder) {
        this.console = console;
        this.note = ProcessNote.beside(console);
        this.command = command;
        this.environment = environment;
        this.folder = folder;
    }

    /** Process id; 0 when it does not run. */
    long pid() {
        return handle == null || !handle.isAlive() ? 0 : handle.pid();
    }

    /**
     * Starts it; its output goes where ours goes. It is watched from then on, whatever comes.
     *
     * @param ended hears its exit code
     * @param unnoted hears why its note could not be written: a manager that is started after this
     *     one would not find it
     * @throws IOException when it did not start
     */
    void spawn(IntConsumer ended, Consumer<IOException> unnoted) throws IOException {
        Files.createDirectories(folder);
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .directory(folder.toFile())
                        .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                        .redirectOutput(ProcessBuilder.Redirect.INHERIT)
                        .redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().putAll(environment);
        Process process = builder.start();
        handle = process.toHandle();
        ours = true;
        onEnd = ended;
        ProcessHandle mine = handle;
        Instant began = Instant.now().minus(CLOCK_DOUBT);
        process.onExit()
                .thenAccept(
                        gone -> {
                            LeftMemory.remove(mine.pid(), began);
                            ended.accept(gone.exitValue());
                        });
        try {
            note.write(handle);
        } catch (IOException unwritten) {
            unnoted.accept(unwritten);
        }
    }

    /** Takes over the process of the note, if it still runs. */
    boolean adopt(IntConsumer ended) {
        Optional<ProcessHandle> found = note.process();
        if (found.isEmpty()) {
            return false;
        }
        handle = found.get();
        ours = false;
        onEnd = ended;
        ProcessHandle mine = handle;
        Instant began = mine.info().startInstant().orElse(Instant.now());
        handle.onExit()
                .thenAccept(
                        gone -> {
                            LeftMemory.remove(mine.pid(), began);
                            end(mine);
                        });
        return true;
    }

    private void end(ProcessHandle which) {
        IntConsumer told;
        synchronized (this) {
            told = which.equals(handle) ? onEnd : null;
            onEnd = null;
        }
        if (told != null) {
            told.accept(NodeExit.UNKNOWN);
        }
    }

    /** Tells it to drain and end. */
    void terminate() {
        if (handle != null) {
            handle.destroy();
        }
    }

    void kill() {
        if (handle != null) {
            handle.destroyForcibly();
        }
    }

    /** Asks it; waits for the answer, so not on a loop. */
    boolean answers() {
        if (!ours && handle != null && ProcessNote.isZombie(handle)) {
            end(handle);
            return false;
        }
        try {
            ConsoleClient.askOnce(console, "ping", ASK_WAIT_MS);
            return true;
        } catch (IOException | ConsoleRefusal silent) {
            return false;
        }
    }
}
