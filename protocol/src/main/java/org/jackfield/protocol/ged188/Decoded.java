package org.jackfield.protocol.ged188;

import java.util.List;

/**
 * What became of a frame: a message, or a sentence that names field and offset.
 *
 * @param message null when there is an error
 * @param error null when there is a message
 * @param skipped fields with tags that the message does not have, in the order on the wire
 */
public record Decoded(Ged188Message message, String error, List<UnknownField> skipped) {

    /** True when there is a message. */
    public boolean ok() {
        return error == null;
    }
}
