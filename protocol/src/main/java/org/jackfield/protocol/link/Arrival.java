package org.jackfield.protocol.link;

import org.jackfield.protocol.ged188.Ged188Message;

/**
 * One frame that arrived.
 *
 * @param message null when the frame could not be read
 * @param messageType the number in the header, 0 when there was no header
 * @param invokeId the first word of the body, which is the InvokeID of every message that has one;
 *     0 when the body is shorter
 * @param openVersion VersionNumber of an OPEN_REQ, -1 for others
 * @param error what was wrong, naming field and offset; null when there is a message
 * @param framing true when the length word was wrong: the stream cannot be read on
 * @param waitedMs how long it may have lain in its socket, because this process stood still; 0 in
 *     ordinary running
 */
public record Arrival(
        Ged188Message message,
        int messageType,
        long invokeId,
        long openVersion,
        String error,
        boolean framing,
        int waitedMs) {}
