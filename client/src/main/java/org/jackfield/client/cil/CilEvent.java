package org.jackfield.client.cil;

import org.jackfield.protocol.record.Arguments;

/**
 * Something happened: an event of the server, or one that the library makes itself ({@code
 * OnConnection}, {@code OnConnectionFailure}, {@code OnConnectionClosed}, {@code
 * OnConnectionRejected}, {@code OnMissingHeartbeat}, {@code OnHeartbeat}).
 *
 * @param name event name
 * @param target UniqueObjectID of the object it is about, or empty
 * @param args what came with it
 * @param number its number in the session, 0 for the library's own
 * @param timeMs server time, milliseconds since 1970; 0 for the library's own
 */
public record CilEvent(String name, String target, Arguments args, long number, long timeMs) {

    /** True when it is called so. */
    public boolean is(String asked) {
        return name.equalsIgnoreCase(asked);
    }
}
