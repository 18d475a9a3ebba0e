package org.jackfield.gateway.cluster;

import io.aeron.logbuffer.FrameDescriptor;
import io.aeron.protocol.DataHeaderFlyweight;

import org.agrona.BitUtil;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.concurrent.UnsafeBuffer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The messages of one recording in the folder of an archive, read without the engine: files of
 * frames, each a header of 32 bytes and a part of a message, up to the first empty place.
 */
final class Recording {

    /** Who takes the messages. */
    interface Taker {

        /** Takes one; false to have no more. */
        boolean message(long position, UnsafeBuffer bytes, int length);
    }

    private static final int HEADER = DataHeaderFlyweight.HEADER_LENGTH;

    private final Path archive;
    private final long id;
    private final Map<Long, Path> files = new TreeMap<>();
    private final ExpandableArrayBuffer whole = new ExpandableArrayBuffer();
    private final UnsafeBuffer message = new UnsafeBuffer();
    private int wholeLength;
    private long beganAt;

    Recording(Path archive, long id) {
        this.archive = archive;
        this.id = id;
        String prefix = id + "-";
        try (Stream<Path> all = Files.list(archive)) {
            for (Path each : all.toList()) {
                String name = each.getFileName().toString();
                if (name.startsWith(prefix) && name.matches("\\d+-\\d+\\.rec")) {
                    String position = name.substring(prefix.length(), name.lastIndexOf('.'));
                    files.put(Long.parseLong(position), each);
                }
            }
        } catch (IOException cannot) {
            throw new ClusterRefusal(archive + " cannot be read: " + cannot, cannot);
        }
    }

    /** True when nothing of it is there. */
    boolean isEmpty() {
        return files.isEmpty();
    }

    /** Position of the first file. */
    long begin() {
        return files.keySet().iterator().next();
    }

    /** Reads messages that begin at a position or later. */
    void read(long from, Taker taker) {
        long next = -1;
        boolean first = true;
        for (Map.Entry<Long, Path> each : files.entrySet()) {
            long base = each.getKey();
            if (next >= 0 && base != next) {
                throw damaged(each.getValue(), "the file before it is missing");
            }
            byte[] bytes = bytes(each.getValue());
            next = base + bytes.length;
            if (next > from) {
                if (!file(each.getValue(), base, bytes, from, first, taker)) {
                    return;
                }
                first = false;
            }
        }
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException cannot) {
            throw new ClusterRefusal(file + " cannot be read: " + cannot, cannot);
        }
    }

    /** Reads one file; false at the end of the recording, or when the taker has enough. */
    private boolean file(
            Path file, long base, byte[] bytes, long from, boolean first, Taker taker) {
        UnsafeBuffer buffer = new UnsafeBuffer(bytes);
        boolean begun = !first;
        for (int at = 0; at + HEADER <= bytes.length; ) {
            int length = FrameDescriptor.frameLength(buffer, at);
            if (length == 0 && !begun) {
                at += FrameDescriptor.FRAME_ALIGNMENT; // a log may begin within its first file
                continue;
            }
            if (length == 0) {
                return false;
            }
            begun = true;
            int aligned = BitUtil.align(length, FrameDescriptor.FRAME_ALIGNMENT);
            if (length < HEADER || at + aligned > bytes.length) {
                throw damaged(file, "a frame of " + length + " bytes at " + at);
            }
            if (base + at >= from && !FrameDescriptor.isPaddingFrame(buffer, at)) {
                if (!frame(base + at, buffer, at, length, taker)) {
                    return false;
                }
            }
            at += aligned;
        }
        return true;
    }

    private boolean frame(long position, UnsafeBuffer buffer, int at, int length, Taker taker) {
        int flags = FrameDescriptor.frameFlags(buffer, at) & 0xFF;
        int size = length - HEADER;
        if ((flags & DataHeaderFlyweight.BEGIN_FLAG & 0xFF) != 0) {
            wholeLength = 0;
            beganAt = position;
        }
        whole.putBytes(wholeLength, buffer, at + HEADER, size);
        wholeLength += size;
        if ((flags & DataHeaderFlyweight.END_FLAG & 0xFF) == 0) {
            return true;
        }
        message.wrap(whole, 0, wholeLength);
        return taker.message(beganAt, message, wholeLength);
    }

    private ClusterRefusal damaged(Path file, String how) {
        return new ClusterRefusal(
                "recording "
                        + id
                        + " in "
                        + archive
                        + " is damaged at "
                        + file.getFileName()
                        + ": "
                        + how
                        + "; use another member's folder, they hold the same log");
    }
}
