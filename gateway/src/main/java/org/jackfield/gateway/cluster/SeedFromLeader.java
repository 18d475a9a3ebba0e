package org.jackfield.gateway.cluster;

import io.aeron.archive.client.AeronArchive;
import io.aeron.cluster.ClusterBackup;
import io.aeron.cluster.ClusterBackup.Configuration.ReplayStart;
import io.aeron.cluster.ClusterBackup.SourceType;
import io.aeron.cluster.ClusterBackupEventsListener;
import io.aeron.cluster.ClusterMember;
import io.aeron.cluster.RecordingLog;
import io.aeron.exceptions.AeronException;

import org.agrona.ErrorHandler;
import org.jackfield.gateway.cluster.OtherMembers.LogExtent;
import org.jackfield.gateway.opc.OpcOutput.Severity;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiConsumer;

/**
 * Takes the last snapshot and the log after it from the group's leader, by the engine's own backup,
 * up to what the leader held after the copy began: so this member knows again whatever it confirmed
 * before it lost its disk, and may vote. Blocks.
 */
final class SeedFromLeader implements ClusterBackupEventsListener {

    private static final long POLL_NS = 5_000_000;
    private static final long PROGRESS_S = 5;

    private final ClusterSettings settings;
    private final EngineGround ground;
    private final BiConsumer<Severity, String> log;
    private volatile String sourceArchive;
    private volatile boolean noted;
    private volatile String trouble = "no leader answers";

    /**
     * A copy to be made.
     *
     * @param settings with the standing of the group that is copied
     */
    SeedFromLeader(
            ClusterSettings settings, EngineGround ground, BiConsumer<Severity, String> log) {
        this.settings = settings;
        this.ground = ground;
        this.log = log;
    }

    /**
     * Makes the copy.
     *
     * @param cluster where the engine keeps its notes
     * @param seconds that it may take
     * @return true when it is complete; false when it was not in time, or this thread is
     *     interrupted
     */
    boolean copy(Path cluster, long seconds, ErrorHandler errors) {
        long deadlineNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        try (ClusterBackup backup = ClusterBackup.launch(context(cluster, errors))) {
            long target = -1;
            while (System.nanoTime() < deadlineNs && !Thread.currentThread().isInterrupted()) {
                if (noted && target < 0) {
                    target = leadersEnd();
                }
                if (target >= 0 && backup.context().liveLogPositionCounter().get() >= target) {
                    log.accept(
                            Severity.INFO,
                            "member "
                                    + settings.side()
                                    + " has the group's state and log up to position "
                                    + target);
                    return true;
                }
                LockSupport.parkNanos(POLL_NS);
            }
            return false;
        }
    }

    /** Why it could not be made. */
    String trouble() {
        return trouble;
    }

    private long leadersEnd() {
        try (AeronArchive archive =
                AeronArchive.connect(ground.remoteClient().controlRequestChannel(sourceArchive))) {
            return LogExtent.in(archive, settings).end();
        } catch (AeronException notYet) {
            trouble = "the leader's archive does not answer: " + notYet.getMessage();
            return -1;
        }
    }

    private ClusterBackup.Context context(Path cluster, ErrorHandler errors) {
        return new ClusterBackup.Context()
                .aeronDirectoryName(SharedMemory.own(settings).toString())
                .clusterDir(cluster.toFile())
                .archiveContext(EngineGround.client(settings))
                .clusterArchiveContext(
                        new AeronArchive.Context()
                                .controlRequestChannel("aeron:udp?term-length=64k")
                                .controlResponseChannel(EngineAddresses.anyPort(settings))
                                .credentialsSupplier(new SecretShown(settings.secret())))
                .consensusChannel(EngineAddresses.ownConsensus(settings))
                .consensusStreamId(EngineAddresses.stream(settings, 108))
                .clusterConsensusEndpoints(EngineAddresses.othersConsensus(settings))
                .logStreamId(EngineAddresses.logStream(settings))
                .catchupEndpoint(EngineAddresses.backupCatchup(settings))
                .sourceType(SourceType.LEADER)
                .initialReplayStart(ReplayStart.LATEST_SNAPSHOT)
                .clusterBackupResponseTimeoutNs(TimeUnit.SECONDS.toNanos(1))
                .clusterBackupProgressTimeoutNs(TimeUnit.SECONDS.toNanos(PROGRESS_S))
                .clusterBackupCoolDownIntervalNs(TimeUnit.SECONDS.toNanos(1))
                .credentialsSupplier(new SecretShown(settings.secret()))
                .eventsListener(this)
                .idleStrategySupplier(EngineRest::alone)
                .errorHandler(errors);
    }

    @Override
    public void onBackupQuery() {
        log.accept(Severity.TRACE, "asks for the group's leader");
    }

    @Override
    public void onPossibleFailure(Exception failure) {
        trouble = String.valueOf(failure.getMessage());
    }

    @Override
    public void onBackupResponse(
            ClusterMember[] members, ClusterMember source, List<RecordingLog.Snapshot> snapshots) {
        sourceArchive = "aeron:udp?endpoint=" + source.archiveEndpoint();
        trouble = "the copy was not complete in time";
        log.accept(
                Severity.INFO,
                "takes "
                        + (snapshots.isEmpty()
                                ? "the whole log"
                                : "a snapshot and the log after it")
                        + " from member "
                        + ClusterSettings.SIDES.charAt(source.id())
                        + ", which leads");
    }

    @Override
    public void onUpdatedRecordingLog(
            RecordingLog notes, List<RecordingLog.Snapshot> snapshotsRetrieved) {
        noted = true;
    }

    @Override
    public void onLiveLogProgress(long recording, long counter, long position) {
        // the copy is watched by its counter
    }
}
