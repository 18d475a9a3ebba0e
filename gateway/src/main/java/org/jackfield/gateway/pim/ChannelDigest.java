package org.jackfield.gateway.pim;

/**
 * What many channel ids come down to, so that the OPC and the switch can compare thousands of them
 * in a few octets (CompareChannels). The order in which they are added does not matter.
 */
public final class ChannelDigest {

    private static final long FNV_BASIS = 0xCBF29CE484222325L;
    private static final long FNV_PRIME = 0x100000001B3L;

    private int count;
    private long sum;

    /** The digest of some channels. */
    public static ChannelDigest of(Iterable<String> channels) {
        ChannelDigest digest = new ChannelDigest();
        channels.forEach(digest::add);
        return digest;
    }

    /** One more channel; an id of ASCII characters. */
    public void add(String channel) {
        long hash = FNV_BASIS;
        for (int at = 0; at < channel.length(); at++) {
            hash = (hash ^ channel.charAt(at)) * FNV_PRIME;
        }
        count++;
        sum += hash;
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
