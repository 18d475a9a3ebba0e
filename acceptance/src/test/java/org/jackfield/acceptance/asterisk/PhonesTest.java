package org.jackfield.acceptance.asterisk;

import static org.assertj.core.api.Assertions.assertThat;

import org.jackfield.protocol.pim.Answer;
import org.jackfield.protocol.pim.Answered;
import org.jackfield.protocol.pim.Arrived;
import org.jackfield.protocol.pim.Digit;
import org.jackfield.protocol.pim.Ended;
import org.jackfield.protocol.pim.FailReason;
import org.jackfield.protocol.pim.Failed;
import org.jackfield.protocol.pim.Held;
import org.jackfield.protocol.pim.Retrieved;
import org.jackfield.protocol.pim.Ringing;
import org.jackfield.protocol.pim.TransferAsked;
import org.jackfield.protocol.pim.TransferProgress;
import org.jackfield.simulation.switchyard.AsteriskHost;
import org.jackfield.simulation.switchyard.SipPhone;
import org.jackfield.simulation.switchyard.SippCaller;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Tag("asterisk")
@Timeout(120)
class PhonesTest {

    private static AsteriskHost host;
    private static SipPhone one;
    private static SipPhone two;

    private PimDriver pim;

    @BeforeAll
    static void startSwitch() {
        host = RealSwitch.start();
        one = SipPhone.start(host, "1001", SipPhone.Mode.MANUAL);
        two = SipPhone.start(host, "1002", SipPhone.Mode.AUTO);
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
        pim.close();
    }

    @Test
    void aCallerIsAnsweredHearsMusicAndTalksToAnAgent() {
        SippCaller caller = SippCaller.start(host, "70001", 1, 1, 60);
        Arrived arrived = pim.await(Arrived.class);
        assertThat(arrived.calling()).isEqualTo("88601");
        assertThat(arrived.called()).isEqualTo("70001");
        assertThat(arrived.variables().toString())
                .contains("Var1", "gold customer", "user.account");
        assertThat(new String(arrived.userToUser().toArray())).isEqualTo("12345");
        String c = arrived.channel();
        pim.answer(c);
        pim.music(c);
        String a = pim.id("k");
        long dial = pim.dial(a, "1001", false);
        pim.await(Ringing.class);
        one.awaitRinging();
        one.accept();
        pim.await(Answered.class, r -> r.channel().equals(a));
        pim.awaitDone(dial);
        pim.bridge(pim.id("b"), c, a);
        one.awaitTalking();
        one.hangUp();
        Ended ended = pim.await(Ended.class, r -> r.channel().equals(a));
        assertThat(ended.byFarEnd()).isTrue();
        assertThat(ended.cause()).isEqualTo(16);
        pim.clear(c);
        caller.close();
    }

    /** A caller and the first phone, who talk: their channels. */
    private String[] talking() {
        SippCaller.start(host, "70001", 1, 1, 60);
        String c = pim.await(Arrived.class).channel();
        pim.answer(c);
        String a = pim.id("k");
        long dial = pim.dial(a, "1001", false);
        one.awaitRinging();
        one.accept();
        pim.awaitDone(dial);
        pim.bridge(pim.id("b"), c, a);
        one.awaitTalking();
        return new String[] {c, a};
    }

    @Test
    void holdResumeAndKeysOnThePhoneAreReported() {
        String[] legs = talking();
        one.hold();
        assertThat(pim.await(Held.class).channel()).isEqualTo(legs[1]);
        one.resume();
        assertThat(pim.await(Retrieved.class).channel()).isEqualTo(legs[1]);
        one.press('7');
        assertThat(pim.await(Digit.class).digit()).isEqualTo("7");
        pim.clear(legs[1]);
        one.awaitEnded();
        pim.clear(legs[0]);
    }

    @Test
    void aBlindTransferOnThePhoneIsCarriedOutAndThePhoneIsFreed() {
        String[] legs = talking();
        one.transferBlind("1002");
        TransferAsked asked = pim.await(TransferAsked.class);
        assertThat(asked.number()).isEqualTo("1002");
        pim.music(legs[0]);
        String third = pim.id("k");
        pim.awaitDone(pim.dial(third, "1002", true));
        pim.bridge(pim.id("b"), legs[0], third);
        pim.reach(op -> new TransferProgress(op, legs[1], true));
        Ended ended = pim.await(Ended.class, e -> e.channel().equals(legs[1]));
        assertThat(ended.byFarEnd()).isTrue();
        pim.clear(third);
        pim.clear(legs[0]);
    }

    @Test
    void aPhoneThatRejectsIsBusy() {
        String a = pim.id("k");
        long dial = pim.dial(a, "1001", false);
        one.awaitRinging();
        one.hangUp();
        Failed failed = pim.awaitFailed(dial);
        assertThat(failed.reason()).isIn(FailReason.BUSY, FailReason.REJECTED);
        pim.find(Ended.class, e -> e.channel().equals(a));
    }

    @Test
    void twentyCallsASecondAreAllArrivedAnsweredAndEnded() {
        SippCaller callers = SippCaller.start(host, "70001", 60, 20, 1);
        for (int i = 0; i < 60; i++) {
            String c = pim.await(Arrived.class).channel();
            pim.send(op -> new Answer(op, c));
        }
        assertThat(callers.awaitEnd(30)).as(callers.log()).isTrue();
        pim.awaitCount(Ended.class, 60);
    }
}
