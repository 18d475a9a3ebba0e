package org.jackfield.protocol.text;

import org.jackfield.protocol.ged188.Bytes;
import org.jackfield.protocol.ged188.FieldTable;
import org.jackfield.protocol.ged188.Ged188Tables;
import org.jackfield.protocol.ged188.MessageTable;
import org.jackfield.protocol.ged188.MessageType;
import org.jackfield.protocol.ged188.NamedArray;
import org.jackfield.protocol.ged188.NamedVariable;
import org.jackfield.protocol.ged188.TableMessage;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A CTI Server message as one JSON object and back: {@code {"message": NAME, "fixed": {FIELD:
 * number}, "floats": [[FIELD, TAG, value], ...]}}.
 *
 * <p>Names are those of the tables; {@code fixed} has the fields of the session's version, {@code
 * floats} the order on the wire. Numbers are numbers, strings stand without their NUL, opaque bytes
 * are lower-case hex. A named variable is {@code {"name": N, "value": V}}, an element of a named
 * array {@code {"index": I, "name": N, "value": V}}; an unknown tag is {@code ["?", TAG, hex]}. A
 * message whose body is not public has {@code "body": hex} besides, and the name UNKNOWN_ and its
 * number when it is not in the tables. Read back, a fixed field left out is 0.
 */
public final class Ged188Json {

    private static final String UNKNOWN = "UNKNOWN_";

    private Ged188Json() {}

    /** The object on one line, in ASCII. */
    public static String write(TableMessage message) {
        StringBuilder out = new StringBuilder("{\"message\":");
        string(out, message.name());
        out.append(",\"fixed\":{");
        String comma = "";
        for (TableMessage.Fixed fixed : message.fixed()) {
            string(out.append(comma), fixed.field().name());
            out.append(':').append(number(fixed));
            comma = ",";
        }
        out.append("},\"floats\":[");
        comma = "";
        for (TableMessage.Floating value : message.floats()) {
            string(
                    out.append(comma).append('['),
                    value.field() == null ? "?" : value.field().name());
            out.append(',').append(value.tag()).append(',');
            value(out, value.value());
            out.append(']');
            comma = ",";
        }
        out.append(']');
        if (message.table() == null) {
            string(out.append(",\"body\":"), message.body().hex());
        }
        return out.append('}').toString();
    }

    /** The object that tells why a line could not be read. */
    public static String error(String text) {
        StringBuilder out = new StringBuilder("{\"error\":");
        string(out, text);
        return out.append('}').toString();
    }

    private static String number(TableMessage.Fixed fixed) {
        return fixed.field().type().number()
                ? Long.toString(fixed.value())
                : Long.toUnsignedString(fixed.value());
    }

    private static void value(StringBuilder out, Object value) {
        switch (value) {
            case Long number -> out.append(number.longValue());
            case String text -> string(out, text);
            case Bytes bytes -> string(out, bytes.hex());
            case NamedVariable v -> named(out.append('{'), v.name(), v.value());
            case NamedArray a ->
                    named(
                            out.append("{\"index\":").append(a.index()).append(','),
                            a.name(),
                            a.value());
            default -> throw new IllegalArgumentException("no JSON for " + value.getClass());
        }
    }

    private static void named(StringBuilder out, String name, String value) {
        string(out.append("\"name\":"), name);
        string(out.append(",\"value\":"), value);
        out.append('}');
    }

    private static void string(StringBuilder out, String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c < ' ' || c > '~') {
                out.append("\\u");
                for (int shift = 12; shift >= 0; shift -= 4) {
                    out.append(Character.forDigit(c >> shift & 0xF, 16));
                }
            } else {
                out.append(c);
            }
        }
        out.append('"');
    }

    /**
     * The message that an object describes, for a session of this version. Throws
     * IllegalArgumentException that names what is wrong.
     */
    public static TableMessage read(String json, int version) {
        if (!(JsonReader.read(json) instanceof Map<?, ?> object)) {
            throw new IllegalArgumentException("an object {\"message\": NAME, ...} is expected");
        }
        for (Object key : object.keySet()) {
            if (!List.of("message", "fixed", "floats", "body").contains(key)) {
                throw new IllegalArgumentException("\"" + key + "\" is no part of a message");
            }
        }
        if (!(object.get("message") instanceof String name)) {
            throw new IllegalArgumentException("\"message\": NAME is missing");
        }
        int number = numberOf(name);
        MessageType type = MessageType.of(number);
        MessageTable table = type == null ? null : Ged188Tables.of(type);
        if (table == null) {
            return TableMessage.undocumented(number, body(object));
        }
        return TableMessage.of(
                table,
                fixed(table, object.get("fixed"), version),
                floats(table, object.get("floats")));
    }

    private static int numberOf(String name) {
        for (MessageType type : MessageType.values()) {
            if (type.tableName().equals(name)) {
                return type.number();
            }
        }
        if (name.startsWith(UNKNOWN)) {
            try {
                return Integer.parseUnsignedInt(name.substring(UNKNOWN.length()));
            } catch (NumberFormatException notANumber) {
                throw new IllegalArgumentException("message " + name + " has no number");
            }
        }
        throw new IllegalArgumentException("message " + name + " is not in the tables");
    }

    private static Bytes body(Map<?, ?> object) {
        Object body = object.get("body");
        if (body == null) {
            return Bytes.EMPTY;
        }
        return bytes("body", body);
    }

    private static Bytes bytes(String field, Object value) {
        if (value instanceof String hex) {
            try {
                return Bytes.ofHex(hex);
            } catch (IllegalArgumentException notHex) {
                throw new IllegalArgumentException(field + ": '" + hex + "' is not hex");
            }
        }
        throw new IllegalArgumentException(field + ": hex digits in quotes are expected");
    }

    private static List<TableMessage.Fixed> fixed(MessageTable table, Object given, int version) {
        Map<?, ?> values = given == null ? Map.of() : object(given, "fixed");
        List<FieldTable> fields = table.fixed().stream().filter(f -> f.in(version)).toList();
        boolean otherShape =
                table.type() == MessageType.FAILURE_CONF && !values.containsKey("Status");
        if (otherShape && values.containsKey(TableMessage.FAILURE_CODE.name())) {
            fields =
                    List.of(
                            table.fixed().get(0),
                            TableMessage.FAILURE_CODE,
                            TableMessage.PERIPHERAL_ERROR_CODE);
        }
        for (Object name : values.keySet()) {
            if (fields.stream().noneMatch(f -> f.name().equals(name))) {
                throw new IllegalArgumentException(
                        name
                                + " is no fixed field of "
                                + table.type().tableName()
                                + " in version "
                                + version);
            }
        }
        List<TableMessage.Fixed> fixed = new ArrayList<>();
        for (FieldTable field : fields) {
            Object value = values.get(field.name());
            fixed.add(
                    new TableMessage.Fixed(field, value == null ? 0 : number(field.name(), value)));
        }
        return fixed;
    }

    private static Map<?, ?> object(Object value, String field) {
        if (value instanceof Map<?, ?> map) {
            return map;
        }
        throw new IllegalArgumentException(field + ": an object is expected");
    }

    private static long number(String field, Object value) {
        if (value instanceof Long number) {
            return number;
        }
        throw new IllegalArgumentException(field + ": a number is expected");
    }

    private static String text(String field, Object value) {
        if (value instanceof String text) {
            return text;
        }
        throw new IllegalArgumentException(field + ": a text is expected");
    }

    private static List<TableMessage.Floating> floats(MessageTable table, Object given) {
        List<TableMessage.Floating> floats = new ArrayList<>();
        if (given == null) {
            return floats;
        }
        if (!(given instanceof List<?> entries)) {
            throw new IllegalArgumentException("floats: a list is expected");
        }
        for (Object entry : entries) {
            if (!(entry instanceof List<?> three) || three.size() != 3) {
                throw new IllegalArgumentException("floats: [FIELD, TAG, value] is expected");
            }
            floats.add(floating(table, three));
        }
        return floats;
    }

    private static TableMessage.Floating floating(MessageTable table, List<?> entry) {
        String name = text("floats", entry.get(0));
        long tag = number(name, entry.get(1));
        if (name.equals("?")) {
            if (tag < 0 || tag > 0xFFFF) {
                throw new IllegalArgumentException("tag " + tag + " is out of range 0..65535");
            }
            return new TableMessage.Floating(null, (int) tag, bytes("tag " + tag, entry.get(2)));
        }
        for (FieldTable field : table.floating()) {
            if (field.name().equals(name)) {
                if (field.tag() != tag) {
                    throw new IllegalArgumentException(
                            name + " has tag " + field.tag() + ", not " + tag);
                }
                return new TableMessage.Floating(field, field.tag(), value(field, entry.get(2)));
            }
        }
        throw new IllegalArgumentException(
                name + " is no floating field of " + table.type().tableName());
    }

    private static Object value(FieldTable field, Object value) {
        String name = field.name();
        return switch (field.type()) {
            case STRING -> text(name, value);
            case UNSPEC -> bytes(name, value);
            case NAMEDVAR -> {
                Map<?, ?> map = object(value, name);
                yield new NamedVariable(text(name, map.get("name")), text(name, map.get("value")));
            }
            case NAMEDARRAY -> {
                Map<?, ?> map = object(value, name);
                long index = number(name, map.get("index"));
                if (index < 0 || index > 255) {
                    throw new IllegalArgumentException(name + ": index " + index + " of 0..255");
                }
                yield new NamedArray(
                        (int) index, text(name, map.get("name")), text(name, map.get("value")));
            }
            default -> number(name, value);
        };
    }
}
