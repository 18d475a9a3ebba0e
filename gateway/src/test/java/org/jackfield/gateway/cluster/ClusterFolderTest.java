package org.jackfield.gateway.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;

import org.jackfield.gateway.cluster.ClusterSettings.MemberAddress;
import org.jackfield.gateway.cluster.ClusterSettings.Standing;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;

class ClusterFolderTest {

    @TempDir private Path folder;

    private ClusterSettings settings(String group, String side, String release) {
        return ClusterSettings.of(
                group,
                side,
                folder.resolve("own"),
                ClusterSettings.members("A=127.0.0.1:43110,B=127.0.0.1:43120,C=127.0.0.1:43130"),
                release);
    }

    private void refused(ClusterSettings settings, String... words) {
        assertThatThrownBy(() -> ClusterFolder.take(settings).close())
                .isInstanceOf(ClusterRefusal.class)
                .hasMessageContainingAll(words);
    }

    @Test
    void aFolderOfAnotherMemberGroupOrReleaseIsRefusedAndLeftAsItIs() throws IOException {
        ClusterFolder.take(settings("one", "A", "1.0")).close();
        String before = Files.readString(folder.resolve("own/member.txt"));
        refused(settings("one", "B", "1.0"), "side 'A'", "start the right side");
        refused(settings("two", "A", "1.0"), "group 'one'", "another folder");
        refused(settings("one", "A", "2.0"), "release '1.0'", "'2.0'", "start that release");
        assertThat(Files.readString(folder.resolve("own/member.txt"))).isEqualTo(before);
        ClusterFolder.take(settings("one", "A", "1.0")).close();
    }

    /** Such a folder was made by a build from before the log had checksums, and tried with it. */
    @Test
    void aFolderOfAnEarlierBuildIsRefusedWithTheRemedyAndLeftAsItIs() throws IOException {
        Path note = folder.resolve("own/member.txt");
        String earlier =
                "alone=no\ngroup=one\nmembers=A=127.0.0.1:43110,B=127.0.0.1:43120,"
                        + "C=127.0.0.1:43130\npromotions=0\nrelease=1.0\nside=A\n";
        Files.createDirectories(note.getParent());
        Files.writeString(note, earlier);
        refused(
                settings("one", "A", "1.0"),
                "format '?', this process has '8'",
                "an earlier build wrote what is here",
                "jackfield cluster seed",
                "begin a new group");
        assertThat(note).hasContent(earlier);
    }

    @Test
    void aChangedListOfMembersIsRefusedWithTheRemedy() {
        ClusterFolder.take(settings("one", "A", "1.0")).close();
        ClusterSettings alone =
                ClusterSettings.of(
                        "one",
                        "A",
                        folder.resolve("own"),
                        List.of(new MemberAddress("A", "127.0.0.1", 43110)),
                        "1.0");
        refused(alone, "members", "ClusterMembers", "set ClusterMembers back");
    }

    @Test
    void aFolderInUseIsRefused() {
        ClusterFolder taken = ClusterFolder.take(settings("one", "A", "1.0"));
        refused(settings("one", "A", "1.0"), "in use by another process", "ClusterFolder");
        taken.close();
    }

    @Test
    void whatAMemberKeepsIsItsAccountsAlone() throws IOException {
        try (ClusterFolder taken = ClusterFolder.take(settings("one", "A", "1.0"))) {
            assertThat(taken.keepState("state-after-7.bin", new byte[] {1})).contains("kept in");
        }
        Path own = folder.resolve("own");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(own)))
                .isEqualTo("rwx------");
        Path state = own.resolve("state-after-7.bin");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(state)))
                .isEqualTo("rw-------");
    }

    /** As on a full disk: the member that differs must end all the same, and say why. */
    @Test
    void aStateThatCannotBeKeptIsSaidAndStopsNothing() throws IOException {
        try (ClusterFolder taken = ClusterFolder.take(settings("one", "A", "1.0"))) {
            Files.createDirectories(folder.resolve("own/state-after-7.bin/in-the-way"));
            assertThat(taken.keepState("state-after-7.bin", new byte[] {1}))
                    .contains("could not be kept", "state-after-7.bin");
        }
    }

    @Test
    void aSecretThatIsTheGroupsNameIsDoubtedWhereOthersReachTheMembers() {
        assertThat(doubt("127.0.0.1", "group")).isEmpty();
        assertThat(doubt("10.0.0.1", "of our own")).isEmpty();
        assertThat(doubt("10.0.0.1", "group")).contains("ClusterSecret", "all members");
    }

    private String doubt(String hostOfB, String secret) {
        return new ClusterSettings(
                        "group",
                        "A",
                        folder,
                        ClusterSettings.members(
                                "A=127.0.0.1:43110,B=" + hostOfB + ":43120,C=127.0.0.1:43130"),
                        secret,
                        "1.0",
                        300,
                        ClusterSettings.Keeping.DEFAULTS,
                        ClusterSettings.Standing.NEVER)
                .secretDoubt();
    }

    @Test
    void aSnapshotIsDueAfterItsTimeOrWhenTheLogGrewAndNeverWithoutANewEntry() {
        ClusterSettings.Keeping keeping = new ClusterSettings.Keeping(10, 65_536, 65_536, 65_536);
        SnapshotPlan plan = new SnapshotPlan(keeping, 1_000, 100);
        assertThat(plan.due(600_999, 164)).isFalse();
        assertThat(plan.due(601_000, 164)).isTrue();
        assertThat(plan.due(601_000, 100)).as("nothing new").isFalse();
        assertThat(plan.due(1_001, 65_635)).isFalse();
        assertThat(plan.due(1_001, 65_636)).isTrue();
        plan.taken(2_000, 65_636);
        assertThat(plan.due(601_999, 65_700)).isFalse();
        assertThat(plan.due(602_000, 65_700)).isTrue();
    }

    @Test
    void aSnapshotThatCouldNotBeWrittenIsDueAgainInAMinute() {
        SnapshotPlan plan = new SnapshotPlan(ClusterSettings.Keeping.DEFAULTS, 0, 100);
        plan.taken(3_600_000, 200);
        plan.failed(3_600_000);
        assertThat(plan.due(3_659_999, 200)).isFalse();
        assertThat(plan.due(3_660_000, 200)).isTrue();
        plan.taken(3_660_000, 200);
        assertThat(plan.due(3_720_000, 300)).isFalse();
    }

    @Test
    void aLogOfUnknownOriginIsRefused() throws IOException {
        Files.createDirectories(folder.resolve("own/archive"));
        refused(settings("one", "A", "1.0"), "no member.txt");
    }

    @Test
    void everyStartHasALargerNumberAlsoWhenTheClockWasSetBack() throws IOException {
        try (ClusterFolder taken = ClusterFolder.take(settings("one", "A", "1.0"))) {
            assertThat(taken.nextStart(1_000)).isEqualTo(1_000);
            assertThat(taken.nextStart(400)).isEqualTo(1_001);
            assertThat(taken.nextStart(5_000)).isEqualTo(5_000);
            Files.writeString(folder.resolve("own/starts.txt"), "x");
            assertThatThrownBy(() -> taken.nextStart(6_000))
                    .isInstanceOf(ClusterRefusal.class)
                    .hasMessageContaining("starts.txt");
        }
    }

    /** A member that lost its power must not have forgotten a start or a promotion. */
    @Test
    void whatAMemberNotesIsForcedToTheDiskBeforeItTakesTheOldOnesPlaceAndSoIsThePlace()
            throws IOException {
        Path own = folder.resolve("own");
        try (ClusterFolder taken = ClusterFolder.take(settings("one", "A", "1.0"))) {
            assertThat(forced(() -> taken.nextStart(1_000)))
                    .containsExactly(
                            own.resolve("starts.txt.new") + " with its size",
                            own + " with its size");
        }
        assertThat(forced(() -> MemberNote.read(own).with(new Standing(1, true)).write(own)))
                .containsExactly(
                        own.resolve("member.txt.new") + " with its size", own + " with its size");
        assertThat(own.resolve("member.txt.new")).doesNotExist();
    }

    /** What Java's own recorder sees of it, in order. */
    private List<String> forced(Runnable notes) throws IOException {
        Path seen = folder.resolve("seen.jfr");
        try (Recording recording = new Recording()) {
            recording.enable("jdk.FileForce").withThreshold(Duration.ZERO);
            recording.start();
            notes.run();
            recording.stop();
            recording.dump(seen);
        }
        return RecordingFile.readAllEvents(seen).stream()
                .sorted(Comparator.comparing(RecordedEvent::getStartTime))
                .filter(each -> each.getString("path").startsWith(folder.toString()))
                .map(
                        each ->
                                each.getString("path")
                                        + (each.getBoolean("metaData") ? " with its size" : ""))
                .toList();
    }

    @Test
    void membersAreReadAndWrongOnesNamed() {
        assertThat(ClusterSettings.members("A=h:1,B=i:20"))
                .containsExactly(new MemberAddress("A", "h", 1), new MemberAddress("B", "i", 20));
        for (String wrong : List.of("", "A", "A=h", "A=h:x", "D=h:1", "A=:1", "A=h:65535")) {
            assertThatThrownBy(() -> ClusterSettings.members(wrong))
                    .as(wrong)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("ClusterMembers");
        }
    }
}
