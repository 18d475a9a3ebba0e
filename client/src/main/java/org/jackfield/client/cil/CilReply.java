package org.jackfield.client.cil;

import org.jackfield.protocol.cil.Outcome;
import org.jackfield.protocol.record.Arguments;

/**
 * How a request ended.
 *
 * @param outcome done, failed, timed out or stale
 * @param code 0 when done, below 0 a CilError, else a control failure code
 * @param peripheralCode PeripheralErrorCode, 0 without one
 * @param text a sentence for the user, empty when done
 * @param args results
 */
public record CilReply(
        Outcome outcome, int code, long peripheralCode, String text, Arguments args) {

    /** E_CTIOS_IN_FAILOVER. */
    public static final int IN_FAILOVER = -114;

    public boolean done() {
        return outcome == Outcome.DONE;
    }

    static CilReply lost(String text) {
        return new CilReply(Outcome.TIMED_OUT, 0, 0, text, Arguments.EMPTY);
    }

    static CilReply notConnected() {
        return new CilReply(
                Outcome.FAILED,
                IN_FAILOVER,
                0,
                "Not connected to a CTI OS server.",
                Arguments.EMPTY);
    }
}
