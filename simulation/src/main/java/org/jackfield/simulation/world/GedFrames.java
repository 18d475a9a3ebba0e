package org.jackfield.simulation.world;

import org.jackfield.protocol.frame.Octets;
import org.jackfield.protocol.ged188.Decoded;
import org.jackfield.protocol.ged188.Ged188Codec;
import org.jackfield.protocol.ged188.Ged188Message;

/** CTI Server messages to bytes and back, with the number that stands first in a body. */
final class GedFrames {

    private static final int FIRST_AT = 8;
    private static final int WORD_BYTES = 4;

    private GedFrames() {}

    /**
     * Encodes a message.
     *
     * @param first replaces the first word of the body; negative leaves it
     */
    static byte[] encode(Ged188Message message, int version, long first) {
        byte[] frame = Ged188Codec.encode(message, version);
        if (first >= 0 && frame.length >= FIRST_AT + WORD_BYTES) {
            Octets.put32(frame, FIRST_AT, first);
        }
        return frame;
    }

    static Decoded decode(byte[] frame, int version) {
        return Ged188Codec.decode(frame, version);
    }

    /** The first word of the body; 0 when there is none. */
    static long first(byte[] frame) {
        return frame.length < FIRST_AT + WORD_BYTES ? 0 : Octets.u32(frame, FIRST_AT);
    }
}
