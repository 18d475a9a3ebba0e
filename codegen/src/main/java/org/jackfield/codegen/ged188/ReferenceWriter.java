package org.jackfield.codegen.ged188;

/** Writes the reference page: messages, fields, tags and value tables. */
final class ReferenceWriter {

    private final StringBuilder out = new StringBuilder();

    private ReferenceWriter() {}

    static String write(Ged188Schema schema) {
        ReferenceWriter writer = new ReferenceWriter();
        writer.head();
        for (Ged188Schema.Message message : schema.messages) {
            if (message.documented()) {
                writer.message(message);
            }
        }
        writer.undocumented(schema);
        writer.tags(schema);
        writer.enums(schema);
        return writer.out.toString();
    }

    private void line(String text) {
        out.append(text).append('\n');
    }

    private void head() {
        line("# CTI Server protocol (GED-188), versions 9 to 25");
        line("");
        line("Generated from the tables in `protocol/src/main/schema/ged188`.");
        line("");
        line(
                "A frame is MessageLength (UINT, the 8 header bytes not counted), MessageType"
                        + " (UINT),");
        line("the fixed fields in order, then floating fields in any order. All numbers are big");
        line("endian. Tag and length of a floating field are one byte each up to version 19, two");
        line("bytes each from version 20 on. A field is sent in the versions listed with it.");
        line("");
    }

    private void message(Ged188Schema.Message message) {
        line("## " + message.number() + " " + message.name());
        line("");
        String who = message.direction().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
        line(message.purpose() + " (" + who + ", since version " + message.since() + ").");
        line("");
        if (!message.fields().isEmpty()) {
            line("| field | tag | type | bytes | versions | values, list | note |");
            line("| --- | --- | --- | --- | --- | --- | --- |");
            message.fields().forEach(this::field);
            line("");
        }
        for (String name : message.unnumbered()) {
            line(
                    name
                            + ": its tag number is not public, so it is neither sent nor read; on"
                            + " the wire it is an unknown tag.");
            line("");
        }
    }

    private void field(Ged188Schema.Field f) {
        String list = f.repeats() ? "list, " + f.countField() : "";
        String values =
                f.enumName() + (f.enumName().isEmpty() || list.isEmpty() ? "" : "; ") + list;
        line(
                "| "
                        + f.name()
                        + " | "
                        + (f.tag() == 0 ? "" : f.tag() + (f.required() ? ", required" : ""))
                        + " | "
                        + f.type()
                        + " | "
                        + f.size()
                        + " | "
                        + f.since()
                        + ".."
                        + f.until()
                        + " | "
                        + values
                        + " | "
                        + f.note().replace("|", "/")
                        + " |");
    }

    private void undocumented(Ged188Schema schema) {
        line("## Messages without a public body");
        line("");
        for (Ged188Schema.Message message : schema.messages) {
            if (!message.documented()) {
                line("- " + message.number() + " " + message.name() + ": " + message.purpose());
            }
        }
        line("");
    }

    private void tags(Ged188Schema schema) {
        line("## Tags");
        line("");
        line("| tag | name | type | bytes | since | note |");
        line("| --- | --- | --- | --- | --- | --- |");
        for (Ged188Schema.Tag tag : schema.tags) {
            line(
                    "| "
                            + String.join(
                                    " | ",
                                    Integer.toString(tag.number()),
                                    tag.name(),
                                    tag.type(),
                                    tag.maxBytes(),
                                    Integer.toString(tag.since()),
                                    tag.note())
                            + " |");
        }
        line("");
    }

    private void enums(Ged188Schema schema) {
        line("## Values");
        for (Ged188Schema.ValueTable table : schema.enums) {
            line("");
            line("### " + table.name());
            line("");
            line("| value | symbol | meaning |");
            line("| --- | --- | --- |");
            for (Ged188Schema.Value value : table.values()) {
                String number =
                        value.hex()
                                ? "0x" + Long.toHexString(value.value())
                                : Long.toString(value.value());
                line("| " + number + " | " + value.symbol() + " | " + value.meaning() + " |");
            }
        }
    }
}
