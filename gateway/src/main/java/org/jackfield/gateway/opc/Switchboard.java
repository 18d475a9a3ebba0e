package org.jackfield.gateway.opc;

import org.jackfield.gateway.opc.Exchange.TimerKey;
import org.jackfield.gateway.opc.Exchange.TimerKind;
import org.jackfield.protocol.log.SessionKey;
import org.jackfield.protocol.pim.Answer;
import org.jackfield.protocol.pim.Clear;
import org.jackfield.protocol.pim.Dial;
import org.jackfield.protocol.pim.Label;
import org.jackfield.protocol.pim.LegState;
import org.jackfield.protocol.pim.PimCommand;
import org.jackfield.protocol.pim.Place;
import org.jackfield.protocol.pim.Seat;
import org.jackfield.protocol.site.SiteDevice;

import java.util.List;

/**
 * Gives commands to the switch and keeps those that are open. While no PIM is active a command is
 * kept and said at the end of the next snapshot.
 */
final class Switchboard {

    /** So long the switch may take for what needs no person, milliseconds. */
    static final long OUTCOME_MS = 5_000;

    /** So long the own phone of a caller may ring. */
    static final int OWN_PHONE_RING_MS = 20_000;

    private final Exchange exchange;

    Switchboard(Exchange exchange) {
        this.exchange = exchange;
    }

    /** A new operation, to be filled and then ordered or left waiting. */
    Operation operation(int peripheral, Goal goal) {
        return new Operation(exchange.numbering.operation(), peripheral, goal);
    }

    /**
     * As {@link #operation}, for what a client's request itself wants of the switch: begun before
     * the request's deadline or not at all.
     */
    Operation asked(int peripheral, Goal goal) {
        Operation operation = operation(peripheral, goal);
        operation.untilMs = exchange.askedUntilMs();
        return operation;
    }

    /** An operation that is a mere wait, with its time. */
    void await(Operation operation, long waitMs) {
        exchange.operations.put(operation.id(), operation);
        exchange.timers.set(
                new TimerKey(TimerKind.OPERATION, operation.id()), exchange.nowMs() + waitMs);
    }

    /** Nobody could hear how anything went: each outcome has its time from now on. */
    void outcomesBeginAnew() {
        for (long id : exchange.operations.keySet()) {
            TimerKey key = new TimerKey(TimerKind.OPERATION, id);
            long dueMs = exchange.nowMs() + OUTCOME_MS;
            exchange.timers.set(key, Math.max(exchange.timers.dueMs(key), dueMs));
        }
    }

    /** Gives a command that has the operation's id. */
    void order(Operation operation, PimCommand command, long outcomeMs) {
        operation.command = command;
        await(operation, outcomeMs);
        Peripheral peripheral = exchange.peripheral(operation.peripheral());
        if (peripheral.online) {
            exchange.put(new OpcOutput.Order(peripheral.id(), peripheral.epoch, command));
        }
    }

    /** Says an open command again, in the epoch of now. */
    void repeat(Operation operation) {
        if (operation.command instanceof Place place) {
            seated(place.seats()); // the listing showed them where they were before
        }
        Peripheral peripheral = exchange.peripheral(operation.peripheral());
        exchange.put(new OpcOutput.Order(peripheral.id(), peripheral.epoch, operation.command));
    }

    /**
     * Who asked in a session cannot hear the outcome any more, or told its user already that there
     * is none: what the switch has not begun is not begun any more.
     */
    void lapse(SessionKey session) {
        for (Operation each : exchange.operations.values()) {
            if (each.requester != null && each.requester.session().equals(session)) {
                lapse(each);
                if (each.goal() == Goal.CLEAR_CALL) {
                    lapseEnds(each.callId);
                }
            }
        }
    }

    /** The ends of a call's connections that somebody wanted who waits for all of them at once. */
    private void lapseEnds(long callId) {
        for (Operation each : exchange.operations.values()) {
            boolean ends = each.goal() == Goal.CLEAR || each.goal() == Goal.LEAVE;
            if (ends && each.callId == callId && each.requester == null) {
                lapse(each);
            }
        }
    }

    private void lapse(Operation operation) {
        if (operation.untilMs != Operation.MUST_BE_DONE) {
            operation.untilMs = Math.min(operation.untilMs, exchange.nowMs() - 1);
        }
    }

    /** Takes an operation out; null when it is not open (any more). */
    Operation take(long id) {
        exchange.timers.cancel(new TimerKey(TimerKind.OPERATION, id));
        return exchange.operations.remove(id);
    }

    /** A connection is gone: nobody waits for the switch to say so. */
    void forgetWaits(Connection gone) {
        for (Operation each : List.copyOf(exchange.operations.values())) {
            if (each.command == null
                    && each.goal() == Goal.CLEAR
                    && each.connectionId == gone.id()) {
                take(each.id());
            }
        }
    }

    /** A call is gone: nobody waits for anything of it but outcomes of commands. */
    void forgetWaits(Call gone) {
        for (Operation each : List.copyOf(exchange.operations.values())) {
            if (each.command == null && each.callId == gone.id() && each.requester == null) {
                take(each.id());
            }
        }
    }

    /** The open operation that dials a channel, or null. */
    Operation dialling(String channel) {
        for (Operation each : exchange.operations.values()) {
            if (each.command instanceof Dial dial && dial.channel().equals(channel)) {
                return each;
            }
        }
        return null;
    }

    void place(Operation operation, List<Seat> seats) {
        seated(seats);
        order(operation, new Place(operation.id(), seats), OUTCOME_MS);
    }

    private void seated(List<Seat> seats) {
        for (Seat each : seats) {
            Leg leg = exchange.legs.get(each.channel());
            if (leg != null) {
                leg.bridge = each.bridge() == null ? "" : each.bridge();
            }
        }
    }

    void answer(Operation operation, Leg leg) {
        order(operation, new Answer(operation.id(), leg.channel()), OUTCOME_MS);
    }

    /** Ends a leg; the switch's Ended clears what it serves. */
    void clear(Leg leg, int q850) {
        clear(operation(leg.peripheral(), Goal.NOTHING), leg, q850);
    }

    /** Ends a leg for somebody who waits for it. */
    void clear(Operation operation, Leg leg, int q850) {
        leg.clearing = true;
        order(operation, new Clear(operation.id(), leg.channel(), q850), OUTCOME_MS);
    }

    /** Dials a phone for a connection. */
    void dialPhone(
            Operation operation,
            Connection connection,
            SiteDevice device,
            int ringMs,
            boolean autoAnswer) {
        dial(
                operation,
                connection,
                Dial.builder().endpoint(device.endpoint()).timeoutMs(ringMs).autoAnswer(autoAnswer),
                device.endpoint());
    }

    /** Dials a number outside for a connection. */
    void dialOutside(Operation operation, Connection connection, String number, int ringMs) {
        dial(operation, connection, Dial.builder().number(number).timeoutMs(ringMs), "");
    }

    private void dial(
            Operation operation, Connection connection, Dial.Builder dial, String endpoint) {
        Call call = exchange.callOf(connection);
        Leg leg =
                new Leg(
                        exchange.numbering.channel(),
                        call.peripheral(),
                        endpoint,
                        false,
                        LegState.DIALLING);
        exchange.legs.put(leg.channel(), leg);
        exchange.attach(connection, leg);
        PimCommand command =
                dial.operation(operation.id())
                        .channel(leg.channel())
                        .calling(callerNumber(call, connection))
                        .callRef(callRef(call, connection))
                        .build();
        int ringMs = ((Dial) command).timeoutMs();
        order(operation.about(connection), command, ringMs + OUTCOME_MS);
    }

    private static String callerNumber(Call call, Connection called) {
        Connection originator = call.originator();
        if (originator == null || originator == called) {
            return originator == null ? call.ani : call.calledNumber;
        }
        return originator.party().number();
    }

    /** By what a snapshot of the switch tells whose a channel is. */
    static String callRef(Call call, Connection connection) {
        return call.key().day() + "." + call.key().callId() + "." + connection.id();
    }

    /** Puts the call's name on the channel of a connection. */
    void label(Call call, Connection connection) {
        if (connection.channel != null) {
            Operation operation = operation(call.peripheral(), Goal.NOTHING);
            order(
                    operation,
                    new Label(operation.id(), connection.channel, callRef(call, connection)),
                    OUTCOME_MS);
        }
    }
}
