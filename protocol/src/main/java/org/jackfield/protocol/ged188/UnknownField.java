package org.jackfield.protocol.ged188;

/**
 * A floating field whose tag the message does not have in the tables.
 *
 * @param tag the number on the wire; 0 for bytes behind the fixed part that bear no tag
 * @param offset where its data begins in the frame
 * @param data its bytes
 */
public record UnknownField(int tag, int offset, Bytes data) {}
