package org.jackfield.gateway.cluster;

import io.aeron.archive.client.AeronArchive;
import io.aeron.archive.client.ArchiveException;
import io.aeron.cluster.RecordingLog;

import org.jackfield.gateway.opc.OpcOutput.Severity;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * Keeps a member's disk bounded: drops the log before the last snapshot but for the bytes that
 * members who were away may need, and all snapshots but the last two. Blocks; not for the loop.
 */
final class LogKeeper {

    private static final int SNAPSHOTS_KEPT = 2;

    private final ClusterSettings settings;
    private final ClusterFolder folder;
    private final BiConsumer<Severity, String> log;

    LogKeeper(ClusterSettings settings, ClusterFolder folder, BiConsumer<Severity, String> log) {
        this.settings = settings;
        this.folder = folder;
        this.log = log;
    }

    /** Drops what is no longer needed. */
    void purge() {
        try (AeronArchive archive = AeronArchive.connect(EngineGround.client(settings));
                RecordingLog notes = new RecordingLog(folder.cluster().toFile(), false)) {
            purgeLog(archive, notes);
            purgeSnapshots(archive, notes);
        } catch (RuntimeException failed) {
            log.accept(Severity.WARNING, "old log stays for now: " + failed.getMessage());
        }
    }

    private void purgeLog(AeronArchive archive, RecordingLog notes) {
        RecordingLog.Entry snapshot = notes.getLatestSnapshot(0);
        long recording = notes.findLastTermRecordingId();
        if (snapshot == null || recording < 0) {
            return;
        }
        long start = archive.getStartPosition(recording);
        long upTo = snapshot.logPosition - settings.keeping().logKeepBytes();
        if (upTo <= start) {
            return;
        }
        long base = segmentBase(archive, recording, upTo);
        if (base > start) {
            long files = archive.purgeSegments(recording, base);
            log.accept(Severity.INFO, "dropped " + files + " files of log up to position " + base);
        }
    }

    /** By the sizes that the log was begun with: a changed setting applies to a new log only. */
    private static long segmentBase(AeronArchive archive, long recording, long upTo) {
        long[] base = {-1};
        archive.listRecording(
                recording,
                (control,
                        correlation,
                        id,
                        startMs,
                        stopMs,
                        start,
                        stop,
                        first,
                        segment,
                        term,
                        mtu,
                        session,
                        stream,
                        channel,
                        original,
                        source) ->
                        base[0] = AeronArchive.segmentFileBasePosition(start, upTo, term, segment));
        return base[0];
    }

    private static void purgeSnapshots(AeronArchive archive, RecordingLog notes) {
        List<Long> positions = new ArrayList<>();
        for (RecordingLog.Entry each : notes.entries()) {
            if (isSnapshot(each) && !positions.contains(each.logPosition)) {
                positions.add(each.logPosition);
            }
        }
        positions.sort(Comparator.reverseOrder());
        if (positions.size() <= SNAPSHOTS_KEPT) {
            return;
        }
        long oldest = positions.get(SNAPSHOTS_KEPT - 1);
        for (RecordingLog.Entry each : notes.entries()) {
            if (isSnapshot(each) && each.logPosition < oldest) {
                purgeSnapshot(archive, each.recordingId);
            }
        }
    }

    private static boolean isSnapshot(RecordingLog.Entry entry) {
        return entry.isValid && entry.type == RecordingLog.ENTRY_TYPE_SNAPSHOT;
    }

    private static void purgeSnapshot(AeronArchive archive, long recording) {
        try {
            archive.purgeRecording(recording);
        } catch (ArchiveException gone) {
            if (gone.errorCode() != ArchiveException.UNKNOWN_RECORDING) {
                throw gone;
            }
        }
    }
}
