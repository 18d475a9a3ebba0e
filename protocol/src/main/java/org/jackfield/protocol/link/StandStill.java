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

    private final Runnable noticed;
    private long seenNs = System.nanoTime();
    private int count;

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
        boolean stood = nowNs - seenNs > NOTICED_NS;
        seenNs = nowNs;
        if (stood) {
            count++;
            noticed.run();
        }
    }

    /** How often so far. */
    int count() {
        return count;
    }
}
