package org.jackfield.simulation.bench.kill;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits that end. */
final class Waiting {

    private static final int STEP_MS = 25;

    private Waiting() {}

    /** Waits until it is so; false when it did not become so within the time. */
    static boolean until(long withinMs, BooleanSupplier isSo) {
        long untilNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(withinMs);
        while (!isSo.getAsBoolean()) {
            if (System.nanoTime() > untilNs || Thread.currentThread().isInterrupted()) {
                return false;
            }
            pause(STEP_MS);
        }
        return true;
    }

    /** Waits so long. */
    static void pause(long ms) {
        long untilNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(ms);
        for (long left = untilNs - System.nanoTime();
                left > 0 && !Thread.currentThread().isInterrupted();
                left = untilNs - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }
}
