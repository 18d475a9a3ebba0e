package org.jackfield.simulation.bench.kill;

import org.jackfield.client.run.Call;
import org.jackfield.protocol.ged188.AgentState;

import java.util.List;

/** An agent who takes one call of the traffic after the other, whatever happens. */
final class Worker implements Runnable {

    private static final int LOOK_MS = 150;
    private static final int CLICK_EVERY_MS = 1_500;
    private static final int TALK_MS = 4_000;

    private final Seat seat;
    private volatile boolean stopping;
    private volatile int answered;
    private volatile long clickedNs;

    Worker(Seat seat) {
        this.seat = seat;
    }

    @Override
    public void run() {
        while (!stopping) {
            Waiting.pause(LOOK_MS);
            if (seat.live() && sinceClickMs() > CLICK_EVERY_MS) {
                work();
            }
        }
    }

    private void work() {
        for (Call each : seat.calls()) {
            if (each.enabled("Answer")) {
                clicked();
                each.answer().thenAccept(reply -> answered += reply.done() ? 1 : 0);
                return;
            }
            if (each.enabled("ClearConnection") && sinceClickMs() > TALK_MS) {
                clicked();
                each.clear();
                return;
            }
        }
        boolean idle =
                List.of(AgentState.WORK_READY, AgentState.WORK_NOT_READY, AgentState.NOT_READY)
                        .contains(seat.state());
        if (seat.calls().isEmpty() && idle) {
            clicked();
            seat.agent().setAgentState(AgentState.AVAILABLE, 0);
        }
    }

    private long sinceClickMs() {
        return (System.nanoTime() - clickedNs) / 1_000_000;
    }

    private void clicked() {
        clickedNs = System.nanoTime();
    }

    /** Calls answered so far. */
    int answered() {
        return answered;
    }

    void stop() {
        stopping = true;
    }
}
