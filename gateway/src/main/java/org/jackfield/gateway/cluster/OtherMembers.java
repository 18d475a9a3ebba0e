package org.jackfield.gateway.cluster;

import io.aeron.archive.client.AeronArchive;
import io.aeron.archive.client.ArchiveException;
import io.aeron.exceptions.AeronException;

import org.jackfield.gateway.cluster.ClusterSettings.MemberAddress;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Asks the archives of the other members whose they are and what log they hold. Blocks. */
final class OtherMembers {

    private static final long ANSWER_MS = 1_500;
    private static final long POLL_NS = 1_000_000;
    private static final int RECORDINGS_MAX = 10_000;

    private final ClusterSettings settings;
    private final EngineGround ground;

    /**
     * What one member said.
     *
     * @param at where it was asked
     * @param refused true when it did not take the secret, or who asked
     * @param doubt what it has against who asked; null when nothing
     * @param mark whose it is; null when it is no member's, or did not say
     * @param log what it holds of the group's log; null when it did not say
     */
    record Answer(MemberAddress at, boolean refused, String doubt, MemberMark mark, LogExtent log) {

        boolean hasLog() {
            return log != null && log.end() > log.start();
        }
    }

    /**
     * From where to where a log reaches; both 0 when there is none.
     *
     * @param start position of the first byte that is still there
     * @param end position after the last
     */
    record LogExtent(long start, long end) {

        static final LogExtent NONE = new LogExtent(0, 0);

        /** What an archive holds of a group's log. */
        static LogExtent in(AeronArchive archive, ClusterSettings settings) {
            int stream = EngineAddresses.logStream(settings);
            Map<Long, Long> starts = new TreeMap<>();
            archive.listRecordings(
                    0,
                    RECORDINGS_MAX,
                    (control,
                            correlation,
                            recording,
                            startMs,
                            stopMs,
                            start,
                            stop,
                            first,
                            segment,
                            term,
                            mtu,
                            session,
                            recorded,
                            channel,
                            original,
                            source) -> {
                        if (recorded == stream) {
                            starts.put(recording, start);
                        }
                    });
            LogExtent longest = NONE;
            for (Map.Entry<Long, Long> each : starts.entrySet()) {
                long end = archive.getMaxRecordedPosition(each.getKey());
                if (end > longest.end) {
                    longest = new LogExtent(each.getValue(), end);
                }
            }
            return longest;
        }
    }

    OtherMembers(ClusterSettings settings, EngineGround ground) {
        this.settings = settings;
        this.ground = ground;
    }

    /** The answers of those who answered in time; the others are silent. */
    List<Answer> ask() {
        List<Asked> asked = settings.others().stream().map(Asked::new).toList();
        long deadlineNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(ANSWER_MS);
        try {
            while (asked.stream().anyMatch(each -> !each.done) && System.nanoTime() < deadlineNs) {
                asked.forEach(Asked::poll);
                LockSupport.parkNanos(POLL_NS);
                if (Thread.currentThread().isInterrupted()) {
                    break;
                }
            }
        } finally {
            asked.forEach(Asked::close);
        }
        return asked.stream().filter(each -> each.answer != null).map(each -> each.answer).toList();
    }

    private final class Asked {

        private final MemberAddress at;
        private final SecretShown shown;
        private AeronArchive.AsyncConnect connecting;
        private Answer answer;
        private boolean done;

        Asked(MemberAddress at) {
            this.at = at;
            this.shown = new SecretShown(settings.secret(), MemberPlaces.claim(settings));
            this.connecting =
                    AeronArchive.asyncConnect(
                            ground.remoteClient()
                                    .messageTimeoutNs(TimeUnit.MILLISECONDS.toNanos(ANSWER_MS))
                                    .credentialsSupplier(shown)
                                    .controlRequestChannel(EngineAddresses.archive(at)));
        }

        void poll() {
            if (done) {
                return;
            }
            try (AeronArchive archive = connecting.poll()) {
                if (archive != null) {
                    done = true;
                    connecting = null;
                    MemberMark mark = MemberMark.of(archive.archiveId());
                    answer =
                            new Answer(
                                    at,
                                    false,
                                    null,
                                    mark,
                                    mark == null ? null : LogExtent.in(archive, settings));
                }
            } catch (ArchiveException said) {
                done = true;
                if (said.errorCode() == ArchiveException.AUTHENTICATION_REJECTED) {
                    answer = new Answer(at, true, shown.told(), null, null);
                }
            } catch (AeronException silent) {
                done = true;
            }
        }

        void close() {
            if (connecting != null) {
                connecting.close();
            }
        }
    }
}
