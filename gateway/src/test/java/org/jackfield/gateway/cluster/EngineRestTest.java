package org.jackfield.gateway.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import org.agrona.concurrent.IdleStrategy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

@Timeout(60)
class EngineRestTest {

    private static final long HOUR_NS = TimeUnit.HOURS.toNanos(1);

    private final EngineRest rest = new EngineRest(HOUR_NS, HOUR_NS, HOUR_NS);
    private final AtomicBoolean there = new AtomicBoolean();

    @Test
    void whoRestsIsWokenByTheOneWhoMadeWhatItWaitsFor() throws InterruptedException {
        wokenBy(rest.archive(), () -> rest.driver().idle(1));
        wokenBy(rest.consensus(), () -> rest.archive().idle(1));
        wokenBy(rest.service(), () -> rest.consensus().idle(1));
        wokenBy(rest.consensus(), () -> rest.service().idle(1));
        wokenBy(rest.driver(), () -> rest.consensus().idle(1));
        wokenBy(rest.driver(), rest::send);
    }

    private void wokenBy(IdleStrategy strategy, Runnable work) throws InterruptedException {
        there.set(false);
        Thread waits = waits(strategy);
        while (waits.getState() != Thread.State.TIMED_WAITING) {
            Thread.onSpinWait();
        }
        there.set(true);
        work.run();
        assertThat(waits.join(Duration.ofSeconds(20))).as("woken").isTrue();
    }

    @Test
    void whatIsMadeBetweenLookingAndRestingIsNotMissed() throws InterruptedException {
        IdleStrategy service = rest.service();
        Thread waits =
                Thread.ofPlatform()
                        .daemon()
                        .start(
                                () -> {
                                    service.idle(0); // without rest
                                    rest.consensus().idle(1);
                                    service.idle(0);
                                });
        assertThat(waits.join(Duration.ofSeconds(20))).as("looks again").isTrue();
    }

    private Thread waits(IdleStrategy strategy) {
        return Thread.ofPlatform()
                .daemon()
                .start(
                        () -> {
                            strategy.reset();
                            while (!there.get()) {
                                strategy.idle(0);
                            }
                        });
    }
}
