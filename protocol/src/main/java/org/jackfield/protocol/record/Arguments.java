package org.jackfield.protocol.record;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The universal parameter of the CIL: names to values, names compared without case and without
 * blanks at the ends. A value is a {@link String}, {@link Long}, {@link Boolean}, {@code Arguments}
 * or a {@link List} of these. Immutable; built by {@link #builder()}.
 */
public final class Arguments {

    /** No arguments. */
    public static final Arguments EMPTY = new Arguments(Collections.emptyMap());

    private record Entry(String name, Object value) {}

    private final Map<String, Entry> entries;

    private Arguments(Map<String, Entry> entries) {
        this.entries = entries;
    }

    public static Builder builder() {
        return new Builder();
    }

    /** A builder that starts with these arguments. */
    public Builder toBuilder() {
        Builder copy = new Builder();
        copy.entries.putAll(entries);
        return copy;
    }

    public boolean isEmpty() {
        return entries.isEmpty();
    }

    public boolean has(String name) {
        return entries.containsKey(key(name));
    }

    /** The names as they were given, sorted without case. */
    public List<String> names() {
        return entries.values().stream().map(Entry::name).toList();
    }

    /** The raw value, or null. */
    public Object value(String name) {
        Entry entry = entries.get(key(name));
        return entry == null ? null : entry.value();
    }

    /** The value as text, or null; numbers and truth values are printed. */
    public String text(String name) {
        Object value = value(name);
        return value == null ? null : value.toString();
    }

    /** The value as text, or {@code absent}. */
    public String text(String name, String absent) {
        String value = text(name);
        return value == null ? absent : value;
    }

    /** The value as a number; text is parsed (decimal or 0x); null if absent or not a number. */
    public Long number(String name) {
        return switch (value(name)) {
            case Long number -> number;
            case Boolean truth -> truth ? 1L : 0L;
            case String text -> parse(text.strip());
            case null, default -> null;
        };
    }

    /** The value as a number, or {@code absent}. */
    public long number(String name, long absent) {
        Long value = number(name);
        return value == null ? absent : value;
    }

    /** True for true, a number other than 0 and the text "true". */
    public boolean truth(String name) {
        Object value = value(name);
        return value instanceof String text
                ? text.equalsIgnoreCase("true") || (parse(text) instanceof Long n && n != 0)
                : number(name, 0) != 0;
    }

    /** Nested arguments; empty if absent. */
    public Arguments nested(String name) {
        return value(name) instanceof Arguments nested ? nested : EMPTY;
    }

    /** A list; empty if absent. */
    public List<Object> list(String name) {
        return value(name) instanceof List<?> list ? List.copyOf(list) : List.of();
    }

    private static Long parse(String text) {
        try {
            return Long.decode(text);
        } catch (NumberFormatException notANumber) {
            return null;
        }
    }

    private static String key(String name) {
        return name.strip().toLowerCase(Locale.ROOT);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Arguments arguments && asMap().equals(arguments.asMap());
    }

    @Override
    public int hashCode() {
        return asMap().hashCode();
    }

    private Map<String, Object> asMap() {
        Map<String, Object> map = new TreeMap<>();
        entries.forEach((key, entry) -> map.put(key, entry.value()));
        return map;
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("{");
        for (Entry entry : entries.values()) {
            text.append(text.length() == 1 ? "" : ", ").append(entry.name());
            text.append('=').append(entry.value());
        }
        return text.append('}').toString();
    }

    /** Collects arguments; a name given twice keeps the last value, a null value removes it. */
    public static final class Builder {

        private static final Set<Class<?>> SMALLER_NUMBERS =
                Set.of(Integer.class, Short.class, Byte.class);

        private final TreeMap<String, Entry> entries = new TreeMap<>();

        private Builder() {}

        public Builder put(String name, Object value) {
            if (value == null) {
                entries.remove(key(name));
                return this;
            }
            entries.put(key(name), new Entry(name.strip(), checked(name, value)));
            return this;
        }

        public Builder putAll(Arguments other) {
            entries.putAll(other.entries);
            return this;
        }

        public Arguments build() {
            return entries.isEmpty() ? EMPTY : new Arguments(new TreeMap<>(entries));
        }

        private static Object checked(String name, Object value) {
            if (SMALLER_NUMBERS.contains(value.getClass())) {
                return ((Number) value).longValue();
            }
            if (value instanceof List<?> list) {
                List<Object> copy = new ArrayList<>(list.size());
                list.forEach(each -> copy.add(checked(name, each)));
                return Collections.unmodifiableList(copy);
            }
            if (value instanceof String
                    || value instanceof Long
                    || value instanceof Boolean
                    || value instanceof Arguments) {
                return value;
            }
            throw new IllegalArgumentException(
                    "argument "
                            + name
                            + ": no text, number, truth value, list or arguments: "
                            + value.getClass().getName());
        }
    }
}
