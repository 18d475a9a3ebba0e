package org.jackfield.protocol.ged188;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * One message as the tables have it: fixed fields in wire order, then floating ones in table order.
 * The index of a field in {@link #fields()} is the one that {@link Ged188Message#field} takes.
 */
public record MessageTable(MessageType type, List<FieldTable> fixed, List<FieldTable> floating) {

    /** The floating field with this tag, or null. */
    public FieldTable floating(int tag) {
        for (FieldTable field : floating) {
            if (field.tag() == tag) {
                return field;
            }
        }
        return null;
    }

    /** All fields, fixed ones first. */
    public List<FieldTable> fields() {
        List<FieldTable> all = new ArrayList<>(fixed);
        all.addAll(floating);
        return Collections.unmodifiableList(all);
    }

    /** Throws for the first number of the message that its field cannot hold. */
    void checkNumbers(Ged188Message message) {
        for (int i = 0; i < fixed.size(); i++) {
            FieldTable field = fixed.get(i);
            long value = ((Number) message.field(i)).longValue();
            if (field.type().number()
                    && (value < field.type().min() || value > field.type().max())) {
                throw FieldSizes.outOfRange(
                        field.name(), value, field.type().min(), field.type().max());
            }
        }
    }
}
