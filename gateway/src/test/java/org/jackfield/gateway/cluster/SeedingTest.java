package org.jackfield.gateway.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import org.jackfield.gateway.cluster.ClusterSettings.Keeping;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A member without a log takes part only with what the group knows. */
@Timeout(180)
class SeedingTest {

    @TempDir private Path folder;
    private SmallGroup group;

    @AfterEach
    void end() {
        group.close();
    }

    /** Its clock was ahead before it lost its folder, and was set back then. */
    @Test
    void aMemberWithAnEmptyFolderTakesSnapshotAndLogFromTheLeaderAndVotesAgain()
            throws IOException {
        group = new SmallGroup(folder, "ABC", Keeping.DEFAULTS);
        Files.createDirectories(group.folder("B"));
        Files.writeString(group.folder("B").resolve("starts.txt"), "4000000000000");
        group.start("ABC").awaitJoined("ABC");
        group.member("A").give(5001, "before");
        group.member("C").awaitKnown("before");
        new MemberStatus(group.leader().folder()).snapshot();
        group.member("A").give(5002, "after");
        group.member("C").awaitKnown("after");
        group.stop("B");
        SharedMemory.remove(group.folder("B"));

        group.start("B");
        group.member("B").await("takes a snapshot and the log after it").awaitKnown("after");
        assertThat(group.member("B").said("goes on from a snapshot")).isTrue();
        group.awaitJoined("B");
        assertThat(group.folder("B").resolve("starts.txt")).hasContent("4000000000002");
        group.stop("A");
        group.member("C").give(5003, "without A");
        group.member("B").awaitKnown("without A").awaitKnown("before");
    }
}
