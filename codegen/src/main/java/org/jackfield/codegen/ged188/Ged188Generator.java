package org.jackfield.codegen.ged188;

import org.jackfield.codegen.SourceFolder;

import java.nio.file.Path;

/** Writes records, enums, codec, printer and reference page of the CTI Server protocol. */
public final class Ged188Generator {

    private Ged188Generator() {}

    /** Reads the tables in {@code tables} and writes Java and the reference page. */
    public static void generate(Path tables, SourceFolder sources, SourceFolder reference) {}
}
