package org.jackfield.protocol.record;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The universal parameter of the CIL: names to values, names compared without case and without
 * blanks at the ends. A value is a {@link String}, {@link Long}, {@link Boolean}, {@code Arguments}
 * or a {@link List} of these. Immutable; built by {@link #builder()}.
 *
 * <p>A CTI OS server makes some dozens of these for each event, so they are kept as an array in the
 * order of the keys: small, and compared without looking anything up.
 */
public final class Arguments {

    private record Entry(String key, String name, Object value) implements Comparable<Entry> {
        @Override
        public int compareTo(Entry other) {
            return key.compareTo(other.key);
        }

        boolean same(Entry other) {
            return key.equals(other.key) && value.equals(other.value);
        }
    }

    private static final Entry[] NONE = {};

    /** No arguments. */
    public static final Arguments EMPTY = new Arguments(NONE);

    private final Entry[] entries;

    private Arguments(Entry[] entries) {
        this.entries = entries;
    }

    public static Builder builder() {
        return new Builder();
    }

    /** A builder that starts with these arguments. */
    public Builder toBuilder() {
        return new Builder().putAll(this);
    }

    public boolean isEmpty() {
        return entries.length == 0;
    }

    public boolean has(String name) {
        return value(name) != null;
    }

    /** The names as they were given, sorted without case. */
    public List<String> names() {
        List<String> names = new ArrayList<>(entries.length);
        for (Entry each : entries) {
            names.add(each.name);
        }
        return names;
    }

    /** The raw value, or null. */
    public Object value(String name) {
        String key = Name.key(name);
        int from = 0;
        int to = entries.length - 1;
        while (from <= to) {
            int middle = (from + to) >>> 1;
            int order = entries[middle].key.compareTo(key);
            if (order == 0) {
                return entries[middle].value;
            }
            if (order < 0) {
                from = middle + 1;
            } else {
                to = middle - 1;
            }
        }
        return null;
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
        return switch (value(name)) {
            case Boolean truth -> truth;
            case Long number -> number != 0;
            case String text ->
                    text.equalsIgnoreCase("true") || (parse(text) instanceof Long n && n != 0);
            case null, default -> false;
        };
    }

    /** Nested arguments; empty if absent. */
    public Arguments nested(String name) {
        return value(name) instanceof Arguments nested ? nested : EMPTY;
    }

    /** A list; empty if absent. */
    public List<Object> list(String name) {
        return value(name) instanceof List<?> list ? List.copyOf(list) : List.of();
    }

    /**
     * What must be laid over {@code before} to get these: the entries that differ, and an empty
     * text for each text that is gone.
     */
    public Arguments since(Arguments before) {
        List<Entry> changed = new ArrayList<>();
        int now = 0;
        int then = 0;
        while (now < entries.length || then < before.entries.length) {
            int order = order(now, before, then);
            if (order > 0) {
                Entry gone = before.entries[then++];
                if (gone.value instanceof String) {
                    changed.add(new Entry(gone.key, gone.name, ""));
                }
                continue;
            }
            if (order < 0 || !entries[now].value.equals(before.entries[then++].value)) {
                changed.add(entries[now]);
            }
            now++;
        }
        return changed.isEmpty() ? EMPTY : new Arguments(changed.toArray(NONE));
    }

    private int order(int at, Arguments other, int otherAt) {
        if (at == entries.length) {
            return 1;
        }
        if (otherAt == other.entries.length) {
            return -1;
        }
        return entries[at].compareTo(other.entries[otherAt]);
    }

    private static Long parse(String text) {
        try {
            return Long.decode(text);
        } catch (NumberFormatException notANumber) {
            return null;
        }
    }

    @Override
    public boolean equals(Object other) {
        if (!(other instanceof Arguments arguments) || arguments.entries.length != entries.length) {
            return false;
        }
        for (int at = 0; at < entries.length; at++) {
            if (!entries[at].same(arguments.entries[at])) {
                return false;
            }
        }
        return true;
    }

    @Override
    public int hashCode() {
        int hash = 0;
        for (Entry each : entries) {
            hash += each.key.hashCode() ^ each.value.hashCode();
        }
        return hash;
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("{");
        for (Entry entry : entries) {
            text.append(text.length() == 1 ? "" : ", ").append(entry.name);
            text.append('=').append(entry.value);
        }
        return text.append('}').toString();
    }

    /**
     * A name with the key it is compared by. The few hundred names of the wire come again and
     * again: each is brought to its key once, in a table of fixed size in which a name may take
     * another's place.
     */
    private record Name(String name, String key) {

        private static final int PLACES = 1024;
        private static final Name[] KNOWN = new Name[PLACES];

        static String key(String name) {
            int place = name.hashCode() & PLACES - 1;
            Name known = KNOWN[place];
            if (known == null || !known.name.equals(name)) {
                known = new Name(name, name.strip().toLowerCase(Locale.ROOT));
                KNOWN[place] = known;
            }
            return known.key;
        }
    }

    /** Collects arguments; a name given twice keeps the last value, a null value removes it. */
    public static final class Builder {

        private static final int FIRST_SIZE = 16;
        private static final Set<Class<?>> SMALLER_NUMBERS =
                Set.of(Integer.class, Short.class, Byte.class);

        /** In the order of putting until they are sorted; of equal keys the last one counts. */
        private Entry[] entries = NONE;

        private int size;
        private boolean sorted = true;

        private Builder() {}

        /** A null value takes what was put under the name before away again. */
        public Builder put(String name, Object value) {
            add(
                    new Entry(
                            Name.key(name),
                            name.strip(),
                            value == null ? null : checked(name, value)));
            return this;
        }

        public Builder putAll(Arguments other) {
            if (size == 0) {
                entries = other.entries.clone();
                size = entries.length;
                sorted = true;
                return this;
            }
            for (Entry each : other.entries) {
                add(each);
            }
            return this;
        }

        private void add(Entry entry) {
            if (size == entries.length) {
                entries = Arrays.copyOf(entries, Math.max(FIRST_SIZE, 2 * size));
            }
            sorted &= size == 0 || entries[size - 1].key.compareTo(entry.key) < 0;
            sorted &= entry.value != null;
            entries[size++] = entry;
        }

        public Arguments build() {
            if (!sorted) {
                Arrays.sort(entries, 0, size);
                keepLast();
                sorted = true;
            }
            return size == 0 ? EMPTY : new Arguments(Arrays.copyOf(entries, size));
        }

        /** Sorting leaves equal keys in the order of putting. */
        private void keepLast() {
            int kept = 0;
            for (int at = 0; at < size; at++) {
                boolean last = at + 1 == size || !entries[at].key.equals(entries[at + 1].key);
                if (last && entries[at].value != null) {
                    entries[kept++] = entries[at];
                }
            }
            size = kept;
        }

        private static Object checked(String name, Object value) {
            if (value instanceof String
                    || value instanceof Long
                    || value instanceof Boolean
                    || value instanceof Arguments) {
                return value;
            }
            if (SMALLER_NUMBERS.contains(value.getClass())) {
                return ((Number) value).longValue();
            }
            if (value instanceof List<?> list) {
                List<Object> copy = new ArrayList<>(list.size());
                list.forEach(each -> copy.add(checked(name, each)));
                return Collections.unmodifiableList(copy);
            }
            throw new IllegalArgumentException(
                    "argument "
                            + name
                            + ": no text, number, truth value, list or arguments: "
                            + value.getClass().getName());
        }
    }
}
