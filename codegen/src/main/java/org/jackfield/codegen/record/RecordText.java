package org.jackfield.codegen.record;

import org.jackfield.codegen.SchemaException;
import org.jackfield.codegen.record.RecordSchema.EnumType;
import org.jackfield.codegen.record.RecordSchema.Field;
import org.jackfield.codegen.record.RecordSchema.Group;
import org.jackfield.codegen.record.RecordSchema.RecordType;
import org.jackfield.codegen.record.RecordSchema.TypeRef;

import java.util.List;
import java.util.Map;

/** Writes the Java text of one schema's types. */
final class RecordText {

    enum Kind {
        ENUM,
        GROUP,
        RECORD
    }

    /** What a named type is, over all schemas. */
    record Known(String packageName, Kind kind) {}

    private static final String NOTICE = "// Generated from %s. Do not edit.\n";

    private final RecordSchema schema;
    private final Map<String, Known> known;

    RecordText(RecordSchema schema, Map<String, Known> known) {
        this.schema = schema;
        this.known = known;
    }

    String enumText(EnumType type) {
        StringBuilder out = head();
        out.append("/** ").append(type.about()).append(" */\npublic enum ").append(type.name());
        out.append(" {\n");
        for (var constant : type.constants()) {
            out.append("    /** ").append(constant.about()).append(" */\n    ");
            out.append(constant.name()).append("(").append(constant.value()).append("),\n");
        }
        out.append("    ;\n\n    private final int value;\n\n    ").append(type.name());
        out.append("(int value) {\n        this.value = value;\n    }\n\n");
        out.append("    /** The number that is written. */\n");
        out.append("    public int value() {\n        return value;\n    }\n\n");
        out.append("    /** The constant of a number, or null. */\n");
        out.append("    public static ").append(type.name()).append(" of(long value) {\n");
        out.append("        for (var each : values()) {\n");
        out.append("            if (each.value == value) {\n                return each;\n");
        out.append("            }\n        }\n        return null;\n    }\n}\n");
        return out.toString();
    }

    String groupText(Group group) {
        StringBuilder out = head();
        List<RecordType> members = schema.membersOf(group.name());
        out.append("/** ").append(group.about()).append(" */\n");
        out.append("public sealed interface ").append(group.name()).append(" permits ");
        out.append(String.join(", ", members.stream().map(RecordType::name).toList()));
        out.append(
                " {\n\n"
                        + "    /** The number of this kind in its group. */\n"
                        + "    int recordNumber();\n\n");
        out.append("    /** Writes the fields, without the number. */\n");
        out.append("    void write(RecordWriter out);\n\n");
        out.append("    /** Reads the record of a number from its fields. */\n");
        out.append("    static ").append(group.name()).append(" read(int number, RecordReader in)");
        out.append(" {\n        return switch (number) {\n");
        for (RecordType member : members) {
            out.append("            case ").append(member.number()).append(" -> ");
            out.append(member.name()).append(".read(in);\n");
        }
        out.append("            default -> throw in.wrong(\"unknown number \" + number + \" in ");
        out.append(group.name()).append("\");\n        };\n    }\n}\n");
        return out.toString();
    }

    String recordText(RecordType type) {
        StringBuilder out = head();
        out.append("/**\n * ").append(type.about()).append("\n *\n");
        for (Field field : type.fields()) {
            out.append(" * @param ").append(field.name()).append(' ').append(field.about());
            out.append('\n');
        }
        out.append(" */\npublic record ").append(type.name()).append("(");
        out.append(String.join(", ", type.fields().stream().map(this::component).toList()));
        out.append(")");
        if (type.group() != null) {
            out.append(" implements ").append(type.group());
        }
        out.append(" {\n\n");
        canonicalConstructor(type, out);
        if (type.group() != null) {
            out.append("    @Override\n    public int recordNumber() {\n        return ");
            out.append(type.number()).append(";\n    }\n\n    @Override\n");
        } else {
            out.append("    /** Writes the fields in order. */\n");
        }
        out.append("    public void write(RecordWriter out) {\n");
        for (Field field : type.fields()) {
            out.append("        ").append(writeField(field)).append('\n');
        }
        out.append(
                "    }\n\n    /** Reads the fields; those missing at the end are defaults. */\n");
        out.append("    public static ").append(type.name()).append(" read(RecordReader in) {\n");
        for (Field field : type.fields()) {
            out.append("        var ").append(field.name()).append("_ = ");
            out.append(readField(field)).append(";\n");
        }
        out.append("        return new ").append(type.name()).append("(");
        out.append(String.join(", ", type.fields().stream().map(f -> f.name() + "_").toList()));
        out.append(");\n    }\n\n");
        builder(type, out);
        out.append("}\n");
        return out.toString();
    }

    private void canonicalConstructor(RecordType type, StringBuilder out) {
        StringBuilder body = new StringBuilder();
        for (Field field : type.fields()) {
            if (field.type().list()) {
                body.append("        ").append(field.name()).append(" = List.copyOf(");
                body.append(field.name()).append(");\n");
            } else if (!field.type().optional() && !isPrimitive(field.type().element())) {
                body.append("        Objects.requireNonNull(").append(field.name());
                body.append(", \"").append(field.name()).append("\");\n");
            }
        }
        if (!body.isEmpty()) {
            out.append("    public ").append(type.name()).append(" {\n").append(body);
            out.append("    }\n\n");
        }
    }

    private void builder(RecordType type, StringBuilder out) {
        out.append("    /** A builder with every field at its default. */\n");
        out.append(
                "    public static Builder builder() {\n        return new Builder();\n    }\n\n");
        out.append("    /** A builder that starts from this record. */\n");
        out.append("    public Builder toBuilder() {\n        Builder copy = new Builder();\n");
        for (Field field : type.fields()) {
            out.append("        copy.").append(field.name()).append(" = ");
            out.append(field.name()).append(";\n");
        }
        out.append("        return copy;\n    }\n\n    /** Builds a {@link ").append(type.name());
        out.append("}. */\n    public static final class Builder {\n\n");
        for (Field field : type.fields()) {
            out.append("        private ").append(javaType(field.type())).append(' ');
            out.append(field.name()).append(defaultOf(field.type())).append(";\n");
        }
        out.append("\n        private Builder() {}\n\n");
        for (Field field : type.fields()) {
            out.append("        /** ").append(field.about()).append(" */\n");
            out.append("        public Builder ").append(field.name()).append("(");
            out.append(javaType(field.type())).append(" value) {\n            this.");
            out.append(field.name()).append(" = value;\n            return this;\n        }\n\n");
        }
        out.append("        /** The record. */\n        public ").append(type.name());
        out.append(" build() {\n            return new ").append(type.name()).append("(");
        out.append(String.join(", ", type.fields().stream().map(Field::name).toList()));
        out.append(");\n        }\n    }\n");
    }

    private StringBuilder head() {
        StringBuilder out = new StringBuilder(NOTICE.formatted(schema.file));
        out.append("package ").append(schema.packageName).append(";\n\n");
        out.append("import java.util.List;\nimport java.util.Objects;\n");
        for (String use : schema.uses) {
            out.append("import ").append(use).append(".*;\n");
        }
        out.append("import org.jackfield.protocol.record.RecordReader;\n");
        out.append("import org.jackfield.protocol.record.RecordWriter;\n\n");
        return out;
    }

    private String component(Field field) {
        return javaType(field.type()) + " " + field.name();
    }

    private String javaType(TypeRef type) {
        if (type.list()) {
            return "List<" + boxed(type.element()) + ">";
        }
        return type.optional() ? boxed(type.element()) : plain(type.element());
    }

    private String plain(String element) {
        return switch (element) {
            case "bool" -> "boolean";
            case "int" -> "int";
            case "long" -> "long";
            default -> boxed(element);
        };
    }

    private String boxed(String element) {
        return switch (element) {
            case "bool" -> "Boolean";
            case "int" -> "Integer";
            case "long" -> "Long";
            case "string" -> "String";
            case "bytes" -> "org.jackfield.protocol.record.Octets";
            case "ged188" -> "org.jackfield.protocol.ged188.Ged188Message";
            case "args" -> "org.jackfield.protocol.record.Arguments";
            default -> {
                if (!known.containsKey(element)) {
                    throw new SchemaException(schema.file + ": no type is named `" + element + "`");
                }
                yield known.get(element).packageName() + "." + element;
            }
        };
    }

    private static boolean isPrimitive(String element) {
        return element.equals("bool") || element.equals("int") || element.equals("long");
    }

    private String defaultOf(TypeRef type) {
        if (type.list()) {
            return " = List.of()";
        }
        if (type.optional() || isPrimitive(type.element())) {
            return "";
        }
        return switch (type.element()) {
            case "string" -> " = \"\"";
            case "bytes" -> " = org.jackfield.protocol.record.Octets.EMPTY";
            case "args" -> " = org.jackfield.protocol.record.Arguments.EMPTY";
            default -> "";
        };
    }

    private boolean is(Kind kind, String element) {
        return known.containsKey(element) && known.get(element).kind() == kind;
    }

    private String writeField(Field field) {
        String element = field.type().element();
        String name = field.name();
        if (field.type().list()) {
            return "out.list(" + name + ", each -> " + writeValue(element, "each") + ");";
        }
        if (field.type().optional()) {
            return "out.optional(" + name + ", each -> " + writeValue(element, "each") + ");";
        }
        return writeValue(element, name) + ";";
    }

    private String writeValue(String element, String value) {
        return switch (element) {
            case "bool" -> "out.writeBool(" + value + ")";
            case "int", "long" -> "out.writeLong(" + value + ")";
            case "string" -> "out.writeString(" + value + ")";
            case "bytes" -> "out.writeOctets(" + value + ")";
            case "ged188" -> "out.writeGed188(" + value + ")";
            case "args" -> "out.writeArguments(" + value + ")";
            default -> {
                if (is(Kind.ENUM, element)) {
                    yield "out.writeLong(" + value + ".value())";
                }
                yield is(Kind.GROUP, element)
                        ? "out.writeMember(" + value + ".recordNumber(), " + value + "::write)"
                        : "out.writeRecord(" + value + "::write)";
            }
        };
    }

    private String readField(Field field) {
        String element = field.type().element();
        if (field.type().list()) {
            return "in.list(() -> " + readValue(element) + ")";
        }
        if (field.type().optional()) {
            return "in.optional(() -> " + readValue(element) + ")";
        }
        return readValue(element);
    }

    private String readValue(String element) {
        return switch (element) {
            case "bool" -> "in.readBool()";
            case "int" -> "in.readInt()";
            case "long" -> "in.readLong()";
            case "string" -> "in.readString()";
            case "bytes" -> "in.readOctets()";
            case "ged188" -> "in.readGed188()";
            case "args" -> "in.readArguments()";
            default -> {
                String type = boxed(element);
                if (is(Kind.ENUM, element)) {
                    yield "in.readEnum(" + type + "::of, \"" + element + "\")";
                }
                yield is(Kind.GROUP, element)
                        ? "in.readMember(" + type + "::read)"
                        : "in.readRecord(" + type + "::read)";
            }
        };
    }
}
