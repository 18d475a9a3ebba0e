package org.jackfield.peripheral.asterisk.ari;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import org.jackfield.peripheral.asterisk.AriJson;
import org.jackfield.protocol.pim.PimReport;
import org.jackfield.protocol.record.Arguments;
import org.jackfield.protocol.record.RecordFormatException;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;

/** Events of a real Asterisk, as they came, reordered where they have no order, doubled, cut. */
class RecordedLogTest {

    private static final String LOG = "attended-transfer";

    private static List<String> lines(String suffix) throws IOException {
        try (InputStream in = RecordedLogTest.class.getResourceAsStream(LOG + suffix)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        }
    }

    private static List<Arguments> events() throws IOException {
        return lines(".ari").stream().map(AriJson::message).toList();
    }

    /** Reports of a replay, without what only the commands of that day tell. */
    private static List<String> replay(List<Arguments> events) {
        FakeAsterisk asterisk = new FakeAsterisk();
        asterisk.connect();
        asterisk.reports.clear();
        for (Arguments event : events) {
            asterisk.says(event.toBuilder());
            asterisk.run();
        }
        assertThat(asterisk.dropped).isNull();
        return asterisk.reports.stream()
                .map(PimReport::toString)
                .map(RecordedLogTest::bare)
                .toList();
    }

    private static String bare(String report) {
        return report.replaceAll("byFarEnd=\\w+", "byFarEnd=?")
                .replaceAll("variables=.*], switch", "variables=?, switch")
                .replaceAll("userToUser=\\w*", "userToUser=?");
    }

    private static List<String> expected() throws IOException {
        return lines(".reports").stream().map(RecordedLogTest::bare).toList();
    }

    /** The stories of the single channels, whatever stands between. */
    private static TreeMap<String, List<String>> byChannel(List<String> reports) {
        TreeMap<String, List<String>> stories = new TreeMap<>();
        for (String report : reports) {
            String channel = report.replaceAll(".*channel=([^,\\]]*).*", "$1");
            stories.computeIfAbsent(channel, fresh -> new ArrayList<>()).add(report);
        }
        return stories;
    }

    @Test
    void theLogGivesTheReportsThatItGaveOnTheDay() throws IOException {
        assertThat(replay(events())).isEqualTo(expected());
    }

    @Test
    void doubledEventsGiveNoMore() throws IOException {
        List<Arguments> doubled = new ArrayList<>();
        for (Arguments event : events()) {
            doubled.add(event);
            doubled.add(event);
        }
        assertThat(replay(doubled)).isEqualTo(expected());
    }

    @Test
    void eventsOfDifferentChannelsInAnotherOrderGiveEachChannelTheSameStory() throws IOException {
        for (int seed = 0; seed < 200; seed++) {
            List<Arguments> mixed = new ArrayList<>(events());
            Random random = new Random(seed);
            for (int i = 1; i < mixed.size(); i++) {
                if (random.nextBoolean() && !related(mixed.get(i - 1), mixed.get(i))) {
                    mixed.set(i, mixed.set(i - 1, mixed.get(i)));
                }
            }
            assertThat(byChannel(replay(mixed)))
                    .as("seed %d", seed)
                    .isEqualTo(byChannel(expected()));
        }
    }

    private static boolean related(Arguments one, Arguments other) {
        String channel = one.nested("channel").text("id", "");
        boolean transfer =
                one.text("type", "").equals("ChannelTransfer")
                        || other.text("type", "").equals("ChannelTransfer");
        return transfer || channel.equals(other.nested("channel").text("id", ""));
    }

    @Test
    void anyPieceOfTheLogIsSurvived() throws IOException {
        List<Arguments> all = events();
        for (int from = 0; from < all.size(); from += 3) {
            for (int to = from; to <= all.size(); to += 5) {
                List<Arguments> gap = new ArrayList<>(all.subList(0, from));
                gap.addAll(all.subList(to, all.size()));
                long ends =
                        replay(gap).stream().filter(report -> report.startsWith("Ended")).count();
                assertThat(ends).isLessThanOrEqualTo(5);
            }
        }
    }

    @Test
    void textThatIsNoMessageIsSaidToBeNone() {
        for (String text : List.of("", "[]", "{", "{\"type\":1.5}", "null", "\u0000")) {
            assertThat(catchThrowable(() -> AriJson.message(text)))
                    .isInstanceOf(RecordFormatException.class);
        }
    }
}
