package org.jackfield.node.process;

import static org.assertj.core.api.Assertions.assertThat;

import org.jackfield.node.ems.EmsEvent;
import org.jackfield.node.ems.EmsIdentity;
import org.jackfield.node.ems.EmsLog;
import org.jackfield.node.ems.EmsOutlets;
import org.jackfield.node.ems.EmsSettings;
import org.jackfield.node.registry.Registry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** What a fault that cannot be cleared does to the host: nothing but what it was told to. */
@Tag("BEH-344")
class HostActionTest {

    private static final EmsIdentity NMM = new EmsIdentity("test", "PG1A", "nmm");
    private static final long NOW_MS = 1_800_000_000_000L;
    private static final long HOUR_MS = 3_600_000;

    @TempDir private Path folder;
    private final List<EmsEvent> systemLog = new CopyOnWriteArrayList<>();
    private EmsLog ems;

    @BeforeEach
    void open() {
        Registry none = Registry.open(folder.resolve("none"));
        ems =
                EmsLog.open(
                        EmsSettings.from(
                                none.key(EmsSettings.KEY, "test", "PG1A", "nmm"),
                                folder.resolve("log")),
                        NMM,
                        "1",
                        new EmsOutlets(line -> {}, systemLog::add, reason -> {}));
    }

    @AfterEach
    void close() {
        ems.close();
    }

    private HostAction action(String what, String command) {
        return new HostAction(
                new NodeSettings.Host(what, command, 1), ems, folder.resolve("stamp/test_PG1A"));
    }

    /** Leaves a line in a file each time. */
    private String command() throws IOException {
        Path script = folder.resolve("act");
        Files.writeString(script, "echo done >> " + folder.resolve("done") + "\n");
        return "sh " + script;
    }

    private List<String> done() throws IOException {
        Path done = folder.resolve("done");
        return Files.exists(done) ? Files.readAllLines(done) : List.of();
    }

    /** So many lines, which the log's own thread hands on. */
    private List<String> said(int lines) {
        long deadlineNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (systemLog.size() < lines) {
            assertThat(System.nanoTime()).as("%s", systemLog).isLessThan(deadlineNs);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        }
        return systemLog.stream().map(each -> each.severity() + " " + each.text()).toList();
    }

    @Test
    void unlessTheRegistrySaysMoreItIsAnAlarmInTheSystemsLogAndNothingIsRun() throws Exception {
        action("alarm", command()).act(NOW_MS);
        assertThat(said(1))
                .containsExactly(
                        "ERROR The fault of this node cannot be cleared: host action alarm");
        assertThat(done()).isEmpty();
        assertThat(folder.resolve("stamp")).doesNotExist();
    }

    @Test
    void aCommandIsRunOnceAnHourAtMostAlsoByTheNextManager() throws Exception {
        action("run", command()).act(NOW_MS);
        assertThat(done()).hasSize(1);
        action("run", command()).act(NOW_MS + HOUR_MS - 1);
        assertThat(done()).hasSize(1);
        assertThat(said(3)).last().asString().contains("within the last hour already");
        action("run", command()).act(NOW_MS + HOUR_MS);
        assertThat(done()).hasSize(2);
    }

    @Test
    void aCommandThatFailsIsNamedWithItsExitCode() throws Exception {
        action("run", "sh -c exit${IFS}7").act(NOW_MS);
        assertThat(said(2)).last().asString().startsWith("ERROR").contains("exit code 7");
        action("run", folder.resolve("nobody") + "").act(NOW_MS + HOUR_MS);
        assertThat(said(4)).last().asString().startsWith("ERROR").contains("nobody");
    }
}
