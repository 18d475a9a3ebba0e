package org.jackfield.gateway.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aeron.archive.Archive;
import io.aeron.archive.ArchiveThreadingMode;
import io.aeron.archive.client.AeronArchive;
import io.aeron.cluster.ClusteredMediaDriver;
import io.aeron.cluster.ConsensusModule;
import io.aeron.driver.MediaDriver;
import io.aeron.driver.ThreadingMode;

import org.jackfield.gateway.cluster.ClusterSettings.Keeping;
import org.jackfield.gateway.cluster.ClusterSettings.Standing;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** Who does not belong to a running group is refused in words, and the group goes on. */
@Timeout(180)
class StrangerTest {

    @TempDir private Path folder;
    private SmallGroup group;

    @AfterEach
    void end() {
        group.close();
    }

    private ClusterSettings like(
            ClusterSettings right, String name, String secret, String release) {
        return new ClusterSettings(
                name,
                right.side(),
                folder.resolve("stranger"),
                right.members(),
                secret,
                release,
                right.leaderTimeoutMs(),
                right.keeping(),
                Standing.NEVER);
    }

    private String refusal(ClusterSettings stranger) {
        String why = group.start(stranger).awaitEnd();
        group.stop(stranger.side());
        remove(stranger.folder());
        return why;
    }

    private static void remove(Path unwanted) {
        try {
            SharedMemory.remove(unwanted);
        } catch (IOException cannot) {
            throw new UncheckedIOException(cannot);
        }
    }

    @Test
    void otherSecretsGroupsAndReleasesAreRefusedByNameAndDisturbNobody() {
        group = new SmallGroup(folder, "ABC", Keeping.DEFAULTS);
        group.start("ABC").awaitJoined("ABC");
        group.stop("C");
        ClusterSettings right = group.settings("C");
        assertThat(refusal(like(right, right.group(), "wrong", SmallGroup.RELEASE)))
                .contains("secret is not taken", "ClusterSecret");
        assertThat(refusal(like(right, "other", "secret", SmallGroup.RELEASE)))
                .contains("a member of another group");
        assertThat(refusal(like(right, right.group(), "secret", "9.9")))
                .contains("another release", "install the same release");
        group.member("A").give(5001, "goes on");
        group.member("B").awaitKnown("goes on");
        group.start("C").awaitJoined("C");
        group.member("C").awaitKnown("goes on");
    }

    /** Another product's cluster on the same engine, which takes this member for one of its own. */
    @Test
    void aForeignClusterIsNotHeardAndWhoeverMeetsItAtAMembersAddressIsRefused() {
        group = new SmallGroup(folder, "A", Keeping.DEFAULTS);
        group.start("A").awaitJoined("A");
        int own = group.settings("A").own().port();
        int foreign = own + 10;
        try (ClusteredMediaDriver there = foreignCluster(foreign, own)) {
            assertThat(there.consensusModule().context().clusterMemberId()).isZero();
            ClusterSettings meets =
                    ClusterSettings.of(
                            "meets",
                            "B",
                            folder.resolve("meets"),
                            ClusterSettings.members(
                                    "A=127.0.0.1:" + foreign + ",B=127.0.0.1:" + (own + 20)),
                            SmallGroup.RELEASE);
            assertThat(group.start(meets).awaitEnd())
                    .contains("no gateway answers", "correct the address");
            group.member("A").give(5001, "goes on").awaitKnown("goes on");
            assertThat(group.member("A").said("no longer leads")).isFalse();
        }
    }

    /** At this port, with whoever is at the other port as its second member. */
    private ClusteredMediaDriver foreignCluster(int port, int other) {
        String memory = folder.resolve("foreign-memory").toString();
        String archive = "aeron:udp?endpoint=127.0.0.1:" + (port + 4);
        String replies = "aeron:udp?endpoint=127.0.0.1:0";
        return ClusteredMediaDriver.launch(
                new MediaDriver.Context()
                        .aeronDirectoryName(memory)
                        .threadingMode(ThreadingMode.SHARED)
                        .termBufferSparseFile(true)
                        .dirDeleteOnStart(true)
                        .dirDeleteOnShutdown(true),
                new Archive.Context()
                        .aeronDirectoryName(memory)
                        .archiveDir(folder.resolve("foreign-archive").toFile())
                        .controlChannel(archive)
                        .replicationChannel(replies)
                        .recordingEventsEnabled(false)
                        .threadingMode(ArchiveThreadingMode.SHARED),
                new ConsensusModule.Context()
                        .aeronDirectoryName(memory)
                        .clusterDir(folder.resolve("foreign-cluster").toFile())
                        .clusterMemberId(0)
                        .clusterMembers(addresses(0, port) + "|" + addresses(1, other))
                        .ingressChannel("aeron:udp?term-length=64k")
                        .logChannel("aeron:udp?term-length=64k")
                        .replicationChannel(replies)
                        .archiveContext(
                                new AeronArchive.Context()
                                        .controlRequestChannel("aeron:ipc?term-length=64k")
                                        .controlResponseChannel("aeron:ipc?term-length=64k"))
                        .errorHandler(error -> assertThat(error).isNotNull()));
    }

    private static String addresses(int member, int port) {
        StringBuilder text = new StringBuilder().append(member);
        for (int each = port; each < port + 5; each++) {
            text.append(",127.0.0.1:").append(each);
        }
        return text.toString();
    }

    @Test
    void aMemberWhoseAddressIsAnotherMachinesIsRefused() {
        group = new SmallGroup(folder, "A", Keeping.DEFAULTS);
        ClusterSettings elsewhere =
                ClusterSettings.of(
                        "elsewhere",
                        "A",
                        folder.resolve("A"),
                        ClusterSettings.members("A=192.0.2.1:43110"),
                        SmallGroup.RELEASE);
        assertThat(group.start(elsewhere).awaitEnd())
                .contains("cannot have its ports", "192.0.2.1", "the address is not this machine");
    }

    @Test
    void aSecondMemberOfOneSideIsRefusedInTheSameFolderAndInAnother() {
        group = new SmallGroup(folder, "A", Keeping.DEFAULTS);
        group.start("A").awaitJoined("A");
        ClusterSettings right = group.settings("A");
        assertThatThrownBy(() -> group.start(right))
                .isInstanceOf(ClusterRefusal.class)
                .hasMessageContaining("in use by another process");
        SmallGroup.Running first = group.member("A");
        assertThat(group.start(like(right, "twin", "secret", SmallGroup.RELEASE)).awaitEnd())
                .contains("cannot have its ports", "another member with this id");
        first.give(5001, "goes on");
        first.awaitKnown("goes on");
        first.close();
    }
}
