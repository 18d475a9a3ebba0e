package org.jackfield.node.ems;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The files of one process: {@code <process>_YYMMDD_HHMMSS.ems}, oldest first. */
public final class EmsFiles {

    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyMMdd_HHmmss");
    private static final int NAME_TRIES_MAX = 1_000;

    private EmsFiles() {}

    /** Files of a process in a folder, oldest first; empty when there is no such folder. */
    public static List<Path> of(Path folder, String process) throws IOException {
        Pattern name = Pattern.compile(Pattern.quote(process) + "_\\d{6}_\\d{6}\\.ems");
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(f -> name.matcher(f.getFileName().toString()).matches())
                    .sorted()
                    .toList();
        } catch (NoSuchFileException none) {
            return new ArrayList<>();
        }
    }

    /** A new file. */
    record Created(Path path, FileChannel channel) {}

    /**
     * Creates the file of a time. Names tell the order: when the newest file is of that second or,
     * after a change of the clock, of a later one, the new file is of the second after it.
     */
    static Created create(Path folder, String process, long nowMs, ZoneId zone) throws IOException {
        Files.createDirectories(folder);
        LocalDateTime at = LocalDateTime.ofInstant(Instant.ofEpochMilli(nowMs), zone);
        List<Path> files = of(folder, process);
        if (!files.isEmpty()) {
            String newest = files.getLast().getFileName().toString();
            LocalDateTime after =
                    stamped(newest.substring(process.length() + 1, newest.length() - 4));
            at = after == null || at.isAfter(after) ? at : after.plusSeconds(1);
        }
        for (int tries = 0; tries < NAME_TRIES_MAX; tries++) {
            String stamp = STAMP.format(at.plusSeconds(tries));
            Path path = folder.resolve(process + "_" + stamp + ".ems");
            if (!Files.exists(path)) {
                return new Created(
                        path,
                        FileChannel.open(
                                path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
            }
        }
        throw new IOException("no free file name for " + process + " in " + folder);
    }

    private static LocalDateTime stamped(String stamp) {
        try {
            return LocalDateTime.parse(stamp, STAMP).plusNanos(999_999_999);
        } catch (DateTimeException noTime) {
            return null;
        }
    }
}
