package org.jackfield.gateway.member;

import java.util.Map;
import java.util.TreeMap;

/**
 * Counts the requests of a side's clients that have no outcome yet: from their password's check, or
 * from when they were handed in, to the answer that the machine gave.
 */
final class OpenRequests {

    private final Map<Long, Integer> bySession = new TreeMap<>();

    void began(long session) {
        bySession.merge(session, 1, Integer::sum);
    }

    void ended(long session) {
        bySession.computeIfPresent(session, (key, open) -> open > 1 ? open - 1 : null);
    }

    /** Whoever asked hears nothing any more. */
    void gone(long session) {
        bySession.remove(session);
    }

    int count() {
        return bySession.values().stream().mapToInt(Integer::intValue).sum();
    }
}
