package org.jackfield.node.registry;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The path of a key. Two spellings of one key are equal: names compare without case, short and long
 * root names, the known spellings of the company key (TRAP-1), and the folder that 64-bit systems
 * put 32-bit programs in.
 */
public final class RegistryPath implements Comparable<RegistryPath> {

    private static final Map<String, String> ROOTS =
            Map.of(
                    "HKLM", "HKEY_LOCAL_MACHINE",
                    "HKCU", "HKEY_CURRENT_USER",
                    "HKCR", "HKEY_CLASSES_ROOT",
                    "HKU", "HKEY_USERS",
                    "HKCC", "HKEY_CURRENT_CONFIG");
    private static final String COMPANY = "cisco systems, inc.";

    private final List<String> names;
    private final String canonical;

    private RegistryPath(List<String> names) {
        this.names = List.copyOf(names);
        this.canonical = canonical(names);
    }

    /**
     * Reads a path.
     *
     * @throws IllegalArgumentException when it does not start with a root, or has an empty name
     */
    public static RegistryPath of(String text) {
        String[] parts = text.strip().split("\\\\", -1);
        List<String> names = new ArrayList<>();
        String root = parts[0].toUpperCase(Locale.ROOT);
        root = ROOTS.getOrDefault(root, root);
        if (!ROOTS.containsValue(root)) {
            throw new IllegalArgumentException(
                    "a key starts with HKEY_LOCAL_MACHINE or another root, not '" + parts[0] + "'");
        }
        names.add(root);
        for (int i = 1; i < parts.length; i++) {
            if (parts[i].isEmpty() && i < parts.length - 1) {
                throw new IllegalArgumentException("a key has an empty name in '" + text + "'");
            }
            if (!parts[i].isEmpty()) {
                names.add(parts[i]);
            }
        }
        return new RegistryPath(names);
    }

    private static String canonical(List<String> names) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i).toLowerCase(Locale.ROOT);
            if (i == 2 && name.equals("wow6432node")) {
                continue;
            }
            String letters = name.replaceAll("[ .,]", "");
            if (letters.equals("ciscosystemsinc") || letters.equals("ciscosystems")) {
                name = COMPANY;
            }
            text.append(i == 0 ? "" : "\\").append(name);
        }
        return text.toString();
    }

    /** The key below this one. */
    public RegistryPath child(String name) {
        List<String> longer = new ArrayList<>(names);
        longer.add(name);
        return new RegistryPath(longer);
    }

    /** True for this key and all below it. */
    public boolean holds(RegistryPath other) {
        return other.canonical.equals(canonical) || other.canonical.startsWith(canonical + "\\");
    }

    /** Name of the key itself. */
    public String last() {
        return names.getLast();
    }

    /** Names below the root, as they compare. */
    List<String> compared() {
        return List.of(canonical.split("\\\\"));
    }

    @Override
    public int compareTo(RegistryPath other) {
        // The separator sorts before every letter, so that a key's children follow it at once.
        return canonical.replace('\\', '\u0001').compareTo(other.canonical.replace('\\', '\u0001'));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RegistryPath path && path.canonical.equals(canonical);
    }

    @Override
    public int hashCode() {
        return canonical.hashCode();
    }

    @Override
    public String toString() {
        return String.join("\\", names);
    }
}
