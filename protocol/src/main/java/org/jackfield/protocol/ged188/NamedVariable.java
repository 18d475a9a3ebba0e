package org.jackfield.protocol.ged188;

/**
 * A scalar call variable with a name (ECC), tag 82.
 *
 * @param name 1 to 32 characters
 * @param value at most 210 characters, perhaps none
 */
public record NamedVariable(String name, String value) {

    /** Characters of a name at most; on the wire a NUL follows. */
    public static final int MAX_NAME = 32;

    /** Characters of a value at most; on the wire a NUL follows. */
    public static final int MAX_VALUE = 210;
}
