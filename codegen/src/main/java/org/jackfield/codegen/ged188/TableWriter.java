package org.jackfield.codegen.ged188;

import java.util.List;

/** Writes the tables themselves as Java, for readers that go by them instead of records. */
final class TableWriter {

    private TableWriter() {}

    static String write(List<Ged188Schema.Message> messages) {
        JavaText out = JavaText.file("java.util.List");
        out.doc("The field tables of all documented messages, at run time.");
        out.line("public final class Ged188Tables {");
        out.line("");
        out.doc("The first protocol version that is spoken.");
        out.line("public static final int FIRST_VERSION = 9;");
        out.line("");
        out.doc("The last protocol version that is spoken.");
        out.line("public static final int LAST_VERSION = 25;");
        out.line("");
        out.line("private static final MessageTable[] TABLES =");
        out.line("        new MessageTable[MessageType.values().length];");
        out.line("");
        out.line("static {");
        for (Ged188Schema.Message m : messages) {
            out.line("TABLES[MessageType." + m.name() + ".ordinal()] = " + method(m) + "();");
        }
        out.line("}");
        out.line("");
        out.line("private Ged188Tables() {}");
        out.line("");
        out.doc("The table of a message, or null when its body is not public.");
        out.line("public static MessageTable of(MessageType type) {");
        out.line("return TABLES[type.ordinal()];");
        out.line("}");
        for (Ged188Schema.Message m : messages) {
            table(out, m);
        }
        out.line("}");
        return out.toString();
    }

    private static String method(Ged188Schema.Message m) {
        return JavaNames.component(m.javaName());
    }

    private static void table(JavaText out, Ged188Schema.Message m) {
        out.line("");
        out.line("private static MessageTable " + method(m) + "() {");
        out.line("return new MessageTable(");
        out.line("        MessageType." + m.name() + ",");
        list(out, m.fixed());
        out.line("        ,");
        list(out, m.floating());
        out.line("        );");
        out.line("}");
    }

    private static void list(JavaText out, List<Ged188Schema.Field> fields) {
        out.line("        List.of(");
        for (int i = 0; i < fields.size(); i++) {
            String end = i + 1 < fields.size() ? "," : "";
            out.line("                " + field(fields.get(i)) + end);
        }
        out.line("        )");
    }

    private static String field(Ged188Schema.Field f) {
        String head = "\"" + f.name() + "\", FieldType." + f.type() + ", ";
        String values = ", \"" + f.enumName() + "\"";
        if (f.tag() == 0) {
            return "FieldTable.fixed(" + head + f.size() + ", " + f.since() + values + ")";
        }
        String text =
                f.repeats()
                        ? "FieldTable.list("
                                + head
                                + f.tag()
                                + ", "
                                + f.size()
                                + ", "
                                + f.since()
                                + values
                                + ", \""
                                + f.countField()
                                + "\", "
                                + f.packedList()
                                + ")"
                        : "FieldTable.one("
                                + head
                                + f.tag()
                                + ", "
                                + f.size()
                                + ", "
                                + f.since()
                                + ", "
                                + f.required()
                                + values
                                + ")";
        if (f.until() < 25) {
            text += ".until(" + f.until() + ")";
        }
        if (f.oldSizeBefore() > 0) {
            text += ".before(" + f.oldSizeBefore() + ", " + f.oldSize() + ", " + f.cut() + ")";
        }
        return text;
    }
}
