package org.jackfield.codegen.record;

import org.jackfield.codegen.SchemaException;
import org.jackfield.codegen.record.RecordSchema.Field;
import org.jackfield.codegen.record.RecordSchema.Group;
import org.jackfield.codegen.record.RecordSchema.RecordType;
import org.jackfield.codegen.record.RecordText.Kind;
import org.jackfield.codegen.record.RecordText.Known;

import java.util.Map;

/** Writes the Java text of a schema's JSON codec: one class for all its groups and records. */
final class JsonText {

    private final RecordSchema schema;
    private final Map<String, Known> known;
    private final StringBuilder out = new StringBuilder();

    JsonText(RecordSchema schema, Map<String, Known> known) {
        this.schema = schema;
        this.known = known;
    }

    String packageName() {
        return schema.packageName + ".json";
    }

    String className() {
        String last = schema.packageName.substring(schema.packageName.lastIndexOf('.') + 1);
        return Character.toUpperCase(last.charAt(0)) + last.substring(1) + "Json";
    }

    String text() {
        line("// Generated from " + schema.file + ". Do not edit.");
        line("package " + packageName() + ";\n");
        line("import " + schema.packageName + ".*;");
        for (String use : schema.uses) {
            line("import " + use + ".*;");
        }
        line("import org.jackfield.protocol.json.JsonObject;");
        line("import org.jackfield.protocol.json.JsonText;\n");
        line(
                "/**\n * Records of "
                        + schema.file
                        + " as JSON objects; a group's member has its name");
        line(" * in the field t. What is no such record is a RecordFormatException that names");
        line(" * what and where.\n */");
        line("public final class " + className() + " {\n");
        line("    private " + className() + "() {}\n");
        schema.groups.forEach(this::group);
        schema.records.forEach(this::record);
        line("}");
        return out.toString();
    }

    private void group(Group group) {
        String name = group.name();
        line("    /** One frame. */");
        line("    public static byte[] encode(" + name + " value) {");
        line("        JsonText out = new JsonText();");
        line("        write(value, out);");
        line("        return out.toBytes();\n    }\n");
        line("    /** Reads one frame; see the class. */");
        line("    public static " + name + " decode" + name + "(byte[] text) {");
        line("        return read" + name + "(JsonObject.parse(text));\n    }\n");
        line("    static void write(" + name + " value, JsonText out) {");
        line("        switch (value) {");
        for (RecordType member : schema.membersOf(name)) {
            line("            case " + member.name() + " member -> write(member, out);");
        }
        line("        }\n    }\n");
        line("    static " + name + " read" + name + "(JsonObject in) {");
        line("        String kind = in.string(\"t\");");
        line("        return switch (kind) {");
        for (RecordType member : schema.membersOf(name)) {
            line("            case \"" + tag(member) + "\" -> read" + member.name() + "(in);");
        }
        line("            default -> throw in.wrong(\"t\", \"no " + name + " is named \" + kind);");
        line("        };\n    }\n");
    }

    private void record(RecordType type) {
        line("    static void write(" + type.name() + " value, JsonText out) {");
        line("        out.begin();");
        if (type.group() != null) {
            line("        out.name(\"t\").value(\"" + tag(type) + "\");");
        }
        for (Field field : type.fields()) {
            writeField(field);
        }
        line("        out.end();\n    }\n");
        line("    static " + type.name() + " read" + type.name() + "(JsonObject in) {");
        line("        return " + type.name() + ".builder()");
        for (Field field : type.fields()) {
            line("                ." + field.name() + "(" + readField(field) + ")");
        }
        line("                .build();\n    }\n");
    }

    private void writeField(Field field) {
        String name = "out.name(\"" + field.name() + "\")";
        String value = "value." + field.name() + "()";
        String element = field.type().element();
        if (field.type().list()) {
            line(
                    "        "
                            + name
                            + ".list("
                            + value
                            + ", each -> "
                            + writer(element, "each")
                            + ");");
        } else if (field.type().optional()) {
            line("        if (" + value + " != null) {");
            line("            " + name + ";");
            line("            " + writer(element, value) + ";\n        }");
        } else {
            line("        " + name + ";");
            line("        " + writer(element, value) + ";");
        }
    }

    private String writer(String element, String value) {
        return switch (element) {
            case "bool", "int", "long", "string", "args", "bytes" -> "out.value(" + value + ")";
            default ->
                    kind(element) == Kind.ENUM
                            ? "out.value(" + value + ".name())"
                            : "write(" + value + ", out)";
        };
    }

    private String readField(Field field) {
        String name = "\"" + field.name() + "\"";
        String element = field.type().element();
        boolean list = field.type().list();
        boolean optional = field.type().optional();
        String suffix = list ? "s" : optional ? "OrNull" : "";
        return switch (element) {
            case "bool" -> "in.bool" + suffix + "(" + name + ")";
            case "int" -> "in.int" + (suffix.isEmpty() ? "Value" : suffix) + "(" + name + ")";
            case "long" -> "in.long" + (suffix.isEmpty() ? "Value" : suffix) + "(" + name + ")";
            case "string" -> "in.string" + suffix + "(" + name + ")";
            case "args" -> "in.arguments" + (list ? "List" : suffix) + "(" + name + ")";
            case "bytes" -> "in.octets" + suffix + "(" + name + ")";
            default -> {
                boolean constant = kind(element) == Kind.ENUM;
                String reader = constant ? element + "::valueOf" : className() + "::read" + element;
                String method = (constant ? "constant" : "record") + suffix;
                yield "in." + method + "(" + name + ", " + reader + ")";
            }
        };
    }

    private Kind kind(String element) {
        Known type = known.get(element);
        if (type == null) {
            throw new SchemaException(schema.file + ": `" + element + "` has no JSON form");
        }
        return type.kind();
    }

    private static String tag(RecordType type) {
        return Character.toLowerCase(type.name().charAt(0)) + type.name().substring(1);
    }

    private void line(String text) {
        out.append(text).append('\n');
    }
}
