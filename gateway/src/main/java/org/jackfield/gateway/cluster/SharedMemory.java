package org.jackfield.gateway.cluster;

import io.aeron.CommonContext;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The engine's folder in shared memory: one a process, named by it, so that dead ones are known.
 */
final class SharedMemory {

    private static final Path MEMORY = Path.of("/dev/shm");
    private static final String ANY = "jackfield-";
    private static final Pattern FOLDER = Pattern.compile(ANY + ".+-[ABC]-([0-9]{1,18})");

    /** An engine that gave no sign for so long is dead; one may sleep for 30 s. */
    private static final long SILENT_MS = 60_000;

    private SharedMemory() {}

    private static Path root() {
        return Files.isWritable(MEMORY) ? MEMORY : Path.of(System.getProperty("java.io.tmpdir"));
    }

    private static String prefix(ClusterSettings settings) {
        String group = settings.group().replaceAll("[^A-Za-z0-9]", "_");
        return ANY + group + "-" + settings.side() + "-";
    }

    /** This process's own. */
    static Path own(ClusterSettings settings) {
        return root().resolve(prefix(settings) + ProcessHandle.current().pid());
    }

    /**
     * Removes what processes of any member on this host left that are no more. Of other members
     * than this one the engine must have been silent for a while besides: a process may be there
     * though its id is not seen from here, as from another container.
     */
    static void removeDead(ClusterSettings settings) throws IOException {
        removeDead(root(), prefix(settings));
    }

    static void removeDead(Path root, String ownPrefix) throws IOException {
        try (DirectoryStream<Path> left = Files.newDirectoryStream(root, ANY + "*")) {
            for (Path folder : left) {
                String name = folder.getFileName().toString();
                Matcher member = FOLDER.matcher(name);
                if (member.matches()
                        && ProcessHandle.of(Long.parseLong(member.group(1))).isEmpty()
                        && (name.startsWith(ownPrefix) || silent(folder))) {
                    removeWhatIsLeft(folder);
                }
            }
        }
    }

    /** Another member that starts now may do the same. */
    private static void removeWhatIsLeft(Path folder) throws IOException {
        try {
            remove(folder);
        } catch (NoSuchFileException taken) {
            remove(folder);
        }
    }

    private static boolean silent(Path folder) {
        return !CommonContext.isDriverActive(folder.toFile(), SILENT_MS, line -> {});
    }

    /** Removes a folder with all that is in it. */
    static void remove(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        List<Path> all;
        try (Stream<Path> tree = Files.walk(folder)) {
            all = tree.sorted(Comparator.reverseOrder()).toList();
        } catch (UncheckedIOException gone) {
            throw gone.getCause();
        }
        for (Path each : all) {
            Files.deleteIfExists(each);
        }
    }
}
