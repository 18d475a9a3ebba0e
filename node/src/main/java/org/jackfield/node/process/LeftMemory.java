package org.jackfield.node.process;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a process that is no more left in shared memory: folders whose names end with its process
 * id. The next start of the same member removes them too; but it may be long in coming.
 */
final class LeftMemory {

    private static final Path MEMORY = Path.of("/dev/shm");

    private LeftMemory() {}

    /**
     * Removes it.
     *
     * @param pid of a process that has ended
     * @param began when it was started: what is older was left by another process with its number
     * @return how many folders were removed
     */
    static int remove(long pid, Instant began) {
        return remove(MEMORY, pid, began);
    }

    static int remove(Path root, long pid, Instant began) {
        int removed = 0;
        try (DirectoryStream<Path> left =
                Files.newDirectoryStream(root, "jackfield-*-[ABC]-" + pid)) {
            for (Path folder : left) {
                if (Files.isDirectory(folder)
                        && !Files.getLastModifiedTime(folder).toInstant().isBefore(began)) {
                    removeAll(folder);
                    removed++;
                }
            }
        } catch (IOException | RuntimeException stays) {
            return removed; // the member's next start removes it
        }
        return removed;
    }

    private static void removeAll(Path folder) throws IOException {
        List<Path> all;
        try (Stream<Path> tree = Files.walk(folder)) {
            all = tree.toList().reversed();
        }
        for (Path each : all) {
            Files.deleteIfExists(each);
        }
    }
}
