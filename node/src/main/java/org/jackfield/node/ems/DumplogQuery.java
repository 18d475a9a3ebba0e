package org.jackfield.node.ems;

import java.nio.file.Path;
import java.util.List;

/**
 * What of the logs is wanted.
 *
 * @param sources whose logs
 * @param which files of each
 * @param zipped how packed files are named and read
 * @param fromMs events at this time and later; milliseconds since 1970
 * @param toMs events at this time and earlier
 * @param keep text that a line must have; empty for any
 * @param drop text that a line must not have; empty for none
 */
public record DumplogQuery(
        List<Source> sources,
        Files which,
        ZippedLogs zipped,
        long fromMs,
        long toMs,
        String keep,
        String drop) {

    /**
     * One process's log, or one file.
     *
     * @param process empty when {@code at} is a file
     * @param at folder of the process's files, or a file
     */
    public record Source(String process, Path at) {}

    /** Which files of a process. */
    public enum Files {
        /** All that may hold something of the time wanted. */
        ALL,
        /** The newest. */
        LAST,
        /** The one before the newest. */
        PREVIOUS
    }

    public DumplogQuery {
        sources = List.copyOf(sources);
    }

    boolean wants(EmsEvent event, String line) {
        return event.atMs() >= fromMs
                && event.atMs() <= toMs
                && (keep.isEmpty() || line.contains(keep))
                && (drop.isEmpty() || !line.contains(drop));
    }
}
