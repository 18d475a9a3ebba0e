package org.jackfield.acceptance.failover;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A gateway with two switches, each commanded from a side of its own. */
@Tag("failover")
@Timeout(180)
class TwoSwitchesTest {

    private static final int FIRST = RawDesk.PERIPHERAL;
    private static final int SECOND = 5001;

    @TempDir private Path folder;
    private Members group;

    @RegisterExtension private final FailureLog log = new FailureLog(() -> group);

    @AfterEach
    void end() throws InterruptedException {
        if (group != null) {
            group.close();
        }
    }

    @Test
    @Tag("BEH-346")
    void theSideThatIsLeftCommandsBothSwitchesAndTheCallsOfBothGoOn() throws Exception {
        group =
                Members.of(folder, "ABC")
                        .ledBy("C")
                        .withSecondSwitch(SECOND)
                        .withTimeZones("Europe/Berlin", "Europe/Lisbon");
        group.start("ABC");
        group.awaitJoined("ABC");
        for (String side : new String[] {"A", "B"}) {
            group.member(side).await("peripheral 5000 can be reached", 60);
            group.member(side).await("peripheral 5001 can be reached", 60);
        }
        group.member("A").await("of TimeZone, .* has Europe/(Berlin|Lisbon) and . has Europe/", 60);
        // Whichever side was first has both; one of the two orders is refused as done already.
        group.procmon("C", "move_side " + SECOND + " B", Members.ANY_EXIT);
        group.procmon("C", "move_side " + FIRST + " A", Members.ANY_EXIT);
        awaitActive(group.below(), "A");
        awaitActive(group.second(), "B");
        assertThat(group.procmon("A", "list_sides", 0))
                .containsPattern(FIRST + " +A +yes +reached")
                .containsPattern(SECOND + " +B +yes +reached");
        String home = group.activeSide();
        String other = home.equals("A") ? "B" : "A";
        long first;
        long second;
        try (RawDesk desk = group.serving(home)) {
            String atFirst = commands(group.below(), "B");
            String atSecond = commands(group.second(), "A");
            first = desk.talk(FIRST, () -> group.below().ask("call 7001"));
            second = desk.talk(SECOND, () -> group.second().ask("call 7001"));
            assertThat(commands(group.below(), "B")).isEqualTo(atFirst);
            assertThat(commands(group.second(), "A")).isEqualTo(atSecond);
            group.member(home).kill();
        }
        try (RawDesk desk = group.serving(other)) {
            desk.holdKnown(FIRST, first);
            desk.holdKnown(SECOND, second);
        }
        awaitActive(group.below(), other);
        awaitActive(group.second(), other);
    }

    private static void awaitActive(Child below, String side) throws Exception {
        long deadlineNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!below.ask("status").contains(side + " (active)")) {
            assertThat(System.nanoTime()).as(below.toString()).isLessThan(deadlineNs);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        }
    }

    /** How many commands of each name a switch got from a side. */
    private static String commands(Child below, String side) throws Exception {
        for (String each : below.ask("commands").split(" ")) {
            if (each.startsWith(side + ":")) {
                return each;
            }
        }
        return "";
    }
}
