package org.jackfield.ctios.object;

import org.jackfield.protocol.ged188.Bytes;
import org.jackfield.protocol.ged188.FieldTable;
import org.jackfield.protocol.ged188.Ged188Message;
import org.jackfield.protocol.ged188.Ged188Tables;
import org.jackfield.protocol.ged188.MessageType;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A message's fields by the names of the tables, which are the names of the CIL too: what several
 * messages have in common is read in one place.
 */
final class Fields {

    private static final Map<MessageType, Map<String, Integer>> INDEX = index();

    private final Ged188Message message;
    private final Map<String, Integer> names;

    Fields(Ged188Message message) {
        this.message = message;
        this.names = INDEX.getOrDefault(message.type(), Collections.emptyMap());
    }

    private static Map<MessageType, Map<String, Integer>> index() {
        Map<MessageType, Map<String, Integer>> index = new EnumMap<>(MessageType.class);
        for (MessageType type : MessageType.values()) {
            var table = Ged188Tables.of(type);
            if (table != null) {
                Map<String, Integer> names = new LinkedHashMap<>();
                List<FieldTable> fields = table.fields();
                for (int i = 0; i < fields.size(); i++) {
                    names.putIfAbsent(fields.get(i).name(), i);
                }
                index.put(type, names);
            }
        }
        return index;
    }

    /** Number of the message. */
    int number() {
        return message.number();
    }

    /** Whether messages of the type can have the field. */
    boolean knows(String name) {
        return names.containsKey(name);
    }

    boolean has(String name) {
        return value(name) != null;
    }

    Object value(String name) {
        Integer at = names.get(name);
        return at == null ? null : message.field(at);
    }

    /** Text of a field; opaque bytes are read as Latin-1; null when absent. */
    String text(String name) {
        return switch (value(name)) {
            case String text -> text;
            case Bytes bytes -> new String(bytes.toArray(), StandardCharsets.ISO_8859_1);
            case null, default -> null;
        };
    }

    /** A number, or {@code absent}. */
    long number(String name, long absent) {
        return value(name) instanceof Number number ? number.longValue() : absent;
    }

    /** A list; empty when absent. */
    <T> List<T> list(String name, Class<T> type) {
        return value(name) instanceof List<?> list
                ? list.stream().map(type::cast).toList()
                : List.of();
    }
}
