package org.jackfield.acceptance.system;

import static org.assertj.core.api.Assertions.assertThat;

import org.jackfield.client.run.Call;
import org.jackfield.protocol.ged188.LocalConnectionState;
import org.jackfield.simulation.switchyard.SipCall;

import java.util.List;
import java.util.Map;

/** Three agents at work in a {@link RealCentre}, and one caller who tells what it hears. */
final class Shift implements AutoCloseable {

    static final int MUSIC_HZ = 1000;

    final RealCentre centre = new RealCentre();
    final Desk a;
    final Desk b;
    final Desk c;

    /** The caller of {@link #callerDials}. */
    SipCall caller;

    /** The last call at phone 2001. */
    SipCall atFirst;

    Shift() {
        try {
            a = centre.desk("1001", "2001");
            b = centre.desk("1002", "2002");
            c = centre.desk("1003", "2003");
        } catch (RuntimeException | AssertionError failed) {
            centre.close();
            throw failed;
        }
    }

    void callerDials() {
        caller =
                centre.carrier.call(
                        RealSite.NUMBER,
                        Map.of("X-Var1", "gold customer", "X-ECC-user.account", "4711"));
    }

    /** Agent A presses Answer, and its phone, which is dialled then, answers. */
    void answerAtFirst(Call ringing) {
        a.until("answer is on", s -> ringing.enabled("Answer"));
        var reply = ringing.answer();
        atFirst = pickUp();
        Desk.done(reply);
        a.is(ringing, LocalConnectionState.CONNECT);
    }

    private SipCall pickUp() {
        SipCall call = centre.first.awaitIncoming();
        while (call.state() == SipCall.State.ENDED) {
            call = centre.first.awaitIncoming();
        }
        call.answer();
        return call;
    }

    /** Agent B or C presses Answer; the phone answers by itself. */
    void answer(Desk desk, Call ringing) {
        desk.press(ringing, "Answer");
        desk.is(ringing, LocalConnectionState.CONNECT);
    }

    /** A caller talks to agent A. */
    Call talkingAtFirst() {
        a.ready();
        callerDials();
        Call call = a.rings();
        answerAtFirst(call);
        return call;
    }

    /** A caller talks to agent B. */
    Call talkingAtSecond() {
        b.ready();
        callerDials();
        Call call = b.rings();
        answer(b, call);
        return call;
    }

    /** Everybody hangs up and is not ready, as before the first test. */
    void tidy() {
        if (caller != null) {
            caller.hangUp();
            caller = null;
        }
        List.of(a, b, c).forEach(Desk::tidy);
        assertThat(centre.log())
                .as("nothing was lost, so nothing is to be repaired")
                .doesNotContain("reconciled: ");
    }

    @Override
    public void close() {
        centre.close();
    }
}
