package org.jackfield.gateway.cluster;

import io.aeron.Aeron;
import io.aeron.CommonContext;
import io.aeron.archive.Archive;
import io.aeron.archive.ArchiveThreadingMode;
import io.aeron.archive.client.AeronArchive;
import io.aeron.driver.MediaDriver;
import io.aeron.driver.ThreadingMode;

import org.agrona.CloseHelper;
import org.agrona.ErrorHandler;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * What a member's engine stands on: the driver of its traffic, and the archive of its log and its
 * snapshots, which answers other members as soon as it is there.
 */
final class EngineGround implements AutoCloseable {

    /** A process that slept for less goes on; after a longer sleep the engine ends it. */
    private static final long SLEEP_S = 30;

    private static final long DRIVER_TIMEOUT_MS = 10_000;
    private static final String LOCAL = "aeron:ipc?term-length=64k";

    private final ClusterSettings settings;
    private final MediaDriver driver;
    private final Archive archive;
    private final Aeron aeron;
    private final EngineRest rest;

    private EngineGround(
            ClusterSettings settings,
            MediaDriver driver,
            Archive archive,
            Aeron aeron,
            EngineRest rest) {
        this.settings = settings;
        this.driver = driver;
        this.archive = archive;
        this.aeron = aeron;
        this.rest = rest;
    }

    /**
     * Starts both.
     *
     * @throws RuntimeException of the engine when a port or a file cannot be had
     */
    static EngineGround launch(ClusterSettings settings, Path archiveFolder, ErrorHandler errors) {
        // The engine makes clients of its own, which take this from here alone.
        System.getProperties()
                .putIfAbsent(
                        CommonContext.DRIVER_TIMEOUT_PROP_NAME,
                        Long.toString(TimeUnit.SECONDS.toMillis(SLEEP_S)));
        String memory = SharedMemory.own(settings).toString();
        EngineRest rest = new EngineRest();
        MediaDriver driver = MediaDriver.launch(driver(memory, rest, errors));
        Archive archive = null;
        try {
            PrivateFiles.close(SharedMemory.own(settings));
            archive = Archive.launch(archive(settings, archiveFolder, memory, rest, errors));
            Aeron aeron =
                    Aeron.connect(
                            new Aeron.Context()
                                    .aeronDirectoryName(memory)
                                    .idleStrategy(EngineRest.alone())
                                    .errorHandler(errors));
            return new EngineGround(settings, driver, archive, aeron, rest);
        } catch (RuntimeException failed) {
            CloseHelper.quietCloseAll(archive, driver);
            throw failed;
        } catch (IOException failed) {
            CloseHelper.quietCloseAll(driver);
            throw new UncheckedIOException("cannot take " + memory + " from others", failed);
        }
    }

    private static MediaDriver.Context driver(String memory, EngineRest rest, ErrorHandler errors) {
        return new MediaDriver.Context()
                .aeronDirectoryName(memory)
                .threadingMode(ThreadingMode.SHARED)
                .sharedIdleStrategy(rest.driver())
                .asyncExecutorIdleStrategy(EngineRest.alone())
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

    private static Archive.Context archive(
            ClusterSettings settings,
            Path folder,
            String memory,
            EngineRest rest,
            ErrorHandler errors) {
        return new Archive.Context()
                .aeronDirectoryName(memory)
                .archiveDir(folder.toFile())
                .archiveId(MemberMark.of(settings).id())
                .controlChannel(EngineAddresses.archive(settings))
                .localControlChannel(LOCAL)
                .recordingEventsEnabled(false)
                .replicationChannel(EngineAddresses.anyPort(settings))
                .archiveClientContext(
                        new AeronArchive.Context()
                                .controlResponseChannel(EngineAddresses.anyPort(settings))
                                .credentialsSupplier(new SecretShown(settings.secret())))
                .authenticatorSupplier(
                        () ->
                                new SecretCheck(
                                        settings.secret(),
                                        new MemberPlaces(
                                                        settings.members(), MemberPlaces.Names.HERE)
                                                ::doubt))
                .recordChecksum(new FrameChecksum())
                .replayChecksum(new FrameChecksum())
                .segmentFileLength(settings.keeping().segmentBytes())
                .threadingMode(ArchiveThreadingMode.SHARED)
                .idleStrategySupplier(rest::archive)
                .errorHandler(errors);
    }

    /** How to ask the archive of the member whose settings these are, on its own host. */
    static AeronArchive.Context client(ClusterSettings settings) {
        return new AeronArchive.Context()
                .aeronDirectoryName(SharedMemory.own(settings).toString())
                .controlRequestChannel(LOCAL)
                .controlResponseChannel(LOCAL)
                .credentialsSupplier(new SecretShown(settings.secret()));
    }

    /** How to ask another member's archive. */
    AeronArchive.Context remoteClient() {
        return new AeronArchive.Context()
                .aeron(aeron)
                .ownsAeronClient(false)
                .controlResponseChannel(EngineAddresses.anyPort(settings))
                .credentialsSupplier(new SecretShown(settings.secret()));
    }

    /** The engine's client. */
    Aeron aeron() {
        return aeron;
    }

    /** How the engine's threads rest. */
    EngineRest rest() {
        return rest;
    }

    @Override
    public void close() {
        CloseHelper.quietCloseAll(aeron, archive, driver);
    }
}
