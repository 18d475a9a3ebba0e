package org.jackfield.protocol.ged188;

import java.util.List;

/**
 * Checks values before they are written and tells how many bytes they take. A value out of its
 * limits is a fault of the caller: IllegalArgumentException, before a byte is written.
 */
final class FieldSizes {

    /** All NAMEDVAR and NAMEDARRAY data of a message, in bytes (limit behind status 73). */
    static final int MAX_NAMED_DATA = 2000;

    private FieldSizes() {}

    /** Bytes of a string with its terminator. */
    static int string(String text, int maxBytes, String field) {
        int length = text.length() + 1;
        if (length > maxBytes) {
            throw tooLong(text, maxBytes, field);
        }
        return length;
    }

    /** The texts cut to what {@code maxBytes} with the NUL hold. */
    static List<String> cut(List<String> list, int maxBytes) {
        for (int i = 0; i < list.size(); i++) {
            if (list.get(i).length() >= maxBytes) {
                return list.stream().map(text -> cut(text, maxBytes)).toList();
            }
        }
        return list;
    }

    static String cut(String text, int maxBytes) {
        return text.length() < maxBytes ? text : text.substring(0, maxBytes - 1);
    }

    static int bytes(Bytes value, int maxBytes, String field) {
        if (value.length() > maxBytes) {
            throw new IllegalArgumentException(
                    field + ": " + value.length() + " bytes, at most " + maxBytes);
        }
        return value.length();
    }

    static int number(int value, int min, int max, int size, String field) {
        if (value < min || value > max) {
            throw outOfRange(field, value, min, max);
        }
        return size;
    }

    static int unsigned(long value, String field) {
        if (value >>> 32 != 0) {
            throw outOfRange(field, value, 0, 0xFFFFFFFFL);
        }
        return 4;
    }

    static int strings(List<String> list, int header, int maxBytes, String field) {
        int total = 0;
        for (int i = 0; i < list.size(); i++) {
            total += header + string(list.get(i), maxBytes, field);
        }
        return total;
    }

    static int numbers(List<Integer> list, int header, int min, int max, int size, String field) {
        for (int i = 0; i < list.size(); i++) {
            number(list.get(i), min, max, size, field);
        }
        return list.size() * (header + size);
    }

    static int unsigneds(List<Long> list, int header, String field) {
        for (int i = 0; i < list.size(); i++) {
            unsigned(list.get(i), field);
        }
        return list.size() * (header + 4);
    }

    static int variables(List<NamedVariable> list, int header, String field) {
        int total = 0;
        for (int i = 0; i < list.size(); i++) {
            NamedVariable v = list.get(i);
            total += header + named(v.name(), v.value(), field);
        }
        return total;
    }

    static int arrays(List<NamedArray> list, int header, String field) {
        int total = 0;
        for (int i = 0; i < list.size(); i++) {
            NamedArray a = list.get(i);
            number(a.index(), 0, 255, 1, field);
            total += header + 1 + named(a.name(), a.value(), field);
        }
        return total;
    }

    /** Checks the sum of all named data; {@code bytes} includes {@code count} headers. */
    static int namedTotal(int bytes, int headers) {
        if (bytes - headers > MAX_NAMED_DATA) {
            throw new IllegalArgumentException(
                    "named variables and arrays: "
                            + (bytes - headers)
                            + " bytes, at most "
                            + MAX_NAMED_DATA
                            + " in a message");
        }
        return bytes;
    }

    private static int named(String name, String value, String field) {
        if (name.isEmpty() || name.indexOf(0) >= 0 || value.indexOf(0) >= 0) {
            throw new IllegalArgumentException(
                    field + (name.isEmpty() ? ": the name is empty" : ": a NUL inside the text"));
        }
        return string(name, NamedVariable.MAX_NAME + 1, field)
                + string(value, NamedVariable.MAX_VALUE + 1, field);
    }

    private static IllegalArgumentException tooLong(String text, int maxBytes, String field) {
        return new IllegalArgumentException(
                field
                        + ": "
                        + text.length()
                        + " characters, at most "
                        + (maxBytes - 1)
                        + " and a NUL fit");
    }

    static IllegalArgumentException outOfRange(String field, long value, long min, long max) {
        return new IllegalArgumentException(
                field + ": " + value + " is out of range " + min + ".." + max);
    }
}
