package org.jackfield.machine;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/**
 * The timers of a machine: at most one a key, fired in the order of their deadlines, equal
 * deadlines in the order in which they were set. The keys belong to the snapshot: see {@link #all}.
 *
 * @param <K> what a timer is for; equal by value
 */
public final class Timers<K> {

    private record Due(long atMs, long order) implements Comparable<Due> {
        @Override
        public int compareTo(Due other) {
            int byTime = Long.compare(atMs, other.atMs);
            return byTime != 0 ? byTime : Long.compare(order, other.order);
        }
    }

    private final TreeMap<Due, K> byDue = new TreeMap<>();
    private final Map<K, Due> byKey = new LinkedHashMap<>();
    private long nextOrder;

    /** Sets or moves the timer of a key. */
    public void set(K key, long atMs) {
        cancel(key);
        Due due = new Due(atMs, nextOrder++);
        byDue.put(due, key);
        byKey.put(key, due);
    }

    /** Removes the timer of a key, if there is one. */
    public void cancel(K key) {
        Due due = byKey.remove(key);
        if (due != null) {
            byDue.remove(due);
        }
    }

    /** When the timer of a key is due; {@link Long#MAX_VALUE} when it is not set. */
    public long dueMs(K key) {
        Due due = byKey.get(key);
        return due == null ? Long.MAX_VALUE : due.atMs;
    }

    /** When the first timer is due; {@link Long#MAX_VALUE} when none is set. */
    public long nextMs() {
        return byDue.isEmpty() ? Long.MAX_VALUE : byDue.firstKey().atMs;
    }

    /** Takes out the first timer that is due, or returns null. */
    public K poll(long nowMs) {
        if (byDue.isEmpty() || byDue.firstKey().atMs > nowMs) {
            return null;
        }
        K key = byDue.pollFirstEntry().getValue();
        byKey.remove(key);
        return key;
    }

    /** Every timer with its deadline, in firing order; setting them again gives the same order. */
    public void all(BiConsumer<K, Long> each) {
        byDue.forEach((due, key) -> each.accept(key, due.atMs));
    }

    public boolean isEmpty() {
        return byDue.isEmpty();
    }
}
