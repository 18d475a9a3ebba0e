package org.jackfield.simulation.check;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What was found wrong: every kind counted, the first of each kept with its time. */
public final class Findings {

    private static final int KEPT_OF_A_KIND_MAX = 5;

    /**
     * Something wrong.
     *
     * @param atMs when it was noticed
     * @param rule which rule was broken; the same words for the same rule
     * @param what the case
     */
    public record Finding(long atMs, String rule, String what) {}

    private final Map<String, Long> counts = new LinkedHashMap<>();
    private final List<Finding> kept = new ArrayList<>();

    public void add(long atMs, String rule, String what) {
        long count = counts.merge(rule, 1L, Long::sum);
        if (count <= KEPT_OF_A_KIND_MAX) {
            kept.add(new Finding(atMs, rule, what));
        }
    }

    public boolean isEmpty() {
        return counts.isEmpty();
    }

    /** How often each rule was broken. */
    public Map<String, Long> counts() {
        return new LinkedHashMap<>(counts);
    }

    /** The first few of each rule, in the order they were noticed. */
    public List<Finding> kept() {
        return List.copyOf(kept);
    }
}
