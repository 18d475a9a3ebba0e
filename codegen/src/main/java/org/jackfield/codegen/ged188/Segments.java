package org.jackfield.codegen.ged188;

import java.util.ArrayList;
import java.util.List;

/**
 * The floating part of a message cut into what is written in one go: a single field, or lists that
 * repeat together entry by entry, some of them perhaps lists within the entry.
 */
final class Segments {

    /**
     * Fields written together.
     *
     * @param members in table order; one field that does not repeat, or lists
     */
    record Segment(List<Ged188Schema.Field> members) {

        boolean single() {
            return !members.get(0).repeats();
        }
    }

    private Segments() {}

    static List<Segment> of(Ged188Schema.Message message) {
        List<Segment> segments = new ArrayList<>();
        String lastRoot = "";
        for (Ged188Schema.Field field : message.floating()) {
            String root = field.repeats() ? root(message, field) : "";
            if (field.repeats() && root.equals(lastRoot)) {
                segments.get(segments.size() - 1).members().add(field);
            } else {
                segments.add(new Segment(new ArrayList<>(List.of(field))));
            }
            lastRoot = root;
        }
        return segments;
    }

    private static String root(Ged188Schema.Message message, Ged188Schema.Field list) {
        Ged188Schema.Field count = nestedCount(message, list);
        if (count != null) {
            return root(message, count);
        }
        return list.countField().isEmpty() ? list.name() : list.countField();
    }

    /** The list of counts that a list within an entry goes by, or null for a list of entries. */
    static Ged188Schema.Field nestedCount(Ged188Schema.Message message, Ged188Schema.Field list) {
        for (Ged188Schema.Field field : message.floating()) {
            if (field.repeats() && field.name().equals(list.countField())) {
                return field;
            }
        }
        return null;
    }
}
