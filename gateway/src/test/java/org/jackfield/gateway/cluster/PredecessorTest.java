package org.jackfield.gateway.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.aeron.cluster.service.ClusterMarkFile;

import org.jackfield.gateway.cluster.ClusterSettings.Keeping;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.File;
import java.nio.file.Path;

/** What a process that was killed left behind still counts for a while. */
@Timeout(180)
class PredecessorTest {

    /** Of the 10 s that the engine counts. */
    private static final long STILL_COUNTS_MS = 7_000;

    @TempDir private Path folder;
    private SmallGroup group;

    @AfterEach
    void end() {
        group.close();
    }

    /** A consensus part that began too early had to end again, and stood in the next one's way. */
    @Test
    void aMemberBeginsNothingWhileTheServiceOfAKilledOneStillCountsAndThenTakesPart() {
        group = new SmallGroup(folder, "A", Keeping.DEFAULTS);
        group.start("A").awaitJoined("A");
        group.member("A").give(5001, "before");
        group.member("A").awaitKnown("before");
        group.stop("A");
        File cluster = group.folder("A").resolve("cluster").toFile();
        try (ClusterMarkFile mark = mark(cluster, ClusterMarkFile.markFilenameForService(0))) {
            mark.updateActivityTimestamp(System.currentTimeMillis() - 10_000 + STILL_COUNTS_MS);
        }
        long consensusSeen = consensus(cluster);

        group.start(group.settings("A"));
        group.member("A").await("still counts as active");
        assertThat(consensus(cluster))
                .as("start of the last consensus part")
                .isEqualTo(consensusSeen);
        group.awaitJoined("A");
        group.member("A").awaitKnown("before");
    }

    private static long consensus(File cluster) {
        try (ClusterMarkFile mark = mark(cluster, ClusterMarkFile.FILENAME)) {
            return mark.decoder().startTimestamp();
        }
    }

    private static ClusterMarkFile mark(File cluster, String name) {
        return new ClusterMarkFile(cluster, name, System::currentTimeMillis, 1_000, line -> {});
    }
}
