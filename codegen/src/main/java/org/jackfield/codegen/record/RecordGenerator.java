package org.jackfield.codegen.record;

import org.jackfield.codegen.SourceFolder;

import java.nio.file.Path;

/** Writes the records of every {@code *.schema} file below the schema folder. */
public final class RecordGenerator {

    private RecordGenerator() {}

    /** Reads all {@code *.schema} files below {@code schemas} and writes Java. */
    public static void generate(Path schemas, SourceFolder sources, SourceFolder reference) {}
}
