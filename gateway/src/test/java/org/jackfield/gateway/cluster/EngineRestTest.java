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
        wokenBy(rest.archive(), () -> worksOnce(rest.driver()));
        wokenBy(rest.consensus(), () -> worksOnce(rest.archive()));
        wokenBy(rest.service(), () -> worksOnce(rest.consensus()));
        wokenBy(rest.consensus(), () -> worksOnce(rest.service()));
        wokenBy(rest.driver(), () -> worksOnce(rest.consensus()));
        wokenBy(rest.driver(), rest::send);
    }

    /** Told at the latest when it finds no more work, however short the time since it last told. */
    private static void worksOnce(IdleStrategy strategy) {
        strategy.idle(1);
        strategy.idle(0);
    }

    @Test
    void whoWaitsInTheMiddleOfItsWorkWakesWhoeverMayHaveToMakeWhatItWaitsFor()
            throws InterruptedException {
        IdleStrategy writesASnapshot = rest.service();
        wokenBy(rest.archive(), () -> waitsForPlace(writesASnapshot));
        wokenBy(rest.driver(), () -> waitsForPlace(writesASnapshot));
    }

    private static void waitsForPlace(IdleStrategy strategy) {
        strategy.reset();
        strategy.idle();
    }

    @Test
    void whoWaitsInTheMiddleOfItsWorkLooksAgainSoonWithoutBeingWoken() throws InterruptedException {
        IdleStrategy service = rest.service();
        Thread waits =
                Thread.ofPlatform()
                        .daemon()
                        .start(
                                () -> {
                                    for (int turn = 0; turn < 10; turn++) {
                                        service.idle();
                                    }
                                });
        assertThat(waits.join(Duration.ofSeconds(20))).as("not kept for the hour").isTrue();
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
