package org.jackfield.acceptance.asterisk;

import static org.assertj.core.api.Assertions.assertThat;

import org.jackfield.protocol.pim.Answered;
import org.jackfield.protocol.pim.Arrived;
import org.jackfield.protocol.pim.Ended;
import org.jackfield.protocol.pim.Ringing;
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
}
