package org.jackfield.codegen;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The folder that generated files are written to. A file is touched only when its text changes, so
 * that an unchanged schema compiles nothing again.
 */
public final class SourceFolder {

    private final Path root;

    public SourceFolder(Path root) {
        this.root = root;
    }

    /** Writes one class of a package. */
    public void writeClass(String packageName, String className, String text) throws IOException {
        write(packageName.replace('.', '/') + "/" + className + ".java", text);
    }

    /** Writes one file, its path relative to the folder. */
    public void write(String relativePath, String text) throws IOException {
        Path file = root.resolve(relativePath);
        Files.createDirectories(file.getParent());
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (Files.exists(file) && java.util.Arrays.equals(Files.readAllBytes(file), bytes)) {
            return;
        }
        Files.write(file, bytes);
    }
}
