package org.jackfield.gateway.ctiserver;

import org.jackfield.gateway.opc.OpcOutput;
import org.jackfield.protocol.ged188.Ged188Message;
import org.jackfield.protocol.ged188.SetAgentStateReq;
import org.jackfield.protocol.log.Input;

import java.util.List;

/** What a {@link CtiServerMachine} takes. A session's number is the number of its connection. */
public sealed interface CtiServerInput {

    /** Of a message that came just now. */
    long NOW = Long.MAX_VALUE;

    /** A client connected. */
    record Connected(long session, String host, int port) implements CtiServerInput {}

    /**
     * A client sent a message.
     *
     * @param invokeId the first word of its body
     * @param openVersion VersionNumber of an OPEN_REQ as it stood on the wire, else -1
     * @param sinceMs when it came, which may be a while ago: it waited in a socket or a queue
     */
    record Received(
            long session, Ged188Message message, long invokeId, long openVersion, long sinceMs)
            implements CtiServerInput {

        /** One that came just now. */
        public Received(long session, Ged188Message message, long invokeId, long openVersion) {
            this(session, message, invokeId, openVersion, NOW);
        }
    }

    /**
     * A client sent what cannot be read.
     *
     * @param invokeId the first word of its body, 0 when there was none
     * @param framing true when the length itself was wrong
     * @param openVersion VersionNumber when it was an OPEN_REQ, else -1
     * @param error naming field and offset
     */
    record Malformed(long session, long invokeId, boolean framing, long openVersion, String error)
            implements CtiServerInput {}

    /** A client reads too slowly. */
    record Slow(long session, long waitingBytes) implements CtiServerInput {}

    /** A client is gone. */
    record Disconnected(long session, String reason) implements CtiServerInput {}

    /**
     * The edge checked the password of a login.
     *
     * @param sinceMs when the login came
     */
    record Verified(long session, SetAgentStateReq request, boolean verified, long sinceMs)
            implements CtiServerInput {

        /** Of a login that came just now. */
        public Verified(long session, SetAgentStateReq request, boolean verified) {
            this(session, request, verified, NOW);
        }

        /** Without the request: it may hold a password. */
        @Override
        public String toString() {
            return "Verified[session=" + session + ", verified=" + verified + "]";
        }
    }

    /**
     * The OPC applied an input.
     *
     * @param own true when it came from this side's member
     * @param outputs what it put out, in order
     */
    record Applied(Input input, boolean own, List<OpcOutput> outputs) implements CtiServerInput {}

    /** The log takes no more requests for now; this one was not handed in. */
    record Busy(long session, Ged188Message request) implements CtiServerInput {}

    /** This side takes part in decisions, or not (its member is cut off from the others). */
    record InTouch(boolean inTouch, String reason) implements CtiServerInput {}

    /**
     * The process is about to end: what was asked gets its outcome, what changes something and is
     * asked from now on is refused.
     */
    record Drain() implements CtiServerInput {}

    /** The process ends: clients are told. */
    record Shutdown(String reason) implements CtiServerInput {}
}
