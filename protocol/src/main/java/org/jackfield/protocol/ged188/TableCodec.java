package org.jackfield.protocol.ged188;

import org.jackfield.protocol.frame.FrameWriter;
import org.jackfield.protocol.frame.Octets;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/**
 * Frames to {@link TableMessage} and back, going by the tables at run time. Slower than {@link
 * Ged188Codec}, it keeps the order on the wire; tools and tests use it.
 */
public final class TableCodec {

    private static final int HEADER = 8;

    /** A message, or a sentence that names field and offset; one of the two is null. */
    public record Result(TableMessage message, String error) {}

    private TableCodec() {}

    /** Reads one frame; any bytes give a message or an error. */
    public static Result decode(byte[] frame, int version) {
        String wrong = Ged188Codec.headerError(frame, 0, frame.length);
        if (wrong != null) {
            return new Result(null, wrong);
        }
        int number = Octets.i32(frame, 4);
        MessageType type = MessageType.of(number);
        MessageTable table = type == null ? null : Ged188Tables.of(type);
        if (table == null) {
            Bytes body = Bytes.of(frame, HEADER, frame.length - HEADER);
            return new Result(TableMessage.undocumented(number, body), null);
        }
        int v = Math.max(version, Ged188Tables.FIRST_VERSION);
        FieldReader in = new FieldReader(frame, 0, frame.length, v);
        List<TableMessage.Fixed> fixed = new ArrayList<>();
        int p = readFixed(in, table, fixed);
        List<TableMessage.Floating> floats = new ArrayList<>();
        if (!in.failed()) {
            readFloating(in, table, p, floats);
        }
        return in.failed()
                ? new Result(null, in.error())
                : new Result(TableMessage.of(table, fixed, floats), null);
    }

    private static int readFixed(
            FieldReader in, MessageTable table, List<TableMessage.Fixed> fixed) {
        List<FieldTable> fields = new ArrayList<>();
        if (table.type() == MessageType.FAILURE_CONF && in.tenByteFailure()) {
            fields.add(table.fixed().get(0));
            fields.add(TableMessage.FAILURE_CODE);
            fields.add(TableMessage.PERIPHERAL_ERROR_CODE);
        } else {
            table.fixed().stream().filter(f -> f.in(in.version)).forEach(fields::add);
        }
        int p = in.start;
        for (FieldTable field : fields) {
            if (p + field.size() > in.end) {
                in.truncated(table);
                return p;
            }
            fixed.add(new TableMessage.Fixed(field, number(in.bytes, p, field)));
            p += field.size();
        }
        return p;
    }

    private static long number(byte[] bytes, int p, FieldTable field) {
        return switch (field.type()) {
            case CHAR -> bytes[p];
            case UCHAR -> Octets.u8(bytes, p);
            case SHORT -> (short) Octets.u16(bytes, p);
            case USHORT, BOOL -> Octets.u16(bytes, p);
            case INT -> Octets.i32(bytes, p);
            case UINT, TIME -> Octets.u32(bytes, p);
            default -> Octets.i64(bytes, p);
        };
    }

    private static void readFloating(
            FieldReader in, MessageTable table, int from, List<TableMessage.Floating> floats) {
        int h = in.wide ? 4 : 2;
        int p = from;
        while (p < in.end) {
            if (in.end - p < h) {
                in.noHeader(p);
                return;
            }
            int tag = in.wide ? Octets.u16(in.bytes, p) : Octets.u8(in.bytes, p);
            int n = in.wide ? Octets.u16(in.bytes, p + 2) : Octets.u8(in.bytes, p + 1);
            p += h;
            if (n > in.end - p) {
                in.overrun(table, tag, p, n);
                return;
            }
            FieldTable field = table.floating(tag);
            if (field == null) {
                floats.add(new TableMessage.Floating(null, tag, Bytes.of(in.bytes, p, n)));
            } else {
                values(in, field, p, n)
                        .forEach(v -> floats.add(new TableMessage.Floating(field, tag, v)));
            }
            p += n;
        }
    }

    private static List<?> values(FieldReader in, FieldTable f, int p, int n) {
        String name = f.name();
        return switch (f.type()) {
            case STRING ->
                    f.packs()
                            ? in.addStrings(null, p, n, f.size(), name)
                            : List.of(in.string(p, n, f.size(), name));
            case UNSPEC -> List.of(in.opaque(p, n, f.size(), name));
            case NAMEDVAR -> in.addVariable(null, p, n, name);
            case NAMEDARRAY -> in.addArray(null, p, n, name);
            case BOOL -> List.of((long) in.bool(p, n, name));
            case CHAR -> List.of((long) in.i8(p, n, name));
            case UCHAR -> List.of((long) in.u8(p, n, name));
            case SHORT -> List.of((long) in.i16(p, n, name));
            case USHORT ->
                    f.repeats()
                            ? longs(in.addU16(null, p, n, name))
                            : List.of((long) in.u16(p, n, name));
            case INT ->
                    f.repeats()
                            ? longs(in.addI32(null, p, n, name))
                            : List.of((long) in.i32(p, n, name));
            case UINT, TIME ->
                    f.repeats() ? in.addU32(null, p, n, name) : List.of(in.u32(p, n, name));
        };
    }

    private static List<Long> longs(List<Integer> list) {
        return list.stream().map(Integer::longValue).toList();
    }

    /**
     * The frame of a message, fields in the order given. Throws IllegalArgumentException naming the
     * field when a value is out of its limits.
     */
    public static byte[] encode(TableMessage message, int version) {
        int v = Math.max(version, Ged188Tables.FIRST_VERSION);
        FrameWriter out = new FrameWriter();
        out.reserve(HEADER);
        if (message.table() == null) {
            int p = out.reserve(message.body().length());
            message.body().copyTo(out.bytes(), p);
        }
        for (TableMessage.Fixed value : message.fixed()) {
            writeNumber(out, value.field(), value.value());
        }
        int named = 0;
        for (TableMessage.Floating value : message.floats()) {
            int before = out.length();
            writeFloating(out, value, v);
            if (value.value() instanceof NamedVariable || value.value() instanceof NamedArray) {
                named += out.length() - before - (v >= 20 ? 4 : 2);
            }
        }
        FieldSizes.namedTotal(named, 0);
        if (out.length() > Ged188Codec.maxFrameBytes(v)) {
            throw new IllegalArgumentException(
                    message.name()
                            + ": "
                            + out.length()
                            + " bytes, at most "
                            + Ged188Codec.maxFrameBytes(v));
        }
        Octets.put32(out.bytes(), 0, out.length() - HEADER);
        Octets.put32(out.bytes(), 4, message.number());
        return out.toByteArray();
    }

    private static void writeNumber(FrameWriter out, FieldTable field, long value) {
        FieldType type = field.type();
        if (type.number() && (value < type.min() || value > type.max())) {
            throw FieldSizes.outOfRange(field.name(), value, type.min(), type.max());
        }
        int p = out.reserve(field.size());
        byte[] b = out.bytes();
        switch (field.size()) {
            case 1 -> Octets.put8(b, p, (int) value);
            case 2 -> Octets.put16(b, p, (int) value);
            case 4 -> Octets.put32(b, p, value);
            default -> Octets.put64(b, p, value);
        }
    }

    private static void writeFloating(FrameWriter out, TableMessage.Floating value, int version) {
        boolean wide = version >= 20;
        FieldTable field = value.field();
        String name = field == null ? "tag " + value.tag() : field.name();
        if (value.tag() < 0 || value.tag() > (wide ? 0xFFFF : 0xFF)) {
            throw new IllegalArgumentException(
                    name + ": tag " + value.tag() + " does not fit version " + version);
        }
        if (value.value() instanceof Long number && field != null) {
            int p = out.reserve(wide ? 4 : 2);
            Octets.putHeader(out.bytes(), p, wide, value.tag(), field.size());
            writeNumber(out, field, number);
            return;
        }
        int n = dataSize(value, name, wide, version);
        int p = out.reserve((wide ? 4 : 2) + n);
        byte[] b = out.bytes();
        MemorySegment s = MemorySegment.ofArray(b);
        switch (value.value()) {
            case String text -> Octets.putString(s, b, p, wide, value.tag(), text);
            case NamedVariable v -> FieldBytes.put(s, b, p, wide, value.tag(), v);
            case NamedArray a -> FieldBytes.put(s, b, p, wide, value.tag(), a);
            case Bytes bytes -> FieldBytes.put(b, p, wide, value.tag(), bytes);
            default -> throw new IllegalArgumentException(name + ": no value of its type");
        }
    }

    private static int dataSize(
            TableMessage.Floating value, String name, boolean wide, int version) {
        FieldTable field = value.field();
        int max = field == null ? (wide ? 0xFFFF : 0xFF) : field.size(version);
        return switch (value.value()) {
            case String text -> FieldSizes.string(text, max, name);
            case NamedVariable v -> FieldSizes.variables(List.of(v), 0, name);
            case NamedArray a -> FieldSizes.arrays(List.of(a), 0, name);
            case Bytes bytes -> FieldSizes.bytes(bytes, max, name);
            default -> throw new IllegalArgumentException(name + ": no value of its type");
        };
    }
}
