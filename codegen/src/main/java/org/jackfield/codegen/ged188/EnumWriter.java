package org.jackfield.codegen.ged188;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes value tables: enums, masks and plain constants. */
final class EnumWriter {

    private EnumWriter() {}

    static String write(Ged188Schema.ValueTable table) {
        List<String> names = JavaNames.constants(table);
        if (table.constants()) {
            return constants(table, names);
        }
        return table.mask() ? mask(table, names) : values(table, names);
    }

    private static String constants(Ged188Schema.ValueTable table, List<String> names) {
        JavaText out = JavaText.file();
        out.doc("Numbers with a meaning of their own, " + table.name() + " in the value tables.");
        out.line("public final class " + table.name() + " {");
        for (int i = 0; i < names.size(); i++) {
            Ged188Schema.Value value = table.values().get(i);
            out.line("");
            out.doc(sentence(value));
            out.line("public static final long " + names.get(i) + " = " + hex(value) + ";");
        }
        out.line("");
        out.line("private " + table.name() + "() {}");
        out.line("}");
        return out.toString();
    }

    private static String mask(Ged188Schema.ValueTable table, List<String> names) {
        JavaText out = JavaText.file();
        out.doc("Bits of a mask, " + table.name() + " in the value tables.");
        out.line("public final class " + table.name() + " {");
        long all = 0;
        for (int i = 0; i < names.size(); i++) {
            Ged188Schema.Value value = table.values().get(i);
            all |= value.value();
            out.line("");
            out.doc(sentence(value));
            out.line("public static final long " + names.get(i) + " = " + hex(value) + ";");
        }
        out.line("");
        out.line("private " + table.name() + "() {}");
        out.line("");
        out.doc("The symbols of all bits set, joined by '|'; bits without a symbol in hex.");
        out.line("public static String text(long mask) {");
        out.line("StringBuilder text = new StringBuilder();");
        for (Ged188Schema.Value value : table.values()) {
            out.line("if ((mask & " + hex(value) + ") != 0) {");
            out.line("append(text, \"" + value.symbol() + "\");");
            out.line("}");
        }
        out.line("long rest = mask & ~0x" + Long.toHexString(all) + "L;");
        out.line("if (rest != 0 || mask == 0) {");
        out.line("append(text, mask == 0 ? \"0\" : \"0x\" + Long.toHexString(rest));");
        out.line("}");
        out.line("return text.toString();");
        out.line("}");
        out.line("");
        out.line("private static void append(StringBuilder text, String symbol) {");
        out.line("text.append(text.isEmpty() ? \"\" : \"|\").append(symbol);");
        out.line("}");
        out.line("}");
        return out.toString();
    }

    private static String values(Ged188Schema.ValueTable table, List<String> names) {
        JavaText out = JavaText.file();
        String type = table.name();
        out.doc(
                "Values of "
                        + type
                        + ". Records keep the number itself, so that values not listed here pass.");
        out.line("public enum " + type + " {");
        for (int i = 0; i < names.size(); i++) {
            Ged188Schema.Value value = table.values().get(i);
            out.doc(sentence(value));
            String end = i + 1 < names.size() ? "," : ";";
            out.line(names.get(i) + "(" + value.value() + ", \"" + value.symbol() + "\")" + end);
        }
        out.line("");
        out.line("private final int value;");
        out.line("private final String symbol;");
        out.line("");
        out.line(type + "(int value, String symbol) {");
        out.line("this.value = value;");
        out.line("this.symbol = symbol;");
        out.line("}");
        out.line("");
        out.doc("The number on the wire.");
        out.line("public int value() {");
        out.line("return value;");
        out.line("}");
        out.line("");
        out.doc("The symbol of the value table.");
        out.line("public String symbol() {");
        out.line("return symbol;");
        out.line("}");
        out.line("");
        out.doc("The constant of a number, or null when the table does not list it.");
        out.line("public static " + type + " of(long value) {");
        out.line("if (value != (int) value) {");
        out.line("return null;");
        out.line("}");
        out.line("return switch ((int) value) {");
        lastOfEach(table, names).forEach((v, n) -> out.line("case " + v + " -> " + n + ";"));
        out.line("default -> null;");
        out.line("};");
        out.line("}");
        out.line("");
        out.doc("The symbol of a number, or the number itself when the table does not list it.");
        out.line("public static String nameOf(long value) {");
        out.line(type + " known = of(value);");
        out.line("return known == null ? Long.toString(value) : known.symbol;");
        out.line("}");
        out.line("}");
        return out.toString();
    }

    // A number that was given away twice means what the later row says: the newer version.
    private static Map<Long, String> lastOfEach(Ged188Schema.ValueTable table, List<String> names) {
        Map<Long, String> last = new LinkedHashMap<>();
        for (int i = 0; i < names.size(); i++) {
            last.put(table.values().get(i).value(), names.get(i));
        }
        return last;
    }

    private static String sentence(Ged188Schema.Value value) {
        return value.symbol() + ": " + value.meaning() + ".";
    }

    private static String hex(Ged188Schema.Value value) {
        return value.hex() ? "0x" + Long.toHexString(value.value()) + "L" : value.value() + "L";
    }

    /** The class that finds a value table by its name. */
    static String index(List<Ged188Schema.ValueTable> tables) {
        JavaText out = JavaText.file();
        out.doc("Finds value tables by their names.");
        out.line("public final class Ged188Values {");
        out.line("");
        out.line("private Ged188Values() {}");
        out.line("");
        out.doc("The symbol or symbols of a number, or the number itself.");
        out.line("public static String text(String table, long value) {");
        out.line("return switch (table) {");
        for (Ged188Schema.ValueTable table : tables) {
            if (!table.constants()) {
                String call = table.mask() ? ".text(value);" : ".nameOf(value);";
                out.line("case \"" + table.name() + "\" -> " + table.name() + call);
            }
        }
        out.line("default -> Long.toString(value);");
        out.line("};");
        out.line("}");
        out.line("}");
        return out.toString();
    }
}
