package org.jackfield.peripheral.asterisk.ari;

import org.jackfield.protocol.pim.Done;
import org.jackfield.protocol.pim.FailReason;
import org.jackfield.protocol.pim.Failed;
import org.jackfield.protocol.pim.PimReport;

import java.util.function.Consumer;

/**
 * A command on its way to its goal. What the switch reports says that the goal is reached; a good
 * answer to a request only that it was taken. Each ends with one Done or Failed.
 */
class Operation {

    final long id;
    final Operations all;
    long deadlineMs;

    private int unanswered;
    private boolean lost;
    private boolean ended;

    Operation(long id, Operations all) {
        this.id = id;
        this.all = all;
        this.deadlineMs = all.nowMs() + all.settings().operationMs();
    }

    /** Sends what leads to the goal from where the switch is; or ends, if it is reached. */
    void begin() {}

    /** A channel changed. */
    void changed(AriChannel channel) {}

    /** A channel is gone. */
    void gone(AriChannel channel, int cause) {}

    /** Every request was answered. */
    void answeredAll() {}

    /** True when it can be left to go on by itself while the link is down. */
    boolean outlivesTheLink() {
        return false;
    }

    /** The link was lost and the switch listed anew: found done, goes on, or failed. */
    void settle() {
        fail(FailReason.SWITCH_DOWN, 0, "the link to Asterisk was lost meanwhile");
    }

    /** The goal was not seen in time. */
    void overdue() {
        fail(FailReason.NOT_POSSIBLE, 0, "Asterisk reported nothing in time");
    }

    final boolean ended() {
        return ended;
    }

    final boolean allAnswered() {
        return unanswered == 0;
    }

    /** No answer comes any more; it waits until {@code untilMs} for the switch to be listed. */
    final void linkLost(long untilMs) {
        unanswered = 0;
        lost = true;
        deadlineMs = untilMs;
    }

    /** The switch was listed anew. */
    final void listed() {
        lost = false;
        deadlineMs = all.nowMs() + all.settings().operationMs();
        settle();
    }

    /** Its deadline is over. */
    final void fire() {
        if (lost) {
            fail(FailReason.SWITCH_DOWN, 0, "the link to Asterisk was lost");
        } else {
            overdue();
        }
    }

    final void ask(AriRequest request, Consumer<AriResponse> then) {
        unanswered++;
        all.requests()
                .send(
                        request,
                        answer -> {
                            unanswered--;
                            if (!ended) {
                                then.accept(answer);
                            }
                            if (!ended && unanswered == 0) {
                                answeredAll();
                            }
                        });
    }

    final void done() {
        if (!ended) {
            end();
            tell(new Done(id));
        }
    }

    final void fail(FailReason reason, int cause, String text) {
        if (!ended) {
            end();
            tell(new Failed(id, reason, cause, text));
        }
    }

    /** A negative id is that of a wish of our own: nobody waits for the word. */
    private void tell(PimReport report) {
        if (id >= 0) {
            all.report(report);
        }
    }

    /** Over, without a word. */
    final void end() {
        ended = true;
        all.forget(this);
    }

    final void failNoChannel(String channel) {
        fail(FailReason.NO_SUCH_CHANNEL, 0, "no channel " + channel);
    }

    /** Ends with what the switch said to a request that was refused. */
    final void failBy(AriResponse answer) {
        boolean gone = answer.status() == 404 || answer.status() == 400;
        fail(
                gone ? FailReason.NO_SUCH_CHANNEL : FailReason.NOT_POSSIBLE,
                0,
                "Asterisk: " + answer.text());
    }
}
