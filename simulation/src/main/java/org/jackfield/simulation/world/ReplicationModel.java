package org.jackfield.simulation.world;

import org.jackfield.peripheral.scripted.Dice;
import org.jackfield.protocol.log.Envelope;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the replication engine does to a group of three, the bad too, without being one: one order
 * for all; a leader whose clock stamps the entries; what it took and did not bring to a majority
 * before it died is lost, wherever that is in a source's stream; nothing moves until another is
 * chosen, sometimes twice; ways in are closed for a while after that; what is handed in may arrive
 * twice; a member that comes back gets all from its snapshot on.
 */
final class ReplicationModel {

    /** Members. */
    static final int SIZE = 3;

    static final int NOBODY = -1;

    private static final int DELAY_MS_MAX = 2;
    private static final int SLUGGISH_PERCENT = 5;
    private static final int SLUGGISH_MS_MAX = 60;
    private static final int TWICE_PERCENT = 1;
    private static final int LOOK_EVERY_MS = 100;
    private static final int SILENCE_MS_LEAST = 300;
    private static final int SILENCE_MS_MAX = 700;
    private static final int CHOOSING_MS_MAX = 600;
    private static final int WAY_IN_MS_MAX = 300;
    private static final int SECOND_ELECTION_PERCENT = 20;

    /** Who takes the order's entries. */
    interface Reader {
        /** There may be more to read. */
        void more();
    }

    /**
     * An entry of the log.
     *
     * @param logMs by the clock of the leader who took it
     * @param outlived its leader was gone before anybody could know that it has its place
     */
    record Entry(long logMs, Envelope envelope, boolean outlived) {}

    /**
     * What a leader took and has not yet brought to a majority.
     *
     * @param heard another member may have it already
     */
    private record Taken(Entry entry, boolean heard) {}

    private final VirtualTime time;
    private final Dice dice;
    private final Reader[] readers = new Reader[SIZE];
    private final boolean[] up = new boolean[SIZE];
    private final boolean[][] cut = new boolean[SIZE][SIZE];
    private final long[] clockAheadMs = new long[SIZE];
    private final long[] wayInFromMs = new long[SIZE];
    private final int[] slowMs = new int[SIZE];
    private final Map<Integer, Long> lastArrivalMs = new LinkedHashMap<>();
    private final List<Entry> log = new ArrayList<>();
    private final Deque<Taken> tail = new ArrayDeque<>();
    private int leader = NOBODY;
    private long term;
    private long lastCommitMs;
    private long silentSinceMs = -1;
    private long patienceMs;
    private long begin;
    private long lost;
    private long elections;

    ReplicationModel(VirtualTime time, Dice dice) {
        this.time = time;
        this.dice = dice;
        time.after(0, this::look);
    }

    void join(int member, Reader reader) {
        readers[member] = reader;
    }

    /** A member's process runs and is not asleep, or is not. */
    void up(int member, boolean runs) {
        up[member] = runs;
        if (runs) {
            wayInFromMs[member] = time.nowMs() + dice.between(0, WAY_IN_MS_MAX);
            tellMore();
        }
    }

    /** What one member sends to another is lost, or no longer. */
    void cut(int from, int to, boolean isCut) {
        cut[from][to] = isCut;
        tellMore();
    }

    /** Everything of a member takes so much longer. */
    void slow(int member, int ms) {
        slowMs[member] = ms;
    }

    /** A member's host clock is so much ahead of true time. */
    void clockAhead(int member, long ms) {
        clockAheadMs[member] = ms;
    }

    /** Members drop the log before a place. */
    void purge(long before) {
        begin = Math.max(begin, before);
    }

    /** The first place that is still kept. */
    long begin() {
        return begin;
    }

    /** Entries that have their place for good. */
    long committed() {
        return log.size();
    }

    /** Inputs that a leader took with it. */
    long lost() {
        return lost;
    }

    /** How often a leader was chosen. */
    long elections() {
        return elections;
    }

    /** Who leads; {@link #NOBODY} while nobody does. */
    int leader() {
        return leader;
    }

    /** The entry at a place that a member may read now; null when it has to wait. */
    Entry read(int member, long place) {
        boolean inTouch = leader != NOBODY && hears(member, leader);
        boolean there = up[member] && inTouch && place < log.size();
        if (there && place < begin) {
            throw new IllegalStateException(
                    "member " + member + " reads place " + place + ", dropped up to " + begin);
        }
        return there ? log.get((int) place) : null;
    }

    /** The entry at a place, whoever has it: for who looks on from outside. */
    Entry replay(long place) {
        return place < log.size() ? log.get((int) place) : null;
    }

    private boolean hears(int member, int from) {
        return member == from || up[from] && !cut[from][member];
    }

    private boolean together(int one, int other) {
        return one == other || up[one] && up[other] && !cut[one][other] && !cut[other][one];
    }

    private boolean leads(int member) {
        int others = 0;
        for (int other = 0; other < SIZE; other++) {
            others += other != member && together(member, other) ? 1 : 0;
        }
        return up[member] && others > 0;
    }

    /** Hands an input in; it is lost when there is no way to the leader. */
    void submit(int member, Envelope envelope) {
        long earliest = time.nowMs() + dice.between(0, DELAY_MS_MAX) + slowMs[member];
        long atMs = Math.max(earliest, lastArrivalMs.getOrDefault(member, 0L));
        lastArrivalMs.put(member, atMs);
        time.at(atMs, () -> arrive(member, envelope));
        if (dice.percent(TWICE_PERCENT)) {
            time.at(atMs + dice.between(0, SLUGGISH_MS_MAX), () -> arrive(member, envelope));
        }
    }

    private void arrive(int member, Envelope envelope) {
        boolean way =
                leader != NOBODY
                        && up[leader]
                        && up[member]
                        && hears(leader, member)
                        && time.nowMs() >= wayInFromMs[member];
        if (!way) {
            return;
        }
        boolean heard = false;
        for (int other = 0; other < SIZE; other++) {
            heard |= other != leader && up[other] && hears(other, leader);
        }
        Entry entry = new Entry(time.nowMs() + clockAheadMs[leader], envelope, false);
        tail.add(new Taken(entry, heard));
        long now = term;
        int delay = dice.percent(SLUGGISH_PERCENT) ? SLUGGISH_MS_MAX : DELAY_MS_MAX;
        long commitMs = time.nowMs() + dice.between(0, delay) + slowMs[leader];
        lastCommitMs = Math.max(lastCommitMs, commitMs);
        time.at(lastCommitMs, () -> commit(now, 1));
    }

    private void commit(long ofTerm, int count) {
        if (ofTerm != term || leader == NOBODY || !leads(leader) || tail.isEmpty()) {
            return;
        }
        for (int done = 0; done < count && !tail.isEmpty(); done++) {
            log.add(tail.poll().entry);
        }
        tellMore();
    }

    private void tellMore() {
        for (int member = 0; member < SIZE; member++) {
            Reader reader = readers[member];
            time.after(dice.between(0, DELAY_MS_MAX) + slowMs[member], reader::more);
        }
    }

    private void look() {
        time.after(LOOK_EVERY_MS, this::look);
        if (leader != NOBODY && leads(leader)) {
            silentSinceMs = -1;
            if (time.nowMs() > lastCommitMs) {
                commit(term, tail.size());
            }
            return;
        }
        if (silentSinceMs < 0) {
            silentSinceMs = time.nowMs();
            patienceMs = dice.between(SILENCE_MS_LEAST, SILENCE_MS_MAX);
        }
        if (time.nowMs() - silentSinceMs >= patienceMs) {
            depose();
            long asked = term;
            time.after(dice.between(1, CHOOSING_MS_MAX), () -> choose(asked));
            silentSinceMs = time.nowMs();
        }
    }

    /** The leader is gone; of what it took last, others may have the beginning. */
    private void depose() {
        leader = NOBODY;
        term++;
        long known = dice.between(0, tail.size());
        for (long kept = 0; kept < known && tail.peek().heard; kept++) {
            Entry entry = tail.poll().entry;
            log.add(new Entry(entry.logMs, entry.envelope, true));
        }
        lost += tail.size();
        tail.clear();
        lastCommitMs = 0;
    }

    private void choose(long asked) {
        List<Integer> able = new ArrayList<>();
        for (int member = 0; member < SIZE; member++) {
            if (leads(member)) {
                able.add(member);
            }
        }
        if (asked != term || leader != NOBODY || able.isEmpty()) {
            return;
        }
        leader = dice.oneOf(able);
        elections++;
        term++;
        for (int member = 0; member < SIZE; member++) {
            wayInFromMs[member] = time.nowMs() + dice.between(0, WAY_IN_MS_MAX);
        }
        tellMore();
        if (dice.percent(SECOND_ELECTION_PERCENT)) {
            long chosen = term;
            time.after(
                    dice.between(1, CHOOSING_MS_MAX),
                    () -> {
                        if (term == chosen) {
                            depose();
                        }
                    });
        }
    }
}
