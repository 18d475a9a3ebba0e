package org.jackfield.codegen;

/** A schema that cannot be generated from; the message names file, line and what is wrong. */
public final class SchemaException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public SchemaException(String message) {
        super(message);
    }
}
