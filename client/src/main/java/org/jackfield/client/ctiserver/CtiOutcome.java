package org.jackfield.client.ctiserver;

import org.jackfield.protocol.ged188.ControlFailureCode;
import org.jackfield.protocol.ged188.ControlFailureConf;
import org.jackfield.protocol.ged188.FailureConf;
import org.jackfield.protocol.ged188.Ged188Message;
import org.jackfield.protocol.ged188.StatusCode;

/** How a request ended. */
public sealed interface CtiOutcome {

    /** Confirmed by the server. */
    record Done(Ged188Message confirmation) implements CtiOutcome {}

    /** Refused by the server: {@link ControlFailureConf} or {@link FailureConf}. */
    record Refused(Ged188Message failure) implements CtiOutcome {}

    /** No answer in time; whether it was executed is not known. */
    record TimedOut(int afterMs) implements CtiOutcome {}

    /** The session ended first; whether it was executed is not known. */
    record SessionLost(String reason) implements CtiOutcome {}

    /** There was no session; nothing was sent. */
    record NotOpen(String reason) implements CtiOutcome {}

    /** True when the server confirmed. */
    default boolean done() {
        return this instanceof Done;
    }

    /** A sentence for the log or a person. */
    default String text() {
        return switch (this) {
            case Done done -> "done";
            case Refused(ControlFailureConf failure) -> text(failure);
            case Refused(FailureConf failure) ->
                    "refused: " + StatusCode.nameOf((int) failure.status());
            case Refused refused -> "refused: " + refused.failure().type();
            case TimedOut late -> "no answer within " + late.afterMs() + " ms";
            case SessionLost lost -> "the session ended before the answer: " + lost.reason();
            case NotOpen none -> "no session with a CTI Server: " + none.reason();
        };
    }

    private static String text(ControlFailureConf failure) {
        return "refused: "
                + ControlFailureCode.nameOf(failure.failureCode())
                + (failure.peripheralErrorCode() == 0
                        ? ""
                        : ", peripheral error " + failure.peripheralErrorCode())
                + (failure.text() == null ? "" : ", " + failure.text());
    }
}
