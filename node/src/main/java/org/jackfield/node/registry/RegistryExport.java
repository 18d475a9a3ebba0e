package org.jackfield.node.registry;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A registry, or a part of it, as one file that a registry editor imports. */
public final class RegistryExport {

    private RegistryExport() {}

    /**
     * The text, lines ended by CR LF.
     *
     * @param from a key, with all below it; null for all
     * @param old true for REGEDIT4, false for version 5.00
     */
    public static String text(Registry registry, RegistryPath from, boolean old) {
        StringBuilder text = new StringBuilder(old ? RegText.VERSION_4 : RegText.VERSION_5);
        text.append("\r\n");
        for (RegistryPath key : registry.keys()) {
            if (from == null || from.holds(key)) {
                text.append("\r\n[").append(key).append("]\r\n");
                for (Registry.Entry entry : registry.values(key)) {
                    text.append(entry.name().isEmpty() ? "@" : RegText.quoted(entry.name()))
                            .append('=')
                            .append(wrapped(entry.value().written()))
                            .append("\r\n");
                }
            }
        }
        return text.toString();
    }

    /** Long hex goes over several lines, as editors write it. */
    private static String wrapped(String written) {
        if (!written.startsWith("hex") || written.length() < 77) {
            return written;
        }
        StringBuilder lines = new StringBuilder();
        int column = 0;
        for (String each : List.of(written.split("(?<=,)"))) {
            if (column + each.length() > 74) {
                lines.append("\\\r\n  ");
                column = 2;
            }
            lines.append(each);
            column += each.length();
        }
        return lines.toString();
    }

    /**
     * The changes that importing one file means.
     *
     * @throws RegistryException when the file cannot be read or understood
     */
    public static Imported changes(Path file) {
        RegFile read = RegFile.read(file);
        List<Registry.Change> changes = new ArrayList<>();
        List<RegistryPath> removed = new ArrayList<>();
        RegistryPath key = null;
        for (RegPiece piece : read.pieces()) {
            if (piece instanceof RegPiece.KeyLine line) {
                key = line.key();
                if (line.removes()) {
                    removed.add(key);
                }
            } else if (piece instanceof RegPiece.ValueLine line) {
                changes.add(new Registry.Change(key, line.name(), line.value()));
            }
        }
        return new Imported(changes, removed, read.warnings());
    }

    /**
     * What a file to import holds.
     *
     * @param changes in order
     * @param removedKeys keys that go, with all below them, before the changes
     * @param warnings lines that were understood although they are wrong
     */
    public record Imported(
            List<Registry.Change> changes, List<RegistryPath> removedKeys, List<String> warnings) {}
}
