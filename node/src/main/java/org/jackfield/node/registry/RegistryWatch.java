package org.jackfield.node.registry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Looks twice a second whether a registry's files have changed, and reads them again when they
 * have. What cannot be read is told once and changes nothing.
 */
public final class RegistryWatch implements AutoCloseable {

    private static final long LOOK_MS = 500;

    /** What tells one state of a file from another. */
    private record Stamp(FileTime changed, long bytes, Object file) {}

    private final Path folder;
    private final Consumer<Registry> changed;
    private final Consumer<RegistryException> refused;
    private final ScheduledExecutorService looks =
            Executors.newSingleThreadScheduledExecutor(
                    task ->
                            Thread.ofPlatform()
                                    .name("registry-watch")
                                    .daemon(true)
                                    .unstarted(task));
    private Map<Path, Stamp> seen;

    private RegistryWatch(
            Path folder, Consumer<Registry> changed, Consumer<RegistryException> refused) {
        this.folder = folder;
        this.changed = changed;
        this.refused = refused;
        this.seen = stamps();
    }

    /**
     * Begins to look.
     *
     * @param changed hears, on the watch's own thread, each registry that differs from the last in
     *     any file; what it throws as {@link RegistryException} is told as a refusal
     * @param refused hears why a changed registry was not taken
     */
    public static RegistryWatch open(
            Path folder, Consumer<Registry> changed, Consumer<RegistryException> refused) {
        RegistryWatch watch = new RegistryWatch(folder, changed, refused);
        watch.looks.scheduleWithFixedDelay(watch::look, LOOK_MS, LOOK_MS, TimeUnit.MILLISECONDS);
        return watch;
    }

    private void look() {
        Map<Path, Stamp> now = stamps();
        if (now.equals(seen)) {
            return;
        }
        seen = now;
        try {
            changed.accept(Registry.open(folder));
        } catch (RegistryException unusable) {
            refused.accept(unusable);
        }
    }

    /** A file that goes away while it is looked at is looked at again the next time. */
    private Map<Path, Stamp> stamps() {
        Map<Path, Stamp> stamps = new TreeMap<>();
        try (Stream<Path> found = Files.list(folder)) {
            for (Path path : found.filter(Registry::isRegistryFile).toList()) {
                Map<String, Object> now =
                        Files.readAttributes(path, "lastModifiedTime,size,fileKey");
                stamps.put(
                        path,
                        new Stamp(
                                (FileTime) now.get("lastModifiedTime"),
                                (long) now.get("size"),
                                now.get("fileKey")));
            }
            return stamps;
        } catch (NoSuchFileException gone) {
            return Map.of();
        } catch (IOException unreadable) {
            return seen == null ? Map.of() : seen;
        }
    }

    @Override
    public void close() {
        looks.shutdownNow();
    }
}
