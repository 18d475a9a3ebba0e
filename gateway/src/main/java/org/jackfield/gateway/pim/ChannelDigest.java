package org.jackfield.gateway.pim;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * What many channel ids come down to, so that the OPC and the switch can compare thousands of them
 * in a few octets (CompareChannels). The order in which they are added does not matter.
 */
public final class ChannelDigest {

    static final long FNV_BASIS = 0xCBF29CE484222325L;
    private static final long FNV_PRIME = 0x100000001B3L;

    /** More than these are not named to the OPC at once: a report is bounded. */
    public static final int NAMED_MAX = 2_000;

    private int count;
    private long sum;

    /**
     * What is named to the OPC when it disagrees: all channels, or a bounded part of them, which
     * moves on from one comparison to the next.
     *
     * @param turn grows from one comparison to the next
     */
    public static List<String> named(Collection<String> channels, long turn) {
        List<String> sorted = channels.stream().sorted().toList();
        if (sorted.size() < NAMED_MAX) {
            return sorted;
        }
        int from = (int) Math.floorMod(turn, (long) sorted.size());
        List<String> part = new ArrayList<>();
        for (int i = 0; i < NAMED_MAX; i++) {
            part.add(sorted.get((from + i) % sorted.size()));
        }
        return part;
    }

    /** The digest of some channels. */
    public static ChannelDigest of(Iterable<String> channels) {
        ChannelDigest digest = new ChannelDigest();
        channels.forEach(digest::add);
        return digest;
    }

    /** One more channel; an id of ASCII characters. */
    public void add(String channel) {
        count++;
        sum += hash(FNV_BASIS, channel);
    }

    /** FNV-1a of a text of ASCII characters, from its basis or from what came before it. */
    static long hash(long before, String text) {
        long hash = before;
        for (int at = 0; at < text.length(); at++) {
            hash = hash(hash, text.charAt(at));
        }
        return hash;
    }

    static long hash(long before, int octet) {
        return (before ^ octet) * FNV_PRIME;
    }

    /** How many were added. */
    public int count() {
        return count;
    }

    /** Sum of their FNV-1a hashes. */
    public long sum() {
        return sum;
    }
}
