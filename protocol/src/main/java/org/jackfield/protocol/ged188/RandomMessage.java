package org.jackfield.protocol.ged188;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes valid messages with random content. The same seed gives the same messages on any machine:
 * the numbers come from SplitMix64, not from the platform.
 */
public final class RandomMessage {

    private static final int MAX_ENTRIES = 4;

    private long state;

    /** A maker whose messages depend on the seed alone. */
    public RandomMessage(long seed) {
        state = seed;
    }

    /** The next random number of 64 bits. */
    public long nextLong() {
        state += 0x9E3779B97F4A7C15L;
        long z = state;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    /** The next random number from 0 to {@code bound - 1}. */
    public int nextInt(int bound) {
        return (int) Long.remainderUnsigned(nextLong(), bound);
    }

    /** A message of this type, as a session of this version can carry it. */
    public Ged188Message next(MessageType type, int version) {
        byte[] frame = TableCodec.encode(nextTable(type, version), version);
        Decoded decoded = Ged188Codec.decode(frame, version);
        if (!decoded.ok()) {
            throw new IllegalStateException(type + " made wrongly: " + decoded.error());
        }
        return decoded.message();
    }

    /** A message of this type, floating fields in the order in which the codec writes them. */
    public TableMessage nextTable(MessageType type, int version) {
        MessageTable table = Ged188Tables.of(type);
        if (table == null) {
            return TableMessage.undocumented(type.number(), bytes(nextInt(40)));
        }
        List<FieldTable> fields = table.floating().stream().filter(f -> f.in(version)).toList();
        List<TableMessage.Floating> floats = new ArrayList<>();
        Map<String, Long> counts = new LinkedHashMap<>();
        for (int i = 0; i < fields.size(); ) {
            int end = i + 1;
            if (!fields.get(i).repeats()) {
                single(fields.get(i), fields, version, floats);
            } else {
                String root = root(fields.get(i), fields);
                while (end < fields.size()
                        && fields.get(end).repeats()
                        && root(fields.get(end), fields).equals(root)) {
                    end++;
                }
                int entries = nextInt(MAX_ENTRIES);
                counts.put(root, (long) entries);
                group(fields.subList(i, end), entries, version, floats);
            }
            i = end;
        }
        setCounts(floats, counts);
        List<TableMessage.Fixed> fixed = new ArrayList<>();
        for (FieldTable field : table.fixed()) {
            if (field.in(version)) {
                Long count = counts.get(field.name());
                fixed.add(new TableMessage.Fixed(field, count != null ? count : number(field)));
            }
        }
        return TableMessage.of(table, fixed, floats);
    }

    private static String root(FieldTable list, List<FieldTable> fields) {
        for (FieldTable field : fields) {
            if (field.repeats() && field.name().equals(list.countField())) {
                return root(field, fields);
            }
        }
        return list.countField().isEmpty() ? list.name() : list.countField();
    }

    private void single(
            FieldTable field,
            List<FieldTable> fields,
            int version,
            List<TableMessage.Floating> floats) {
        boolean counts =
                fields.stream().anyMatch(f -> f.repeats() && f.countField().equals(field.name()));
        if (field.required() || counts || nextInt(2) == 0) {
            floats.add(new TableMessage.Floating(field, field.tag(), value(field, version)));
        }
    }

    // A count among the floating fields stands before its list and is known only after it.
    private static void setCounts(List<TableMessage.Floating> floats, Map<String, Long> counts) {
        for (int i = 0; i < floats.size(); i++) {
            TableMessage.Floating f = floats.get(i);
            Long count = f.field().repeats() ? null : counts.get(f.field().name());
            if (count != null) {
                floats.set(i, new TableMessage.Floating(f.field(), f.tag(), count));
            }
        }
    }

    private void group(
            List<FieldTable> members,
            int entries,
            int version,
            List<TableMessage.Floating> floats) {
        for (int entry = 0; entry < entries; entry++) {
            Map<String, Integer> within = new LinkedHashMap<>();
            for (FieldTable f : members) {
                if (members.stream().anyMatch(m -> m.countField().equals(f.name()))) {
                    int count = nextInt(MAX_ENTRIES);
                    within.put(f.name(), count);
                    floats.add(new TableMessage.Floating(f, f.tag(), (long) count));
                } else if (!within.containsKey(f.countField())) {
                    floats.add(new TableMessage.Floating(f, f.tag(), value(f, version)));
                } else if (first(members, f)) {
                    nested(members, f.countField(), within.get(f.countField()), version, floats);
                }
            }
        }
    }

    private static boolean first(List<FieldTable> members, FieldTable field) {
        return members.stream()
                .filter(m -> m.countField().equals(field.countField()))
                .findFirst()
                .orElseThrow()
                .equals(field);
    }

    private void nested(
            List<FieldTable> members,
            String count,
            int elements,
            int version,
            List<TableMessage.Floating> floats) {
        for (int i = 0; i < elements; i++) {
            for (FieldTable f : members) {
                if (f.countField().equals(count)) {
                    floats.add(new TableMessage.Floating(f, f.tag(), value(f, version)));
                }
            }
        }
    }

    private Object value(FieldTable field, int version) {
        return switch (field.type()) {
            case STRING -> text(0, field.size(version) - 1);
            case UNSPEC -> bytes(nextInt(field.size() + 1));
            case NAMEDVAR ->
                    new NamedVariable(
                            text(1, NamedVariable.MAX_NAME), text(0, NamedVariable.MAX_VALUE));
            case NAMEDARRAY ->
                    new NamedArray(
                            nextInt(256),
                            text(1, NamedVariable.MAX_NAME),
                            text(0, NamedVariable.MAX_VALUE));
            default -> number(field);
        };
    }

    private long number(FieldTable field) {
        FieldType type = field.type();
        if (!type.number()) {
            return nextLong();
        }
        return switch (nextInt(8)) {
            case 0 -> type.max();
            case 1 -> type.min();
            case 2, 3 -> type.min() + Long.remainderUnsigned(nextLong(), type.max() - type.min());
            default -> nextInt(100);
        };
    }

    private String text(int min, int max) {
        int length =
                switch (nextInt(8)) {
                    case 0 -> min;
                    case 1 -> max;
                    default -> min + nextInt(Math.min(max, 20) - min + 1);
                };
        boolean latin = nextInt(8) == 0;
        StringBuilder text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            text.append((char) (latin ? 1 + nextInt(255) : ' ' + nextInt(95)));
        }
        return text.toString();
    }

    private Bytes bytes(int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) nextInt(256);
        }
        return Bytes.of(bytes);
    }
}
