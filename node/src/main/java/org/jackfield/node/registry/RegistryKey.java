package org.jackfield.node.registry;

import java.util.ArrayList;
import java.util.List;

/** One key of a registry, for reading declared settings. */
public final class RegistryKey {

    private final Registry registry;
    private final RegistryPath path;

    RegistryKey(Registry registry, RegistryPath path) {
        this.registry = registry;
        this.path = path;
    }

    public RegistryPath path() {
        return path;
    }

    /**
     * A number, or its default.
     *
     * @throws RegistryException when it is missing and has no default, or cannot be used
     */
    public long number(Setting setting) {
        RegistryValue value = value(setting);
        return value == null ? (Long) fallback(setting) : ((RegistryValue.Dword) value).number();
    }

    /** A flag, or its default. */
    public boolean flag(Setting setting) {
        return number(setting) == 1;
    }

    /** A text, or its default. */
    public String text(Setting setting) {
        return switch (value(setting)) {
            case null -> (String) fallback(setting);
            case RegistryValue.Binary binary -> binary.decoded();
            case RegistryValue.Text text -> text.text();
            case RegistryValue.Dword other -> throw new IllegalStateException(other.toString());
        };
    }

    /** Bytes, or none. */
    public byte[] bytes(Setting setting) {
        return switch (value(setting)) {
            case null -> new byte[0];
            case RegistryValue.Binary binary -> binary.bytes();
            case RegistryValue.Dword dword -> littleEndian(dword.number());
            case RegistryValue.Text other -> throw new IllegalStateException(other.toString());
        };
    }

    private static byte[] littleEndian(long number) {
        byte[] bytes = new byte[4];
        for (int i = 0; i < 4; i++) {
            bytes[i] = (byte) (number >> 8 * i);
        }
        return bytes;
    }

    /** True when a value stands here, whatever it is. */
    public boolean holds(Setting setting) {
        return registry.find(path, setting) != null;
    }

    /** Names of the keys below, in order. */
    public List<String> children() {
        List<String> names = new ArrayList<>();
        for (RegistryPath child : registry.children(path)) {
            names.add(child.last());
        }
        return names;
    }

    public RegistryKey child(String name) {
        return new RegistryKey(registry, path.child(name));
    }

    /** Everything in this key, declared or not. */
    public List<Registry.Entry> entries() {
        return registry.values(path);
    }

    private RegistryValue value(Setting setting) {
        Registry.Entry entry = registry.find(path, setting);
        if (entry == null) {
            return null;
        }
        String problem = setting.problem(entry.value());
        if (!problem.isEmpty()) {
            throw new RegistryException(
                    entry.file(),
                    entry.line(),
                    path + "\\" + entry.name(),
                    problem,
                    "Correct it: jackfield reg set \"%s\" \"%s\" VALUE"
                            .formatted(path, setting.name()));
        }
        return entry.value();
    }

    private Object fallback(Setting setting) {
        if (setting.fallback() == null) {
            throw new RegistryException(
                    null,
                    0,
                    path + "\\" + setting.name(),
                    "the setting is missing and has no default (" + setting.sentence() + ")",
                    "Set it: jackfield reg set \"%s\" \"%s\" VALUE"
                            .formatted(path, setting.name()));
        }
        return setting.fallback();
    }
}
