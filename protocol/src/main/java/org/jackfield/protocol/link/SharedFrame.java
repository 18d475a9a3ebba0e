package org.jackfield.protocol.link;

import org.jackfield.protocol.frame.Octets;
import org.jackfield.protocol.ged188.Ged188Codec;
import org.jackfield.protocol.ged188.Ged188Message;
import org.jackfield.protocol.ged188.Ged188Tables;

/**
 * Encodes a message once for each protocol version and shares the bytes among all who get it, as
 * long as the same message comes again. The word behind the header, InvokeID in requests and
 * answers, MonitorID in events, may differ for each receiver.
 */
final class SharedFrame {

    /** Where the first word of the body is. */
    static final int STAMP_AT = 8;

    private final byte[][] byVersion = new byte[Ged188Tables.LAST_VERSION + 1][];
    private Ged188Message message;

    /**
     * The frame; the caller must not change it.
     *
     * @param stamp goes into the first word of the body; negative leaves it as it is
     */
    byte[] bytes(Ged188Message next, int version, long stamp) {
        if (next != message) {
            java.util.Arrays.fill(byVersion, null);
            message = next;
        }
        byte[] frame = byVersion[version];
        if (frame == null) {
            frame = Ged188Codec.encode(next, version);
            byVersion[version] = frame;
        }
        if (stamp < 0 || Octets.u32(frame, STAMP_AT) == stamp) {
            return frame;
        }
        byte[] own = frame.clone();
        Octets.put32(own, STAMP_AT, stamp);
        return own;
    }
}
