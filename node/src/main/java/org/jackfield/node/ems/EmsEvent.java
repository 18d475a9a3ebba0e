package org.jackfield.node.ems;

import java.util.List;

/**
 * One event.
 *
 * @param atMs milliseconds since 1970
 * @param sequence count within the process, from 1
 * @param binary bytes for the curious; may be empty
 */
public record EmsEvent(
        long atMs,
        long sequence,
        EmsMessage message,
        List<String> arguments,
        EmsIds ids,
        byte[] binary) {

    public EmsEvent {
        arguments = List.copyOf(arguments);
        binary = binary.clone();
    }

    public EmsSeverity severity() {
        return message.severity();
    }

    @Override
    public byte[] binary() {
        return binary.clone();
    }

    /** The message with its arguments and ids. */
    public String text() {
        return message.text(arguments) + ids.text();
    }
}
