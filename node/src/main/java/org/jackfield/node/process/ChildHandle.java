package org.jackfield.node.process;

import org.jackfield.node.console.ConsoleAddress;
import org.jackfield.node.console.ConsoleClient;
import org.jackfield.node.console.ConsoleRefusal;
import org.jackfield.node.manager.NodeExit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

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
    private final Starter starter;
    // Written on the loop, read by who asks.
    private volatile ProcessHandle handle;
    private volatile boolean ours;
    private volatile Runnable onAdoptedEnd;
    private volatile long start;

    /** Hears of the end of a process. */
    interface Ended {

        /**
         * A process is gone.
         *
         * @param start which one, as {@link ChildHandle#start} gave it then
         * @param exitCode {@link NodeExit#UNKNOWN} when it is not known
         */
        void take(long start, int exitCode);
    }

    /** Begins a process; so that a test can let it fail half-way. */
    interface Starter {
        Process start(ProcessBuilder builder) throws IOException;
    }

    /**
     * A process that does not run.
     *
     * @param environment told to it; no other process that we start has the same
     * @param folder in which it runs
     */
    ChildHandle(
            ConsoleAddress console,
            List<String> command,
            Map<String, String> environment,
            Path folder) {
        this(console, command, environment, folder, ProcessBuilder::start);
    }

    ChildHandle(
            ConsoleAddress console,
            List<String> command,
            Map<String, String> environment,
            Path folder,
            Starter starter) {
        this.console = console;
        this.note = ProcessNote.beside(console);
        this.command = command;
        this.environment = environment;
        this.folder = folder;
        this.starter = starter;
    }

    /** Process id; 0 when it does not run. */
    long pid() {
        ProcessHandle now = handle;
        return runs(now) ? now.pid() : 0;
    }

    /**
     * Number of the last start, from 1: each {@link #spawn}, one that fails too, and each process
     * that was taken over. An end of an older one says nothing of this one.
     */
    long start() {
        return start;
    }

    /**
     * Starts it; its output goes where ours goes. It is watched from then on, whatever comes. A
     * start that fails leaves nothing behind that runs, and none begins while an earlier one runs:
     * two of one name would both take the work, and only one would be watched.
     *
     * @param ended hears its exit code
     * @param unnoted hears why its note could not be written: a manager that is started after this
     *     one would not find it
     * @throws IOException when it did not start: no end has this start's number then. The process
     *     of an earlier start that was in the way is being ended; its end is told with the number
     *     of its own start
     */
    void spawn(Ended ended, Consumer<IOException> unnoted) throws IOException {
        start++;
        refuseASecond();
        Files.createDirectories(folder);
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .directory(folder.toFile())
                        .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                        .redirectOutput(ProcessBuilder.Redirect.INHERIT)
                        .redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().putAll(environment);
        try {
            Process process = starter.start(builder);
            handle = process.toHandle();
            ours = true;
            onAdoptedEnd = null;
            watch(process, start, ended);
        } catch (IOException failed) {
            endWhatBegan();
            throw failed;
        } catch (RuntimeException | Error failed) {
            // Such as no thread to watch it with: by then the process itself may have begun.
            endWhatBegan();
            throw new IOException(failed.toString(), failed);
        }
        try {
            note.write(handle);
        } catch (IOException unwritten) {
            unnoted.accept(unwritten);
        }
    }

    private static void watch(Process process, long its, Ended ended) {
        long pid = process.pid();
        Instant began = Instant.now().minus(CLOCK_DOUBT);
        process.onExit()
                .thenAccept(
                        gone -> {
                            LeftMemory.remove(pid, began);
                            ended.take(its, gone.exitValue());
                        });
    }

    /** What was ended by force may take its time to go. */
    private void refuseASecond() throws IOException {
        if (runs(handle)) {
            handle.destroyForcibly();
            throw new IOException(
                    "process "
                            + handle.pid()
                            + " of an earlier start still runs; it is ended by force first");
        }
    }

    /** Who failed to start it may not know its number: it is found by what it was told. */
    private void endWhatBegan() {
        ProcessHandle.current()
                .children()
                .filter(child -> runs(child) && wasToldOurs(child))
                .forEach(
                        begun -> {
                            handle = begun;
                            ours = true;
                            begun.destroyForcibly();
                        });
        // Where it cannot be seen what it was told, at least one whose number is known.
        kill();
    }

    private boolean wasToldOurs(ProcessHandle child) {
        try {
            byte[] told = Files.readAllBytes(Path.of("/proc/" + child.pid() + "/environ"));
            List<String> variables = List.of(new String(told, StandardCharsets.UTF_8).split("\0"));
            return !environment.isEmpty()
                    && environment.entrySet().stream()
                            .allMatch(e -> variables.contains(e.getKey() + "=" + e.getValue()));
        } catch (IOException | RuntimeException elsewhere) {
            return false;
        }
    }

    private static boolean runs(ProcessHandle process) {
        return process != null && process.isAlive() && !ProcessNote.isZombie(process);
    }

    /** Takes over the process of the note, if it still runs. */
    boolean adopt(Ended ended) {
        Optional<ProcessHandle> found = note.process();
        if (found.isEmpty()) {
            return false;
        }
        long its = ++start;
        handle = found.get();
        ours = false;
        onAdoptedEnd = () -> ended.take(its, NodeExit.UNKNOWN);
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
        Runnable told;
        synchronized (this) {
            told = which.equals(handle) ? onAdoptedEnd : null;
            onAdoptedEnd = null;
        }
        if (told != null) {
            told.run();
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
