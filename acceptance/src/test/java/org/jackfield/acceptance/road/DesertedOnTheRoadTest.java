package org.jackfield.acceptance.road;

import static org.assertj.core.api.Assertions.assertThat;

import org.jackfield.client.cil.CilReply;
import org.jackfield.client.run.CtiOsSession;
import org.jackfield.ctios.process.CtiOsProcess;
import org.jackfield.ctios.session.SessionSettings;
import org.jackfield.protocol.ged188.AgentState;
import org.jackfield.protocol.ged188.LocalConnectionState;
import org.jackfield.simulation.switchyard.LinkCutter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.net.InetSocketAddress;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** Whose program is gone gets no calls, and goes on where it was when it comes again. */
@Timeout(90)
class DesertedOnTheRoadTest {

    private static final long PATIENCE_MS = 20_000;
    private static final long GRACE_AND_MORE_MS = 3_000;
    private static final String NEEDS_REASONS = "agent.5000.1003";

    private final Road road = new Road(SessionSettings.Closed.DEFAULTS.withGrace(1_500));

    @AfterEach
    void close() {
        road.close();
    }

    private static void until(CtiOsSession session, Predicate<CtiOsSession> wanted) {
        assertThat(session.await(wanted, PATIENCE_MS)).isTrue();
    }

    private static CilReply done(CompletableFuture<CilReply> reply) {
        CilReply ended = reply.orTimeout(PATIENCE_MS, TimeUnit.MILLISECONDS).join();
        assertThat(ended.done()).as("%s", ended).isTrue();
        return ended;
    }

    private static CtiOsSession loggedIn(CtiOsSession session, String id, String phone) {
        until(session, CtiOsSession::connected);
        done(session.setAgent(Road.PERIPHERAL, id));
        until(session, s -> s.currentAgent().enabled("Login"));
        done(session.currentAgent().login(phone, "pw-" + id));
        return session;
    }

    private static void ready(CtiOsSession session) {
        done(session.currentAgent().setAgentState(AgentState.AVAILABLE, 0));
        until(session, s -> s.currentAgent().state() == AgentState.AVAILABLE);
    }

    private static boolean rings(CtiOsSession session) {
        return session.calls().stream()
                .anyMatch(each -> each.status() == LocalConnectionState.ALERTING);
    }

    @Test
    @Tag("REG-034")
    @Tag("REG-036")
    void aReadyAgentWithoutADesktopStaysLoggedInGetsNoCallAndTakesItWhenHeIsBack() {
        CtiOsSession watcher = road.session();
        until(watcher, CtiOsSession::connected);
        done(watcher.setMessageFilter("MessageID=*"));
        CtiOsSession session = loggedIn(road.session(), "1003", "2003");
        ready(session);
        until(watcher, s -> s.agent(NEEDS_REASONS).state() == AgentState.AVAILABLE);
        session.close();
        until(watcher, s -> s.agent(NEEDS_REASONS).state() == AgentState.NOT_READY);
        road.callerDials(Road.NUMBER);

        CtiOsSession again = loggedIn(road.session(), "1003", "2003");
        assertThat(again.currentAgent().state()).isEqualTo(AgentState.NOT_READY);
        assertThat(again.calls()).isEmpty();
        done(again.currentAgent().setAgentState(AgentState.AVAILABLE, 0));
        until(again, DesertedOnTheRoadTest::rings);
    }

    @Test
    @Tag("BEH-352")
    void aDesktopThatWentOnAtTheOtherServerStaysReadyWhenTheGraceOfTheFirstIsOver() {
        try (LinkCutter wireA = wire(road.ctiosA);
                LinkCutter wireB = wire(road.ctiosB)) {
            CtiOsSession session =
                    loggedIn(road.session(wireA.port(), wireB.port()), "1001", "2001");
            ready(session);
            int before = session.serverPort();
            (before == wireA.port() ? wireA : wireB).cut();
            until(session, s -> s.connected() && s.serverPort() != before);
            until(session, s -> s.currentAgent().properties().truth("LoggedInHere"));
            boolean left =
                    session.await(
                            s -> s.currentAgent().state() != AgentState.AVAILABLE,
                            GRACE_AND_MORE_MS);
            assertThat(left).isFalse();
            road.callerDials(Road.NUMBER);
            until(session, DesertedOnTheRoadTest::rings);
        }
    }

    private static LinkCutter wire(CtiOsProcess server) {
        return new LinkCutter(new InetSocketAddress("127.0.0.1", server.port()), null);
    }
}
