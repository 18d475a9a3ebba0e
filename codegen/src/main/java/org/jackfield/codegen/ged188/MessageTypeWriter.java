package org.jackfield.codegen.ged188;

import java.util.List;

/** Writes the list of messages: MessageType, Direction and the sealed interface of all records. */
final class MessageTypeWriter {

    private MessageTypeWriter() {}

    static String types(List<Ged188Schema.Message> messages) {
        JavaText out = JavaText.file();
        out.doc("Every message of the message table, documented or not.");
        out.line("public enum MessageType {");
        for (int i = 0; i < messages.size(); i++) {
            Ged188Schema.Message m = messages.get(i);
            out.doc(m.purpose() + ".");
            out.line(
                    m.name()
                            + "("
                            + m.number()
                            + ", \""
                            + m.javaName()
                            + "\", Direction."
                            + m.direction()
                            + ", "
                            + m.since()
                            + ", "
                            + m.documented()
                            + ")"
                            + (i + 1 < messages.size() ? "," : ";"));
        }
        out.line("");
        out.line("private final int number;");
        out.line("private final String javaName;");
        out.line("private final Direction direction;");
        out.line("private final int sinceVersion;");
        out.line("private final boolean documented;");
        out.line("");
        out.line("MessageType(");
        out.line("        int number, String javaName, Direction direction,");
        out.line("        int sinceVersion, boolean documented) {");
        for (String field :
                List.of("number", "javaName", "direction", "sinceVersion", "documented")) {
            out.line("this." + field + " = " + field + ";");
        }
        out.line("}");
        accessor(out, "int", "number", "The number in the frame's header.");
        accessor(out, "String", "javaName", "The simple name of the record.");
        accessor(out, "Direction", "direction", "Who sends it.");
        accessor(out, "int", "sinceVersion", "The first protocol version that has it.");
        accessor(out, "boolean", "documented", "True when the body is public and has a record.");
        out.line("");
        out.doc("The name in the message table.");
        out.line("public String tableName() {");
        out.line("return name();");
        out.line("}");
        out.line("");
        out.doc("The message of a number, or null when the table does not list it.");
        out.line("public static MessageType of(int number) {");
        out.line("return switch (number) {");
        for (Ged188Schema.Message m : messages) {
            out.line("case " + m.number() + " -> " + m.name() + ";");
        }
        out.line("default -> null;");
        out.line("};");
        out.line("}");
        out.line("}");
        return out.toString();
    }

    private static void accessor(JavaText out, String type, String name, String doc) {
        out.line("");
        out.doc(doc);
        out.line("public " + type + " " + name + "() {");
        out.line("return " + name + ";");
        out.line("}");
    }

    static String direction() {
        JavaText out = JavaText.file();
        out.doc("Who sends a message.");
        out.line("public enum Direction {");
        out.doc("Sent by clients only.");
        out.line("CLIENT_TO_SERVER,");
        out.doc("Sent by the server only.");
        out.line("SERVER_TO_CLIENT,");
        out.doc("Sent by either side.");
        out.line("BOTH");
        out.line("}");
        return out.toString();
    }

    static String message(List<Ged188Schema.Message> documented) {
        JavaText out = JavaText.file();
        out.doc("A message of the CTI Server protocol; absent strings and numbers are null.");
        out.line("public sealed interface Ged188Message");
        out.line("        permits UnknownMessage,");
        for (int i = 0; i < documented.size(); i++) {
            String end = i + 1 < documented.size() ? "," : " {";
            out.line("                " + documented.get(i).javaName() + end);
        }
        out.line("");
        out.doc("The row of the message table; null only for a message that is not listed.");
        out.line("MessageType type();");
        out.line("");
        out.doc("The number in the frame's header.");
        out.line("int number();");
        out.line("");
        out.doc("The value of the field at this index of {@link MessageTable#fields()}.");
        out.line("Object field(int index);");
        out.line("}");
        return out.toString();
    }
}
