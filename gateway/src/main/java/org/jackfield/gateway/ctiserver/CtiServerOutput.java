package org.jackfield.gateway.ctiserver;

import org.jackfield.gateway.opc.OpcOutput.Severity;
import org.jackfield.protocol.ged188.Ged188Message;
import org.jackfield.protocol.ged188.SetAgentStateReq;
import org.jackfield.protocol.log.Input;

/** What a {@link CtiServerMachine} wants done. */
public sealed interface CtiServerOutput {

    /**
     * Send a message to a client.
     *
     * @param monitorId replaces the MonitorID of an event, so that one message is encoded once for
     *     all; negative leaves the message as it is
     */
    record Send(long session, Ged188Message message, long monitorId) implements CtiServerOutput {}

    /** Close a client's connection when everything is sent. */
    record Close(long session, String reason) implements CtiServerOutput {}

    /**
     * Hand an input to the log.
     *
     * @param sinceMs from when on it ages; {@link CtiServerInput#NOW} from now on
     */
    record Submit(Input input, long sinceMs) implements CtiServerOutput {

        /** One that begins to age now. */
        public Submit(Input input) {
            this(input, CtiServerInput.NOW);
        }
    }

    /**
     * Check the password of a login, and answer with {@link CtiServerInput.Verified}; one that
     * waited for longer than {@link LoginWait#MAX_MS} need not be checked.
     *
     * @param sinceMs when it came; {@link CtiServerInput#NOW} just now
     */
    record Verify(long session, SetAgentStateReq request, long sinceMs) implements CtiServerOutput {

        /** Without the request: it holds a password. */
        @Override
        public String toString() {
            return "Verify[session=" + session + ", agent=" + request.agentId() + "]";
        }
    }

    /** A line for the event log. */
    record Log(Severity severity, String text) implements CtiServerOutput {}
}
