package org.jackfield.acceptance.failover;

import static org.assertj.core.api.Assertions.assertThat;

import org.jackfield.client.cil.CilReply;
import org.jackfield.client.cil.CilServer;
import org.jackfield.client.cil.CilSettings;
import org.jackfield.client.run.CtiOsSession;
import org.jackfield.protocol.cil.Outcome;
import org.jackfield.protocol.ged188.AgentState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/** A CTI OS server and a desktop beside a gateway group whose sides sleep and die, as processes. */
@Tag("failover")
@Timeout(240)
class NeighbourTest {

    private static final long PATIENCE_MS = 30_000;
    private static final int PATIENCE_S = 30;
    private static final int PRESSES_MAX = 5_000;
    private static final int READY_MAX = 5;

    /** CTI OS leaves the old side without an answer that does not come in so long. */
    private static final long DRAIN_MS = 2_000;

    private static final String WAITS = "of CTIOSServer .* waits until this side is the active one";
    private static final String SERVES = "of CTIOSServer .* is open";

    private final List<AgentState> states = new CopyOnWriteArrayList<>();

    @TempDir private Path folder;
    private Members group;
    private Child ctios;
    private CtiOsSession desktop;

    @RegisterExtension private final FailureLog log = new FailureLog(() -> group, () -> ctios);

    @AfterEach
    void end() throws InterruptedException {
        if (desktop != null) {
            desktop.close();
        }
        if (ctios != null) {
            ctios.close();
        }
        if (group != null) {
            group.close();
        }
    }

    @Test
    @Tag("BEH-345")
    @Tag("BEH-349")
    @Tag("BEH-473")
    void aDesktopGoesOnAtTheSideThatWasWaitedAtAndNothingPressedMeanwhileIsDoneLate()
            throws Exception {
        group = Members.of(folder, "ABC").ledBy("C").withConsoles();
        group.start("ABC");
        group.awaitJoined("ABC");
        ctios = startCtios();
        group.member("A").await(SERVES + "|" + WAITS, PATIENCE_S);
        String active = group.member("A").said("waits until this side") ? "B" : "A";
        String other = active.equals("A") ? "B" : "A";
        group.member(active).await(SERVES, PATIENCE_S);
        group.member(other).await(WAITS, PATIENCE_S);
        desktop = loggedIn();
        group.member(other).await("can be reached", PATIENCE_S);
        anOperatorsMoveIsSettledWithCtiOsAndBreaksNothing(active, other);
        String before = active;
        active = other;
        other = before;

        int printed = group.member(active).printed();
        group.member(active).signal("STOP");
        CilReply pressed = pressReady();
        assertThat(pressed.done()).as("pressed while side %s slept: %s", active, pressed).isFalse();
        assertThat(pressed.text()).as("what the agent reads").isNotEmpty();
        group.member(other).await(SERVES, PATIENCE_S);
        group.member(active).signal("CONT");
        group.member(active).await(WAITS, printed, PATIENCE_S);
        until(session -> session.currentAgent().enabled("Ready"));
        assertThat(states).doesNotContain(AgentState.AVAILABLE);

        printed = group.member(active).printed();
        group.member(other).kill();
        group.member(active).await(SERVES, printed, PATIENCE_S);
        group.member(active).await("switch up", printed, PATIENCE_S);
        until(session -> session.currentAgent().enabled("Ready"));
        assertThat(states).doesNotContain(AgentState.AVAILABLE, AgentState.LOGOUT);
        pressReadyUntilDone();
        until(session -> session.currentAgent().state() == AgentState.AVAILABLE);
    }

    /** Messages 278 to 281: CTI OS agrees, stops, and goes on where its second session waited. */
    private void anOperatorsMoveIsSettledWithCtiOsAndBreaksNothing(String from, String to)
            throws Exception {
        int there = group.member(to).printed();
        int here = group.member(from).printed();
        CompletableFuture<Void> moved =
                CompletableFuture.runAsync(() -> move(from, to), Thread::startVirtualThread);
        List<CilReply> pressed = new ArrayList<>();
        while (!moved.isDone() || group.member(to).since(there, SERVES).isEmpty()) {
            assertThat(pressed).hasSizeLessThan(PRESSES_MAX);
            int reason = 1 + pressed.size();
            long pressedNs = System.nanoTime();
            pressed.add(ended(desktop.currentAgent().setAgentState(AgentState.NOT_READY, reason)));
            long tookMs = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - pressedNs);
            assertThat(pressed.getLast().outcome() == Outcome.TIMED_OUT && tookMs < DRAIN_MS)
                    .as("without answer after %d ms: %s", tookMs, pressed.getLast())
                    .isFalse();
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
        }
        moved.join();
        group.member(from).await("its clients are ready for it", here, PATIENCE_S);
        group.member(from).await(WAITS, here, PATIENCE_S);
        assertThat(group.member(from).since(here, "did not answer|did not stop")).isEmpty();
        until(session -> session.currentAgent().enabled("Ready"));
        assertThat(states).doesNotContain(AgentState.AVAILABLE, AgentState.LOGOUT);
    }

    private void move(String from, String to) {
        try {
            group.procmon(from, "move_side " + RawDesk.PERIPHERAL + " " + to, 0);
        } catch (Exception failed) {
            throw new IllegalStateException(failed);
        }
    }

    private Child startCtios() throws Exception {
        return Child.start(
                List.of(),
                List.of(
                        "run",
                        "ctios",
                        "--name",
                        "ctios-1",
                        "--port",
                        "0",
                        "--cti-server-a",
                        "127.0.0.1:" + group.ctiServerPort("A"),
                        "--cti-server-b",
                        "127.0.0.1:" + group.ctiServerPort("B"),
                        "--token-key",
                        "a key for this test alone"));
    }

    private CtiOsSession loggedIn() throws Exception {
        int port =
                Integer.parseInt(
                        ctios.await("CTI OS at http://127.0.0.1:(\\d+)/", PATIENCE_S).group(1));
        CtiOsSession session =
                CtiOsSession.create(CilSettings.of("neighbour", new CilServer("127.0.0.1", port)));
        desktop = session;
        session.connect();
        until(CtiOsSession::connected);
        done(session.setAgent(RawDesk.PERIPHERAL, "1001"));
        until(each -> each.currentAgent().enabled("Login"));
        done(session.currentAgent().login("2001", "demo-1001"));
        until(each -> each.currentAgent().enabled("Ready"));
        session.addListener(
                event -> {
                    if (event.is("OnAgentStateChange")) {
                        states.add(AgentState.of((int) event.args().number("AgentState", -1)));
                    }
                });
        return session;
    }

    /** What changed before the press reached the server may refuse it; then it is pressed again. */
    private void pressReadyUntilDone() {
        CilReply ready = pressReady();
        for (int again = 1; again < READY_MAX && changedMeanwhile(ready); again++) {
            until(session -> session.currentAgent().enabled("Ready"));
            ready = pressReady();
        }
        assertThat(ready.done()).as("Ready was on: %s", ready).isTrue();
    }

    private static boolean changedMeanwhile(CilReply refused) {
        return refused.outcome() == Outcome.FAILED && refused.args().truth("Changed");
    }

    private CilReply pressReady() {
        return ended(desktop.currentAgent().setAgentState(AgentState.AVAILABLE, 0));
    }

    private void until(Predicate<CtiOsSession> wanted) {
        assertThat(desktop.await(wanted, PATIENCE_MS)).isTrue();
    }

    private static CilReply ended(CompletableFuture<CilReply> reply) {
        return reply.orTimeout(PATIENCE_MS, TimeUnit.MILLISECONDS).join();
    }

    private static void done(CompletableFuture<CilReply> reply) {
        CilReply ended = ended(reply);
        assertThat(ended.done()).as("%s", ended).isTrue();
    }
}
