package org.jackfield.acceptance.asterisk;

import static org.assertj.core.api.Assertions.assertThat;

import org.jackfield.protocol.pim.Answer;
import org.jackfield.protocol.pim.Answered;
import org.jackfield.protocol.pim.Arrived;
import org.jackfield.protocol.pim.ChannelChecked;
import org.jackfield.protocol.pim.CheckChannel;
import org.jackfield.protocol.pim.Dialled;
import org.jackfield.protocol.pim.Ended;
import org.jackfield.protocol.pim.Entered;
import org.jackfield.protocol.pim.FailReason;
import org.jackfield.protocol.pim.Label;
import org.jackfield.protocol.pim.LegState;
import org.jackfield.protocol.pim.Play;
import org.jackfield.protocol.pim.Played;
import org.jackfield.protocol.pim.Ringing;
import org.jackfield.protocol.pim.SnapshotChannel;
import org.jackfield.protocol.pim.SnapshotEnded;
import org.jackfield.protocol.pim.StopPlay;
import org.jackfield.protocol.pim.SwitchDown;
import org.jackfield.protocol.pim.SwitchUp;
import org.jackfield.simulation.switchyard.AsteriskHost;
import org.jackfield.simulation.switchyard.LinkCutter;
import org.jackfield.simulation.switchyard.SipAgent;
import org.jackfield.simulation.switchyard.SipCall;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The link is cut, Asterisk dies, another takes over: what is missed is told, once. */
@Tag("asterisk")
@Timeout(120)
class RecoveryTest {

    private static final int CALLER_HZ = 700;
    private static final int ONE_HZ = 510;

    private AsteriskHost host;
    private LinkCutter wire;
    private SipAgent carrier;
    private SipAgent one;
    private PimDriver pim;

    @BeforeEach
    void start() {
        host = RealSwitch.start();
        wire = new LinkCutter(RealSwitch.rest(host), null);
        carrier = SipAgent.carrier(host, "88601", CALLER_HZ);
        one = SipAgent.phone(host, "1001", ONE_HZ);
        pim = new PimDriver(RealSwitch.settings(host, wire.port()));
        pim.awaitReachable(true);
        pim.activated();
    }

    @AfterEach
    void stop() {
        pim.close();
        wire.close();
        host.close();
    }

    @Test
    @Tag("Ask24")
    void aCutOfTheLinkLeavesTheCallTalkingAndWhatWasMissedIsToldOnce() {
        SipCall caller = carrier.call("70001");
        String callerLeg = pim.await(Arrived.class).channel();
        pim.answer(callerLeg);
        String leg = pim.id("k");
        long dial = pim.dial(leg, "1001", false);
        SipCall agent = one.awaitIncoming();
        agent.answer();
        pim.awaitDone(dial);
        String bridge = pim.id("b");
        pim.bridge(bridge, callerLeg, leg);

        SipCall gone = carrier.call("70002");
        String goneLeg = pim.await(Arrived.class).channel();

        wire.cut();
        pim.await(SwitchDown.class);
        pim.awaitReachable(false);
        long refused = pim.send(op -> new Answer(op, goneLeg));
        assertThat(pim.awaitFailed(refused).reason()).isEqualTo(FailReason.SWITCH_DOWN);
        assertThat(caller.hears(ONE_HZ)).isTrue();
        assertThat(agent.hears(CALLER_HZ)).isTrue();
        gone.hangUp();
        gone.awaitEnded();
        SipCall during = carrier.call("70003");

        wire.mend();
        pim.await(SwitchUp.class);
        assertThat(pim.await(Ended.class).channel()).isEqualTo(goneLeg);
        SnapshotChannel seen = pim.await(SnapshotChannel.class, c -> c.channel().equals(callerLeg));
        assertThat(seen.bridge()).isEqualTo(bridge);
        pim.await(SnapshotEnded.class);
        // The caller who came meanwhile rang, and is told with all its data.
        Arrived late = pim.await(Arrived.class);
        assertThat(late.called()).isEqualTo("70003");
        assertThat(pim.count(Arrived.class, any -> true)).isEqualTo(3);
        assertThat(pim.count(Answered.class, a -> a.channel().equals(leg))).isEqualTo(1);
        assertThat(pim.count(Entered.class, e -> e.channel().equals(leg))).isEqualTo(1);
        assertThat(pim.count(Ended.class, any -> true)).isEqualTo(1);

        during.hangUp();
        agent.hangUp();
        pim.await(Ended.class, e -> e.channel().equals(leg));
        pim.clear(callerLeg);
        caller.awaitEnded();
    }

    @Test
    void aLinkThatFallsSilentWithoutAnEndIsGivenUpAndTheCallTalksOn() {
        String leg = pim.id("k");
        long dial = pim.dial(leg, "1001", false);
        SipCall agent = one.awaitIncoming();
        agent.answer();
        pim.awaitDone(dial);
        wire.silence();
        pim.await(SwitchDown.class);
        pim.awaitReachable(false);
        wire.mend();
        pim.await(SwitchUp.class);
        assertThat(pim.count(Ended.class, any -> true)).isZero();
        agent.hangUp();
        pim.await(Ended.class, e -> e.channel().equals(leg));
    }

    /** By this a gateway that was told and lost it makes a call of it, and of no other. */
    @Test
    @Tag("BEH-473")
    void aPhoneThatDialledIsListedWithWhatItDialledAndWithALabelSinceItHasACall() {
        SipCall call = one.call("1002");
        String leg = pim.await(Dialled.class).channel();
        wire.cut();
        pim.await(SwitchDown.class);
        wire.mend();
        SnapshotChannel seen = pim.await(SnapshotChannel.class, c -> c.channel().equals(leg));
        assertThat(seen.endpoint()).isEqualTo("PJSIP/1001");
        assertThat(seen.called()).isEqualTo("1002");
        assertThat(seen.inbound()).isTrue();
        assertThat(seen.state()).isEqualTo(LegState.RINGING);
        assertThat(seen.callRef()).isEmpty();
        pim.await(SnapshotEnded.class);

        pim.reach(op -> new Label(op, leg, "1.2.3"));
        pim.send(op -> new CheckChannel(op, leg));
        assertThat(pim.await(ChannelChecked.class).seen().callRef()).isEqualTo("1.2.3");
        call.hangUp();
        pim.await(Ended.class, e -> e.channel().equals(leg));
    }

    @Test
    void aDialUnderWayOutlivesACutAndIsFoundAnswered() {
        String leg = pim.id("k");
        long dial = pim.dial(leg, "1001", false);
        SipCall agent = one.awaitIncoming();
        pim.await(Ringing.class);
        wire.cut();
        pim.await(SwitchDown.class);
        agent.answer();
        wire.mend();
        pim.await(Answered.class, a -> a.channel().equals(leg));
        pim.awaitDone(dial);
        pim.clear(leg);
    }

    @Test
    @Tag("Ask04")
    void aRestartOfAsteriskEndsItsCallsAndIsRecognised() {
        SwitchUp before = pim.find(SwitchUp.class, any -> true);
        SipCall caller = carrier.call("70001");
        String callerLeg = pim.await(Arrived.class).channel();
        pim.answer(callerLeg);
        caller.awaitTalking();
        host.kill();
        pim.await(SwitchDown.class);
        host.startAgain();
        SwitchUp after = pim.await(SwitchUp.class);
        assertThat(after.startedMs()).isGreaterThan(before.startedMs());
        assertThat(pim.await(Ended.class).channel()).isEqualTo(callerLeg);
        assertThat(pim.await(SnapshotEnded.class).channels()).isZero();
        one.register(300);
        String leg = pim.id("k");
        pim.dial(leg, "1001", false);
        one.awaitIncoming();
        pim.clear(leg);
        SipCall next = carrier.call("70001");
        assertThat(pim.await(Arrived.class).called()).isEqualTo("70001");
        next.hangUp();
        assertThat(caller.state()).isEqualTo(SipCall.State.TALKING);
    }

    @Test
    void anAnnouncementUnderWayGoesOnWhenAnotherTakesOverAndCanBeCutOff() {
        carrier.call("70001");
        String callerLeg = pim.await(Arrived.class).channel();
        pim.answer(callerLeg);
        long operation = pim.send(op -> new Play(op, callerLeg, "tt-monkeys"));
        pim.awaitDone(operation);
        try (PimDriver other = new PimDriver(RealSwitch.settings(host, wire.port(), "B"))) {
            other.awaitReachable(true);
            other.activated();
            other.send(op -> new Play(operation, callerLeg, "tt-monkeys"));
            // A second one would begin when the first has ended, and so too late.
            other.awaitDone(operation);
            other.send(op -> new StopPlay(operation, callerLeg));
            assertThat(other.await(Played.class).completed()).isFalse();
            other.clear(callerLeg);
        }
    }

    @Test
    void whoIsReplacedCommandsNothingMore() {
        PimDriver other = new PimDriver(RealSwitch.settings(host, wire.port(), "B"));
        other.awaitReachable(true);
        other.activated();
        pim.await(SwitchDown.class);
        SipCall caller = carrier.call("70001");
        String callerLeg = other.await(Arrived.class).channel();
        pim.send(op -> new Answer(op, callerLeg));
        other.answer(callerLeg);
        caller.awaitTalking();
        assertThat(pim.count(Arrived.class, any -> true)).isZero();
        caller.hangUp();
        other.await(Ended.class);
        other.close();
        // The other is gone: activated anew, this one serves again.
        pim.activate(1);
        pim.await(SwitchUp.class);
        pim.await(SnapshotEnded.class);
    }
}
