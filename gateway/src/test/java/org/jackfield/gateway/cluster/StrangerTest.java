package org.jackfield.gateway.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
