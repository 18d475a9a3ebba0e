package org.jackfield.protocol.json;

import org.jackfield.protocol.record.Arguments;
import org.jackfield.protocol.record.RecordFormatException;

import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

import java.util.ArrayList;
import java.util.List;

/** Reads a JSON object into arguments; any bytes give arguments or one kind of exception. */
public final class JsonParsing {

    /** Levels of objects and lists. */
    public static final int DEPTH_MAX = 16;

    private static final int NAME_MAX = 256;

    private static final JsonFactory FACTORY =
            JsonFactory.builder()
                    .streamReadConstraints(
                            StreamReadConstraints.builder()
                                    .maxNestingDepth(DEPTH_MAX)
                                    .maxNameLength(NAME_MAX)
                                    .maxNumberLength(20)
                                    .build())
                    .build();

    private final JsonParser in;

    private JsonParsing(JsonParser in) {
        this.in = in;
    }

    /**
     * Reads a text that is one object and nothing more.
     *
     * @throws RecordFormatException when it is not; the message names what and at which byte
     */
    public static Arguments parse(byte[] text) {
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), text)) {
            JsonParsing parsing = new JsonParsing(parser);
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw parsing.wrong("expected an object");
            }
            Arguments arguments = parsing.object();
            if (parser.nextToken() != null) {
                throw parsing.wrong("something follows the object");
            }
            return arguments;
        } catch (JacksonException wrong) {
            long offset = wrong.getLocation() == null ? 0 : wrong.getLocation().getByteOffset();
            throw new RecordFormatException(
                    "no JSON: " + wrong.getOriginalMessage() + " at byte " + offset);
        }
    }

    private Arguments object() {
        Arguments.Builder object = Arguments.builder();
        int count = 0;
        while (in.nextToken() != JsonToken.END_OBJECT) {
            String name = in.currentName();
            Object value = value(in.nextToken());
            if (value != null) {
                object.put(name, value);
                count++;
            }
        }
        Arguments arguments = object.build();
        if (arguments.names().size() != count) {
            throw wrong("a name is given twice in the object that ends");
        }
        return arguments;
    }

    private Object value(JsonToken token) {
        return switch (token) {
            case START_OBJECT -> object();
            case START_ARRAY -> list();
            case VALUE_STRING -> in.getString();
            case VALUE_TRUE -> Boolean.TRUE;
            case VALUE_FALSE -> Boolean.FALSE;
            case VALUE_NULL -> null;
            case VALUE_NUMBER_INT -> in.getLongValue();
            case VALUE_NUMBER_FLOAT -> throw wrong("a number with a fraction");
            case null, default -> throw wrong("no value");
        };
    }

    private List<Object> list() {
        List<Object> list = new ArrayList<>();
        for (JsonToken t = in.nextToken(); t != JsonToken.END_ARRAY; t = in.nextToken()) {
            Object value = value(t);
            if (value == null) {
                throw wrong("null in a list");
            }
            list.add(value);
        }
        return list;
    }

    private RecordFormatException wrong(String what) {
        long offset = in.currentLocation().getByteOffset();
        return new RecordFormatException("no JSON: " + what + " at byte " + offset);
    }
}
