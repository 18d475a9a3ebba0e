package org.jackfield.acceptance.architecture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The sources of the rooms: what bytecode does not keep. */
final class PackageSources {

    private PackageSources() {}

    /** The root of the project, from wherever the tests run. */
    static Path root() {
        Path here = Path.of("").toAbsolutePath();
        while (here != null && !Files.exists(here.resolve("jackfield"))) {
            here = here.getParent();
        }
        if (here == null) {
            throw new IllegalStateException(
                    "not inside the project: no `jackfield` launcher above");
        }
        return here;
    }

    /** True when the package has a package-info, written or generated. */
    static boolean isTold(String packageName) {
        String path = packageName.replace('.', '/') + "/package-info.java";
        return rooms().stream()
                .anyMatch(
                        room ->
                                Files.exists(room.resolve("src/main/java").resolve(path))
                                        || Files.exists(
                                                room.resolve("target/generated-sources/schema")
                                                        .resolve(path)));
    }

    /** Every hand-written main source. */
    static List<Path> written() {
        return rooms().stream().flatMap(room -> javaBelow(room.resolve("src/main/java"))).toList();
    }

    private static List<Path> rooms() {
        try (Stream<Path> folders = Files.list(root())) {
            return folders.filter(f -> Files.exists(f.resolve("pom.xml"))).sorted().toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static Stream<Path> javaBelow(Path folder) {
        if (!Files.isDirectory(folder)) {
            return Stream.empty();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(f -> f.toString().endsWith(".java")).sorted().toList().stream();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
