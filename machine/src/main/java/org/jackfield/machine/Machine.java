package org.jackfield.machine;

import java.util.function.Consumer;

/**
 * A deterministic state machine: the same inputs at the same times give the same outputs, in every
 * JVM, at any time later. It does no I/O, reads no clock, starts no thread, draws no random number
 * and writes no log; it is told the time, and it sends, logs and sets timers by what it puts out.
 *
 * <p>A host (the in-memory loop, the cluster, the simulator) calls one method at a time. Reads are
 * further methods of the concrete machine; they change nothing and may be called between inputs.
 *
 * @param <I> what goes in
 * @param <O> what comes out, in order; the host carries it out after the call returned
 */
public interface Machine<I, O> {

    /**
     * Takes one input.
     *
     * @param nowMs machine time in milliseconds; never less than at any earlier call
     * @param out takes the outputs, in order; must not call back into the machine
     */
    void onInput(I input, long nowMs, Consumer<? super O> out);

    /** Fires every timer that is due at {@code nowMs}, earliest first. */
    void onTime(long nowMs, Consumer<? super O> out);

    /** When {@link #onTime} wants to be called next; {@link Long#MAX_VALUE} when never. */
    long nextDeadlineMs();

    /** The whole state; a machine that {@link #restore}s it gives the same outputs from then on. */
    byte[] snapshot();

    /** Replaces the state of a new machine by a snapshot. */
    void restore(byte[] snapshot);

    /** A hash of the state, equal on every member that took the same inputs. */
    default long stateHash() {
        return StateHash.of(snapshot());
    }
}
