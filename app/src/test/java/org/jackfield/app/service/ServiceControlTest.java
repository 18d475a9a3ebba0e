package org.jackfield.app.service;

import static org.assertj.core.api.Assertions.assertThat;

import org.jackfield.node.console.ConsoleAddress;
import org.jackfield.node.console.ConsoleClient;
import org.jackfield.node.console.ConsoleRefusal;
import org.jackfield.node.ems.EmsIdentity;
import org.jackfield.node.process.ProcessNote;
import org.jackfield.node.registry.NodeFolders;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** What an operator is told who ends a node whose managers are killed or hang. */
@Timeout(120)
class ServiceControlTest {

    private static final EmsIdentity NODE = new EmsIdentity("test", "PG1A", "nmm");

    @TempDir Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final List<Process> started = new ArrayList<>();

    private ServiceControl control() {
        return new ServiceControl(
                NODE, new NodeFolders(folder), new PrintWriter(out), new PrintWriter(err));
    }

    private Map<String, ProcessHandle> running() throws IOException {
        return ProcessNote.running(new NodeFolders(folder), "test", "PG1A");
    }

    /** A node manager without the one above it, and its process. */
    private Process nodeManager() throws Exception {
        Files.createDirectories(folder.resolve("registry"));
        Files.writeString(
                folder.resolve("registry/node.reg"),
                """
                REGEDIT4
                [HKLM\\SOFTWARE\\Cisco Systems, Inc.\\ICM\\test\\PG1A\\NodeManager\\CurrentVersion\\Processes\\sleeper]
                "Order"=dword:1
                "HasConsole"=dword:0
                "Command"="exec: /bin/sleep 600"
                """);
        List<String> command = new ArrayList<>(ThisProgram.command());
        command.addAll(List.of("run", "nm", "--instance", "test", "--node", "PG1A"));
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("nm.out").toFile());
        builder.environment().put(NodeFolders.VARIABLE, folder.toString());
        Process nm = builder.start();
        started.add(nm);
        CountDownLatch step = new CountDownLatch(1);
        while (!status().contains("UP")) {
            assertThat(nm.isAlive()).as(() -> read("nm.out")).isTrue();
            step.await(50, TimeUnit.MILLISECONDS);
        }
        return nm;
    }

    private String read(String name) {
        try {
            return Files.readString(folder.resolve(name));
        } catch (IOException unread) {
            return unread.toString();
        }
    }

    private ConsoleAddress console(String process) {
        return ConsoleAddress.of(new NodeFolders(folder), new EmsIdentity("test", "PG1A", process));
    }

    private String status() {
        try {
            return ConsoleClient.askOnce(console("nm"), "status", 5_000);
        } catch (IOException | ConsoleRefusal notYet) {
            return "";
        }
    }

    @AfterEach
    void endAll() throws Exception {
        started.forEach(Process::destroyForcibly);
        running().values().forEach(ProcessHandle::destroyForcibly);
    }

    @Test
    @Tag("BEH-340")
    void aNodeThatDoesNotRunIsEnded() throws Exception {
        assertThat(control().stop()).isZero();
        assertThat(out).hasToString("The node does not run." + System.lineSeparator());
    }

    @Test
    @Tag("BEH-340")
    void aNodeWhoseManagerOnTopWasKilledIsEndedByItsNodeManager() throws Exception {
        Process nm = nodeManager();
        assertThat(running()).containsOnlyKeys("sleeper");

        assertThat(control().stop()).as(err::toString).isZero();
        assertThat(running()).isEmpty();
        assertThat(nm.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(out.toString()).endsWith("The node has ended." + System.lineSeparator());
    }

    @Test
    @Tag("BEH-340")
    @Tag("PRC-023")
    void oneProcessIsStoppedStartedAndCycledAndTheNodesStateIsShown() throws Exception {
        assertThat(control().status(null)).as("nothing runs").isEqualTo(3);
        assertThat(out.toString()).contains("node PG1A of test does not run");
        nodeManager();
        long first = running().get("sleeper").pid();

        assertThat(control().order("cycle sleeper")).as(err::toString).isZero();
        until(() -> running().containsKey("sleeper") && running().get("sleeper").pid() != first);
        assertThat(control().order("stop sleeper")).isZero();
        until(() -> running().isEmpty() && status().contains("DOWN"));
        assertThat(control().status(null)).isZero();
        assertThat(out.toString()).containsPattern("sleeper +DOWN");
        assertThat(control().order("start sleeper")).isZero();
        until(() -> running().containsKey("sleeper"));
        assertThat(control().order("stop somebody")).isEqualTo(1);
        assertThat(err.toString()).contains("no process 'somebody'", "sleeper");
    }

    private interface Condition {
        boolean holds() throws IOException;
    }

    private static void until(Condition condition) throws Exception {
        long deadlineNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        CountDownLatch step = new CountDownLatch(1);
        while (!condition.holds()) {
            assertThat(System.nanoTime()).as("in time").isLessThan(deadlineNs);
            assertThat(step.await(50, TimeUnit.MILLISECONDS)).isFalse();
        }
    }

    @Test
    void whatRunsThoughNoManagerAnswersIsNamedAndNoSuccess() throws Exception {
        nodeManager().destroyForcibly().waitFor();
        long sleeper = running().get("sleeper").pid();

        assertThat(control().stop()).isEqualTo(1);
        assertThat(err.toString()).contains("sleeper runs, id " + sleeper, "service start");
        assertThat(running()).containsOnlyKeys("sleeper");
    }

    @Test
    void aManagerOnTopThatHangsIsNoEnd() throws Exception {
        Path socket = console("nmm").path();
        Files.createDirectories(socket.getParent());
        try (ServerSocketChannel silent = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            silent.bind(UnixDomainSocketAddress.of(socket));
            assertThat(control().stop()).isEqualTo(1);
        }
        assertThat(err.toString()).contains("nmm runs and does not answer");
    }
}
