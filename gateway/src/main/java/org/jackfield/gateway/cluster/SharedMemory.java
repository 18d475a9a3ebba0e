package org.jackfield.gateway.cluster;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The engine's folder in shared memory: one a process, named by it, so that dead ones are known.
 */
final class SharedMemory {

    private static final Path MEMORY = Path.of("/dev/shm");

    private SharedMemory() {}

    private static Path root() {
        return Files.isWritable(MEMORY) ? MEMORY : Path.of(System.getProperty("java.io.tmpdir"));
    }

    private static String prefix(ClusterSettings settings) {
        String group = settings.group().replaceAll("[^A-Za-z0-9]", "_");
        return "jackfield-" + group + "-" + settings.side() + "-";
    }

    /** This process's own. */
    static Path own(ClusterSettings settings) {
        return root().resolve(prefix(settings) + ProcessHandle.current().pid());
    }

    /** Removes what processes of this member left that are no more. */
    static void removeDead(ClusterSettings settings) throws IOException {
        String prefix = prefix(settings);
        try (DirectoryStream<Path> left = Files.newDirectoryStream(root(), prefix + "*")) {
            for (Path folder : left) {
                String pid = folder.getFileName().toString().substring(prefix.length());
                if (pid.matches("[0-9]{1,18}") && ProcessHandle.of(Long.parseLong(pid)).isEmpty()) {
                    remove(folder);
                }
            }
        }
    }

    /** Removes a folder with all that is in it. */
    static void remove(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        List<Path> all;
        try (Stream<Path> tree = Files.walk(folder)) {
            all = tree.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path each : all) {
            Files.deleteIfExists(each);
        }
    }
}
