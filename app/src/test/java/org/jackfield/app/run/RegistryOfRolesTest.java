package org.jackfield.app.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import org.jackfield.client.cil.CilInput;
import org.jackfield.client.cil.CilMachine;
import org.jackfield.client.cil.CilServer;
import org.jackfield.client.cil.CilSettings;
import org.jackfield.ctios.process.CtiDriverSettings;
import org.jackfield.ctios.process.CtiOsSettings;
import org.jackfield.gateway.cluster.ClusterRegistry;
import org.jackfield.gateway.cluster.ClusterSettings;
import org.jackfield.gateway.ctiserver.CtiServerSettings;
import org.jackfield.gateway.process.GatewayRegistry;
import org.jackfield.gateway.process.GatewaySettings;
import org.jackfield.node.registry.Registry;
import org.jackfield.node.registry.RegistryException;
import org.jackfield.node.registry.RegistryKey;
import org.jackfield.protocol.cil.Event;
import org.jackfield.protocol.cil.Welcome;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import picocli.CommandLine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Roles take their settings from the registry, and what a command line says goes before. */
class RegistryOfRolesTest {

    private static final String GROUP =
            "[HKEY_LOCAL_MACHINE\\SOFTWARE\\Cisco Systems,"
                    + " Inc.\\ICM\\acme\\PG1A\\PG\\CurrentVersion\\Group]";
    private static final String SERVER =
            "HKEY_LOCAL_MACHINE\\SOFTWARE\\Cisco Systems, Inc.\\CTIOS\\CTIOS_acme\\CTIOS1";

    @TempDir private Path folder;

    private Registry registry(String... lines) throws IOException {
        Files.writeString(
                folder.resolve("site.reg"),
                "Windows Registry Editor Version 5.00\r\n\r\n"
                        + String.join("\r\n", lines)
                        + "\r\n");
        return Registry.open(folder);
    }

    private static ClusterSettings member(Registry registry, String... words) {
        MemberOptions options = CommandLine.populateCommand(new MemberOptions(), words);
        return options.settings(registry.key(ClusterRegistry.KEY, "acme", "PG1A"), null);
    }

    @Test
    void aMembersRoleAddressesTimesAndSizesComeFromTheRegistry() throws IOException {
        Registry registry =
                registry(
                        GROUP,
                        "\"ClusterGroup\"=\"centre\"",
                        "\"ClusterSide\"=\"b\"",
                        "\"ClusterMembers\"=\"A=h:20000,B=i:20000,C=j:20000\"",
                        "\"ClusterFolder\"=\"/var/lib/jackfield/b\"",
                        "\"ClusterSecret\"=\"hidden\"",
                        "\"ClusterLeaderTimeoutMs\"=dword:000003e8",
                        "\"ClusterSnapshotMinutes\"=dword:0000000a",
                        "\"ClusterSnapshotLogBytes\"=dword:04000000",
                        "\"ClusterLogKeepBytes\"=dword:02000000",
                        "\"ClusterSegmentBytes\"=dword:00100000");
        ClusterSettings read = member(registry);
        assertThat(read.group()).isEqualTo("centre");
        assertThat(read.side()).isEqualTo("B");
        assertThat(read.members()).hasSize(3);
        assertThat(read.folder()).isEqualTo(Path.of("/var/lib/jackfield/b"));
        assertThat(read.secret()).isEqualTo("hidden");
        assertThat(read.leaderTimeoutMs()).isEqualTo(1_000);
        assertThat(read.keeping())
                .isEqualTo(new ClusterSettings.Keeping(10, 64 << 20, 32 << 20, 1 << 20));

        ClusterSettings said = member(registry, "--side", "C", "--leader-timeout", "400");
        assertThat(said.side()).isEqualTo("C");
        assertThat(said.leaderTimeoutMs()).isEqualTo(400);
        assertThat(said.group()).isEqualTo("centre");
    }

    @Test
    void withoutARegistryOptionsAndDefaultsHoldAndTheSideMustBeSaid() {
        Registry none = Registry.open(folder.resolve("absent"));
        ClusterSettings read = member(none, "--side", "a");
        assertThat(read.group()).isEqualTo("jackfield");
        assertThat(read.secret()).isEqualTo("jackfield");
        assertThat(read.keeping()).isEqualTo(ClusterSettings.Keeping.DEFAULTS);
        assertThat(read.leaderTimeoutMs()).isEqualTo(500);
        assertThatThrownBy(() -> member(none))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("--side", "ClusterSide");
    }

    @Test
    void anUnreadableRegistryOrValueIsRefusedWithFileAndLine() throws IOException {
        Registry wrong = registry(GROUP, "\"ClusterLeaderTimeoutMs\"=dword:00000001");
        assertThatThrownBy(() -> member(wrong, "--side", "A"))
                .isInstanceOf(RegistryException.class)
                .hasMessageContainingAll("site.reg", "ClusterLeaderTimeoutMs", "250 to 2500");
        Files.writeString(folder.resolve("broken.reg"), "this is no registry\r\n");
        assertThatThrownBy(() -> Registry.open(folder))
                .isInstanceOf(RegistryException.class)
                .hasMessageContaining("broken.reg");
        assertThat(Files.readString(folder.resolve("broken.reg")))
                .isEqualTo("this is no registry\r\n");
    }

    @Test
    @Tag("REG-001")
    @Tag("REG-034")
    @Tag("REG-062")
    @Tag("REG-068")
    void aCtiOsServersSettingsComeFromTheRegistryUnlessOptionsSayOtherwise() throws IOException {
        Registry registry =
                registry(
                        "[" + SERVER + "\\CtiDriver\\Config]",
                        "\"SideAHost\"=\"a.example\"",
                        "\"SideBHost\"=\"b.example\"",
                        "[" + SERVER + "\\Server\\Connections]",
                        "\"ListenPort\"=dword:0000a430",
                        "[" + SERVER + "\\Server\\Agent]",
                        "\"forceLogoutOnSessionClose\"=dword:00000001",
                        "[" + SERVER + "\\Server\\Peers\\other.example]",
                        "\"Port\"=dword:0000a42c");
        RegistryKey server = registry.key(CtiDriverSettings.SERVER_KEY, "acme", "CTIOS1");
        CtiOsSettings read = ctios().settings(server, "0123456789abcdef");
        assertThat(read.listen().port()).isEqualTo(42_032);
        assertThat(read.ctiServers().toString()).contains("a.example", "b.example");
        assertThat(read.closed().forceLogout()).isTrue();
        assertThat(read.peers().addresses()).containsExactly("other.example:42028");
        CtiOsSettings said =
                ctios("--port", "5", "--cti-server-a", "x.example:7", "--peer-port", "6")
                        .settings(server, "0123456789abcdef");
        assertThat(said.listen().port()).isEqualTo(5);
        assertThat(said.ctiServers().toString())
                .contains("x.example", "b.example")
                .doesNotContain("a.example");
        assertThat(said.peers().addresses()).containsExactly("127.0.0.1:6");
    }

    @Test
    @Tag("REG-054")
    void aCtiServersAddressAndWhatTheMachineReadsComeFromTheRegistry() throws IOException {
        Registry registry =
                registry(
                        pg("CtiServer"),
                        "\"CtiServerHost\"=\"10.1.1.1\"",
                        "\"CtiServerPort\"=dword:0000a443",
                        "\"ServeWhenStandby\"=dword:00000001",
                        "\"ProtocolVersionMax\"=dword:00000018",
                        "\"IdleTimeoutMin\"=dword:00000028",
                        pg("OPC"),
                        "\"forceLogoutOnSessionCloseReason\"=dword:00000007",
                        "\"forceNotReadyOnSessionCloseReason\"=dword:00000008",
                        "\"IPCCConference_SupportsMultipleControllers\"=dword:00000000",
                        "\"HoldMusic\"=\"jazz\"");
        GatewayRegistry read = gateway(registry);
        assertThat(read.side("A", null, null))
                .isEqualTo(new GatewaySettings.Side("A", "10.1.1.1", 42_051));
        assertThat(read.side("A", "127.0.0.1", 0))
                .isEqualTo(new GatewaySettings.Side("A", "127.0.0.1", 0));
        assertThat(read.ctiServer(false))
                .isEqualTo(new CtiServerSettings(9, 24, 40, 30_000, 2_000, true));
        assertThat(read.machine())
                .containsOnly(
                        entry("forceLogoutOnSessionCloseReason", "7"),
                        entry("forceNotReadyOnSessionCloseReason", "8"),
                        entry("IPCCConference_SupportsMultipleControllers", "0"),
                        entry("HoldMusic", "jazz"));
        GatewayRegistry none = gateway(Registry.open(folder.resolve("absent")));
        assertThat(none.side("B", null, null).port()).isEqualTo(43_027);
        assertThat(none.ctiServer(false)).isEqualTo(CtiServerSettings.DEFAULTS);
        assertThat(none.ctiServer(true).serveWhenStandby()).isTrue();
        assertThat(none.machine()).isEmpty();
    }

    @Test
    void aValueOfTheMachineOutOfItsRangeIsRefusedWithFileNameAndRange() throws IOException {
        Registry registry = registry(pg("OPC"), "\"AgentsComeBack\"=dword:00000002");
        assertThatThrownBy(() -> gateway(registry).machine())
                .isInstanceOf(RegistryException.class)
                .hasMessageContainingAll("site.reg", "AgentsComeBack", "0 to 1");
    }

    @Test
    void theSwitchesOfASideComeFromTheRegistryAndMustDifferInTheirNumbers() throws IOException {
        Registry registry =
                registry(
                        pg("PIMS\\first"),
                        "\"PeripheralID\"=dword:00001388",
                        "\"Switch\"=\"tcp:127.0.0.1:7000\"",
                        pg("PIMS\\second"),
                        "\"PeripheralID\"=dword:00001389",
                        "\"Switch\"=\"asterisk\"",
                        "\"AriUser\"=\"bridge\"",
                        pg("PIMS\\third"),
                        "\"Disabled\"=dword:00000001");
        List<PimSettings> read = pims(registry);
        assertThat(read).extracting(PimSettings::peripheral).containsExactly(5000, 5001);
        assertThat(read.getFirst().kind()).isEqualTo("tcp:127.0.0.1:7000");
        assertThat(read.getLast().ariUser()).isEqualTo("bridge");

        Registry twice =
                registry(
                        pg("PIMS\\first"),
                        "\"PeripheralID\"=dword:00001388",
                        "\"Switch\"=\"asterisk\"",
                        pg("PIMS\\second"),
                        "\"PeripheralID\"=dword:00001388",
                        "\"Switch\"=\"asterisk\"");
        assertThatThrownBy(() -> pims(twice))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("PIMS", "5000", "two switches");
        Registry unnamed = registry(pg("PIMS\\first"), "\"PeripheralID\"=dword:00001388");
        assertThatThrownBy(() -> pims(unnamed))
                .isInstanceOf(RegistryException.class)
                .hasMessageContainingAll("PIMS\\first\\Switch", "missing");
    }

    @Test
    void aCommandLineNamesOneSwitchOrSeveralWithTheirPeripherals() {
        assertThat(switches("--switch", "none")).isEmpty();
        assertThat(switches("--switch", "tcp:h:1")).hasToString("[5000=tcp:h:1]");
        assertThat(switches("--switch", "5000=tcp:h:1,5001=asterisk"))
                .hasToString("[5000=tcp:h:1, 5001=asterisk]");
        assertThatThrownBy(() -> switches("--switch", "x=tcp:h:1"))
                .hasMessageContainingAll("--switch", "'x'");
        assertThatThrownBy(() -> switches("--switch", "pbx"))
                .hasMessageContainingAll("--switch", "tcp:HOST:PORT", "'pbx'");
    }

    private static List<PimSettings> switches(String... words) {
        return CommandLine.populateCommand(new SwitchOption(), words).settings("A");
    }

    private static List<PimSettings> pims(Registry registry) {
        return PimSettings.from(registry.key(PimSettings.ALL_KEY, "acme", "PG1A"));
    }

    private static GatewayRegistry gateway(Registry registry) {
        return new GatewayRegistry(
                registry.key(GatewayRegistry.CTI_SERVER_KEY, "acme", "PG1A"),
                registry.key(GatewayRegistry.OPC_KEY, "acme", "PG1A"));
    }

    private static String pg(String below) {
        return GROUP.replace("\\Group]", "\\" + below + "]");
    }

    private RegistryKey profile(String... lines) throws IOException {
        String key =
                "["
                        + SERVER
                        + "\\EnterpriseDesktopSettings\\All Desktops\\Login"
                        + "\\ConnectionProfiles\\Name\\site]\r\n";
        return registry(key + String.join("\r\n", lines))
                .key(CtiDriverSettings.SERVER_KEY, "acme", "CTIOS1");
    }

    /** From the registry by the desktop settings to the client library, and not a second later. */
    @Test
    @Tag("BEH-281")
    @Tag("REG-097")
    @Tag("REG-098")
    void aSitesHeartbeatsReachTheClientsOfTheJavaLibrary() throws IOException {
        RegistryKey server =
                profile(
                        "\"PeripheralID\"=dword:00001388",
                        "\"Heartbeat\"=dword:00000007",
                        "\"MaxHeartbeats\"=dword:00000002");
        CtiOsSettings settings = ctios().settings(server, "0123456789abcdef");
        assertThat(settings.limits().heartbeatMs()).as("of the welcome").isEqualTo(7_000);

        CilMachine client = new CilMachine(CilSettings.of("desk", new CilServer("a", 1)), 0);
        client.onInput(new CilInput.Start(), 0, output -> {});
        client.onInput(new CilInput.Connected(1), 0, output -> {});
        client.onInput(new CilInput.Said(1, Welcome.builder().next(1).build()), 0, output -> {});
        Event told =
                Event.builder()
                        .number(1)
                        .name("OnGlobalSettingsDownloadConf")
                        .target("")
                        .args(settings.desktop().tree())
                        .build();
        client.onInput(new CilInput.Said(1, told), 0, output -> {});
        List<Long> moments = new ArrayList<>();
        while (client.state() == CilMachine.State.LIVE) {
            moments.add(client.nextDeadlineMs());
            client.onTime(client.nextDeadlineMs(), output -> {});
        }
        assertThat(moments).containsExactly(7_000L, 14_000L, 21_000L);
    }

    @Test
    @Tag("REG-096")
    void aProfileForAPeripheralThatTheSiteDoesNotHaveChangesNothing() throws IOException {
        RegistryKey server = profile("\"PeripheralID\"=dword:5000", "\"Heartbeat\"=dword:00000007");
        assertThat(ctios().settings(server, "0123456789abcdef").limits().heartbeatMs())
                .isEqualTo(5_000);
    }

    private static RunCtiOsCommand ctios(String... words) {
        return CommandLine.populateCommand(new RunCtiOsCommand(), words);
    }
}
