package org.jackfield.gateway.cluster;

import io.aeron.cluster.RecordingLog;

import org.jackfield.gateway.cluster.ClusterSettings.Standing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * A member's folder: whose it is, that only one process uses it, and which start this is.
 *
 * <pre>
 * member.txt     group, side, members, release and promotions that the content belongs to
 * member.lock    held by the process that uses the folder
 * starts.txt     number of the last start
 * archive/       the log and the snapshots
 * cluster/       the engine's own notes
 * seeding.txt    there while the state of the group is copied
 * set-aside-N/   what a seed replaced
 * </pre>
 */
final class ClusterFolder implements AutoCloseable {

    /** What to do with a member whose folder is of no use. */
    static final String ANEW =
            "say 'jackfield cluster seed' with the options of 'run gateway': it sets aside what is"
                    + " here and takes all from the group (a member without a group has no such"
                    + " help: restore its folder from a copy)";

    private static final String SEEDING = "seeding.txt";
    private static final String STARTS = "starts.txt";

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
        ClusterFolder taken = hold(settings.folder());
        try {
            taken.check(settings);
            return taken;
        } catch (RuntimeException refused) {
            taken.close();
            throw refused;
        }
    }

    /**
     * Takes the folder for this process, whosever it is.
     *
     * @throws ClusterRefusal when another process uses it
     */
    static ClusterFolder hold(Path folder) {
        try {
            PrivateFiles.createFolders(folder);
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
            return new ClusterFolder(folder, file, lock);
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
        MemberNote own = MemberNote.of(settings);
        MemberNote kept = MemberNote.read(folder);
        if (kept.isEmpty()) {
            if (Files.exists(archive()) || Files.exists(cluster())) {
                throw new ClusterRefusal(
                        "folder "
                                + folder
                                + " holds a log but no "
                                + MemberNote.FILE
                                + " that says whose: give this member an empty folder"
                                + " (ClusterFolder)");
            }
            own.write(folder);
            return;
        }
        checkOwner(kept, own);
        compare(
                kept,
                own,
                MemberNote.FORMAT,
                "an earlier build wrote what is here. Start that build again; or, when the other"
                        + " members have this one, "
                        + ANEW
                        + "; or set the folders of all members aside and begin a new group");
        compare(
                kept,
                own,
                "release",
                "start that release again; or, when the other members have the new release, "
                        + ANEW);
    }

    /**
     * Refuses a folder of another group, side or list of members.
     *
     * @throws ClusterRefusal with the remedy
     */
    void checkOwner(ClusterSettings settings) {
        checkOwner(MemberNote.read(folder), MemberNote.of(settings));
    }

    private void checkOwner(MemberNote kept, MemberNote own) {
        compare(kept, own, "group", "set the group's name back, or use another folder");
        compare(kept, own, "side", "start the right side, or use another folder");
        compare(
                kept,
                own,
                "members",
                "set ClusterMembers back; the members of a group cannot change while its log is"
                        + " kept");
    }

    private void compare(MemberNote kept, MemberNote own, String what, String remedy) {
        if (!own.value(what).equals(kept.value(what))) {
            throw new ClusterRefusal(
                    "folder "
                            + folder
                            + " belongs to "
                            + what
                            + " '"
                            + kept.value(what)
                            + "', this process has '"
                            + own.value(what)
                            + "': "
                            + remedy);
        }
    }

    /** What the folder says of promotions. */
    Standing standing() {
        return MemberNote.read(folder).standing();
    }

    /** Notes another standing. */
    void stand(Standing standing) {
        MemberNote.read(folder).with(standing).write(folder);
    }

    /** True when the engine has notes of a log here. */
    boolean hasNotes() {
        if (!Files.exists(cluster().resolve(RecordingLog.RECORDING_LOG_FILE_NAME))) {
            return false;
        }
        try (RecordingLog notes = new RecordingLog(cluster().toFile(), false)) {
            return !notes.entries().isEmpty();
        } catch (RuntimeException damaged) {
            throw new ClusterRefusal(
                    cluster().resolve(RecordingLog.RECORDING_LOG_FILE_NAME)
                            + " is damaged ("
                            + damaged.getMessage()
                            + "); nothing was changed. To go on, "
                            + ANEW,
                    damaged);
        }
    }

    /** Where the last snapshot is in the log; 0 when there is none. */
    long lastSnapshotPosition() {
        if (!hasNotes()) {
            return 0;
        }
        try (RecordingLog notes = new RecordingLog(cluster().toFile(), false)) {
            RecordingLog.Entry last = notes.getLatestSnapshot(0);
            return last == null ? 0 : last.logPosition;
        }
    }

    /** From now on the content is a copy that is not complete. */
    void beginSeed() {
        MemberNote.replace(folder.resolve(SEEDING), "the copy of the group's state began\n");
    }

    /** The copy is complete. */
    void endSeed() {
        delete(folder.resolve(SEEDING));
    }

    /** Removes a copy that was not completed. */
    void removeHalfSeed() {
        if (!Files.exists(folder.resolve(SEEDING))) {
            return;
        }
        try {
            for (Path part : parts()) {
                SharedMemory.remove(part);
            }
        } catch (IOException cannot) {
            throw new ClusterRefusal(
                    "the rest of an earlier copy in " + folder + " cannot be removed: " + cannot,
                    cannot);
        }
        endSeed();
    }

    /**
     * Makes room for a copy: what is here is moved, nothing is deleted.
     *
     * @return where it is; null when there was nothing
     * @throws ClusterRefusal when the folder is another member's
     */
    Path setAside(ClusterSettings settings, long nowMs) {
        MemberNote own = MemberNote.of(settings);
        MemberNote kept = MemberNote.read(folder);
        if (!kept.isEmpty()) {
            checkOwner(kept, own);
        }
        List<Path> there = parts().stream().filter(Files::exists).toList();
        Path aside = folder.resolve("set-aside-" + nowMs);
        try {
            if (!there.isEmpty()) {
                Files.createDirectories(aside);
                for (Path part : there) {
                    Files.move(part, aside.resolve(part.getFileName()));
                }
                if (!kept.isEmpty()) {
                    Files.copy(folder.resolve(MemberNote.FILE), aside.resolve(MemberNote.FILE));
                }
            }
        } catch (IOException cannot) {
            throw new ClusterRefusal("cannot move what is in " + folder + ": " + cannot, cannot);
        }
        own.write(folder);
        return there.isEmpty() ? null : aside;
    }

    /** Undoes {@link #setAside}; null: there was nothing. */
    void putBack(Path aside) {
        try {
            for (Path part : parts()) {
                SharedMemory.remove(part);
                if (aside != null && Files.exists(aside.resolve(part.getFileName()))) {
                    Files.move(aside.resolve(part.getFileName()), part);
                }
            }
            if (aside != null) {
                if (Files.exists(aside.resolve(MemberNote.FILE))) {
                    MemberNote.read(aside).write(folder);
                }
                SharedMemory.remove(aside);
            }
        } catch (IOException cannot) {
            throw new ClusterRefusal(
                    "what was in " + folder + " stays in " + aside + ": " + cannot, cannot);
        }
        endSeed();
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException cannot) {
            throw new UncheckedIOException("cannot remove " + file, cannot);
        }
    }

    /**
     * A number for this start, larger than that of any start before, also when the clock was set
     * back.
     */
    long nextStart(long nowMs) {
        Path file = folder.resolve(STARTS);
        long last = 0;
        try {
            if (Files.exists(file)) {
                last = Long.parseLong(Files.readString(file).strip());
            }
        } catch (IOException | NumberFormatException damaged) {
            throw new ClusterRefusal(
                    file
                            + " is damaged ("
                            + damaged
                            + "): remove it; the next start takes its number from the clock",
                    damaged);
        }
        long next = Math.max(last + 1, nowMs);
        noteStart(next);
        return next;
    }

    /** This start has this number; the next gets a larger one. */
    void noteStart(long number) {
        MemberNote.replace(folder.resolve(STARTS), number + "\n");
    }

    Path archive() {
        return folder.resolve("archive");
    }

    Path cluster() {
        return folder.resolve("cluster");
    }

    /**
     * Keeps a state for whoever looks for the fault; a disk that takes nothing more must not keep
     * this member from ending.
     *
     * @return where it is, or why it is not kept, as part of a sentence
     */
    String keepState(String name, byte[] state) {
        Path file = folder.resolve(name);
        try {
            Files.deleteIfExists(file);
            PrivateFiles.create(file);
            Files.write(file, state);
            return "it is kept in " + file;
        } catch (IOException cannot) {
            return "it could not be kept in " + file + " (" + cannot + ")";
        }
    }

    private List<Path> parts() {
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
