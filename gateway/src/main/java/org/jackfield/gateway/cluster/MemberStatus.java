package org.jackfield.gateway.cluster;

import io.aeron.cluster.ClusterMember;
import io.aeron.cluster.ClusterMembership;
import io.aeron.cluster.ClusterTool;
import io.aeron.cluster.RecordingLog;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What an operator can ask a member that runs on this host, by its folder. */
public final class MemberStatus {

    private static final long ANSWER_MS = 3_000;
    private static final String NOTES = RecordingLog.RECORDING_LOG_FILE_NAME;
    private static final String SEGMENT = ".rec";

    private final Path folder;

    /**
     * Of one member.
     *
     * @throws ClusterRefusal when the folder is no member's
     */
    public MemberStatus(Path folder) {
        this.folder = folder;
        if (MemberNote.read(folder).isEmpty()) {
            throw new ClusterRefusal(
                    folder + " is no member's folder: it has no member.txt (--folder)");
        }
    }

    /** Lines for people: whose folder, who leads, how far each is, snapshots, size. */
    public List<String> lines() {
        MemberNote own = MemberNote.read(folder);
        List<String> lines = new ArrayList<>();
        lines.add(
                "member "
                        + own.value("side")
                        + " of group "
                        + own.value("group")
                        + ", release "
                        + own.value("release"));
        lines.add("members  " + own.value("members"));
        if (own.standing().alone()) {
            lines.add("promoted: goes on without the others (docs/group.md)");
        }
        ClusterMembership seen = new ClusterMembership();
        if (ask(seen)) {
            lines.add("leader   " + name(seen.leaderMemberId));
            for (ClusterMember each : seen.activeMembers) {
                lines.add(
                        "  "
                                + name(each.id())
                                + " log position "
                                + each.logPosition()
                                + (each.id() == seen.leaderMemberId ? ", leads" : ""));
            }
        } else {
            lines.add("this member does not run, or does not answer");
        }
        kept(lines);
        lines.add("on disk  " + bytes() / 1024 / 1024 + " MiB in " + folder);
        return lines;
    }

    private boolean ask(ClusterMembership seen) {
        try {
            return ClusterTool.listMembers(seen, cluster(), ANSWER_MS);
        } catch (RuntimeException silent) {
            return false;
        }
    }

    private File cluster() {
        return folder.resolve("cluster").toFile();
    }

    private static String name(int id) {
        return id >= 0 && id < ClusterSettings.SIDES.length()
                ? ClusterSettings.SIDES.substring(id, id + 1)
                : "none";
    }

    private void kept(List<String> lines) {
        if (!Files.exists(folder.resolve("cluster").resolve(NOTES))) {
            lines.add("snapshot none yet");
            return;
        }
        try (RecordingLog notes = new RecordingLog(cluster(), false)) {
            RecordingLog.Entry last = notes.getLatestSnapshot(0);
            lines.add(
                    last == null
                            ? "snapshot none yet"
                            : "snapshot at position "
                                    + last.logPosition
                                    + ", taken "
                                    + Instant.ofEpochMilli(last.timestamp)
                                            .truncatedTo(ChronoUnit.SECONDS));
            lines.add(log(notes.findLastTermRecordingId()));
        }
    }

    /** By the names of its files: they begin where the oldest one does. */
    private String log(long recording) {
        long from = Long.MAX_VALUE;
        long to = 0;
        long bytes = 0;
        String prefix = recording + "-";
        for (Path each : files(folder.resolve("archive"))) {
            String name = each.getFileName().toString();
            if (name.startsWith(prefix) && name.endsWith(SEGMENT)) {
                long begin =
                        Long.parseLong(
                                name.substring(prefix.length(), name.length() - SEGMENT.length()));
                from = Math.min(from, begin);
                to = Math.max(to, begin + size(each));
                bytes += size(each);
            }
        }
        return bytes == 0
                ? "log      none yet"
                : "log      from position %d to %d at most, %d kB of files"
                        .formatted(from, to, bytes / 1024);
    }

    private static List<Path> files(Path below) {
        try (Stream<Path> all = Files.walk(below)) {
            return all.filter(Files::isRegularFile).toList();
        } catch (IOException | UncheckedIOException moving) {
            throw new ClusterRefusal("cannot read " + below + ": " + moving, moving);
        }
    }

    /** A file that is dropped meanwhile has none. */
    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException gone) {
            return 0;
        }
    }

    private long bytes() {
        return files(folder).stream().mapToLong(MemberStatus::size).sum();
    }

    /**
     * Has the group take a snapshot; only the member that leads can.
     *
     * @throws ClusterRefusal when it did not
     */
    public void snapshot() {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        try (PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8)) {
            if (!ClusterTool.snapshot(cluster(), out)) {
                throw new ClusterRefusal(
                        "no snapshot was taken: ask the member that leads (jackfield cluster"
                                + " status). "
                                + said.toString(StandardCharsets.UTF_8).strip());
            }
        }
    }
}
