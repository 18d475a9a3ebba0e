package org.jackfield.peripheral.scripted;

import java.util.TreeMap;

/** What is to be done when; things due at the same time are done in the order they were noted. */
final class Agenda {

    private record Due(long atMs, long order) implements Comparable<Due> {
        @Override
        public int compareTo(Due other) {
            int byTime = Long.compare(atMs, other.atMs);
            return byTime != 0 ? byTime : Long.compare(order, other.order);
        }
    }

    private final TreeMap<Due, Runnable> items = new TreeMap<>();
    private long nextOrder;

    void at(long atMs, Runnable action) {
        items.put(new Due(atMs, nextOrder++), action);
    }

    /** When the first is due; {@link Long#MAX_VALUE} when there is none. */
    long nextMs() {
        return items.isEmpty() ? Long.MAX_VALUE : items.firstKey().atMs;
    }

    /** Takes out the first that is due, or returns null. */
    Runnable poll(long nowMs) {
        if (items.isEmpty() || items.firstKey().atMs > nowMs) {
            return null;
        }
        return items.pollFirstEntry().getValue();
    }
}
