package org.jackfield.gateway.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A member's folder: whose it is, that only one process uses it, and which start this is.
 *
 * <pre>
 * member.txt     group, side, members and release that the content belongs to
 * member.lock    held by the process that uses the folder
 * starts.txt     number of the last start
 * archive/       the log and the snapshots
 * cluster/       the engine's own notes
 * </pre>
 */
final class ClusterFolder implements AutoCloseable {

    /** What to do with a member whose folder is of no use. */
    static final String ANEW =
            "move this folder away and start the member again: it takes all from the other"
                    + " members, as long as they keep the log from its beginning";

    private static final String MEMBER = "member.txt";

    private final Path folder;
    private final FileChannel lockFile;
    private final FileLock lock;

    private ClusterFolder(Path folder, FileChannel lockFile, FileLock lock) {
        this.folder = folder;
        this.lockFile = lockFile;
        this.lock = lock;
    }

    /**
     * Takes the folder for this process.
     *
     * @throws ClusterRefusal when it is another member's, or another process uses it; nothing was
     *     changed then
     */
    static ClusterFolder take(ClusterSettings settings) {
        Path folder = settings.folder();
        try {
            Files.createDirectories(folder);
            FileChannel file =
                    FileChannel.open(
                            folder.resolve("member.lock"),
                            StandardOpenOption.CREATE,
                            StandardOpenOption.WRITE);
            FileLock lock = lock(file);
            if (lock == null) {
                file.close();
                throw new ClusterRefusal(
                        "folder "
                                + folder
                                + " is in use by another process: stop that one, or give this"
                                + " member a folder of its own (ClusterFolder)");
            }
            ClusterFolder taken = new ClusterFolder(folder, file, lock);
            try {
                taken.check(settings);
            } catch (RuntimeException refused) {
                taken.close();
                throw refused;
            }
            return taken;
        } catch (IOException cannot) {
            throw new ClusterRefusal(
                    "folder " + folder + " cannot be used (ClusterFolder): " + cannot, cannot);
        }
    }

    private static FileLock lock(FileChannel file) throws IOException {
        try {
            return file.tryLock();
        } catch (OverlappingFileLockException sameProcess) {
            return null;
        }
    }

    private void check(ClusterSettings settings) {
        Map<String, String> own = describe(settings);
        Path note = folder.resolve(MEMBER);
        if (!Files.exists(note)) {
            if (Files.exists(archive()) || Files.exists(cluster())) {
                throw new ClusterRefusal(
                        "folder "
                                + folder
                                + " holds a log but no "
                                + MEMBER
                                + " that says whose: give this member an empty folder"
                                + " (ClusterFolder)");
            }
            write(note, own);
            return;
        }
        Map<String, String> kept = read(note);
        compare(kept, own, "group", "set the group's name back, or use another folder");
        compare(kept, own, "side", "start the right side, or use another folder");
        compare(
                kept,
                own,
                "release",
                "start that release again; or, when the other members have the new release, "
                        + ANEW);
        compare(
                kept,
                own,
                "members",
                "set ClusterMembers back; the members of a group cannot change while its log is"
                        + " kept");
    }

    private void compare(
            Map<String, String> kept, Map<String, String> own, String what, String remedy) {
        if (!own.get(what).equals(kept.get(what))) {
            throw new ClusterRefusal(
                    "folder "
                            + folder
                            + " belongs to "
                            + what
                            + " '"
                            + kept.get(what)
                            + "', this process has '"
                            + own.get(what)
                            + "': "
                            + remedy);
        }
    }

    private static Map<String, String> describe(ClusterSettings settings) {
        Map<String, String> own = new TreeMap<>();
        own.put("group", settings.group());
        own.put("side", settings.side());
        own.put("members", ClusterSettings.text(settings.members()));
        own.put("release", settings.machineVersion());
        return own;
    }

    /** Writes whose the folder is, over what it said before. */
    static void describeAnew(ClusterSettings settings) {
        write(settings.folder().resolve(MEMBER), describe(settings));
    }

    /** What the folder says of itself; empty when it says nothing. */
    static Map<String, String> description(Path folder) {
        Path note = folder.resolve(MEMBER);
        return Files.exists(note) ? read(note) : Map.of();
    }

    private static Map<String, String> read(Path note) {
        Map<String, String> kept = new TreeMap<>();
        try {
            for (String line : Files.readAllLines(note, StandardCharsets.UTF_8)) {
                int equal = line.indexOf('=');
                if (equal > 0) {
                    kept.put(line.substring(0, equal), line.substring(equal + 1));
                }
            }
        } catch (IOException unreadable) {
            throw new ClusterRefusal(
                    note + " cannot be read: " + unreadable + "; restore it, or " + ANEW,
                    unreadable);
        }
        return kept;
    }

    private static void write(Path file, Map<String, String> content) {
        StringBuilder text = new StringBuilder();
        content.forEach((key, value) -> text.append(key).append('=').append(value).append('\n'));
        replace(file, text.toString());
    }

    private static void replace(Path file, String text) {
        try {
            Path fresh = file.resolveSibling(file.getFileName() + ".new");
            Files.writeString(fresh, text);
            Files.move(
                    fresh,
                    file,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException cannot) {
            throw new UncheckedIOException("cannot write " + file, cannot);
        }
    }

    /**
     * A number for this start, larger than that of any start before, also when the clock was set
     * back.
     */
    long nextStart(long nowMs) {
        Path file = folder.resolve("starts.txt");
        long last = 0;
        try {
            if (Files.exists(file)) {
                last = Long.parseLong(Files.readString(file).strip());
            }
        } catch (IOException | NumberFormatException damaged) {
            throw new ClusterRefusal(file + " is damaged (" + damaged + "): " + ANEW, damaged);
        }
        long next = Math.max(last + 1, nowMs);
        replace(file, next + "\n");
        return next;
    }

    Path archive() {
        return folder.resolve("archive");
    }

    Path cluster() {
        return folder.resolve("cluster");
    }

    /** Keeps a state for whoever looks for the fault. */
    Path keepState(String name, byte[] state) {
        Path file = folder.resolve(name);
        try {
            return Files.write(file, state);
        } catch (IOException cannot) {
            throw new UncheckedIOException("cannot write " + file, cannot);
        }
    }

    List<Path> parts() {
        return List.of(archive(), cluster());
    }

    @Override
    public void close() {
        try {
            lock.release();
            lockFile.close();
        } catch (IOException gone) {
            throw new UncheckedIOException("cannot let go of " + folder, gone);
        }
    }
}
