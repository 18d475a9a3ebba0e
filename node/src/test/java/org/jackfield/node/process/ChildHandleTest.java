package org.jackfield.node.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.jackfield.node.console.ConsoleAddress;
import org.jackfield.node.ems.EmsIdentity;
import org.jackfield.node.manager.NodeExit;
import org.jackfield.node.registry.NodeFolders;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** One real process, whose start fails half-way, or which is started though it runs. */
class ChildHandleTest {

    private static final long WAIT_S = 30;

    @TempDir Path folder;

    private final List<Process> begun = new ArrayList<>();
    private final BlockingQueue<End> ends = new LinkedBlockingQueue<>();

    private record End(long start, int exitCode) {}

    @AfterEach
    void endAll() {
        begun.forEach(Process::destroyForcibly);
    }

    private ChildHandle child(String name, ChildHandle.Starter starter) {
        return new ChildHandle(
                ConsoleAddress.of(new NodeFolders(folder), new EmsIdentity("test", "PG1A", name)),
                List.of("sleep", "600"),
                Map.of(Ground.PROCESS, name, NodeFolders.VARIABLE, folder.toString()),
                folder,
                starter);
    }

    private Process begin(ProcessBuilder builder) throws IOException {
        Process process = builder.start();
        begun.add(process);
        return process;
    }

    private void spawn(ChildHandle child) throws IOException {
        child.spawn(
                (start, exitCode) -> ends.add(new End(start, exitCode)),
                unnoted -> {
                    throw new IllegalStateException(unnoted);
                });
    }

    private static void isEndedByForce(Process process) throws InterruptedException {
        assertThat(process.waitFor(WAIT_S, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(NodeExit.KILLED);
    }

    @Test
    @Tag("BEH-343")
    void aStartThatFailsAfterItsProcessBeganEndsItAndNobodyElse() throws Exception {
        ChildHandle other = child("other", this::begin);
        spawn(other);
        ChildHandle opc =
                child(
                        "opc",
                        builder -> {
                            begin(builder);
                            throw new OutOfMemoryError("unable to create native thread");
                        });
        assertThatThrownBy(() -> spawn(opc))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("native thread");
        isEndedByForce(begun.get(1));
        assertThat(other.pid()).isEqualTo(begun.getFirst().pid());
        assertThat(opc.pid()).isZero();
        assertThat(ends).isEmpty();
    }

    @Test
    @Tag("BEH-343")
    void aProcessThatCannotBeWatchedIsEnded() throws Exception {
        ChildHandle opc = child("opc", builder -> new Unwatchable(begin(builder)));
        assertThatThrownBy(() -> spawn(opc)).isInstanceOf(IOException.class);
        isEndedByForce(begun.getFirst());
        assertThat(ends).isEmpty();
    }

    @Test
    @Tag("BEH-343")
    void noSecondIsBegunWhileTheFirstRunsTheFirstIsEndedInstead() throws Exception {
        ChildHandle opc = child("opc", this::begin);
        spawn(opc);
        assertThatThrownBy(() -> spawn(opc))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(begun.getFirst().pid() + " of an earlier start still runs");
        assertThat(begun).hasSize(1);
        End first = ends.poll(WAIT_S, TimeUnit.SECONDS);
        assertThat(first).isEqualTo(new End(1, NodeExit.KILLED));
        assertThat(opc.start()).as("it is no end of the start that was refused").isEqualTo(2);

        spawn(opc);
        assertThat(opc.pid()).isEqualTo(begun.get(1).pid());
        assertThat(ends).isEmpty();
        begun.get(1).destroyForcibly();
        assertThat(ends.poll(WAIT_S, TimeUnit.SECONDS)).isEqualTo(new End(3, NodeExit.KILLED));
    }

    @Test
    @Tag("BEH-343")
    void aProcessThatWasTakenOverAndRefusesASecondEndsWithTheNumberOfItsTakingOver()
            throws Exception {
        spawn(child("opc", this::begin));
        ChildHandle next = child("opc", this::begin);
        assertThat(next.adopt((start, code) -> ends.add(new End(start, code)))).isTrue();
        assertThatThrownBy(() -> spawn(next)).hasMessageContaining("still runs");
        List<End> told = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            told.add(ends.poll(WAIT_S, TimeUnit.SECONDS));
        }
        assertThat(told)
                .as("the one that began it knows why, the one that took it over does not")
                .containsExactlyInAnyOrder(
                        new End(1, NodeExit.KILLED), new End(1, NodeExit.UNKNOWN));
        assertThat(next.start()).isEqualTo(2);
    }

    @Test
    void aProgramThatIsNotThereLeavesTheWayFree() throws Exception {
        List<Boolean> there = new ArrayList<>(List.of(false, true));
        ChildHandle opc =
                child(
                        "opc",
                        builder ->
                                begin(
                                        there.removeFirst()
                                                ? builder
                                                : builder.command("/no/such/program")));
        assertThatThrownBy(() -> spawn(opc))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("/no/such/program");
        spawn(opc);
        assertThat(opc.pid()).isEqualTo(begun.getFirst().pid());
    }

    /** A process for which there is no thread that waits for its end. */
    private static final class Unwatchable extends Process {

        private final Process process;

        Unwatchable(Process process) {
            this.process = process;
        }

        @Override
        public CompletableFuture<Process> onExit() {
            throw new OutOfMemoryError("unable to create native thread");
        }

        @Override
        public ProcessHandle toHandle() {
            return process.toHandle();
        }

        @Override
        public long pid() {
            return process.pid();
        }

        @Override
        public OutputStream getOutputStream() {
            return process.getOutputStream();
        }

        @Override
        public InputStream getInputStream() {
            return process.getInputStream();
        }

        @Override
        public InputStream getErrorStream() {
            return process.getErrorStream();
        }

        @Override
        public int waitFor() throws InterruptedException {
            return process.waitFor();
        }

        @Override
        public int exitValue() {
            return process.exitValue();
        }

        @Override
        public void destroy() {
            process.destroy();
        }
    }
}
