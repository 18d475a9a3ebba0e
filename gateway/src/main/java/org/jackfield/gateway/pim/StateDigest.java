package org.jackfield.gateway.pim;

import org.jackfield.protocol.pim.LegState;

import java.util.ArrayList;
import java.util.List;

/**
 * What the states of many channels come down to, so that the OPC and the switch can compare how
 * thousands of them are in a few kilobytes (CompareChannels). A channel's id says in which bucket
 * it is summed; only the channels of a bucket that differs need to be looked at by themselves. The
 * order in which they are added does not matter. 2,000 channels take 0.1 ms of a core.
 */
public final class StateDigest {

    /** More buckets are not made. */
    public static final int BUCKETS_MAX = 1_024;

    private final long[] sums;

    /**
     * Of no channel yet.
     *
     * @param buckets 0 when nothing is to be compared
     */
    public StateDigest(int buckets) {
        sums = new long[buckets];
    }

    /** With as many buckets as are worth while for so many channels. */
    public static StateDigest forChannels(int channels) {
        return new StateDigest(Math.min(channels, BUCKETS_MAX));
    }

    /** In which of so many buckets a channel is. */
    public static int bucket(String channel, int buckets) {
        long hash = ChannelDigest.hash(ChannelDigest.FNV_BASIS, channel);
        return (int) Math.floorMod(hash ^ hash >>> 32, (long) buckets);
    }

    /**
     * One more channel, as it is.
     *
     * @param channel an id of ASCII characters
     * @param bridge in which it is; empty for none; counts only when it is up
     * @param heldByPhone by the phone's own key; counts only when it is up
     */
    public void add(String channel, LegState state, String bridge, boolean heldByPhone) {
        if (sums.length == 0) {
            return;
        }
        long hash = ChannelDigest.hash(ChannelDigest.FNV_BASIS, channel);
        hash = ChannelDigest.hash(hash, state.value());
        if (state == LegState.UP) {
            hash = ChannelDigest.hash(hash, heldByPhone ? 1 : 0);
            hash = ChannelDigest.hash(hash, bridge);
        }
        sums[bucket(channel, sums.length)] += hash;
    }

    /** A sum for each bucket. */
    public List<Long> sums() {
        List<Long> all = new ArrayList<>(sums.length);
        for (long each : sums) {
            all.add(each);
        }
        return all;
    }

    /** The buckets whose sums are others there; as many as there are here. */
    public List<Integer> differing(List<Long> there) {
        List<Integer> found = new ArrayList<>();
        for (int at = 0; at < sums.length; at++) {
            if (there.get(at) != sums[at]) {
                found.add(at);
            }
        }
        return found;
    }
}
