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
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The files of one process: {@code <process>_YYMMDD_HHMMSS.ems}, oldest first. */
public final class EmsFiles {

    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyMMdd_HHmmss");
    private static final int STAMP_LENGTH = 13;
    private static final int NAME_TRIES_MAX = 1_000;

    private EmsFiles() {}

    /** Files of a process in a folder, oldest first; empty when there is no such folder. */
    public static List<Path> of(Path folder, String process) throws IOException {
        return of(folder, process, "");
    }

    /**
     * The same together with those that somebody has packed; of a file that is there both ways, the
     * unpacked one alone.
     *
     * @param zipPostfix what the names of packed ones have after {@code .ems}; empty for none
     */
    static List<Path> of(Path folder, String process, String zipPostfix) throws IOException {
        Pattern name =
                Pattern.compile(
                        "(%s_\\d{6}_\\d{6}\\.ems)(%s)?"
                                .formatted(Pattern.quote(process), Pattern.quote(zipPostfix)));
        Map<String, Path> found = new TreeMap<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.sorted().toList()) {
                Matcher match = name.matcher(file.getFileName().toString());
                if (match.matches()) {
                    found.putIfAbsent(match.group(1), file);
                }
            }
            return List.copyOf(found.values());
        } catch (NoSuchFileException none) {
            return new ArrayList<>();
        }
    }

    /** A new file. */
    record Created(Path path, FileChannel channel) {}

    /**
     * Creates the file of a time. Names tell the order: when the newest file is of that second or,
     * after a change of the clock, of a later one, the new file is of the second after it; also
     * when that one is packed by now.
     */
    static Created create(Path folder, String process, long nowMs, ZoneId zone) throws IOException {
        Files.createDirectories(folder);
        LocalDateTime at = LocalDateTime.ofInstant(Instant.ofEpochMilli(nowMs), zone);
        List<Path> files = of(folder, process, ZippedLogs.GZIP.postfix());
        if (!files.isEmpty()) {
            LocalDateTime after = stamped(files.getLast().getFileName().toString(), process);
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

    /**
     * When a file was begun, as if written in UTC; the largest number when its name has no time.
     */
    static long stampMs(String name, String process) {
        LocalDateTime at = stamped(name, process);
        return at == null ? Long.MAX_VALUE : at.toInstant(ZoneOffset.UTC).toEpochMilli();
    }

    private static LocalDateTime stamped(String name, String process) {
        try {
            int from = process.length() + 1;
            return LocalDateTime.parse(name.substring(from, from + STAMP_LENGTH), STAMP)
                    .plusNanos(999_999_999);
        } catch (DateTimeException noTime) {
            return null;
        }
    }
}
