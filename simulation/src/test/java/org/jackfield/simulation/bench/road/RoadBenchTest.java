package org.jackfield.simulation.bench.road;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

class RoadBenchTest {

    private static String run(RoadSettings settings) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new RoadBench(settings, new PrintStream(bytes, true, StandardCharsets.UTF_8)).run();
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Test
    void everyTimedReportReachesItsClientAndTheLastLineIsTheResult() throws IOException {
        String printed = run(new RoadSettings(12, 2, 1, 6));

        Matcher reached = Pattern.compile("(\\d+) of (\\d+) timed reports").matcher(printed);
        assertThat(reached.find()).as(printed).isTrue();
        assertThat(reached.group(1)).isEqualTo(reached.group(2));
        assertThat(printed.lines().toList().getLast())
                .matches(
                        "RESULT"
                            + " \\{\"p50_ms\":[0-9.]+,\"p99_ms\":.*\"heap_bytes_per_agent\":-?\\d+}");
    }

    @Test
    void aRateThatTheAgentsCannotTakeIsRefusedWithTheRemedy() {
        assertThatThrownBy(() -> new RoadSettings(12, 3, 1, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("--rate 3: give 1 to 2 calls a second for 12 agents");
    }
}
