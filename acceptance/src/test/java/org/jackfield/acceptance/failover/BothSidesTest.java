package org.jackfield.acceptance.failover;

import static org.assertj.core.api.Assertions.assertThat;

import org.jackfield.protocol.ged188.AgentState;
import org.jackfield.protocol.ged188.AgentStateEvent;
import org.jackfield.protocol.ged188.AnswerCallConf;
import org.jackfield.protocol.ged188.CallDataUpdateEvent;
import org.jackfield.protocol.ged188.CallDeliveredEvent;
import org.jackfield.protocol.ged188.CallEstablishedEvent;
import org.jackfield.protocol.ged188.CallHeldEvent;
import org.jackfield.protocol.ged188.CallRetrievedEvent;
import org.jackfield.protocol.ged188.ClearCallReq;
import org.jackfield.protocol.ged188.ControlFailureConf;
import org.jackfield.protocol.ged188.EndCallEvent;
import org.jackfield.protocol.ged188.FailureConf;
import org.jackfield.protocol.ged188.FailureEvent;
import org.jackfield.protocol.ged188.Ged188Message;
import org.jackfield.protocol.ged188.OpenConf;
import org.jackfield.protocol.ged188.RetrieveCallReq;
import org.jackfield.protocol.ged188.SetAgentStateConf;
import org.jackfield.protocol.ged188.SetCallDataReq;
import org.jackfield.protocol.ged188.StatusCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A group both of whose sides serve clients at the same time, as real processes. */
@Tag("failover")
@Timeout(240)
class BothSidesTest {

    private static final int WAIT_S = 30;
    private static final String PHONE = "2001";
    private static final String SECOND_PHONE = "2002";
    private static final int PRESSES_MAX = 20;

    /** Begin, data, delivered, established, held, retrieved, connections cleared, cleared, end. */
    private static final int CALL_EVENTS_LEAST = 8;

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
    void clientsOfEitherSideHearTheSameOnceActAtEitherAndAPhoneHasOneSessionOfBothSides()
            throws Exception {
        group = Members.of(folder, "ABC", "--serve-standby").ledBy("C");
        group.start("ABC");
        group.awaitJoined("ABC");
        try (RawDesk a = group.serving("A");
                RawDesk b = group.serving("B")) {
            aCallIsToldToBothAndSteeredFromEither(a, b);
        }
        ofTwoClientsOfAPhoneOneIsRefused();
        theSameClientElsewhereEndsItsOlderSession();
        aClickAtASideThatSleepsForASecondIsDoneOnceOrRefused();
    }

    /** The side that commands the switch. */
    private String commands() throws Exception {
        return group.below().ask("status").contains("A (active)") ? "A" : "B";
    }

    /** Requests go to the sides in turn; each side tells what came of it, in the same order. */
    private void aCallIsToldToBothAndSteeredFromEither(RawDesk a, RawDesk b) throws Exception {
        String active = commands();
        RawDesk commands = active.equals("A") ? a : b;
        RawDesk other = active.equals("A") ? b : a;
        other.send(RawDesk.state(10, 1, AgentState.LOGIN));
        other.await(SetAgentStateConf.class, each -> each.invokeId() == 10, WAIT_S);
        commands.send(RawDesk.state(11, 1, AgentState.AVAILABLE));
        commands.await(SetAgentStateConf.class, each -> each.invokeId() == 11, WAIT_S);
        group.below().ask("call 7001");
        CallDeliveredEvent ringing =
                other.await(
                        CallDeliveredEvent.class,
                        each -> PHONE.equals(each.alertingDeviceId()),
                        WAIT_S);
        long call = ringing.connectionCallId();
        other.answer(20, ringing, PHONE);
        both(a, b, CallEstablishedEvent.class);
        commands.send(text(call));
        both(a, b, CallDataUpdateEvent.class);
        other.hold(40, RawDesk.PERIPHERAL, call);
        both(a, b, CallHeldEvent.class);
        commands.send(retrieve(call));
        both(a, b, CallRetrievedEvent.class);
        other.send(clear(call));
        both(a, b, EndCallEvent.class);
        commands.send(
                RawDesk.state(80, 1, AgentState.NOT_READY).toBuilder().eventReasonCode(1).build());
        a.awaitState(1, AgentState.NOT_READY, WAIT_S);
        b.awaitState(1, AgentState.NOT_READY, WAIT_S);
        a.awaitAllSaid(WAIT_S);
        b.awaitAllSaid(WAIT_S);
        List<String> told = told(a, each -> true);
        assertThat(told(b, each -> true)).containsExactlyElementsOf(told);
        // An agent may have the same state twice; nothing of a call is ever told twice.
        assertThat(told(a, each -> !(each instanceof AgentStateEvent)))
                .doesNotHaveDuplicates()
                .hasSizeGreaterThan(CALL_EVENTS_LEAST);
        other.send(RawDesk.state(81, 1, AgentState.LOGOUT));
        other.await(SetAgentStateConf.class, each -> each.invokeId() == 81, WAIT_S);
    }

    private static <T extends Ged188Message> void both(RawDesk a, RawDesk b, Class<T> event)
            throws InterruptedException {
        a.await(event, WAIT_S);
        b.await(event, WAIT_S);
    }

    private static List<String> told(RawDesk desk, Predicate<Ged188Message> which) {
        return desk.events().stream().filter(which).map(Object::toString).toList();
    }

    private void ofTwoClientsOfAPhoneOneIsRefused() throws Exception {
        try (RawDesk a = new RawDesk(group.ctiServerPort("A"));
                RawDesk b = new RawDesk(group.ctiServerPort("B"))) {
            a.openForPhone("desk one", PHONE);
            b.openForPhone("desk two", PHONE);
            RawDesk refused = a.outcome(1, WAIT_S) instanceof FailureConf ? a : b;
            RawDesk kept = refused == a ? b : a;
            assertThat(refused.await(FailureConf.class, WAIT_S).status())
                    .isEqualTo(StatusCode.DEVICE_IN_USE.value());
            refused.awaitClosed(WAIT_S);
            kept.await(OpenConf.class, WAIT_S);
            assertThat(kept.all(FailureEvent.class)).isEmpty();
        }
    }

    private void theSameClientElsewhereEndsItsOlderSession() throws Exception {
        RawDesk older = opened("A");
        try (RawDesk newer = opened("B")) {
            assertThat(older.await(FailureEvent.class, WAIT_S).status())
                    .isEqualTo(StatusCode.NEW_SESSION_OPENED.value());
            older.awaitClosed(WAIT_S);
            older.close();
            try (RawDesk newest = opened("A")) {
                assertThat(newer.await(FailureEvent.class, WAIT_S).status())
                        .isEqualTo(StatusCode.NEW_SESSION_OPENED.value());
                newer.awaitClosed(WAIT_S);
                assertThat(newest.all(FailureEvent.class)).isEmpty();
            }
        }
    }

    private RawDesk opened(String side) throws Exception {
        RawDesk desk = new RawDesk(group.ctiServerPort(side));
        desk.openForPhone("desk three", SECOND_PHONE);
        desk.await(OpenConf.class, WAIT_S);
        return desk;
    }

    /**
     * Too short for anybody to take over for certain. One click is on its way when the side falls
     * asleep, one waits in its socket: each is done once, or is refused and never done after that.
     */
    private void aClickAtASideThatSleepsForASecondIsDoneOnceOrRefused() throws Exception {
        String side = commands();
        try (RawDesk desk = group.serving(side);
                RawDesk there = group.serving(side.equals("A") ? "B" : "A")) {
            CallDeliveredEvent before = desk.ring(1, () -> group.below().ask("call 7001"));
            CallDeliveredEvent within = desk.ring(2, () -> group.below().ask("call 7001"));
            int answers = answers();
            int printed = group.member(side).printed();
            desk.answer(70, before, PHONE);
            group.member(side).signal("STOP");
            long sleptNs = System.nanoTime();
            desk.answer(71, within, SECOND_PHONE);
            while (System.nanoTime() - sleptNs < TimeUnit.SECONDS.toNanos(1)) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
            }
            group.member(side).signal("CONT");
            group.member(side).await("commands no switch|is over|standby", printed, WAIT_S);
            Ged188Message first = desk.outcome(70, WAIT_S);
            Ged188Message second = desk.outcome(71, WAIT_S);
            System.out.printf("failover: after a second's sleep: %s, %s%n", first, second);
            int commanded = answers();
            int again = 0;
            again += doneOrPressedAgain(first, there, before, PHONE);
            again += doneOrPressedAgain(second, there, within, SECOND_PHONE);
            assertThat(answers()).as("after the outcomes").isEqualTo(commanded + again);
        }
    }

    /**
     * To be asked to press again says that nothing was done, nor will be: then the user presses at
     * the other side. A connection that is closed says nothing.
     *
     * @return how often the phone was made to answer by that
     */
    private int doneOrPressedAgain(
            Ged188Message outcome, RawDesk desk, CallDeliveredEvent ringing, String phone)
            throws Exception {
        int invokeId = 100 * Integer.parseInt(phone);
        Ged188Message last = outcome;
        while (saysPressAgain(last) && ++invokeId % 100 < PRESSES_MAX) {
            assertThat(group.below().ask("truth")).doesNotContain("/" + phone + "/UP/");
            desk.answer(invokeId, ringing, phone);
            last = desk.outcome(invokeId, WAIT_S);
        }
        if (last instanceof AnswerCallConf) {
            desk.await(
                    CallEstablishedEvent.class,
                    each -> phone.equals(each.answeringDeviceId()),
                    WAIT_S);
            assertThat(group.below().ask("truth")).containsOnlyOnce("/" + phone + "/UP/");
        }
        return last instanceof AnswerCallConf && last != outcome ? 1 : 0;
    }

    private static boolean saysPressAgain(Ged188Message outcome) {
        return outcome instanceof ControlFailureConf conf && conf.text().endsWith("again");
    }

    /**
     * How often a phone was made to answer, by either side: it is dialled when Answer is pressed.
     */
    private int answers() throws Exception {
        Matcher told = Pattern.compile("Dial=(\\d+)").matcher(group.below().ask("commands"));
        int sum = 0;
        while (told.find()) {
            sum += Integer.parseInt(told.group(1));
        }
        return sum;
    }

    private static SetCallDataReq text(long call) {
        return SetCallDataReq.builder()
                .invokeId(30)
                .peripheralId(RawDesk.PERIPHERAL)
                .connectionCallId(call)
                .connectionDeviceId("")
                .callVariable1("from one side")
                .build();
    }

    private static RetrieveCallReq retrieve(long call) {
        return RetrieveCallReq.builder()
                .invokeId(50)
                .peripheralId(RawDesk.PERIPHERAL)
                .heldConnectionCallId(call)
                .heldConnectionDeviceId(PHONE)
                .agentInstrument(PHONE)
                .build();
    }

    private static ClearCallReq clear(long call) {
        return ClearCallReq.builder()
                .invokeId(60)
                .peripheralId(RawDesk.PERIPHERAL)
                .connectionCallId(call)
                .connectionDeviceId(PHONE)
                .agentInstrument(PHONE)
                .build();
    }
}
