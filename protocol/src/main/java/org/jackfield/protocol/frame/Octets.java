package org.jackfield.protocol.frame;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Big-endian numbers and strings at a place in a byte array. Strings are one byte a character (ISO
 * 8859-1, of which the protocol's ASCII is a part), so that any byte read is written again; a
 * character beyond 255 is written as '?'.
 */
public final class Octets {

    private static final VarHandle SHORT =
            MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INT =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LONG =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    /** Up to so many characters a plain loop is quicker than the copy by segment (measured). */
    private static final int SHORT_TEXT = 8;

    private Octets() {}

    /** Unsigned 8 bits. */
    public static int u8(byte[] bytes, int at) {
        return bytes[at] & 0xFF;
    }

    /** Unsigned 16 bits. */
    public static int u16(byte[] bytes, int at) {
        return (short) SHORT.get(bytes, at) & 0xFFFF;
    }

    /** Signed 32 bits. */
    public static int i32(byte[] bytes, int at) {
        return (int) INT.get(bytes, at);
    }

    /** Unsigned 32 bits. */
    public static long u32(byte[] bytes, int at) {
        return (int) INT.get(bytes, at) & 0xFFFFFFFFL;
    }

    /** 64 bits. */
    public static long i64(byte[] bytes, int at) {
        return (long) LONG.get(bytes, at);
    }

    /** Writes the low 8 bits. */
    public static void put8(byte[] bytes, int at, int value) {
        bytes[at] = (byte) value;
    }

    /** Writes the low 16 bits. */
    public static void put16(byte[] bytes, int at, int value) {
        SHORT.set(bytes, at, (short) value);
    }

    /** Writes the low 32 bits. */
    public static void put32(byte[] bytes, int at, long value) {
        INT.set(bytes, at, (int) value);
    }

    /** Writes 64 bits. */
    public static void put64(byte[] bytes, int at, long value) {
        LONG.set(bytes, at, value);
    }

    /** Writes tag and length of a floating field and gives the place behind them. */
    public static int putHeader(byte[] bytes, int at, boolean wide, int tag, int length) {
        if (wide) {
            INT.set(bytes, at, tag << 16 | length);
            return at + 4;
        }
        SHORT.set(bytes, at, (short) (tag << 8 | length));
        return at + 2;
    }

    /**
     * Writes the characters and a NUL behind them, and gives the place behind the NUL. A segment
     * over the array is wanted, as it alone copies a string of one-byte characters without a
     * detour.
     */
    public static int putText(MemorySegment segment, byte[] bytes, int at, String text) {
        int end = at + text.length();
        if (text.length() <= SHORT_TEXT) {
            putShort(bytes, at, text);
            return end + 1;
        }
        // Overwritten by the NUL, unless surrogate pairs made the text shorter than it was counted.
        bytes[end] = 1;
        segment.setString(at, text, StandardCharsets.ISO_8859_1);
        if (bytes[end] != 0) {
            putSlowly(bytes, at, text);
        }
        return end + 1;
    }

    private static void putShort(byte[] bytes, int at, String text) {
        int all = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            bytes[at + i] = (byte) c;
            all |= c;
        }
        bytes[at + text.length()] = 0;
        if (all > 0xFF) {
            putSlowly(bytes, at, text);
        }
    }

    /** Writes a floating field of text with its NUL and gives the place behind it. */
    public static int putString(
            MemorySegment segment, byte[] bytes, int at, boolean wide, int tag, String text) {
        int place = putHeader(bytes, at, wide, tag, text.length() + 1);
        return putText(segment, bytes, place, text);
    }

    // Surrogate pairs: one '?' a character, so that the length counted before is kept.
    private static void putSlowly(byte[] bytes, int at, String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            bytes[at + i] = (byte) (c > 0xFF ? '?' : c);
        }
        bytes[at + text.length()] = 0;
    }

    /** The place of the first NUL in {@code length} bytes, or {@code at + length} without one. */
    public static int nul(byte[] bytes, int at, int length) {
        int p = at;
        int end = at + length;
        while (p < end && bytes[p] != 0) {
            p++;
        }
        return p;
    }

    /** True when one of the {@code length} bytes is a NUL. */
    public static boolean hasNul(byte[] bytes, int at, int length) {
        int end = at + length;
        int p = at;
        for (; p <= end - 8; p += 8) {
            if (zeroByte((long) LONG.get(bytes, p))) {
                return true;
            }
        }
        if (p == end) {
            return false;
        }
        if (p + 8 <= bytes.length) {
            return zeroByte((long) LONG.get(bytes, p) | -1L >>> (end - p) * 8);
        }
        return nul(bytes, p, end - p) < end;
    }

    // The classic test for a zero byte in a word.
    private static boolean zeroByte(long word) {
        return ((word - 0x0101010101010101L) & ~word & 0x8080808080808080L) != 0;
    }

    /** The {@code length} bytes as characters, all of them. */
    public static String text(byte[] bytes, int at, int length) {
        return new String(bytes, at, length, StandardCharsets.ISO_8859_1);
    }
}
