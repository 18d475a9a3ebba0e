package org.jackfield.gateway.opc;

import org.jackfield.gateway.opc.OpcOutput.Severity;
import org.jackfield.protocol.ged188.ControlFailureCode;
import org.jackfield.protocol.ged188.EventCause;
import org.jackfield.protocol.pim.Clear;
import org.jackfield.protocol.pim.Dial;
import org.jackfield.protocol.pim.FailReason;
import org.jackfield.protocol.pim.Failed;
import org.jackfield.protocol.pim.Play;

/** What follows when the switch says how a command went, or says nothing. */
final class Outcomes {

    private final Opc opc;
    private final Exchange exchange;

    Outcomes(Opc opc) {
        this.opc = opc;
        this.exchange = opc.exchange;
    }

    /** The command reached its goal. */
    void done(long id) {
        Operation operation = exchange.operations.get(id);
        if (operation == null || operation.command == null) {
            return;
        }
        if (operation.command instanceof Play) {
            opc.switchboard.await(operation, Long.MAX_VALUE / 4 - exchange.nowMs());
            return; // Played ends it
        }
        if (operation.command instanceof Dial dial) {
            Leg leg = exchange.legs.get(dial.channel());
            if (leg != null) {
                opc.joining.up(leg);
            }
            opc.switchboard.take(id);
            return;
        }
        opc.switchboard.take(id);
        if (operation.moves()) {
            opc.clearing.afterMove(operation);
        }
        switch (operation.goal()) {
            case SEATS,
                    NOTHING,
                    MUSIC,
                    GREETING,
                    OWN_DIAL,
                    DIAL,
                    ANSWER,
                    BLIND_REACH,
                    CLEAR_CALL -> {
                // nothing waits for it
            }
            case BLIND_BACK -> {
                // the call is where it was
            }
            case ANSWER_CALLER -> callerAnswered(operation);
            case ANSWER_BACK -> opc.joining.answeredBack(operation);
            case JOIN -> opc.joining.joined(operation);
            case HOLD -> opc.holding.held(operation);
            case RETRIEVE -> opc.holding.retrieved(operation);
            case ALTERNATE -> opc.holding.alternated(operation);
            case RECONNECT -> opc.holding.reconnected(operation);
            case CONSULT -> opc.consulting.split(operation);
            case TRANSFER -> opc.merging.transferred(operation);
            case CONFERENCE -> opc.merging.conferenced(operation);
            case BLIND_SPLIT -> opc.blindTransfers.split(operation);
            case CLEAR -> cleared(operation);
            case LEAVE -> opc.clearing.left(operation);
            case DTMF -> opc.answers.confirm(operation);
        }
    }

    private void callerAnswered(Operation operation) {
        Connection caller = exchange.connection(operation.connectionId);
        Leg leg = caller == null ? null : exchange.legOf(caller);
        if (leg != null) {
            opc.joining.up(leg);
        }
    }

    /** The channel is gone; Ended tells it, and if it does not we take it as told. */
    private void cleared(Operation operation) {
        opc.answers.confirm(operation);
        if (exchange.connection(operation.connectionId) != null) {
            operation.command = null;
            opc.switchboard.await(operation, Switchboard.OUTCOME_MS);
        }
    }

    /** An announcement ended. */
    void played(long id) {
        Operation operation = opc.switchboard.take(id);
        if (operation != null) {
            opc.routedCalls.greetingEnded(operation);
        }
    }

    /** The command did not reach its goal. */
    void failed(Failed failed) {
        Operation operation = opc.switchboard.take(failed.operation());
        if (operation != null) {
            exchange.log(
                    Severity.INFO,
                    operation.goal() + " failed: " + failed.reason() + " " + failed.text());
            failed(operation, failed.reason(), Refusal.of(failed.reason(), failed.text()));
        }
    }

    private void failed(Operation operation, FailReason reason, Refusal why) {
        if (operation.command instanceof Dial dial) {
            opc.joining.dialFailed(operation, exchange.legs.get(dial.channel()), reason, why);
            return;
        }
        if (operation.moves()) {
            opc.clearing.afterMove(operation);
        }
        switch (operation.goal()) {
            case GREETING -> opc.routedCalls.greetingEnded(operation);
            case ANSWER_CALLER -> callerNotAnswered(operation);
            case ANSWER_BACK, JOIN -> opc.joining.notJoined(operation, why);
            case CONSULT -> opc.consulting.notSplit(operation, why);
            case TRANSFER, CONFERENCE -> opc.merging.failed(operation, why);
            case BLIND_SPLIT -> {
                opc.answers.refuse(operation, why);
                opc.merging.progress(operation, false);
            }
            case BLIND_REACH -> opc.blindTransfers.tooLong(operation);
            case CLEAR, LEAVE -> notEnded(operation, reason, why);
            case CLEAR_CALL, HOLD, RETRIEVE, ALTERNATE, RECONNECT, DTMF ->
                    opc.answers.refuse(operation, why);
            case SEATS, NOTHING, MUSIC, BLIND_BACK, OWN_DIAL, DIAL, ANSWER -> unheard(operation);
        }
    }

    /**
     * Who asked is told. What a client asked for and the switch did not do is as it was, and ends
     * not behind its back; of all else, what cannot be seen is not there any more.
     */
    private void notEnded(Operation operation, FailReason reason, Refusal why) {
        boolean gone = reason == FailReason.NO_SUCH_CHANNEL;
        if (gone) {
            opc.answers.confirm(operation);
        } else {
            opc.answers.refuse(operation, why);
        }
        boolean asked = operation.untilMs != Operation.MUST_BE_DONE && operation.command != null;
        if (asked && !gone) {
            opc.clearing.stays(operation, why);
        } else {
            opc.clearing.silent(operation);
        }
    }

    /** An end that nobody waited for is made sure of; the rest follows from the next snapshot. */
    private void unheard(Operation operation) {
        if (operation.command instanceof Clear clear
                && exchange.legs.get(clear.channel()) instanceof Leg leg) {
            opc.clearing.legEnded(leg, 0, false);
        }
    }

    private void callerNotAnswered(Operation operation) {
        Connection caller = exchange.connection(operation.connectionId);
        if (caller != null) {
            caller.endCause = EventCause.RESOURCES_NOT_AVAILABLE.value();
            opc.clearing.clear(caller);
        }
    }

    /** The switch said nothing in time. */
    void silent(long id) {
        Operation operation = opc.switchboard.take(id);
        if (operation == null) {
            return;
        }
        Refusal why =
                Refusal.of(
                        ControlFailureCode.REQUEST_TIMEOUT_REJECTION,
                        Refusal.TIMEOUT,
                        "The switch did not answer in time; see the calls as they are now");
        Peripheral peripheral = exchange.peripheral(operation.peripheral());
        boolean judged = Sides.commanded(exchange, peripheral);
        if (!judged && (operation.requester == null || operation.command != null)) {
            opc.answers.refuse(operation, why);
            opc.switchboard.await(operation, Switchboard.OUTCOME_MS);
            return; // nobody is there to judge; the snapshot settles it
        }
        if (operation.command instanceof Dial dial
                && exchange.legs.get(dial.channel()) instanceof Leg leg) {
            opc.switchboard.clear(leg, 19); // it may ring though nobody says so
        }
        exchange.log(
                Severity.WARNING,
                operation.goal() + " of call " + operation.callId + ": the switch did not answer");
        failed(operation, FailReason.NO_ANSWER, why);
    }
}
