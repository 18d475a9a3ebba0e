package org.jackfield.codegen.ged188;

import org.jackfield.codegen.SchemaException;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The tables as objects, checked against one another; the order is the order of the tables. */
final class Ged188Schema {

    /** Field types and the size of one element in bytes, 0 where it varies. */
    enum Type {
        CHAR(1),
        UCHAR(1),
        SHORT(2),
        USHORT(2),
        INT(4),
        UINT(4),
        BOOL(2),
        TIME(4),
        STRING(0),
        UNSPEC(0),
        NAMEDVAR(0),
        NAMEDARRAY(0);

        final int size;

        Type(int size) {
            this.size = size;
        }

        boolean number() {
            return size > 0;
        }
    }

    /** One field; a tag of 0 marks a fixed one, {@code until} is the last version that has it. */
    record Field(
            String name,
            Type type,
            int tag,
            int size,
            int since,
            int until,
            boolean required,
            boolean repeats,
            String enumName,
            String countField,
            boolean packedList,
            int oldSize,
            int oldSizeBefore,
            boolean cut,
            String note) {

        String javaName() {
            return JavaNames.component(name);
        }
    }

    /** One message; undocumented ones have no fields and are not generated. */
    record Message(
            int number,
            String name,
            String direction,
            String group,
            int since,
            String purpose,
            String body,
            List<Field> fixed,
            List<Field> floating,
            List<String> unnumbered) {

        boolean documented() {
            return !body.equals("undocumented");
        }

        String javaName() {
            return JavaNames.type(name);
        }

        List<Field> fields() {
            List<Field> all = new ArrayList<>(fixed);
            all.addAll(floating);
            return all;
        }

        /** The list fields whose length the field {@code count} tells. */
        List<Field> countedBy(Field count) {
            return floating.stream().filter(f -> f.countField().equals(count.name())).toList();
        }
    }

    /** One value of a value table. */
    record Value(String symbol, long value, boolean hex, String meaning) {}

    /** One value table. */
    record ValueTable(String name, List<Value> values) {

        /** Bit masks are printed in hex, and each value is one bit of its own. */
        boolean mask() {
            Set<Long> seen = new LinkedHashSet<>();
            return values.stream()
                    .allMatch(v -> v.hex() && Long.bitCount(v.value()) == 1 && seen.add(v.value()));
        }

        /** Limits and null values: no table of alternatives, only names of numbers. */
        boolean constants() {
            return name.equals("SpecialValue");
        }
    }

    /** A row of the tag table. */
    record Tag(int number, String name, String type, String maxBytes, int since, String note) {}

    private static final Pattern ENUM = Pattern.compile("enum=(\\w+)");
    private static final Pattern COUNT =
            Pattern.compile("count=(\\w+)|list of (\\w+) elements|once per record, (\\w+) records");
    private static final Pattern WITHDRAWN =
            Pattern.compile("protocol \\d+ to (\\d+) only|printed up to guide v(\\d+)");
    private static final Pattern OLD_SIZE =
            Pattern.compile("max (\\d+) before version (\\d+)|cut to (\\d+) below version (\\d+)");
    private static final int LAST_VERSION = 25;

    final List<Message> messages = new ArrayList<>();
    final List<ValueTable> enums = new ArrayList<>();
    final List<Tag> tags = new ArrayList<>();

    private final Map<String, Message> byName = new LinkedHashMap<>();
    private final Set<String> enumNames = new LinkedHashSet<>();

    private Ged188Schema() {}

    /** Reads and checks all tables in the folder. */
    static Ged188Schema read(Path folder) throws IOException {
        Ged188Schema schema = new Ged188Schema();
        schema.readEnums(TsvTable.read(folder, "enums.tsv"));
        schema.readTags(TsvTable.read(folder, "tags.tsv"));
        schema.readMessages(TsvTable.read(folder, "messages.tsv"));
        schema.readFixed(TsvTable.read(folder, "fixed_fields.tsv"));
        schema.readFloating(TsvTable.read(folder, "floating_fields.tsv"));
        schema.checkMessages();
        return schema;
    }

    private void readEnums(TsvTable table) {
        Map<String, List<Value>> values = new LinkedHashMap<>();
        for (TsvTable.Row row : table.rows()) {
            String name = row.required("enum_name");
            JavaNames.checkIdentifier(row, name);
            String symbol = row.required("symbol");
            JavaNames.checkIdentifier(row, symbol);
            List<Value> list = values.computeIfAbsent(name, n -> new ArrayList<>());
            list.add(
                    new Value(
                            symbol,
                            row.number("value"),
                            row.text("value").startsWith("0x"),
                            row.text("meaning")));
        }
        values.forEach((name, list) -> enums.add(new ValueTable(name, List.copyOf(list))));
        enumNames.addAll(values.keySet());
    }

    private void readTags(TsvTable table) {
        for (TsvTable.Row row : table.rows()) {
            tags.add(
                    new Tag(
                            (int) row.number("tag_number"),
                            row.required("tag_name"),
                            row.text("type"),
                            row.text("max_bytes"),
                            (int) row.number("since_version"),
                            row.text("note")));
        }
    }

    private void readMessages(TsvTable table) {
        Set<Integer> numbers = new LinkedHashSet<>();
        for (TsvTable.Row row : table.rows()) {
            int number = (int) row.number("number");
            String name = row.required("name");
            JavaNames.checkIdentifier(row, name);
            if (!numbers.add(number)) {
                throw row.wrong("message number " + number + " stands twice");
            }
            Message message =
                    new Message(
                            number,
                            name,
                            direction(row),
                            row.text("group"),
                            (int) row.number("since_version"),
                            row.text("purpose"),
                            row.required("body"),
                            new ArrayList<>(),
                            new ArrayList<>(),
                            new ArrayList<>());
            if (byName.put(name, message) != null) {
                throw row.wrong("message " + name + " stands twice");
            }
            messages.add(message);
        }
    }

    private static String direction(TsvTable.Row row) {
        return switch (row.required("direction")) {
            case "client>server" -> "CLIENT_TO_SERVER";
            case "server>client" -> "SERVER_TO_CLIENT";
            case "both" -> "BOTH";
            default -> throw row.wrong("direction '" + row.text("direction") + "' is unknown");
        };
    }

    private void readFixed(TsvTable table) {
        Map<String, Integer> position = new LinkedHashMap<>();
        for (TsvTable.Row row : table.rows()) {
            Message message = message(row);
            int expected = position.merge(message.name(), 1, Integer::sum);
            if (row.number("position") != expected) {
                throw row.wrong("position " + row.number("position") + ", expected " + expected);
            }
            if (row.required("type").equals("MHDR")) {
                continue;
            }
            Field field = fixedField(row);
            if (message.fixed().stream().anyMatch(f -> f.javaName().equals(field.javaName()))) {
                throw row.wrong("field " + field.name() + " stands twice");
            }
            message.fixed().add(field);
        }
    }

    private Field fixedField(TsvTable.Row row) {
        Type type = type(row);
        int size = (int) row.number("size_bytes");
        boolean opaque = type == Type.UNSPEC && size == 8;
        if (!opaque && type.size != size) {
            throw row.wrong("a fixed " + type + " of " + size + " bytes is not known");
        }
        return field(row, type, 0, size, false, false);
    }

    private void readFloating(TsvTable table) {
        for (TsvTable.Row row : table.rows()) {
            Message message = message(row);
            if (row.required("tag_number").equals("unknown")) {
                message.unnumbered().add(row.required("field"));
                continue;
            }
            Type type = type(row);
            int tag = (int) row.number("tag_number");
            int size = (int) row.number("max_bytes");
            if (tag < 1 || tag > 0xFFFF) {
                throw row.wrong("tag number " + tag + " is out of range 1..65535");
            }
            if (type.number() && type.size != size) {
                throw row.wrong("a floating " + type + " of " + size + " bytes is not known");
            }
            Field field =
                    field(
                            row,
                            type,
                            tag,
                            size,
                            row.required("required").equals("yes"),
                            row.required("repeats").equals("yes"));
            checkFloating(row, message, field);
            message.floating().add(field);
        }
    }

    private static void checkFloating(TsvTable.Row row, Message message, Field field) {
        for (Field other : message.fields()) {
            if (other.javaName().equals(field.javaName())) {
                throw row.wrong("field " + field.name() + " stands twice");
            }
            if (other.tag() == field.tag()) {
                throw row.wrong("tag " + field.tag() + " is already " + other.name());
            }
        }
        if (field.tag() > 255 && field.since() < 20) {
            throw row.wrong("tag " + field.tag() + " does not fit one byte before version 20");
        }
    }

    private Field field(
            TsvTable.Row row, Type type, int tag, int size, boolean required, boolean repeats) {
        String name = row.required("field");
        JavaNames.checkIdentifier(row, name);
        String note = row.text("note");
        Matcher old = OLD_SIZE.matcher(note);
        boolean hasOld = old.find();
        boolean cut = hasOld && old.group(3) != null;
        return new Field(
                name,
                type,
                tag,
                size,
                (int) row.number("since_version"),
                until(note),
                required,
                repeats,
                enumName(row, note),
                repeats ? first(COUNT.matcher(note)) : "",
                note.contains("list of "),
                hasOld ? Integer.parseInt(old.group(cut ? 3 : 1)) : size,
                hasOld ? Integer.parseInt(old.group(cut ? 4 : 2)) : 0,
                cut,
                note);
    }

    private static int until(String note) {
        String version = first(WITHDRAWN.matcher(note));
        return version.isEmpty() ? LAST_VERSION : Integer.parseInt(version);
    }

    private String enumName(TsvTable.Row row, String note) {
        String name = first(ENUM.matcher(note));
        if (!name.isEmpty() && !enumNames.contains(name)) {
            throw row.wrong("enum " + name + " is not in enums.tsv");
        }
        return name;
    }

    private static String first(Matcher matcher) {
        if (matcher.find()) {
            for (int i = 1; i <= matcher.groupCount(); i++) {
                if (matcher.group(i) != null) {
                    return matcher.group(i);
                }
            }
        }
        return "";
    }

    private Message message(TsvTable.Row row) {
        Message message = byName.get(row.required("message"));
        if (message == null) {
            throw row.wrong("message " + row.text("message") + " is not in messages.tsv");
        }
        return message;
    }

    private static Type type(TsvTable.Row row) {
        try {
            return Type.valueOf(row.required("type"));
        } catch (IllegalArgumentException unknown) {
            throw row.wrong("type " + row.text("type") + " is not known");
        }
    }

    private void checkMessages() {
        for (Message message : messages) {
            for (Field list : message.floating()) {
                boolean counted = list.repeats() && !list.countField().isEmpty();
                if (counted
                        && message.fields().stream()
                                .noneMatch(f -> f.name().equals(list.countField()))) {
                    throw new SchemaException(
                            "floating_fields.tsv:1: "
                                    + message.name()
                                    + "."
                                    + list.name()
                                    + " is counted by "
                                    + list.countField()
                                    + ", which the message does not have");
                }
            }
        }
    }
}
