package org.jackfield.peripheral.scripted;

import static org.assertj.core.api.Assertions.assertThat;

import org.jackfield.gateway.pim.Pim;
import org.jackfield.protocol.pim.Answer;
import org.jackfield.protocol.pim.Answered;
import org.jackfield.protocol.pim.Arrived;
import org.jackfield.protocol.pim.Clear;
import org.jackfield.protocol.pim.Dial;
import org.jackfield.protocol.pim.Done;
import org.jackfield.protocol.pim.Ended;
import org.jackfield.protocol.pim.Entered;
import org.jackfield.protocol.pim.FailReason;
import org.jackfield.protocol.pim.Failed;
import org.jackfield.protocol.pim.Held;
import org.jackfield.protocol.pim.Label;
import org.jackfield.protocol.pim.Left;
import org.jackfield.protocol.pim.LegState;
import org.jackfield.protocol.pim.PimReport;
import org.jackfield.protocol.pim.Place;
import org.jackfield.protocol.pim.Play;
import org.jackfield.protocol.pim.Played;
import org.jackfield.protocol.pim.Retrieved;
import org.jackfield.protocol.pim.Ringing;
import org.jackfield.protocol.pim.Seat;
import org.jackfield.protocol.pim.SnapshotBegun;
import org.jackfield.protocol.pim.SnapshotChannel;
import org.jackfield.protocol.pim.SnapshotDevice;
import org.jackfield.protocol.pim.SnapshotEnded;
import org.jackfield.protocol.pim.StopPlay;
import org.jackfield.protocol.pim.SwitchDown;
import org.jackfield.protocol.pim.SwitchUp;
import org.jackfield.protocol.pim.TakeSnapshot;
import org.jackfield.protocol.pim.TransferAsked;
import org.jackfield.protocol.pim.TransferKind;
import org.jackfield.protocol.pim.TransferProgress;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

class ScriptedAcdTest {

    private final Bench bench = bench(7);

    Bench bench(long seed) {
        return new Bench(seed);
    }

    private static Seat in(String channel, String bridge) {
        return new Seat(channel, bridge, null, false);
    }

    /** A caller talks with phone 2001 in bridge b; returns the caller's channel. */
    private String talking() {
        String caller = bench.arrive();
        bench.order(new Answer(bench.operation(), caller));
        bench.dial("k-1", "2001", true);
        bench.run(500);
        bench.order(new Place(bench.operation(), List.of(in(caller, "b"), in("k-1", "b"))));
        return caller;
    }

    @Test
    void activationTellsTheSwitchAndListsItsPhones() {
        bench.acd.activate(2);
        bench.run(50);

        assertThat(bench.heard.get(0)).isInstanceOf(SwitchUp.class);
        assertThat(bench.heard.get(1)).isEqualTo(new SnapshotBegun(Bench.START_MS));
        assertThat(bench.all(SnapshotDevice.class)).hasSize(3);
        assertThat(bench.only(SnapshotEnded.class).channels()).isZero();
        assertThat(bench.reachable).containsExactly("true Jackfield scripted ACD 1");
    }

    @Test
    void aCallerArrivesIsAnsweredAndTalksWithAPhone() {
        String caller = talking();

        assertThat(bench.only(Ringing.class).channel()).isEqualTo("k-1");
        assertThat(bench.all(Answered.class))
                .extracting(Answered::channel)
                .containsExactly(caller, "k-1");
        assertThat(bench.all(Entered.class))
                .containsExactly(new Entered(caller, "b"), new Entered("k-1", "b"));
        assertThat(bench.all(Done.class))
                .extracting(Done::operation)
                .containsExactlyInAnyOrder(1L, 2L, 3L);
        assertThat(bench.owner.partnersOf(caller)).containsExactly("k-1");
    }

    @Test
    void aPhoneThatHangsUpLeavesTheCallerAloneInTheBridge() {
        String caller = talking();
        bench.owner.soon(() -> bench.owner.hands().hangUp("2001"));
        bench.run(50);

        assertThat(bench.only(Left.class)).isEqualTo(new Left("k-1", "b"));
        assertThat(bench.only(Ended.class)).isEqualTo(new Ended("k-1", 16, true));
        assertThat(bench.owner.partnersOf(caller)).isEmpty();
        assertThat(bench.owner.exists(caller)).isTrue();
    }

    @Test
    void clearingAChannelThatIsGoneIsAGoalReached() {
        String caller = bench.arrive();
        bench.order(new Clear(1, caller, 16));
        bench.order(new Clear(2, caller, 16));

        assertThat(bench.only(Ended.class)).isEqualTo(new Ended(caller, 16, false));
        assertThat(bench.all(Done.class)).containsExactly(new Done(1), new Done(2));
    }

    @Test
    void aCommandSentAgainChangesNothing() {
        String caller = talking();
        int heard = bench.heard.size();
        bench.order(new Answer(11, caller));
        bench.order(new Place(12, List.of(in(caller, "b"), in("k-1", "b"))));
        bench.order(Dial.builder().operation(13).channel("k-1").endpoint("2001").build());

        assertThat(bench.heard.subList(heard, bench.heard.size()))
                .containsExactly(new Done(11), new Done(12), new Done(13));
    }

    @Test
    void anUnansweredDialFailsThenEnds() {
        long operation = bench.dial("k-1", "2001", false);
        bench.run(11_000);

        List<PimReport> last = bench.heard.subList(bench.heard.size() - 2, bench.heard.size());
        assertThat(last.get(0)).isInstanceOf(Failed.class);
        assertThat(((Failed) last.get(0)).operation()).isEqualTo(operation);
        assertThat(((Failed) last.get(0)).reason()).isEqualTo(FailReason.NO_ANSWER);
        assertThat(last.get(1)).isEqualTo(new Ended("k-1", 19, false));
    }

    @Test
    void aPhoneThatIsOutOfServiceCannotBeDialled() {
        bench.owner.soon(() -> bench.owner.inService("2001", false));
        bench.run(10);
        bench.dial("k-1", "2001", true);
        bench.run(50);

        assertThat(bench.only(Failed.class).reason()).isEqualTo(FailReason.UNREACHABLE);
        assertThat(bench.all(Ended.class)).isEmpty();
    }

    @Test
    void aPhoneWithAllLinesInUseIsBusy() {
        bench.dial("k-1", "2001", true);
        bench.dial("k-2", "2001", true);
        bench.run(500);
        bench.dial("k-3", "2001", true);
        bench.run(500);

        assertThat(bench.only(Failed.class).reason()).isEqualTo(FailReason.BUSY);
        assertThat(bench.only(Ended.class).channel()).isEqualTo("k-3");
        assertThat(bench.only(Held.class).channel()).isIn("k-1", "k-2");
    }

    @Test
    void outsideNumbersAnswerAreBusyOrUnknown() {
        bench.owner.outside("03023125777", OutsideNumber.BUSY);
        bench.owner.outside("03023125888", OutsideNumber.UNKNOWN);
        for (String number : List.of("03023125666", "03023125777", "03023125888", "07O0")) {
            bench.acd.command(
                    1,
                    Dial.builder()
                            .operation(bench.operation())
                            .channel("k-" + number)
                            .number(number)
                            .timeoutMs(20_000)
                            .build());
        }
        bench.run(10_000);

        assertThat(bench.only(Answered.class).channel()).isEqualTo("k-03023125666");
        assertThat(bench.all(Failed.class))
                .extracting(Failed::reason)
                .containsExactlyInAnyOrder(
                        FailReason.BUSY, FailReason.UNREACHABLE, FailReason.BAD_NUMBER);
    }

    @Test
    void aRingingLegCannotBePutInABridge() {
        bench.dial("k-1", "2001", false);
        bench.run(500);
        bench.order(new Place(9, List.of(in("k-1", "b"))));

        assertThat(bench.only(Failed.class).reason()).isEqualTo(FailReason.NOT_POSSIBLE);
        assertThat(bench.all(Entered.class)).isEmpty();
    }

    @Test
    void placeMovesALegFromBridgeToBridge() {
        String caller = talking();
        bench.order(new Place(9, List.of(in(caller, "c"))));

        assertThat(bench.only(Left.class)).isEqualTo(new Left(caller, "b"));
        assertThat(bench.all(Entered.class)).contains(new Entered(caller, "c"));
    }

    @Test
    void thePhonesOwnHoldKeyIsReportedAndLeavesTheBridgeAsItIs() {
        talking();
        bench.owner.soon(() -> bench.owner.hands().hold("2001"));
        bench.run(50);
        bench.owner.soon(() -> bench.owner.hands().retrieve("2001"));
        bench.run(50);

        assertThat(bench.only(Held.class).channel()).isEqualTo("k-1");
        assertThat(bench.only(Retrieved.class).channel()).isEqualTo("k-1");
        assertThat(bench.all(Left.class)).isEmpty();
    }

    @Test
    void aBlindTransferIsOnlyAskedForAndThePhoneHangsUpWhenToldItWentWell() {
        talking();
        bench.owner.soon(() -> bench.owner.hands().transferTo("2001", "2002"));
        bench.run(50);

        assertThat(bench.only(TransferAsked.class))
                .isEqualTo(new TransferAsked(TransferKind.BLIND, "k-1", null, "2002"));
        assertThat(bench.all(Ended.class)).isEmpty();

        bench.order(new TransferProgress(9, "k-1", true));
        bench.run(500);
        assertThat(bench.only(Ended.class)).isEqualTo(new Ended("k-1", 16, true));
    }

    @Test
    void aPhoneJoinsTheCallItHoldsWithTheOneItTalksOn() {
        talking();
        bench.dial("k-2", "2001", true);
        bench.run(500);
        bench.owner.soon(() -> bench.owner.hands().joinCalls("2001"));
        bench.run(50);

        assertThat(bench.only(TransferAsked.class))
                .isEqualTo(new TransferAsked(TransferKind.ATTENDED, "k-1", "k-2", null));
    }

    @Test
    void anAnnouncementEndsByItselfOrIsStopped() {
        String caller = bench.arrive();
        bench.order(new Answer(bench.operation(), caller));
        bench.order(new Play(10, caller, "welcome"));
        bench.run(5_000);
        bench.order(new Play(11, caller, "welcome"));
        bench.order(new StopPlay(11, caller));

        assertThat(bench.all(Played.class))
                .containsExactly(new Played(10, true), new Played(11, false));
    }

    @Test
    void aSnapshotListsChannelsWithTheirLabels() {
        String caller = talking();
        bench.order(new Label(9, caller, "call-1/2"));
        bench.heard.clear();
        bench.order(new TakeSnapshot(10));

        assertThat(bench.all(SnapshotChannel.class))
                .extracting(
                        SnapshotChannel::channel,
                        SnapshotChannel::endpoint,
                        SnapshotChannel::state,
                        SnapshotChannel::bridge,
                        SnapshotChannel::callRef)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(
                                caller, "", LegState.UP, "b", "call-1/2"),
                        org.assertj.core.groups.Tuple.tuple(
                                "k-1", "2001", LegState.UP, "b", "call-1"));
        assertThat(bench.only(SnapshotEnded.class).channels()).isEqualTo(2);
    }

    @Test
    void callsTalkOnWhileTheLinkIsCutAndTheSnapshotTellsWhatEnded() {
        String caller = talking();
        bench.cut("cable");
        bench.owner.soon(() -> bench.owner.hands().hangUp("2001"));
        bench.run(2_000);
        assertThat(bench.only(SwitchDown.class).reason()).isEqualTo("cable");
        assertThat(bench.all(Ended.class)).isEmpty();

        bench.order(new Clear(99, caller, 16));
        assertThat(bench.only(Failed.class).reason()).isEqualTo(FailReason.SWITCH_DOWN);

        bench.heal();
        bench.run(500);
        assertThat(bench.only(SnapshotChannel.class).channel()).isEqualTo(caller);
        assertThat(bench.reachable).hasSize(3).last().asString().startsWith("true");
    }

    @Test
    void aCallerWhoComesWhileTheLinkIsCutRingsAndIsTriedAgain() {
        bench.cut("cable");
        bench.owner.soon(
                () -> bench.owner.hands().callerDials(ScriptedCaller.of("030231250", "7000")));
        bench.run(8_000);
        assertThat(bench.all(Arrived.class)).isEmpty();
        bench.heal();
        bench.run(1_000);

        assertThat(bench.only(Arrived.class).calling()).isEqualTo("030231250");
        assertThat(bench.all(SnapshotChannel.class)).isEmpty();
    }

    @Test
    void aCallerWhoFindsNoGatewayForTenSecondsIsGone() {
        bench.cut("cable");
        bench.owner.soon(
                () -> bench.owner.hands().callerDials(ScriptedCaller.of("030231250", "7000")));
        bench.run(11_000);
        bench.heal();
        bench.run(1_000);

        assertThat(bench.all(Arrived.class)).isEmpty();
        assertThat(bench.owner.channels()).isEmpty();
    }

    @Test
    void aSwitchThatRestartsHasLostItsCallsAndSaysSo() {
        talking();
        bench.owner.crash();
        bench.run(3_000);
        assertThat(bench.only(SwitchDown.class).reason()).contains("does not answer");
        bench.owner.restart();
        bench.run(1_000);

        assertThat(bench.only(SwitchUp.class).startedMs()).isGreaterThan(Bench.START_MS);
        assertThat(bench.only(SnapshotEnded.class).channels()).isZero();
    }

    @Test
    void commandsOfAnOlderEpochAreNotCarriedOut() {
        String caller = bench.arrive();
        bench.acd.activate(2);
        bench.run(50);
        bench.order(new Clear(1, caller, 16));

        assertThat(bench.owner.exists(caller)).isTrue();
    }

    @Test
    void aLinkActivatedLaterIsHeardAndTheEarlierOneIsNot() {
        List<PimReport> other = new ArrayList<>();
        Pim second = bench.another("B");
        second.start(
                new org.jackfield.gateway.pim.PimSink() {
                    @Override
                    public void reachable(boolean reachable, String reason) {}

                    @Override
                    public void report(int epoch, PimReport report) {
                        other.add(report);
                    }
                });
        bench.run(100);
        second.activate(2);
        bench.run(100);
        bench.owner.soon(
                () -> bench.owner.hands().callerDials(ScriptedCaller.of("030231250", "7000")));
        bench.run(100);

        assertThat(bench.all(Arrived.class)).isEmpty();
        assertThat(other).hasAtLeastOneElementOfType(Arrived.class);
    }

    @Test
    void theAnswerToACommandComesBeforeOrAfterItsEvents() {
        List<Boolean> doneFirst = new ArrayList<>();
        for (int round = 0; round < 40; round++) {
            String channel = bench.arrive();
            bench.heard.clear();
            bench.order(new Answer(bench.operation(), channel));
            doneFirst.add(bench.heard.getFirst() instanceof Done);
            bench.order(new Clear(bench.operation(), channel, 16));
            bench.heard.clear();
        }
        assertThat(doneFirst).contains(true, false);
    }

    @Test
    void theSameSeedGivesTheSameReports() {
        List<List<PimReport>> runs = new ArrayList<>();
        for (int round = 0; round < 2; round++) {
            Bench one = bench(99);
            Script script =
                    Script.of(
                            """
                            caller 03023125001 dials 7000 with Var1=Gold, Var2="two words"
                            after 1s phone 2001 dials 2002
                            after 1s caller 03023125001 hangs up
                            """,
                            one.owner,
                            new ScriptedAcd(one.owner));
            one.owner.join(script);
            one.dial("k-9", "2003", true);
            one.run(5_000);
            assertThat(script.failure()).isEmpty();
            runs.add(one.heard);
        }
        assertThat(runs.get(0)).isEqualTo(runs.get(1)).hasSizeGreaterThan(5);
    }
}
