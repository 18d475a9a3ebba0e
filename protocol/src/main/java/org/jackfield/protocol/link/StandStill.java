package org.jackfield.protocol.link;

import io.netty.channel.EventLoop;

import java.util.concurrent.TimeUnit;

/**
 * Notices that an event loop stood still: its process was stopped, its machine was paused, or
 * something blocked it. What is read from sockets then may be as old as that. On the loop.
 */
final class StandStill {

    /** As long as a request may be on its way. */
    private static final long NOTICED_NS = TimeUnit.SECONDS.toNanos(2);

    private static final int TICK_MS = 250;

    /** A shorter absence is nothing for a request to age by. */
    private static final long SHORT_NS = TimeUnit.MILLISECONDS.toNanos(500);

    /** Within so long all that waited in the sockets is read. */
    private static final long CAUGHT_UP_NS = TimeUnit.SECONDS.toNanos(1);

    private final Runnable noticed;
    private long seenNs = System.nanoTime();
    private int count;
    private long stoodNs;
    private long stoodUntilNs = seenNs;

    /**
     * Begins to watch.
     *
     * @param noticed called on the loop, before anything that was read
     */
    StandStill(EventLoop loop, Runnable noticed) {
        this.noticed = noticed;
        loop.scheduleWithFixedDelay(this::look, TICK_MS, TICK_MS, TimeUnit.MILLISECONDS);
    }

    /** Before anything that was read is handed on. */
    void look() {
        long nowNs = System.nanoTime();
        long goneNs = nowNs - seenNs;
        if (nowNs - stoodUntilNs > CAUGHT_UP_NS) {
            stoodNs = 0;
        }
        if (goneNs > SHORT_NS) {
            stoodNs += goneNs;
            stoodUntilNs = nowNs;
        }
        seenNs = nowNs;
        if (goneNs > NOTICED_NS) {
            count++;
            noticed.run();
        }
    }

    /**
     * How long what is read now may have lain in its socket, in milliseconds: 0 in ordinary
     * running, and as long as the loop stood still until it has caught up.
     */
    int waitedMs() {
        look();
        return Math.clamp(TimeUnit.NANOSECONDS.toMillis(stoodNs), 0, Integer.MAX_VALUE);
    }

    /** How often so far. */
    int count() {
        return count;
    }
}
