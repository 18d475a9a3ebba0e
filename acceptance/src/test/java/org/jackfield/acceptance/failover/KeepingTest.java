package org.jackfield.acceptance.failover;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** What a group's members keep on disk, as real processes: lost, copied, promoted. */
@Tag("failover")
@Timeout(240)
class KeepingTest {

    private static final String SURE = "--i-made-sure-that-no-other-member-runs";

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
    void aMemberWhoseDiskIsEmptyIsSeededAndTheGroupGoesOnWithItWhenAnotherDies() throws Exception {
        group = Members.of(folder, "ABC", "--serve-standby");
        group.start("ABC");
        group.awaitJoined("ABC");
        CallInHand call = CallInHand.at(group, "A");
        call.write("A", "before the snapshot");
        cluster("snapshot", "--folder", group.folder(group.leader()).toString())
                .await("snapshot taken", 30);
        call.write("A", "after the snapshot");
        group.member("B").kill();
        wipe(group.folder("B"));

        long againNs = System.nanoTime();
        group.start("B");
        group.member("B").await("has the group's state and log up to position", 30);
        group.awaitJoined("B");
        assertThat(System.nanoTime() - againNs).isLessThan(TimeUnit.SECONDS.toNanos(30));
        Child status = cluster("status", "--folder", group.folder("B").toString());
        assertThat(status.exit(30)).as("%s", status).isZero();
        assertThat(status.toString()).containsPattern("snapshot at position \\d+");
        print("wiped member B seeded and back in the order after", againNs);

        group.member("A").kill();
        call.isKnownAt("B");
        call.hold("B");
    }

    @Test
    void ofTwoMachinesTheSurvivorIsPromotedByHandAndTheOtherComesBackSeeded() throws Exception {
        group = Members.of(folder, "AB", "--serve-standby");
        group.start("AB");
        group.awaitJoined("AB");
        CallInHand call = CallInHand.at(group, "A");
        call.write("A", "before the loss");
        group.member("A").kill();
        assertThat(operator("promote", "B").exit(30)).isNotZero();
        group.member("B").end();
        group.member("B").exit(30);
        Child asked = operator("promote", "B");
        assertThat(asked.exit(30)).isEqualTo(2);
        assertThat(asked.said("two sides command the switch")).isTrue();
        assertThat(operator("promote", "B", SURE).exit(60)).isZero();

        group.start("B");
        call.isKnownAt("B");
        call.write("B", "on B alone");
        group.start("A");
        group.member("A").await("B was promoted and went on without this one", 60);
        assertThat(group.member("A").exit(20)).isEqualTo(1);

        assertThat(operator("seed", "A").exit(60)).isZero();
        group.start("A");
        group.member("A").await("goes on alone: end it", 60);
        group.member("B").end();
        group.member("B").exit(30);
        assertThat(operator("pair", "B").exit(60)).isZero();
        group.start("B");
        group.awaitJoined("AB");
        call.isKnownAt("A");
        call.hold("A");
    }

    /** A command of an operator, with the options that the member is run with. */
    private Child operator(String command, String side, String... more) throws Exception {
        return cluster(
                Stream.of(Stream.of(command), group.memberWords(side).stream(), Stream.of(more))
                        .flatMap(each -> each)
                        .toArray(String[]::new));
    }

    private static Child cluster(String... words) throws IOException {
        return Child.start(
                List.of(), Stream.concat(Stream.of("cluster"), Stream.of(words)).toList());
    }

    private static void wipe(Path folder) throws IOException {
        List<Path> all;
        try (Stream<Path> tree = Files.walk(folder)) {
            all = tree.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path each : all) {
            Files.delete(each);
        }
    }

    private static void print(String what, long sinceNs) {
        System.out.printf(
                "failover: %s %.2f s%n", what, (System.nanoTime() - sinceNs) / 1_000_000_000.0);
    }
}
