package org.jackfield.acceptance.road;

import static org.assertj.core.api.Assertions.assertThat;

import org.jackfield.client.cil.CilReply;
import org.jackfield.client.ctiserver.CtiClientSettings;
import org.jackfield.client.ctiserver.CtiServerAddress;
import org.jackfield.client.run.CtiClient;
import org.jackfield.client.run.CtiClientListener;
import org.jackfield.client.run.CtiOsSession;
import org.jackfield.ctios.process.CtiDriverSettings;
import org.jackfield.ctios.process.CtiOsProcess;
import org.jackfield.ctios.process.CtiOsSettings;
import org.jackfield.ctios.session.SessionSettings;
import org.jackfield.protocol.ged188.AgentState;
import org.jackfield.protocol.ged188.Ged188Message;
import org.jackfield.protocol.ged188.OpenConf;
import org.jackfield.protocol.ged188.OpenReq;
import org.jackfield.protocol.ged188.ServiceMask;
import org.jackfield.protocol.link.EventLoops;
import org.jackfield.simulation.switchyard.LinkCutter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/**
 * Links that carry nothing any more though no end was told: found by heartbeats, from both ends.
 * The intervals are short here; by the registry they are 5 s and 3, so that a silent link ends at
 * 20 s.
 */
@Timeout(90)
class SilentLinksTest {

    private static final long PATIENCE_MS = 20_000;
    private static final int INTERVAL_MS = 400;
    private static final int HEARTBEATS = 3;
    private static final int IDLE_S = 2;

    private final List<LinkCutter> wires = new ArrayList<>();
    private Road road;

    @AfterEach
    void close() {
        wires.forEach(LinkCutter::close);
        if (road != null) {
            road.close();
        }
    }

    private static CtiOsSettings quick(CtiOsSettings settings) {
        CtiDriverSettings driver = settings.driver();
        CtiDriverSettings quick =
                new CtiDriverSettings(
                        driver.clientId(),
                        driver.clientPassword(),
                        driver.clientSignature(),
                        INTERVAL_MS,
                        driver.servicesMask(),
                        driver.callMsgMask(),
                        driver.agentStateMask(),
                        driver.protocolVersion(),
                        IDLE_S);
        SessionSettings.Limits limits = settings.limits().withHeartbeats(INTERVAL_MS, HEARTBEATS);
        return settings.withLimits(limits)
                .with(
                        quick,
                        new CtiOsSettings.Probe(INTERVAL_MS, HEARTBEATS),
                        limits.monitorsMax());
    }

    private LinkCutter wire(int port) {
        LinkCutter wire = new LinkCutter(new InetSocketAddress("127.0.0.1", port), null);
        wires.add(wire);
        return wire;
    }

    @Test
    @Tag("BEH-253")
    @Tag("BEH-254")
    @Tag("BEH-349")
    void aCtiServerThatFallsSilentIsLeftForTheOtherSideAndEndsTheSessionsItHearsNothingOf() {
        road = new Road(this::secondSilent, SilentLinksTest::quick, Map.of());
        CtiOsSession desktop = loggedIn(road.session());
        LinkCutter wireA = wires.getFirst();
        LinkCutter wireB = wires.getLast();
        wireB.mend();
        wireA.silence();
        await(
                "the CTI Server ends what it hears nothing of",
                () -> road.gatewayLines().stream().anyMatch(each -> each.contains("IdleTimeout")));
        await("the other side serves", () -> pressed(desktop).done());
        until(desktop, session -> session.currentAgent().state() == AgentState.AVAILABLE);
    }

    /** So that both servers begin at side A. */
    private int secondSilent(int port) {
        LinkCutter wire = wire(port);
        if (wires.size() == 2) {
            wire.silence();
        }
        return wire.port();
    }

    private static CilReply pressed(CtiOsSession session) {
        return ended(session.currentAgent().setAgentState(AgentState.AVAILABLE, 0));
    }

    @Test
    @Tag("BEH-276")
    @Tag("BEH-280")
    @Tag("BEH-282")
    void aSilentLinkBetweenDesktopAndServerIsFoundFromBothEnds() {
        road = new Road(each -> each, SilentLinksTest::quick, Map.of());
        LinkCutter wireA = wire(road.ctiosA.port());
        LinkCutter wireB = wire(road.ctiosB.port());
        CtiOsSession desktop = loggedIn(road.session(wireA.port(), wireB.port()));
        int before = desktop.serverPort();
        boolean atA = before == wireA.port();
        CtiOsProcess left = atA ? road.ctiosA : road.ctiosB;
        assertThat(clients(left)).isEqualTo(1);
        (atA ? wireA : wireB).silence();
        until(desktop, session -> session.connected() && session.serverPort() != before);
        until(desktop, s -> s.currentAgent().properties().truth("LoggedInHere"));
        await("the server drops its silent client", () -> clients(left) == 0);
        assertThat(pressed(desktop).done()).isTrue();
    }

    @Test
    @Tag("BEH-253")
    @Tag("BEH-254")
    void aForeignClientThatFallsSilentLosesItsSessionAndItsPhoneIsFreeAgain() {
        road = new Road(each -> each, SilentLinksTest::quick, Map.of());
        LinkCutter wire = wire(road.ctiServerPort("A"));
        try (EventLoops loops = EventLoops.start("foreign")) {
            Ears first = new Ears();
            Ears second = new Ears();
            CtiClient one = client("desk one", wire.port(), loops, first);
            await("a session", () -> first.opened);
            wire.silence();
            CtiClient two = client("desk two", road.ctiServerPort("B"), loops, second);
            await("the silent end notices too", () -> first.lost);
            await("the phone is free again", () -> second.opened);
            one.close();
            two.close();
        }
        assertThat(road.gatewayLines()).anyMatch(each -> each.contains("IdleTimeout"));
    }

    private static CtiClient client(String name, int port, EventLoops loops, Ears ears) {
        OpenReq open =
                CtiClientSettings.open(name, "", name, 25, ServiceMask.CLIENT_EVENTS, IDLE_S)
                        .toBuilder()
                        .peripheralId(Road.PERIPHERAL)
                        .agentInstrument("2003")
                        .build();
        CtiClientSettings settings =
                CtiClientSettings.of(List.of(new CtiServerAddress("A", "127.0.0.1", port)), open)
                        .withHeartbeat(INTERVAL_MS);
        return CtiClient.launch(settings, loops, ears);
    }

    private static final class Ears implements CtiClientListener {
        private volatile boolean opened;
        private volatile boolean lost;

        @Override
        public void opened(CtiServerAddress server, int version, OpenConf conf) {
            opened = true;
        }

        @Override
        public void down(CtiServerAddress server, String reason) {
            lost = true;
        }

        @Override
        public void event(Ged188Message event) {
            // only the session matters here
        }
    }

    /** Connections of clients that a server counts. */
    private static int clients(CtiOsProcess server) {
        URI health = URI.create("http://127.0.0.1:" + server.port() + "/healthz");
        try (HttpClient http = HttpClient.newHttpClient()) {
            String text =
                    http.sendAsync(
                                    HttpRequest.newBuilder(health).build(),
                                    HttpResponse.BodyHandlers.ofString())
                            .orTimeout(PATIENCE_MS, TimeUnit.MILLISECONDS)
                            .join()
                            .body();
            return Integer.parseInt(text.replaceAll(".*\"clients\":(\\d+).*", "$1"));
        }
    }

    private static CtiOsSession loggedIn(CtiOsSession session) {
        until(session, CtiOsSession::connected);
        done(session.setAgent(Road.PERIPHERAL, "1001"));
        until(session, s -> s.currentAgent().enabled("Login"));
        done(session.currentAgent().login("2001", "pw-1001"));
        return session;
    }

    private static void done(CompletableFuture<CilReply> reply) {
        CilReply ended = ended(reply);
        assertThat(ended.done()).as("%s", ended).isTrue();
    }

    private static CilReply ended(CompletableFuture<CilReply> reply) {
        return reply.orTimeout(PATIENCE_MS, TimeUnit.MILLISECONDS).join();
    }

    private static void until(CtiOsSession session, Predicate<CtiOsSession> wanted) {
        assertThat(session.await(wanted, PATIENCE_MS)).isTrue();
    }

    private static void await(String what, BooleanSupplier wanted) {
        long deadlineNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MS);
        while (!wanted.getAsBoolean()) {
            assertThat(System.nanoTime()).as(what).isLessThan(deadlineNs);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
    }
}
