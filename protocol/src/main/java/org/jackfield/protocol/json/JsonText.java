package org.jackfield.protocol.json;

import org.jackfield.protocol.record.Arguments;
import org.jackfield.protocol.record.Octets;

import tools.jackson.core.JsonEncoding;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.function.Consumer;

/** Writes one JSON object as UTF-8. */
public final class JsonText {

    private static final JsonFactory FACTORY = new JsonFactory();

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
    private final JsonGenerator out =
            FACTORY.createGenerator(ObjectWriteContext.empty(), bytes, JsonEncoding.UTF8);

    /** Begins an object. */
    public JsonText begin() {
        out.writeStartObject();
        return this;
    }

    /** Ends the object begun last. */
    public JsonText end() {
        out.writeEndObject();
        return this;
    }

    /** Names the value that comes next. */
    public JsonText name(String name) {
        out.writeName(name);
        return this;
    }

    public JsonText value(String value) {
        out.writeString(value);
        return this;
    }

    public JsonText value(long value) {
        out.writeNumber(value);
        return this;
    }

    public JsonText value(boolean value) {
        out.writeBoolean(value);
        return this;
    }

    /** Opaque bytes: lower-case hex. */
    public JsonText value(Octets value) {
        return value(value.hex());
    }

    /** Arguments: an object, names in their order. */
    public JsonText value(Arguments value) {
        begin();
        for (String name : value.names()) {
            name(name);
            any(value.value(name));
        }
        return end();
    }

    /** A list, its elements written by {@code each}. */
    public <T> JsonText list(List<T> values, Consumer<T> each) {
        out.writeStartArray();
        values.forEach(each);
        out.writeEndArray();
        return this;
    }

    private void any(Object value) {
        switch (value) {
            case String text -> value(text);
            case Long number -> value(number.longValue());
            case Boolean truth -> value(truth.booleanValue());
            case Arguments nested -> value(nested);
            case List<?> list -> list(list, this::any);
            default -> throw new IllegalArgumentException("no argument value: " + value);
        }
    }

    /** The text written; nothing may be written after. */
    public byte[] toBytes() {
        out.close();
        return bytes.toByteArray();
    }
}
