package org.jackfield.simulation.bench.failover;

import org.jackfield.protocol.cil.Outcome;

import java.util.EnumMap;
import java.util.Map;

/** What all desktops of a run counted. */
final class DeskCount {

    private final Map<Outcome, Integer> clicks = new EnumMap<>(Outcome.class);
    private int loggedIn;
    private int loggedOut;
    private int lost;
    private int doubled;
    private int late;
    private String trouble = "-";

    void cameIn() {
        loggedIn++;
    }

    void wentOut(String agent) {
        loggedOut++;
        trouble = "agent " + agent + " was logged out";
    }

    /** An event with its number; the first of a session has no last. */
    void event(long number, long last) {
        if (last == 0 || number == last + 1) {
            return;
        }
        if (number > last) {
            lost += (int) (number - last - 1);
            trouble = "event " + number + " came after " + last;
        } else {
            doubled++;
            trouble = "event " + number + " came again after " + last;
        }
    }

    void late(String agent, long afterMs) {
        late++;
        trouble = "agent " + agent + " not ready " + afterMs + " ms after the click";
    }

    void click(Outcome outcome) {
        clicks.merge(outcome, 1, Integer::sum);
    }

    void trouble(String text) {
        trouble = text;
    }

    int loggedIn() {
        return loggedIn;
    }

    /** {@code loggedOut lost doubled late}, then the clicks and the last trouble. */
    String text() {
        return "%d %d %d %d %s %s"
                .formatted(
                        loggedOut,
                        lost,
                        doubled,
                        late,
                        clicks.toString().replace(' ', '_'),
                        trouble.replace(' ', '_'));
    }
}
