package org.jackfield.node.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.jackfield.node.console.ConsoleAddress;
import org.jackfield.node.console.ConsoleClient;
import org.jackfield.node.console.ConsoleRefusal;
import org.jackfield.node.ems.EmsIdentity;
import org.jackfield.node.registry.NodeFolders;
import org.jackfield.node.registry.Registry;
import org.jackfield.node.registry.RegistryException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Real processes under a real node manager: killed, stopped, failing. */
class NodeProcessTest {

    private static final String NODE_KEY =
            "HKLM\\SOFTWARE\\Cisco Systems, Inc.\\ICM\\test\\PG1A\\NodeManager\\CurrentVersion";
    private static final long WAIT_S = 120;

    @TempDir Path folder;

    private Process top;

    /** Where alone programs are looked for that are not named by their whole path. */
    private Path programs;

    /** A node whose times are short. */
    private void node(String more, String... processes) throws IOException {
        StringBuilder text =
                new StringBuilder("REGEDIT4\n[" + NODE_KEY + "]\n")
                        .append("\"StableRunSec\"=dword:1\n\"RestartDelaysSec\"=\"1 2\"\n")
                        .append("\"AskIntervalMs\"=dword:c8\n\"SilentMax\"=dword:4\n")
                        .append("\"FailuresMax\"=dword:3e8\n")
                        .append(more);
        int order = 1;
        for (String each : processes) {
            String[] parts = each.split("=", 2);
            text.append("[" + NODE_KEY + "\\Processes\\" + parts[0] + "]\n")
                    .append("\"Order\"=dword:" + order++ + "\n")
                    .append("\"Command\"=\"" + parts[1] + "\"\n")
                    .append(parts[1].startsWith("exec:") ? "\"HasConsole\"=dword:0\n" : "");
        }
        Files.createDirectories(folder.resolve("registry"));
        Files.writeString(folder.resolve("registry/node.reg"), text);
    }

    private void start(String role) throws IOException {
        List<String> command = new ArrayList<>(NodeTestProgram.command());
        command.addAll(List.of("run", role));
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve(role + ".out").toFile());
        builder.environment().put(NodeFolders.VARIABLE, folder.toString());
        if (programs != null) {
            builder.environment().put("PATH", programs.toString());
        }
        top = builder.start();
    }

    /** The managers first, then by the notes: one that hangs does not say its number. */
    @AfterEach
    void endAll() throws Exception {
        if (top != null) {
            top.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
        }
        for (String process : List.of("nm", "opc", "ctisvr")) {
            ProcessHandle noted =
                    ProcessNote.running(new NodeFolders(folder), "test", "PG1A").get(process);
            if (noted != null) {
                noted.destroyForcibly();
            }
            long unnoted = noted == null ? pid(process) : 0;
            if (unnoted > 0) {
                ProcessHandle.of(unnoted).ifPresent(ProcessHandle::destroyForcibly);
            }
        }
    }

    private String ask(String process, String line) {
        try {
            return ConsoleClient.askOnce(
                    ConsoleAddress.of(
                            new NodeFolders(folder), new EmsIdentity("test", "PG1A", process)),
                    line,
                    5_000);
        } catch (IOException | ConsoleRefusal silent) {
            return "";
        }
    }

    private long pid(String process) {
        Matcher pid = Pattern.compile("pid (\\d+)").matcher(ask(process, "who"));
        return pid.find() ? Long.parseLong(pid.group(1)) : 0;
    }

    private void until(String what, BooleanSupplier holds) throws InterruptedException {
        long endNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(WAIT_S);
        CountDownLatch step = new CountDownLatch(1);
        while (!holds.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waiting for: " + what).isLessThan(endNs);
            assertThat(step.await(50, TimeUnit.MILLISECONDS)).isFalse();
        }
    }

    /**
     * Asked once a turn: one that is just being stopped may answer a first question and not a
     * second, which is no successor.
     */
    private void untilAnother(String process, long former) throws InterruptedException {
        until(
                "another " + process,
                () -> {
                    long now = pid(process);
                    return now > 0 && now != former;
                });
    }

    private void untilUp(String process) throws InterruptedException {
        until(process + " is up", () -> stateOf(process).equals("UP"));
    }

    private String stateOf(String process) {
        Matcher state =
                Pattern.compile("(?m)^" + process + " +(\\w+)").matcher(ask("nm", "status"));
        return state.find() ? state.group(1) : "";
    }

    private static void signal(long pid, String name) throws Exception {
        assertThat(new ProcessBuilder("kill", "-" + name, Long.toString(pid)).start().waitFor())
                .isZero();
    }

    @Test
    @Tag("BEH-343")
    @Tag("PRC-003")
    void aKilledProcessAndOneThatHangsAreStartedAgainAndTheOthersGoOn() throws Exception {
        node("", "opc=run opc", "ctisvr=run ctisvr");
        start("nm");
        untilUp("opc");
        untilUp("ctisvr");
        long opc = pid("opc");
        long ctisvr = pid("ctisvr");

        signal(opc, "KILL");
        untilAnother("opc", opc);
        assertThat(pid("ctisvr")).isEqualTo(ctisvr);

        signal(ctisvr, "STOP");
        untilAnother("ctisvr", ctisvr);
        assertThat(ProcessHandle.of(ctisvr).filter(ProcessHandle::isAlive)).isEmpty();
        untilUp("ctisvr");
    }

    @Test
    void aProcessThatDiesAtOnceIsTriedAgainLaterAndHarmsNobody() throws Exception {
        node("", "pim1=exec: /bin/false", "opc=run opc");
        start("nm");
        untilUp("opc");
        until(
                "the third try of pim1",
                () -> ask("nm", "status").matches("(?s).*\\npim1 .* [3-9]  .*"));
        assertThat(stateOf("opc")).isEqualTo("UP");
    }

    @Test
    void aNodeManagerThatWasKilledFindsItsProcessesAgain() throws Exception {
        node("", "opc=run opc");
        start("nm");
        untilUp("opc");
        long opc = pid("opc");

        signal(top.pid(), "KILL");
        top.waitFor(10, TimeUnit.SECONDS);
        assertThat(pid("opc")).isEqualTo(opc);
        start("nm");
        untilUp("opc");
        assertThat(pid("opc")).isEqualTo(opc);

        signal(opc, "KILL");
        untilAnother("opc", opc);
    }

    @Test
    @Tag("BEH-343")
    void aProcessWhoseNoteCannotBeWrittenRunsOnceAndIsWatchedAllTheSame() throws Exception {
        node("", "opc=run opc");
        Files.createDirectories(folder.resolve("run/test_PG1A_opc.pid/in-the-way"));
        start("nm");
        untilUp("opc");
        long opc = pid("opc");
        assertThat(ask("nm", "status")).containsPattern("opc +UP +" + opc + " .* s +1 ");

        signal(opc, "KILL");
        untilAnother("opc", opc);
        assertThat(ask("nm", "status")).containsPattern("opc .* s +2 ");
    }

    @Test
    @Tag("BEH-340")
    void aNodeThatIsToldToEndEndsItsProcesses() throws Exception {
        node("", "opc=run opc", "ctisvr=run ctisvr");
        start("nm");
        untilUp("ctisvr");
        long opc = pid("opc");
        assertThat(ask("nm", "stop ctisvr")).contains("ctisvr");
        until("ctisvr is down", () -> stateOf("ctisvr").equals("DOWN"));
        ask("nm", "start ctisvr");
        untilUp("ctisvr");

        ask("nm", "stop");
        assertThat(top.waitFor(WAIT_S, TimeUnit.SECONDS)).isTrue();
        assertThat(top.exitValue()).isZero();
        assertThat(ProcessHandle.of(opc).filter(ProcessHandle::isAlive)).isEmpty();
        assertThat(pid("ctisvr")).isZero();
    }

    @Test
    @Tag("BEH-342")
    @Tag("PRC-004")
    void theManagerAboveStartsTheNodeManagerAgainAndTheProcessesGoOn() throws Exception {
        node("", "opc=run opc");
        start("nmm");
        untilUp("opc");
        long nm = pid("nm");
        long opc = pid("opc");

        signal(nm, "KILL");
        untilAnother("nm", nm);
        untilUp("opc");
        assertThat(pid("opc")).isEqualTo(opc);

        ask("nmm", "stop");
        assertThat(top.waitFor(WAIT_S, TimeUnit.SECONDS)).isTrue();
        assertThat(top.exitValue()).isZero();
        assertThat(ProcessHandle.of(opc).filter(ProcessHandle::isAlive)).isEmpty();
    }

    @Test
    @Tag("BEH-344")
    void aFaultThatCannotBeClearedLeadsToTheHostsActionOfTheRegistry() throws Exception {
        Path done = folder.resolve("action");
        node(
                "\"HostAction\"=\"run\"\n\"HostActionPauseSec\"=dword:1\n\"HostCommand\"=\"touch "
                        + done
                        + "\"\n",
                "opc=exec: /bin/sh -c exit${IFS}72");
        start("nmm");
        until("the action", () -> Files.exists(done));
        until("the node is tried again", () -> pid("nm") > 0);
    }

    /** With a {@code systemctl} of the test; the host's own cannot be found. */
    @Test
    @Tag("BEH-344")
    void theHostIsStartedAnewOnlyWhereTheRegistrySaysSo() throws Exception {
        Path told = folder.resolve("told");
        Path fake = Files.createDirectories(folder.resolve("bin")).resolve("systemctl");
        Files.writeString(fake, "#!/bin/sh\necho \"$@\" >> " + told + "\n");
        assertThat(fake.toFile().setExecutable(true)).isTrue();
        programs = fake.getParent();
        String broken = "opc=exec: /bin/sh -c exit${IFS}72";

        node("\"HostActionPauseSec\"=dword:1\n", broken);
        start("nmm");
        until("the alarm", () -> output("nmm").contains("host action alarm"));
        until("the node is tried again", () -> pid("nm") > 0);
        assertThat(told).doesNotExist();
        endAll();

        node("\"HostAction\"=\"reboot\"\n\"HostActionPauseSec\"=dword:e10\n", broken);
        start("nmm");
        until("the order, whole", () -> content(told).endsWith("\n"));
        assertThat(content(told).lines()).isNotEmpty().containsOnly("reboot");
    }

    private String output(String role) {
        return content(folder.resolve(role + ".out"));
    }

    private static String content(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException notYet) {
            return "";
        }
    }

    @Test
    void aNodeWithoutProcessesIsRefusedWithTheRemedy() throws Exception {
        node("");
        Registry registry = Registry.open(folder.resolve("registry"));
        assertThatThrownBy(() -> NodeSettings.from(registry, "test", "PG1A"))
                .isInstanceOf(RegistryException.class)
                .hasMessageContaining("PG1A\\NodeManager\\CurrentVersion\\Processes")
                .hasMessageContaining("Command");
    }
}
