package org.jackfield.gateway.process;

import static org.assertj.core.api.Assertions.assertThat;

import org.jackfield.gateway.pim.Pim;
import org.jackfield.gateway.pim.PimSink;
import org.jackfield.machine.loop.MonotonicClock;
import org.jackfield.protocol.log.Input;
import org.jackfield.protocol.log.PimReachable;
import org.jackfield.protocol.log.PimReported;
import org.jackfield.protocol.pim.PimCommand;
import org.jackfield.protocol.pim.SwitchDown;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;
import java.util.stream.IntStream;

/** The gateway's loop has a bounded inbox: what it refuses to take must not be lost. */
@Timeout(60)
class PimHostTest {

    private static final int PERIPHERAL = 5000;
    private static final int WAIT_MAX = 50_000;

    private final Switch behind = new Switch();
    private final List<Input> taken = new ArrayList<>();
    private final List<Long> pausesTold = new ArrayList<>();
    private final List<String> log = new ArrayList<>();
    private int refusals;
    private boolean full = true;
    private final PimHost host =
            new PimHost(
                    new HostedPim(PERIPHERAL, behind),
                    new MonotonicClock(),
                    new PimHost.Gateway(this::take, this::paused),
                    (severity, text) -> note(text));

    /** Does what it is told to at its start, on the host's loop. */
    private static final class Switch implements Pim {

        private Runnable whenStarted = () -> {};
        private Runnable whenActivated = () -> {};
        private PimSink sink;
        private volatile int starts;
        private volatile int stops;
        private volatile int turns;

        @Override
        public void start(PimSink into) {
            sink = into;
            starts++;
            if (starts == 1) {
                whenStarted.run();
            }
        }

        private void reports(int from, int many) {
            for (int epoch = from; epoch < from + many; epoch++) {
                sink.report(epoch, new SwitchDown("for a test"));
            }
        }

        @Override
        public void activate(int epoch) {
            whenActivated.run();
            reports(epoch, 1);
        }

        @Override
        public void standby() {
            // what a pause leads to
        }

        @Override
        public void command(int epoch, PimCommand command) {
            throw new AssertionError("nobody commands");
        }

        @Override
        public void onTime(long nowMs) {
            turns++;
        }

        @Override
        public long nextDeadlineMs() {
            return 0;
        }

        @Override
        public void stop() {
            stops++;
        }
    }

    private synchronized boolean take(Input input) {
        if (full) {
            refusals++;
            return false;
        }
        return taken.add(input);
    }

    private synchronized boolean paused(long pausedMs) {
        if (full) {
            refusals++;
            return false;
        }
        return pausesTold.add(pausedMs);
    }

    private synchronized void note(String text) {
        log.add(text);
    }

    private synchronized void room() {
        full = false;
    }

    private synchronized <T> List<T> copy(List<T> list) {
        return List.copyOf(list);
    }

    private synchronized int refusals() {
        return refusals;
    }

    @AfterEach
    void close() {
        host.close();
    }

    private static void until(String what, BooleanSupplier holds) {
        long deadlineNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!holds.getAsBoolean()) {
            assertThat(System.nanoTime()).as(what).isLessThan(deadlineNs);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
        }
    }

    private static void untilMore(String what, IntSupplier count, int more) {
        int before = count.getAsInt();
        until(what, () -> count.getAsInt() >= before + more);
    }

    private static List<Integer> epochs(List<Input> inputs) {
        return inputs.stream().map(each -> ((PimReported) each).epoch()).toList();
    }

    @Test
    void whatAFullQueueRefusesIsHandedInAgainInOrderAndOnce() {
        behind.whenStarted = () -> behind.reports(1, 5);
        host.start();
        untilMore("tried again", this::refusals, 3);
        // There is room when the next is reported: it must not overtake those that wait.
        behind.whenActivated = this::room;
        host.activate(6);
        until("all are handed in", () -> copy(taken).size() >= 6);
        host.activate(7);
        until("and the next", () -> copy(taken).size() >= 7);
        assertThat(epochs(copy(taken))).containsExactly(1, 2, 3, 4, 5, 6, 7);
    }

    @Test
    void aPauseThatCouldNotBeToldIsToldWhenThereIsRoomAndOnce() {
        behind.whenStarted = () -> host.onPause(1_234);
        host.start();
        untilMore("tried again", this::refusals, 3);
        room();
        until("told", () -> copy(pausesTold).contains(1_234L));
        untilMore("some turns", () -> behind.turns, 3);
        assertThat(copy(pausesTold)).containsOnlyOnce(1_234L); // the machine may pause by itself
    }

    @Test
    void whenTooMuchWaitsTheLinkIsTakenUpAgainAndTheGatewayIsToldSoFirst() {
        behind.whenStarted = () -> behind.reports(1, WAIT_MAX + 1);
        host.start();
        until("taken up again", () -> behind.starts == 2 && behind.stops == 1);
        assertThat(copy(log)).singleElement().asString().contains("50000 reports wait");
        room();
        host.activate(WAIT_MAX + 2);
        until("handed in", () -> copy(taken).size() >= 2);
        assertThat(copy(taken).getFirst()).isEqualTo(new PimReachable(PERIPHERAL, false));
        assertThat(epochs(copy(taken).subList(1, 2))).containsExactly(WAIT_MAX + 2);
    }

    @Test
    void asMuchAsMayWaitIsKept() {
        behind.whenStarted = () -> behind.reports(1, WAIT_MAX);
        host.start();
        untilMore("tried again", this::refusals, 3);
        room();
        until("handed in", () -> copy(taken).size() == WAIT_MAX);
        assertThat(epochs(copy(taken)))
                .isEqualTo(IntStream.rangeClosed(1, WAIT_MAX).boxed().toList());
        assertThat(behind.starts).isOne();
    }
}
