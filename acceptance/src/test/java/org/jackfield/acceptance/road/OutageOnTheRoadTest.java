package org.jackfield.acceptance.road;

import static org.assertj.core.api.Assertions.assertThat;

import org.jackfield.client.cil.CilReply;
import org.jackfield.client.run.CtiOsSession;
import org.jackfield.protocol.ged188.AgentState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.IntUnaryOperator;
import java.util.function.Predicate;

/** Phone or switch out of service and back: what a program at the desktop hears, both settings. */
@Timeout(90)
class OutageOnTheRoadTest {

    private static final long PATIENCE_MS = 20_000;
    private static final String GRACE = "AgentDeviceGraceMs";

    private Road road;
    private volatile boolean online = true;

    @AfterEach
    void close() {
        if (road != null) {
            road.close();
        }
    }

    private CtiOsSession site(String agentsComeBack) {
        Map<String, String> machine = Map.of("AgentsComeBack", agentsComeBack, GRACE, "300");
        road = new Road(IntUnaryOperator.identity(), each -> each, machine);
        CtiOsSession session = road.session();
        session.addListener(
                event -> {
                    if (event.args().has("StatusSystem")) {
                        online = event.args().nested("StatusSystem").truth("Online");
                    }
                });
        until(session, CtiOsSession::connected);
        done(session.setAgent(Road.PERIPHERAL, "1001"));
        byHand(session);
        done(session.currentAgent().setAgentState(AgentState.AVAILABLE, 0));
        until(session, each -> each.currentAgent().state() == AgentState.AVAILABLE);
        return session;
    }

    private static void byHand(CtiOsSession session) {
        until(session, each -> each.currentAgent().enabled("Login"));
        done(session.currentAgent().login("2001", "pw-1001"));
        until(session, each -> each.currentAgent().state() == AgentState.NOT_READY);
    }

    @Test
    @Tag("BEH-346")
    @Tag("BEH-474")
    void aPhoneThatWasOutOfServiceIsLoggedInAtByHand() {
        CtiOsSession session = site("0");
        road.phoneInService("2001", false);
        until(session, each -> !online);
        until(session, each -> each.currentAgent().state() == AgentState.LOGOUT);
        road.phoneInService("2001", true);
        until(session, each -> online);
        assertThat(session.currentAgent().state()).isEqualTo(AgentState.LOGOUT);
        byHand(session);
    }

    @Test
    @Tag("BEH-346")
    void whereTheSiteWishesItTheAgentComesBackWithThePhone() {
        CtiOsSession session = site("1");
        road.phoneInService("2001", false);
        until(session, each -> !online);
        until(session, each -> each.currentAgent().state() == AgentState.LOGOUT);
        road.phoneInService("2001", true);
        until(session, each -> online);
        until(session, each -> each.currentAgent().enabled("Ready"));
        done(session.currentAgent().setAgentState(AgentState.AVAILABLE, 0));
    }

    @Test
    @Tag("BEH-347")
    @Tag("BEH-474")
    void afterARestartOfTheSwitchAgentsLogInByHand() {
        CtiOsSession session = site("0");
        road.switchCrashes();
        until(session, each -> !online);
        road.switchRestarts();
        until(session, each -> each.currentAgent().state() == AgentState.LOGOUT);
        until(session, each -> online);
        byHand(session);
    }

    @Test
    @Tag("BEH-347")
    void whereTheSiteWishesItAgentsComeBackNotReadyAfterARestart() {
        CtiOsSession session = site("1");
        road.switchCrashes();
        until(session, each -> !online);
        road.switchRestarts();
        until(session, each -> online);
        until(session, each -> each.currentAgent().enabled("Ready"));
        done(session.currentAgent().setAgentState(AgentState.AVAILABLE, 0));
    }

    private static void done(CompletableFuture<CilReply> reply) {
        CilReply ended = reply.orTimeout(PATIENCE_MS, TimeUnit.MILLISECONDS).join();
        assertThat(ended.done()).as("%s", ended).isTrue();
    }

    private static void until(CtiOsSession session, Predicate<CtiOsSession> wanted) {
        assertThat(session.await(wanted, PATIENCE_MS)).isTrue();
    }
}
