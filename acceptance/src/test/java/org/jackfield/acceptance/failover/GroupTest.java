package org.jackfield.acceptance.failover;

import static org.assertj.core.api.Assertions.assertThat;

import org.jackfield.protocol.ged188.AgentState;
import org.jackfield.protocol.ged188.AgentStateEvent;
import org.jackfield.protocol.ged188.AnswerCallConf;
import org.jackfield.protocol.ged188.BeginCallEvent;
import org.jackfield.protocol.ged188.CallDeliveredEvent;
import org.jackfield.protocol.ged188.CallEstablishedEvent;
import org.jackfield.protocol.ged188.FailureConf;
import org.jackfield.protocol.ged188.FailureEvent;
import org.jackfield.protocol.ged188.OpenConf;
import org.jackfield.protocol.ged188.SetCallDataConf;
import org.jackfield.protocol.ged188.SetCallDataReq;
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
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;

/** Gateway groups as real processes that are killed, put to sleep and cut from the majority. */
@Tag("failover")
@Timeout(240)
class GroupTest {

    private static final int REQUESTS = 120;
    private static final int FIRST_INVOKE_ID = 1_000;
    private static final int LEADERS_MAX = 5;

    @TempDir private Path folder;
    private Members group;

    @RegisterExtension private final FailureLog log = new FailureLog(() -> group);

    @AfterEach
    void end() throws InterruptedException {
        if (group != null) {
            group.close();
        }
    }

    @Test
    @Tag("BEH-346")
    void oneMemberThatIsKilledKnowsCallsDataAndAgentsWhenItIsBack() throws Exception {
        group = Members.of(folder, "A");
        group.start("A");
        group.awaitJoined("A");
        long call;
        try (RawDesk desk = serving("A")) {
            call = talk(desk);
            setData(desk, 50, call, "kept");
            desk.await(SetCallDataConf.class, each -> each.invokeId() == 50, 20);
            group.member("A").kill();
        }
        long diedNs = System.nanoTime();
        group.start("A");
        group.awaitJoined("A");
        print("one member: back after kill -9", diedNs);
        try (RawDesk desk = serving("A")) {
            BeginCallEvent begin =
                    desk.await(BeginCallEvent.class, each -> each.connectionCallId() == call, 20);
            assertThat(begin.callVariable1()).isEqualTo("kept");
            AgentStateEvent agent =
                    desk.await(AgentStateEvent.class, each -> "1001".equals(each.agentId()), 20);
            assertThat(agent.agentState()).isEqualTo(AgentState.TALKING.value());
            desk.hold(60, RawDesk.PERIPHERAL, call);
        }
    }

    @Test
    @Tag("BEH-345")
    void aKilledLeaderLosesNoRequestAndDoublesNoneAndComesBack() throws Exception {
        group = Members.of(folder, "ABC", "--serve-standby");
        group.start("ABC");
        group.awaitJoined("ABC");
        String leader = group.leader();
        String home = leader.equals("B") ? "A" : "B";
        try (RawDesk desk = serving(home)) {
            long call = talk(desk);
            long diedNs = 0;
            for (int i = 0; i < REQUESTS; i++) {
                setData(desk, FIRST_INVOKE_ID + i, call, "v" + i);
                if (i == REQUESTS / 3) {
                    group.member(leader).kill();
                    diedNs = System.nanoTime();
                }
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
            }
            int firstAfter = FIRST_INVOKE_ID + REQUESTS / 3 + 1;
            awaitOutcome(desk, firstAfter);
            print("leader " + leader + " killed, first answer after", diedNs);
            for (int i = 0; i < REQUESTS; i++) {
                awaitOutcome(desk, FIRST_INVOKE_ID + i);
            }
            assertThat(outcomes(desk)).doesNotHaveDuplicates().hasSize(REQUESTS);
            assertThat(desk.all(SetCallDataConf.class).size())
                    .as("taken of %d, others refused in time", REQUESTS)
                    .isGreaterThan(REQUESTS / 2);
            desk.hold(80, RawDesk.PERIPHERAL, call);
        }
        long againNs = System.nanoTime();
        group.start(leader);
        group.awaitJoined(leader);
        print("member " + leader + " back in the order after", againNs);
    }

    /**
     * A returning member once handed in the whole site again, and nobody's life sign came through.
     * What it hands in is counted; its start has the lowest priority, so that what its processor
     * time does to a small machine is not what is seen.
     */
    @Test
    @Tag("BEH-345")
    void theReturnOfAKilledSideDisturbsNobody() throws Exception {
        group = Members.of(folder, "ABC").ledBy("C").withAgents(2_000);
        group.start("ABC");
        group.awaitJoined("ABC");
        group.member("A").await("can be reached", 60);
        group.member("B").await("can be reached", 60);
        String killed = activeSide();
        String other = killed.equals("A") ? "B" : "A";
        group.member(killed).kill();
        try (RawDesk desk = serving(other)) {
            long call = talk(desk);
            int printed = group.member(other).printed();
            long againNs = System.nanoTime();
            group.startBehindAllOthers(killed);
            Matcher told =
                    group.member(killed).await("site data: (\\d+) of (\\d+) records handed in", 90);
            assertThat(told.group(1)).as(told.group()).isEqualTo("0");
            assertThat(Integer.parseInt(told.group(2))).isGreaterThan(4_000);
            group.member(killed).await("can be reached", 60);
            print("side " + killed + " back after", againNs);
            assertThat(group.member(other).since(printed, "offline|silent")).isEmpty();
            assertThat(group.below().ask("status")).contains(other + " (active)");
            assertThat(desk.all(FailureEvent.class)).isEmpty();
            desk.hold(60, RawDesk.PERIPHERAL, call);
        }
    }

    @Test
    void anOperatorMovesTheSwitchByProcmonAndTheCallGoesOnAtTheOtherSide() throws Exception {
        group = Members.of(folder, "ABC").ledBy("C").withConsoles();
        group.start("ABC");
        group.awaitJoined("ABC");
        group.member("A").await("can be reached", 60);
        group.member("B").await("can be reached", 60);
        String active = activeSide();
        String other = active.equals("A") ? "B" : "A";
        String move = "move_side " + RawDesk.PERIPHERAL + " " + other;
        long call;
        try (RawDesk desk = serving(active)) {
            call = talk(desk);
            setData(desk, 50, call, "kept");
            desk.await(SetCallDataConf.class, each -> each.invokeId() == 50, 20);
            int printed = group.member(other).printed();
            group.below().ask("cut " + other + " 60000");
            group.member(other).await("cannot be reached", printed, 20);
            assertThat(group.procmon(active, move, 1)).contains("does not reach the switch");
            printed = group.member(other).printed();
            group.below().ask("cut " + other + " 0");
            group.member(other).await("can be reached", printed, 20);
            group.procmon("C", move, 0); // any member takes it
            desk.await(FailureEvent.class, 30);
        }
        String commanded = group.commandsOf(active);
        try (RawDesk desk = serving(other)) {
            BeginCallEvent begin =
                    desk.await(BeginCallEvent.class, each -> each.connectionCallId() == call, 20);
            assertThat(begin.callVariable1()).isEqualTo("kept");
            desk.hold(80, RawDesk.PERIPHERAL, call);
            assertThat(group.below().ask("status")).contains(other + " (active)");
            assertThat(group.commandsOf(active)).isEqualTo(commanded);
            assertThat(group.procmon(active, "list_sides", 0))
                    .containsPattern(other + " +yes +reached")
                    .containsPattern(active + " +no +reached");
            assertThat(group.procmon(active, move, 1)).contains("commands it already");
        }
    }

    @Test
    void withoutAMajorityASideTellsItsClientsAndComesBackByItself() throws Exception {
        group = Members.of(folder, "ABC").ledBy("C");
        group.start("ABC");
        group.awaitJoined("ABC");
        String home = activeSide();
        long call;
        try (RawDesk desk = serving(home)) {
            call = talk(desk);
            group.member(home.equals("A") ? "B" : "A").kill();
            group.member("C").kill();
            desk.await(FailureEvent.class, 30);
            desk.awaitClosed(10);
        }
        try (RawDesk refused = new RawDesk(group.ctiServerPort(home))) {
            refused.open();
            assertThat(refused.await(FailureConf.class, 20).status())
                    .isEqualTo(StatusCode.CTI_SERVER_OFFLINE.value());
        }
        group.start("C");
        try (RawDesk desk = serving(home)) {
            desk.await(BeginCallEvent.class, each -> each.connectionCallId() == call, 20);
        }
    }

    @Test
    @Tag("BEH-345")
    void aSideThatSleptCommandsNothingStaleAndTheOtherServesMeanwhile() throws Exception {
        group = Members.of(folder, "ABC").ledBy("C");
        group.start("ABC");
        group.awaitJoined("ABC");
        assertThat(group.leader()).isEqualTo("C");
        for (int seconds : new int[] {3, 10}) {
            String active = activeSide();
            sleepAndWake(active, otherThan(active), seconds);
        }
    }

    @Test
    @Tag("BEH-345")
    void aSideThatLedAndCommandedAndSleptCommandsNothingStaleEither() throws Exception {
        group = Members.of(folder, "ABC").withConsoles();
        group.start("ABC");
        group.awaitJoined("ABC");
        group.member("A").await("can be reached", 60);
        group.member("B").await("can be reached", 60);
        String side = aSideThatLeadsAndCommands();
        int printed = group.member(side).printed();
        sleepAndWake(side, otherThan(side), 3);
        group.member(side).await("no longer leads", printed, 30);
        assertThat(group.leader()).isNotEqualTo(side);
    }

    /** On a busy machine another may lead before the switch has been moved. */
    private String aSideThatLeadsAndCommands() throws Exception {
        for (int i = 0; i < LEADERS_MAX; i++) {
            String side = group.aSideLeads();
            group.procmon(side, "move_side " + RawDesk.PERIPHERAL + " " + side, Members.ANY_EXIT);
            if (activeSide().equals(side) && group.leaderOf("AB").equals(side)) {
                return side;
            }
        }
        throw new AssertionError("no side leads and commands\n" + group);
    }

    private static String otherThan(String side) {
        return side.equals("A") ? "B" : "A";
    }

    /** The click waits in the socket of a side that sleeps; the phone must ring on. */
    private void sleepAndWake(String active, String other, int seconds) throws Exception {
        try (RawDesk desk = serving(active)) {
            CallDeliveredEvent ringing = desk.ring(1, () -> group.below().ask("call 7001"));
            int printed = group.member(active).printed();
            group.member(active).signal("STOP");
            long sleptNs = System.nanoTime();
            desk.answer(70, ringing, "2001");
            try (RawDesk there = serving(other)) {
                assertThat(there.all(OpenConf.class)).hasSize(1);
                print("switch and clients at " + other + " after", sleptNs);
            }
            untilPassed(sleptNs, seconds);
            String commanded = group.commandsOf(active);
            group.member(active).signal("CONT");
            group.member(active).await("commands no switch|is over|standby", printed, 30);
            desk.await(FailureEvent.class, 30);
            assertThat(desk.all(AnswerCallConf.class)).isEmpty();
            assertThat(group.below().ask("truth")).doesNotContain("/2001/UP/");
            assertThat(group.commandsOf(active))
                    .as("what it sent to the switch")
                    .isEqualTo(commanded);
        }
        restartTheSwitch();
    }

    private static void untilPassed(long sinceNs, int seconds) {
        while (System.nanoTime() - sinceNs < TimeUnit.SECONDS.toNanos(seconds)) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
    }

    private void restartTheSwitch() throws Exception {
        group.below().ask("restart 200");
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1_500));
    }

    private long talk(RawDesk desk) throws Exception {
        CallDeliveredEvent ringing = desk.ring(1, () -> group.below().ask("call 7001"));
        desk.answer(12, ringing, "2001");
        desk.await(AnswerCallConf.class, 20);
        long call = ringing.connectionCallId();
        desk.await(
                CallEstablishedEvent.class,
                each -> each.connectionCallId() == call && "2001".equals(each.answeringDeviceId()),
                20);
        return call;
    }

    private static void setData(RawDesk desk, int invokeId, long call, String value)
            throws IOException {
        desk.send(
                SetCallDataReq.builder()
                        .invokeId(invokeId)
                        .peripheralId(RawDesk.PERIPHERAL)
                        .connectionCallId(call)
                        .connectionDeviceId("")
                        .callVariable1(value)
                        .build());
    }

    private static void awaitOutcome(RawDesk desk, long invokeId) throws InterruptedException {
        long deadlineNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!outcomes(desk).contains(invokeId)) {
            assertThat(System.nanoTime()).as("no outcome of %d", invokeId).isLessThan(deadlineNs);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        }
    }

    private static List<Long> outcomes(RawDesk desk) {
        List<Long> ids = new ArrayList<>();
        desk.all(SetCallDataConf.class).forEach(each -> ids.add(each.invokeId()));
        desk.all(FailureConf.class).forEach(each -> ids.add(each.invokeId()));
        ids.removeIf(each -> each < FIRST_INVOKE_ID);
        return ids;
    }

    private RawDesk serving(String side) throws Exception {
        return group.serving(side);
    }

    private String activeSide() throws Exception {
        return group.activeSide();
    }

    private static void print(String what, long sinceNs) {
        System.out.printf(
                "failover: %s %.2f s%n", what, (System.nanoTime() - sinceNs) / 1_000_000_000.0);
    }
}
