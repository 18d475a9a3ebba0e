package org.jackfield.acceptance.asterisk;

import static org.assertj.core.api.Assertions.assertThat;

import org.jackfield.gateway.pim.ChannelDigest;
import org.jackfield.gateway.pim.StateDigest;
import org.jackfield.protocol.pim.Answered;
import org.jackfield.protocol.pim.Arrived;
import org.jackfield.protocol.pim.ChannelChecked;
import org.jackfield.protocol.pim.ChannelsCompared;
import org.jackfield.protocol.pim.CheckChannel;
import org.jackfield.protocol.pim.Clear;
import org.jackfield.protocol.pim.CompareChannels;
import org.jackfield.protocol.pim.DeviceInService;
import org.jackfield.protocol.pim.Dial;
import org.jackfield.protocol.pim.Dialled;
import org.jackfield.protocol.pim.Digit;
import org.jackfield.protocol.pim.Dtmf;
import org.jackfield.protocol.pim.Ended;
import org.jackfield.protocol.pim.Entered;
import org.jackfield.protocol.pim.FailReason;
import org.jackfield.protocol.pim.Failed;
import org.jackfield.protocol.pim.Held;
import org.jackfield.protocol.pim.Label;
import org.jackfield.protocol.pim.LegState;
import org.jackfield.protocol.pim.Place;
import org.jackfield.protocol.pim.Play;
import org.jackfield.protocol.pim.Played;
import org.jackfield.protocol.pim.Retrieved;
import org.jackfield.protocol.pim.Ringing;
import org.jackfield.protocol.pim.Seat;
import org.jackfield.protocol.pim.SnapshotChannel;
import org.jackfield.protocol.pim.SnapshotDevice;
import org.jackfield.protocol.pim.SnapshotEnded;
import org.jackfield.protocol.pim.StopPlay;
import org.jackfield.protocol.pim.TakeSnapshot;
import org.jackfield.protocol.pim.TransferAsked;
import org.jackfield.protocol.pim.TransferKind;
import org.jackfield.protocol.pim.TransferProgress;
import org.jackfield.protocol.pim.Variable;
import org.jackfield.simulation.switchyard.AsteriskHost;
import org.jackfield.simulation.switchyard.SipAgent;
import org.jackfield.simulation.switchyard.SipCall;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Every report and every command against a real Asterisk; who hears whom is told by tones. */
@Tag("asterisk")
@Timeout(60)
class CallsTest {

    private static final int MUSIC_HZ = 1000;
    private static final int CALLER_HZ = 700;
    private static final int ONE_HZ = 510;
    private static final int TWO_HZ = 620;

    private static AsteriskHost host;
    private static SipAgent carrier;
    private static SipAgent one;
    private static SipAgent two;

    private PimDriver pim;
    private SipCall caller;
    private String callerLeg;

    @BeforeAll
    static void startSwitch() {
        host = RealSwitch.start();
        carrier = SipAgent.carrier(host, "88601", CALLER_HZ);
        one = SipAgent.phone(host, "1001", ONE_HZ);
        two = SipAgent.phone(host, "1002", TWO_HZ);
    }

    @AfterAll
    static void stopSwitch() {
        host.close();
    }

    @BeforeEach
    void connect() {
        pim = RealSwitch.connect(host);
    }

    @AfterEach
    void disconnect() {
        pim.reach(op -> new Clear(op, "none-left", 16));
        pim.clearAll();
        pim.close();
    }

    /** A caller comes in and is answered. */
    private void arrive() {
        caller = carrier.call("70001", Map.of("X-Var1", "gold", "X-ECC-user.account", "4711"));
        callerLeg = pim.await(Arrived.class).channel();
        pim.answer(callerLeg);
        caller.awaitTalking();
    }

    /** A leg to a phone, answered; its call as the phone has it. */
    private SipCall reach(SipAgent phone, String leg, String number) {
        long dial = pim.dial(leg, number, false);
        SipCall call = phone.awaitIncoming();
        call.answer();
        pim.awaitDone(dial);
        return call;
    }

    @Test
    void aWaitingCallerHearsMusicAndThenTheAgentAndTheAgentHearsTheCaller() {
        arrive();
        pim.music(callerLeg);
        assertThat(caller.hears(MUSIC_HZ)).isTrue();
        String leg = pim.id("k");
        SipCall agent = reach(one, leg, "1001");
        pim.bridge(pim.id("b"), callerLeg, leg);
        assertThat(caller.hears(ONE_HZ)).isTrue();
        assertThat(agent.hears(CALLER_HZ)).isTrue();
        assertThat(caller.hearsNoMore(MUSIC_HZ)).isTrue();
        caller.hangUp();
        Ended ended = pim.await(Ended.class, e -> e.channel().equals(callerLeg));
        assertThat(ended.byFarEnd()).isTrue();
        assertThat(ended.cause()).isEqualTo(16);
        pim.clear(leg);
        agent.awaitEnded();
    }

    @Test
    void aCallerRingsUntilItIsAnsweredAndIsHeldAndRetrieved() {
        caller = carrier.call("70001");
        callerLeg = pim.await(Arrived.class).channel();
        pim.reach(op -> new Place(op, List.of(new Seat(callerLeg, null, null, true))));
        caller.awaitRinging();
        pim.answer(callerLeg);
        String leg = pim.id("k");
        SipCall agent = reach(one, leg, "1001");
        String bridge = pim.id("b");
        pim.bridge(bridge, callerLeg, leg);
        assertThat(caller.hears(ONE_HZ)).isTrue();
        pim.music(callerLeg);
        assertThat(caller.hears(MUSIC_HZ)).isTrue();
        assertThat(agent.hearsNoMore(CALLER_HZ)).isTrue();
        pim.bridge(bridge, callerLeg);
        assertThat(caller.hears(ONE_HZ)).isTrue();
        assertThat(agent.hears(CALLER_HZ)).isTrue();
    }

    @Test
    void aConsultationIsSwappedAndMergedIntoATransfer() {
        arrive();
        String first = pim.id("k");
        SipCall agent = reach(one, first, "1001");
        String bridge = pim.id("b");
        pim.bridge(bridge, callerLeg, first);
        // split
        pim.music(callerLeg);
        String second = pim.id("k");
        SipCall consulted = reach(two, second, "1002");
        String consultation = pim.id("b");
        pim.bridge(consultation, first, second);
        assertThat(agent.hears(TWO_HZ)).isTrue();
        assertThat(caller.hears(MUSIC_HZ)).isTrue();
        // swap
        pim.reach(
                op ->
                        new Place(
                                op,
                                List.of(
                                        new Seat(second, null, "hold", false),
                                        new Seat(first, bridge, null, false),
                                        new Seat(callerLeg, bridge, null, false))));
        assertThat(agent.hears(CALLER_HZ)).isTrue();
        assertThat(consulted.hears(MUSIC_HZ)).isTrue();
        // merge without the first
        pim.reach(
                op ->
                        new Place(
                                op,
                                List.of(
                                        new Seat(first, null, null, false),
                                        new Seat(second, bridge, null, false),
                                        new Seat(callerLeg, bridge, null, false))));
        assertThat(caller.hears(TWO_HZ)).isTrue();
        assertThat(consulted.hears(CALLER_HZ)).isTrue();
        pim.clear(first);
        agent.awaitEnded();
    }

    @Test
    void threeInOneBridgeHearOneAnother() {
        arrive();
        String first = pim.id("k");
        SipCall agent = reach(one, first, "1001");
        String second = pim.id("k");
        SipCall other = reach(two, second, "1002");
        pim.bridge(pim.id("b"), callerLeg, first, second);
        assertThat(caller.hears(ONE_HZ) && caller.hears(TWO_HZ)).isTrue();
        assertThat(agent.hears(CALLER_HZ) && agent.hears(TWO_HZ)).isTrue();
        assertThat(other.hears(CALLER_HZ) && other.hears(ONE_HZ)).isTrue();
    }

    @Test
    void thePhonesHoldKeyIsReportedAndTheCallerHearsMusic() {
        arrive();
        String leg = pim.id("k");
        SipCall agent = reach(one, leg, "1001");
        pim.bridge(pim.id("b"), callerLeg, leg);
        agent.hold();
        assertThat(pim.await(Held.class).channel()).isEqualTo(leg);
        assertThat(caller.hears(MUSIC_HZ)).isTrue();
        pim.send(TakeSnapshot::new);
        assertThat(pim.await(SnapshotChannel.class, c -> c.channel().equals(leg)).heldByPhone())
                .isTrue();
        agent.resume();
        assertThat(pim.await(Retrieved.class).channel()).isEqualTo(leg);
        assertThat(caller.hears(ONE_HZ)).isTrue();
    }

    @Test
    void aBlindTransferOnThePhoneIsAskedForAndItsSuccessTold() {
        arrive();
        String leg = pim.id("k");
        SipCall agent = reach(one, leg, "1001");
        pim.bridge(pim.id("b"), callerLeg, leg);
        agent.transferBlind("1002");
        TransferAsked asked = pim.await(TransferAsked.class);
        assertThat(asked.kind()).isEqualTo(TransferKind.BLIND);
        assertThat(asked.channel()).isEqualTo(leg);
        assertThat(asked.number()).isEqualTo("1002");
        pim.reach(op -> new TransferProgress(op, leg, true));
        agent.awaitTransferTold("200");
    }

    @Test
    void aTransferThatFailedIsToldToThePhone() {
        arrive();
        String leg = pim.id("k");
        SipCall agent = reach(one, leg, "1001");
        pim.bridge(pim.id("b"), callerLeg, leg);
        agent.transferBlind("1003");
        pim.await(TransferAsked.class);
        pim.reach(op -> new TransferProgress(op, leg, false));
        agent.awaitTransferTold("503");
        assertThat(agent.hears(CALLER_HZ)).isTrue();
    }

    @Test
    void anAttendedTransferOnThePhoneNamesBothItsCalls() {
        arrive();
        String leg = pim.id("k");
        SipCall agent = reach(one, leg, "1001");
        String bridge = pim.id("b");
        pim.bridge(bridge, callerLeg, leg);
        agent.hold();
        SipCall consultation = one.call("1002");
        Dialled dialled = pim.await(Dialled.class);
        String second = pim.id("k");
        SipCall consulted = reach(two, second, "1002");
        pim.answer(dialled.channel());
        pim.bridge(pim.id("b"), dialled.channel(), second);
        consultation.awaitTalking();
        assertThat(consultation.hears(TWO_HZ)).isTrue();
        agent.transferTo(consultation);
        TransferAsked asked = pim.await(TransferAsked.class);
        assertThat(asked.kind()).isEqualTo(TransferKind.ATTENDED);
        assertThat(asked.channel()).isEqualTo(leg);
        assertThat(asked.secondChannel()).isEqualTo(dialled.channel());
        pim.bridge(bridge, second);
        pim.reach(op -> new TransferProgress(op, leg, true));
        agent.awaitTransferTold("200");
        pim.clear(leg);
        pim.clear(dialled.channel());
        assertThat(caller.hears(TWO_HZ)).isTrue();
        assertThat(consulted.hears(CALLER_HZ)).isTrue();
    }

    @Test
    void aPhoneDialsAndIsPutThrough() {
        SipCall call = one.call("1002");
        Dialled dialled = pim.await(Dialled.class);
        assertThat(dialled.endpoint()).isEqualTo("PJSIP/1001");
        assertThat(dialled.digits()).isEqualTo("1002");
        pim.reach(op -> new Place(op, List.of(new Seat(dialled.channel(), null, null, true))));
        call.awaitRinging();
        String leg = pim.id("k");
        SipCall other = reach(two, leg, "1002");
        pim.answer(dialled.channel());
        pim.bridge(pim.id("b"), dialled.channel(), leg);
        assertThat(call.hears(TWO_HZ)).isTrue();
        assertThat(other.hears(ONE_HZ)).isTrue();
    }

    @Test
    void aNumberOutsideIsReachedByTheTrunkWithItsVariables() {
        String leg = pim.id("k");
        long dial =
                pim.send(
                        op ->
                                new Dial(
                                        op,
                                        leg,
                                        null,
                                        "004930123",
                                        "5000",
                                        "Sales \"x\"",
                                        20_000,
                                        false,
                                        "r",
                                        List.of(
                                                new Variable("Var2", "a\r\nEvil: 1"),
                                                new Variable("user.account", "99"))));
        SipCall call = carrier.awaitIncoming();
        assertThat(call.invitationHeader("To")).contains("004930123@");
        assertThat(call.invitationHeader("From")).contains("5000@").contains("Sales  x");
        assertThat(call.invitationHeader("X-Var2")).isEqualTo("a  Evil: 1");
        assertThat(call.invitationHeader("X-ECC-user.account")).isEqualTo("99");
        assertThat(call.invitationHeader("Evil")).isEmpty();
        pim.await(Ringing.class, r -> r.channel().equals(leg));
        call.answer();
        pim.awaitDone(dial);
        pim.find(Answered.class, a -> a.channel().equals(leg));
    }

    @Test
    void aPhoneIsAskedToAnswerByItself() {
        String leg = pim.id("k");
        pim.dial(leg, "1001", true);
        SipCall call = one.awaitIncoming();
        assertThat(call.invitationHeader("Call-Info")).contains("answer-after=0");
        assertThat(call.invitationHeader("Alert-Info")).contains("alert-autoanswer");
        pim.clear(leg);
        call.awaitEnded();
    }

    @Test
    void aDialThatFailsSaysWhyAndTheLegEnds() {
        String busy = pim.id("k");
        long dial = pim.dial(busy, "1001", false);
        one.awaitIncoming().reject("486 Busy Here");
        assertThat(pim.awaitFailed(dial).reason()).isEqualTo(FailReason.BUSY);
        assertThat(pim.await(Ended.class).cause()).isEqualTo(17);

        String declined = pim.id("k");
        dial = pim.dial(declined, "1001", false);
        one.awaitIncoming().reject("603 Decline");
        assertThat(pim.awaitFailed(dial).reason()).isEqualTo(FailReason.REJECTED);

        String absent = pim.id("k");
        dial = pim.dial(absent, "1003", false);
        assertThat(pim.awaitFailed(dial).reason()).isEqualTo(FailReason.UNREACHABLE);
        pim.find(Ended.class, e -> e.channel().equals(absent));

        String evil = pim.id("k");
        dial = pim.dial(evil, "1001&PJSIP/1002", false);
        assertThat(pim.awaitFailed(dial).reason()).isEqualTo(FailReason.BAD_NUMBER);
    }

    @Test
    void aPhoneThatIsNotAnsweredInTimeFailsWithNoAnswer() {
        String leg = pim.id("k");
        long dial =
                pim.send(
                        op -> new Dial(op, leg, "1001", null, "1", "", 1000, false, "", List.of()));
        SipCall call = one.awaitIncoming();
        assertThat(pim.awaitFailed(dial).reason()).isEqualTo(FailReason.NO_ANSWER);
        pim.find(Ended.class, e -> e.channel().equals(leg) && e.cause() == 19);
        call.awaitEnded();
    }

    @Test
    @Tag("Ask25")
    void aCallerWhoGivesUpIsReportedAndTheRingingLegCanBeCleared() {
        caller = carrier.call("70001");
        callerLeg = pim.await(Arrived.class).channel();
        String leg = pim.id("k");
        long dial = pim.dial(leg, "1001", false);
        SipCall phone = one.awaitIncoming();
        caller.hangUp();
        pim.await(Ended.class, e -> e.channel().equals(callerLeg) && e.byFarEnd());
        pim.clear(leg);
        assertThat(pim.awaitFailed(dial).reason()).isEqualTo(FailReason.NO_SUCH_CHANNEL);
        phone.awaitEnded();
    }

    @Test
    void keysGoBothWays() {
        arrive();
        caller.press('5');
        assertThat(pim.await(Digit.class).digit()).isEqualTo("5");
        pim.reach(op -> new Dtmf(op, callerLeg, "12#"));
        long bad = pim.send(op -> new Dtmf(op, callerLeg, "12;x"));
        assertThat(pim.awaitFailed(bad).reason()).isEqualTo(FailReason.BAD_NUMBER);
    }

    @Test
    void anAnnouncementIsHeardToItsEndOrCutOffAndAMissingOneIsNoticed() {
        arrive();
        long whole = pim.send(op -> new Play(op, callerLeg, "beep"));
        pim.awaitDone(whole);
        assertThat(pim.await(Played.class, p -> p.operation() == whole).completed()).isTrue();

        long cut = pim.send(op -> new Play(op, callerLeg, "tt-monkeys"));
        pim.awaitDone(cut);
        pim.send(op -> new StopPlay(cut, callerLeg));
        assertThat(pim.await(Played.class, p -> p.operation() == cut).completed()).isFalse();

        long missing = pim.send(op -> new Play(op, callerLeg, "no-such-sound"));
        assertThat(pim.await(Played.class, p -> p.operation() == missing).completed()).isFalse();
        assertThat(pim.story()).contains("no announcement no-such-sound");

        long evil = pim.send(op -> new Play(op, callerLeg, "../../etc/passwd"));
        assertThat(pim.awaitFailed(evil).reason()).isEqualTo(FailReason.NOT_POSSIBLE);
    }

    @Test
    @Tag("Ask15")
    void aPhoneThatIsGoneIsOutOfServiceAndComesBack() {
        SipAgent four = SipAgent.phone(host, "1004", 840);
        DeviceInService in = pim.await(DeviceInService.class);
        assertThat(in.endpoint()).isEqualTo("PJSIP/1004");
        assertThat(in.inService()).isTrue();
        four.register(0);
        assertThat(pim.await(DeviceInService.class).inService()).isFalse();
    }

    @Test
    void aListingShowsPhonesChannelsAndTheirLabels() {
        arrive();
        pim.reach(op -> new Label(op, callerLeg, "call-77/1"));
        String leg = pim.id("k");
        pim.dial(leg, "1001", false);
        one.awaitIncoming();
        pim.await(Ringing.class);
        pim.send(TakeSnapshot::new);
        SnapshotEnded ended = pim.await(SnapshotEnded.class);
        assertThat(ended.channels()).isEqualTo(2);
        SnapshotChannel first = pim.find(SnapshotChannel.class, c -> c.channel().equals(callerLeg));
        assertThat(first.callRef()).isEqualTo("call-77/1");
        assertThat(first.inbound()).isTrue();
        assertThat(first.called()).isEqualTo("70001");
        SnapshotChannel second = pim.find(SnapshotChannel.class, c -> c.channel().equals(leg));
        assertThat(second.endpoint()).isEqualTo("PJSIP/1001");
        assertThat(second.inbound()).isFalse();
        assertThat(second.callRef()).isEqualTo("ref-" + leg);
        pim.find(SnapshotDevice.class, d -> d.endpoint().equals("PJSIP/1002") && d.inService());
        pim.find(SnapshotDevice.class, d -> d.endpoint().equals("PJSIP/1003") && !d.inService());
    }

    @Test
    void theListOfChannelsAgreesWithOursAndOneIsToldAsItIs() {
        arrive();
        pim.answer(callerLeg);
        String leg = pim.id("k");
        reach(one, leg, "1001");
        String bridge = pim.id("b");
        pim.bridge(bridge, callerLeg, leg);
        ChannelDigest ours = ChannelDigest.of(List.of(callerLeg, leg));
        StateDigest states = new StateDigest(2);
        ours(states, callerLeg, bridge);
        ours(states, leg, bridge);
        pim.send(op -> new CompareChannels(op, ours.count(), ours.sum(), states.sums()));
        ChannelsCompared agreed = pim.await(ChannelsCompared.class);
        assertThat(agreed.agree()).as(agreed.toString()).isTrue();
        assertThat(agreed.differing()).as(agreed.toString()).isEmpty();
        pim.send(op -> new CompareChannels(op, 0, 0, List.of()));
        assertThat(pim.await(ChannelsCompared.class).channels())
                .containsExactlyInAnyOrder(callerLeg, leg);
        assertThat(asked(leg).state()).isEqualTo(LegState.UP);
        pim.clear(leg);
        // Asterisk may know a channel for a moment longer than it is there.
        long untilNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        SnapshotChannel left = asked(leg);
        while (left != null && System.nanoTime() < untilNs) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
            left = asked(leg);
        }
        assertThat(left).isNull();
    }

    private static void ours(StateDigest states, String channel, String bridge) {
        states.add(channel, LegState.UP, bridge, false);
    }

    private SnapshotChannel asked(String channel) {
        pim.send(op -> new CheckChannel(op, channel));
        return pim.await(ChannelChecked.class).seen();
    }

    @Test
    void theSameCommandAgainChangesNothing() {
        arrive();
        pim.answer(callerLeg);
        String leg = pim.id("k");
        reach(one, leg, "1001");
        pim.awaitDone(pim.dial(leg, "1001", false));
        String bridge = pim.id("b");
        pim.bridge(bridge, callerLeg, leg);
        long entered = pim.count(Entered.class, e -> true);
        pim.bridge(bridge, callerLeg, leg);
        assertThat(pim.count(Entered.class, e -> true)).isEqualTo(entered);
        pim.clear(leg);
        pim.clear(leg);
        assertThat(pim.count(Ended.class, e -> e.channel().equals(leg))).isEqualTo(1);
        long late = pim.send(op -> new Place(op, List.of(new Seat(leg, bridge, null, false))));
        Failed failed = pim.awaitFailed(late);
        assertThat(failed.reason()).isEqualTo(FailReason.NO_SUCH_CHANNEL);
    }
}
