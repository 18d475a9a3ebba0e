package org.jackfield.gateway.opc;

import java.util.HexFormat;

/**
 * All numbers that the machine gives: counters on the base of {@code Genesis}. A group that lost
 * everything and begins anew gets a larger base, so that it repeats no id of a call still up.
 * Channel and bridge ids have one fixed length each, so that none is a prefix of another.
 */
final class Numbering {

    /** ConnectionCallIDs are 1 to this; larger ones look negative to old clients. */
    private static final long CALL_IDS = 0x7FFF_FFFEL;

    /** Call keys that one second may use up; so many seconds of 25 hours fit into 32 bits. */
    private static final long KEYS_PER_SECOND = 40_000;

    private static final long SECONDS_OF_LONGEST_DAY = 25 * 3600;

    /** As kept in a snapshot. */
    record Kept(
            long idBase,
            long calls,
            long things,
            long operations,
            long stamps,
            int keyDay,
            long keys) {}

    private long idBase;
    private long calls;
    private long things;
    private long operations;
    private long stamps;
    private int keyDay = -1;
    private long keys;

    /** Sets the base once: every start of every member gives one, the first one counts. */
    void genesis(long base) {
        if (idBase == 0) {
            idBase = base;
        }
    }

    /** A new ConnectionCallID. */
    long callId() {
        return 1 + Math.floorMod(idBase + calls++, CALL_IDS);
    }

    /** True when the ConnectionCallID was given to some call, gone or not. */
    boolean issued(long callId) {
        return callId > 0
                && callId <= CALL_IDS
                && Math.floorMod(callId - 1 - idBase, CALL_IDS) < Math.min(calls, CALL_IDS);
    }

    /** A new number for a connection; never on a wire. */
    long connectionId() {
        return ++things;
    }

    /** A new channel id: {@code k-} and 26 characters. */
    String channel() {
        return "k-" + twentySix(++things);
    }

    /** A new bridge id: {@code b-} and 26 characters. */
    String bridge() {
        return "b-" + twentySix(++things);
    }

    /** A new number of a command to the switch. */
    long operation() {
        return ++operations;
    }

    /** Orders the settings of call data: the larger was set later. */
    long stamp() {
        return ++stamps;
    }

    /**
     * A new call key, unique on its day also when the group lost everything and began anew: each
     * start of the counter, at midnight and at Genesis, takes its place from the second at which it
     * happens.
     *
     * @param localDay days since 1970 of the site's date
     * @param wallMs milliseconds since 1970
     */
    CallKey callKey(int localDay, long wallMs) {
        if (localDay != keyDay) {
            keyDay = localDay;
            keys = Math.floorMod(wallMs / 1000, SECONDS_OF_LONGEST_DAY) * KEYS_PER_SECOND;
        }
        keys = keys >= 0xFFFF_FFFEL ? 1 : keys + 1;
        return new CallKey(localDay, keys, 0);
    }

    private String twentySix(long number) {
        HexFormat hex = HexFormat.of();
        return hex.toHexDigits(idBase) + hex.toHexDigits(number, 10);
    }

    Kept keep() {
        return new Kept(idBase, calls, things, operations, stamps, keyDay, keys);
    }

    void restore(Kept kept) {
        idBase = kept.idBase();
        calls = kept.calls();
        things = kept.things();
        operations = kept.operations();
        stamps = kept.stamps();
        keyDay = kept.keyDay();
        keys = kept.keys();
    }
}
