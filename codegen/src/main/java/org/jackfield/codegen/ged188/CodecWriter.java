package org.jackfield.codegen.ged188;

import java.util.List;

/** Writes the codec's switch from message number to layout class. */
final class CodecWriter {

    private CodecWriter() {}

    static String write(List<Ged188Schema.Message> messages) {
        JavaText out = JavaText.file();
        out.doc("Finds the layout of a message by its number.");
        out.line("final class Ged188Layouts {");
        out.line("");
        out.line("private Ged188Layouts() {}");
        out.line("");
        out.doc("Bytes of the body.");
        out.line("static int size(Ged188Message m, int version) {");
        out.line("return switch (m.number()) {");
        for (Ged188Schema.Message m : messages) {
            String wire = WireWriter.className(m);
            out.line(
                    "case "
                            + m.number()
                            + " -> m instanceof "
                            + m.javaName()
                            + " it ? "
                            + wire
                            + ".size(it, version) : unknown(m);");
        }
        out.line("default -> unknown(m);");
        out.line("};");
        out.line("}");
        out.line("");
        out.line("private static int unknown(Ged188Message m) {");
        out.line("return ((UnknownMessage) m).body().length();");
        out.line("}");
        out.line("");
        out.doc("Writes the body at {@code p}.");
        out.line("static void write(Ged188Message m, int version, byte[] b, int p) {");
        out.line("if (m instanceof UnknownMessage unknown) {");
        out.line("unknown.body().copyTo(b, p);");
        out.line("return;");
        out.line("}");
        out.line("switch (m.number()) {");
        for (Ged188Schema.Message m : messages) {
            out.line(
                    "case "
                            + m.number()
                            + " -> "
                            + WireWriter.className(m)
                            + ".write(("
                            + m.javaName()
                            + ") m, version, b, p);");
        }
        out.line("default -> throw new IllegalStateException(\"no layout: \" + m.number());");
        out.line("}");
        out.line("}");
        out.line("");
        out.doc("Reads the body of a message type; null when the reader holds an error.");
        out.line("static Ged188Message read(int number, FieldReader in) {");
        out.line("return switch (number) {");
        for (Ged188Schema.Message m : messages) {
            out.line("case " + m.number() + " -> " + WireWriter.className(m) + ".read(in);");
        }
        out.line("default -> in.unknownMessage(number);");
        out.line("};");
        out.line("}");
        out.line("}");
        return out.toString();
    }
}
