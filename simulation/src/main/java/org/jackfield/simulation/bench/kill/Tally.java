package org.jackfield.simulation.bench.kill;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What was counted in all rounds; from any thread. */
final class Tally {

    /** What must not happen. */
    enum Kind {
        LOST_CALLS,
        LOST_DATA,
        LATE_ACTIONS,
        STUCK,
        AUDIO_LOST,
        WRONGLY_LOGGED_OUT,
        LOST_EVENTS,
        DOUBLED_EVENTS,
        DIED
    }

    private final Map<Kind, Integer> bad = new TreeMap<>();
    private final Map<String, Integer> victims = new TreeMap<>();
    private final Map<String, Integer> outcomes = new TreeMap<>();
    private final List<String> findings = new ArrayList<>();
    private long longestGapMs;

    synchronized void found(Kind kind, String text) {
        bad.merge(kind, 1, Integer::sum);
        findings.add(kind + ": " + text);
    }

    synchronized void killed(String victim) {
        victims.merge(victim, 1, Integer::sum);
    }

    synchronized void clicked(String outcome) {
        outcomes.merge(outcome, 1, Integer::sum);
    }

    synchronized void heardAfter(long gapMs) {
        longestGapMs = Math.max(longestGapMs, gapMs);
    }

    synchronized int count(Kind kind) {
        return bad.getOrDefault(kind, 0);
    }

    synchronized List<String> findings() {
        return List.copyOf(findings);
    }

    synchronized String victims() {
        return victims.toString();
    }

    synchronized String outcomes() {
        return outcomes.toString();
    }

    synchronized long longestGapMs() {
        return longestGapMs;
    }
}
