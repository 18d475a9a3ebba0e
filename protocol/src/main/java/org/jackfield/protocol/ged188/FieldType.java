package org.jackfield.protocol.ged188;

/** The data types of fields. */
public enum FieldType {
    /** 8 bits, signed. */
    CHAR,
    /** 8 bits, unsigned. */
    UCHAR,
    /** 16 bits, signed. */
    SHORT,
    /** 16 bits, unsigned. */
    USHORT,
    /** 32 bits, signed. */
    INT,
    /** 32 bits, unsigned. */
    UINT,
    /** 16 bits, 0 or 1. */
    BOOL,
    /** Seconds since 1970-01-01 UTC, 32 bits, unsigned. */
    TIME,
    /** Characters of one byte, ended by a NUL. */
    STRING,
    /** Opaque bytes. */
    UNSPEC,
    /** Name and value, each ended by a NUL. */
    NAMEDVAR,
    /** Index, name and value. */
    NAMEDARRAY;

    /** True for the types that are one number. */
    public boolean number() {
        return ordinal() <= TIME.ordinal();
    }

    /** The smallest number. */
    public long min() {
        return switch (this) {
            case CHAR -> Byte.MIN_VALUE;
            case SHORT -> Short.MIN_VALUE;
            case INT -> Integer.MIN_VALUE;
            default -> 0;
        };
    }

    /** The largest number. */
    public long max() {
        return switch (this) {
            case CHAR -> Byte.MAX_VALUE;
            case UCHAR -> 0xFF;
            case SHORT -> Short.MAX_VALUE;
            case USHORT, BOOL -> 0xFFFF;
            case INT -> Integer.MAX_VALUE;
            case UINT, TIME -> 0xFFFFFFFFL;
            default -> 0;
        };
    }
}
