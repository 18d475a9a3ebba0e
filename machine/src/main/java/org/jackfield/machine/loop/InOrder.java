package org.jackfield.machine.loop;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/**
 * What a machine put out, carried out one after the other. Carrying one thing out may make the
 * machine put out more: that waits behind what is there, it is never done in between. For one
 * thread.
 *
 * @param <T> what is carried out
 */
public final class InOrder<T> implements Consumer<T> {

    private final Deque<T> waiting = new ArrayDeque<>();
    private final Consumer<? super T> carryOut;
    private boolean running;

    /** Everything goes to {@code carryOut}, once. */
    public InOrder(Consumer<? super T> carryOut) {
        this.carryOut = carryOut;
    }

    /** Puts it behind what waits; {@link #run} carries it out. */
    @Override
    public void accept(T next) {
        waiting.add(next);
    }

    /**
     * Carries out all that waits. Called from within, it does nothing: who is at it goes on.
     *
     * @return false when called from within
     */
    public boolean run() {
        if (running) {
            return false;
        }
        running = true;
        try {
            for (T next = waiting.poll(); next != null; next = waiting.poll()) {
                carryOut.accept(next);
            }
        } finally {
            running = false;
        }
        return true;
    }
}
