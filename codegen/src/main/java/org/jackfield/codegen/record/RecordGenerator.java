package org.jackfield.codegen.record;

import org.jackfield.codegen.SchemaException;
import org.jackfield.codegen.SourceFolder;
import org.jackfield.codegen.record.RecordText.Kind;
import org.jackfield.codegen.record.RecordText.Known;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Writes the records of every {@code *.schema} file below the schema folder. */
public final class RecordGenerator {

    private RecordGenerator() {}

    /** Reads all {@code *.schema} files below {@code schemas} and writes Java. */
    public static void generate(Path schemas, SourceFolder sources, SourceFolder reference)
            throws IOException {
        List<RecordSchema> parsed = new ArrayList<>();
        for (Path file : files(schemas)) {
            String name = schemas.relativize(file).toString();
            parsed.add(RecordSchemaParser.parse(name, Files.readAllLines(file)));
        }
        Map<String, Known> known = types(parsed);
        Map<String, String> packages = new TreeMap<>();
        for (RecordSchema schema : parsed) {
            write(schema, new RecordText(schema, known), sources);
            packages.merge(schema.packageName, schema.about, (a, b) -> a.isEmpty() ? b : a);
        }
        for (RecordSchema schema : parsed) {
            if (schema.json) {
                JsonText json = new JsonText(schema, known);
                sources.writeClass(json.packageName(), json.className(), json.text());
                packages.put(json.packageName(), "The same records as JSON.");
            }
        }
        for (var entry : packages.entrySet()) {
            String text = "/** %s */\npackage %s;\n".formatted(entry.getValue(), entry.getKey());
            sources.writeClass(entry.getKey(), "package-info", text);
        }
        for (RecordSchema schema : parsed) {
            reference.write(schema.file.replace(".schema", ".md"), ReferencePage.of(schema));
        }
    }

    private static List<Path> files(Path schemas) throws IOException {
        try (Stream<Path> walk = Files.walk(schemas)) {
            return walk.filter(p -> p.toString().endsWith(".schema")).sorted().toList();
        }
    }

    private static Map<String, Known> types(List<RecordSchema> parsed) {
        Map<String, Known> known = new TreeMap<>();
        for (RecordSchema schema : parsed) {
            schema.enums.forEach(e -> declare(known, schema, e.name(), Kind.ENUM));
            schema.groups.forEach(g -> declare(known, schema, g.name(), Kind.GROUP));
            schema.records.forEach(r -> declare(known, schema, r.name(), Kind.RECORD));
        }
        return known;
    }

    private static void declare(
            Map<String, Known> known, RecordSchema schema, String name, Kind kind) {
        Known other = known.put(name, new Known(schema.packageName, kind));
        if (other != null) {
            throw new SchemaException(schema.file + ": type `" + name + "` is declared twice");
        }
    }

    private static void write(RecordSchema schema, RecordText text, SourceFolder sources)
            throws IOException {
        for (var type : schema.enums) {
            sources.writeClass(schema.packageName, type.name(), text.enumText(type));
        }
        for (var group : schema.groups) {
            sources.writeClass(schema.packageName, group.name(), text.groupText(group));
        }
        for (var record : schema.records) {
            sources.writeClass(schema.packageName, record.name(), text.recordText(record));
        }
    }
}
