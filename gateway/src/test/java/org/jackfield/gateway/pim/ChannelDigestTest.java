package org.jackfield.gateway.pim;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;

class ChannelDigestTest {

    private static List<String> channels(int many) {
        return IntStream.range(0, many).mapToObj(each -> "channel-" + each).toList();
    }

    @Test
    void allChannelsAreNamedAsLongAsTheyAreNotTooMany() {
        assertThat(ChannelDigest.named(channels(1_999), 5))
                .containsExactlyInAnyOrderElementsOf(channels(1_999));
    }

    @Test
    void ofTooManyABoundedPartIsNamedWhichMovesOnUntilEachHadItsTurn() {
        TreeSet<String> named = new TreeSet<>();
        for (int turn = 0; turn < 5_000; turn += 500) {
            List<String> part = ChannelDigest.named(channels(5_000), turn);
            assertThat(part).hasSize(ChannelDigest.NAMED_MAX).doesNotHaveDuplicates();
            named.addAll(part);
        }
        assertThat(named).hasSize(5_000);
    }
}
