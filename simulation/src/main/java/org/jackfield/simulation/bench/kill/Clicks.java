package org.jackfield.simulation.bench.kill;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * The clicks of the rounds. A refused click is watched for some seconds, so several agents take
 * turns: the next round begins meanwhile.
 */
final class Clicks {

    private static final int JUDGED_SECONDS_MAX = 200;

    private final List<Seat> seats;
    private final Tally tally;
    private final Deque<Thread> watched = new ArrayDeque<>();
    private int begun;

    /** Clicks at these desktops, in turn. */
    Clicks(List<Seat> seats, Tally tally) {
        this.seats = List.copyOf(seats);
        this.tally = tally;
    }

    /** One click so many milliseconds from now; the last one of that agent is judged before. */
    void begin(String round, long afterMs) {
        while (watched.size() >= seats.size()) {
            awaitFirst();
        }
        Seat seat = seats.get(begun++ % seats.size());
        Clicker clicker = new Clicker(seat, tally, round, afterMs);
        watched.add(Thread.ofVirtual().name(round + " click").start(clicker));
    }

    /** Waits until all are judged. */
    void awaitAll() {
        while (!watched.isEmpty()) {
            awaitFirst();
        }
    }

    private void awaitFirst() {
        Thread first = watched.remove();
        try {
            first.join(JUDGED_SECONDS_MAX * 1000L);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
        if (first.isAlive()) {
            tally.found(Tally.Kind.STUCK, first.getName() + " never ends");
            first.interrupt();
        }
    }
}
