package org.jackfield.node.ems;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;

/**
 * Reads one file, also while it is written. What is damaged is skipped up to the next whole record
 * and counted; a tail that is cut off ends the reading without harm.
 */
public final class EmsReader implements AutoCloseable {

    private static final int CHUNK_BYTES = 64 * 1024;

    private final FileChannel channel;
    private final Map<Integer, EmsMessage> sentences = new HashMap<>();
    private ByteBuffer window = ByteBuffer.allocate(CHUNK_BYTES).limit(0);
    private EmsCodec.Header header;
    private long skippedBytes;

    private EmsReader(FileChannel channel) {
        this.channel = channel;
    }

    /** Opens a file. */
    public static EmsReader open(Path file) throws IOException {
        return new EmsReader(FileChannel.open(file, StandardOpenOption.READ));
    }

    /**
     * The next event, or null at the end; asked again later it goes on with what was written since.
     */
    public EmsEvent next() throws IOException {
        for (EmsCodec.Item item = item(); item != null; item = item()) {
            switch (item) {
                case EmsCodec.Header found -> header = found;
                case EmsCodec.Sentence found ->
                        sentences.put(found.message().id(), found.message());
                case EmsCodec.Happening found -> {
                    return found.event();
                }
            }
        }
        return null;
    }

    /** Whose log it is; known after the first {@link #next}, null in a file without its start. */
    EmsCodec.Header header() {
        return header;
    }

    /** Bytes that were no whole record: damaged ones, and a tail that is cut off. */
    public long damagedBytes() {
        return skippedBytes + window.remaining();
    }

    private EmsCodec.Item item() throws IOException {
        while (true) {
            int length = whole();
            if (length < 0) {
                return null;
            }
            if (length > 0) {
                int start = window.position();
                int kind = window.get(start + 2);
                ByteBuffer body =
                        window.slice(
                                start + EmsCodec.HEAD_BYTES,
                                length - EmsCodec.HEAD_BYTES - EmsCodec.TAIL_BYTES);
                window.position(start + length);
                EmsCodec.Item item = decoded(kind, body, length);
                if (item != null) {
                    return item;
                }
            } else {
                window.get();
                skippedBytes++;
            }
        }
    }

    private EmsCodec.Item decoded(int kind, ByteBuffer body, int length) {
        try {
            return EmsCodec.decode(kind, body, sentences);
        } catch (BufferUnderflowException | IllegalArgumentException rubbish) {
            skippedBytes += length;
            return null;
        }
    }

    /**
     * Length of the whole record at the window's start; 0 when there is none at this place; -1 when
     * more bytes are needed than there are.
     */
    private int whole() throws IOException {
        if (!have(EmsCodec.HEAD_BYTES)) {
            return -1;
        }
        int start = window.position();
        int body = window.getInt(start + 3);
        if ((window.getShort(start) & 0xFFFF) != EmsCodec.MARK
                || body < 0
                || body > EmsCodec.BODY_BYTES_MAX) {
            return 0;
        }
        int length = EmsCodec.HEAD_BYTES + body + EmsCodec.TAIL_BYTES;
        if (!have(length)) {
            // Either the tail is cut, or the length is rubbish: whole records may follow.
            return laterRecord() ? 0 : -1;
        }
        start = window.position();
        int crc = window.getInt(start + length - EmsCodec.TAIL_BYTES);
        ByteBuffer checked = window.slice(start + 2, length - 2 - EmsCodec.TAIL_BYTES);
        return EmsCodec.crc(checked) == crc ? length : 0;
    }

    private boolean laterRecord() {
        for (int at = window.position() + 1; at + EmsCodec.HEAD_BYTES <= window.limit(); at++) {
            if ((window.getShort(at) & 0xFFFF) != EmsCodec.MARK) {
                continue;
            }
            int body = window.getInt(at + 3);
            int end = at + EmsCodec.HEAD_BYTES + body + EmsCodec.TAIL_BYTES;
            if (body >= 0 && body <= EmsCodec.BODY_BYTES_MAX && end <= window.limit()) {
                ByteBuffer checked = window.slice(at + 2, end - EmsCodec.TAIL_BYTES - at - 2);
                if (EmsCodec.crc(checked) == window.getInt(end - EmsCodec.TAIL_BYTES)) {
                    return true;
                }
            }
        }
        return false;
    }

    private boolean have(int bytes) throws IOException {
        while (window.remaining() < bytes) {
            if (window.capacity() < Math.max(bytes, CHUNK_BYTES)) {
                window = ByteBuffer.allocate(bytes + CHUNK_BYTES).put(window).flip();
            }
            ByteBuffer free = window.compact();
            int read = channel.read(free);
            window = free.flip();
            if (read <= 0) {
                return window.remaining() >= bytes;
            }
        }
        return true;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
