package org.jackfield.protocol.record;

import org.jackfield.protocol.ged188.Ged188Codec;
import org.jackfield.protocol.ged188.Ged188Message;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.function.Supplier;

/**
 * Reads what {@link RecordWriter} wrote. At the end of the bytes every field reads as its default
 * (0, empty, absent), so that records of an older schema text stay readable; anything else that
 * does not fit is a {@link RecordFormatException} naming the offset. Never takes more memory than
 * the bytes that are there.
 */
public final class RecordReader {

    private final byte[] bytes;
    private final int end;
    private int at;

    public RecordReader(byte[] bytes) {
        this(bytes, 0, bytes.length);
    }

    private RecordReader(byte[] bytes, int start, int end) {
        this.bytes = bytes;
        this.at = start;
        this.end = end;
    }

    /** True when nothing is left. */
    public boolean atEnd() {
        return at >= end;
    }

    public boolean readBool() {
        return readLong() != 0;
    }

    public int readInt() {
        long value = readLong();
        if (value != (int) value) {
            throw wrong("number " + value + " is beyond 32 bits");
        }
        return (int) value;
    }

    public long readLong() {
        if (atEnd()) {
            return 0;
        }
        long zigzag = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            if (atEnd()) {
                throw wrong("truncated number");
            }
            byte next = bytes[at++];
            zigzag |= (long) (next & 0x7F) << shift;
            if (next >= 0) {
                return (zigzag >>> 1) ^ -(zigzag & 1);
            }
        }
        throw wrong("number of more than ten bytes");
    }

    public String readString() {
        int length = length();
        String value = new String(bytes, at, length, StandardCharsets.UTF_8);
        at += length;
        return value;
    }

    public Octets readOctets() {
        int length = length();
        Octets value = Octets.of(Arrays.copyOfRange(bytes, at, at + length));
        at += length;
        return value;
    }

    /** A CTI message; see {@link RecordWriter#writeGed188}. */
    public Ged188Message readGed188() {
        int length = length();
        byte[] frame = Arrays.copyOfRange(bytes, at, at + length);
        var decoded = Ged188Codec.decode(frame, RecordWriter.GED188_VERSION);
        if (decoded.message() == null) {
            throw wrong("CTI message: " + decoded.error());
        }
        at += length;
        return decoded.message();
    }

    public Arguments readArguments() {
        return readRecord(ArgumentsCodec::read);
    }

    /** A record behind its length; bytes that its reader leaves are passed over. */
    public <T> T readRecord(Function<RecordReader, T> fields) {
        int length = length();
        RecordReader inner = new RecordReader(bytes, at, at + length);
        T value = fields.apply(inner);
        at += length;
        return value;
    }

    /** Reads a member of a group by its number. */
    public interface MemberReader<T> {
        T read(int number, RecordReader in);
    }

    public <T> T readMember(MemberReader<T> reader) {
        int number = readInt();
        return readRecord(in -> reader.read(number, in));
    }

    public <T> T readEnum(LongFunction<T> of, String name) {
        long value = readLong();
        T constant = of.apply(value);
        if (constant == null) {
            throw wrong(name + " has no constant " + value);
        }
        return constant;
    }

    public <T> List<T> list(Supplier<T> each) {
        long count = readLong();
        if (count < 0 || count > end - at) {
            throw wrong("list of " + count + " in " + (end - at) + " bytes");
        }
        List<T> values = new ArrayList<>((int) count);
        for (int i = 0; i < count; i++) {
            values.add(each.get());
        }
        return values;
    }

    public <T> T optional(Supplier<T> each) {
        return readBool() ? each.get() : null;
    }

    /** The error to throw for what was just read. */
    public RecordFormatException wrong(String what) {
        return new RecordFormatException(what + " at offset " + at);
    }

    private int length() {
        long length = readLong();
        if (length < 0 || length > end - at) {
            throw wrong("length " + length + " but " + (end - at) + " bytes are left");
        }
        return (int) length;
    }
}
