package org.jackfield.gateway.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import org.jackfield.gateway.cluster.ClusterSettings.Keeping;
import org.jackfield.protocol.log.SettingSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** However much goes through a member, disk and shared memory stay as docs/group.md says. */
@Timeout(180)
class BoundedDiskTest {

    private static final int SEGMENT = 1 << 16;
    private static final Keeping SMALL = new Keeping(60, 4 * SEGMENT, 2 * SEGMENT, SEGMENT);

    /** Two snapshots of two recordings, the log since the last and what is kept before it. */
    private static final long BOUND = 24L * SEGMENT;

    /** What the engine writes besides: the mark files, the list of what it recorded. */
    private static final long NOTES = 8L << 20;

    /** As docs/group.md says: what the files claim, and what of it was ever written. */
    private static final long MEMORY_CLAIMED = 131L << 20;

    private static final long MEMORY_WRITTEN = 100L << 20;

    /** Each of 2 MB. */
    private static final int ROUNDS = 3;

    private static final int INPUTS = 2_000;

    /** More than the three buffers of 4 MB that the log goes through in turn. */
    private static final int ROUNDS_OF_BUFFERS = 8;

    @TempDir private Path folder;
    private SmallGroup group;

    @AfterEach
    void end() {
        group.close();
    }

    private static long bytes(Path archive) {
        return bytes(archive, ".rec");
    }

    private static long bytes(Path folder, String suffix) {
        return files(folder).entrySet().stream()
                .filter(each -> each.getKey().toString().endsWith(suffix))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    /** Files with their sizes, without those that are dropped meanwhile. */
    private static Map<Path, Long> files(Path folder) {
        Map<Path, Long> found = new TreeMap<>();
        try {
            Files.walkFileTree(
                    folder,
                    new SimpleFileVisitor<>() {
                        @Override
                        public FileVisitResult visitFile(Path file, BasicFileAttributes about) {
                            found.put(file, about.size());
                            return FileVisitResult.CONTINUE;
                        }

                        @Override
                        public FileVisitResult visitFileFailed(Path gone, IOException why) {
                            return FileVisitResult.CONTINUE;
                        }

                        @Override
                        public FileVisitResult postVisitDirectory(Path each, IOException why) {
                            return FileVisitResult.CONTINUE;
                        }
                    });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return found;
    }

    @Test
    void theLogIsDroppedBehindSnapshotsThatItsGrowthCallsForAndAFarBehindMemberIsToldToSeed() {
        group = new SmallGroup(folder, "ABC", SMALL);
        group.start("ABC").awaitJoined("ABC");
        group.member("A").give(5001, "first");
        group.member("C").awaitKnown("first");
        group.stop("C");
        Path archive = group.folder("A").resolve("archive");
        Path memory = SharedMemory.own(group.settings("A"));
        String text = "x".repeat(1_000);
        for (int round = 0; round < ROUNDS; round++) {
            for (int i = 0; i < INPUTS; i++) {
                group.member("A").give(new SettingSet("setting", text + round + "/" + i));
                if (i % 100 == 0) {
                    group.until("inputs wait", () -> group.member("A").waiting() < 50);
                }
            }
            group.until("old log and old snapshots stay", () -> bytes(archive) < BOUND);
            group.until("notes grow", () -> bytes(group.folder("A"), "") < BOUND + NOTES);
            assertThat(bytes(memory, "")).as("claimed").isBetween(1L, MEMORY_CLAIMED);
        }
        String last = text + (ROUNDS - 1) + "/" + (INPUTS - 1);
        group.member("A").awaitKnown(last);

        List<String> status = new MemberStatus(group.folder("A")).lines();
        assertThat(String.join("\n", status))
                .contains("snapshot at position")
                .containsPattern("log +from position [1-9]\\d* to \\d+");

        String told = group.start(group.settings("C")).awaitEnd();
        assertThat(told).contains("away for too long", "jackfield cluster seed");
        group.stop("C");
        assertThat(SharedMemory.own(group.settings("C"))).doesNotExist();
        new MemberRepair(group.settings("C"), (severity, line) -> {}).seed();
        group.start("C").awaitJoined("C");
        group.member("C").awaitKnown(last).awaitKnown("first");
    }

    @Test
    void theBuffersInSharedMemoryStayTheSameHoweverMuchGoesThroughThem() throws Exception {
        group = new SmallGroup(folder, "ABC", Keeping.DEFAULTS);
        group.start("ABC").awaitJoined("ABC");
        String text = "x".repeat(1_000);
        for (int i = 0; i < ROUNDS_OF_BUFFERS * INPUTS; i++) {
            group.member("A").give(new SettingSet("setting", text + i));
            if (i % 100 == 0) {
                group.until("inputs wait", () -> group.member("A").waiting() < 50);
            }
        }
        group.member("C").awaitKnown(text + (ROUNDS_OF_BUFFERS * INPUTS - 1));
        for (String side : List.of("A", "B", "C")) {
            Path memory = SharedMemory.own(group.settings(side));
            assertThat(bytes(memory, "")).as("claimed").isBetween(1L, MEMORY_CLAIMED);
            assertThat(written(memory)).as("written").isBetween(1L, MEMORY_WRITTEN);
        }
    }

    /**
     * What files take: of one that claims more, only what was written. Those dropped meanwhile are
     * left out of the answer, which then ends with an error.
     */
    private static long written(Path folder) throws Exception {
        List<String> command = new ArrayList<>(List.of("stat", "--format=%b %B"));
        files(folder).keySet().forEach(each -> command.add(each.toString()));
        Process asked =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        try (BufferedReader answer = asked.inputReader()) {
            return answer.lines()
                    .map(line -> line.split(" "))
                    .mapToLong(each -> Long.parseLong(each[0]) * Long.parseLong(each[1]))
                    .sum();
        }
    }
}
