package org.jackfield.codegen.ged188;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Writes one message as a record with its builder. */
final class RecordWriter {

    /** Slots of a constructor that the virtual machine allows; long takes two. */
    private static final int MAX_SLOTS = 250;

    private static final Set<String> CALL_DATA_FIELDS =
            Stream.concat(
                            IntStream.rangeClosed(1, 10).mapToObj(i -> "callVariable" + i),
                            Stream.of("userToUserInfo", "namedVariable", "namedArray"))
                    .collect(Collectors.toUnmodifiableSet());

    private final Ged188Schema.Message message;
    private final List<Ged188Schema.Field> fields;
    private final String type;
    private final JavaText out;

    private RecordWriter(Ged188Schema.Message message) {
        this.message = message;
        this.fields = message.fields();
        this.type = message.javaName();
        boolean lists = fields.stream().anyMatch(Ged188Schema.Field::repeats);
        List<String> imports = new ArrayList<>();
        if (lists) {
            imports.add("java.util.ArrayList");
            imports.add("java.util.List");
        }
        this.out = JavaText.file(imports.toArray(String[]::new));
    }

    static String write(Ged188Schema.Message message) {
        RecordWriter writer = new RecordWriter(message);
        if (wide(message)) {
            writer.classHead();
        } else {
            writer.recordHead();
        }
        writer.common();
        writer.builder();
        writer.out.line("}");
        return writer.out.toString();
    }

    /** True for a message with more numbers than a constructor can take. */
    static boolean wide(Ged188Schema.Message message) {
        return message.fields().stream().mapToInt(f -> javaType(f).equals("long") ? 2 : 1).sum()
                > MAX_SLOTS;
    }

    /** True for a message with all that {@code CallDataFields} names. */
    private boolean carriesCallData() {
        return fields.stream()
                        .map(Ged188Schema.Field::javaName)
                        .filter(CALL_DATA_FIELDS::contains)
                        .count()
                == CALL_DATA_FIELDS.size();
    }

    /** What the message is. */
    private String kinds() {
        return " implements Ged188Message" + (carriesCallData() ? ", CallDataFields" : "") + " {";
    }

    static String javaType(Ged188Schema.Field field) {
        boolean fixed = field.tag() == 0;
        String element =
                switch (field.type()) {
                    case UINT, TIME -> fixed ? "long" : "Long";
                    case STRING -> "String";
                    case UNSPEC -> fixed ? "long" : "Bytes";
                    case NAMEDVAR -> "NamedVariable";
                    case NAMEDARRAY -> "NamedArray";
                    default -> fixed ? "int" : "Integer";
                };
        return field.repeats() ? "List<" + element + ">" : element;
    }

    private void docs() {
        out.line("/**");
        out.line(
                " * " + message.name() + " (" + message.number() + "): " + message.purpose() + ".");
        if (!fields.isEmpty() && !wide(message)) {
            out.line(" *");
            for (Ged188Schema.Field f : fields) {
                out.line(" * @param " + f.javaName() + " " + describe(f));
            }
        }
        out.line(" */");
    }

    private static String describe(Ged188Schema.Field f) {
        String text = f.name() + " " + f.type();
        if (f.tag() > 0) {
            text += ", tag " + f.tag();
        }
        if (!f.type().number() && f.tag() > 0) {
            text += ", at most " + f.size() + " bytes";
        }
        if (!f.enumName().isEmpty()) {
            text += ", see {@link " + f.enumName() + "}";
        }
        if (f.since() > 9 || f.until() < 25) {
            text += ", versions " + f.since() + " to " + f.until();
        }
        return text;
    }

    private void recordHead() {
        docs();
        out.line("public record " + type + "(");
        for (int i = 0; i < fields.size(); i++) {
            Ged188Schema.Field f = fields.get(i);
            out.line(
                    "        "
                            + javaType(f)
                            + " "
                            + f.javaName()
                            + (i + 1 < fields.size() ? "," : ""));
        }
        out.line("        )" + kinds());
        if (fields.stream().anyMatch(Ged188Schema.Field::repeats)) {
            out.line("");
            out.doc("Keeps copies of the lists; null is an empty one.");
            out.line("public " + type + " {");
            for (Ged188Schema.Field f : fields) {
                if (f.repeats()) {
                    String n = f.javaName();
                    out.line(n + " = " + n + " == null ? List.of() : List.copyOf(" + n + ");");
                }
            }
            out.line("}");
        }
    }

    private void classHead() {
        docs();
        out.line("public final class " + type + kinds());
        for (Ged188Schema.Field f : fields) {
            out.line("private final " + javaType(f) + " " + f.javaName() + ";");
        }
        out.line("");
        out.line(type + "(Builder from) {");
        for (Ged188Schema.Field f : fields) {
            String n = f.javaName();
            out.line(
                    "this."
                            + n
                            + " = "
                            + (f.repeats() ? "List.copyOf(from." + n + ")" : "from." + n)
                            + ";");
        }
        out.line("}");
        for (Ged188Schema.Field f : fields) {
            out.line("");
            out.doc(describe(f) + ".");
            out.line("public " + javaType(f) + " " + f.javaName() + "() {");
            out.line("return " + f.javaName() + ";");
            out.line("}");
        }
        out.line("");
        out.line("@Override");
        out.line("public boolean equals(Object other) {");
        out.line("if (!(other instanceof " + type + " that)) {");
        out.line("return false;");
        out.line("}");
        out.line("for (int i = 0; i < " + fields.size() + "; i++) {");
        out.line("if (!java.util.Objects.equals(field(i), that.field(i))) {");
        out.line("return false;");
        out.line("}");
        out.line("}");
        out.line("return true;");
        out.line("}");
        out.line("");
        out.line("@Override");
        out.line("public int hashCode() {");
        out.line("int hash = 0;");
        out.line("for (int i = 0; i < " + fields.size() + "; i++) {");
        out.line("hash = hash * 31 + java.util.Objects.hashCode(field(i));");
        out.line("}");
        out.line("return hash;");
        out.line("}");
        out.line("");
        out.line("@Override");
        out.line("public String toString() {");
        out.line("StringBuilder text = new StringBuilder(\"" + type + "[\");");
        for (int i = 0; i < fields.size(); i++) {
            String n = fields.get(i).javaName();
            out.line("text.append(\"" + (i == 0 ? "" : ", ") + n + "=\").append(" + n + ");");
        }
        out.line("return text.append(']').toString();");
        out.line("}");
    }

    private void common() {
        out.line("");
        out.line("@Override");
        out.line("public MessageType type() {");
        out.line("return MessageType." + message.name() + ";");
        out.line("}");
        out.line("");
        out.line("@Override");
        out.line("public int number() {");
        out.line("return " + message.number() + ";");
        out.line("}");
        out.line("");
        out.line("@Override");
        out.line("public Object field(int index) {");
        String outside = "throw new IndexOutOfBoundsException(\"field \" + index);";
        if (fields.isEmpty()) {
            out.line(outside);
        } else {
            out.line("return switch (index) {");
            for (int i = 0; i < fields.size(); i++) {
                out.line("case " + i + " -> " + fields.get(i).javaName() + ";");
            }
            out.line("default -> " + outside);
            out.line("};");
        }
        out.line("}");
        out.line("");
        out.doc("A builder with all numbers 0 and everything else absent.");
        out.line("public static Builder builder() {");
        out.line("return new Builder();");
        out.line("}");
        out.line("");
        out.doc("A builder that begins with the values of this message.");
        out.line("public Builder toBuilder() {");
        out.line("Builder copy = new Builder();");
        for (Ged188Schema.Field f : fields) {
            copyField(f);
        }
        out.line("return copy;");
        out.line("}");
    }

    private void copyField(Ged188Schema.Field f) {
        String n = f.javaName();
        List<Ged188Schema.Field> lists = counted(f);
        if (f.repeats()) {
            out.line("copy." + n + ".addAll(" + n + ");");
        } else if (lists.isEmpty()) {
            out.line("copy." + n + " = " + n + ";");
        } else if (f.tag() == 0) {
            // A count that agrees with its list follows the list in the copy too.
            out.line("copy." + n + " = " + n + " == " + longest(lists) + " ? -1 : " + n + ";");
        } else {
            String size = longest(lists);
            out.line("if (" + n + " != null && (" + n + " == 0 || " + n + " != " + size + ")) {");
            out.line("copy." + n + " = " + n + ";");
            out.line("}");
        }
    }

    private List<Ged188Schema.Field> counted(Ged188Schema.Field f) {
        return f.repeats() ? List.of() : message.countedBy(f);
    }

    private static String longest(List<Ged188Schema.Field> lists) {
        String text = lists.get(0).javaName() + ".size()";
        for (Ged188Schema.Field list : lists.subList(1, lists.size())) {
            text = "Math.max(" + text + ", " + list.javaName() + ".size())";
        }
        return text;
    }

    private void builder() {
        out.line("");
        out.doc("Sets fields by name; counts of lists are filled in unless they are set.");
        out.line(
                "public static final class Builder"
                        + (carriesCallData()
                                ? " implements CallDataFields.Builder<Builder> {"
                                : " {"));
        for (Ged188Schema.Field f : fields) {
            String start = "";
            if (f.repeats()) {
                start = " = new ArrayList<>()";
            } else if (f.tag() == 0 && !counted(f).isEmpty()) {
                start = " = -1";
            }
            out.line("private " + javaType(f) + " " + f.javaName() + start + ";");
        }
        out.line("");
        out.line("private Builder() {}");
        for (Ged188Schema.Field f : fields) {
            setter(f);
        }
        build();
        out.line("}");
    }

    private void setter(Ged188Schema.Field f) {
        String n = f.javaName();
        out.line("");
        out.doc(describe(f) + ".");
        out.line("public Builder " + n + "(" + javaType(f) + " " + n + ") {");
        if (f.repeats()) {
            out.line("this." + n + " = new ArrayList<>(" + n + ");");
        } else {
            out.line("this." + n + " = " + n + ";");
        }
        out.line("return this;");
        out.line("}");
        if (f.repeats()) {
            String list = javaType(f);
            String element = list.substring(5, list.length() - 1);
            out.line("");
            out.doc("One more " + f.name() + ".");
            out.line("public Builder " + JavaNames.adder(n) + "(" + element + " element) {");
            out.line(n + ".add(element);");
            out.line("return this;");
            out.line("}");
        }
    }

    private void build() {
        out.line("");
        out.doc("The message.");
        out.line("public " + type + " build() {");
        if (wide(message)) {
            out.line("return new " + type + "(this);");
        } else {
            String arguments =
                    fields.stream().map(this::argument).collect(Collectors.joining(", "));
            out.line("return new " + type + "(" + arguments + ");");
        }
        out.line("}");
    }

    private String argument(Ged188Schema.Field f) {
        String n = f.javaName();
        List<Ged188Schema.Field> lists = counted(f);
        if (lists.isEmpty()) {
            return n;
        }
        String size = longest(lists);
        if (f.tag() == 0) {
            return n + " < 0 ? " + size + " : " + n;
        }
        return n + " != null || " + size + " == 0 ? " + n + " : Integer.valueOf(" + size + ")";
    }
}
