package org.jackfield.client.ctiserver;

import org.jackfield.protocol.ged188.Ged188Message;

/**
 * What a {@link CtiClientMachine} takes. {@code attempt} is the number that {@link
 * CtiClientOutput.Connect} gave; what an older attempt still says is ignored.
 */
public sealed interface CtiClientInput {

    /** Connect, and stay connected. */
    record Start() implements CtiClientInput {}

    /** The TCP connection is up. */
    record Connected(long attempt) implements CtiClientInput {}

    /** A message arrived; {@code invokeId} is the first word of its body. */
    record Arrived(long attempt, Ged188Message message, long invokeId) implements CtiClientInput {}

    /** Something arrived that is no message. */
    record Garbled(long attempt, String error) implements CtiClientInput {}

    /** The TCP connection is gone, or did not come up. */
    record Lost(long attempt, String reason) implements CtiClientInput {}

    /**
     * Sends a request that is answered with its InvokeID.
     *
     * @param token comes back with the outcome
     * @param timeoutMs the request ends after so long, whatever happens
     */
    record Ask(long token, Ged188Message request, int timeoutMs) implements CtiClientInput {}

    /** Sends a message that has no answer of its own (CONFIG_REQUEST_EVENT, indications). */
    record Tell(Ged188Message message) implements CtiClientInput {}

    /** Ends the session properly and does not connect again. */
    record Stop() implements CtiClientInput {}
}
