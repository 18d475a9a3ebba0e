package org.jackfield.machine.loop;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * One thread that owns what it runs: tasks from a bounded inbox, in order, and a deadline. Several
 * machines may live on one loop. A full inbox refuses ({@link #offer} gives false); what is refused
 * is the caller's decision.
 */
public final class Loop implements AutoCloseable {

    /** What lives on the loop and has timers. */
    public interface Turn {

        /** Fires what is due. */
        void onTime(long nowMs);

        /** When it wants to be called next; {@link Long#MAX_VALUE} when never. */
        long nextDeadlineMs();

        /**
         * The thread did not run for so long though it had to: the host was asleep, or starved it.
         * Called before anything that waits is done.
         */
        default void onPause(long pausedMs) {
            // most do not mind
        }
    }

    private static final int TASKS_BETWEEN_TIMERS = 256;
    private static final int WAIT_MAX_MS = 1_000;

    /** A shorter absence is no pause. */
    private static final int PAUSE_MS = 800;

    private final BlockingQueue<Runnable> inbox;
    private final MonotonicClock clock;
    private final Consumer<Throwable> onFault;
    private final Thread thread;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private volatile boolean running = true;
    private Turn turn;

    // On the loop's thread: by when it has to run again at the latest.
    private long runsByMs = Long.MAX_VALUE;

    /**
     * Starts the thread.
     *
     * @param name of the thread
     * @param inboxMax tasks that may wait
     * @param onFault hears what a task or turn threw; the loop goes on, also when this throws
     */
    public Loop(String name, int inboxMax, MonotonicClock clock, Consumer<Throwable> onFault) {
        this.inbox = new ArrayBlockingQueue<>(inboxMax);
        this.clock = clock;
        this.onFault = onFault;
        this.thread = Thread.ofPlatform().name(name).daemon(true).unstarted(this::run);
    }

    /** Starts to run, with what has timers. */
    public void start(Turn timed) {
        this.turn = timed;
        thread.start();
    }

    /** Hands in a task; false when the inbox is full or the loop is closed. */
    public boolean offer(Runnable task) {
        return running && inbox.offer(task);
    }

    /** True on the loop's own thread. */
    public boolean inside() {
        return Thread.currentThread() == thread;
    }

    /** The time that the loop's turns are told. */
    public long nowMs() {
        return clock.nowMs();
    }

    private void run() {
        try {
            while (running) {
                Runnable task = next();
                for (int taken = 0; task != null; taken++) {
                    noticePause();
                    guarded(task);
                    task = taken < TASKS_BETWEEN_TIMERS ? inbox.poll() : null;
                }
                noticePause();
                guarded(this::fire);
            }
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        } finally {
            stopped.countDown();
        }
    }

    private Runnable next() throws InterruptedException {
        long nowMs = clock.nowMs();
        long waitMs = Math.clamp(turn.nextDeadlineMs() - nowMs, 0, WAIT_MAX_MS);
        runsByMs = nowMs + waitMs;
        return waitMs == 0 ? inbox.poll() : inbox.poll(waitMs, TimeUnit.MILLISECONDS);
    }

    private void noticePause() {
        long nowMs = clock.nowMs();
        long pausedMs = nowMs - runsByMs;
        runsByMs = nowMs;
        if (pausedMs > PAUSE_MS) {
            guarded(() -> turn.onPause(pausedMs));
        }
    }

    private void fire() {
        long nowMs = clock.nowMs();
        if (turn.nextDeadlineMs() <= nowMs) {
            turn.onTime(nowMs);
        }
    }

    private void guarded(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | Error fault) {
            report(fault);
        }
    }

    /** Whoever hears of faults and fails at that must not end the loop either. */
    private void report(Throwable fault) {
        try {
            onFault.accept(fault);
        } catch (RuntimeException | Error second) {
            second.addSuppressed(fault);
            thread.getThreadGroup().uncaughtException(thread, second);
        }
    }

    /** Stops after the task at hand; what waits in the inbox is dropped. */
    @Override
    public void close() {
        running = false;
        if (inside()) {
            return;
        }
        thread.interrupt();
        try {
            if (!stopped.await(5, TimeUnit.SECONDS)) {
                report(new IllegalStateException(thread.getName() + " did not stop"));
            }
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }
}
