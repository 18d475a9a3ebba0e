package org.jackfield.gateway.pim;

import org.jackfield.protocol.pim.ChannelsCompared;
import org.jackfield.protocol.pim.CompareChannels;
import org.jackfield.protocol.pim.LegState;

import java.util.ArrayList;
import java.util.List;

/** A PIM's answer to CompareChannels: it adds all channels that are in our hands. */
public final class ChannelComparison {

    private final CompareChannels asked;
    private final StateDigest states;
    private final List<String> channels = new ArrayList<>();

    public ChannelComparison(CompareChannels asked) {
        this.asked = asked;
        this.states = new StateDigest(asked.states().size());
    }

    /** One more channel, of which is not known how it is. */
    public void add(String channel) {
        channels.add(channel);
    }

    /**
     * One more channel, as it is; parameters as of {@link StateDigest#add}.
     *
     * @param channel once only
     */
    public void add(String channel, LegState state, String bridge, boolean heldByPhone) {
        channels.add(channel);
        states.add(channel, state, bridge, heldByPhone);
    }

    /** What is told to the OPC. */
    public ChannelsCompared answer() {
        ChannelDigest digest = ChannelDigest.of(channels);
        boolean agree = digest.count() == asked.count() && digest.sum() == asked.digest();
        return new ChannelsCompared(
                asked.operation(),
                agree,
                agree ? List.of() : ChannelDigest.named(channels, asked.operation()),
                asked.states().size(),
                states.differing(asked.states()));
    }
}
