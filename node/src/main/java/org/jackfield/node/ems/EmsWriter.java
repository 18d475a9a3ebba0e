package org.jackfield.node.ems;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;

/** Writes events into files and keeps the limits. On one thread. */
final class EmsWriter implements AutoCloseable {

    private static final long DAY_MS = 86_400_000;
    private static final long AGE_CHECK_MS = 3_600_000;

    private record Old(Path path, long bytes) {}

    private final EmsSettings settings;
    private final EmsIdentity identity;
    private final String host;
    private final ZoneId zone;
    private final Deque<Old> older = new ArrayDeque<>();
    private final Set<Integer> told = new HashSet<>();
    private long olderBytes;
    private Path path;
    private FileChannel channel;
    private long bytes;
    private long nextAgeCheckMs;

    EmsWriter(EmsSettings settings, EmsIdentity identity, String host, ZoneId zone) {
        this.settings = settings;
        this.identity = identity;
        this.host = host;
        this.zone = zone;
    }

    void write(EmsEvent event, long nowMs) throws IOException {
        byte[] record = EmsCodec.event(event);
        byte[] sentence = EmsCodec.sentence(event.message());
        if (channel == null || bytes + record.length + sentence.length > fileBytesMax()) {
            roll(nowMs);
        }
        if (told.add(event.message().id())) {
            append(sentence);
        }
        append(record);
        if (nextAgeCheckMs <= nowMs) {
            dropAged(nowMs);
        }
    }

    private long fileBytesMax() {
        return Math.min(settings.fileBytesMax(), settings.allBytesMax());
    }

    /** Begins the next file; the limits are kept before anything is written into it. */
    private void roll(long nowMs) throws IOException {
        closeFile();
        older.clear();
        olderBytes = 0;
        for (Path each : EmsFiles.of(settings.folder(), identity.process())) {
            long size = Files.size(each);
            older.add(new Old(each, size));
            olderBytes += size;
        }
        dropAged(nowMs);
        while (older.size() >= settings.fileCountMax()) {
            dropOldest();
        }
        EmsFiles.Created created =
                EmsFiles.create(settings.folder(), identity.process(), nowMs, zone);
        path = created.path();
        channel = created.channel();
        bytes = 0;
        told.clear();
        append(EmsCodec.header(new EmsCodec.Header(identity, host, zone.getId(), nowMs)));
    }

    private void append(byte[] record) throws IOException {
        while (!older.isEmpty() && olderBytes + bytes + record.length > settings.allBytesMax()) {
            dropOldest();
        }
        ByteBuffer left = ByteBuffer.wrap(record);
        while (left.hasRemaining()) {
            channel.write(left);
        }
        bytes += record.length;
    }

    private void dropAged(long nowMs) throws IOException {
        nextAgeCheckMs = nowMs + AGE_CHECK_MS;
        if (settings.lifeTimeDays() == 0) {
            return;
        }
        long oldestMs = nowMs - settings.lifeTimeDays() * DAY_MS;
        while (!older.isEmpty()
                && Files.exists(older.getFirst().path)
                && Files.getLastModifiedTime(older.getFirst().path).toMillis() < oldestMs) {
            dropOldest();
        }
    }

    private void dropOldest() throws IOException {
        Old oldest = older.removeFirst();
        olderBytes -= oldest.bytes;
        Files.deleteIfExists(oldest.path);
    }

    /** Ends the file at hand, also after a failure; the next event begins another. */
    void closeFile() throws IOException {
        FileChannel open = channel;
        channel = null;
        if (open != null) {
            open.close();
        }
    }

    Path path() {
        return path;
    }

    @Override
    public void close() throws IOException {
        closeFile();
    }
}
