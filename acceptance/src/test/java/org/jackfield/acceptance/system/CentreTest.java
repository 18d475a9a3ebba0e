package org.jackfield.acceptance.system;

import static org.assertj.core.api.Assertions.assertThat;

import org.jackfield.client.run.Call;
import org.jackfield.protocol.ged188.AgentState;
import org.jackfield.protocol.ged188.LocalConnectionState;
import org.jackfield.protocol.record.Arguments;
import org.jackfield.simulation.switchyard.SipCall;
import org.jackfield.simulation.switchyard.SippCaller;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.util.Set;

/** The road of a call on a real switch: from a caller's phone to an agent's desktop and on. */
@Tag("asterisk")
@Timeout(180)
class CentreTest {

    private static final int RING_NO_ANSWER = 32_767;
    private static final String NOTE = "wants the second line";

    private static Shift shift;

    @BeforeAll
    static void start() {
        shift = new Shift();
    }

    @AfterAll
    static void stop() {
        if (shift != null) {
            shift.close();
        }
    }

    @AfterEach
    void tidy() {
        shift.tidy();
    }

    @Test
    void aCallerIsHeardHeldRetrievedConsultedOnAndTransferredWithItsData() {
        Call customer = shift.talkingAtFirst();
        assertCustomer(customer);
        assertThat(customer.text("DNIS")).isEqualTo(RealSite.NUMBER);
        shift.a.state(AgentState.TALKING);
        assertThat(shift.caller.hears(RealCentre.FIRST_HZ)).isTrue();
        assertThat(shift.atFirst.hears(RealCentre.CALLER_HZ)).isTrue();

        shift.a.press(customer, "Hold");
        shift.a.is(customer, LocalConnectionState.HOLD);
        assertThat(shift.caller.hears(Shift.MUSIC_HZ)).isTrue();
        assertThat(shift.atFirst.hearsNoMore(RealCentre.CALLER_HZ)).isTrue();
        shift.a.press(customer, "Retrieve");
        shift.a.is(customer, LocalConnectionState.CONNECT);
        assertThat(shift.caller.hears(RealCentre.FIRST_HZ)).isTrue();

        Desk.done(customer.setCallData(Arguments.builder().put("CallVariable3", NOTE).build()));
        Call consultation = shift.a.consults(customer, "2002");
        Call asked = shift.b.rings();
        assertThat(asked.text("CallVariable3")).isEqualTo(NOTE);
        shift.answer(shift.b, asked);
        assertThat(shift.atFirst.hears(shift.centre.second.toneHz())).isTrue();
        shift.a.press(consultation, "Transfer");

        shift.a.empty();
        Call taken = shift.b.only(call -> call.text("ANI").equals(RealCentre.CALLER));
        assertCustomer(taken);
        assertThat(taken.text("CallVariable3")).isEqualTo(NOTE);
        assertThat(shift.caller.hears(shift.centre.second.toneHz())).isTrue();
        shift.caller.hangUp();
        shift.b.empty();
        shift.a.empty();
    }

    private static void assertCustomer(Call call) {
        assertThat(call.text("ANI")).isEqualTo(RealCentre.CALLER);
        assertThat(call.text("CallVariable1")).isEqualTo("gold customer");
        assertThat(call.properties().nested("ECC").toString()).contains("4711");
    }

    @Test
    void threeHearEachOtherInAConferenceAndEveryDesktopShowsTheSameThree() {
        Call customer = shift.talkingAtFirst();
        Call consultation = shift.a.consults(customer, "2002");
        shift.answer(shift.b, shift.b.rings());
        shift.a.press(consultation, "Conference");

        Call mine = shift.a.only(call -> call.properties().truth("Conference"));
        Call theirs = shift.b.only(call -> call.properties().truth("Conference"));
        Set<String> three = Set.of("2001", "2002", RealCentre.CALLER);
        shift.a.until("all three", s -> shift.a.participants(mine).equals(three));
        shift.b.until("all three", s -> shift.b.participants(theirs).equals(three));
        assertThat(shift.caller.hears(shift.centre.second.toneHz())).isTrue();
        assertThat(shift.atFirst.hears(shift.centre.second.toneHz())).isTrue();
        assertInTheMix(shift.caller, RealCentre.FIRST_HZ);
        assertInTheMix(shift.atFirst, RealCentre.CALLER_HZ);

        shift.a.press(mine, "ClearConnection");
        shift.a.empty();
        shift.b.only(call -> !call.properties().truth("Conference"));
        assertThat(shift.caller.hears(shift.centre.second.toneHz())).isTrue();
    }

    /** Softer than the second phone, which drowns the others, but there all the time. */
    private static void assertInTheMix(SipCall call, int hz) {
        assertThat(call.hearsNoMore(hz)).isFalse();
    }

    @Test
    void whatThePhonesHoldKeyDoesIsSeenOnTheDesktop() {
        Call call = shift.talkingAtSecond();
        shift.centre.second.hold();
        shift.b.is(call, LocalConnectionState.HOLD);
        assertThat(shift.caller.hears(Shift.MUSIC_HZ)).isTrue();
        shift.centre.second.resume();
        shift.b.is(call, LocalConnectionState.CONNECT);
        assertThat(shift.caller.hears(shift.centre.second.toneHz())).isTrue();
        shift.centre.second.hangUp();
        shift.b.empty();
    }

    @Test
    void aHoldKeyIsSeenOnTheDesktopsOfBothWhoTalk() {
        Desk.done(shift.b.agent().makeCall("2003"));
        shift.answer(shift.c, shift.c.rings());
        Call calling = shift.b.call(LocalConnectionState.CONNECT);
        Call called = shift.c.call(LocalConnectionState.CONNECT);

        shift.centre.second.hold();
        shift.b.is(calling, LocalConnectionState.HOLD);
        shift.c.until("held by 2002", s -> held(called));
        assertThat(called.status()).isEqualTo(LocalConnectionState.CONNECT);
        shift.centre.second.resume();
        shift.b.is(calling, LocalConnectionState.CONNECT);
        shift.c.until("talks to 2002", s -> !held(called));
        shift.centre.third.hangUp();
        shift.b.empty();
        shift.c.empty();
    }

    private static boolean held(Call call) {
        Arguments other = (Arguments) call.properties().list("Parties").getFirst();
        return other.number("CallStatus", 0) == LocalConnectionState.HOLD.value();
    }

    @Test
    void aBlindTransferOnThePhoneIsSeenOnBothDesktops() {
        shift.talkingAtSecond();
        shift.centre.second.transferBlind("2003");
        Call handed = shift.c.rings();
        shift.answer(shift.c, handed);
        shift.b.empty();
        Call taken = shift.c.only(call -> call.text("ANI").equals(RealCentre.CALLER));
        assertCustomer(taken);
        assertThat(shift.caller.hears(shift.centre.third.toneHz())).isTrue();
    }

    @Test
    void anAgentWhoDoesNotAnswerIsNotReadyAndTheCallGoesToTheNext() {
        shift.c.ready();
        try (SippCaller sipp = shift.centre.sippCaller()) {
            Call missed = shift.c.rings();
            shift.b.ready();
            Call next = shift.b.rings();
            assertThat(next.text("CallVariable1")).isEqualTo("gold customer");
            shift.c.state(AgentState.NOT_READY);
            shift.c.until(
                    "reason", s -> shift.c.agent().number("EventReasonCode", 0) == RING_NO_ANSWER);
            shift.c.empty();
            assertThat(missed.isValid()).isFalse();
            shift.answer(shift.b, next);
            shift.b.press(next, "ClearConnection");
            shift.b.empty();
            assertThat(sipp.awaitEnd(20)).as(sipp.log()).isFalse();
        }
    }
}
