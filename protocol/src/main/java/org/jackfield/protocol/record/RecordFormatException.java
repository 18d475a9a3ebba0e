package org.jackfield.protocol.record;

/** Bytes that are no record of the schema; the message names what and at which offset. */
public final class RecordFormatException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public RecordFormatException(String message) {
        super(message);
    }
}
