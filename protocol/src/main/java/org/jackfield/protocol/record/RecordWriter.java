package org.jackfield.protocol.record;

import org.jackfield.protocol.ged188.Ged188Codec;
import org.jackfield.protocol.ged188.Ged188Message;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/**
 * Writes records as bytes: numbers as zigzag varints, everything of variable size behind its
 * length, so that a reader of another schema text can pass over what it does not know.
 */
public final class RecordWriter {

    /** Version that CTI messages have inside of a record: the newest, which has every field. */
    public static final int GED188_VERSION = 25;

    private byte[] bytes = new byte[256];
    private int size;

    /** A copy of what was written so far. */
    public byte[] toBytes() {
        return Arrays.copyOf(bytes, size);
    }

    /** Number of bytes written so far. */
    public int size() {
        return size;
    }

    public void writeBool(boolean value) {
        writeLong(value ? 1 : 0);
    }

    public void writeLong(long value) {
        long zigzag = (value << 1) ^ (value >> 63);
        room(10);
        while ((zigzag & ~0x7FL) != 0) {
            bytes[size++] = (byte) (zigzag | 0x80);
            zigzag >>>= 7;
        }
        bytes[size++] = (byte) zigzag;
    }

    public void writeString(String value) {
        writeBytes(value.getBytes(StandardCharsets.UTF_8));
    }

    public void writeOctets(Octets value) {
        writeBytes(value.toArray());
    }

    /** A CTI message as a whole frame of {@link #GED188_VERSION}. */
    public void writeGed188(Ged188Message value) {
        writeBytes(Ged188Codec.encode(value, GED188_VERSION));
    }

    /** Arguments: names and values, in their order. */
    public void writeArguments(Arguments value) {
        writeRecord(out -> ArgumentsCodec.write(value, out));
    }

    /** A record behind its length. */
    public void writeRecord(Consumer<RecordWriter> fields) {
        RecordWriter inner = new RecordWriter();
        fields.accept(inner);
        writeLong(inner.size);
        append(inner.bytes, inner.size);
    }

    /** A member of a group: its number, then the record. */
    public void writeMember(int number, Consumer<RecordWriter> fields) {
        writeLong(number);
        writeRecord(fields);
    }

    public <T> void list(List<T> values, Consumer<T> each) {
        writeLong(values.size());
        values.forEach(each);
    }

    public <T> void optional(T value, Consumer<T> each) {
        writeBool(value != null);
        if (value != null) {
            each.accept(value);
        }
    }

    private void writeBytes(byte[] value) {
        writeLong(value.length);
        append(value, value.length);
    }

    private void append(byte[] value, int length) {
        room(length);
        System.arraycopy(value, 0, bytes, size, length);
        size += length;
    }

    private void room(int more) {
        if (size + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
        }
    }
}
