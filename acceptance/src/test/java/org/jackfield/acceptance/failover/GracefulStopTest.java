package org.jackfield.acceptance.failover;

import static org.assertj.core.api.Assertions.assertThat;

import org.jackfield.client.cil.CilReply;
import org.jackfield.client.cil.CilServer;
import org.jackfield.client.cil.CilSettings;
import org.jackfield.client.run.CtiOsSession;
import org.jackfield.protocol.ged188.AgentState;
import org.jackfield.protocol.ged188.ControlFailureConf;
import org.jackfield.protocol.ged188.FailureEvent;
import org.jackfield.protocol.ged188.SetAgentStateConf;
import org.jackfield.protocol.ged188.StatusCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/** Processes that are told to end (SIGTERM) while their clients press buttons. */
@Tag("failover")
@Timeout(120)
class GracefulStopTest {

    private static final int PATIENCE_S = 30;
    private static final int ENDED_BY_SIGTERM = 143;
    private static final int VISITORS = 5;
    private static final int ROUNDS = 1_000;
    private static final long BETWEEN_NS = 5_000_000;

    /** Where the machine stalls for so long, a process ends without the last answers. */
    private static final long DRAIN_MS = 2_500;

    /** And without having told its clients, where it stalls for so long. */
    private static final long GOODBYE_MS = 2_000;

    @TempDir private Path folder;
    private Members group;
    private Child ctios;

    @RegisterExtension private final FailureLog log = new FailureLog(() -> group, () -> ctios);

    @AfterEach
    void end() throws InterruptedException {
        if (ctios != null) {
            ctios.close();
        }
        if (group != null) {
            group.close();
        }
    }

    @Test
    @Tag("BEH-345")
    void everyRequestUnderWayHasOneOutcomeAndWhatIsConfirmedIsKnownAfterwards() throws Exception {
        group = Members.of(folder, "A").atOnePort();
        group.start("A");
        ctios =
                Child.start(
                        List.of(),
                        List.of(
                                "run",
                                "ctios",
                                "--port",
                                "0",
                                "--cti-server-a",
                                "127.0.0.1:" + group.ctiServerPort("A"),
                                "--token-key",
                                "a key for this test alone"));
        group.awaitJoined("A");
        aServerOfDesktopsEnds();
        Map<Integer, AgentState> confirmed = theGatewayEnds();

        group.start("A");
        group.awaitJoined("A");
        try (RawDesk desk = group.serving("A")) {
            for (Map.Entry<Integer, AgentState> each : confirmed.entrySet()) {
                desk.awaitState(each.getKey(), each.getValue(), PATIENCE_S);
            }
        }
    }

    /** Agents press Ready and Not ready at once; some presses are under way when it is told. */
    private Map<Integer, AgentState> theGatewayEnds() throws Exception {
        try (RawDesk desk = group.serving("A")) {
            for (int visitor = 1; visitor <= VISITORS; visitor++) {
                desk.send(RawDesk.state(visitor, visitor, AgentState.LOGIN));
            }
            desk.awaitMany(SetAgentStateConf.class, VISITORS, PATIENCE_S);
            int pressed = pressAll(desk, VISITORS + 1);
            long endedNs = System.nanoTime();
            group.member("A").end();
            for (int round = 0; round < ROUNDS && !desk.isClosed(); round++) {
                pressed = pressAll(desk, pressed);
                LockSupport.parkNanos(BETWEEN_NS);
            }
            desk.awaitClosed(PATIENCE_S);
            assertThat(group.member("A").exit(PATIENCE_S)).isEqualTo(ENDED_BY_SIGTERM);
            long tookMs = tookMs(endedNs);

            List<Long> farewells =
                    desk.all(FailureEvent.class).stream().map(FailureEvent::status).toList();
            long offline = StatusCode.CTI_SERVER_OFFLINE.value();
            if (!farewells.isEmpty() || tookMs < GOODBYE_MS) {
                assertThat(farewells).containsExactly(offline);
            }
            List<Long> done =
                    desk.all(SetAgentStateConf.class).stream()
                            .map(SetAgentStateConf::invokeId)
                            .toList();
            List<Long> outcomes = new ArrayList<>(done);
            desk.all(ControlFailureConf.class).forEach(each -> outcomes.add(each.invokeId()));
            assertThat(outcomes).doesNotHaveDuplicates();
            if (!drained(group.member("A"), tookMs)) {
                return Map.of();
            }
            // Those behind the last answer were not read before the end was told.
            long last = outcomes.stream().mapToLong(each -> each).max().orElseThrow();
            assertThat(outcomes).hasSize((int) last);
            return lastStates(done);
        }
    }

    /** Whether the process answered all; it may leave something only where the time ran out. */
    private static boolean drained(Child process, long tookMs) {
        boolean left = process.said("have no outcome");
        assertThat(left && tookMs < DRAIN_MS)
                .as("ended before the time for answers was over")
                .isFalse();
        return !left;
    }

    private static long tookMs(long sinceNs) {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - sinceNs);
    }

    private static int pressAll(RawDesk desk, int from) {
        int next = from;
        try {
            for (int visitor = 1; visitor <= VISITORS; visitor++) {
                desk.send(RawDesk.state(next, visitor, stateOf(next)));
                next++;
            }
        } catch (IOException closed) {
            assertThat(closed).isNotNull();
        }
        return next;
    }

    private static AgentState stateOf(long invokeId) {
        boolean even = (invokeId - 1) / VISITORS % 2 == 0;
        return even ? AgentState.NOT_READY : AgentState.AVAILABLE;
    }

    private static Map<Integer, AgentState> lastStates(List<Long> done) {
        Map<Integer, AgentState> states = new TreeMap<>();
        for (long each : done) {
            if (each > VISITORS) {
                states.put((int) ((each - 1) % VISITORS) + 1, stateOf(each));
            }
        }
        return states;
    }

    private void aServerOfDesktopsEnds() throws Exception {
        int port =
                Integer.parseInt(
                        ctios.await("CTI OS at http://127.0.0.1:(\\d+)/", PATIENCE_S).group(1));
        try (CtiOsSession session =
                CtiOsSession.create(CilSettings.of("desk", new CilServer("127.0.0.1", port)))) {
            session.connect();
            until(session, "connected", CtiOsSession::connected);
            ended(session.setAgent(RawDesk.PERIPHERAL, "1006"));
            until(session, "login", each -> each.currentAgent().enabled("Login"));
            ended(session.currentAgent().login("2006", "demo-1006"));
            until(session, "ready", each -> each.currentAgent().enabled("Ready"));
            CompletableFuture<CilReply> pressed =
                    session.currentAgent().setAgentState(AgentState.AVAILABLE, 0);
            CompletableFuture<CilReply> again =
                    session.currentAgent().setAgentState(AgentState.NOT_READY, 0);
            long endedNs = System.nanoTime();
            ctios.end();
            CilReply first = ended(pressed);
            CilReply second = ended(again);
            assertThat(ctios.exit(PATIENCE_S)).isEqualTo(ENDED_BY_SIGTERM);
            if (!drained(ctios, tookMs(endedNs))) {
                return;
            }
            try (RawDesk desk = group.serving("A")) {
                AgentState is = AgentState.NOT_READY;
                is = first.done() && !second.done() ? AgentState.AVAILABLE : is;
                desk.awaitState(6, is, PATIENCE_S);
            }
        }
    }

    private static void until(CtiOsSession session, String what, Predicate<CtiOsSession> wanted) {
        assertThat(session.await(wanted, PATIENCE_S * 1_000L)).as(what).isTrue();
    }

    private static CilReply ended(CompletableFuture<CilReply> reply) {
        return reply.orTimeout(PATIENCE_S, TimeUnit.SECONDS).join();
    }
}
