package org.jackfield.client.cil;

import org.jackfield.protocol.cil.ServerFrame;
import org.jackfield.protocol.record.Arguments;

/** What a {@link CilMachine} takes; what an older attempt to connect still says is ignored. */
public sealed interface CilInput {

    /** Connect, and stay connected. */
    record Start() implements CilInput {}

    /** The WebSocket is open. */
    record Connected(long attempt) implements CilInput {}

    /** The server said something. */
    record Said(long attempt, ServerFrame frame) implements CilInput {}

    /** The server said what is no frame. */
    record Garbled(long attempt, String error) implements CilInput {}

    /** The WebSocket is gone, or did not open. */
    record Lost(long attempt, String reason) implements CilInput {}

    /** A request; {@code token} comes back with its end. */
    record Ask(long token, String name, String target, Arguments args) implements CilInput {}

    /** Ends the session and does not connect again. */
    record Stop(String reason) implements CilInput {}
}
