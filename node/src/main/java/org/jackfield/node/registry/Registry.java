package org.jackfield.node.registry;

import org.jackfield.node.registry.RegPiece.KeyLine;
import org.jackfield.node.registry.RegPiece.Note;
import org.jackfield.node.registry.RegPiece.ValueLine;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The settings of an installation: all {@code .reg} files of one folder, read in the order of their
 * names as if imported one after another. A later file wins. A snapshot: what is changed on disk
 * shows in the next {@link #open}.
 */
public final class Registry {

    /** Where a value goes whose key is in no file yet. */
    static final String OWN_FILE = "jackfield.reg";

    private static final String LOCK_FILE = ".lock";

    /**
     * A value and where it stands.
     *
     * @param name empty for the key's default value
     * @param line from 1
     */
    public record Entry(RegistryPath key, String name, RegistryValue value, Path file, int line) {}

    /**
     * A change.
     *
     * @param value null takes the value away
     */
    public record Change(RegistryPath key, String name, RegistryValue value) {}

    /** A key's values, by their names in lower case. */
    private record Held(RegistryPath key, SequencedMap<String, Entry> values) {}

    private final Path folder;
    private final List<RegFile> files;
    private final TreeMap<RegistryPath, Held> keys = new TreeMap<>();
    private final List<String> warnings = new ArrayList<>();

    private Registry(Path folder, List<RegFile> files) {
        this.folder = folder;
        this.files = files;
        for (RegFile file : files) {
            warnings.addAll(file.warnings());
            take(file);
        }
    }

    /**
     * Reads all files of a folder; an absent folder is an empty registry.
     *
     * @throws RegistryException when one of them cannot be read or understood
     */
    public static Registry open(Path folder) {
        return new Registry(folder, read(folder));
    }

    private static List<RegFile> read(Path folder) {
        List<RegFile> files = new ArrayList<>();
        try (Stream<Path> found = Files.list(folder)) {
            for (Path path : found.filter(Registry::isRegistryFile).sorted().toList()) {
                files.add(RegFile.read(path));
            }
        } catch (NoSuchFileException empty) {
            return files;
        } catch (IOException unreadable) {
            throw new RegistryException(
                    folder,
                    0,
                    "",
                    "the folder cannot be read (" + unreadable + ")",
                    "Name a folder that holds .reg files and may be read");
        }
        return files;
    }

    static boolean isRegistryFile(Path path) {
        return path.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(".reg");
    }

    private void take(RegFile file) {
        RegistryPath key = null;
        for (RegPiece piece : file.pieces()) {
            switch (piece) {
                case Note note -> {}
                case KeyLine line -> {
                    key = line.removes() ? null : line.key();
                    if (line.removes()) {
                        keys.keySet().removeIf(line.key()::holds);
                    } else {
                        held(line.key());
                    }
                }
                case ValueLine line -> {
                    if (key != null) {
                        take(file, held(key), line);
                    }
                }
            }
        }
    }

    private void take(RegFile file, Held held, ValueLine line) {
        String compared = line.name().toLowerCase(Locale.ROOT);
        if (line.value() == null) {
            held.values.remove(compared);
            return;
        }
        Entry entry = new Entry(held.key, line.name(), line.value(), file.path(), line.line());
        Entry before = held.values.put(compared, entry);
        if (before != null && !before.value.equals(entry.value)) {
            warnings.add(
                    "%s:%d: %s\\%s: replaces the value of %s:%d"
                            .formatted(
                                    entry.file,
                                    entry.line,
                                    entry.key,
                                    entry.name,
                                    before.file,
                                    before.line));
        }
    }

    private Held held(RegistryPath key) {
        return keys.computeIfAbsent(key, k -> new Held(k, new LinkedHashMap<>()));
    }

    public Path folder() {
        return folder;
    }

    /** What was understood although it is wrong, and what hides something else. */
    public List<String> warnings() {
        return List.copyOf(warnings);
    }

    /** Every key that has a line of its own, in order. */
    public List<RegistryPath> keys() {
        return keys.values().stream().map(Held::key).toList();
    }

    /** A key for reading; it may be absent, then all its settings have their defaults. */
    public RegistryKey key(RegistryPath path) {
        return new RegistryKey(this, path);
    }

    /** The key of a declared path, its bracketed names replaced in order. */
    public RegistryKey key(String pattern, String... names) {
        return key(path(pattern, names));
    }

    /** The path that a declared path stands for, its bracketed names replaced in order. */
    public static RegistryPath path(String pattern, String... names) {
        String path = pattern;
        for (String name : names) {
            int open = path.indexOf('<');
            int close = path.indexOf('>');
            if (open < 0 || close < open || name.isBlank() || name.contains("\\")) {
                throw new IllegalArgumentException("'" + name + "' cannot stand in " + pattern);
            }
            path = path.substring(0, open) + name + path.substring(close + 1);
        }
        return RegistryPath.of(path);
    }

    /** Values of a key, in the order of its file; empty when there is no such key. */
    public List<Entry> values(RegistryPath key) {
        Held held = keys.get(key);
        return held == null ? List.of() : List.copyOf(held.values.values());
    }

    /** One value; null when absent. */
    public Entry value(RegistryPath key, String name) {
        Held held = keys.get(key);
        return held == null ? null : held.values.get(name.toLowerCase(Locale.ROOT));
    }

    /** The keys right below one. */
    public List<RegistryPath> children(RegistryPath key) {
        Map<RegistryPath, RegistryPath> children = new TreeMap<>();
        int depth = key.compared().size();
        for (RegistryPath below : keys.tailMap(key, false).keySet()) {
            if (!key.holds(below)) {
                break;
            }
            RegistryPath child = key.child(namesBelow(below, depth));
            children.putIfAbsent(child, child);
        }
        return List.copyOf(children.values());
    }

    private static String namesBelow(RegistryPath path, int depth) {
        int fromEnd = path.compared().size() - depth;
        String[] names = path.toString().split("\\\\");
        return names[names.length - fromEnd];
    }

    /** The entry of a setting, in whatever spelling it is met; null when absent. */
    Entry find(RegistryPath key, Setting setting) {
        Entry exact = value(key, setting.name());
        if (exact != null) {
            return exact;
        }
        for (Entry entry : values(key)) {
            if (setting.isNamed(entry.name())) {
                return entry;
            }
        }
        return null;
    }

    /**
     * Carries out changes: on what is on disk at that moment, each in the file that holds the value
     * or the key, all other content untouched. All files are prepared before the first is replaced.
     *
     * @param fallbackFile name of the file for keys that are in none yet
     * @throws RegistryException when a file cannot be read or written; then nothing was changed
     */
    public static synchronized void change(Path folder, List<Change> changes, String fallbackFile) {
        try {
            Files.createDirectories(folder);
            try (FileChannel lock =
                    FileChannel.open(
                            folder.resolve(LOCK_FILE),
                            StandardOpenOption.CREATE,
                            StandardOpenOption.WRITE)) {
                lock.lock();
                Registry now = open(folder);
                SequencedMap<Path, RegFile> touched = new LinkedHashMap<>();
                for (Change change : changes) {
                    RegFile file = now.fileFor(change, folder.resolve(fallbackFile), touched);
                    file.put(change.key, change.name, change.value);
                    touched.put(file.path(), file);
                }
                replace(touched);
            }
        } catch (IOException failed) {
            throw new RegistryException(
                    folder,
                    0,
                    "",
                    "cannot be written (" + failed + ")",
                    "Give the user that runs this the right to write there; nothing was changed");
        }
    }

    /** Carries out one change; see {@link #change(Path, List, String)}. */
    public static void change(Path folder, Change change) {
        change(folder, List.of(change), OWN_FILE);
    }

    private RegFile fileFor(Change change, Path fallback, Map<Path, RegFile> touched) {
        Entry entry = value(change.key, change.name);
        if (entry != null) {
            return file(entry.file);
        }
        for (RegFile file : files.reversed()) {
            if (file.has(change.key)) {
                return file;
            }
        }
        RegFile own = touched.get(fallback);
        if (own == null) {
            own = file(fallback);
        }
        return own == null ? RegFile.fresh(fallback) : own;
    }

    private RegFile file(Path path) {
        for (RegFile file : files) {
            if (file.path().equals(path)) {
                return file;
            }
        }
        return null;
    }

    private static void replace(SequencedMap<Path, RegFile> touched) throws IOException {
        SequencedMap<Path, Path> ready = new LinkedHashMap<>();
        for (RegFile file : touched.values()) {
            byte[] bytes = file.bytes();
            Path next = file.path().resolveSibling(file.path().getFileName() + ".new");
            try (FileChannel out =
                    FileChannel.open(
                            next,
                            StandardOpenOption.CREATE,
                            StandardOpenOption.TRUNCATE_EXISTING,
                            StandardOpenOption.WRITE)) {
                ByteBuffer left = ByteBuffer.wrap(bytes);
                while (left.hasRemaining()) {
                    out.write(left);
                }
                out.force(true);
            }
            ready.put(next, file.path());
        }
        for (Map.Entry<Path, Path> each : ready.entrySet()) {
            Files.move(
                    each.getKey(),
                    each.getValue(),
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
