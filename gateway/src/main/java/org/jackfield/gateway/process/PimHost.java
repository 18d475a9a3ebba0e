package org.jackfield.gateway.process;

import org.jackfield.gateway.opc.OpcOutput.Severity;
import org.jackfield.gateway.pim.Pim;
import org.jackfield.gateway.pim.PimSink;
import org.jackfield.machine.loop.Loop;
import org.jackfield.machine.loop.MonotonicClock;
import org.jackfield.protocol.log.Input;
import org.jackfield.protocol.log.PimReachable;
import org.jackfield.protocol.log.PimReported;
import org.jackfield.protocol.pim.PimCommand;
import org.jackfield.protocol.pim.PimReport;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongPredicate;
import java.util.function.Predicate;

/**
 * A PIM on a loop of its own, with bounded queues both ways. Reports that the gateway's loop cannot
 * take wait here; when too many wait, or commands pile up, the PIM is disconnected and connected
 * again: the snapshot that follows puts everything right.
 */
final class PimHost implements Loop.Turn, AutoCloseable {

    private static final int COMMANDS_MAX = 20_000;
    private static final int REPORTS_MAX = 50_000;
    private static final long AGAIN_MS = 5;

    /** A command that waited longer is not carried out: never late. */
    private static final long COMMAND_FRESH_MS = 800;

    /** So often it notices whether its thread was asleep. */
    private static final long LOOK_MS = 250;

    /**
     * What a PIM's host knows of the gateway.
     *
     * @param inputs takes an input, or says false when the queue is full
     * @param paused hears that the PIM's thread was asleep, and that the PIM commands nothing until
     *     it is activated again, or says false when the queue is full; null when nobody else could
     *     have taken over
     */
    record Gateway(Predicate<Input> inputs, LongPredicate paused) {}

    private final int peripheral;
    private final Pim pim;
    private final Predicate<Input> gateway;
    private final LongPredicate paused;
    private final GatewayLog log;
    private final Loop loop;
    private final PimSink sink = new Reports();
    private final AtomicBoolean overrun = new AtomicBoolean();

    // On the PIM's loop only.
    private final Deque<Input> waiting = new ArrayDeque<>();
    private long nextTryMs = Long.MAX_VALUE;
    private long lookAtMs;
    private long untoldPauseMs;

    /** A host that does nothing before {@link #start}. */
    PimHost(HostedPim hosted, MonotonicClock clock, Gateway gateway, GatewayLog log) {
        this.peripheral = hosted.peripheral();
        this.gateway = gateway.inputs();
        this.paused = gateway.paused();
        this.log = log;
        this.loop =
                new Loop(
                        "pim-" + peripheral,
                        COMMANDS_MAX,
                        clock,
                        fault ->
                                log.line(
                                        Severity.ERROR,
                                        "PIM of peripheral " + peripheral + ": " + fault));
        this.pim = hosted.adapter().apply(loop);
    }

    int peripheral() {
        return peripheral;
    }

    void start() {
        loop.start(this);
        hand(() -> pim.start(sink));
    }

    void activate(int epoch) {
        hand(() -> pim.activate(epoch));
    }

    void standby() {
        hand(pim::standby);
    }

    void command(int epoch, PimCommand command) {
        long handedMs = loop.nowMs();
        hand(() -> carryOut(epoch, command, handedMs));
    }

    private void carryOut(int epoch, PimCommand command, long handedMs) {
        long waitedMs = loop.nowMs() - handedMs;
        if (paused != null && waitedMs > COMMAND_FRESH_MS) {
            log.line(
                    Severity.WARNING,
                    "not carried out, as it waited for " + waitedMs + " ms: " + command);
            onPause(waitedMs);
        } else {
            pim.command(epoch, command);
        }
    }

    /** Whatever the switch said or was to be told meanwhile is old. */
    @Override
    public void onPause(long pausedMs) {
        if (paused != null) {
            pim.standby();
            untoldPauseMs = Math.max(untoldPauseMs, pausedMs);
            tellPause();
        }
    }

    /** While the gateway has not heard it, the PIM would stand by for ever. */
    private void tellPause() {
        if (untoldPauseMs > 0 && paused.test(untoldPauseMs)) {
            untoldPauseMs = 0;
        }
    }

    /** Disconnects and connects again. */
    void resynchronise(String reason) {
        if (overrun.compareAndSet(false, true)) {
            log.line(
                    Severity.ERROR,
                    "link to the switch of peripheral "
                            + peripheral
                            + " is dropped and taken up again: "
                            + reason);
        }
    }

    private void hand(Runnable task) {
        if (!loop.offer(task)) {
            resynchronise(COMMANDS_MAX + " commands wait");
        }
    }

    @Override
    public void onTime(long nowMs) {
        if (overrun.compareAndSet(true, false)) {
            waiting.clear();
            pim.stop();
            pass(new PimReachable(peripheral, false));
            pim.start(sink);
        }
        tellPause();
        lookAtMs = nowMs + (untoldPauseMs > 0 ? AGAIN_MS : LOOK_MS);
        nextTryMs = Long.MAX_VALUE;
        while (!waiting.isEmpty() && gateway.test(waiting.peek())) {
            waiting.poll();
        }
        if (!waiting.isEmpty()) {
            nextTryMs = nowMs + AGAIN_MS;
        }
        if (pim.nextDeadlineMs() <= nowMs) {
            pim.onTime(nowMs);
        }
    }

    @Override
    public long nextDeadlineMs() {
        if (overrun.get()) {
            return 0;
        }
        long nextMs = Math.min(nextTryMs, pim.nextDeadlineMs());
        return paused == null ? nextMs : Math.min(nextMs, lookAtMs);
    }

    private void pass(Input input) {
        if (waiting.isEmpty() && gateway.test(input)) {
            return;
        }
        if (waiting.size() >= REPORTS_MAX) {
            resynchronise(REPORTS_MAX + " reports wait");
            return;
        }
        waiting.add(input);
        nextTryMs = Math.min(nextTryMs, loop.nowMs() + AGAIN_MS);
    }

    @Override
    public void close() {
        Runnable last =
                () -> {
                    pim.stop();
                    loop.close();
                };
        if (!loop.offer(last)) {
            loop.close();
        }
    }

    private final class Reports implements PimSink {

        @Override
        public void reachable(boolean reachable, String reason) {
            log.line(
                    reachable ? Severity.INFO : Severity.WARNING,
                    "switch of peripheral "
                            + peripheral
                            + (reachable ? " can be reached: " : " cannot be reached: ")
                            + reason);
            pass(new PimReachable(peripheral, reachable));
        }

        @Override
        public void report(int epoch, PimReport report) {
            pass(new PimReported(peripheral, epoch, report));
        }
    }
}
