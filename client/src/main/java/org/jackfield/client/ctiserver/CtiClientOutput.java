package org.jackfield.client.ctiserver;

import org.jackfield.protocol.ged188.Ged188Message;
import org.jackfield.protocol.ged188.OpenConf;

/** What a {@link CtiClientMachine} wants done, or tells. */
public sealed interface CtiClientOutput {

    /** Open a TCP connection; frames are written in this version. */
    record Connect(long attempt, CtiServerAddress server, int version) implements CtiClientOutput {}

    /** Send a message; {@code invokeId} replaces its first field, negative leaves it. */
    record Send(long attempt, Ged188Message message, long invokeId) implements CtiClientOutput {}

    /** Drop the connection, and what waits in it (linger zero). */
    record Abort(long attempt, String reason) implements CtiClientOutput {}

    /** Close the connection when everything is sent. */
    record Close(long attempt, String reason) implements CtiClientOutput {}

    /** The session is open; all that was known of before is to be asked for anew. */
    record Opened(CtiServerAddress server, int version, OpenConf conf) implements CtiClientOutput {}

    /**
     * The session that was open is no more. Its requests end after this: who asks again at once is
     * told that there is none.
     */
    record Down(CtiServerAddress server, String reason) implements CtiClientOutput {}

    /** An event, in order with everything else. */
    record Event(Ged188Message message) implements CtiClientOutput {}

    /** The end of a request; comes exactly once. */
    record Ended(long token, CtiOutcome outcome) implements CtiClientOutput {}

    /** A line for the log. */
    record Note(String text) implements CtiClientOutput {}
}
