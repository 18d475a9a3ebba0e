package org.jackfield.gateway.cluster;

import org.jackfield.gateway.cluster.ClusterSettings.Standing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.TreeMap;

/** What {@code member.txt} in a member's folder says of whose the folder is. */
final class MemberNote {

    static final String FILE = "member.txt";

    /**
     * How log, snapshots and notes are kept: 2 is with checksums, 3 with wrap-up texts, 4 with the
     * calls that a wrap-up is about, 5 with what came with a caller in the switch's listing, 6 with
     * the texts of calls that ring in a wrap-up, 7 with the states that the switch compares, 8 with
     * what a transfer by a phone's key joins.
     */
    static final String FORMAT = "format";

    private static final String FORMAT_WRITTEN = "8";
    private static final String PROMOTIONS = "promotions";
    private static final String ALONE = "alone";

    private final Map<String, String> lines;

    private MemberNote(Map<String, String> lines) {
        this.lines = lines;
    }

    /** Of a member with these settings. */
    static MemberNote of(ClusterSettings settings) {
        Map<String, String> lines = new TreeMap<>();
        lines.put(FORMAT, FORMAT_WRITTEN);
        lines.put("group", settings.group());
        lines.put("side", settings.side());
        lines.put("members", ClusterSettings.text(settings.members()));
        lines.put("release", settings.machineVersion());
        return new MemberNote(lines).with(settings.standing());
    }

    /**
     * Reads that of a folder.
     *
     * @return empty when there is none
     * @throws ClusterRefusal when it cannot be read
     */
    static MemberNote read(Path folder) {
        Map<String, String> lines = new TreeMap<>();
        Path file = folder.resolve(FILE);
        if (!Files.exists(file)) {
            return new MemberNote(lines);
        }
        try {
            for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
                int equal = line.indexOf('=');
                if (equal > 0) {
                    lines.put(line.substring(0, equal), line.substring(equal + 1));
                }
            }
        } catch (IOException unreadable) {
            throw new ClusterRefusal(
                    file + " cannot be read: " + unreadable + "; restore it, or set it aside",
                    unreadable);
        }
        return new MemberNote(lines);
    }

    /** True when nothing is said. */
    boolean isEmpty() {
        return lines.isEmpty();
    }

    /** A line; "?" when it is not there. */
    String value(String name) {
        return lines.getOrDefault(name, "?");
    }

    /**
     * What it says of promotions.
     *
     * @throws ClusterRefusal when that is no number
     */
    Standing standing() {
        try {
            return new Standing(
                    Integer.parseInt(lines.getOrDefault(PROMOTIONS, "0")),
                    "yes".equals(lines.get(ALONE)));
        } catch (NumberFormatException damaged) {
            throw new ClusterRefusal(
                    FILE + " is damaged: promotions=" + lines.get(PROMOTIONS), damaged);
        }
    }

    /** The same, with another standing. */
    MemberNote with(Standing standing) {
        Map<String, String> changed = new TreeMap<>(lines);
        changed.put(PROMOTIONS, Integer.toString(standing.promotions()));
        changed.put(ALONE, standing.alone() ? "yes" : "no");
        return new MemberNote(changed);
    }

    /** Writes it; the old one stays until the new one is whole. */
    void write(Path folder) {
        StringBuilder text = new StringBuilder();
        lines.forEach((key, value) -> text.append(key).append('=').append(value).append('\n'));
        replace(folder.resolve(FILE), text.toString());
    }

    /**
     * Writes a file; the old one stays until the new one is whole, and on the disk: a member that
     * lost its power must not have forgotten a start or a promotion.
     */
    static void replace(Path file, String text) {
        try {
            Path fresh = file.resolveSibling(file.getFileName() + ".new");
            try (FileChannel out =
                    FileChannel.open(
                            fresh,
                            StandardOpenOption.CREATE,
                            StandardOpenOption.TRUNCATE_EXISTING,
                            StandardOpenOption.WRITE)) {
                ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
                while (bytes.hasRemaining()) {
                    out.write(bytes);
                }
                out.force(true);
            }
            Files.move(
                    fresh,
                    file,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
            try (FileChannel folder =
                    FileChannel.open(file.toAbsolutePath().getParent(), StandardOpenOption.READ)) {
                folder.force(true);
            }
        } catch (IOException cannot) {
            throw new UncheckedIOException("cannot write " + file, cannot);
        }
    }
}
