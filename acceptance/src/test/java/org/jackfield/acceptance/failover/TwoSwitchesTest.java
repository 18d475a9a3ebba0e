package org.jackfield.acceptance.failover;

import static org.assertj.core.api.Assertions.assertThat;

import org.jackfield.protocol.ged188.AgentState;
import org.jackfield.protocol.ged188.AnswerCallConf;
import org.jackfield.protocol.ged188.AnswerCallReq;
import org.jackfield.protocol.ged188.BeginCallEvent;
import org.jackfield.protocol.ged188.CallDeliveredEvent;
import org.jackfield.protocol.ged188.CallEstablishedEvent;
import org.jackfield.protocol.ged188.SetAgentStateConf;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.extension.TestWatcher;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A gateway with two switches, each commanded from a side of its own. */
@Tag("failover")
@Timeout(180)
class TwoSwitchesTest {

    private static final int FIRST = RawDesk.PERIPHERAL;
    private static final int SECOND = 5001;
    private static final String PHONE = "2001";

    @TempDir private Path folder;
    private Members group;

    @RegisterExtension
    private final TestWatcher log =
            new TestWatcher() {
                @Override
                public void testFailed(ExtensionContext context, Throwable cause) {
                    System.out.println(group);
                }
            };

    @AfterEach
    void end() throws InterruptedException {
        if (group != null) {
            group.close();
        }
    }

    @Test
    @Tag("BEH-346")
    void theSideThatIsLeftCommandsBothSwitchesAndTheCallsOfBothGoOn() throws Exception {
        group =
                Members.of(folder, "ABC")
                        .ledBy("C")
                        .withSecondSwitch(SECOND)
                        .withTimeZones("Europe/Berlin", "Europe/Lisbon");
        group.start("ABC");
        group.awaitJoined("ABC");
        for (String side : new String[] {"A", "B"}) {
            group.member(side).await("peripheral 5000 can be reached", 60);
            group.member(side).await("peripheral 5001 can be reached", 60);
        }
        group.member("A").await("of TimeZone, .* has Europe/(Berlin|Lisbon) and . has Europe/", 60);
        // Whichever side was first has both; one of the two orders is refused as done already.
        group.procmon("C", "move_side " + SECOND + " B", Members.ANY_EXIT);
        group.procmon("C", "move_side " + FIRST + " A", Members.ANY_EXIT);
        awaitActive(group.below(), "A");
        awaitActive(group.second(), "B");
        assertThat(group.procmon("A", "list_sides", 0))
                .containsPattern(FIRST + " +A +yes +reached")
                .containsPattern(SECOND + " +B +yes +reached");
        String home = group.activeSide();
        String other = home.equals("A") ? "B" : "A";
        long first;
        long second;
        try (RawDesk desk = group.serving(home)) {
            String atFirst = commands(group.below(), "B");
            String atSecond = commands(group.second(), "A");
            first = talk(desk, FIRST, group.below());
            second = talk(desk, SECOND, group.second());
            assertThat(commands(group.below(), "B")).isEqualTo(atFirst);
            assertThat(commands(group.second(), "A")).isEqualTo(atSecond);
            group.member(home).kill();
        }
        try (RawDesk desk = group.serving(other)) {
            hold(desk, FIRST, first);
            hold(desk, SECOND, second);
        }
        awaitActive(group.below(), other);
        awaitActive(group.second(), other);
    }

    private static void awaitActive(Child below, String side) throws Exception {
        long deadlineNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!below.ask("status").contains(side + " (active)")) {
            assertThat(System.nanoTime()).as(below.toString()).isLessThan(deadlineNs);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        }
    }

    /** How many commands of each name a switch got from a side. */
    private static String commands(Child below, String side) throws Exception {
        for (String each : below.ask("commands").split(" ")) {
            if (each.startsWith(side + ":")) {
                return each;
            }
        }
        return "";
    }

    /** The same agent's number at either switch, another agent each time. */
    private static long talk(RawDesk desk, int peripheral, Child below) throws Exception {
        int invokeId = peripheral * 10;
        set(desk, peripheral, invokeId, AgentState.LOGIN);
        set(desk, peripheral, invokeId + 1, AgentState.AVAILABLE);
        below.ask("call 7001");
        CallDeliveredEvent ringing =
                desk.await(
                        CallDeliveredEvent.class,
                        each ->
                                each.peripheralId() == peripheral
                                        && PHONE.equals(each.alertingDeviceId()),
                        30);
        desk.send(
                AnswerCallReq.builder()
                        .invokeId(invokeId + 2)
                        .peripheralId(peripheral)
                        .connectionCallId(ringing.connectionCallId())
                        .connectionDeviceIdType(ringing.connectionDeviceIdType())
                        .connectionDeviceId(ringing.connectionDeviceId())
                        .agentInstrument(PHONE)
                        .build());
        desk.await(AnswerCallConf.class, each -> each.invokeId() == invokeId + 2, 20);
        desk.await(
                CallEstablishedEvent.class,
                each -> each.peripheralId() == peripheral && PHONE.equals(each.answeringDeviceId()),
                20);
        return ringing.connectionCallId();
    }

    private static void set(RawDesk desk, int peripheral, int invokeId, AgentState state)
            throws Exception {
        desk.send(RawDesk.state(invokeId, 1, state).toBuilder().peripheralId(peripheral).build());
        desk.await(SetAgentStateConf.class, each -> each.invokeId() == invokeId, 20);
    }

    private static void hold(RawDesk desk, int peripheral, long call) throws Exception {
        desk.await(
                BeginCallEvent.class,
                each -> each.peripheralId() == peripheral && each.connectionCallId() == call,
                20);
        desk.hold(peripheral * 10 + 100, peripheral, call);
    }
}
