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
     * Names of hosts, and answers of the driver to our own client: rare, waited for at a change.
     */
    private static final long ALONE_MAX_NS = TimeUnit.MILLISECONDS.toNanos(10);

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
        private volatile Thread resting;
        private volatile boolean woken;
        private long restNs;

        Rest(long firstNs, long maxNs) {
            this.firstNs = firstNs;
            this.maxNs = maxNs;
        }

        @Override
        public void idle(int workCount) {
            if (workCount > 0) {
                reset();
                for (Rest each : next) {
                    each.wake();
                }
            } else {
                idle();
            }
        }

        /** Once without rest, then for longer and longer. */
        @Override
        public void idle() {
            if (restNs == 0) {
                restNs = firstNs;
                Thread.yield();
            } else {
                resting = Thread.currentThread();
                if (!woken) {
                    LockSupport.parkNanos(this, restNs);
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
