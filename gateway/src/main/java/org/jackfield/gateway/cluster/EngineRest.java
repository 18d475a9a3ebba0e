package org.jackfield.gateway.cluster;

import org.agrona.concurrent.IdleStrategy;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * How the threads of one member's engine rest. What a thread waits for is mostly made by another
 * thread of the same process: so whoever has done something wakes those who go on with it, and
 * nobody has to look for it every millisecond. Only the driver looks at its sockets often.
 *
 * <p>A wake-up that is not told (time, commands to the driver) is bounded by the longest rest.
 */
final class EngineRest {

    private static final long DRIVER_MAX_NS = TimeUnit.MILLISECONDS.toNanos(4);
    private static final long WOKEN_MAX_NS = TimeUnit.MILLISECONDS.toNanos(20);

    /**
     * Names of hosts, answers of the driver to our own client, and what another member is copied
     * from: rare, waited for at a change.
     */
    private static final long ALONE_MAX_NS = TimeUnit.MILLISECONDS.toNanos(10);

    /** A thread that waits in the middle of its work, as for place in a buffer. */
    private static final long MIDDLE_MAX_NS = TimeUnit.MILLISECONDS.toNanos(1);

    /** A thread that works without a pause wakes the others so often. */
    private static final long WAKE_AGAIN_NS = TimeUnit.MICROSECONDS.toNanos(500);

    private static final long FIRST_NS = TimeUnit.MICROSECONDS.toNanos(50);

    private final Rest driver;
    private final Rest archive;
    private final Rest consensus;
    private final Rest service;

    EngineRest() {
        this(FIRST_NS, DRIVER_MAX_NS, WOKEN_MAX_NS);
    }

    /**
     * With other times.
     *
     * @param firstNs of the rest after something was done; each is twice as long as the one before
     */
    EngineRest(long firstNs, long driverMaxNs, long wokenMaxNs) {
        driver = new Rest(firstNs, driverMaxNs);
        archive = new Rest(firstNs, wokenMaxNs);
        consensus = new Rest(firstNs, wokenMaxNs);
        service = new Rest(firstNs, wokenMaxNs);
        driver.next = new Rest[] {archive, consensus};
        archive.next = new Rest[] {driver, consensus};
        consensus.next = new Rest[] {driver, archive, service};
        service.next = new Rest[] {consensus};
        for (Rest each : new Rest[] {driver, archive, consensus, service}) {
            each.all = new Rest[] {driver, archive, consensus, service};
        }
    }

    /** Sends and receives. */
    IdleStrategy driver() {
        return driver;
    }

    /** Writes what came in and what is sent. */
    IdleStrategy archive() {
        return archive;
    }

    /** Agrees on what is written. */
    IdleStrategy consensus() {
        return consensus;
    }

    /** Takes what was agreed on. */
    IdleStrategy service() {
        return service;
    }

    /** Of a thread that nobody wakes. */
    static IdleStrategy alone() {
        return new Rest(FIRST_NS, ALONE_MAX_NS);
    }

    /** Something is to be sent. */
    void send() {
        driver.wake();
    }

    /** Of one thread; {@link #wake} may be called by all. */
    private static final class Rest implements IdleStrategy {

        private final long firstNs;
        private final long maxNs;
        private Rest[] next = {};
        private Rest[] all = {};
        private volatile Thread resting;
        private volatile boolean woken;
        private long restNs;
        private long toldNs = System.nanoTime() - WAKE_AGAIN_NS;
        private boolean untold;

        Rest(long firstNs, long maxNs) {
            this.firstNs = firstNs;
            this.maxNs = maxNs;
        }

        /** Between two turns. */
        @Override
        public void idle(int workCount) {
            if (workCount > 0) {
                reset();
                untold = true;
                long nowNs = System.nanoTime();
                if (nowNs - toldNs >= WAKE_AGAIN_NS) {
                    toldNs = nowNs;
                    tellNext();
                }
            } else {
                if (untold) {
                    tellNext();
                }
                rest(maxNs);
            }
        }

        private void tellNext() {
            untold = false;
            for (Rest each : next) {
                each.wake();
            }
        }

        /** In the middle of a turn: what it waits for, whichever other thread has to make it. */
        @Override
        public void idle() {
            for (Rest each : all) {
                if (each != this) {
                    each.wake();
                }
            }
            rest(Math.min(maxNs, MIDDLE_MAX_NS));
        }

        /** Once without rest, then for longer and longer. */
        private void rest(long longestNs) {
            if (restNs == 0) {
                restNs = firstNs;
                Thread.yield();
            } else {
                resting = Thread.currentThread();
                if (!woken) {
                    LockSupport.parkNanos(this, Math.min(restNs, longestNs));
                }
                resting = null;
                restNs = Math.min(maxNs, 2 * restNs);
            }
            // Before the thread looks again: what is told from now on makes it look once more.
            woken = false;
        }

        @Override
        public void reset() {
            restNs = 0;
        }

        /** Makes the thread look again. */
        void wake() {
            woken = true;
            Thread thread = resting;
            if (thread != null) {
                LockSupport.unpark(thread);
            }
        }

        @Override
        public String alias() {
            return "rest";
        }
    }
}
