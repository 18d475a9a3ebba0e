package org.jackfield.app.tool;

import org.jackfield.node.ems.DumplogFormat;
import org.jackfield.node.ems.DumplogQuery;
import org.jackfield.node.ems.DumplogQuery.Source;
import org.jackfield.node.ems.ZippedLogs;

import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;

/**
 * The command line of dumplog, in the words of the trade: options begin with a slash (two hyphens
 * do as well), and a folder counts for the processes named after it.
 */
final class DumplogArguments {

    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("M/d/yyyy");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("H:mm[:ss]");
    private static final long HOUR_MS = 3_600_000;

    private final List<Source> sources = new ArrayList<>();
    private final Deque<String> left;
    private Path folder = Path.of("");
    private DumplogQuery.Files which = DumplogQuery.Files.ALL;
    private boolean wholeFiles;
    private LocalDate beginDate;
    private LocalTime beginTime;
    private LocalDate endDate;
    private LocalTime endTime;
    private long hours;
    private String keep = "";
    private String drop = "";
    private boolean milliseconds;
    private boolean binary;
    private boolean marks;
    private boolean longLines;
    private boolean ownZone;
    private boolean toProcessFile;
    private Path outputFile;
    private String zipPostfix = ZippedLogs.GZIP.postfix();
    private String unzipPrefix = ZippedLogs.GZIP.prefix();
    private String unzipInfix = ZippedLogs.GZIP.infix();
    private String unzipPostfix = ZippedLogs.GZIP.commandPostfix();
    private Path unzipTempFile;
    boolean follow;
    boolean help;

    DumplogArguments(List<String> arguments) {
        left = new ArrayDeque<>(arguments);
        while (!left.isEmpty()) {
            String each = left.removeFirst();
            if (each.startsWith("--")) {
                option(each.substring(2));
            } else if (each.startsWith("/") && each.indexOf('/', 1) < 0) {
                option(each.substring(1));
            } else {
                sources.add(new Source(each, folder));
            }
        }
        if (sources.isEmpty() && !help) {
            throw new IllegalArgumentException(
                    "name a process, or a file with /if; /help tells more");
        }
    }

    private void option(String name) {
        switch (name.toLowerCase(Locale.ROOT)) {
            case "dir" -> folder = Path.of(value(name));
            case "if" -> {
                sources.add(new Source("", Path.of(value(name))));
                wholeFiles = true;
            }
            case "o" -> toProcessFile = true;
            case "of" -> outputFile = Path.of(value(name));
            case "c" -> follow = true;
            case "bd" -> beginDate = date(name);
            case "bt" -> beginTime = time(name);
            case "ed" -> endDate = date(name);
            case "et" -> endTime = time(name);
            case "hr" -> hours = hours(name);
            case "all" -> wholeFiles = true;
            case "last" -> whole(DumplogQuery.Files.LAST);
            case "prev" -> whole(DumplogQuery.Files.PREVIOUS);
            case "bin" -> binary = true;
            case "m" -> keep = value(name);
            case "x" -> drop = value(name);
            case "ms" -> milliseconds = true;
            case "debug" -> marks = true;
            case "ciscolog" -> longLines = true;
            case "tzadjustoff" -> ownZone = true;
            case "help", "?" -> help = true;
            case "unzipcmdprefix" -> unzipPrefix = value(name);
            case "unzipcmdinfix" -> unzipInfix = value(name);
            case "unzipcmdpostfix" -> unzipPostfix = value(name);
            case "unziptempfile" -> unzipTempFile = Path.of(value(name));
            case "zippostfix" -> zipPostfix = value(name);
            default ->
                    throw new IllegalArgumentException(
                            "there is no option /" + name + "; /help lists them");
        }
    }

    private void whole(DumplogQuery.Files files) {
        which = files;
        wholeFiles = true;
    }

    private String value(String option) {
        if (left.isEmpty()) {
            throw new IllegalArgumentException("/" + option + " wants a value after it");
        }
        return left.removeFirst();
    }

    private LocalDate date(String option) {
        String value = value(option);
        try {
            return LocalDate.parse(value, DATE);
        } catch (DateTimeException bad) {
            throw new IllegalArgumentException(
                    "/%s: '%s' is no date; write mm/dd/yyyy".formatted(option, value), bad);
        }
    }

    private LocalTime time(String option) {
        String value = value(option);
        try {
            return LocalTime.parse(value, TIME);
        } catch (DateTimeException bad) {
            throw new IllegalArgumentException(
                    "/%s: '%s' is no time; write hh:mm:ss".formatted(option, value), bad);
        }
    }

    private long hours(String option) {
        String value = value(option);
        if (!value.matches("\\d{1,6}") || value.matches("0+")) {
            throw new IllegalArgumentException(
                    "/%s: '%s' is no number of hours".formatted(option, value));
        }
        return Long.parseLong(value);
    }

    /** What is wanted; without a window it is today. */
    DumplogQuery query(Instant now, ZoneId zone) {
        long from = Long.MIN_VALUE;
        long to = Long.MAX_VALUE;
        LocalDate today = LocalDate.ofInstant(now, zone);
        boolean window =
                beginDate != null || beginTime != null || endDate != null || endTime != null;
        if (hours > 0) {
            from = now.toEpochMilli() - hours * HOUR_MS;
        } else if (window || !wholeFiles) {
            boolean openStart = beginDate == null && beginTime == null && endDate != null;
            if (!openStart) {
                from =
                        (beginDate != null ? beginDate : today)
                                .atTime(beginTime != null ? beginTime : LocalTime.MIN)
                                .atZone(zone)
                                .toInstant()
                                .toEpochMilli();
            }
            if (endDate != null || endTime != null) {
                to =
                        (endDate != null ? endDate : beginDate != null ? beginDate : today)
                                .atTime(endTime != null ? endTime : LocalTime.MAX)
                                .atZone(zone)
                                .toInstant()
                                .toEpochMilli();
            }
        }
        ZippedLogs zipped =
                new ZippedLogs(zipPostfix, unzipPrefix, unzipInfix, unzipPostfix, unzipTempFile);
        return new DumplogQuery(sources, which, zipped, from, to, keep, drop);
    }

    DumplogFormat format(ZoneId zone) {
        return new DumplogFormat(milliseconds, binary, marks, longLines, ownZone ? null : zone);
    }

    /** File that the text goes to; null for standard output. */
    Path output() {
        if (outputFile != null) {
            return outputFile;
        }
        if (!toProcessFile) {
            return null;
        }
        Source first = sources.getFirst();
        String process = first.process();
        if (process.isEmpty()) {
            String name = first.at().getFileName().toString();
            int stamp = name.indexOf('_');
            process = stamp > 0 ? name.substring(0, stamp) : name;
        }
        return Path.of(process + ".txt");
    }
}
