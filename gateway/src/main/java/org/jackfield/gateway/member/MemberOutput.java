package org.jackfield.gateway.member;

import org.jackfield.gateway.ctiserver.CtiServerOutput;
import org.jackfield.gateway.opc.OpcOutput.Severity;
import org.jackfield.protocol.log.Envelope;
import org.jackfield.protocol.pim.PimCommand;

/** What a {@link Member} wants done. */
public sealed interface MemberOutput {

    /** Hand an input to the log. */
    record Submit(Envelope envelope) implements MemberOutput {}

    /** Something for a client's connection: everything but {@link CtiServerOutput.Submit}. */
    record Client(CtiServerOutput output) implements MemberOutput {}

    /** This side's PIM commands the switch from now on. */
    record Activate(int peripheral, int epoch) implements MemberOutput {}

    /** This side's PIM commands the switch no longer. */
    record Standby(int peripheral) implements MemberOutput {}

    /** A command for the switch. */
    record Order(int peripheral, int epoch, PimCommand command) implements MemberOutput {}

    /** Reports of this PIM were dropped: disconnect it, so that it takes a new snapshot. */
    record Resynchronise(int peripheral, String reason) implements MemberOutput {}

    /**
     * A line for the event log.
     *
     * @param replicated true for a line that every member puts out alike
     */
    record Log(Severity severity, String text, boolean replicated) implements MemberOutput {}
}
