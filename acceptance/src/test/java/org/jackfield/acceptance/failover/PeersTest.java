package org.jackfield.acceptance.failover;

import static org.assertj.core.api.Assertions.assertThat;

import org.jackfield.client.cil.CilEvent;
import org.jackfield.client.cil.CilReply;
import org.jackfield.client.cil.CilServer;
import org.jackfield.client.cil.CilSettings;
import org.jackfield.client.run.CtiOsSession;
import org.jackfield.protocol.ged188.AgentState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** Two CTI OS servers as processes, each the other's peer by its registry, before one gateway. */
@Tag("failover")
@Timeout(240)
class PeersTest {

    private static final String HOST = "127.0.0.1";
    private static final long PATIENCE_MS = 30_000;
    private static final int PATIENCE_S = 60;
    private static final int ALREADY_LOGGED_IN = 12;
    private static final String SERVER =
            "HKEY_LOCAL_MACHINE\\SOFTWARE\\Cisco Systems, Inc.\\CTIOS\\CTIOS_jackfield\\CTIOS1";

    private final int portA = freePort();
    private final int portB = freePort();
    private final List<CtiOsSession> desktops = new ArrayList<>();
    private final List<Long> statesAtA = new CopyOnWriteArrayList<>();

    @TempDir private Path folder;
    private Members group;
    private Child serverA;
    private Child serverB;

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException none) {
            throw new IllegalStateException("no free port", none);
        }
    }

    @AfterEach
    void end() throws InterruptedException {
        desktops.forEach(CtiOsSession::close);
        for (Child each : new Child[] {serverA, serverB}) {
            if (each != null) {
                each.close();
            }
        }
        if (group != null) {
            group.close();
        }
    }

    @Test
    @Tag("BEH-271")
    @Tag("BEH-272")
    @Tag("BEH-274")
    @Tag("BEH-287")
    @Tag("BEH-311")
    @Tag("BEH-312")
    @Tag("BEH-339")
    @Tag("BEH-471")
    @Tag("REG-066")
    @Tag("REG-067")
    @Tag("REG-068")
    void secondLoginsAndChatCrossServersAndAKilledPeerIsNoticedAndLogsNobodyOut() throws Exception {
        group = Members.of(folder, "A");
        group.start("A");
        group.awaitJoined("A");
        serverA = server("A", portA, portB, "Reject");
        serverB = server("B", portB, portA, "Warn");
        serverA.await("peer ctios-B .* is up", PATIENCE_S);
        serverB.await("peer ctios-A .* is up", PATIENCE_S);

        CtiOsSession first = loggedIn(portA, "1001", "2001");
        first.addListener(
                event -> {
                    if (event.is("OnAgentStateChange")) {
                        statesAtA.add(event.args().number("AgentState"));
                    }
                });
        CtiOsSession second = loggedIn(portB, "1002", "2002");
        aSecondLoginIsWarnedAtB(first);
        aSecondLoginIsRejectedAtA();
        aLineReaches(first, second, "1001");
        CilReply forbidden = ended(second.currentAgent().sendChatMessage("1005", "hello"));
        assertThat(forbidden.text()).isEqualTo("You may not chat with 1005.");
        CilReply nowhere = ended(first.currentAgent().sendChatMessage("1005", "hello"));
        assertThat(nowhere.text()).isEqualTo("1005 has no desktop now; nothing was sent.");

        int printed = serverA.printed();
        serverB.kill();
        serverA.await("peer ctios-B .* is down: .*nobody is logged out", printed, PATIENCE_S);
        assertThat(ended(first.currentAgent().sendChatMessage("1002", "there?")).text())
                .contains("Another server cannot be asked now");
        assertThat(first.currentAgent().state()).isEqualTo(AgentState.NOT_READY);

        serverB = server("B", portB, portA, "Warn");
        serverA.await("peer ctios-B .* is up", printed, PATIENCE_S);
        until(second, each -> each.connected() && each.currentAgent().enabled("SendChatMessage"));
        aLineReaches(first, second, "1001");
        aLineReaches(second, first, "1002");
        assertThat(statesAtA).doesNotContain((long) AgentState.LOGOUT.value());
    }

    private void aSecondLoginIsWarnedAtB(CtiOsSession first) throws Exception {
        CompletableFuture<CilEvent> told =
                first.next(
                        event ->
                                event.is("OnCTIOSFailure")
                                        && event.args().number("FailureCode", 0)
                                                == ALREADY_LOGGED_IN);
        CtiOsSession other = setTo(portB, "1001");
        CilReply reply = ended(other.currentAgent().login("2001", "demo-1001"));
        assertThat(reply.done()).as("%s", reply).isTrue();
        assertThat(reply.args().text("Warning")).startsWith("You are logged in elsewhere too.");
        told.get(PATIENCE_MS, TimeUnit.MILLISECONDS);
        other.close();
        desktops.remove(other);
    }

    private void aSecondLoginIsRejectedAtA() throws Exception {
        CtiOsSession other = setTo(portA, "1002");
        CilReply reply = ended(other.currentAgent().login("2002", "demo-1002"));
        assertThat(reply.done()).as("%s", reply).isFalse();
        assertThat(reply.code()).isEqualTo(ALREADY_LOGGED_IN);
        other.close();
        desktops.remove(other);
    }

    /** A line said at the one server is read at the other. */
    private static void aLineReaches(CtiOsSession to, CtiOsSession from, String agent)
            throws Exception {
        CompletableFuture<CilEvent> heard = to.next(event -> event.is("OnChatMessage"));
        CilReply sent = ended(from.currentAgent().sendChatMessage(agent, "hello " + agent));
        assertThat(sent.done()).as("%s", sent).isTrue();
        CilEvent line = heard.get(PATIENCE_MS, TimeUnit.MILLISECONDS);
        assertThat(line.args().text("Message")).isEqualTo("hello " + agent);
    }

    private Child server(String name, int port, int peer, String rule) throws Exception {
        Path data = folder.resolve("ctios-" + name);
        Path registry = Files.createDirectories(data.resolve("registry"));
        String text =
                String.join(
                        "\r\n",
                        "Windows Registry Editor Version 5.00",
                        "",
                        "[" + SERVER + "\\Server\\Peers]",
                        "\"HeartbeatIntervalMs\"=dword:000003e8",
                        "\"HeartbeatRetrys\"=dword:00000003",
                        "[" + SERVER + "\\Server\\Peers\\" + HOST + "]",
                        "\"Port\"=dword:%08x".formatted(peer),
                        "["
                                + SERVER
                                + "\\EnterpriseDesktopSettings\\All Desktops\\Login"
                                + "\\ConnectionProfiles\\Name\\one]",
                        "\"" + rule + "IfAlreadyLoggedIn\"=dword:00000001",
                        "");
        Files.writeString(registry.resolve("ctios.reg"), text);
        return Child.start(
                List.of(),
                List.of(
                        "run",
                        "ctios",
                        "--name",
                        "ctios-" + name,
                        "--port",
                        Integer.toString(port),
                        "--cti-server-a",
                        HOST + ":" + group.ctiServerPort("A"),
                        "--token-key",
                        "a key for this test alone"),
                Map.of("JACKFIELD_DATA", data.toString(), "JACKFIELD_LOG", "INFO"));
    }

    private CtiOsSession setTo(int port, String agent) throws Exception {
        CtiOsSession session =
                CtiOsSession.create(CilSettings.of("peers", new CilServer(HOST, port)));
        desktops.add(session);
        session.connect();
        until(session, CtiOsSession::connected);
        assertThat(ended(session.setAgent(RawDesk.PERIPHERAL, agent)).done()).isTrue();
        until(session, each -> each.currentAgent().enabled("Login"));
        return session;
    }

    private CtiOsSession loggedIn(int port, String agent, String phone) throws Exception {
        CtiOsSession session = setTo(port, agent);
        CilReply reply = ended(session.currentAgent().login(phone, "demo-" + agent));
        assertThat(reply.done()).as("%s", reply).isTrue();
        until(session, each -> each.currentAgent().enabled("Ready"));
        return session;
    }

    private void until(CtiOsSession session, Predicate<CtiOsSession> wanted) {
        assertThat(session.await(wanted, PATIENCE_MS)).as("%s\n%s", serverA, serverB).isTrue();
    }

    private static CilReply ended(CompletableFuture<CilReply> reply) {
        return reply.orTimeout(PATIENCE_MS, TimeUnit.MILLISECONDS).join();
    }
}
