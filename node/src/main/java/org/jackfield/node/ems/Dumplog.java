package org.jackfield.node.ems;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.Consumer;

/** Prints logs as text: several processes together, in the order of time. */
public final class Dumplog implements AutoCloseable {

    /** Names of files are in the time of the place where the log was written. */
    private static final long ZONES_MS = 86_400_000;

    private final DumplogQuery query;
    private final DumplogFormat format;
    private final Consumer<String> out;
    private final List<Lane> lanes = new ArrayList<>();
    private LocalDate day;

    /**
     * Finds the files.
     *
     * @throws IOException naming the folder where a process has no log
     */
    public Dumplog(DumplogQuery query, DumplogFormat format, Consumer<String> out)
            throws IOException {
        this.query = query;
        this.format = format;
        this.out = out;
        for (DumplogQuery.Source source : query.sources()) {
            lanes.add(new Lane(source, files(source)));
        }
    }

    private List<Path> files(DumplogQuery.Source source) throws IOException {
        if (source.process().isEmpty()) {
            if (!Files.isRegularFile(source.at())) {
                throw new IOException("there is no file " + source.at() + "; name an .ems file");
            }
            return List.of(source.at());
        }
        List<Path> all = EmsFiles.of(source.at(), source.process(), query.zipped().postfix());
        if (all.isEmpty()) {
            throw new IOException(
                    "no log of '%s' in %s; name its folder with /dir before the process"
                            .formatted(source.process(), source.at().toAbsolutePath().normalize()));
        }
        return switch (query.which()) {
            case ALL -> all;
            case LAST -> List.of(all.getLast());
            case PREVIOUS -> all.size() < 2 ? List.of() : List.of(all.get(all.size() - 2));
        };
    }

    /** Prints all that is there; called again, what was written since. */
    public void print() throws IOException {
        PriorityQueue<Lane> next =
                new PriorityQueue<>(Comparator.comparingLong((Lane lane) -> lane.head.atMs()));
        for (Lane lane : lanes) {
            if (lane.advance()) {
                next.add(lane);
            }
        }
        for (Lane lane = next.poll(); lane != null; lane = next.poll()) {
            show(lane.head, lane.reader.header());
            if (lane.advance()) {
                next.add(lane);
            }
        }
    }

    private void show(EmsEvent event, EmsCodec.Header header) {
        String line = format.line(event, header);
        if (!query.wants(event, line)) {
            return;
        }
        LocalDate eventDay = format.day(event, header);
        if (!format.longLines() && !eventDay.equals(day)) {
            day = eventDay;
            out.accept(DumplogFormat.dayLine(day));
        }
        out.accept(line);
    }

    /** Bytes of the files read that were no whole record. */
    public long damagedBytes() {
        return lanes.stream().mapToLong(lane -> lane.damaged + lane.readerDamaged()).sum();
    }

    @Override
    public void close() throws IOException {
        for (Lane lane : lanes) {
            lane.closeReader();
        }
    }

    /** One source's files, one after another. */
    private final class Lane {
        private final DumplogQuery.Source source;
        private final List<Path> files;
        private int at = -1;
        private EmsReader reader;
        private EmsEvent head;
        private long damaged;

        Lane(DumplogQuery.Source source, List<Path> files) {
            this.source = source;
            this.files = new ArrayList<>(files);
        }

        /** Goes on to the next event; false when there is none now. */
        boolean advance() throws IOException {
            while (true) {
                head = reader == null ? null : reader.next();
                if (head != null) {
                    return true;
                }
                if (at + 1 >= files.size() && !newFiles()) {
                    return false;
                }
                closeReader();
                at++;
                reader = open(files.get(at));
            }
        }

        /** A file may be gone by now: the limits of the log took it, or it was packed. */
        private EmsReader open(Path file) throws IOException {
            if (!Files.exists(file)) {
                return null;
            }
            if (!query.zipped().isZipped(file)) {
                return EmsReader.open(file);
            }
            return isOver(file) ? null : query.zipped().open(file);
        }

        /** Packed logs may be many: one that ended long before the time wanted stays packed. */
        private boolean isOver(Path file) {
            int next = files.indexOf(file) + 1;
            if (source.process().isEmpty() || next >= files.size()) {
                return false;
            }
            String name = query.zipped().unpackedName(files.get(next));
            long endMs = EmsFiles.stampMs(name, source.process());
            return query.fromMs() > Long.MIN_VALUE + ZONES_MS && endMs < query.fromMs() - ZONES_MS;
        }

        /** While it is followed, a process begins new files. */
        private boolean newFiles() throws IOException {
            if (source.process().isEmpty() || query.which() == DumplogQuery.Files.PREVIOUS) {
                return false;
            }
            for (Path each : EmsFiles.of(source.at(), source.process(), query.zipped().postfix())) {
                if (files.isEmpty() || isLater(each, files.getLast())) {
                    files.add(each);
                }
            }
            return at + 1 < files.size();
        }

        /** One that was packed meanwhile is not another. */
        private boolean isLater(Path file, Path than) {
            ZippedLogs zipped = query.zipped();
            return zipped.unpackedName(file).compareTo(zipped.unpackedName(than)) > 0;
        }

        long readerDamaged() {
            return reader == null ? 0 : reader.damagedBytes();
        }

        void closeReader() throws IOException {
            if (reader != null) {
                damaged += reader.damagedBytes();
                reader.close();
                reader = null;
            }
        }
    }
}
