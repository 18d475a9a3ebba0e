package org.jackfield.machine.loop;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** What faults do to a loop. */
@Timeout(60)
class LoopTest {

    private final AtomicInteger faults = new AtomicInteger();

    @Test
    void neitherATaskThatFailsNorWhoHearsOfItAndFailsTooEndsTheLoop() throws Exception {
        CountDownLatch reached = new CountDownLatch(1);
        try (Loop loop =
                new Loop(
                        "test",
                        100,
                        new MonotonicClock(),
                        fault -> {
                            faults.incrementAndGet();
                            throw new IllegalStateException("who hears of faults fails too");
                        })) {
            loop.start(new Idle());
            loop.offer(
                    () -> {
                        throw new IllegalArgumentException("the task fails");
                    });
            loop.offer(reached::countDown);

            assertThat(reached.await(30, TimeUnit.SECONDS)).as("the loop goes on").isTrue();
        }
        assertThat(faults).hasValue(1);
    }

    private static final class Idle implements Loop.Turn {
        @Override
        public void onTime(long nowMs) {
            // nothing is due
        }

        @Override
        public long nextDeadlineMs() {
            return Long.MAX_VALUE;
        }
    }
}
