package org.jackfield.gateway.member;

import org.jackfield.protocol.log.Alive;
import org.jackfield.protocol.log.Envelope;
import org.jackfield.protocol.log.KeptMachineTime;
import org.jackfield.protocol.log.KeptSourceClock;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Turns the times that a log's leader gave its entries into a time that only counts on. A leader's
 * clock may be wrong, and the next leader's differs: small steps forward are taken as they are; a
 * step back, or one beyond {@link #STEP_MAX_MS}, is a gap. So is what a life sign tells when its
 * clock went on much further than machine time did: the next leader's clock may be just as much
 * behind as nobody led. How much time a gap really was is what the clocks of the sources say in
 * their next life signs, each compared with itself before the gap; the lower median counts. A
 * process that started since has nothing to compare with, and is believed only when all have. Part
 * of the replicated state.
 */
public final class MachineTime {

    /** A larger step between two entries is not believed. */
    static final long STEP_MAX_MS = 1_000;

    /** So long after a gap the clocks heard so far decide. */
    static final long GAP_WAIT_MS = 500;

    /** So many clocks decide at once. */
    private static final int CLOCKS_ENOUGH = 2;

    private record Clock(long incarnation, long aheadMs) {}

    private final Map<Integer, Clock> clocks = new TreeMap<>();
    private final Map<Integer, Clock> missing = new TreeMap<>();
    private boolean started;
    private long nowMs;
    private long logMs;
    private long gapSinceMs = -1;

    /** Machine time in milliseconds; never less than before. */
    public long nowMs() {
        return nowMs;
    }

    /** False while the sources have not told yet how much time a gap was; it is behind then. */
    public boolean known() {
        return gapSinceMs < 0;
    }

    /**
     * Takes the next entry of the log and moves on.
     *
     * @param entryMs its time in the log
     */
    public void onEntry(long entryMs, Envelope envelope) {
        long stepMs = entryMs - logMs;
        logMs = entryMs;
        if (!started) {
            started = true;
            nowMs = entryMs;
        } else if (stepMs >= 0 && stepMs <= STEP_MAX_MS) {
            nowMs += stepMs;
        } else {
            missing.clear();
            gapSinceMs = entryMs;
        }
        if (envelope.input() instanceof Alive alive) {
            onClock(envelope, alive.wallMs() + envelope.ageMs());
        }
        if (gapSinceMs >= 0 && decided()) {
            close();
        }
    }

    private void onClock(Envelope envelope, long clockMs) {
        Clock now = new Clock(envelope.incarnation(), clockMs - nowMs);
        Clock before = clocks.get(envelope.source());
        boolean same = before != null && before.incarnation() == now.incarnation();
        long missingMs = same ? now.aheadMs() - before.aheadMs() : now.aheadMs();
        if (gapSinceMs < 0 && same && missingMs > STEP_MAX_MS) {
            gapSinceMs = logMs;
        }
        if (gapSinceMs < 0) {
            clocks.put(envelope.source(), now);
        } else {
            missing.put(envelope.source(), new Clock(now.incarnation(), missingMs));
        }
    }

    /** Number of the start that a source's last life sign was of; 0 when there was none. */
    long lastStart(int source) {
        Clock last = missing.getOrDefault(source, clocks.get(source));
        return last == null ? 0 : last.incarnation();
    }

    private boolean decided() {
        if (missing.isEmpty()) {
            return false;
        }
        return compared().size() >= Math.min(CLOCKS_ENOUGH, clocks.size())
                || logMs - gapSinceMs >= GAP_WAIT_MS;
    }

    /** What the clocks say that ran before the gap already. */
    private List<Long> compared() {
        List<Long> said = new ArrayList<>();
        missing.forEach(
                (source, clock) -> {
                    Clock before = clocks.get(source);
                    if (before != null && before.incarnation() == clock.incarnation()) {
                        said.add(clock.aheadMs());
                    }
                });
        return said;
    }

    private void close() {
        List<Long> said = compared();
        if (said.isEmpty()) {
            missing.values().forEach(each -> said.add(each.aheadMs()));
        }
        said.sort(null);
        nowMs += Math.max(0, said.get((said.size() - 1) / 2));
        gapSinceMs = -1;
        missing.clear();
    }

    /** As kept in a snapshot. */
    public KeptMachineTime keep() {
        return new KeptMachineTime(nowMs, logMs, started, gapSinceMs, keep(clocks), keep(missing));
    }

    private static List<KeptSourceClock> keep(Map<Integer, Clock> clocks) {
        List<KeptSourceClock> kept = new ArrayList<>();
        clocks.forEach(
                (source, clock) ->
                        kept.add(
                                new KeptSourceClock(source, clock.incarnation(), clock.aheadMs())));
        return kept;
    }

    /** Goes on where the snapshot was taken. */
    public void restore(KeptMachineTime kept) {
        nowMs = kept.nowMs();
        logMs = kept.logMs();
        started = kept.started();
        gapSinceMs = kept.gapSinceMs();
        restore(clocks, kept.clocks());
        restore(missing, kept.sinceGap());
    }

    private static void restore(Map<Integer, Clock> clocks, List<KeptSourceClock> kept) {
        clocks.clear();
        kept.forEach(
                each -> clocks.put(each.source(), new Clock(each.incarnation(), each.aheadMs())));
    }
}
