package org.jackfield.peripheral.scripted;

import static org.assertj.core.api.Assertions.assertThat;

import org.jackfield.gateway.pim.ChannelDigest;
import org.jackfield.gateway.pim.StateDigest;
import org.jackfield.protocol.pim.ChannelChecked;
import org.jackfield.protocol.pim.ChannelsCompared;
import org.jackfield.protocol.pim.CheckChannel;
import org.jackfield.protocol.pim.CompareChannels;
import org.jackfield.protocol.pim.LegState;
import org.junit.jupiter.api.Test;

import java.util.List;

/** The questions that the gateway asks beside the traffic. */
class ComparisonTest {

    private final Bench bench = new Bench(7);

    /** How the gateway has the channels; of nobody. */
    private List<Long> states = List.of();

    private ChannelsCompared compare(String... channels) {
        ChannelDigest digest = ChannelDigest.of(List.of(channels));
        bench.heard.clear();
        bench.order(new CompareChannels(bench.operation(), digest.count(), digest.sum(), states));
        return bench.only(ChannelsCompared.class);
    }

    @Test
    void theSwitchNamesItsChannelsOnlyWhenTheyAreNotTheGateways() {
        String caller = bench.arrive();
        assertThat(compare(caller).agree()).isTrue();
        assertThat(compare(caller).channels()).isEmpty();
        assertThat(compare().agree()).isFalse();
        assertThat(compare("other").channels()).containsExactly(caller);
        assertThat(compare(caller, "other").agree()).isFalse();
    }

    @Test
    void howItsChannelsAreIsCompared() {
        String caller = bench.arrive();
        assertThat(compare(caller).differing()).as("not asked").isEmpty();
        StateDigest same = new StateDigest(4);
        same.add(caller, LegState.RINGING, "", false);
        states = same.sums();
        assertThat(compare(caller).differing()).isEmpty();
        StateDigest other = new StateDigest(4);
        other.add(caller, LegState.UP, "", false);
        states = other.sums();
        ChannelsCompared differs = compare(caller);
        assertThat(differs.agree()).isTrue();
        assertThat(differs.buckets()).isEqualTo(4);
        assertThat(differs.differing()).containsExactly(StateDigest.bucket(caller, 4));
    }

    @Test
    void aChannelIsToldAsInAListingAndOneThatIsNotThereAsAbsent() {
        String caller = bench.arrive();
        bench.order(new CheckChannel(31, caller));
        ChannelChecked there = bench.only(ChannelChecked.class);
        assertThat(there.operation()).isEqualTo(31);
        assertThat(there.seen().channel()).isEqualTo(caller);
        assertThat(there.seen().state()).isEqualTo(LegState.RINGING);
        bench.heard.clear();
        bench.order(new CheckChannel(32, "nowhere"));
        assertThat(bench.only(ChannelChecked.class))
                .isEqualTo(new ChannelChecked(32, "nowhere", null));
    }

    @Test
    void theDigestDoesNotDependOnTheOrder() {
        ChannelDigest one = ChannelDigest.of(List.of("a", "b", "c"));
        ChannelDigest other = ChannelDigest.of(List.of("c", "a", "b"));
        assertThat(one.sum()).isEqualTo(other.sum());
        assertThat(one.sum()).isNotEqualTo(ChannelDigest.of(List.of("a", "b", "d")).sum());
    }
}
