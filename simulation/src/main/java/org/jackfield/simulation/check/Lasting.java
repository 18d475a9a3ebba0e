package org.jackfield.simulation.check;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Differences between two who must agree. What is under way is no difference yet: one counts when
 * each look in turn sees it, for longer than the time in which it has to be repaired.
 */
final class Lasting {

    /** A difference may live so long. */
    static final long REPAIR_MS = 10_000;

    /**
     * A difference that a look sees.
     *
     * @param rule which rule is broken; the same words for the same rule
     * @param where what makes it the same difference at the next look
     * @param how what is so there now; it may be otherwise at each look
     */
    record Difference(String rule, String where, String how) {

        void tell(Findings findings, long nowMs) {
            findings.add(nowMs, rule, how.isEmpty() ? where : where + ": " + how);
        }
    }

    private record Place(String rule, String where) {}

    private final Findings findings;
    private Map<Place, Long> suspected = new LinkedHashMap<>();

    Lasting(Findings findings) {
        this.findings = findings;
    }

    /** Differences seen so far mean nothing any more: there was a fault. */
    void forgive() {
        suspected = new LinkedHashMap<>();
    }

    /** Takes all that a look sees; what it does not see is over. */
    void look(List<Difference> seen, long nowMs) {
        Map<Place, Long> now = new LinkedHashMap<>();
        for (Difference each : seen) {
            Place place = new Place(each.rule(), each.where());
            long since = suspected.getOrDefault(place, nowMs);
            if (nowMs - since > REPAIR_MS) {
                each.tell(findings, nowMs);
            } else {
                now.put(place, since);
            }
        }
        suspected = now;
    }
}
