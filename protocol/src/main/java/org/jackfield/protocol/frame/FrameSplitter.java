package org.jackfield.protocol.frame;

import java.util.Arrays;

/**
 * Cuts a stream of bytes, arriving in any pieces, into frames of 8 bytes header (length of the
 * body, then type) and body. Room is made for bytes that arrived, never for bytes that a length
 * word promises: a length above the limit ends the stream with an {@link #error()}.
 */
public final class FrameSplitter {

    /** Bytes of a frame's header. */
    public static final int HEADER_BYTES = 8;

    /** The largest frame of the CTI Server protocol with its header (editions 23 to 25). */
    public static final int MAX_FRAME_BYTES = 12500;

    private final int maxFrameBytes;
    private byte[] pending = new byte[0];
    private int start;
    private int end;
    private long consumed;
    private String error;

    /** A splitter with the protocol's own limit. */
    public FrameSplitter() {
        this(MAX_FRAME_BYTES);
    }

    /** A splitter that refuses frames above {@code maxFrameBytes}, the header counted. */
    public FrameSplitter(int maxFrameBytes) {
        if (maxFrameBytes < HEADER_BYTES) {
            throw new IllegalArgumentException(
                    "maxFrameBytes is " + maxFrameBytes + ", at least 8 is needed");
        }
        this.maxFrameBytes = maxFrameBytes;
    }

    /** Takes the next piece of the stream; after an error it is dropped. */
    public void feed(byte[] piece, int offset, int length) {
        if (error != null || length == 0) {
            return;
        }
        if (start == end) {
            start = 0;
            end = 0;
        }
        if (end + length > pending.length) {
            compact(length);
        }
        System.arraycopy(piece, offset, pending, end, length);
        end += length;
    }

    /** Takes the next piece of the stream. */
    public void feed(byte[] piece) {
        feed(piece, 0, piece.length);
    }

    /** The next whole frame with its header, or null until more bytes arrive or after an error. */
    public byte[] next() {
        if (error != null || end - start < HEADER_BYTES) {
            return null;
        }
        long body = Octets.u32(pending, start);
        if (body > maxFrameBytes - HEADER_BYTES) {
            error =
                    "MessageLength at offset 0 of the frame at stream offset "
                            + consumed
                            + ": "
                            + body
                            + " bytes, at most "
                            + (maxFrameBytes - HEADER_BYTES)
                            + " are allowed";
            pending = new byte[0];
            start = 0;
            end = 0;
            return null;
        }
        int size = HEADER_BYTES + (int) body;
        if (end - start < size) {
            return null;
        }
        byte[] frame = Arrays.copyOfRange(pending, start, start + size);
        start += size;
        consumed += size;
        return frame;
    }

    /** Why the stream cannot be read on, or null: the connection has to be closed. */
    public String error() {
        return error;
    }

    /** Bytes that wait for the rest of their frame. */
    public int pendingBytes() {
        return end - start;
    }

    private void compact(int length) {
        int kept = end - start;
        int needed = kept + length;
        byte[] target =
                needed > pending.length
                        ? new byte[Math.max(needed, Math.min(pending.length * 2, maxFrameBytes))]
                        : pending;
        System.arraycopy(pending, start, target, 0, kept);
        pending = target;
        start = 0;
        end = kept;
    }
}
