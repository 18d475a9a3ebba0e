package org.jackfield.peripheral.asterisk.ari;

import org.jackfield.protocol.pim.PimReport;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** The commands that are under way, and what they work with. */
final class Operations implements Switchboard.Watcher {

    private final Map<Long, Operation> open = new LinkedHashMap<>();
    private final AriSettings settings;
    private final Requests requests;
    private final Consumer<PimReport> out;
    private final Consumer<String> log;
    private Switchboard board;

    /** Announcements that Asterisk has; those asked for since are added. */
    final Map<String, Boolean> sounds = new LinkedHashMap<>();

    Operations(
            AriSettings settings,
            Requests requests,
            Consumer<PimReport> out,
            Consumer<String> log) {
        this.settings = settings;
        this.requests = requests;
        this.out = out;
        this.log = log;
    }

    void workOn(Switchboard switchboard) {
        board = switchboard;
    }

    AriSettings settings() {
        return settings;
    }

    Requests requests() {
        return requests;
    }

    Switchboard board() {
        return board;
    }

    long nowMs() {
        return requests.nowMs();
    }

    void report(PimReport report) {
        out.accept(report);
    }

    void log(String line) {
        log.accept(line);
    }

    /** Begins it, unless the same is under way. */
    void begin(Operation operation) {
        if (open.putIfAbsent(operation.id, operation) == null) {
            operation.begin();
        }
    }

    Operation find(long id) {
        return open.get(id);
    }

    void forget(Operation operation) {
        open.remove(operation.id, operation);
    }

    @Override
    public void changed(AriChannel channel) {
        each(operation -> operation.changed(channel));
    }

    @Override
    public void ended(AriChannel channel, int cause) {
        each(operation -> operation.gone(channel, cause));
    }

    @Override
    public void played(String playback, String state) {
        if (find(PlayOperation.operationOf(playback)) instanceof PlayOperation play) {
            play.played(state);
        }
    }

    /**
     * No answer comes any more; what cannot go on by itself fails when the time to settle is over.
     */
    void linkLost(long nowMs) {
        long untilMs = nowMs + settings.settleMs();
        each(
                operation ->
                        operation.linkLost(operation.outlivesTheLink() ? Long.MAX_VALUE : untilMs));
    }

    /** After the switch was listed anew behind a lost link. */
    void settle() {
        each(Operation::listed);
    }

    void fire() {
        each(
                operation -> {
                    if (operation.deadlineMs <= nowMs()) {
                        operation.fire();
                    }
                });
    }

    long nextDeadlineMs() {
        long next = Long.MAX_VALUE;
        for (Operation each : open.values()) {
            next = Math.min(next, each.deadlineMs);
        }
        return next;
    }

    private void each(Consumer<Operation> action) {
        List<Operation> now = new ArrayList<>(open.values());
        for (Operation operation : now) {
            if (!operation.ended()) {
                action.accept(operation);
            }
        }
    }
}
