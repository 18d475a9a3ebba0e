package org.jackfield.protocol.ged188;

import org.jackfield.protocol.frame.FrameWriter;
import org.jackfield.protocol.frame.Octets;

import java.util.List;

/**
 * Messages to frames and back, for protocol versions 9 to 25.
 *
 * <p>Encoding gates every field by the session's version. Decoding is total: any bytes give a
 * message or an error, never an exception. It takes tags of other versions for what they mean in
 * the message, as several first versions in the tables are estimates; tags the message does not
 * have in any version are kept in {@link Decoded#skipped()}. Of a field that stands twice the last
 * one counts.
 */
public final class Ged188Codec {

    /** The largest frame with its header, versions 16 to 25, and any frame that is read. */
    public static final int MAX_FRAME_BYTES = 12500;

    /** The largest frame sent in versions up to 15. */
    public static final int MAX_FRAME_BYTES_OLD = 4329;

    private static final int HEADER = 8;

    private Ged188Codec() {}

    /**
     * The whole frame of a message. Throws IllegalArgumentException naming the field when a value
     * is out of its limits.
     */
    public static byte[] encode(Ged188Message m, int version) {
        int v = Math.max(version, Ged188Tables.FIRST_VERSION);
        int size = size(m, v);
        byte[] frame = new byte[HEADER + size];
        write(m, v, size, frame, 0);
        return frame;
    }

    /** Writes the whole frame of a message behind what the writer holds; throws as the other. */
    public static void encode(Ged188Message m, int version, FrameWriter out) {
        int v = Math.max(version, Ged188Tables.FIRST_VERSION);
        int size = size(m, v);
        int place = out.reserve(HEADER + size);
        write(m, v, size, out.bytes(), place);
    }

    private static int size(Ged188Message m, int version) {
        int size = Ged188Layouts.size(m, version);
        int max = maxFrameBytes(version);
        if (HEADER + size > max) {
            throw new IllegalArgumentException(
                    "message " + m.number() + ": " + (HEADER + size) + " bytes, at most " + max);
        }
        return size;
    }

    private static void write(Ged188Message m, int version, int size, byte[] b, int p) {
        Octets.put32(b, p, size);
        Octets.put32(b, p + 4, m.number());
        Ged188Layouts.write(m, version, b, p + HEADER);
    }

    /** The largest frame that may be sent in a session of this version. */
    public static int maxFrameBytes(int version) {
        return version <= 15 ? MAX_FRAME_BYTES_OLD : MAX_FRAME_BYTES;
    }

    /** Reads one frame, from its header to its end. */
    public static Decoded decode(byte[] frame, int version) {
        return decode(frame, 0, frame.length, version);
    }

    /** Reads one frame that takes {@code length} bytes from {@code offset} on. */
    public static Decoded decode(byte[] bytes, int offset, int length, int version) {
        String wrong = headerError(bytes, offset, length);
        if (wrong != null) {
            return new Decoded(null, wrong, List.of());
        }
        int v = Math.max(version, Ged188Tables.FIRST_VERSION);
        FieldReader in = new FieldReader(bytes, offset, offset + length, v);
        Ged188Message message = Ged188Layouts.read(Octets.i32(bytes, offset + 4), in);
        return new Decoded(message, in.error(), in.skipped());
    }

    static String headerError(byte[] bytes, int offset, int length) {
        if (length < HEADER) {
            return "MessageHeader at offset 0: the frame has " + length + " bytes, 8 are needed";
        }
        long body = Octets.u32(bytes, offset);
        if (body > MAX_FRAME_BYTES - HEADER) {
            return "MessageLength at offset 0: "
                    + body
                    + " bytes, at most "
                    + (MAX_FRAME_BYTES - HEADER)
                    + " are allowed";
        }
        if (body != length - HEADER) {
            return "MessageLength at offset 0: "
                    + body
                    + " bytes are announced, "
                    + (length - HEADER)
                    + " follow the header";
        }
        return null;
    }

    /**
     * The protocol version that an OPEN_REQ frame asks for, read without knowing it, or -1 when the
     * frame is no OPEN_REQ. The fixed part begins alike in all versions.
     */
    public static long openVersion(byte[] frame) {
        boolean open =
                frame.length >= HEADER + 8 && Octets.i32(frame, 4) == MessageType.OPEN_REQ.number();
        return open ? Octets.u32(frame, HEADER + 4) : -1;
    }
}
