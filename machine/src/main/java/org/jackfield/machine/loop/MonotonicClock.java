package org.jackfield.machine.loop;

/**
 * Wall time in milliseconds that only counts on: a clock that is set back does not go back here.
 */
public final class MonotonicClock {

    private final long baseMs = System.currentTimeMillis();
    private final long baseNs = System.nanoTime();

    /** Milliseconds since 1970 by the wall clock at start, then by the counting clock. */
    public long nowMs() {
        return baseMs + (System.nanoTime() - baseNs) / 1_000_000;
    }
}
