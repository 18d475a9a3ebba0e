package org.jackfield.codegen;

import org.jackfield.codegen.ged188.Ged188Generator;
import org.jackfield.codegen.record.RecordGenerator;

import java.io.IOException;
import java.nio.file.Path;

/** Entry point of the build step: schema folder, source folder, reference folder. */
public final class Main {

    private Main() {}

    /** Generates all protocols; ends with exit code 2 and one sentence when a schema is wrong. */
    public static void main(String[] args) throws IOException {
        if (args.length != 3) {
            System.err.println("usage: Main SCHEMA_FOLDER SOURCE_FOLDER REFERENCE_FOLDER");
            System.exit(2);
        }
        Path schema = Path.of(args[0]);
        SourceFolder sources = new SourceFolder(Path.of(args[1]));
        SourceFolder reference = new SourceFolder(Path.of(args[2]));
        try {
            Ged188Generator.generate(schema.resolve("ged188"), sources, reference);
            RecordGenerator.generate(schema, sources, reference);
        } catch (SchemaException wrong) {
            System.err.println(wrong.getMessage());
            System.exit(2);
        }
    }
}
