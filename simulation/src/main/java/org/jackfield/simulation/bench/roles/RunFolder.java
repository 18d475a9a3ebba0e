package org.jackfield.simulation.bench.roles;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A temporary folder for one run; gone with all that is in it when it is closed.
 *
 * @param path where it is
 */
public record RunFolder(Path path) implements AutoCloseable {

    /** Makes one whose name begins so. */
    public static RunFolder named(String beginning) throws IOException {
        return new RunFolder(Files.createTempDirectory(beginning));
    }

    @Override
    public void close() throws IOException {
        List<Path> inside;
        try (Stream<Path> all = Files.walk(path)) {
            inside = all.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path each : inside) {
            Files.deleteIfExists(each);
        }
    }
}
