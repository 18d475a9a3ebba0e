package org.jackfield.acceptance.system;

import static org.assertj.core.api.Assertions.assertThat;

import org.jackfield.client.run.Call;
import org.jackfield.protocol.ged188.AgentState;
import org.jackfield.protocol.ged188.LocalConnectionState;
import org.jackfield.protocol.record.Arguments;
import org.jackfield.simulation.switchyard.SipCall;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.util.concurrent.TimeUnit;

/** The link to Asterisk is cut, or Asterisk dies, while agents talk. */
@Tag("asterisk")
@Timeout(240)
class OutageTest {

    private static final int CUT_SECONDS = 10;

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
    @Tag("Ask24")
    void aCallSurvivesACutOfTheLinkWithItsDataAndItsButtonsWorkAgain() throws Exception {
        Call call = shift.talkingAtFirst();
        Desk.done(call.setCallData(Arguments.builder().put("CallVariable2", "before").build()));
        shift.a.until("data", s -> call.text("CallVariable2").equals("before"));
        long key = call.number("RouterCallKeyCallID", 0);

        shift.centre.withoutLink(this::talkOn);

        assertThat(call.status()).isEqualTo(LocalConnectionState.CONNECT);
        assertThat(call.text("ANI")).isEqualTo(RealCentre.CALLER);
        assertThat(call.text("CallVariable1")).isEqualTo("gold customer");
        assertThat(call.text("CallVariable2")).isEqualTo("before");
        assertThat(call.number("RouterCallKeyCallID", 0)).isEqualTo(key);
        shift.a.press(call, "Hold");
        shift.a.is(call, LocalConnectionState.HOLD);
        assertThat(shift.caller.hears(Shift.MUSIC_HZ)).isTrue();
        shift.a.press(call, "Retrieve");
        shift.a.is(call, LocalConnectionState.CONNECT);
        shift.a.press(call, "ClearConnection");
        shift.caller.awaitEnded();
    }

    /** Sound does not need the link: both hear each other, again and again, for the whole cut. */
    private void talkOn() {
        long untilNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(CUT_SECONDS);
        do {
            assertThat(shift.caller.hears(RealCentre.FIRST_HZ)).isTrue();
            assertThat(shift.atFirst.hears(RealCentre.CALLER_HZ)).isTrue();
        } while (System.nanoTime() < untilNs);
    }

    @Test
    @Tag("Ask04")
    void whenAsteriskDiesItsCallsEndOnEveryDesktopAndTheNextCallIsTakenAfterItsRestart() {
        Call customer = shift.talkingAtFirst();
        Call consultation = shift.a.consults(customer, "2002");
        shift.answer(shift.b, shift.b.rings());
        shift.a.is(consultation, LocalConnectionState.CONNECT);
        SipCall before = shift.caller;

        shift.centre.host.kill();
        shift.centre.host.startAgain();
        shift.a.empty();
        shift.b.empty();
        assertThat(before.state()).isEqualTo(SipCall.State.TALKING);
        shift.caller = null;

        // The calls are gone a moment before the agents are logged out.
        shift.a.state(AgentState.LOGOUT);
        shift.centre.first.register(300);
        shift.a.login();
        Call next = shift.talkingAtFirst();
        shift.a.state(AgentState.TALKING);
        assertThat(next.text("CallVariable1")).isEqualTo("gold customer");
        assertThat(shift.caller.hears(RealCentre.FIRST_HZ)).isTrue();
        assertThat(shift.atFirst.hears(RealCentre.CALLER_HZ)).isTrue();
    }
}
