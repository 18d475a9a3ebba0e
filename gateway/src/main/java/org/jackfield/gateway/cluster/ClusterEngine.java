package org.jackfield.gateway.cluster;

import io.aeron.Aeron;
import io.aeron.cluster.ClusterControl;
import io.aeron.cluster.ConsensusModule;
import io.aeron.cluster.service.ClusterMarkFile;
import io.aeron.cluster.service.ClusteredServiceContainer;

import org.agrona.CloseHelper;
import org.agrona.ErrorHandler;

import java.io.File;
import java.util.concurrent.TimeUnit;

/** The engine of one member: consensus and service on its ground; started and closed together. */
final class ClusterEngine implements AutoCloseable {

    private static final int SESSIONS_MAX = 64;
    private static final long CANVASS_MS = 2_000;
    private static final long MARK_READ_MS = 1_000;

    /** As the engine counts it. */
    private static final long MARK_COUNTS_MS = 10_000;

    private final EngineGround ground;
    private final ConsensusModule consensus;
    private final ClusteredServiceContainer service;

    private ClusterEngine(
            EngineGround ground, ConsensusModule consensus, ClusteredServiceContainer service) {
        this.ground = ground;
        this.consensus = consensus;
        this.service = service;
    }

    /**
     * Starts both; the ground is closed with them.
     *
     * @throws RuntimeException of the engine when a port or a file cannot be had
     */
    static ClusterEngine launch(
            ClusterSettings settings,
            ClusterFolder folder,
            EngineGround ground,
            OrderTaker taker,
            ErrorHandler errors) {
        checkServiceMark(folder.cluster().toFile());
        ConsensusModule consensus =
                ConsensusModule.launch(
                        consensus(settings, folder, errors, taker)
                                .idleStrategySupplier(ground.rest()::consensus));
        try {
            return new ClusterEngine(
                    ground,
                    consensus,
                    ClusteredServiceContainer.launch(
                            service(settings, folder, errors, taker)
                                    .idleStrategySupplier(ground.rest()::service)));
        } catch (RuntimeException failed) {
            CloseHelper.quietClose(consensus);
            throw failed;
        }
    }

    /**
     * The consensus part must not begin while the mark of a killed predecessor's service counts: it
     * would have to end again, and an ended one is in the way of the next for a while.
     */
    private static void checkServiceMark(File cluster) {
        String name = ClusterMarkFile.markFilenameForService(0);
        if (!new File(cluster, name).exists()) {
            return;
        }
        try (ClusterMarkFile mark =
                new ClusterMarkFile(
                        cluster, name, System::currentTimeMillis, MARK_READ_MS, line -> {})) {
            long agoMs = System.currentTimeMillis() - mark.activityTimestampVolatile();
            if (agoMs <= MARK_COUNTS_MS) {
                throw new IllegalStateException(
                        "active mark file of the service, written " + agoMs + " ms ago");
            }
        }
    }

    private static ConsensusModule.Context consensus(
            ClusterSettings settings, ClusterFolder folder, ErrorHandler errors, OrderTaker taker) {
        long timeoutNs = TimeUnit.MILLISECONDS.toNanos(settings.leaderTimeoutMs());
        // Without the vote of a dead leader a ballot lasts its whole time, so that is short. What
        // is
        // to be long on a busy machine is the patience with a leader that lives.
        long ballotNs = timeoutNs * 2 / 5;
        return new ConsensusModule.Context()
                .aeronDirectoryName(SharedMemory.own(settings).toString())
                .clusterMemberId(settings.source())
                .clusterMembers(EngineAddresses.members(settings))
                .clusterDir(folder.cluster().toFile())
                .archiveContext(EngineGround.client(settings))
                .ingressChannel("aeron:udp?term-length=1m")
                .ingressStreamId(EngineAddresses.stream(settings, 101))
                .egressChannel("aeron:udp?term-length=64k")
                .logChannel("aeron:udp?term-length=" + settings.keeping().termBytes())
                .logStreamId(EngineAddresses.logStream(settings))
                .snapshotChannel("aeron:ipc?alias=snapshot|term-length=64k")
                .consensusChannel("aeron:udp?term-length=64k")
                .consensusStreamId(EngineAddresses.stream(settings, 108))
                .replicationChannel(EngineAddresses.anyPort(settings))
                .leaderHeartbeatTimeoutNs(timeoutNs)
                .leaderHeartbeatIntervalNs(timeoutNs / 5)
                .electionTimeoutNs(ballotNs)
                .electionStatusIntervalNs(timeoutNs / 5)
                .startupCanvassTimeoutNs(
                        Math.max(TimeUnit.MILLISECONDS.toNanos(CANVASS_MS), timeoutNs * 4))
                .maxConcurrentSessions(SESSIONS_MAX)
                .authenticatorSupplier(() -> new SecretCheck(settings.secret()))
                .terminationHook(() -> taker.fault("the engine ended"))
                .errorHandler(errors);
    }

    private static ClusteredServiceContainer.Context service(
            ClusterSettings settings, ClusterFolder folder, ErrorHandler errors, OrderTaker taker) {
        return new ClusteredServiceContainer.Context()
                .aeronDirectoryName(SharedMemory.own(settings).toString())
                .archiveContext(EngineGround.client(settings))
                .clusterDir(folder.cluster().toFile())
                .snapshotChannel("aeron:ipc?alias=snapshot|term-length=64k")
                .clusteredService(new OrderService(taker))
                .terminationHook(() -> taker.fault("the engine's service ended"))
                .errorHandler(errors);
    }

    /** The engine's client for handing in inputs. */
    Aeron aeron() {
        return ground.aeron();
    }

    /** What was handed to the client is to be sent now. */
    void send() {
        ground.rest().send();
    }

    /** How far the log is agreed on. */
    long commitPosition() {
        return consensus.context().commitPositionCounter().get();
    }

    /** Asks for a snapshot of all members; does nothing where this member does not lead. */
    void askSnapshot() {
        ClusterControl.ToggleState.SNAPSHOT.toggle(consensus.context().controlToggleCounter());
    }

    @Override
    public void close() {
        CloseHelper.quietCloseAll(service, consensus, ground);
    }
}
