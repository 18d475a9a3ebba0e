package org.jackfield.acceptance.failover;

import static org.assertj.core.api.Assertions.assertThat;

import org.jackfield.protocol.ged188.FailureConf;
import org.jackfield.protocol.ged188.FailureEvent;
import org.jackfield.protocol.ged188.StatusCode;
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
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What a group's members keep on disk, as real processes: lost, copied, promoted. */
@Tag("failover")
@Timeout(600)
class KeepingTest {

    private static final String SURE = "--i-made-sure-that-no-other-member-runs";
    private static final long OFFLINE = StatusCode.CTI_SERVER_OFFLINE.value();

    /** For longer than a side may be silent before it counts as lost. */
    private static final int ASKED = 24;

    /** Each is some 150 bytes of log. */
    private static final int WRITES_MAX = 50_000;

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
    void aMemberWhoseDiskIsEmptyOrTooOldIsSeededAndTheGroupGoesOnWithItWhenAnotherDies()
            throws Exception {
        group = Members.of(folder, "ABC", "--serve-standby").withSmallLog();
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
        group.member("B").await("has the group's state and log up to position", 120);
        group.awaitJoined("B");
        print("wiped member B seeded and back in the order after", againNs);
        Child status = cluster("status", "--folder", group.folder("B").toString());
        assertThat(status.exit(30)).as("%s", status).isZero();
        assertThat(status.toString()).containsPattern("snapshot at position \\d+");

        theOthersDropTheLogThatItNeedsAndAnOperatorSeedsIt(call);

        group.member("A").kill();
        call.isKnownAt("B");
        call.hold("B");
    }

    private void theOthersDropTheLogThatItNeedsAndAnOperatorSeedsIt(CallInHand call)
            throws Exception {
        group.member("B").kill();
        Child status = cluster("status", "--folder", group.folder("B").toString());
        long end = Long.parseLong(status.await("log +from position \\d+ to (\\d+)", 30).group(1));
        Child keeps = group.member("A");
        call.writeOften("A", WRITES_MAX, () -> droppedUpTo(keeps) > end);
        assertThat(droppedUpTo(keeps)).isGreaterThan(end);

        group.start("B");
        group.member("B").await("this member was away for too long.*jackfield cluster seed", 120);
        assertThat(group.member("B").exit(60)).isEqualTo(1);
        long againNs = System.nanoTime();
        assertThat(operator("seed", "B").exit(120)).isZero();
        group.start("B");
        group.awaitJoined("B");
        print("member B that was away for too long seeded and back after", againNs);
    }

    private static long droppedUpTo(Child member) {
        Matcher dropped =
                Pattern.compile("files of log up to position (\\d+)")
                        .matcher(member.last("files of log up to position", "files of log"));
        return dropped.find() ? Long.parseLong(dropped.group(1)) : 0;
    }

    @Test
    void ofTwoMachinesTheSurvivorIsPromotedByHandAndTheOtherComesBackSeeded() throws Exception {
        group = Members.of(folder, "AB", "--serve-standby");
        group.start("AB");
        group.awaitJoined("AB");
        CallInHand call = CallInHand.at(group, "A");
        call.write("A", "before the loss");
        theSurvivorServesNobodyAlsoWhenItIsStartedAgain();
        assertThat(operator("promote", "B", SURE).exit(30)).as("while B runs").isEqualTo(1);
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

    private void theSurvivorServesNobodyAlsoWhenItIsStartedAgain() throws Exception {
        try (RawDesk desk = group.serving("B")) {
            group.member("A").kill();
            assertThat(desk.await(FailureEvent.class, 30).status()).isEqualTo(OFFLINE);
            desk.awaitClosed(30);
        }
        for (int asked = 0; asked < ASKED; asked++) {
            try (RawDesk desk = new RawDesk(group.ctiServerPort("B"))) {
                desk.open();
                assertThat(desk.await(FailureConf.class, 30).status()).isEqualTo(OFFLINE);
                desk.awaitClosed(30);
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(250));
        }
        group.member("B").end();
        group.member("B").exit(30);
        group.start("B");
        group.member("B").await("member B waits: ", 60);
        assertThat(group.member("B").said("is in the order of inputs")).isFalse();
    }

    /** A command of an operator, with the options that the member is run with. */
    private Child operator(String command, String side, String... more) throws Exception {
        return cluster(
                Stream.of(Stream.of(command), group.memberWords(side).stream(), Stream.of(more))
                        .flatMap(each -> each)
                        .toArray(String[]::new));
    }

    private Child cluster(String... words) throws IOException {
        return group.run(
                Stream.concat(Stream.of("cluster"), Stream.of(words)).toArray(String[]::new));
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
