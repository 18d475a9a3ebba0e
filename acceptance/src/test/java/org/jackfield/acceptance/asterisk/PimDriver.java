package org.jackfield.acceptance.asterisk;

import static org.assertj.core.api.Assertions.assertThat;

import org.jackfield.gateway.pim.PimSink;
import org.jackfield.machine.loop.Loop;
import org.jackfield.machine.loop.MonotonicClock;
import org.jackfield.peripheral.asterisk.AsteriskPim;
import org.jackfield.peripheral.asterisk.AsteriskSettings;
import org.jackfield.protocol.link.EventLoops;
import org.jackfield.protocol.pim.Answer;
import org.jackfield.protocol.pim.Arrived;
import org.jackfield.protocol.pim.Clear;
import org.jackfield.protocol.pim.Dial;
import org.jackfield.protocol.pim.Dialled;
import org.jackfield.protocol.pim.Done;
import org.jackfield.protocol.pim.Ended;
import org.jackfield.protocol.pim.Failed;
import org.jackfield.protocol.pim.PimCommand;
import org.jackfield.protocol.pim.PimReport;
import org.jackfield.protocol.pim.Place;
import org.jackfield.protocol.pim.Ringing;
import org.jackfield.protocol.pim.Seat;
import org.jackfield.protocol.pim.SnapshotEnded;
import org.jackfield.protocol.pim.Variable;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;
import java.util.function.Predicate;

/**
 * Plays the gateway to a real {@link AsteriskPim}: commands by its own wish, keeps what it hears.
 */
final class PimDriver implements AutoCloseable {

    private static final long PATIENCE_MS = 10_000;
    private static final int EPOCH = 1;

    private final EventLoops loops = EventLoops.start("pim-test");
    private final MonotonicClock clock = new MonotonicClock();
    private final List<Throwable> faults = new ArrayList<>();
    private final List<PimReport> heard = new ArrayList<>();
    private final List<String> lines = new ArrayList<>();
    private final AsteriskPim pim;
    private final Loop loop;
    private int read;
    private long operation;
    private long ids = System.nanoTime();
    private Boolean reachable;

    PimDriver(AsteriskSettings settings) {
        loop = new Loop("pim-test", 10_000, clock, fault -> keep(faults, fault));
        pim =
                new AsteriskPim(
                        settings, loops, loop::offer, clock::nowMs, line -> keep(lines, line));
        loop.start(
                new Loop.Turn() {
                    @Override
                    public void onTime(long nowMs) {
                        pim.onTime(nowMs);
                    }

                    @Override
                    public long nextDeadlineMs() {
                        return pim.nextDeadlineMs();
                    }
                });
        loop.offer(
                () ->
                        pim.start(
                                new PimSink() {
                                    @Override
                                    public void reachable(boolean now, String reason) {
                                        reachability(now);
                                    }

                                    @Override
                                    public void report(int epoch, PimReport report) {
                                        keep(heard, report);
                                    }
                                }));
    }

    private synchronized void reachability(boolean now) {
        reachable = now;
        notifyAll();
    }

    private <T> void keep(List<T> list, T item) {
        synchronized (this) {
            list.add(item);
            notifyAll();
        }
    }

    /** Activates, and waits until the switch is listed. */
    PimDriver activated() {
        activate(EPOCH);
        await(SnapshotEnded.class);
        return this;
    }

    void activate(int epoch) {
        loop.offer(() -> pim.activate(epoch));
    }

    synchronized void awaitReachable(boolean wanted) {
        long untilMs = clock.nowMs() + PATIENCE_MS;
        while (reachable == null || reachable != wanted) {
            waitUntil(untilMs, "reachable = " + wanted);
        }
    }

    private void waitUntil(long untilMs, String what) {
        long leftMs = untilMs - clock.nowMs();
        assertThat(leftMs).as("%s within %d ms; %s", what, PATIENCE_MS, story()).isPositive();
        try {
            wait(leftMs);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", stopping);
        }
    }

    synchronized String story() {
        StringBuilder story = new StringBuilder("heard:");
        heard.forEach(each -> story.append("\n  ").append(each));
        lines.forEach(each -> story.append("\n  log: ").append(each));
        faults.forEach(each -> story.append("\n  FAULT: ").append(each));
        return story.toString();
    }

    /** The next report of a kind; those before it are passed over. */
    <T extends PimReport> T await(Class<T> kind) {
        return await(kind, any -> true);
    }

    /** The next report of a kind that fits; those before it are passed over. */
    synchronized <T extends PimReport> T await(Class<T> kind, Predicate<T> fits) {
        long untilMs = clock.nowMs() + PATIENCE_MS;
        while (true) {
            while (read < heard.size()) {
                PimReport next = heard.get(read++);
                if (kind.isInstance(next) && fits.test(kind.cast(next))) {
                    return kind.cast(next);
                }
            }
            waitUntil(untilMs, kind.getSimpleName());
        }
    }

    /** A report of a kind that fits, from the beginning, also if it was passed over. */
    synchronized <T extends PimReport> T find(Class<T> kind, Predicate<T> fits) {
        long untilMs = clock.nowMs() + PATIENCE_MS;
        while (true) {
            for (PimReport each : heard) {
                if (kind.isInstance(each) && fits.test(kind.cast(each))) {
                    return kind.cast(each);
                }
            }
            waitUntil(untilMs, kind.getSimpleName());
        }
    }

    synchronized <T extends PimReport> long count(Class<T> kind, Predicate<T> fits) {
        return heard.stream().filter(e -> kind.isInstance(e) && fits.test(kind.cast(e))).count();
    }

    /** Waits until so many reports of a kind were heard, from the beginning. */
    synchronized void awaitCount(Class<? extends PimReport> kind, long count) {
        long untilMs = clock.nowMs() + PATIENCE_MS;
        while (heard.stream().filter(kind::isInstance).count() < count) {
            waitUntil(untilMs, count + " times " + kind.getSimpleName());
        }
    }

    synchronized List<Throwable> faults() {
        return List.copyOf(faults);
    }

    /** A fresh id of the machine's making. */
    synchronized String id(String tag) {
        return "%s-%019d".formatted(tag, ids++);
    }

    /** Sends a command; its operation number. */
    synchronized long send(LongFunction<PimCommand> command) {
        long number = ++operation;
        PimCommand made = command.apply(number);
        assertThat(loop.offer(() -> pim.command(EPOCH, made))).isTrue();
        return number;
    }

    /** Sends a command and waits until its goal is reached. */
    void reach(LongFunction<PimCommand> command) {
        awaitDone(send(command));
    }

    void awaitDone(long number) {
        PimReport end = awaitOutcome(number);
        assertThat(end).as(story()).isInstanceOf(Done.class);
    }

    Failed awaitFailed(long number) {
        PimReport end = awaitOutcome(number);
        assertThat(end).as(story()).isInstanceOf(Failed.class);
        return (Failed) end;
    }

    private synchronized PimReport awaitOutcome(long number) {
        long untilMs = clock.nowMs() + PATIENCE_MS;
        while (true) {
            for (PimReport each : heard) {
                if (each instanceof Done done && done.operation() == number
                        || each instanceof Failed failed && failed.operation() == number) {
                    return each;
                }
            }
            waitUntil(untilMs, "outcome of operation " + number);
        }
    }

    void answer(String channel) {
        reach(op -> new Answer(op, channel));
    }

    /** Dials a phone; the operation number. */
    long dial(String channel, String phone, boolean autoAnswer) {
        return send(
                op ->
                        new Dial(
                                op,
                                channel,
                                "PJSIP/" + phone,
                                null,
                                "88601",
                                "Bob Miller",
                                20_000,
                                autoAnswer,
                                "ref-" + channel,
                                List.of(new Variable("Var1", "gold"))));
    }

    void bridge(String bridge, String... channels) {
        List<Seat> seats = new ArrayList<>();
        for (String channel : channels) {
            seats.add(new Seat(channel, bridge, null, false));
        }
        reach(op -> new Place(op, seats));
    }

    void music(String channel) {
        reach(op -> new Place(op, List.of(new Seat(channel, null, "hold", false))));
    }

    /** Ends whatever is still there. */
    void clearAll() {
        List<String> there = new ArrayList<>();
        synchronized (this) {
            for (PimReport each : heard) {
                switch (each) {
                    case Arrived arrived -> there.add(arrived.channel());
                    case Dialled dialled -> there.add(dialled.channel());
                    case Ringing ringing -> there.add(ringing.channel());
                    case Ended ended -> there.removeIf(ended.channel()::equals);
                    default -> {}
                }
            }
        }
        there.forEach(this::clear);
    }

    void clear(String channel) {
        reach(op -> new Clear(op, channel, 16));
    }

    /** Runs on the PIM's thread. */
    void run(java.util.function.Consumer<AsteriskPim> action) {
        loop.offer(() -> action.accept(pim));
    }

    @Override
    public void close() {
        loop.offer(pim::stop);
        loop.close();
        loops.close();
        assertThat(faults()).isEmpty();
    }
}
