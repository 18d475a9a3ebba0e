package org.jackfield.node.process;

import org.jackfield.node.console.ConsoleAddress;
import org.jackfield.node.registry.NodeFolders;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A note beside the console of a process: its id and when it began. By it a node manager finds the
 * processes of one that was killed, and service control what still runs when nobody answers.
 */
public final class ProcessNote {

    private static final String ENDING = ".pid";
    private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");

    /** Place of starttime (field 22 of stat) behind the program's name. */
    private static final int STARTED_TICKS = 19;

    private final Path path;

    private ProcessNote(Path path) {
        this.path = path;
    }

    static ProcessNote beside(ConsoleAddress console) {
        String name = console.path().getFileName().toString();
        return new ProcessNote(console.path().resolveSibling(name.replace(".console", ENDING)));
    }

    /** The processes of a node that run by their notes, by name. */
    public static Map<String, ProcessHandle> running(
            NodeFolders folders, String instance, String node) throws IOException {
        String prefix = instance + "_" + node + "_";
        Map<String, ProcessHandle> running = new TreeMap<>();
        try (Stream<Path> files = Files.list(folders.run())) {
            for (Path file : files.toList()) {
                String name = file.getFileName().toString();
                if (name.startsWith(prefix) && name.endsWith(ENDING)) {
                    String process = name.substring(prefix.length(), name.length() - 4);
                    new ProcessNote(file).process().ifPresent(p -> running.put(process, p));
                }
            }
        } catch (NoSuchFileException neverRan) {
            return running;
        }
        return running;
    }

    /** The process of the note, if it still runs. */
    Optional<ProcessHandle> process() {
        try {
            String[] words = Files.readString(path, StandardCharsets.UTF_8).strip().split(" ");
            Optional<ProcessHandle> found = ProcessHandle.of(Long.parseLong(words[0]));
            return found.filter(h -> h.isAlive() && !isZombie(h) && began(h).equals(words[1]));
        } catch (IOException | RuntimeException noNote) {
            return Optional.empty();
        }
    }

    /** The note is there whole or not at all; one of an earlier process never stands for this. */
    void write(ProcessHandle process) throws IOException {
        Path fresh = path.resolveSibling(path.getFileName() + ".new");
        Files.createDirectories(path.getParent());
        try {
            Files.writeString(
                    fresh, process.pid() + " " + began(process) + "\n", StandardCharsets.UTF_8);
            Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException unwritten) {
            Files.deleteIfExists(fresh);
            throw unwritten;
        }
    }

    /**
     * When a process began, as nothing else on this machine did: where the kernel tells it in its
     * own ticks since a named start, the clock may be set meanwhile.
     */
    private static String began(ProcessHandle process) {
        try {
            String stat = Files.readString(Path.of("/proc/" + process.pid() + "/stat"));
            String[] words = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            return Files.readString(BOOT_ID).strip() + "/" + words[STARTED_TICKS];
        } catch (IOException | RuntimeException elsewhere) {
            Instant instant = process.info().startInstant().orElse(Instant.EPOCH);
            return Long.toString(instant.toEpochMilli());
        }
    }

    /** A dead process that its foster parent has not buried yet still counts as alive to Java. */
    static boolean isZombie(ProcessHandle process) {
        try {
            String stat = Files.readString(Path.of("/proc/" + process.pid() + "/stat"));
            return stat.charAt(stat.lastIndexOf(')') + 2) == 'Z';
        } catch (IOException | RuntimeException elsewhere) {
            return false;
        }
    }
}
