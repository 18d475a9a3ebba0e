package org.jackfield.node.ems;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * The event log of one process. Whoever tells something never waits for a disk: events go through a
 * bounded queue to one writer; what does not fit is counted, and the log says how much was lost.
 * From any thread.
 */
public final class EmsLog implements AutoCloseable {

    /** Free text, by severity; the sentence is the argument. */
    private static final List<EmsMessage> TEXT =
            Arrays.stream(EmsSeverity.values())
                    .map(severity -> EmsMessage.of(severity, 0x1, "%1"))
                    .toList();

    private static final EmsMessage TRACE = EmsMessage.of(EmsSeverity.TRACE, 0x2, "Trace: %1 - %2");
    private static final EmsMessage LOST =
            EmsMessage.of(EmsSeverity.WARNING, 0x3, "%1 events were lost: %2");
    private static final EmsMessage FATAL =
            EmsMessage.of(EmsSeverity.ERROR, 0x4, "The process cannot go on: %1");
    private static final EmsMessage OPENED =
            EmsMessage.of(EmsSeverity.INFORMATIONAL, 0x5, "Process %1 begins, release %2, pid %3");
    private static final EmsMessage CLOSED =
            EmsMessage.of(EmsSeverity.INFORMATIONAL, 0x6, "Process %1 ends");

    private static final int QUEUE_MAX = 20_000;
    private static final long CLOSE_WAIT_S = 5;

    private final EmsSettings settings;
    private final EmsIdentity identity;
    private final EmsOutlets outlets;
    private final LongSupplier clock;
    private final EmsWriter writer;
    private final BlockingQueue<Runnable> queue = new ArrayBlockingQueue<>(QUEUE_MAX);
    private final List<Consumer<EmsEvent>> watchers = new CopyOnWriteArrayList<>();
    private final AtomicLong lost = new AtomicLong();
    private final AtomicLong sequence = new AtomicLong();
    private final Thread thread;
    private volatile int traceMask;
    private volatile int forwardLevel;
    private volatile boolean open = true;
    private volatile String failure = "the queue was full";
    private boolean failing;

    private EmsLog(
            EmsSettings settings, EmsIdentity identity, EmsOutlets outlets, LongSupplier clock) {
        this.settings = settings;
        this.identity = identity;
        this.outlets = outlets;
        this.clock = clock;
        this.traceMask = settings.traceMask();
        this.forwardLevel = settings.forwardLevel();
        this.writer = new EmsWriter(settings, identity, host(), ZoneId.systemDefault());
        this.thread = Thread.ofPlatform().name("ems").daemon(true).unstarted(this::run);
    }

    /**
     * Opens the log; its first file is begun with the first event.
     *
     * @param release of the program, for the first line
     */
    public static EmsLog open(
            EmsSettings settings, EmsIdentity identity, String release, EmsOutlets outlets) {
        return open(settings, identity, release, outlets, System::currentTimeMillis);
    }

    static EmsLog open(
            EmsSettings settings,
            EmsIdentity identity,
            String release,
            EmsOutlets outlets,
            LongSupplier clock) {
        EmsLog log = new EmsLog(settings, identity, outlets, clock);
        log.thread.start();
        log.write(OPENED, EmsIds.NONE, identity.process(), release, ProcessHandle.current().pid());
        if (settings.breaks().onInit()) {
            outlets.debugger().accept("the event log is opened (EMSBreakOnInit)");
        }
        return log;
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException unnamed) {
            return "localhost";
        }
    }

    public EmsIdentity identity() {
        return identity;
    }

    /** Tells something. */
    public void write(EmsMessage message, EmsIds ids, Object... arguments) {
        List<String> texts = new ArrayList<>();
        for (Object each : arguments) {
            texts.add(Objects.toString(each));
        }
        if (texts.size() > EmsMessage.ARGUMENTS_MAX) {
            throw new IllegalArgumentException("a message has at most five arguments: " + message);
        }
        put(message, ids, texts);
    }

    /** Tells something in free words. */
    public void text(EmsSeverity severity, EmsIds ids, String text) {
        put(TEXT.get(severity.ordinal()), ids, List.of(text));
    }

    /** Traces, if the topic is in the mask; the text is made only then. */
    public void trace(TraceTopic topic, EmsIds ids, Supplier<String> text) {
        if (traces(topic)) {
            put(TRACE, ids, List.of(topic.name(), text.get()));
        }
    }

    /** True when a topic is in the mask. */
    public boolean traces(TraceTopic topic) {
        return (traceMask & topic.bit()) != 0;
    }

    public int traceMask() {
        return traceMask;
    }

    /** Changes the mask at once, until the process ends. */
    public void traceMask(int mask) {
        traceMask = mask;
    }

    /** Changes at once what watchers get: the lowest severity, 0 to 4. */
    public void forwardLevel(int level) {
        forwardLevel = level;
    }

    public byte[] userData() {
        return settings.userData();
    }

    /** The last words of a process that cannot go on; returns when they are written. */
    public void fatal(Throwable cause) {
        StringBuilder text = new StringBuilder(Objects.toString(cause));
        for (StackTraceElement each : cause.getStackTrace()) {
            text.append(" < ").append(each);
        }
        put(FATAL, EmsIds.NONE, List.of(text.toString()));
        if (settings.breaks().onFatal()) {
            outlets.debugger().accept("fatal failure: " + cause + " (EMSDebugBreak)");
        }
        close();
    }

    /** Lets somebody watch what is forwarded: from EMSForwardLevel up. Close to end it. */
    public Watch watch(Consumer<EmsEvent> watcher) {
        watchers.add(watcher);
        return () -> watchers.remove(watcher);
    }

    /** Ends the watching. */
    @FunctionalInterface
    public interface Watch extends AutoCloseable {
        @Override
        void close();
    }

    /** Events that were lost since the last that could be written. */
    public long lost() {
        return lost.get();
    }

    private void put(EmsMessage message, EmsIds ids, List<String> arguments) {
        EmsEvent event =
                new EmsEvent(
                        clock.getAsLong(),
                        sequence.incrementAndGet(),
                        message,
                        arguments,
                        ids,
                        new byte[0]);
        if (!open || !queue.offer(() -> keep(event))) {
            lost.incrementAndGet();
        }
    }

    private void run() {
        try {
            while (open || !queue.isEmpty()) {
                Runnable task = queue.poll(200, TimeUnit.MILLISECONDS);
                if (task != null) {
                    guarded(task);
                }
            }
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        } finally {
            try {
                writer.close();
            } catch (IOException unclosed) {
                System.err.println(identity + ": the event log cannot be closed: " + unclosed);
            }
        }
    }

    private void guarded(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException fault) {
            // An outlet's fault must not end the log.
            System.err.println(identity + ": fault in the event log: " + fault);
        }
    }

    private void keep(EmsEvent event) {
        long lostBefore = lost.get();
        try {
            if (lostBefore > 0) {
                writer.write(lostEvent(lostBefore), clock.getAsLong());
                lost.addAndGet(-lostBefore);
                failing = false;
            }
            writer.write(event, clock.getAsLong());
        } catch (IOException full) {
            failed(full);
        }
        spread(event);
    }

    private EmsEvent lostEvent(long count) {
        return new EmsEvent(
                clock.getAsLong(),
                sequence.incrementAndGet(),
                LOST,
                List.of(Long.toString(count), failure),
                EmsIds.NONE,
                new byte[0]);
    }

    /** A full disk must not stop a process, and is said once. */
    private void failed(IOException full) {
        lost.incrementAndGet();
        failure = full.toString();
        if (!failing) {
            failing = true;
            System.err.println(
                    identity
                            + ": the event log cannot be written: "
                            + full
                            + "; make room in "
                            + settings.folder());
        }
    }

    private void spread(EmsEvent event) {
        int level = event.severity().level();
        if (settings.displayToScreen()) {
            outlets.screen().accept(event.text());
        }
        if (level >= settings.systemLogLevel()) {
            outlets.systemLog().accept(event);
        }
        if (level >= forwardLevel) {
            watchers.forEach(watcher -> watcher.accept(event));
        }
    }

    /** Waits until all that was told so far is written. */
    void flush() throws InterruptedException {
        CountDownLatch reached = new CountDownLatch(1);
        queue.put(reached::countDown);
        if (!reached.await(CLOSE_WAIT_S, TimeUnit.SECONDS)) {
            throw new IllegalStateException("the event log does not come along");
        }
    }

    /** Writes what waits and ends. */
    @Override
    public void close() {
        if (!open) {
            return;
        }
        put(CLOSED, EmsIds.NONE, List.of(identity.process()));
        open = false;
        try {
            thread.join(TimeUnit.SECONDS.toMillis(CLOSE_WAIT_S));
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
        if (settings.breaks().onExit()) {
            outlets.debugger().accept("the event log is closed (EMSBreakOnExit)");
        }
    }
}
