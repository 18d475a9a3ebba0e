package org.jackfield.app.console;

import static org.assertj.core.api.Assertions.assertThat;

import org.jackfield.app.Main;
import org.jackfield.machine.loop.Loop;
import org.jackfield.machine.loop.MonotonicClock;
import org.jackfield.node.console.Console;
import org.jackfield.node.console.ConsoleAddress;
import org.jackfield.node.console.ConsoleCommand;
import org.jackfield.node.ems.EmsIdentity;
import org.jackfield.node.ems.EmsIds;
import org.jackfield.node.ems.EmsLog;
import org.jackfield.node.ems.EmsOutlets;
import org.jackfield.node.ems.EmsSettings;
import org.jackfield.node.ems.EmsSeverity;
import org.jackfield.node.registry.NodeFolders;
import org.jackfield.node.registry.Registry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** What an operator types at procmon and opctest. */
@Timeout(120)
class ConsoleShellTest {

    private static final EmsIdentity WHO = new EmsIdentity("acme", "PG1A", "gateway");

    @TempDir private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private EmsLog ems;
    private Loop loop;
    private Console console;
    private ConsoleShell shell;

    @BeforeEach
    void open() throws IOException {
        Registry none = Registry.open(folder.resolve("none"));
        EmsSettings settings =
                EmsSettings.from(
                        none.key(EmsSettings.KEY, "acme", "PG1A", "gateway"),
                        folder.resolve("log"));
        ems = EmsLog.open(settings, WHO, "1", new EmsOutlets(l -> {}, e -> {}, d -> {}));
        loop = new Loop("test", 100, new MonotonicClock(), fault -> {});
        loop.start(
                new Loop.Turn() {
                    @Override
                    public void onTime(long nowMs) {
                        // nothing is timed here
                    }

                    @Override
                    public long nextDeadlineMs() {
                        return Long.MAX_VALUE;
                    }
                });
        console = launch();
        shell = new ConsoleShell(address(), new PrintWriter(out), new PrintWriter(err));
    }

    private ConsoleAddress address() {
        return ConsoleAddress.of(new NodeFolders(folder), WHO);
    }

    private Console launch() throws IOException {
        ConsoleCommand agents =
                ConsoleCommand.of(
                        "list_agents,la",
                        "",
                        "Agents that are logged in.",
                        words -> "1001 READY\n");
        return Console.open(address(), loop::offer, ems, "1.0", List.of(agents));
    }

    @AfterEach
    void close() throws IOException {
        shell.close();
        console.close();
        loop.close();
        ems.close();
    }

    @Test
    void commandsComeFromAFileAndTheFirstThatFailsEndsThemWhereThatIsWished() throws IOException {
        Path file = folder.resolve("commands");
        Files.writeString(file, "# a remark\necho one\nla\nnonsense\necho two\n");
        assertThat(shell.run("read " + file)).isFalse();
        assertThat(out.toString()).containsSubsequence("one", "1001 READY", "two");
        assertThat(err.toString()).contains("nonsense");

        out.getBuffer().setLength(0);
        shell.errorStop();
        assertThat(shell.run("read_file " + file)).isFalse();
        assertThat(out.toString()).contains("one").doesNotContain("two");
    }

    @Test
    void theProcesssEventsAreShownFromStartToStop() throws Exception {
        assertThat(shell.run("emsmon start")).isTrue();
        ems.text(EmsSeverity.WARNING, EmsIds.call(5001), "while it is watched");
        until("while it is watched [call=5001]");
        assertThat(shell.run("emsmon stop")).isTrue();
        CountDownLatch told = new CountDownLatch(1);
        EmsLog.Watch other = ems.watch(event -> told.countDown());
        ems.text(EmsSeverity.WARNING, EmsIds.NONE, "behind its back");
        assertThat(told.await(20, TimeUnit.SECONDS)).isTrue();
        other.close();
        assertThat(shell.run("emsmon start")).isTrue();
        ems.text(EmsSeverity.WARNING, EmsIds.NONE, "watched again");
        until("watched again");
        assertThat(out.toString()).doesNotContain("behind its back");
        assertThat(shell.run("emsmon perhaps")).isFalse();
        assertThat(err.toString()).contains("start, stop, pause or resume");
    }

    private void until(String text) {
        long deadlineNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!out.toString().contains(text)) {
            assertThat(System.nanoTime()).as("%s", out).isLessThan(deadlineNs);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        }
    }

    @Test
    void aProcessThatWasStartedAgainIsAskedAnew() throws IOException {
        assertThat(shell.run("la")).isTrue();
        console.close();
        assertThat(shell.run("la")).isFalse();
        console = launch();
        out.getBuffer().setLength(0);
        shell.run("la");
        assertThat(out.toString()).isEqualTo("1001 READY\n");
    }

    @Test
    void opctestAsksTheGatewayOfANodeOfThisMachineAlone() throws Exception {
        assertThat(program("opctest", "/cust", "acme", "/node", "PG1A", "/c", "la")).isZero();
        assertThat(out.toString()).isEqualTo("1001 READY\n");
        assertThat(program("opctest", "/cust", "acme", "/node", "PG1A", "/c", "nonsense"))
                .isEqualTo(1);
        assertThat(program("opctest", "/cust", "acme", "/node", "PG9", "/c", "la")).isEqualTo(1);
        assertThat(out.toString()).contains("acme PG9 gateway does not run here", "acme PG1A");
        assertThat(program("opctest", "/system", "elsewhere")).isEqualTo(1);
        assertThat(out.toString()).contains("log in on elsewhere");
        assertThat(program("opctest", "/nonsense")).isEqualTo(2);
    }

    /** As a program of its own, which finds its folder by the environment. */
    private int program(String... words) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.add(Main.class.getName());
        command.addAll(List.of(words));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put(NodeFolders.VARIABLE, folder.toString());
        Process process = builder.start();
        byte[] said = process.getInputStream().readAllBytes();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        out.getBuffer().setLength(0);
        out.write(new String(said, StandardCharsets.UTF_8));
        return process.exitValue();
    }
}
