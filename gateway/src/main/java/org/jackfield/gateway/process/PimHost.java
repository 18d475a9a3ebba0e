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

    private final int peripheral;
    private final Pim pim;
    private final Predicate<Input> gateway;
    private final GatewayLog log;
    private final Loop loop;
    private final PimSink sink = new Reports();
    private final AtomicBoolean overrun = new AtomicBoolean();

    // On the PIM's loop only.
    private final Deque<Input> waiting = new ArrayDeque<>();
    private long nextTryMs = Long.MAX_VALUE;

    /**
     * A host that does nothing before {@link #start}.
     *
     * @param gateway takes an input, or says false when its queue is full
     */
    PimHost(HostedPim hosted, MonotonicClock clock, Predicate<Input> gateway, GatewayLog log) {
        this.peripheral = hosted.peripheral();
        this.gateway = gateway;
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
        hand(() -> pim.command(epoch, command));
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
        return overrun.get() ? 0 : Math.min(nextTryMs, pim.nextDeadlineMs());
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
