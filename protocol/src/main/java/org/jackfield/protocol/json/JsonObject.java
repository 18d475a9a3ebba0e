package org.jackfield.protocol.json;

import org.jackfield.protocol.record.Arguments;
import org.jackfield.protocol.record.Octets;
import org.jackfield.protocol.record.RecordFormatException;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Function;

/**
 * A JSON object that was read, asked for its fields by name and kind. An absent field, or null, is
 * the default of its kind; one of another kind is a {@link RecordFormatException} that names it.
 */
public final class JsonObject {

    private final String path;
    private final Arguments fields;

    private JsonObject(String path, Arguments fields) {
        this.path = path;
        this.fields = fields;
    }

    /**
     * Reads a text that is one object and nothing more: at most {@link JsonParsing#DEPTH_MAX}
     * levels deep, no fractions, no name twice.
     */
    public static JsonObject parse(byte[] text) {
        return new JsonObject("", JsonParsing.parse(text));
    }

    /** All fields. */
    public Arguments fields() {
        return fields;
    }

    public String string(String name) {
        String value = stringOrNull(name);
        return value == null ? "" : value;
    }

    public String stringOrNull(String name) {
        return typed(name, fields.value(name), String.class, "text");
    }

    public List<String> strings(String name) {
        return each(name, value -> typed(name, value, String.class, "text"));
    }

    public long longValue(String name) {
        Long value = longOrNull(name);
        return value == null ? 0 : value;
    }

    public Long longOrNull(String name) {
        return typed(name, fields.value(name), Long.class, "a whole number");
    }

    public List<Long> longs(String name) {
        return each(name, value -> typed(name, value, Long.class, "a whole number"));
    }

    public int intValue(String name) {
        Integer value = intOrNull(name);
        return value == null ? 0 : value;
    }

    public Integer intOrNull(String name) {
        Long value = longOrNull(name);
        return value == null ? null : narrow(name, value);
    }

    public List<Integer> ints(String name) {
        return each(name, v -> narrow(name, typed(name, v, Long.class, "a whole number")));
    }

    public boolean bool(String name) {
        return Boolean.TRUE.equals(boolOrNull(name));
    }

    public Boolean boolOrNull(String name) {
        return typed(name, fields.value(name), Boolean.class, "true or false");
    }

    public List<Boolean> bools(String name) {
        return each(name, value -> typed(name, value, Boolean.class, "true or false"));
    }

    public Arguments arguments(String name) {
        Arguments value = argumentsOrNull(name);
        return value == null ? Arguments.EMPTY : value;
    }

    public Arguments argumentsOrNull(String name) {
        return typed(name, fields.value(name), Arguments.class, "an object");
    }

    public List<Arguments> argumentsList(String name) {
        return each(name, value -> typed(name, value, Arguments.class, "an object"));
    }

    public Octets octets(String name) {
        return hex(name, string(name));
    }

    public Octets octetsOrNull(String name) {
        String value = stringOrNull(name);
        return value == null ? null : hex(name, value);
    }

    public List<Octets> octetss(String name) {
        return each(name, value -> hex(name, typed(name, value, String.class, "text")));
    }

    /** A constant by its name; never absent. */
    public <T> T constant(String name, Function<String, T> of) {
        return constantOf(name, string(name), of);
    }

    public <T> T constantOrNull(String name, Function<String, T> of) {
        String value = stringOrNull(name);
        return value == null ? null : constantOf(name, value, of);
    }

    public <T> List<T> constants(String name, Function<String, T> of) {
        return each(name, value -> constantOf(name, typed(name, value, String.class, "text"), of));
    }

    /** A record inside; absent it is read from an object without fields. */
    public <T> T record(String name, Function<JsonObject, T> reader) {
        return reader.apply(new JsonObject(path + name + ".", arguments(name)));
    }

    public <T> T recordOrNull(String name, Function<JsonObject, T> reader) {
        return argumentsOrNull(name) == null ? null : record(name, reader);
    }

    public <T> List<T> records(String name, Function<JsonObject, T> reader) {
        List<T> values = new ArrayList<>();
        for (Arguments each : argumentsList(name)) {
            String where = path + name + "[" + values.size() + "].";
            values.add(reader.apply(new JsonObject(where, each)));
        }
        return values;
    }

    /** The error to throw for a field. */
    public RecordFormatException wrong(String name, String what) {
        return new RecordFormatException("field " + path + name + ": " + what);
    }

    private <T> List<T> each(String name, Function<Object, T> reader) {
        Object value = fields.value(name);
        if (value == null) {
            return List.of();
        }
        if (value instanceof List<?> list) {
            return list.stream().<T>map(reader::apply).toList();
        }
        throw wrong(name, "expected a list");
    }

    private <T> T typed(String name, Object value, Class<T> type, String expected) {
        if (value == null || type.isInstance(value)) {
            return type.cast(value);
        }
        throw wrong(name, "expected " + expected);
    }

    private int narrow(String name, long value) {
        if (value != (int) value) {
            throw wrong(name, value + " is beyond 32 bits");
        }
        return (int) value;
    }

    private Octets hex(String name, String text) {
        try {
            return Octets.of(HexFormat.of().parseHex(text));
        } catch (IllegalArgumentException noHex) {
            throw wrong(name, "expected hex digits in pairs");
        }
    }

    private <T> T constantOf(String name, String text, Function<String, T> of) {
        try {
            return of.apply(text);
        } catch (IllegalArgumentException unknown) {
            throw wrong(name, "no constant is named " + text);
        }
    }
}
