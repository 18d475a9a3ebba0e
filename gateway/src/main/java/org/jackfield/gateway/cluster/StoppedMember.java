package org.jackfield.gateway.cluster;

import io.aeron.cluster.RecordingLog;
import io.aeron.cluster.codecs.MessageHeaderDecoder;
import io.aeron.cluster.codecs.SessionMessageHeaderDecoder;
import io.aeron.cluster.codecs.SnapshotMark;
import io.aeron.cluster.codecs.SnapshotMarkerDecoder;

import org.agrona.concurrent.UnsafeBuffer;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * The log in the folder of a member that does not run, or in a copy of one. Reads, and writes
 * nothing there. The last entries may be such as no majority had: the group, when it goes on, may
 * do so without them.
 */
public final class StoppedMember implements KeptLog {

    private static final int HEADER_BYTES = MessageHeaderDecoder.ENCODED_LENGTH;
    private static final int SESSION_BYTES =
            HEADER_BYTES + SessionMessageHeaderDecoder.BLOCK_LENGTH;
    private static final int STATE_LENGTH_BYTES = 8;

    private final Path folder;
    private final MemberNote own;
    private final List<State> states = new ArrayList<>();
    private final Recording log;

    /**
     * Of one member.
     *
     * @throws ClusterRefusal when the folder is no member's, is in use, or holds no log
     */
    public StoppedMember(Path folder) {
        this.folder = folder;
        this.own = MemberNote.read(folder);
        if (own.isEmpty()) {
            throw new ClusterRefusal(
                    folder
                            + " is no member's folder: it has no member.txt, which every member"
                            + " has");
        }
        expectUnused();
        log = notes();
        if (log == null || log.isEmpty()) {
            throw new ClusterRefusal(folder + " holds no log: the member never took part");
        }
    }

    private void expectUnused() {
        Path file = folder.resolve("member.lock");
        if (!Files.exists(file)) {
            return;
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
                FileLock free = channel.tryLock(0, Long.MAX_VALUE, true)) {
            if (free == null) {
                throw inUse();
            }
        } catch (OverlappingFileLockException sameProcess) {
            throw inUse();
        } catch (IOException cannot) {
            throw new ClusterRefusal(file + " cannot be read: " + cannot, cannot);
        }
    }

    private ClusterRefusal inUse() {
        return new ClusterRefusal(
                "folder "
                        + folder
                        + " is in use by a member that runs: stop it, or copy the folder and give"
                        + " the copy");
    }

    /** The engine opens its notes for writing: it gets a copy. */
    private Recording notes() {
        Path file = folder.resolve("cluster").resolve(RecordingLog.RECORDING_LOG_FILE_NAME);
        if (!Files.exists(file)) {
            return null;
        }
        try {
            Path copy = Files.createTempDirectory("jackfield-replay");
            try {
                Files.copy(file, copy.resolve(RecordingLog.RECORDING_LOG_FILE_NAME));
                return read(copy);
            } finally {
                Files.deleteIfExists(copy.resolve(RecordingLog.RECORDING_LOG_FILE_NAME));
                Files.delete(copy);
            }
        } catch (IOException cannot) {
            throw new ClusterRefusal(file + " cannot be read: " + cannot, cannot);
        }
    }

    private Recording read(Path copy) {
        Path archive = folder.resolve("archive");
        try (RecordingLog notes = new RecordingLog(copy.toFile(), false)) {
            for (RecordingLog.Entry each : notes.entries()) {
                boolean ours =
                        each.isValid
                                && each.type == RecordingLog.ENTRY_TYPE_SNAPSHOT
                                && each.serviceId == 0;
                Recording kept = ours ? new Recording(archive, each.recordingId) : null;
                if (kept != null && !kept.isEmpty()) {
                    states.add(new State(each.timestamp, each.logPosition, state(kept)));
                }
            }
            states.sort(Comparator.comparingLong(State::position));
            long recording = notes.findLastTermRecordingId();
            return recording < 0 ? null : new Recording(archive, recording);
        }
    }

    /** After what the engine keeps for itself: eight bytes with the length, then the parts. */
    private static byte[] state(Recording kept) {
        ByteArrayOutputStream parts = new ByteArrayOutputStream();
        boolean[] ours = new boolean[1];
        kept.read(
                0,
                (position, bytes, length) -> {
                    if (ours[0]) {
                        byte[] part = new byte[length];
                        bytes.getBytes(0, part);
                        parts.writeBytes(part);
                    } else {
                        ours[0] = endsEngines(bytes, length);
                    }
                    return true;
                });
        byte[] all = parts.toByteArray();
        long size = all.length < STATE_LENGTH_BYTES ? -1 : new UnsafeBuffer(all).getLong(0);
        if (size != all.length - STATE_LENGTH_BYTES) {
            throw new ClusterRefusal(
                    "a snapshot is damaged: it has " + all.length + " bytes and says " + size);
        }
        return Arrays.copyOfRange(all, STATE_LENGTH_BYTES, all.length);
    }

    private static boolean endsEngines(UnsafeBuffer bytes, int length) {
        MessageHeaderDecoder header = new MessageHeaderDecoder();
        header.wrap(bytes, 0);
        if (length < HEADER_BYTES || header.templateId() != SnapshotMarkerDecoder.TEMPLATE_ID) {
            return false;
        }
        SnapshotMarkerDecoder marker = new SnapshotMarkerDecoder();
        marker.wrap(bytes, HEADER_BYTES, header.blockLength(), header.version());
        return marker.mark() == SnapshotMark.END;
    }

    @Override
    public String description() {
        return "member " + own.value("side") + " of group " + own.value("group") + ", " + folder;
    }

    @Override
    public String release() {
        return own.value("release");
    }

    @Override
    public List<State> states() {
        return List.copyOf(states);
    }

    @Override
    public State earliest() {
        return log.begin() == 0 || states.isEmpty() ? null : states.getFirst();
    }

    @Override
    public void read(State from, Taker taker) {
        long position = from == null ? 0 : from.position();
        if (log.begin() > position) {
            throw new ClusterRefusal(
                    "the log in "
                            + folder
                            + " begins at position "
                            + log.begin()
                            + ", what was before was dropped; take a time after the first state"
                            + " that was kept");
        }
        log.read(position, (at, bytes, length) -> entry(at, bytes, length, taker));
    }

    /** What the engine says to itself is passed over. */
    private static boolean entry(long at, UnsafeBuffer bytes, int length, Taker taker) {
        MessageHeaderDecoder header = new MessageHeaderDecoder();
        header.wrap(bytes, 0);
        boolean ours =
                length >= SESSION_BYTES
                        && header.schemaId() == SessionMessageHeaderDecoder.SCHEMA_ID
                        && header.templateId() == SessionMessageHeaderDecoder.TEMPLATE_ID;
        if (!ours) {
            return true;
        }
        SessionMessageHeaderDecoder session = new SessionMessageHeaderDecoder();
        session.wrap(bytes, HEADER_BYTES, header.blockLength(), header.version());
        byte[] envelope = new byte[length - SESSION_BYTES];
        bytes.getBytes(SESSION_BYTES, envelope);
        return taker.entry(at, session.timestamp(), envelope);
    }
}
