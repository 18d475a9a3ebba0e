package org.jackfield.ctios.session;

import org.jackfield.client.ctiserver.CtiOutcome;
import org.jackfield.protocol.cil.ClientFrame;
import org.jackfield.protocol.cil.ServerFrame;
import org.jackfield.protocol.ged188.Ged188Message;
import org.jackfield.protocol.ged188.OpenConf;

/** What a {@link CtiOsMachine} takes. */
public sealed interface CtiOsInput {

    /** A session with a CTI Server is open. */
    record LinkUp(String side, OpenConf conf) implements CtiOsInput {}

    /** It is gone; no other can be reached so far. */
    record LinkDown(String reason) implements CtiOsInput {}

    /** An event of the CTI Server. */
    record Happened(Ged188Message message) implements CtiOsInput {}

    /** The end of a question asked by {@link CtiOsOutput.Ask}. */
    record Ended(long token, CtiOutcome outcome) implements CtiOsInput {}

    /**
     * The server is about to end: what was asked gets its outcome, what is asked from now on is
     * refused.
     */
    record Drain() implements CtiOsInput {}

    /** A client connected. */
    record Opened(long link, String remote) implements CtiOsInput {}

    /** A client said something. */
    record Said(long link, ClientFrame frame) implements CtiOsInput {}

    /** A client said what is no frame. */
    record Garbled(long link, String error) implements CtiOsInput {}

    /** A client reads slowly. */
    record Slow(long link, long queuedBytes) implements CtiOsInput {}

    /** A client was cut off because it read too slowly. */
    record CutOff(long link, long queuedBytes) implements CtiOsInput {}

    /** A client's connection is gone. */
    record Closed(long link) implements CtiOsInput {}

    /** The connection of {@link CtiOsOutput.PeerConnect} is there. */
    record PeerOpened(int peer, long attempt) implements CtiOsInput {}

    /** A peer said something on it. */
    record PeerSaid(int peer, long attempt, ServerFrame frame) implements CtiOsInput {}

    /** A peer said what is no frame. */
    record PeerGarbled(int peer, long attempt, String error) implements CtiOsInput {}

    /** It is gone, or never was. */
    record PeerClosed(int peer, long attempt, String reason) implements CtiOsInput {}
}
