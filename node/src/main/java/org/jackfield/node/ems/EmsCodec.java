package org.jackfield.node.ems;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;

/**
 * The records of a log file. Each is: mark (2 bytes), kind (1), length of the body (4), body,
 * CRC-32C of kind, length and body (4). The first tells whose log it is; a message's sentence is
 * written once a file, before its first event, so that a file can be read by itself.
 */
final class EmsCodec {

    static final int MARK = 0x4AF1;
    static final int HEAD_BYTES = 7;
    static final int TAIL_BYTES = 4;
    static final int BODY_BYTES_MAX = 1 << 20;

    private static final int FORMAT = 1;
    private static final int TEXT_BYTES_MAX = 16_384;
    private static final int FIRST_BYTES = 256;

    /** What a file holds. */
    sealed interface Item {}

    /**
     * Whose log it is.
     *
     * @param zone id of the time zone where it was written
     */
    record Header(EmsIdentity identity, String host, String zone, long createdMs) implements Item {}

    /** The sentence of a message. */
    record Sentence(EmsMessage message) implements Item {}

    /** An event, its message by id. */
    record Happening(EmsEvent event) implements Item {}

    private EmsCodec() {}

    static byte[] header(Header header) {
        Body body = new Body();
        body.bytes.putInt(FORMAT).putLong(header.createdMs);
        body.text(header.identity.instance());
        body.text(header.identity.node());
        body.text(header.identity.process());
        body.text(header.host);
        body.text(header.zone);
        return body.framed(1);
    }

    static byte[] sentence(EmsMessage message) {
        Body body = new Body();
        body.bytes.putInt(message.id());
        body.text(message.sentence());
        return body.framed(2);
    }

    static byte[] event(EmsEvent event) {
        Body body = new Body();
        body.bytes.putLong(event.atMs()).putLong(event.sequence()).putInt(event.message().id());
        body.bytes.putLong(event.ids().call()).putLong(event.ids().session());
        body.bytes.put((byte) event.arguments().size());
        event.arguments().forEach(body::text);
        body.data(event.binary());
        return body.framed(3);
    }

    /**
     * Reads one body.
     *
     * @return null for a kind of a later release
     * @throws BufferUnderflowException or IllegalArgumentException for rubbish
     */
    static Item decode(int kind, ByteBuffer body, Map<Integer, EmsMessage> sentences) {
        return switch (kind) {
            case 1 -> {
                int format = body.getInt();
                if (format != FORMAT) {
                    throw new IllegalArgumentException("format " + format + " of a later release");
                }
                long createdMs = body.getLong();
                EmsIdentity identity = new EmsIdentity(text(body), text(body), text(body));
                yield new Header(identity, text(body), text(body), createdMs);
            }
            case 2 -> new Sentence(new EmsMessage(body.getInt(), text(body)));
            case 3 -> {
                long atMs = body.getLong();
                long sequence = body.getLong();
                int id = body.getInt();
                EmsIds ids = new EmsIds(body.getLong(), body.getLong());
                List<String> arguments = new ArrayList<>();
                for (int left = body.get(); left > 0; left--) {
                    arguments.add(text(body));
                }
                EmsMessage message = sentences.get(id);
                if (message == null) {
                    message =
                            new EmsMessage(
                                    id, "(message %08x, its sentence is lost)".formatted(id));
                }
                yield new Happening(
                        new EmsEvent(atMs, sequence, message, arguments, ids, data(body)));
            }
            default -> null;
        };
    }

    static int crc(ByteBuffer kindToBody) {
        CRC32C crc = new CRC32C();
        crc.update(kindToBody);
        return (int) crc.getValue();
    }

    private static String text(ByteBuffer body) {
        return new String(data(body), StandardCharsets.UTF_8);
    }

    private static byte[] data(ByteBuffer body) {
        int length = body.getInt();
        if (length < 0 || length > body.remaining()) {
            throw new BufferUnderflowException();
        }
        byte[] bytes = new byte[length];
        body.get(bytes);
        return bytes;
    }

    /** A body under way. */
    private static final class Body {
        private ByteBuffer bytes = ByteBuffer.allocate(FIRST_BYTES);

        void text(String text) {
            data(text.getBytes(StandardCharsets.UTF_8));
        }

        /** What is longer than sense allows is cut. */
        void data(byte[] data) {
            int length = Math.min(data.length, TEXT_BYTES_MAX);
            if (bytes.remaining() < length + Integer.BYTES) {
                bytes = ByteBuffer.allocate(2 * (bytes.capacity() + length)).put(bytes.flip());
            }
            bytes.putInt(length).put(data, 0, length);
        }

        byte[] framed(int kind) {
            bytes.flip();
            ByteBuffer frame = ByteBuffer.allocate(HEAD_BYTES + bytes.remaining() + TAIL_BYTES);
            frame.putShort((short) MARK).put((byte) kind).putInt(bytes.remaining()).put(bytes);
            int end = frame.position();
            frame.putInt(crc(frame.duplicate().flip().position(2)));
            assert frame.position() == end + TAIL_BYTES;
            return frame.array();
        }
    }
}
