package org.jackfield.protocol.ged188;

/**
 * A message whose body is not public, or whose number is not in the tables at all.
 *
 * @param number the message type on the wire, as a signed 32-bit number
 * @param body what followed the header
 */
public record UnknownMessage(int number, Bytes body) implements Ged188Message {

    /** The row of the message table, or null when the number is not listed. */
    @Override
    public MessageType type() {
        return MessageType.of(number);
    }

    @Override
    public Object field(int index) {
        throw new IndexOutOfBoundsException("an unknown message has no fields, index " + index);
    }
}
