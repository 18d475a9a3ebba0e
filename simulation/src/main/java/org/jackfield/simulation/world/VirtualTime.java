package org.jackfield.simulation.world;

import java.util.PriorityQueue;

/**
 * Time that stands still while somebody works and then jumps to the next thing to be done. Things
 * due at the same time are done in the order in which they were noted.
 */
public final class VirtualTime {

    /** What has timers of its own, for instance a machine. */
    public interface Timed {

        /** Fires what is due. */
        void onTime(long nowMs);

        /** When it wants to be called next; {@link Long#MAX_VALUE} when never. */
        long nextDeadlineMs();
    }

    private record Due(long atMs, long order, Runnable action) implements Comparable<Due> {
        @Override
        public int compareTo(Due other) {
            int byTime = Long.compare(atMs, other.atMs);
            return byTime != 0 ? byTime : Long.compare(order, other.order);
        }
    }

    /** A timed thing and when it will be looked at next. */
    public final class Watch {
        private final Timed timed;
        private long lookAtMs = Long.MAX_VALUE;

        private Watch(Timed timed) {
            this.timed = timed;
        }

        /** To be called after anything that may have moved the deadline. */
        public void look() {
            long next = Math.max(timed.nextDeadlineMs(), nowMs);
            if (next < lookAtMs) {
                lookAtMs = next;
                at(next, () -> fire(next));
            }
        }

        private void fire(long at) {
            if (at != lookAtMs) {
                return;
            }
            lookAtMs = Long.MAX_VALUE;
            if (timed.nextDeadlineMs() <= nowMs) {
                timed.onTime(nowMs);
            }
            look();
        }
    }

    private final PriorityQueue<Due> agenda = new PriorityQueue<>();
    private long nowMs;
    private long order;
    private long done;

    public VirtualTime(long startMs) {
        this.nowMs = startMs;
    }

    public long nowMs() {
        return nowMs;
    }

    /** How many things were done so far. */
    public long done() {
        return done;
    }

    /** Does something at a time; at once, but after what is noted already, if it is past. */
    public void at(long atMs, Runnable action) {
        agenda.add(new Due(Math.max(atMs, nowMs), order++, action));
    }

    /** Does something after a delay. */
    public void after(long delayMs, Runnable action) {
        at(nowMs + delayMs, action);
    }

    /** Looks after a timed thing from now on. */
    public Watch watch(Timed timed) {
        Watch watch = new Watch(timed);
        watch.look();
        return watch;
    }

    /** Does everything until a time, which it then is. */
    public void runUntil(long untilMs) {
        while (!agenda.isEmpty() && agenda.peek().atMs <= untilMs) {
            Due due = agenda.poll();
            nowMs = due.atMs;
            done++;
            due.action.run();
        }
        nowMs = Math.max(nowMs, untilMs);
    }
}
