package org.jackfield.simulation.bench.kill;

import org.jackfield.client.run.Call;
import org.jackfield.protocol.ged188.LocalConnectionState;

import java.util.Map;

/** One call that goes on through all rounds; its caller listens all the time. */
final class Witness implements Runnable {

    static final String NUMBER = "7002";
    static final String TAG = "witness";

    private static final int BETWEEN_MS = 300;

    private final Yard yard;
    private final Seat seat;
    private final Tally tally;
    private Yard.Caller caller;
    private Call call;
    private volatile boolean stopping;

    Witness(Yard yard, Seat seat, Tally tally) {
        this.yard = yard;
        this.seat = seat;
        this.tally = tally;
    }

    /** Calls and is answered. */
    void begin() {
        caller = yard.dials(NUMBER, Map.of("Var1", TAG));
        call = seat.awaitCall(LocalConnectionState.ALERTING, TAG);
        seat.press(call, "Answer", () -> call.status() == LocalConnectionState.CONNECT);
        if (!caller.hears(seat.phone())) {
            throw new StoryBroken("the witness hears nobody from the first");
        }
        Thread.ofVirtual().name("witness").start(this);
    }

    @Override
    public void run() {
        long heardNs = System.nanoTime();
        while (!stopping) {
            boolean heard = caller.hears(seat.phone());
            long nowNs = System.nanoTime();
            if (heard) {
                tally.heardAfter((nowNs - heardNs) / 1_000_000);
                heardNs = nowNs;
            } else if (!stopping) {
                tally.found(Tally.Kind.AUDIO_LOST, "the witness hears nobody for 5 s");
                stopping = !caller.onTheLine();
            }
            Waiting.pause(BETWEEN_MS);
        }
    }

    /** Whether the desktop still shows it, with its data. */
    void check(String round) {
        boolean well =
                Waiting.until(
                        15_000,
                        () ->
                                seat.live()
                                        && call.status() == LocalConnectionState.CONNECT
                                        && call.text("CallVariable1").equals(TAG));
        if (!well) {
            tally.found(Tally.Kind.LOST_CALLS, round + ": the witness's call: " + seat.shown());
        }
    }

    /** Hangs up at last. */
    void end() {
        stopping = true;
        caller.hangUp();
        seat.until("without a call", () -> seat.live() && seat.calls().isEmpty());
    }
}
