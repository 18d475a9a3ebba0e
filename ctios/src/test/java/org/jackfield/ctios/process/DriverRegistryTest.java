package org.jackfield.ctios.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.jackfield.client.ctiserver.CtiClientSettings;
import org.jackfield.client.ctiserver.CtiServerAddress;
import org.jackfield.ctios.peer.PeerSettings;
import org.jackfield.ctios.session.ChatLevel;
import org.jackfield.ctios.session.DesktopSettings;
import org.jackfield.ctios.session.SecondLogin;
import org.jackfield.ctios.session.SessionSettings;
import org.jackfield.node.registry.Registry;
import org.jackfield.node.registry.RegistryException;
import org.jackfield.node.registry.RegistryKey;
import org.jackfield.protocol.record.Arguments;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What a CTI OS server reads from the registry, as existing installations have it. */
class DriverRegistryTest {

    private static final String SERVER =
            "HKEY_LOCAL_MACHINE\\SOFTWARE\\Cisco Systems, Inc.\\CTIOS\\CTIOS_acme\\CTIOS1";

    @TempDir private Path folder;

    private RegistryKey server(String... lines) throws IOException {
        Files.writeString(
                folder.resolve("site.reg"),
                "Windows Registry Editor Version 5.00\r\n\r\n"
                        + String.join("\r\n", lines)
                        + "\r\n");
        return Registry.open(folder).key(CtiDriverSettings.SERVER_KEY, "acme", "CTIOS1");
    }

    private static RegistryKey driver(RegistryKey server) {
        return server.child("CtiDriver").child("Config");
    }

    /** Of REG-012 the bit of ServicesMask is what counts; pools grow by themselves. */
    @Test
    @Tag("REG-002")
    @Tag("REG-012")
    @Tag("REG-017")
    @Tag("REG-057")
    @Tag("REG-058")
    @Tag("REG-059")
    @Tag("REG-065")
    void whatIsObsoleteIsTakenAndChangesNothing() throws IOException {
        RegistryKey server =
                server(
                        "[" + SERVER + "\\CtiDriver\\Config]",
                        "\"MinimizeAgentStateEvents\"=dword:00000001",
                        "\"MemoryPoolSize\"=dword:00000064",
                        "[" + SERVER + "\\Server\\Connections]",
                        "\"ClientPoolInitialSize\"=dword:00000001",
                        "\"ClientPoolMinSize\"=dword:00000001",
                        "\"ClientPoolIncrement\"=dword:00000001",
                        "[" + SERVER + "\\Server\\Device]",
                        "\"SnapshotDelaySec\"=dword:00000001");
        ConnectionsSettings connections = ConnectionsSettings.from(server);
        assertThat(CtiDriverSettings.from(driver(server))).isEqualTo(CtiDriverSettings.DEFAULTS);
        assertThat(connections).isEqualTo(ConnectionsSettings.from(server()));
    }

    @Test
    @Tag("REG-003")
    @Tag("REG-004")
    @Tag("REG-005")
    @Tag("REG-010")
    @Tag("REG-011")
    @Tag("REG-013")
    @Tag("REG-014")
    @Tag("REG-015")
    @Tag("REG-016")
    void theDriversKeysBecomeTheOpeningOfTheSession() throws IOException {
        RegistryKey server =
                server(
                        "[" + SERVER + "\\CtiDriver\\Config]",
                        "\"ClientID\"=\"centre\"",
                        "\"ClientPassword\"=\"word\"",
                        "\"ClientSignature\"=\"sign\"",
                        "\"Heartbeat Interval\"=dword:00000007",
                        "\"ServicesMask\"=dword:00100000",
                        "\"CallMsgMask\"=dword:000000ff",
                        "\"AgentStateMask\"=dword:0000001f",
                        "\"ProtocolVersion\"=dword:0000000f",
                        "\"IdleTimeout\"=dword:7fffffff");
        CtiClientSettings client =
                CtiDriverSettings.from(driver(server))
                        .client(List.of(new CtiServerAddress("A", "h", 1)), 3);
        assertThat(client.heartbeatIntervalMs()).isEqualTo(7_000);
        assertThat(client.open().clientId()).isEqualTo("centre");
        assertThat(
                        new String(
                                client.open().clientPassword().toArray(),
                                StandardCharsets.ISO_8859_1))
                .isEqualTo("word");
        assertThat(client.open().clientSignature()).isEqualTo("sign");
        assertThat(client.open().servicesRequested()).isEqualTo(0x00100003L);
        assertThat(client.open().callMsgMask()).isEqualTo(0xFF);
        assertThat(client.open().agentStateMask()).isEqualTo(0x1F);
        assertThat(client.open().versionNumber()).isEqualTo(15);
        assertThat(client.open().idleTimeout()).isEqualTo(0x7FFF_FFFFL);
        assertThat(CtiDriverSettings.from(driver(server)).toString()).doesNotContain("word");
    }

    @Test
    @Tag("REG-006")
    @Tag("REG-007")
    @Tag("REG-008")
    @Tag("REG-009")
    void theSidesAreReadAndAnEmptyHostLeavesOneOut() throws IOException {
        String key = "[" + SERVER + "\\CtiDriver\\Config]";
        RegistryKey both =
                server(
                        key,
                        "\"SideAHost\"=\"a.example\"",
                        "\"SideAPort\"=dword:0000a42b",
                        "\"SideBHost\"=\"b.example\"",
                        "\"SideBPort\"=dword:0000a813");
        assertThat(CtiDriverSettings.sides(driver(both)))
                .containsExactly(
                        new CtiServerAddress("A", "a.example", 42_027),
                        new CtiServerAddress("B", "b.example", 43_027));
        RegistryKey one = server(key, "\"SideAHost\"=\"a.example\"", "\"SideBHost\"=\"\"");
        assertThat(CtiDriverSettings.sides(driver(one)))
                .containsExactly(new CtiServerAddress("A", "a.example", 42_027));
    }

    @Test
    @Tag("REG-060")
    @Tag("REG-061")
    @Tag("REG-062")
    @Tag("REG-063")
    @Tag("REG-066")
    @Tag("REG-067")
    @Tag("REG-068")
    void connectionsAndPeersAreRead() throws IOException {
        ConnectionsSettings read =
                ConnectionsSettings.from(
                        server(
                                "[" + SERVER + "\\Server\\Connections]",
                                "\"HeartbeatIntervalMs\"=dword:0000ea60",
                                "\"HeartbeatRetrys\"=dword:00000005",
                                "\"ListenPort\"=dword:0000a430",
                                "\"MaxMonitorMode Connections\"=dword:00000002",
                                "[" + SERVER + "\\Server\\Peers]",
                                "\"HeartbeatIntervalMs\"=dword:000003e8",
                                "\"HeartbeatRetrys\"=dword:00000001",
                                "[" + SERVER + "\\Server\\Peers\\other.example]",
                                "\"Port\"=dword:0000a42c"));
        assertThat(read)
                .isEqualTo(
                        new ConnectionsSettings(
                                42_032,
                                new CtiOsSettings.Probe(60_000, 5),
                                2,
                                new PeerSettings(List.of("other.example:42028"), 1_000, 1)));
    }

    @Test
    @Tag("REG-032")
    @Tag("REG-072")
    @Tag("REG-107")
    @Tag("REG-108")
    void theRulesOfSecondLoginAndChatAreRead() throws IOException {
        String profile =
                SERVER
                        + "\\EnterpriseDesktopSettings\\All"
                        + " Desktops\\Login\\ConnectionProfiles\\Name\\";
        assertThat(RulesSettings.from(server()))
                .isEqualTo(
                        new RulesSettings(
                                SecondLogin.WARN,
                                ChatLevel.TEAM_SUPERVISORS,
                                ChatLevel.UNRESTRICTED));
        assertThat(
                        RulesSettings.from(
                                server(
                                        "[" + profile + "one]",
                                        "\"WarnIfAlreadyLoggedIn\"=dword:00000000",
                                        "[" + SERVER + "\\Server\\Agent]",
                                        "\"AgentChatLevel\"=\"Team\"",
                                        "[" + SERVER + "\\Server\\Supervisor]",
                                        "\"Supervisor ChatLevel\"=\"Disabled\"")))
                .isEqualTo(
                        new RulesSettings(SecondLogin.ALLOW, ChatLevel.TEAM, ChatLevel.DISABLED));
        RulesSettings strict =
                RulesSettings.from(
                        server(
                                "[" + profile + "one]",
                                "\"WarnIfAlreadyLoggedIn\"=dword:00000001",
                                "[" + profile + "two]",
                                "\"RejectIfAlreadyLoggedIn\"=dword:00000001"));
        assertThat(strict.secondLogin()).as("the strictest profile").isEqualTo(SecondLogin.REJECT);
    }

    private static final String PROFILE =
            SERVER
                    + "\\EnterpriseDesktopSettings\\All"
                    + " Desktops\\Login\\ConnectionProfiles\\Name\\";

    @Test
    @Tag("BEH-310")
    @Tag("BEH-503")
    @Tag("REG-096")
    @Tag("REG-097")
    @Tag("REG-098")
    @Tag("REG-103")
    void whatAProfileSaysOfHeartbeatsAndAutoLoginIsReadAndWhatItDoesNotIsFiveFiveAndOne()
            throws IOException {
        List<ProfileSettings> read =
                ProfileSettings.from(
                        server(
                                "[" + PROFILE + "a]",
                                "\"peripheralID\"=dword:00001388",
                                "\"Heartbeat\"=dword:00000007",
                                "\"MaxHeartbeats\"=dword:00000002",
                                "\"AutoLogin\"=dword:00000000",
                                "[" + PROFILE + "b]",
                                "\"WarnIfAlreadyLoggedIn\"=dword:00000001"));
        ProfileSettings one = new ProfileSettings("a", 5000, 7, 2, false);
        ProfileSettings other = new ProfileSettings("b", ProfileSettings.ANY, 5, 5, true);
        assertThat(read).containsExactly(one, other);
        assertThat(ProfileSettings.of(read, 5000)).isEqualTo(one);
        assertThat(ProfileSettings.of(read, 5001)).isEqualTo(other);
        assertThat(ProfileSettings.from(server())).isEmpty();
        assertThat(ProfileSettings.of(List.of(), 5000)).isEqualTo(ProfileSettings.DEFAULTS);
    }

    @Test
    @Tag("BEH-281")
    void clientsAreToldWhatHoldsForTheirPeripheral() {
        CtiOsSettings site =
                CtiOsSettings.of(
                        "ctios-A",
                        "127.0.0.1",
                        0,
                        List.of(),
                        "0123456789abcdef",
                        DesktopSettings.EMPTY.withTree(
                                DefaultDesktop.tree(
                                        List.of(
                                                DefaultDesktop.profile("x", 5000, "", 0, "", 0),
                                                DefaultDesktop.profile("y", 5001, "", 0, "", 0)))));
        ProfileSettings one = new ProfileSettings("a", 5000, 7, 2, false);
        ProfileSettings other = new ProfileSettings("b", ProfileSettings.ANY, 9, 4, true);

        CtiOsSettings both = site.withProfiles(List.of(one, other));
        assertThat(told(both, "Heartbeat")).containsExactly(7L, 9L);
        assertThat(told(both, "MaxHeartbeats")).containsExactly(2L, 4L);
        assertThat(told(both, "AutoLogin")).containsExactly(0L, 1L);
        assertThat(both.limits()).isEqualTo(site.limits());

        CtiOsSettings all = site.withProfiles(List.of(other));
        assertThat(all.limits().heartbeatMs()).isEqualTo(9_000);
        assertThat(all.limits().heartbeatsMax()).isEqualTo(4);
        assertThat(told(site.withProfiles(List.of()), "MaxHeartbeats")).containsExactly(3L, 3L);
    }

    private static List<Long> told(CtiOsSettings settings, String name) {
        return settings.desktop().tree().nested("Login").list("ConnectionProfiles").stream()
                .map(each -> ((Arguments) each).number(name))
                .toList();
    }

    @Test
    @Tag("REG-097")
    @Tag("REG-098")
    void heartbeatsOutOfRangeAreRefusedWithFileNameAndRemedy() throws IOException {
        RegistryKey often = server("[" + PROFILE + "a]", "\"Heartbeat\"=dword:00000e11");
        assertThatThrownBy(() -> ProfileSettings.from(often))
                .isInstanceOf(RegistryException.class)
                .hasMessageContainingAll("site.reg", "Heartbeat", "0 to 3600 seconds", "reg set");
        RegistryKey none = server("[" + PROFILE + "a]", "\"MaxHeartbeats\"=dword:00000000");
        assertThatThrownBy(() -> ProfileSettings.from(none))
                .isInstanceOf(RegistryException.class)
                .hasMessageContainingAll("site.reg", "MaxHeartbeats", "1 to 100", "reg set");
    }

    @Test
    @Tag("REG-034")
    @Tag("REG-035")
    @Tag("REG-036")
    void whatBecomesOfAnAgentWhoseDesktopIsGoneIsRead() throws IOException {
        RegistryKey server =
                server(
                        "[" + SERVER + "\\Server\\Agent]",
                        "\"forceLogoutOnSessionClose\"=dword:00000001",
                        "\"forceLogoutOnSessionCloseReason\"=dword:00000009",
                        "\"forceNotReadyOnSessionCloseReason\"=dword:00000007",
                        "\"NotReadyOnSessionClose\"=dword:00000000",
                        "\"SessionGraceMs\"=dword:000003e8");
        assertThat(SessionCloseSettings.from(server))
                .isEqualTo(new SessionSettings.Closed(1_000, true, 7, 9, false));
    }

    @Test
    void anEmptyRegistryMeansTheDefaultsThatTheCodeHas() throws IOException {
        RegistryKey server = server();
        assertThat(CtiDriverSettings.from(driver(server))).isEqualTo(CtiDriverSettings.DEFAULTS);
        ConnectionsSettings read = ConnectionsSettings.from(server);
        assertThat(read.probe()).isEqualTo(CtiOsSettings.Probe.DEFAULTS);
        assertThat(read.listenPort()).isEqualTo(CtiOsSettings.PORT);
        assertThat(SessionCloseSettings.from(server)).isEqualTo(SessionSettings.Closed.DEFAULTS);
        assertThat(read.peers().addresses()).isEmpty();
    }

    @Test
    @Tag("REG-015")
    void aValueOutOfRangeIsRefusedWithFileLineAndRemedy() throws IOException {
        RegistryKey server =
                server("[" + SERVER + "\\CtiDriver\\Config]", "\"ProtocolVersion\"=dword:00000040");
        assertThatThrownBy(() -> CtiDriverSettings.from(driver(server)))
                .isInstanceOf(RegistryException.class)
                .hasMessageContainingAll("site.reg", "ProtocolVersion", "9 to 25", "reg set");
    }
}
