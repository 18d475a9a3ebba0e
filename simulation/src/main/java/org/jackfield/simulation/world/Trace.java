package org.jackfield.simulation.world;

import org.jackfield.client.ctiserver.CtiClientInput;
import org.jackfield.client.ctiserver.CtiClientOutput;
import org.jackfield.protocol.ged188.Ged188Message;
import org.jackfield.protocol.text.Ged188Text;

import java.time.Instant;
import java.util.function.Consumer;

/** Writes down what passes, in readable text with the simulated time. */
final class Trace {

    private final VirtualTime time;
    private final Consumer<String> lines;
    private final boolean on;

    /** A trace to a consumer, or, with null, none. */
    Trace(VirtualTime time, Consumer<String> lines) {
        this.time = time;
        this.lines = lines;
        this.on = lines != null;
    }

    void line(String who, Object what) {
        if (on) {
            lines.accept(Instant.ofEpochMilli(time.nowMs()) + " " + who + " " + text(what));
        }
    }

    private static String text(Object what) {
        return switch (what) {
            case CtiClientOutput.Event event -> text(event.message());
            case CtiClientInput.Ask ask -> "asks " + text(ask.request());
            case Ged188Message message -> Ged188Text.of(message);
            default -> what.toString();
        };
    }
}
