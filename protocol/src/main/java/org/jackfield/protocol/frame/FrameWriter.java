package org.jackfield.protocol.frame;

import java.util.Arrays;

/**
 * A growing buffer that frames are written into one after the other, to be sent without copying:
 * the bytes from 0 to {@link #length()} of {@link #bytes()} are what has been written.
 */
public final class FrameWriter {

    private byte[] bytes;
    private int length;

    /** A buffer with room for a usual frame; it grows by itself. */
    public FrameWriter() {
        this(512);
    }

    /** A buffer with room for {@code capacityBytes} to begin with. */
    public FrameWriter(int capacityBytes) {
        bytes = new byte[capacityBytes];
    }

    /** Makes room for {@code size} more bytes, counts them as written and gives their place. */
    public int reserve(int size) {
        int place = length;
        int needed = place + size;
        if (needed > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(needed, bytes.length * 2));
        }
        length = needed;
        return place;
    }

    /** The buffer itself; another one after {@link #reserve} had to grow it. */
    public byte[] bytes() {
        return bytes;
    }

    /** How many bytes have been written. */
    public int length() {
        return length;
    }

    /** Forgets what has been written and keeps the room. */
    public void clear() {
        length = 0;
    }

    /** A copy of what has been written. */
    public byte[] toByteArray() {
        return Arrays.copyOf(bytes, length);
    }
}
