package org.jackfield.gateway.member;

import org.jackfield.gateway.ctiserver.CtiServerInput;
import org.jackfield.gateway.opc.OpcOutput;
import org.jackfield.protocol.log.Envelope;
import org.jackfield.protocol.log.Input;

import java.util.List;

/** What a {@link Member} takes. */
public sealed interface MemberInput {

    /** The process starts: it says hello. */
    record Start() implements MemberInput {}

    /**
     * This start has another number, as an earlier one had a larger number: its folder was lost and
     * its clock set back. Only before its {@link org.jackfield.protocol.log.Hello} was applied.
     */
    record LaterStart(long incarnation) implements MemberInput {}

    /** Something of a client's connection. */
    record Client(CtiServerInput input) implements MemberInput {}

    /** An input for the log: what a PIM says, the calendar, site data, settings. */
    record Offer(Input input) implements MemberInput {}

    /**
     * The replica applied an input, of whatever source.
     *
     * @param timeKnown false while machine time is behind, as nobody led for a time that the
     *     sources have not told yet
     */
    record Applied(Envelope envelope, List<OpcOutput> outputs, boolean timeKnown)
            implements MemberInput {

        /** One at a time that is known. */
        public Applied(Envelope envelope, List<OpcOutput> outputs) {
            this(envelope, outputs, true);
        }
    }

    /** Timers of the replica fired. */
    record Fired(List<OpcOutput> outputs) implements MemberInput {}

    /** A life sign now: the log must move on, as a timer of the machine is due. */
    record Tick() implements MemberInput {}

    /**
     * This process was asleep: others may have taken over, and it commands no switch until it
     * knows.
     */
    record Paused(long pausedMs) implements MemberInput {}

    /** The process is about to end: no requests are taken any more, those under way go on. */
    record Drain() implements MemberInput {}

    /** The process ends: clients are told. */
    record Stop(String reason) implements MemberInput {}
}
