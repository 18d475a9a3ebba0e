package org.jackfield.gateway.pim;

import static org.assertj.core.api.Assertions.assertThat;

import org.jackfield.protocol.pim.LegState;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.TreeSet;

class StateDigestTest {

    private static StateDigest of(String channel, LegState state, String bridge, boolean held) {
        StateDigest digest = new StateDigest(8);
        digest.add(channel, state, bridge, held);
        return digest;
    }

    private static List<Integer> differing(StateDigest here, StateDigest there) {
        return here.differing(there.sums());
    }

    @Test
    void stateBridgeAndHoldOfAChannelThatIsUpCount() {
        StateDigest up = of("k-1", LegState.UP, "b-1", false);
        List<Integer> its = List.of(StateDigest.bucket("k-1", 8));
        assertThat(differing(up, of("k-1", LegState.UP, "b-1", false))).isEmpty();
        assertThat(differing(up, of("k-1", LegState.RINGING, "b-1", false))).isEqualTo(its);
        assertThat(differing(up, of("k-1", LegState.UP, "b-2", false))).isEqualTo(its);
        assertThat(differing(up, of("k-1", LegState.UP, "", false))).isEqualTo(its);
        assertThat(differing(up, of("k-1", LegState.UP, "b-1", true))).isEqualTo(its);
    }

    @Test
    void bridgeAndHoldOfAChannelThatIsNotUpDoNotCount() {
        StateDigest rings = of("k-1", LegState.RINGING, "", false);
        assertThat(differing(rings, of("k-1", LegState.RINGING, "b-1", true))).isEmpty();
    }

    @Test
    void theOrderDoesNotCountAndTwoThatChangePlacesDo() {
        StateDigest one = of("k-1", LegState.UP, "b-1", false);
        one.add("k-2", LegState.UP, "b-2", false);
        StateDigest other = of("k-2", LegState.UP, "b-2", false);
        other.add("k-1", LegState.UP, "b-1", false);
        assertThat(differing(one, other)).isEmpty();
        StateDigest crossed = of("k-1", LegState.UP, "b-2", false);
        crossed.add("k-2", LegState.UP, "b-1", false);
        assertThat(differing(one, crossed)).isNotEmpty();
    }

    @Test
    void theUsualIdsAreSpreadOverTheBuckets() {
        TreeSet<Integer> used = new TreeSet<>();
        for (int i = 0; i < 1_000; i++) {
            used.add(StateDigest.bucket("jf-1-" + i, 1_000));
        }
        assertThat(used).hasSizeGreaterThan(550);
        assertThat(used.first()).isNotNegative();
        assertThat(used.last()).isLessThan(1_000);
    }

    @Test
    void whereNothingIsAskedNothingDiffers() {
        StateDigest none = StateDigest.forChannels(0);
        none.add("k-1", LegState.UP, "", false);
        assertThat(none.differing(List.of())).isEmpty();
        assertThat(StateDigest.forChannels(1_000_000).sums()).hasSize(StateDigest.BUCKETS_MAX);
    }
}
