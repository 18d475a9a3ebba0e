package org.jackfield.app.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.jackfield.app.ground.RoleGround;
import org.jackfield.node.console.ConsoleAddress;
import org.jackfield.node.console.ConsoleClient;
import org.jackfield.node.console.ConsoleRefusal;
import org.jackfield.node.ems.Dumplog;
import org.jackfield.node.ems.DumplogFormat;
import org.jackfield.node.ems.DumplogQuery;
import org.jackfield.node.ems.EmsIdentity;
import org.jackfield.node.ems.ZippedLogs;
import org.jackfield.node.registry.NodeFolders;
import org.jackfield.protocol.pim.AnswerMode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import picocli.CommandLine;

import java.io.IOException;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An operator looks into a running contact centre. */
class ConsolesTest {

    private static final EmsIdentity GATEWAY = new EmsIdentity("test", "PG1", "gateway");
    private static final EmsIdentity CTIOS = new EmsIdentity("test", "CTIOS1", "ctios");

    @TempDir Path folder;

    private String ask(EmsIdentity who, String line) {
        try {
            return ConsoleClient.askOnce(
                    ConsoleAddress.of(new NodeFolders(folder), who), line, 10_000);
        } catch (IOException | ConsoleRefusal silent) {
            return "";
        }
    }

    private static void until(String what, BooleanSupplier holds) throws InterruptedException {
        long endNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        CountDownLatch step = new CountDownLatch(1);
        while (!holds.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waiting for: " + what).isLessThan(endNs);
            assertThat(step.await(50, TimeUnit.MILLISECONDS)).isFalse();
        }
    }

    @Test
    void statusAgentsCallsAndRatesAreToldAndOneCallIsFollowedThroughBothProcesses()
            throws Exception {
        DemoOptions options = new DemoOptions();
        new CommandLine(options).parseArgs("--agents", "4", "--port", "0");
        DemoSite site = new DemoSite(4, AnswerMode.DEFERRED);
        NodeFolders folders = new NodeFolders(folder);
        try (RoleGround gateway = RoleGround.in(folders, GATEWAY);
                RoleGround ctios = RoleGround.in(folders, CTIOS).takingAll();
                DemoProcess demo =
                        DemoProcess.launch(
                                site,
                                new ScriptedDemoSwitch(site, options, System.currentTimeMillis()),
                                options,
                                gateway.log((severity, text) -> {}))) {
            gateway.console(demo.gateway()::offer, demo.gateway().consoleCommands());
            ctios.console(
                    demo.servers().serverA()::offer, demo.servers().serverA().consoleCommands());
            until("agents", () -> ask(GATEWAY, "status").matches("(?s).*\\n5000 .* 4 +\\d+\\n"));
            until("a call", () -> ask(GATEWAY, "lc").matches("(?s).*\\n5000 +\\d+ .*2000\\d.*"));

            assertThat(ask(GATEWAY, "la 5000")).contains("10001").contains("20001");
            assertThat(ask(GATEWAY, "la 5000 99")).doesNotContain("10001");
            assertThat(ask(GATEWAY, "list_skills")).contains("5000");
            assertThat(ask(GATEWAY, "rates")).containsPattern("A +[1-9]\\d* +[1-9]");
            assertThat(ask(GATEWAY, "dump_agent 10001")).contains("AGENT_STATE_EVENT");
            assertThatThrownBy(
                            () ->
                                    ConsoleClient.askOnce(
                                            ConsoleAddress.of(folders, GATEWAY),
                                            "dump_call 1",
                                            10_000))
                    .hasMessage("there is no call 1");
            until("ctios", () -> ask(CTIOS, "status").contains("online"));
            assertThat(ask(CTIOS, "agents")).contains("agent.5000.10001");
            assertThat(ask(CTIOS, "clients")).contains("session");
            Matcher call = Pattern.compile("\\n5000 +(\\d+) ").matcher(ask(GATEWAY, "lc"));
            assertThat(call.find()).isTrue();
            until(
                    "both logs tell of the call",
                    () -> {
                        String lines = dumplog("call=" + call.group(1));
                        return lines.contains("gateway Trace: CALLS - sent")
                                && lines.contains("ctios Trace: CALLS - received");
                    });
        }
    }

    private String dumplog(String keep) {
        List<String> lines = new ArrayList<>();
        NodeFolders folders = new NodeFolders(folder);
        DumplogQuery query =
                new DumplogQuery(
                        List.of(
                                new DumplogQuery.Source("gateway", folders.logs("test", "PG1")),
                                new DumplogQuery.Source("ctios", folders.logs("test", "CTIOS1"))),
                        DumplogQuery.Files.ALL,
                        ZippedLogs.GZIP,
                        Long.MIN_VALUE,
                        Long.MAX_VALUE,
                        keep,
                        "");
        try (Dumplog log =
                new Dumplog(
                        query,
                        new DumplogFormat(false, false, false, false, ZoneOffset.UTC),
                        lines::add)) {
            log.print();
        } catch (IOException notYet) {
            return "";
        }
        return String.join("\n", lines);
    }
}
