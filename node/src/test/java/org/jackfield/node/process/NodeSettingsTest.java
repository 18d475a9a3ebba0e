package org.jackfield.node.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.jackfield.node.manager.ChildPlan;
import org.jackfield.node.manager.Criticality;
import org.jackfield.node.registry.Registry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A node is what the registry says. */
class NodeSettingsTest {

    private static final String KEY =
            "HKLM\\SOFTWARE\\Cisco Systems, Inc.\\ICM\\acme\\PG1A\\NodeManager\\CurrentVersion";

    @TempDir Path folder;

    private NodeSettings read(String body) throws IOException {
        Files.writeString(folder.resolve("a.reg"), "REGEDIT4\n" + body);
        return NodeSettings.from(Registry.open(folder), "acme", "PG1A");
    }

    @Test
    void processesComeInTheirOrderWithWhatTheirLossMeans() throws IOException {
        NodeSettings settings =
                read(
                        "["
                                + KEY
                                + "\\Processes\\dialer]\n"
                                + "\"Order\"=dword:9\n"
                                + "\"Class\"=\"optional\"\n"
                                + "\"Command\"=\"exec: /opt/a \\\"two words\\\"\"\n"
                                + "["
                                + KEY
                                + "\\Processes\\gateway]\n\"Order\"=dword:1\n"
                                + "\"Command\"=\"run gateway --side A\"\n"
                                + "\"AfterKillWaitSec\"=dword:c\n"
                                + "["
                                + KEY
                                + "\\Processes\\off]\n\"Command\"=\"x\"\n\"Disabled\"=dword:1\n");

        assertThat(settings.processes())
                .containsExactly(
                        new NodeSettings.NodeProcess(
                                new ChildPlan(
                                        "gateway",
                                        Criticality.CRITICAL,
                                        true,
                                        60_000,
                                        20_000,
                                        12_000),
                                List.of("run", "gateway", "--side", "A")),
                        new NodeSettings.NodeProcess(
                                new ChildPlan(
                                        "dialer", Criticality.OPTIONAL, true, 60_000, 20_000, 0),
                                List.of("exec:", "/opt/a", "two words")));
        assertThat(settings.rules().delaysMs()).containsExactly(1_000L, 10_000L, 60_000L);
        assertThat(settings.host().action()).isEqualTo("alarm");
    }

    @Test
    void whatCannotBeUsedIsNamed() {
        String process = "[" + KEY + "\\Processes\\gateway]\n";
        assertThatThrownBy(() -> read(process + "\"Order\"=dword:1\n"))
                .hasMessageContaining("gateway\\Command")
                .hasMessageContaining("missing");
        assertThatThrownBy(() -> read(process + "\"Command\"=\"x\"\n\"Class\"=\"vital\"\n"))
                .hasMessageContaining("a.reg:4")
                .hasMessageContaining("Critical/Optional");
        assertThatThrownBy(
                        () ->
                                read(
                                        process
                                                + "\"Command\"=\"x\"\n["
                                                + KEY
                                                + "]\n\"RestartDelaysSec\"=\"1,2\"\n"))
                .hasMessageContaining("RestartDelaysSec")
                .hasMessageContaining("1 10 60");
    }
}
