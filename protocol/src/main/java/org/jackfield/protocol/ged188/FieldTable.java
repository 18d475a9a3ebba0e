package org.jackfield.protocol.ged188;

/**
 * One field of a message as the tables have it.
 *
 * @param name as printed in the tables
 * @param type data type
 * @param tag number of a floating field, 0 for a fixed one
 * @param size bytes of a number, else the most bytes of the data (a string's NUL counted)
 * @param since the first protocol version that has it
 * @param until the last one
 * @param required a floating field that must be there
 * @param repeats a list, one floating field an element
 * @param enumName the value table of its numbers, empty without one
 * @param countField the field that tells how many elements follow, empty without one
 * @param packs all elements may stand in one field
 * @param oldSize the most bytes before version {@code oldSizeBefore}
 * @param oldSizeBefore 0 when the size never changed
 * @param cut a longer string is cut to {@code oldSize} instead of refused
 */
public record FieldTable(
        String name,
        FieldType type,
        int tag,
        int size,
        int since,
        int until,
        boolean required,
        boolean repeats,
        String enumName,
        String countField,
        boolean packs,
        int oldSize,
        int oldSizeBefore,
        boolean cut) {

    static FieldTable fixed(String name, FieldType type, int size, int since, String enumName) {
        return new FieldTable(
                name, type, 0, size, since, 25, true, false, enumName, "", false, size, 0, false);
    }

    static FieldTable one(
            String name,
            FieldType type,
            int tag,
            int size,
            int since,
            boolean need,
            String values) {
        return new FieldTable(
                name, type, tag, size, since, 25, need, false, values, "", false, size, 0, false);
    }

    static FieldTable list(
            String name,
            FieldType type,
            int tag,
            int size,
            int since,
            String values,
            String count,
            boolean packs) {
        return new FieldTable(
                name, type, tag, size, since, 25, true, true, values, count, packs, size, 0, false);
    }

    FieldTable until(int last) {
        return new FieldTable(
                name,
                type,
                tag,
                size,
                since,
                last,
                required,
                repeats,
                enumName,
                countField,
                packs,
                oldSize,
                oldSizeBefore,
                cut);
    }

    FieldTable before(int version, int bytes, boolean cutting) {
        return new FieldTable(
                name,
                type,
                tag,
                size,
                since,
                until,
                required,
                repeats,
                enumName,
                countField,
                packs,
                bytes,
                version,
                cutting);
    }

    /** True when a session of this version has the field. */
    public boolean in(int version) {
        return version >= since && version <= until;
    }

    /** The most bytes that may be sent in a session of this version. */
    public int size(int version) {
        return version < oldSizeBefore ? oldSize : size;
    }
}
