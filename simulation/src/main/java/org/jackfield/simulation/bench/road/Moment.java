package org.jackfield.simulation.bench.road;

import java.time.Instant;

/** A moment that two processes of one machine understand. */
final class Moment {

    private static final long MICROS_A_SECOND = 1_000_000;
    private static final int NANOS_A_MICRO = 1_000;

    private Moment() {}

    /** Microseconds since 1970. */
    static long now() {
        Instant now = Instant.now();
        return now.getEpochSecond() * MICROS_A_SECOND + now.getNano() / NANOS_A_MICRO;
    }
}
