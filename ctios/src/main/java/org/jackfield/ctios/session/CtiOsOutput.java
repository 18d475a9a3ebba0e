package org.jackfield.ctios.session;

import org.jackfield.protocol.cil.ClientFrame;
import org.jackfield.protocol.cil.Closing;
import org.jackfield.protocol.cil.Event;
import org.jackfield.protocol.cil.ServerFrame;
import org.jackfield.protocol.ged188.Ged188Message;

import java.util.List;

/** What a {@link CtiOsMachine} wants done. */
public sealed interface CtiOsOutput {

    /** Ask the CTI Server; the answer comes as {@link CtiOsInput.Ended}. */
    record Ask(long token, Ged188Message request, int timeoutMs) implements CtiOsOutput {}

    /** Send a frame to one client. */
    record Frame(long link, ServerFrame frame) implements CtiOsOutput {}

    /** Send an event to several clients, to each with its own number. */
    record Share(List<Recipient> recipients, Event event) implements CtiOsOutput {
        public Share {
            recipients = List.copyOf(recipients);
        }
    }

    /** Who gets a shared event, and the number it has there. */
    record Recipient(long link, long number) {}

    /** Say a last word and close. */
    record Close(long link, Closing last) implements CtiOsOutput {}

    /**
     * Connect to a peer.
     *
     * @param address {@code HOST:PORT}
     * @param attempt to be named by what happens on this connection
     */
    record PeerConnect(int peer, String address, long attempt) implements CtiOsOutput {}

    /** Send a frame to a peer. */
    record PeerSend(int peer, long attempt, ClientFrame frame) implements CtiOsOutput {}

    /** Close the connection to a peer at once. */
    record PeerDrop(int peer, long attempt, String reason) implements CtiOsOutput {}

    /** A line for the log. */
    record Note(String text) implements CtiOsOutput {}
}
