package org.jackfield.protocol.ged188;

import org.jackfield.protocol.frame.Octets;

import java.lang.foreign.MemorySegment;

/** Writes floating fields of opaque and named data; gives the place behind them. */
final class FieldBytes {

    private FieldBytes() {}

    static int put(byte[] b, int p, boolean wide, int tag, Bytes value) {
        int at = Octets.putHeader(b, p, wide, tag, value.length());
        value.copyTo(b, at);
        return at + value.length();
    }

    static int put(MemorySegment s, byte[] b, int p, boolean wide, int tag, NamedVariable value) {
        int length = value.name().length() + value.value().length() + 2;
        int at = Octets.putHeader(b, p, wide, tag, length);
        return Octets.putText(s, b, Octets.putText(s, b, at, value.name()), value.value());
    }

    static int put(MemorySegment s, byte[] b, int p, boolean wide, int tag, NamedArray value) {
        int length = value.name().length() + value.value().length() + 3;
        int at = Octets.putHeader(b, p, wide, tag, length);
        Octets.put8(b, at, value.index());
        return Octets.putText(s, b, Octets.putText(s, b, at + 1, value.name()), value.value());
    }
}
