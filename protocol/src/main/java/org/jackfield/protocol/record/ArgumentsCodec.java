package org.jackfield.protocol.record;

import java.util.ArrayList;
import java.util.List;

/** Arguments as bytes: names in order, each value behind one byte for its kind. */
final class ArgumentsCodec {

    private static final int TEXT = 1;
    private static final int NUMBER = 2;
    private static final int TRUTH = 3;
    private static final int NESTED = 4;
    private static final int LIST = 5;

    private ArgumentsCodec() {}

    static void write(Arguments arguments, RecordWriter out) {
        List<String> names = arguments.names();
        out.writeLong(names.size());
        for (String name : names) {
            out.writeString(name);
            writeValue(arguments.value(name), out);
        }
    }

    static Arguments read(RecordReader in) {
        Arguments.Builder arguments = Arguments.builder();
        long count = in.readLong();
        for (long i = 0; i < count; i++) {
            if (in.atEnd()) {
                throw in.wrong("arguments end after " + i + " of " + count);
            }
            arguments.put(in.readString(), readValue(in));
        }
        return arguments.build();
    }

    private static void writeValue(Object value, RecordWriter out) {
        switch (value) {
            case String text -> {
                out.writeLong(TEXT);
                out.writeString(text);
            }
            case Long number -> {
                out.writeLong(NUMBER);
                out.writeLong(number);
            }
            case Boolean truth -> {
                out.writeLong(TRUTH);
                out.writeBool(truth);
            }
            case Arguments nested -> {
                out.writeLong(NESTED);
                out.writeArguments(nested);
            }
            case List<?> list -> {
                out.writeLong(LIST);
                out.list(list, each -> writeValue(each, out));
            }
            default -> throw new IllegalArgumentException("no argument value: " + value);
        }
    }

    private static Object readValue(RecordReader in) {
        long kind = in.readLong();
        return switch ((int) kind) {
            case TEXT -> in.readString();
            case NUMBER -> in.readLong();
            case TRUTH -> in.readBool();
            case NESTED -> in.readArguments();
            case LIST -> new ArrayList<>(in.list(() -> readValue(in)));
            default -> throw in.wrong("argument of unknown kind " + kind);
        };
    }
}
