package org.jackfield.protocol.ged188;

import org.jackfield.protocol.frame.Octets;

import java.util.ArrayList;
import java.util.List;

/**
 * Reads the fields of one frame and never throws on what it finds: the first thing wrong is kept as
 * an error that names field and offset (from the frame's first byte), and reading goes on with
 * harmless values until the frame ends.
 */
final class FieldReader {

    final byte[] bytes;

    /** The first byte of the frame. */
    final int frame;

    /** The first byte of the body. */
    final int start;

    /** Behind the last byte of the frame. */
    final int end;

    final int version;

    /** Two-byte tags and lengths, from version 20 on. */
    final boolean wide;

    private List<UnknownField> skipped = List.of();
    private String error;
    private int namedBytes;

    FieldReader(byte[] bytes, int frame, int end, int version) {
        this.bytes = bytes;
        this.frame = frame;
        this.start = frame + 8;
        this.end = end;
        this.version = version;
        this.wide = version >= 20;
    }

    String error() {
        return error;
    }

    boolean failed() {
        return error != null;
    }

    List<UnknownField> skipped() {
        return skipped;
    }

    void fail(String field, int at, String what) {
        if (error == null) {
            error = field + " at offset " + (at - frame) + ": " + what;
        }
    }

    /** Keeps a field whose tag the message does not have. */
    void unknown(int tag, int at, int length) {
        if (skipped.isEmpty()) {
            skipped = new ArrayList<>();
        }
        skipped.add(new UnknownField(tag, at - frame, Bytes.of(bytes, at, length)));
    }

    /** Names the field that a floating header or its data lacks bytes for. */
    void overrun(MessageTable table, int tag, int at, int length) {
        FieldTable field = table.floating(tag);
        String name = field == null ? "floating field with tag " + tag : field.name();
        fail(name, at, "FieldLength " + length + ", but only " + (end - at) + " bytes follow");
    }

    void noHeader(int at) {
        fail("floating field", at, (end - at) + " bytes left, too few for tag and FieldLength");
    }

    /** Names the first fixed field that does not fit the body. */
    void truncated(MessageTable table) {
        int at = start;
        for (FieldTable field : table.fixed()) {
            if (field.in(version)) {
                if (at + field.size() > end) {
                    fail(
                            field.name(),
                            at,
                            "the frame ends here, " + field.size() + " bytes needed");
                    return;
                }
                at += field.size();
            }
        }
    }

    /** Floating fields of a message that has none: all are unknown. */
    void skipAll(MessageTable table, int from) {
        int p = from;
        int h = wide ? 4 : 2;
        while (p < end) {
            if (end - p < h) {
                noHeader(p);
                return;
            }
            int tag = wide ? Octets.u16(bytes, p) : Octets.u8(bytes, p);
            int n = wide ? Octets.u16(bytes, p + 2) : Octets.u8(bytes, p + 1);
            p += h;
            if (n > end - p) {
                overrun(table, tag, p, n);
                return;
            }
            unknown(tag, p, n);
            p += n;
        }
    }

    Ged188Message unknownMessage(int number) {
        return new UnknownMessage(number, Bytes.of(bytes, start, end - start));
    }

    /**
     * Editions 24 and 25 print FAILURE_CONF as FailureCode USHORT and PeripheralErrorCode UINT.
     * With one-byte tags two bytes more may also be an empty Text.
     */
    boolean tenByteFailure() {
        if (end - start != 10) {
            return false;
        }
        return wide || bytes[start + 8] != 7 || bytes[start + 9] != 0;
    }

    /** Takes FailureCode as the Status; the peripheral's own code is kept among the skipped. */
    FailureConf readTenByteFailure() {
        unknown(0, start + 6, 4);
        return FailureConf.builder()
                .invokeId(Octets.u32(bytes, start))
                .status(Octets.u16(bytes, start + 4))
                .build();
    }

    String string(int at, int length, int maxBytes, String field) {
        if (length > maxBytes) {
            tooLong(at, length, maxBytes, field);
            return "";
        }
        int n = length > 0 && bytes[at + length - 1] == 0 ? length - 1 : length;
        if (Octets.hasNul(bytes, at, n)) {
            n = Octets.nul(bytes, at, n) - at;
        }
        if (n == maxBytes) {
            tooLong(at, length, maxBytes, field);
        }
        return Octets.text(bytes, at, n);
    }

    private void tooLong(int at, int length, int maxBytes, String field) {
        fail(field, at, "FieldLength " + length + ", at most " + maxBytes + " with the NUL");
    }

    Bytes opaque(int at, int length, int maxBytes, String field) {
        if (length > maxBytes) {
            fail(field, at, "FieldLength " + length + ", at most " + maxBytes);
            return Bytes.EMPTY;
        }
        return Bytes.of(bytes, at, length);
    }

    int u8(int at, int length, String field) {
        return sized(at, length, 1, field) ? Octets.u8(bytes, at) : 0;
    }

    int i8(int at, int length, String field) {
        return sized(at, length, 1, field) ? bytes[at] : 0;
    }

    int u16(int at, int length, String field) {
        return sized(at, length, 2, field) ? Octets.u16(bytes, at) : 0;
    }

    int i16(int at, int length, String field) {
        return sized(at, length, 2, field) ? (short) Octets.u16(bytes, at) : 0;
    }

    int i32(int at, int length, String field) {
        return sized(at, length, 4, field) ? Octets.i32(bytes, at) : 0;
    }

    long u32(int at, int length, String field) {
        return sized(at, length, 4, field) ? Octets.u32(bytes, at) : 0L;
    }

    /** Two bytes; the Unified CCX guide prints four, whose upper two are zero then. */
    int bool(int at, int length, String field) {
        if (length == 4 && Octets.u16(bytes, at) == 0) {
            return Octets.u16(bytes, at + 2);
        }
        return u16(at, length, field);
    }

    private boolean sized(int at, int length, int size, String field) {
        if (length == size) {
            return true;
        }
        fail(field, at, "FieldLength " + length + ", must be " + size);
        return false;
    }

    private boolean packed(int at, int length, int size, String field) {
        if (length >= size && length % size == 0) {
            return true;
        }
        fail(field, at, "FieldLength " + length + ", must be a multiple of " + size);
        return false;
    }

    private static <T> List<T> list(List<T> list) {
        return list == null ? new ArrayList<>() : list;
    }

    List<Integer> addU16(List<Integer> list, int at, int length, String field) {
        List<Integer> target = list(list);
        if (packed(at, length, 2, field)) {
            for (int i = 0; i < length; i += 2) {
                target.add(Octets.u16(bytes, at + i));
            }
        }
        return target;
    }

    List<Integer> addBool(List<Integer> list, int at, int length, String field) {
        List<Integer> target = list(list);
        target.add(bool(at, length, field));
        return target;
    }

    List<Integer> addI32(List<Integer> list, int at, int length, String field) {
        List<Integer> target = list(list);
        if (packed(at, length, 4, field)) {
            for (int i = 0; i < length; i += 4) {
                target.add(Octets.i32(bytes, at + i));
            }
        }
        return target;
    }

    List<Long> addU32(List<Long> list, int at, int length, String field) {
        List<Long> target = list(list);
        if (packed(at, length, 4, field)) {
            for (int i = 0; i < length; i += 4) {
                target.add(Octets.u32(bytes, at + i));
            }
        }
        return target;
    }

    List<String> addString(List<String> list, int at, int length, int maxBytes, String field) {
        List<String> target = list(list);
        target.add(string(at, length, maxBytes, field));
        return target;
    }

    /**
     * As {@link #addString}, or several strings in one field, each with its NUL or padded by NULs.
     */
    List<String> addStrings(List<String> list, int at, int length, int maxBytes, String field) {
        List<String> target = list(list);
        int from = at;
        int before = target.size();
        for (int p = at; p < at + length; p++) {
            if (bytes[p] == 0) {
                if (p > from) {
                    target.add(string(from, p + 1 - from, maxBytes, field));
                }
                from = p + 1;
            }
        }
        if (from < at + length || target.size() == before) {
            target.add(string(from, at + length - from, maxBytes, field));
        }
        return target;
    }

    List<NamedVariable> addVariable(List<NamedVariable> list, int at, int length, String field) {
        List<NamedVariable> target = list(list);
        int nul = nameEnd(at, at + length, field);
        countNamed(at, length, field);
        target.add(new NamedVariable(name(at, nul, field), value(nul, at + length, field)));
        return target;
    }

    List<NamedArray> addArray(List<NamedArray> list, int at, int length, String field) {
        List<NamedArray> target = list(list);
        if (length == 0) {
            fail(field, at, "FieldLength 0, an index and a name are needed");
            return target;
        }
        int nul = nameEnd(at + 1, at + length, field);
        countNamed(at, length, field);
        target.add(
                new NamedArray(
                        Octets.u8(bytes, at),
                        name(at + 1, nul, field),
                        value(nul, at + length, field)));
        return target;
    }

    private void countNamed(int at, int length, String field) {
        namedBytes += length;
        if (namedBytes > FieldSizes.MAX_NAMED_DATA) {
            fail(field, at, "more than " + FieldSizes.MAX_NAMED_DATA + " bytes of named data");
        }
    }

    private int nameEnd(int from, int limit, String field) {
        for (int p = from; p < limit; p++) {
            if (bytes[p] == 0) {
                return p;
            }
        }
        fail(field, from, "no NUL between name and value");
        return limit;
    }

    private String name(int from, int nul, String field) {
        if (nul - from > NamedVariable.MAX_NAME || nul == from) {
            fail(field, from, "a name of " + (nul - from) + " characters, 1 to 32 are allowed");
            return "";
        }
        return Octets.text(bytes, from, nul - from);
    }

    private String value(int nul, int limit, String field) {
        int from = Math.min(nul + 1, limit);
        return string(from, limit - from, NamedVariable.MAX_VALUE + 1, field + " value");
    }
}
