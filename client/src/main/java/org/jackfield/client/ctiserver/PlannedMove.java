package org.jackfield.client.ctiserver;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/**
 * A change of the active side that was announced (ACTIVE_MAINTENANCE_EVENT): requests wait for the
 * new session instead of failing, but never longer than {@value #HOLD_MS} ms.
 */
final class PlannedMove {

    private static final int HOLD_MS = 1_500;

    /** More than a server asks in so short a time; a bound, not a limit that is met. */
    private static final int HELD_MAX = 10_000;

    /** What is under way is answered within this time, or not at all: nothing is done later. */
    private static final int DRAIN_MS = 2_000;

    /** The server gives each of its steps 5 s. */
    private static final int OVER_MS = 11_000;

    private record Held(CtiClientInput.Ask ask, long untilMs) {}

    private final Deque<Held> held = new ArrayDeque<>();
    private boolean on;
    private boolean stopSaid;
    private boolean off;
    private CtiClientOutput.Down down;
    private long overMs = Long.MAX_VALUE;
    private long downMs = Long.MAX_VALUE;
    private long drainedMs = Long.MAX_VALUE;

    /** The server has decided: from here on requests wait. */
    void begin(long nowMs) {
        on = true;
        stopSaid = false;
        off = false;
        overMs = nowMs + OVER_MS;
    }

    boolean on() {
        return on;
    }

    /** The old side keeps its clients, but the other one serves already. */
    void callOff() {
        off = on;
    }

    /** True when nobody need wait any more should the other side be lost. */
    boolean calledOff() {
        return off;
    }

    /** True once: the old session is to be told that nothing more comes. */
    boolean mayStop() {
        boolean first = on && !stopSaid && down == null;
        stopSaid |= first;
        return first;
    }

    /** The other side serves before all that was asked at the old one is answered. */
    void drain(long nowMs) {
        drainedMs = nowMs + DRAIN_MS;
    }

    /** The old session is not to be left after all. */
    void drainNoMore() {
        drainedMs = Long.MAX_VALUE;
    }

    /** Whether nobody need wait for answers of the old side any more. */
    boolean drained(long nowMs) {
        return !on || drainedMs <= nowMs;
    }

    /** A request waits; false when it cannot. */
    boolean hold(CtiClientInput.Ask ask, long nowMs) {
        if (held.size() >= HELD_MAX) {
            return false;
        }
        return held.add(new Held(ask, nowMs + Math.min(HOLD_MS, ask.timeoutMs())));
    }

    /** The old session is gone before the new one has come: nobody need know yet. */
    void lost(CtiClientOutput.Down lost, long nowMs) {
        down = lost;
        downMs = nowMs + HOLD_MS;
    }

    /** Tells of the loss of the old session, if that was put off. */
    void tellDown(Consumer<? super CtiClientOutput> out) {
        if (down != null) {
            out.accept(down);
            down = null;
            downMs = Long.MAX_VALUE;
        }
    }

    /** It is over, one way or the other; {@code again} takes the requests that waited. */
    void end(Consumer<CtiClientInput.Ask> again) {
        on = false;
        off = false;
        overMs = Long.MAX_VALUE;
        drainedMs = Long.MAX_VALUE;
        while (!held.isEmpty()) {
            again.accept(held.poll().ask);
        }
    }

    /** When {@link #onTime} wants to be called next. */
    long nextDeadlineMs() {
        long heldMs = held.isEmpty() ? Long.MAX_VALUE : held.peek().untilMs;
        return Math.min(Math.min(heldMs, drainedMs), Math.min(overMs, downMs));
    }

    /** Ends requests that waited too long. True when the whole change took too long. */
    boolean onTime(long nowMs, Consumer<? super CtiClientOutput> out) {
        while (!held.isEmpty() && held.peek().untilMs <= nowMs) {
            CtiOutcome late = new CtiOutcome.NotOpen("the active side is being changed");
            out.accept(new CtiClientOutput.Ended(held.poll().ask.token(), late));
        }
        return Math.min(overMs, downMs) <= nowMs;
    }
}
