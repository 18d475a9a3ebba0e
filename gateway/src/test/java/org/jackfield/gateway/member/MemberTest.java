package org.jackfield.gateway.member;

import static org.assertj.core.api.Assertions.assertThat;

import org.jackfield.gateway.ctiserver.CtiServerInput;
import org.jackfield.gateway.ctiserver.CtiServerMachine;
import org.jackfield.gateway.ctiserver.CtiServerOutput;
import org.jackfield.gateway.ctiserver.CtiServerSettings;
import org.jackfield.gateway.ctiserver.ScriptedReads;
import org.jackfield.gateway.opc.OpcOutput;
import org.jackfield.protocol.ged188.AnswerCallReq;
import org.jackfield.protocol.ged188.Bytes;
import org.jackfield.protocol.ged188.ControlFailureConf;
import org.jackfield.protocol.ged188.Ged188Message;
import org.jackfield.protocol.ged188.MakeCallConf;
import org.jackfield.protocol.ged188.OpenReq;
import org.jackfield.protocol.log.Alive;
import org.jackfield.protocol.log.ClientRequested;
import org.jackfield.protocol.log.Envelope;
import org.jackfield.protocol.log.Hello;
import org.jackfield.protocol.log.PimReachable;
import org.jackfield.protocol.log.PimReported;
import org.jackfield.protocol.log.SessionKey;
import org.jackfield.protocol.log.SettingSet;
import org.jackfield.protocol.log.SideFar;
import org.jackfield.protocol.pim.Answer;
import org.jackfield.protocol.pim.ChannelsCompared;
import org.jackfield.protocol.pim.Ringing;
import org.jackfield.protocol.pim.SwitchDown;
import org.jackfield.protocol.pim.SwitchUp;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

class MemberTest {

    private static final int SOURCE = 0;
    private static final int PERIPHERAL = ScriptedReads.PERIPHERAL;
    private static final MemberSettings SETTINGS = new MemberSettings(250, 500, 5_000, 300, 10, 20);

    private final List<MemberOutput> out = new ArrayList<>();
    private Member member;
    private long nowMs = 9_000_000;

    @BeforeEach
    void start() {
        CtiServerMachine ctiServer =
                new CtiServerMachine(
                        SOURCE,
                        1,
                        CtiServerSettings.DEFAULTS.servingWhenStandby(),
                        new ScriptedReads());
        member = new Member(SETTINGS, SOURCE, 1, "A", ctiServer);
        take(new MemberInput.Start());
    }

    @Test
    void inputsAreNumberedWithoutGapsAndTheFirstIsHello() {
        offerReachable();
        offerReachable();
        assertThat(submitted()).extracting(Envelope::sequence).containsExactly(1L, 2L, 3L, 4L);
        assertThat(submitted().getFirst().input()).isInstanceOf(Hello.class);
    }

    @Test
    void aStartThatTakesALargerNumberHandsInAllAgainUnderIt() {
        offerReachable();
        int before = submitted().size();
        out.clear();
        take(new MemberInput.LaterStart(7));
        assertThat(submitted()).hasSize(before).extracting(Envelope::incarnation).containsOnly(7L);
        assertThat(submitted().getFirst().sequence()).isEqualTo(1);
        take(new MemberInput.Applied(submitted().getFirst(), List.of()));
        assertThat(member.live()).isTrue();
    }

    @Test
    void aRequestIsOpenUntilItsAnswerOrUntilItsSessionIsGone() {
        applyAll();
        openClient();
        applyAll();
        client(request(1));
        client(request(2));
        assertThat(member.openRequests()).isEqualTo(2);
        SessionKey session = new SessionKey(SOURCE, 1, 1);
        SessionKey another = new SessionKey(1, 1, 1);
        Ged188Message answer = MakeCallConf.builder().invokeId(1).build();
        fired(new OpcOutput.Answer(another, answer), new OpcOutput.Answer(session, answer));
        assertThat(member.openRequests()).isEqualTo(1);
        client(new CtiServerInput.Disconnected(1, "gone"));
        assertThat(member.openRequests()).isZero();
    }

    @Test
    void aMemberThatIsAboutToEndTakesNoRequestsAndAnswersThem() {
        applyAll();
        openClient();
        applyAll();
        take(new MemberInput.Drain());
        out.clear();
        client(request(1));
        assertThat(submitted()).isEmpty();
        assertThat(member.openRequests()).isZero();
        assertThat(out.toString()).contains("ControlFailureConf");
    }

    private static CtiServerInput request(int invokeId) {
        AnswerCallReq answer =
                AnswerCallReq.builder().invokeId(invokeId).peripheralId(PERIPHERAL).build();
        return new CtiServerInput.Received(1, answer, invokeId, -1);
    }

    @Test
    void whatWasNotAppliedIsHandedInAgainFromTheFirstOnWithItsAge() {
        offerReachable();
        apply(1);
        out.clear();
        waitMs(300);
        List<Envelope> again =
                submitted().stream().filter(envelope -> envelope.sequence() <= 3).toList();
        assertThat(again).extracting(Envelope::sequence).containsExactly(2L, 3L);
        assertThat(again).extracting(Envelope::ageMs).containsOnly(300);
    }

    @Test
    void whatOvertookALostInputIsInTheLogButNotTakenAndIsHandedInAgain() {
        offerReachable();
        offerReachable();
        Envelope third = submitted().get(2);
        take(new MemberInput.Applied(third, List.of()));
        out.clear();
        waitMs(300);
        assertThat(submitted()).extracting(Envelope::sequence).contains(1L, 2L, 3L, 4L);
    }

    @Test
    void aMemberThatSleptCommandsNothingUntilALifeSignOfNowCameBack() {
        applyAll();
        fired(new OpcOutput.ActivePim(PERIPHERAL, SOURCE, 2));
        out.clear();
        nowMs += 3_000;
        take(new MemberInput.Paused(3_000));
        fired(order(2), new OpcOutput.ActivePim(PERIPHERAL, SOURCE, 4));
        assertThat(out).contains(new MemberOutput.Standby(PERIPHERAL));
        assertThat(out)
                .noneMatch(
                        each ->
                                each instanceof MemberOutput.Order
                                        || each instanceof MemberOutput.Activate);
        applyAll();
        assertThat(out).contains(new MemberOutput.Activate(PERIPHERAL, 4));
    }

    /** A button was on for a moment and its press refused: the sign was nearly old when it came. */
    @Test
    void aSideCommandsAgainOnlyWhenTheNextLifeSignWillComeInTime() {
        applyAll();
        fired(new OpcOutput.ActivePim(PERIPHERAL, SOURCE, 2));
        waitMs(900);
        assertThat(out).contains(new MemberOutput.Standby(PERIPHERAL));
        List<Envelope> handedIn = submitted();
        out.clear();
        for (Envelope each : handedIn) {
            if (nowMs - sentMs(each) > 250) {
                take(new MemberInput.Applied(each, List.of()));
            }
        }
        assertThat(out).noneMatch(each -> each instanceof MemberOutput.Activate);
        handedIn.forEach(each -> take(new MemberInput.Applied(each, List.of())));
        assertThat(out).contains(new MemberOutput.Activate(PERIPHERAL, 2));
    }

    @Test
    void aMemberThatCatchesUpTakesNoSwitchByWhatIsLongPast() {
        Envelope hello = submitted().getFirst();
        nowMs += 2_000;
        take(new MemberInput.Applied(hello, List.of()));
        out.clear();
        fired(new OpcOutput.ActivePim(PERIPHERAL, SOURCE, 1));
        fired(new OpcOutput.ActivePim(PERIPHERAL, 1, 2));
        assertThat(out).noneMatch(each -> each instanceof MemberOutput.Activate);
    }

    /** Found by the simulator: network 1112, a side some 400 ms away. */
    @Test
    void aSideWhoseLifeSignsAllComeBackLateSaysSoAndWhenTheyNoLongerDo() {
        applyAll();
        long next = comeBack(3, 10, 750);
        assertThat(farTold()).as("a leader's change takes as long").isEmpty();
        comeBack(next, 6, 750);
        assertThat(farTold()).containsExactly(true);
        out.clear();
        waitMs(250);
        submitted().forEach(each -> apply(each.sequence()));
        assertThat(farTold()).contains(false);
    }

    @Test
    void aSideWhoseLifeSignsComeBackTogetherAfterALeadersChangeIsNotFar() {
        applyAll();
        waitMs(3_000);
        applyAll();
        waitMs(250);
        applyAll();
        waitMs(250);
        assertThat(farTold()).isEmpty();
    }

    /**
     * Found by the simulator: everything 8100. Another commands, and it has not heard of it yet.
     */
    @Test
    void aSideThatSaidItIsFarCommandsAgainOnlyWhenItHasHeardWhatCameOfThat() {
        applyAll();
        fired(new OpcOutput.ActivePim(PERIPHERAL, SOURCE, 2));
        long next = 3;
        for (int i = 0; i < 40 && farTold().isEmpty(); i++) {
            next = comeBack(next, 1, 750);
        }
        List<Envelope> waiting = List.copyOf(submitted());
        long said =
                waiting.stream()
                        .filter(each -> each.input() instanceof SideFar)
                        .findFirst()
                        .orElseThrow()
                        .sequence();
        out.removeIf(each -> !(each instanceof MemberOutput.Submit));
        waiting.forEach(each -> apply(each.sequence() < said ? each.sequence() : -1));
        fired(order(2));
        assertThat(out)
                .as("its last life sign came at once")
                .noneMatch(MemberOutput.Activate.class::isInstance)
                .noneMatch(MemberOutput.Order.class::isInstance);

        apply(said);
        waitMs(250);
        applyAll();
        assertThat(out).contains(new MemberOutput.Activate(PERIPHERAL, 2));
    }

    /** Life signs come back so late each; gives the number that comes next. */
    private long comeBack(long first, int count, long lateMs) {
        long next = first;
        for (int i = 0; i < count; i++) {
            waitMs(250);
            long due = next;
            boolean sent =
                    submitted().stream()
                            .filter(each -> each.sequence() == due)
                            .anyMatch(each -> sentMs(each) + lateMs <= nowMs);
            if (sent) {
                apply(next++);
            }
        }
        return next;
    }

    private long sentMs(Envelope envelope) {
        return envelope.input() instanceof Alive sign ? sign.wallMs() : nowMs;
    }

    private List<Boolean> farTold() {
        return submitted().stream()
                .map(Envelope::input)
                .filter(SideFar.class::isInstance)
                .map(each -> ((SideFar) each).far())
                .distinct()
                .toList();
    }

    @Test
    void anActiveSideThatLostTheSwitchTakesItAgain() {
        applyAll();
        fired(new OpcOutput.ActivePim(PERIPHERAL, SOURCE, 2));
        take(offer(new PimReported(PERIPHERAL, 2, new SwitchDown("another link took over"))));
        for (int i = 0; i < 3; i++) {
            applyAll();
            waitMs(250);
        }
        out.clear();
        applyAll();
        waitMs(250);
        assertThat(out).contains(new MemberOutput.Activate(PERIPHERAL, 2));
    }

    @Test
    void anActiveSideWhoseLinkIsUpAgainDoesNotTakeTheSwitchTwice() {
        applyAll();
        fired(new OpcOutput.ActivePim(PERIPHERAL, SOURCE, 2));
        take(offer(new PimReported(PERIPHERAL, 2, new SwitchDown("cut"))));
        take(offer(new PimReported(PERIPHERAL, 2, new SwitchUp("ACD", 1))));
        out.clear();
        for (int i = 0; i < 8; i++) {
            applyAll();
            waitMs(250);
        }
        assertThat(out).noneMatch(each -> each instanceof MemberOutput.Activate);
    }

    private static MemberInput offer(PimReported report) {
        return new MemberInput.Offer(report);
    }

    @Test
    void aLongOutageDoesNotPileUpLifeSigns() {
        for (int i = 0; i < 400; i++) {
            waitMs(250);
        }
        assertThat(member.waiting()).isLessThanOrEqualTo(9);
    }

    @Test
    void nothingIsCarriedOutBeforeTheOwnHelloWasApplied() {
        out.clear();
        OpcOutput active = new OpcOutput.ActivePim(PERIPHERAL, SOURCE, 1);
        Envelope replayed = new Envelope(1, 5, 1, 0, new PimReachable(PERIPHERAL, true));
        take(new MemberInput.Applied(replayed, List.of(active, order(1), line())));
        assertThat(out).isEmpty();
    }

    @Test
    void anEarlierStartsHelloDoesNotCount() {
        Envelope replayed = new Envelope(SOURCE, 0, 1, 0, new Hello("A"));
        take(new MemberInput.Applied(replayed, List.of()));
        out.clear();
        take(new MemberInput.Fired(List.of(line())));
        assertThat(out).isEmpty();
    }

    @Test
    void commandsGoToTheOwnPimOnlyWhenItIsActiveAndInItsEpoch() {
        applyAll();
        out.clear();
        fired(order(1));
        assertThat(out).isEmpty();
        fired(new OpcOutput.ActivePim(PERIPHERAL, SOURCE, 2), order(1), order(2));
        assertThat(out)
                .containsExactly(
                        new MemberOutput.Activate(PERIPHERAL, 2),
                        new MemberOutput.Order(PERIPHERAL, 2, new Answer(1, "c")));
        out.clear();
        fired(new OpcOutput.ActivePim(PERIPHERAL, 1, 3), order(3));
        assertThat(out).containsExactly(new MemberOutput.Standby(PERIPHERAL));
    }

    @Test
    void theLifeSignGoesThroughTheLogFourTimesASecond() {
        applyAll();
        for (int i = 0; i < 8; i++) {
            waitMs(250);
            assertThat(submitted()).filteredOn(e -> e.input() instanceof Alive).hasSize(1);
            applyAll();
        }
    }

    @Test
    void aMemberWhoseLifeSignDoesNotComeBackCommandsNoSwitch() {
        applyAll();
        fired(new OpcOutput.ActivePim(PERIPHERAL, SOURCE, 1));
        out.clear();
        waitMs(1_000);
        assertThat(out).contains(new MemberOutput.Standby(PERIPHERAL));
        out.clear();
        fired(order(1));
        assertThat(out).noneMatch(MemberOutput.Order.class::isInstance);
        waitMs(300);
        applyAll();
        assertThat(out).contains(new MemberOutput.Activate(PERIPHERAL, 1));
        fired(order(1));
        assertThat(out).last().isInstanceOf(MemberOutput.Order.class);
    }

    /**
     * Simulator, everything 20042: by a time that stood still a hang-up of 25 s before was in time.
     */
    @Test
    @Tag("BEH-345")
    void aSideCommandsAgainOnlyWhenItIsKnownHowLongNobodyLed() {
        applyAll();
        fired(new OpcOutput.ActivePim(PERIPHERAL, SOURCE, 1));
        waitMs(1_000);
        out.removeIf(each -> !(each instanceof MemberOutput.Submit));
        waitMs(25);
        submitted().forEach(each -> take(new MemberInput.Applied(each, List.of(), false)));
        assertThat(out).noneMatch(MemberOutput.Activate.class::isInstance);
        out.clear();
        waitMs(250);
        applyAll();
        assertThat(out).contains(new MemberOutput.Activate(PERIPHERAL, 1));
    }

    @Test
    @Tag("BEH-345")
    void aSideThatStartsTakesNoSwitchUntilItIsKnownHowLongNobodyLed() {
        applyAll();
        waitMs(250);
        OpcOutput active = new OpcOutput.ActivePim(PERIPHERAL, SOURCE, 1);
        submitted().forEach(each -> take(new MemberInput.Applied(each, List.of(active), false)));
        fired(order(1));
        assertThat(out)
                .noneMatch(MemberOutput.Activate.class::isInstance)
                .noneMatch(MemberOutput.Order.class::isInstance);
        out.clear();
        waitMs(250);
        applyAll();
        assertThat(out).contains(new MemberOutput.Activate(PERIPHERAL, 1));
    }

    @Test
    void afterFiveSecondsItTellsItsClientsAndCloses() {
        applyAll();
        openClient();
        applyAll();
        out.clear();
        waitMs(4_900);
        assertThat(out).noneMatch(MemberTest::closes);
        waitMs(600);
        assertThat(out).anyMatch(MemberTest::closes);
    }

    @Test
    void aHostThatSleptIsNotTakenForCutOff() {
        applyAll();
        fired(new OpcOutput.ActivePim(PERIPHERAL, SOURCE, 1));
        out.clear();
        nowMs += 20_000;
        member.onTime(nowMs, out::add);
        applyAll();
        assertThat(out).noneMatch(MemberOutput.Standby.class::isInstance);
        fired(order(1));
        assertThat(out).last().isInstanceOf(MemberOutput.Order.class);
    }

    @Test
    @Tag("BEH-345")
    void aRequestIsAsOldInTheLogAsItWaitedBeforeItCameHere() {
        applyAll();
        openClient();
        applyAll();
        out.clear();
        AnswerCallReq answer = AnswerCallReq.builder().invokeId(7).peripheralId(PERIPHERAL).build();
        client(new CtiServerInput.Received(1, answer, 7, -1, nowMs - 3_000));
        assertThat(submitted().getLast().input()).isInstanceOf(ClientRequested.class);
        assertThat(submitted().getLast().ageMs()).isEqualTo(3_000);
    }

    @Test
    void anInputThatTheLogCannotTakeIsRefusedAndHoldsNothingUp() {
        applyAll();
        openClient();
        applyAll();
        out.clear();
        List<String> tooMany =
                IntStream.range(0, 6_000).mapToObj(i -> "a channel's usual name " + i).toList();
        ChannelsCompared report = new ChannelsCompared(1, false, tooMany, 0, List.of());
        take(offer(new PimReported(PERIPHERAL, 1, report)));
        assertThat(out).singleElement().isInstanceOf(MemberOutput.Resynchronise.class);
        out.clear();
        take(new MemberInput.Offer(new SettingSet("name", String.join(",", tooMany))));
        assertThat(out).singleElement().isInstanceOf(MemberOutput.Log.class);
        out.clear();
        offerReachable();
        offerReachable();
        long first = submitted().getFirst().sequence();
        assertThat(submitted()).extracting(Envelope::sequence).containsExactly(first, first + 1);
        applyAll();
        assertThat(member.waiting()).isZero();
    }

    @Test
    void whenTooMuchWaitsRequestsAreRefusedAsBusyAndReportsWait() {
        applyAll();
        openClient();
        applyAll();
        for (int i = 0; i < 10; i++) {
            offerReachable();
        }
        out.clear();
        client(
                new CtiServerInput.Received(
                        1,
                        AnswerCallReq.builder().invokeId(7).peripheralId(PERIPHERAL).build(),
                        7,
                        -1));
        assertThat(out).anyMatch(MemberTest::isBusy);
        out.clear();
        offerReachable();
        assertThat(submitted()).hasSize(1);
    }

    @Test
    void whenReportsPileUpTheLinkToTheSwitchIsResynchronised() {
        for (int i = 0; i < 25; i++) {
            take(new MemberInput.Offer(new PimReported(PERIPHERAL, 1, new Ringing("c"))));
        }
        assertThat(out).anyMatch(MemberOutput.Resynchronise.class::isInstance);
        assertThat(member.waiting()).isEqualTo(20);
    }

    private static boolean closes(MemberOutput output) {
        return output instanceof MemberOutput.Client client
                && client.output() instanceof CtiServerOutput.Close;
    }

    private static boolean isBusy(MemberOutput output) {
        return output instanceof MemberOutput.Client client
                && client.output() instanceof CtiServerOutput.Send send
                && send.message() instanceof ControlFailureConf failure
                && failure.invokeId() == 7;
    }

    private void openClient() {
        client(new CtiServerInput.Connected(1, "127.0.0.1", 1));
        OpenReq open =
                OpenReq.builder()
                        .versionNumber(24)
                        .idleTimeout(0xFFFFFFFFL)
                        .servicesRequested(4)
                        .clientId("x")
                        .clientPassword(Bytes.EMPTY)
                        .build();
        client(new CtiServerInput.Received(1, open, 0, 24));
    }

    private void client(CtiServerInput input) {
        take(new MemberInput.Client(input));
    }

    private void offerReachable() {
        take(new MemberInput.Offer(new PimReachable(PERIPHERAL, true)));
    }

    private void fired(OpcOutput... outputs) {
        take(new MemberInput.Fired(List.of(outputs)));
    }

    private static OpcOutput order(int epoch) {
        return new OpcOutput.Order(PERIPHERAL, epoch, new Answer(1, "c"));
    }

    private static OpcOutput line() {
        return new OpcOutput.LogLine(OpcOutput.Severity.INFO, "x");
    }

    private void take(MemberInput input) {
        member.onInput(input, nowMs, out::add);
    }

    private List<Envelope> submitted() {
        return out.stream()
                .filter(MemberOutput.Submit.class::isInstance)
                .map(output -> ((MemberOutput.Submit) output).envelope())
                .toList();
    }

    private void apply(long sequence) {
        submitted().stream()
                .filter(envelope -> envelope.sequence() == sequence)
                .findFirst()
                .ifPresent(envelope -> take(new MemberInput.Applied(envelope, List.of())));
    }

    private void applyAll() {
        for (Envelope envelope : submitted()) {
            take(new MemberInput.Applied(envelope, List.of()));
        }
        out.removeIf(MemberOutput.Submit.class::isInstance);
    }

    private void waitMs(long ms) {
        long until = nowMs + ms;
        while (member.nextDeadlineMs() <= until) {
            nowMs = Math.max(nowMs, member.nextDeadlineMs());
            member.onTime(nowMs, out::add);
        }
        nowMs = until;
    }
}
