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

    /** After a failure nothing is tried for so long: what waits is lost, and the disk has peace. */
    private static final long RETRY_MS = 5_000;

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
    private boolean empty;
    private long nextAgeCheckMs;
    private long nextTryMs;
    private IOException failure;

    EmsWriter(EmsSettings settings, EmsIdentity identity, String host, ZoneId zone) {
        this.settings = settings;
        this.identity = identity;
        this.host = host;
        this.zone = zone;
    }

    /**
     * Writes an event.
     *
     * @throws IOException when it cannot be written, and for a while after that
     */
    void write(EmsEvent event, long nowMs) throws IOException {
        // A clock that was set back ends the wait too.
        if (failure != null && nowMs < nextTryMs && nowMs >= nextTryMs - RETRY_MS) {
            throw failure;
        }
        try {
            put(event, nowMs);
            failure = null;
        } catch (IOException failed) {
            failure = failed;
            nextTryMs = nowMs + RETRY_MS;
            mend(failed);
            throw failed;
        }
    }

    private void put(EmsEvent event, long nowMs) throws IOException {
        byte[] record = EmsCodec.event(event);
        byte[] sentence = EmsCodec.sentence(event.message());
        if (channel == null || bytes + record.length + sentence.length > fileBytesMax()) {
            roll(nowMs);
        }
        if (!told.contains(event.message().id())) {
            append(sentence);
            told.add(event.message().id());
        }
        append(record);
        empty = false;
        if (nextAgeCheckMs <= nowMs) {
            dropAged(nowMs);
        }
    }

    private long fileBytesMax() {
        return Math.min(settings.fileBytesMax(), settings.allBytesMax());
    }

    /**
     * Begins the next file. It takes the place of the oldest only when it can be written: on a full
     * disk the files that are there stay.
     */
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
        EmsFiles.Created created =
                EmsFiles.create(settings.folder(), identity.process(), nowMs, zone);
        path = created.path();
        channel = created.channel();
        bytes = 0;
        empty = true;
        told.clear();
        append(EmsCodec.header(new EmsCodec.Header(identity, host, zone.getId(), nowMs)));
        while (older.size() >= settings.fileCountMax()) {
            dropOldest();
        }
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

    /**
     * After a failure: a file with events goes on behind its last whole record when there is room
     * again; one without any goes, so that it never drives out one that has some.
     */
    private void mend(IOException failed) {
        if (channel == null) {
            return;
        }
        try {
            if (!empty && Files.exists(path)) {
                channel.truncate(bytes);
                return;
            }
        } catch (IOException unusable) {
            failed.addSuppressed(unusable);
        }
        try {
            closeFile();
            if (empty) {
                Files.deleteIfExists(path);
            }
        } catch (IOException unclosed) {
            failed.addSuppressed(unclosed);
        }
    }

    private void closeFile() throws IOException {
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
