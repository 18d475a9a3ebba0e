package org.jackfield.codegen.ged188;

import org.jackfield.codegen.SourceFolder;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Writes records, enums, codec, tables and reference page of the CTI Server protocol. */
public final class Ged188Generator {

    private Ged188Generator() {}

    /** Reads the tables in {@code tables} and writes Java and the reference page. */
    public static void generate(Path tables, SourceFolder sources, SourceFolder reference)
            throws IOException {
        Ged188Schema schema = Ged188Schema.read(tables);
        List<Ged188Schema.Message> documented =
                schema.messages.stream().filter(Ged188Schema.Message::documented).toList();
        for (Ged188Schema.ValueTable table : schema.enums) {
            sources.writeClass(JavaText.PACKAGE, table.name(), EnumWriter.write(table));
        }
        for (Ged188Schema.Message message : documented) {
            sources.writeClass(JavaText.PACKAGE, message.javaName(), RecordWriter.write(message));
            sources.writeClass(
                    JavaText.PACKAGE, WireWriter.className(message), WireWriter.write(message));
        }
        sources.writeClass(JavaText.PACKAGE, "Ged188Values", EnumWriter.index(schema.enums));
        sources.writeClass(
                JavaText.PACKAGE, "MessageType", MessageTypeWriter.types(schema.messages));
        sources.writeClass(JavaText.PACKAGE, "Direction", MessageTypeWriter.direction());
        sources.writeClass(
                JavaText.PACKAGE, "Ged188Message", MessageTypeWriter.message(documented));
        sources.writeClass(JavaText.PACKAGE, "Ged188Layouts", CodecWriter.write(documented));
        sources.writeClass(JavaText.PACKAGE, "Ged188Tables", TableWriter.write(documented));
        reference.write("ged188.md", ReferenceWriter.write(schema));
    }
}
