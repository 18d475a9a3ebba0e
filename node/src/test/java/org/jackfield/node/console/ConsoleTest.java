package org.jackfield.node.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.jackfield.machine.loop.Loop;
import org.jackfield.machine.loop.MonotonicClock;
import org.jackfield.node.ems.EmsIdentity;
import org.jackfield.node.ems.EmsIds;
import org.jackfield.node.ems.EmsLog;
import org.jackfield.node.ems.EmsOutlets;
import org.jackfield.node.ems.EmsSettings;
import org.jackfield.node.ems.EmsSeverity;
import org.jackfield.node.ems.TraceTopic;
import org.jackfield.node.registry.NodeFolders;
import org.jackfield.node.registry.Registry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A tool asks a process; only a process that turns answers. */
class ConsoleTest {

    private static final EmsIdentity WHO = new EmsIdentity("acme", "PG1A", "gateway");

    @TempDir Path folder;

    private final CountDownLatch stuck = new CountDownLatch(1);
    private ConsoleAddress address;
    private EmsLog ems;
    private Loop loop;
    private Console console;

    @BeforeEach
    void open() throws IOException {
        address = ConsoleAddress.of(new NodeFolders(folder), WHO);
        EmsSettings settings =
                EmsSettings.from(
                        Registry.open(folder.resolve("none"))
                                .key(EmsSettings.KEY, "acme", "PG1A", "gateway"),
                        folder.resolve("log"));
        ems = EmsLog.open(settings, WHO, "1", new EmsOutlets(l -> {}, e -> {}, d -> {}));
        loop = new Loop("test", 100, new MonotonicClock(), fault -> {});
        loop.start(
                new Loop.Turn() {
                    @Override
                    public void onTime(long nowMs) {}

                    @Override
                    public long nextDeadlineMs() {
                        return Long.MAX_VALUE;
                    }
                });
        console = launch();
    }

    private Console launch() throws IOException {
        return Console.open(
                address,
                loop::offer,
                ems,
                "1.0",
                List.of(
                        ConsoleCommand.of(
                                "list_agents,la",
                                "[PERIPHERAL]",
                                "Agents that are logged in.",
                                words -> ".1001 READY\n" + words + "\n"),
                        ConsoleCommand.of("fail", "", "Fails.", words -> badly())));
    }

    private static String badly() {
        throw new IllegalStateException("broken");
    }

    @AfterEach
    void close() {
        stuck.countDown();
        console.close();
        loop.close();
        ems.close();
    }

    private String ask(String line) throws IOException, ConsoleRefusal {
        return ConsoleClient.askOnce(address, line, 10_000);
    }

    @Test
    void aCommandAnswersUnderAllItsNamesOnTheProcessesOwnLoop() throws Exception {
        assertThat(ask("list_agents")).isEqualTo(".1001 READY\n[]\n");
        assertThat(ask("LA 5000 x")).isEqualTo(".1001 READY\n[5000, x]\n");
        assertThat(ask("la /?")).contains("[PERIPHERAL]").contains("logged in");
        assertThat(ask("?")).contains("list_agents, la [PERIPHERAL]").contains("ltrace");
        assertThat(ask("who"))
                .contains("acme PG1A gateway")
                .contains("pid " + ProcessHandle.current().pid());
    }

    @Test
    void whatCannotBeAnsweredIsRefusedInWords() {
        assertThatThrownBy(() -> ask("nonsense"))
                .isInstanceOf(ConsoleRefusal.class)
                .hasMessageContaining("'nonsense'")
                .hasMessageContaining("help");
        assertThatThrownBy(() -> ask("fail")).hasMessageContaining("broken");
        assertThatThrownBy(() -> ask("trace nowhere /on")).hasMessageContaining("NOWHERE");
    }

    @Test
    void aProcessWhoseLoopHangsDoesNotAnswer() {
        loop.offer(
                () -> {
                    try {
                        stuck.await(30, TimeUnit.SECONDS);
                    } catch (InterruptedException closing) {
                        Thread.currentThread().interrupt();
                    }
                });
        assertThatThrownBy(() -> ask("ping"))
                .isInstanceOf(ConsoleRefusal.class)
                .hasMessageContaining("did not answer within 2000 ms");
    }

    @Test
    void traceTopicsAreSwitchedLive() throws Exception {
        assertThat(ask("ltrace")).contains("mask 0x60a0f").containsPattern("MESSAGES +0x00020 off");
        assertThat(ask("trace messages /on")).containsPattern("MESSAGES +0x00020 on");
        assertThat(ems.traces(TraceTopic.MESSAGES)).isTrue();
        ask("trace messages /off");
        assertThat(ems.traces(TraceTopic.MESSAGES)).isFalse();
        ask("trace 0x3");
        assertThat(ems.traceMask()).isEqualTo(3);
    }

    @Test
    void eventsAreWatchedAsTheyCome() throws Exception {
        try (ConsoleClient client = ConsoleClient.connect(address)) {
            client.ask("ping", 10_000);
            client.watch();
            ems.text(EmsSeverity.WARNING, EmsIds.call(5001), "hello");
            String line = client.watched();
            if (line.contains("Process gateway begins")) {
                line = client.watched(); // that was written a moment late
            }
            assertThat(line).contains("WARNING hello [call=5001]");
        }
    }

    @Test
    void theSocketOfAKilledProcessIsTakenOverAndThatOfALivingOneIsNot() throws Exception {
        assertThatThrownBy(this::launch)
                .isInstanceOf(IOException.class)
                .hasMessageContaining("acme PG1A gateway runs already");
        console.close();
        Files.writeString(address.path(), "left behind");
        console = launch();
        assertThat(ask("ping")).isEqualTo("alive\n");
        assertThat(ConsoleAddress.all(new NodeFolders(folder))).containsExactly(address);
    }

    @Test
    void nobodyThereIsSaidWithTheName() {
        console.close();
        assertThatThrownBy(() -> ask("ping"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("acme PG1A gateway does not run here");
    }
}
