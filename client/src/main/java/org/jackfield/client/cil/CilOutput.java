package org.jackfield.client.cil;

import org.jackfield.protocol.cil.ClientFrame;
import org.jackfield.protocol.record.Arguments;

/** What a {@link CilMachine} wants done, or tells. */
public sealed interface CilOutput {

    /** Open a WebSocket. */
    record Connect(long attempt, CilServer server) implements CilOutput {}

    /** Send a frame. */
    record Send(long attempt, ClientFrame frame) implements CilOutput {}

    /** Leave the WebSocket. */
    record Drop(long attempt, String reason) implements CilOutput {}

    /** An object is this now; null: it is gone. Comes before the event that says so is raised. */
    record Changed(String id, Arguments properties) implements CilOutput {}

    /** An event for the application. */
    record Raise(CilEvent event) implements CilOutput {}

    /** The end of a request; exactly once. */
    record Ended(long token, CilReply reply) implements CilOutput {}

    /** A line for a log. */
    record Note(String text) implements CilOutput {}
}
