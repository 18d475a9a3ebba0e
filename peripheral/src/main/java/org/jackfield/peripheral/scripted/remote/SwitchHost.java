package org.jackfield.peripheral.scripted.remote;

import org.jackfield.machine.loop.Loop;
import org.jackfield.machine.loop.MonotonicClock;
import org.jackfield.peripheral.scripted.GatewayLine;
import org.jackfield.peripheral.scripted.ScriptedSwitch;
import org.jackfield.peripheral.scripted.SwitchWire;
import org.jackfield.protocol.link.RecordLink;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * A scripted switch on the real clock, with its lines to gateways and the faults of both. All of it
 * lives on one loop.
 */
final class SwitchHost implements Loop.Turn {

    /** Any gateway, in {@link #cut} and {@link #silence}. */
    static final String ALL = "all";

    private static final int WAITING_MAX = 100_000;

    private final ScriptedSwitch owner;
    private final MonotonicClock clock;
    private final Consumer<String> log;
    private final Map<RecordLink, GatewayLine> lines = new LinkedHashMap<>();

    /** Until when whose lines are refused, or carry nothing; by the gateway's name. */
    private final Map<String, Long> cutUntilMs = new LinkedHashMap<>();

    private final Map<String, Long> silentUntilMs = new LinkedHashMap<>();
    private final Deque<Runnable> waiting = new ArrayDeque<>();

    /** What came over lines that are gone, by gateway and name. */
    private final SortedMap<String, SortedMap<String, Integer>> earlier = new TreeMap<>();

    private long pausedUntilMs;
    private long backAtMs = Long.MAX_VALUE;

    SwitchHost(ScriptedSwitch owner, MonotonicClock clock, Consumer<String> log) {
        this.owner = owner;
        this.clock = clock;
        this.log = log;
    }

    // What comes over the lines, on the loop.

    void opened(RecordLink link) {
        log.accept("a gateway connects from " + link);
        lines.put(
                link,
                new GatewayLine(
                        owner, new Muffled(link, new TcpSwitchWire.Outbox(link)), clock.nowMs()));
    }

    void received(RecordLink link, byte[] bytes) {
        if (paused()) {
            if (waiting.size() >= WAITING_MAX) {
                link.close("the switch stands still and too much waits");
            } else {
                waiting.add(() -> received(link, bytes));
            }
            return;
        }
        GatewayLine line = lines.get(link);
        if (line == null || is(silentUntilMs, line.gateway())) {
            return;
        }
        line.received(bytes, clock.nowMs());
        if (is(cutUntilMs, line.gateway())) {
            line.close("cut");
        }
    }

    void closed(RecordLink link, String reason) {
        GatewayLine line = lines.remove(link);
        if (line != null) {
            log.accept("the line of gateway " + line.gateway() + " is gone: " + reason);
            line.closed();
            count(earlier, line);
        }
    }

    private static void count(
            SortedMap<String, SortedMap<String, Integer>> sums, GatewayLine line) {
        SortedMap<String, Integer> sum =
                sums.computeIfAbsent(line.gateway(), gateway -> new TreeMap<>());
        line.commands().forEach((name, many) -> sum.merge(name, many, Integer::sum));
    }

    /** How many commands came from each gateway, by their names; also those not carried out. */
    SortedMap<String, SortedMap<String, Integer>> commands() {
        SortedMap<String, SortedMap<String, Integer>> sums = new TreeMap<>();
        earlier.forEach((gateway, sum) -> sums.put(gateway, new TreeMap<>(sum)));
        lines.values().forEach(line -> count(sums, line));
        return sums;
    }

    /** A line that carries nothing while its gateway is to hear silence. */
    private final class Muffled implements SwitchWire.Connection {

        private final RecordLink link;
        private final TcpSwitchWire.Outbox outbox;
        private boolean holed;

        private Muffled(RecordLink link, TcpSwitchWire.Outbox outbox) {
            this.link = link;
            this.outbox = outbox;
        }

        @Override
        public void send(byte[] bytes) {
            GatewayLine line = lines.get(link);
            if (line != null && is(silentUntilMs, line.gateway())) {
                holed = true;
            } else if (holed) {
                // TCP never loses from the middle: after a silence there is a new connection.
                outbox.close("silence");
            } else {
                outbox.send(bytes);
            }
        }

        @Override
        public void close(String reason) {
            outbox.close(reason);
        }
    }

    private boolean is(Map<String, Long> until, String gateway) {
        long nowMs = clock.nowMs();
        return until.getOrDefault(ALL, 0L) > nowMs || until.getOrDefault(gateway, 0L) > nowMs;
    }

    // Time.

    private boolean paused() {
        return pausedUntilMs > clock.nowMs();
    }

    @Override
    public void onTime(long nowMs) {
        if (paused()) {
            return;
        }
        while (!waiting.isEmpty()) {
            waiting.poll().run();
        }
        if (backAtMs <= nowMs) {
            backAtMs = Long.MAX_VALUE;
            owner.restart();
            log.accept("the switch is back");
        }
        for (GatewayLine line : List.copyOf(lines.values())) {
            line.onTime(nowMs);
        }
        owner.onTime(nowMs);
    }

    @Override
    public long nextDeadlineMs() {
        if (paused()) {
            return pausedUntilMs;
        }
        if (!waiting.isEmpty()) {
            return 0;
        }
        long next = Math.min(backAtMs, owner.nextDeadlineMs());
        for (GatewayLine line : lines.values()) {
            next = Math.min(next, line.nextDeadlineMs());
        }
        return next;
    }

    // Faults, on the loop.

    /** The lines of a gateway break, and cannot be made again for so long. */
    void cut(String gateway, long forMs) {
        cutUntilMs.put(gateway, clock.nowMs() + forMs);
        each(name -> is(cutUntilMs, name), line -> line.close("cut"));
    }

    /** Nothing comes through the lines of a gateway for so long, and nobody is told. */
    void silence(String gateway, long forMs) {
        silentUntilMs.put(gateway, clock.nowMs() + forMs);
    }

    private void each(Predicate<String> which, Consumer<GatewayLine> deed) {
        for (GatewayLine line : List.copyOf(lines.values())) {
            if (which.test(line.gateway())) {
                deed.accept(line);
            }
        }
    }

    /** The switch stands still for so long: neither hears nor says anything. */
    void pause(long forMs) {
        pausedUntilMs = clock.nowMs() + forMs;
    }

    /** The switch dies with every call, and is back after so long. */
    void restart(long afterMs) {
        if (owner.running()) {
            owner.crash();
            backAtMs = clock.nowMs() + afterMs;
        }
    }

    /** One line of text about who is connected. */
    String gateways() {
        StringBuilder text = new StringBuilder();
        for (GatewayLine line : lines.values()) {
            text.append(text.isEmpty() ? "" : ", ")
                    .append(line.gateway())
                    .append(line.active() ? " (active)" : "");
        }
        return text.isEmpty() ? "none" : text.toString();
    }
}
