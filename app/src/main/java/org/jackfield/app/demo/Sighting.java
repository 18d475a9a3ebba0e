package org.jackfield.app.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What one client saw of one agent's work, in order, in words that both kinds of client can use.
 * Not thread-safe.
 */
final class Sighting {

    private static final int LOGGED_OUT = 1;

    private static final Map<Integer, String> STATES =
            Map.of(
                    0,
                    "login",
                    LOGGED_OUT,
                    "logged out",
                    2,
                    "not ready",
                    3,
                    "ready",
                    4,
                    "talking",
                    5,
                    "work not ready",
                    6,
                    "work ready",
                    8,
                    "reserved",
                    10,
                    "hold");

    private final List<String> calls = new ArrayList<>();
    private final List<String> states = new ArrayList<>();
    private final Map<Long, Map<String, String>> data = new TreeMap<>();

    /** Something happened to a call; the same thing told again at once counts once. */
    void call(String what, long callId) {
        add(calls, what + " " + callId);
    }

    /** The agent came into a state; that nobody was logged in at first is no news. */
    void state(int state) {
        if (state != LOGGED_OUT || !states.isEmpty()) {
            add(states, STATES.getOrDefault(state, "state " + state));
        }
    }

    /** A call's number, caller and variables, as they stood when it rang. */
    void data(long callId, Map<String, String> values) {
        Map<String, String> known = data.computeIfAbsent(callId, id -> new TreeMap<>());
        values.forEach(
                (name, value) -> {
                    if (!value.isEmpty()) {
                        known.put(name, value);
                    }
                });
    }

    List<String> calls() {
        return List.copyOf(calls);
    }

    List<String> states() {
        return List.copyOf(states);
    }

    Map<Long, Map<String, String>> data() {
        return data;
    }

    private static void add(List<String> list, String entry) {
        if (list.isEmpty() || !list.getLast().equals(entry)) {
            list.add(entry);
        }
    }
}
