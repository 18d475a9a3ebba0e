package org.jackfield.gateway.cluster;

import io.aeron.Aeron;
import io.aeron.CommonContext;
import io.aeron.archive.Archive;
import io.aeron.archive.ArchiveThreadingMode;
import io.aeron.archive.client.AeronArchive;
import io.aeron.cluster.ClusterControl;
import io.aeron.cluster.ClusteredMediaDriver;
import io.aeron.cluster.ConsensusModule;
import io.aeron.cluster.service.ClusteredServiceContainer;
import io.aeron.driver.MediaDriver;
import io.aeron.driver.ThreadingMode;

import org.agrona.CloseHelper;
import org.agrona.ErrorHandler;
import org.agrona.concurrent.BackoffIdleStrategy;
import org.agrona.concurrent.IdleStrategy;

import java.io.File;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** The engine of one member: driver, archive, consensus, service; started and closed together. */
final class ClusterEngine implements AutoCloseable {

    static final int SEGMENT_BYTES = 16 << 20;
    static final int LOG_TERM_BYTES = 4 << 20;

    private static final int SESSIONS_MAX = 64;
    private static final long CANVASS_MS = 2_000;

    /** A process that slept for less goes on; after a longer sleep the engine ends it. */
    private static final long SLEEP_S = 30;

    private static final long DRIVER_TIMEOUT_MS = 10_000;

    private final ClusteredMediaDriver driver;
    private final ClusteredServiceContainer service;
    private final Aeron aeron;

    private ClusterEngine(
            ClusteredMediaDriver driver, ClusteredServiceContainer service, Aeron aeron) {
        this.driver = driver;
        this.service = service;
        this.aeron = aeron;
    }

    /**
     * Starts all of it.
     *
     * @throws RuntimeException of the engine when a port or a file cannot be had
     */
    static ClusterEngine launch(
            ClusterSettings settings, ClusterFolder folder, OrderTaker taker, ErrorHandler errors) {
        // The engine makes clients of its own, which take this from here alone.
        System.getProperties()
                .putIfAbsent(
                        CommonContext.DRIVER_TIMEOUT_PROP_NAME,
                        Long.toString(TimeUnit.SECONDS.toMillis(SLEEP_S)));
        String memory = SharedMemory.own(settings).toString();
        ClusteredMediaDriver driver =
                ClusteredMediaDriver.launch(
                        driver(memory, errors),
                        archive(settings, folder, memory, errors),
                        consensus(settings, folder, errors, taker));
        ClusteredServiceContainer service = null;
        try {
            service = ClusteredServiceContainer.launch(service(folder, memory, errors, taker));
            Aeron aeron =
                    Aeron.connect(
                            new Aeron.Context()
                                    .aeronDirectoryName(memory)
                                    .idleStrategy(idle().get())
                                    .errorHandler(errors));
            return new ClusterEngine(driver, service, aeron);
        } catch (RuntimeException failed) {
            CloseHelper.quietCloseAll(service, driver);
            throw failed;
        }
    }

    private static Supplier<IdleStrategy> idle() {
        return () ->
                new BackoffIdleStrategy(
                        1, 1, TimeUnit.MICROSECONDS.toNanos(50), TimeUnit.MILLISECONDS.toNanos(1));
    }

    static MediaDriver.Context driver(String memory, ErrorHandler errors) {
        return new MediaDriver.Context()
                .aeronDirectoryName(memory)
                .threadingMode(ThreadingMode.SHARED)
                .sharedIdleStrategy(idle().get())
                .termBufferSparseFile(true)
                .publicationTermBufferLength(1 << 20)
                .ipcTermBufferLength(1 << 20)
                .driverTimeoutMs(DRIVER_TIMEOUT_MS)
                .clientLivenessTimeoutNs(TimeUnit.SECONDS.toNanos(SLEEP_S))
                .publicationUnblockTimeoutNs(TimeUnit.SECONDS.toNanos(SLEEP_S + SLEEP_S / 2))
                .dirDeleteOnStart(true)
                .dirDeleteOnShutdown(true)
                .spiesSimulateConnection(true)
                .warnIfDirectoryExists(false)
                .errorHandler(errors);
    }

    static Archive.Context archive(
            ClusterSettings settings, ClusterFolder folder, String memory, ErrorHandler errors) {
        return new Archive.Context()
                .aeronDirectoryName(memory)
                .archiveDir(file(folder.archive()))
                .archiveId(settings.source())
                .controlChannel(EngineAddresses.archive(settings))
                .localControlChannel("aeron:ipc?term-length=64k")
                .recordingEventsEnabled(false)
                .replicationChannel(EngineAddresses.anyPort(settings))
                .segmentFileLength(SEGMENT_BYTES)
                .threadingMode(ArchiveThreadingMode.SHARED)
                .idleStrategySupplier(idle())
                .errorHandler(errors);
    }

    static AeronArchive.Context archiveClient(String memory) {
        return new AeronArchive.Context()
                .aeronDirectoryName(memory)
                .controlRequestChannel("aeron:ipc?term-length=64k")
                .controlResponseChannel("aeron:ipc?term-length=64k");
    }

    private static ConsensusModule.Context consensus(
            ClusterSettings settings, ClusterFolder folder, ErrorHandler errors, OrderTaker taker) {
        long timeoutNs = TimeUnit.MILLISECONDS.toNanos(settings.leaderTimeoutMs());
        return new ConsensusModule.Context()
                .clusterMemberId(settings.source())
                .clusterMembers(EngineAddresses.members(settings))
                .clusterDir(file(folder.cluster()))
                .archiveContext(archiveClient(SharedMemory.own(settings).toString()))
                .ingressChannel("aeron:udp?term-length=1m")
                .ingressStreamId(EngineAddresses.stream(settings, 101))
                .egressChannel("aeron:udp?term-length=64k")
                .logChannel("aeron:udp?term-length=" + LOG_TERM_BYTES)
                .logStreamId(EngineAddresses.stream(settings, 100))
                .snapshotChannel("aeron:ipc?alias=snapshot|term-length=1m")
                .consensusChannel("aeron:udp?term-length=64k")
                .consensusStreamId(EngineAddresses.stream(settings, 108))
                .replicationChannel(EngineAddresses.anyPort(settings))
                .leaderHeartbeatTimeoutNs(timeoutNs)
                .leaderHeartbeatIntervalNs(timeoutNs / 5)
                .electionTimeoutNs(timeoutNs)
                .electionStatusIntervalNs(timeoutNs / 5)
                .startupCanvassTimeoutNs(
                        Math.max(TimeUnit.MILLISECONDS.toNanos(CANVASS_MS), timeoutNs * 4))
                .maxConcurrentSessions(SESSIONS_MAX)
                .authenticatorSupplier(() -> new SecretCheck(settings.secret()))
                .idleStrategySupplier(idle())
                .terminationHook(() -> taker.fault("the engine ended"))
                .errorHandler(errors);
    }

    private static ClusteredServiceContainer.Context service(
            ClusterFolder folder, String memory, ErrorHandler errors, OrderTaker taker) {
        return new ClusteredServiceContainer.Context()
                .aeronDirectoryName(memory)
                .archiveContext(archiveClient(memory))
                .clusterDir(file(folder.cluster()))
                .snapshotChannel("aeron:ipc?alias=snapshot|term-length=1m")
                .clusteredService(new OrderService(taker))
                .idleStrategySupplier(idle())
                .terminationHook(() -> taker.fault("the engine's service ended"))
                .errorHandler(errors);
    }

    private static File file(Path path) {
        return path.toFile();
    }

    /** The engine's client for handing in inputs. */
    Aeron aeron() {
        return aeron;
    }

    /** Asks for a snapshot of all members; does nothing where this member does not lead. */
    void askSnapshot() {
        ClusterControl.ToggleState.SNAPSHOT.toggle(
                driver.consensusModule().context().controlToggleCounter());
    }

    @Override
    public void close() {
        CloseHelper.quietCloseAll(aeron, service, driver);
    }
}
