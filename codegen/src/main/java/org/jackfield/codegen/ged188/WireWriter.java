package org.jackfield.codegen.ged188;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes the layout class of one message: size, write and read as straight-line code. */
final class WireWriter {

    private static final int FIRST_VERSION = 9;
    private static final int LAST_VERSION = 25;

    private final Ged188Schema.Message message;
    private final String type;
    private final JavaText out;

    private WireWriter(Ged188Schema.Message message) {
        this.message = message;
        this.type = message.javaName();
        boolean lists = message.floating().stream().anyMatch(Ged188Schema.Field::repeats);
        List<String> imports = new ArrayList<>(List.of("org.jackfield.protocol.frame.Octets"));
        if (texts()) {
            imports.add("java.lang.foreign.MemorySegment");
        }
        if (lists) {
            imports.add("java.util.List");
        }
        this.out = JavaText.file(imports.toArray(String[]::new));
    }

    private boolean texts() {
        return message.floating().stream().anyMatch(WireWriter::isText);
    }

    private static boolean isText(Ged188Schema.Field f) {
        return !f.type().number() && f.type() != Ged188Schema.Type.UNSPEC;
    }

    static String className(Ged188Schema.Message message) {
        return message.javaName() + "Wire";
    }

    static String write(Ged188Schema.Message message) {
        WireWriter writer = new WireWriter(message);
        writer.out.doc("How " + message.name() + " (" + message.number() + ") lies on the wire.");
        writer.out.line("final class " + className(message) + " {");
        writer.out.line("");
        writer.out.line("private " + className(message) + "() {}");
        writer.fixedSize();
        writer.size();
        writer.put();
        writer.read();
        writer.out.line("}");
        return writer.out.toString();
    }

    private static String condition(Ged188Schema.Field f) {
        String from = f.since() > FIRST_VERSION ? "version >= " + f.since() : "";
        String to = f.until() < LAST_VERSION ? "version <= " + f.until() : "";
        return from + (from.isEmpty() || to.isEmpty() ? "" : " && ") + to;
    }

    private void fixedSize() {
        Map<String, Integer> sizes = new LinkedHashMap<>();
        int always = 0;
        for (Ged188Schema.Field f : message.fixed()) {
            if (condition(f).isEmpty()) {
                always += f.size();
            } else {
                sizes.merge(condition(f), f.size(), Integer::sum);
            }
        }
        StringBuilder sum = new StringBuilder().append(always);
        sizes.forEach((c, s) -> sum.append(" + (" + c + " ? " + s + " : 0)"));
        out.line("");
        out.line("private static int fixedSize(int version) {");
        out.line("return " + sum + ";");
        out.line("}");
    }

    private void size() {
        out.line("");
        out.doc(
                "Bytes of the body; throws IllegalArgumentException for a value out of its"
                        + " limits.");
        out.line("static int size(" + type + " m, int version) {");
        numbersInRange();
        out.line("int size = fixedSize(version);");
        if (!message.floating().isEmpty()) {
            out.line("int h = version >= 20 ? 4 : 2;");
        }
        boolean named = false;
        for (Ged188Schema.Field f : message.floating()) {
            switch (f.type()) {
                case NAMEDVAR, NAMEDARRAY -> named = true;
                default -> sizeOf(f);
            }
        }
        if (named) {
            sizeOfNamed();
        }
        out.line("return size;");
        out.line("}");
    }

    // One test for all numbers; which one is wrong is looked for only when it fails.
    private void numbersInRange() {
        Map<String, List<String>> terms = new LinkedHashMap<>();
        for (Ged188Schema.Field f : message.fixed()) {
            String value = "m." + f.javaName() + "()";
            switch (f.type()) {
                case UINT, TIME -> terms.computeIfAbsent("32", k -> new ArrayList<>()).add(value);
                case USHORT, BOOL -> terms.computeIfAbsent("16", k -> new ArrayList<>()).add(value);
                case UCHAR -> terms.computeIfAbsent("8", k -> new ArrayList<>()).add(value);
                default -> {}
            }
        }
        if (!terms.isEmpty()) {
            String bad =
                    terms.entrySet().stream()
                            .map(
                                    e ->
                                            "(("
                                                    + String.join(" | ", e.getValue())
                                                    + ") >>> "
                                                    + e.getKey()
                                                    + ")")
                            .collect(Collectors.joining(" | "));
            out.line("if ((" + bad + ") != 0) {");
            out.line("Ged188Tables.of(MessageType." + message.name() + ").checkNumbers(m);");
            out.line("}");
        }
    }

    private static String limit(Ged188Schema.Field f) {
        if (f.oldSizeBefore() <= FIRST_VERSION) {
            return Integer.toString(f.size());
        }
        return "version < " + f.oldSizeBefore() + " ? " + f.oldSize() + " : " + f.size();
    }

    private static String value(Ged188Schema.Field f) {
        String value = "m." + f.javaName() + "()";
        return f.cut() ? "FieldSizes.cut(" + value + ", " + limit(f) + ")" : value;
    }

    private void sizeOf(Ged188Schema.Field f) {
        String value = value(f);
        String name = "\"" + f.name() + "\"";
        String term;
        if (f.repeats()) {
            term = sizeOfList(f, value, name);
        } else {
            term =
                    switch (f.type()) {
                        case STRING ->
                                "h + FieldSizes.string("
                                        + value
                                        + ", "
                                        + limit(f)
                                        + ", "
                                        + name
                                        + ")";
                        case UNSPEC ->
                                "h + FieldSizes.bytes("
                                        + value
                                        + ", "
                                        + f.size()
                                        + ", "
                                        + name
                                        + ")";
                        case UINT, TIME -> "h + FieldSizes.unsigned(" + value + ", " + name + ")";
                        default ->
                                "h + FieldSizes.number("
                                        + value
                                        + ", "
                                        + range(f)
                                        + ", "
                                        + f.size()
                                        + ", "
                                        + name
                                        + ")";
                    };
        }
        String present = f.repeats() ? notEmpty(f) : "m." + f.javaName() + "() != null";
        String condition = condition(f);
        guarded((condition.isEmpty() ? "" : condition + " && ") + present, "size += " + term + ";");
    }

    private static String notEmpty(Ged188Schema.Field f) {
        return "!m." + f.javaName() + "().isEmpty()";
    }

    private void guarded(String condition, String statement) {
        if (condition.isEmpty()) {
            out.line(statement);
        } else {
            out.line("if (" + condition + ") {");
            out.line(statement);
            out.line("}");
        }
    }

    private String sizeOfList(Ged188Schema.Field f, String value, String name) {
        return switch (f.type()) {
            case STRING -> "FieldSizes.strings(" + value + ", h, " + limit(f) + ", " + name + ")";
            case UINT, TIME -> "FieldSizes.unsigneds(" + value + ", h, " + name + ")";
            default ->
                    "FieldSizes.numbers("
                            + value
                            + ", h, "
                            + range(f)
                            + ", "
                            + f.size()
                            + ", "
                            + name
                            + ")";
        };
    }

    private static String range(Ged188Schema.Field f) {
        return switch (f.type()) {
            case CHAR -> "-128, 127";
            case UCHAR -> "0, 255";
            case SHORT -> "-32768, 32767";
            case INT -> "Integer.MIN_VALUE, Integer.MAX_VALUE";
            default -> "0, 65535";
        };
    }

    private void sizeOfNamed() {
        out.line("int named = 0;");
        out.line("int headers = 0;");
        for (Ged188Schema.Field f : message.floating()) {
            boolean variable = f.type() == Ged188Schema.Type.NAMEDVAR;
            if (!variable && f.type() != Ged188Schema.Type.NAMEDARRAY) {
                continue;
            }
            String condition = condition(f);
            String present = "!m." + f.javaName() + "().isEmpty()";
            out.line(
                    "if ("
                            + (condition.isEmpty() ? present : condition + " && " + present)
                            + ") {");
            out.line(
                    "named += FieldSizes."
                            + (variable ? "variables(" : "arrays(")
                            + value(f)
                            + ", h, \""
                            + f.name()
                            + "\");");
            out.line("headers += h * " + value(f) + ".size();");
            out.line("}");
        }
        out.line("size += FieldSizes.namedTotal(named, headers);");
    }

    private void put() {
        out.line("");
        out.doc("Writes the body at {@code p}; room and limits have been checked.");
        out.line("static void write(" + type + " m, int version, byte[] b, int p) {");
        int offset = 0;
        for (Ged188Schema.Field f : message.fixed()) {
            if (condition(f).isEmpty()) {
                out.line(putNumber(f, "p" + plus(offset), "m." + f.javaName() + "()") + ";");
                offset += f.size();
            } else {
                advance(offset);
                offset = 0;
                out.line("if (" + condition(f) + ") {");
                out.line(putNumber(f, "p", "m." + f.javaName() + "()") + ";");
                out.line("p += " + f.size() + ";");
                out.line("}");
            }
        }
        if (!message.floating().isEmpty()) {
            advance(offset);
            out.line("boolean wide = version >= 20;");
            if (message.floating().stream().anyMatch(f -> isText(f) && !f.repeats())) {
                out.line("MemorySegment s = MemorySegment.ofArray(b);");
            }
            List<Segments.Segment> segments = Segments.of(message);
            for (int i = 0; i < segments.size(); i++) {
                if (segments.get(i).single()) {
                    putSingle(segments.get(i).members().get(0));
                } else {
                    String any =
                            segments.get(i).members().stream()
                                    .map(WireWriter::notEmpty)
                                    .collect(Collectors.joining(" || "));
                    guarded(any, "p = writeGroup" + i + "(m, version, b, p);");
                }
            }
        }
        out.line("}");
        List<Segments.Segment> segments = Segments.of(message);
        for (int i = 0; i < segments.size(); i++) {
            if (!segments.get(i).single()) {
                putGroup(segments.get(i), i);
            }
        }
    }

    private void advance(int offset) {
        if (offset > 0) {
            out.line("p += " + offset + ";");
        }
    }

    private static String plus(int offset) {
        return offset == 0 ? "" : " + " + offset;
    }

    private static String putNumber(Ged188Schema.Field f, String place, String value) {
        return "Octets.put" + f.size() * 8 + "(b, " + place + ", " + value + ")";
    }

    private static void putElement(JavaText out, Ged188Schema.Field f, String value) {
        switch (f.type()) {
            case STRING ->
                    out.line(
                            "p = Octets.putString(s, b, p, wide, " + f.tag() + ", " + value + ");");
            case UNSPEC ->
                    out.line("p = FieldBytes.put(b, p, wide, " + f.tag() + ", " + value + ");");
            case NAMEDVAR, NAMEDARRAY ->
                    out.line("p = FieldBytes.put(s, b, p, wide, " + f.tag() + ", " + value + ");");
            default -> {
                out.line("p = Octets.putHeader(b, p, wide, " + f.tag() + ", " + f.size() + ");");
                out.line(putNumber(f, "p", value) + ";");
                out.line("p += " + f.size() + ";");
            }
        }
    }

    private void putSingle(Ged188Schema.Field f) {
        String condition = condition(f);
        String present = "m." + f.javaName() + "() != null";
        out.line("if (" + (condition.isEmpty() ? present : condition + " && " + present) + ") {");
        putElement(out, f, value(f));
        out.line("}");
    }

    private void putGroup(Segments.Segment group, int index) {
        List<Ged188Schema.Field> members = group.members();
        String entries = "entries";
        out.line("");
        out.line(
                "private static int writeGroup"
                        + index
                        + "("
                        + type
                        + " m, int version, byte[] b, int p) {");
        out.line("boolean wide = version >= 20;");
        if (members.stream().anyMatch(WireWriter::isText)) {
            out.line("MemorySegment s = MemorySegment.ofArray(b);");
        }
        for (Ged188Schema.Field f : members) {
            out.line(
                    RecordWriter.javaType(f)
                            + " "
                            + f.javaName()
                            + " = "
                            + (condition(f).isEmpty()
                                    ? value(f)
                                    : condition(f) + " ? " + value(f) + " : List.of()")
                            + ";");
        }
        out.line("int " + entries + " = 0;");
        for (Ged188Schema.Field f : members) {
            String size =
                    Segments.nestedCount(message, f) == null
                            ? f.javaName() + ".size()"
                            : "Math.min(1, " + f.javaName() + ".size())";
            out.line(entries + " = Math.max(" + entries + ", " + size + ");");
        }
        Map<Ged188Schema.Field, List<Ged188Schema.Field>> nested = nested(members);
        nested.keySet().forEach(c -> out.line("int at" + c.name() + " = 0;"));
        out.line("for (int i = 0; i < " + entries + "; i++) {");
        for (Ged188Schema.Field f : members) {
            Ged188Schema.Field count = Segments.nestedCount(message, f);
            if (count == null) {
                out.line("if (i < " + f.javaName() + ".size()) {");
                putElement(out, f, f.javaName() + ".get(i)");
                out.line("}");
            } else if (nested.get(count).get(0) == f) {
                putNested(count, nested.get(count), entries);
            }
        }
        out.line("}");
        out.line("return p;");
        out.line("}");
    }

    private Map<Ged188Schema.Field, List<Ged188Schema.Field>> nested(
            List<Ged188Schema.Field> members) {
        Map<Ged188Schema.Field, List<Ged188Schema.Field>> nested = new LinkedHashMap<>();
        for (Ged188Schema.Field f : members) {
            Ged188Schema.Field count = Segments.nestedCount(message, f);
            if (count != null) {
                nested.computeIfAbsent(count, c -> new ArrayList<>()).add(f);
            }
        }
        return nested;
    }

    // The last entry takes what the counts leave over, so that no element is lost.
    private void putNested(
            Ged188Schema.Field count, List<Ged188Schema.Field> lists, String entries) {
        String at = "at" + count.name();
        String end = "end" + count.name();
        String most =
                lists.stream()
                        .map(f -> f.javaName() + ".size()")
                        .reduce((a, b) -> "Math.max(" + a + ", " + b + ")")
                        .orElseThrow();
        String size = count.javaName() + ".size()";
        out.line("int " + end + " = " + most + ";");
        out.line("if (i < " + entries + " - 1) {");
        out.line(
                end
                        + " = i < "
                        + size
                        + " ? Math.min("
                        + end
                        + ", "
                        + at
                        + " + "
                        + count.javaName()
                        + ".get(i)) : "
                        + at
                        + ";");
        out.line("}");
        out.line("for (; " + at + " < " + end + "; " + at + "++) {");
        for (Ged188Schema.Field f : lists) {
            out.line("if (" + at + " < " + f.javaName() + ".size()) {");
            putElement(out, f, f.javaName() + ".get(" + at + ")");
            out.line("}");
        }
        out.line("}");
    }

    private void read() {
        out.line("");
        out.doc("Reads the body; null when the reader holds an error.");
        out.line("static " + type + " read(FieldReader in) {");
        if (message.name().equals("FAILURE_CONF")) {
            out.line("if (in.tenByteFailure()) {");
            out.line("return in.readTenByteFailure();");
            out.line("}");
        }
        out.line("int version = in.version;");
        out.line("int end = in.end;");
        out.line("int p = in.start;");
        out.line("if (end - p < fixedSize(version)) {");
        out.line("in.truncated(Ged188Tables.of(MessageType." + message.name() + "));");
        out.line("return null;");
        out.line("}");
        if (!message.fixed().isEmpty() || !message.floating().isEmpty()) {
            out.line("byte[] b = in.bytes;");
        }
        readFixed();
        readFloating();
        result();
        out.line("}");
    }

    private void readFixed() {
        int offset = 0;
        for (Ged188Schema.Field f : message.fixed()) {
            String local = RecordWriter.javaType(f) + " " + f.javaName();
            if (condition(f).isEmpty()) {
                out.line(local + " = " + number(f, "p" + plus(offset)) + ";");
                offset += f.size();
            } else {
                advance(offset);
                offset = 0;
                out.line(local + " = 0;");
                out.line("if (" + condition(f) + ") {");
                out.line(f.javaName() + " = " + number(f, "p") + ";");
                out.line("p += " + f.size() + ";");
                out.line("}");
            }
        }
        advance(offset);
    }

    private static String number(Ged188Schema.Field f, String place) {
        String method =
                switch (f.type()) {
                    case UINT, TIME -> "u32";
                    case INT -> "i32";
                    case USHORT, BOOL -> "u16";
                    case UCHAR -> "u8";
                    case UNSPEC -> "i64";
                    default -> throw new IllegalStateException("fixed " + f.type());
                };
        return "Octets." + method + "(b, " + place + ")";
    }

    private void readFloating() {
        for (Ged188Schema.Field f : message.floating()) {
            out.line(RecordWriter.javaType(f) + " " + f.javaName() + " = null;");
        }
        if (message.floating().isEmpty()) {
            out.line("in.skipAll(Ged188Tables.of(MessageType." + message.name() + "), p);");
        } else {
            out.line("boolean wide = in.wide;");
            out.line("int h = wide ? 4 : 2;");
            out.line("while (p < end) {");
            out.line("if (end - p < h) {");
            out.line("in.noHeader(p);");
            out.line("break;");
            out.line("}");
            out.line("int tag;");
            out.line("int n;");
            out.line("if (wide) {");
            out.line("int both = Octets.i32(b, p);");
            out.line("tag = both >>> 16;");
            out.line("n = both & 0xFFFF;");
            out.line("} else {");
            out.line("tag = b[p] & 0xFF;");
            out.line("n = b[p + 1] & 0xFF;");
            out.line("}");
            out.line("p += h;");
            out.line("if (n > end - p) {");
            out.line("in.overrun(Ged188Tables.of(MessageType." + message.name() + "), tag, p, n);");
            out.line("break;");
            out.line("}");
            out.line("switch (tag) {");
            for (Ged188Schema.Field f : message.floating()) {
                out.line("case " + f.tag() + " -> " + f.javaName() + " = " + element(f) + ";");
            }
            out.line("default -> in.unknown(tag, p, n);");
            out.line("}");
            out.line("p += n;");
            out.line("}");
        }
        out.line("if (in.failed()) {");
        out.line("return null;");
        out.line("}");
    }

    private static String element(Ged188Schema.Field f) {
        String name = "\"" + f.name() + "\"";
        if (!f.repeats()) {
            return switch (f.type()) {
                case STRING -> "in.string(p, n, " + f.size() + ", " + name + ")";
                case UNSPEC -> "in.opaque(p, n, " + f.size() + ", " + name + ")";
                case UINT, TIME -> "in.u32(p, n, " + name + ")";
                case INT -> "in.i32(p, n, " + name + ")";
                case USHORT -> "in.u16(p, n, " + name + ")";
                case SHORT -> "in.i16(p, n, " + name + ")";
                case UCHAR -> "in.u8(p, n, " + name + ")";
                case CHAR -> "in.i8(p, n, " + name + ")";
                case BOOL -> "in.bool(p, n, " + name + ")";
                default -> throw new IllegalStateException("single " + f.type());
            };
        }
        String list = f.javaName() + ", p, n, ";
        return switch (f.type()) {
            case STRING ->
                    (f.packedList() ? "in.addStrings(" : "in.addString(")
                            + list
                            + f.size()
                            + ", "
                            + name
                            + ")";
            case UINT, TIME -> "in.addU32(" + list + name + ")";
            case INT -> "in.addI32(" + list + name + ")";
            case USHORT -> "in.addU16(" + list + name + ")";
            case BOOL -> "in.addBool(" + list + name + ")";
            case NAMEDVAR -> "in.addVariable(" + list + name + ")";
            case NAMEDARRAY -> "in.addArray(" + list + name + ")";
            default -> throw new IllegalStateException("list of " + f.type());
        };
    }

    private void result() {
        if (RecordWriter.wide(message)) {
            out.line(type + ".Builder built = " + type + ".builder();");
            for (Ged188Schema.Field f : message.fields()) {
                out.line("built." + f.javaName() + "(" + f.javaName() + ");");
            }
            out.line("return built.build();");
            return;
        }
        String arguments =
                message.fields().stream()
                        .map(Ged188Schema.Field::javaName)
                        .collect(Collectors.joining(", "));
        out.line("return new " + type + "(" + arguments + ");");
    }
}
