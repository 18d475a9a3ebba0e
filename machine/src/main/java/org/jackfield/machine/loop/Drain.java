package org.jackfield.machine.loop;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntSupplier;

/**
 * The end of a server whose clients wait for answers: no more is taken, and what is under way gets
 * its outcome. For a thread that is not the loop's.
 */
public final class Drain {

    private static final long AGAIN_NS = 5_000_000;

    /** A loop that is silent for so long will not say anything more. */
    private static final long ANSWER_MS = 1_000;

    private Drain() {}

    /**
     * Waits until nothing is under way.
     *
     * @param refuse lets the server take no more; runs on the loop
     * @param open how much is under way; asked on the loop
     * @param waitMs to wait at most
     * @return how much is under way after that, 0 when nothing is, -1 when the loop did not say
     */
    public static int await(Loop loop, Runnable refuse, IntSupplier open, long waitMs) {
        long deadlineNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(waitMs);
        int left = loop.offer(refuse) ? counted(loop, open) : -1;
        while (left > 0
                && System.nanoTime() < deadlineNs
                && !Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(AGAIN_NS);
            left = counted(loop, open);
        }
        return left;
    }

    private static int counted(Loop loop, IntSupplier open) {
        CompletableFuture<Integer> counted = new CompletableFuture<>();
        if (!loop.offer(() -> counted.complete(open.getAsInt()))) {
            return -1;
        }
        return counted.completeOnTimeout(-1, ANSWER_MS, TimeUnit.MILLISECONDS).join();
    }
}
