package org.jackfield.simulation.bench.kill;

import org.jackfield.client.cil.CilReply;
import org.jackfield.protocol.ged188.AgentState;

/** Somebody without a call who presses Not ready in the middle of it all, once a round. */
final class Clicker implements Runnable {

    private static final int WATCHED_MS = 5_000;

    private final Seat seat;
    private final Tally tally;
    private final String round;
    private final long afterMs;

    Clicker(Seat seat, Tally tally, String round, long afterMs) {
        this.seat = seat;
        this.tally = tally;
        this.round = round;
        this.afterMs = afterMs;
    }

    @Override
    public void run() {
        try {
            Waiting.pause(afterMs);
            long clickedNs = System.nanoTime();
            CilReply reply = seat.clickNotReady();
            if (!reply.done()) {
                Waiting.pause(
                        Math.max(
                                0,
                                ClickJudge.LATE_MS - (System.nanoTime() - clickedNs) / 1_000_000));
                seat.until("live", seat::live);
            }
            judge(reply);
            seat.ready();
            if (!seat.calls().isEmpty()) {
                tally.found(Tally.Kind.STUCK, round + ": a call at " + seat.shown());
            }
        } catch (RuntimeException broken) {
            tally.found(Tally.Kind.STUCK, round + " clicker: " + broken);
        }
    }

    private void judge(CilReply reply) {
        if (reply.done()) {
            seat.until("not ready, as confirmed", () -> seat.state() == AgentState.NOT_READY);
            return;
        }
        boolean went = seat.state() == AgentState.NOT_READY;
        boolean goes = Waiting.until(WATCHED_MS, () -> seat.state() == AgentState.NOT_READY);
        if (ClickJudge.late(reply.outcome(), went, goes)) {
            tally.found(
                    Tally.Kind.LATE_ACTIONS,
                    round
                            + ": not ready "
                            + (went ? "though refused" : "later than 3 s after the click")
                            + ": "
                            + reply
                            + " "
                            + seat.shown());
        }
    }
}
