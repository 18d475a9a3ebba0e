package org.jackfield.peripheral.asterisk.ari;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/** Requests on their way: numbers, who waits for the answer, and until when. */
final class Requests {

    private record Open(AriRequest request, Consumer<AriResponse> then, long deadlineMs) {}

    private final Map<Long, Open> open = new LinkedHashMap<>();
    private final AriOutputs outputs;
    private final AriSettings settings;
    private long lastNumber;
    private long nowMs;

    Requests(AriSettings settings, AriOutputs outputs) {
        this.settings = settings;
        this.outputs = outputs;
    }

    void time(long now) {
        nowMs = now;
    }

    long nowMs() {
        return nowMs;
    }

    /** Sends behind those sent before; {@code then} hears the answer, if one comes. */
    void send(AriRequest request, Consumer<AriResponse> then) {
        lastNumber++;
        open.put(lastNumber, new Open(request, then, nowMs + settings.requestMs()));
        outputs.send(lastNumber, request);
    }

    /** Sends what need not succeed. */
    void send(AriRequest request) {
        send(request, answer -> {});
    }

    void answered(AriResponse response) {
        Open asked = open.remove(response.request());
        if (asked != null) {
            asked.then().accept(response);
        }
    }

    boolean full() {
        return open.size() >= settings.requestsMax();
    }

    /** When the oldest is overdue. */
    long nextDeadlineMs() {
        Iterator<Open> oldest = open.values().iterator();
        return oldest.hasNext() ? oldest.next().deadlineMs() : Long.MAX_VALUE;
    }

    /** The oldest if it is overdue, for people; else null. */
    String overdue() {
        if (nextDeadlineMs() > nowMs) {
            return null;
        }
        return open.values().iterator().next().request().brief();
    }

    /** None of them will be answered any more. */
    void forget() {
        open.clear();
    }
}
