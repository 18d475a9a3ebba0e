package org.jackfield.gateway.opc;

import org.jackfield.gateway.opc.OpcOutput.Severity;
import org.jackfield.protocol.ged188.ControlFailureCode;
import org.jackfield.protocol.ged188.EventCause;
import org.jackfield.protocol.pim.Answer;
import org.jackfield.protocol.pim.Arrived;
import org.jackfield.protocol.pim.Clear;
import org.jackfield.protocol.pim.Dial;
import org.jackfield.protocol.pim.Dialled;
import org.jackfield.protocol.pim.Done;
import org.jackfield.protocol.pim.FailReason;
import org.jackfield.protocol.pim.LegState;
import org.jackfield.protocol.pim.Place;
import org.jackfield.protocol.pim.Play;
import org.jackfield.protocol.pim.Seat;
import org.jackfield.protocol.pim.SnapshotChannel;
import org.jackfield.protocol.pim.SnapshotDevice;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Compares the model with a full listing of the switch, after start, reconnect, restart of the
 * switch and change of the active PIM: what is gone is cleared, what was missed is told once, open
 * commands are settled, and what nobody knows is routed anew or ended.
 */
final class Resync {

    /** So long nobody is judged for our gap. */
    private static final long JUDGEMENT_MS = 5_000;

    /** A listing under way. */
    static final class Listing {
        /** When the switch started, by its own clock. */
        long startedMs;

        /** Channels by id. */
        final Map<String, SnapshotChannel> channels = new LinkedHashMap<>();

        /** Channels of which an event came between the parts; it is newer. */
        final Set<String> touched = new LinkedHashSet<>();
    }

    private final Opc opc;
    private final Exchange exchange;
    private SwitchReports reports;
    private Reconciler reconciler;

    Resync(Opc opc) {
        this.opc = opc;
        this.exchange = opc.exchange;
    }

    /** Who takes what a listing shows as if it had just happened, and who goes on comparing. */
    void reportTo(SwitchReports taker, Reconciler comparer) {
        reports = taker;
        reconciler = comparer;
    }

    /** The switch, or the way to it, is gone. */
    void down(Peripheral peripheral, String reason) {
        peripheral.listing = null;
        holdJudgement(peripheral);
        if (peripheral.online) {
            peripheral.online = false;
            exchange.log(Severity.WARNING, "peripheral " + peripheral.id() + " offline: " + reason);
            exchange.put(SystemEvents.switchChanged(peripheral, false, exchange.wallMs()));
        }
    }

    private void holdJudgement(Peripheral peripheral) {
        peripheral.router().holdJudgement(exchange.nowMs() + JUDGEMENT_MS);
        peripheral.agents().holdJudgement(exchange.nowMs(), exchange.nowMs() + JUDGEMENT_MS);
    }

    /**
     * The order of inputs paused, and no switch could be heard: its outcomes are still on their
     * way, or come out of the listing that its side makes when it commands again.
     */
    void judgeNobodyYet() {
        exchange.peripherals.values().forEach(this::holdJudgement);
        opc.switchboard.outcomesBeginAnew();
    }

    void begun(Peripheral peripheral, long startedMs) {
        peripheral.listing = new Listing();
        peripheral.listing.startedMs = startedMs;
    }

    void device(Peripheral peripheral, SnapshotDevice device) {
        if (peripheral.listing != null) {
            reports.inService(peripheral, device.endpoint(), device.inService(), "listed");
        }
    }

    void channel(Peripheral peripheral, SnapshotChannel channel) {
        if (peripheral.listing != null) {
            peripheral.listing.channels.put(channel.channel(), channel);
        }
    }

    /** An event of a channel came. */
    void touched(Peripheral peripheral, String channel) {
        if (peripheral.listing != null) {
            peripheral.listing.touched.add(channel);
        }
        reconciler.touched(peripheral, channel);
    }

    void ended(Peripheral peripheral, int channels) {
        Listing listing = peripheral.listing;
        if (listing == null) {
            return;
        }
        peripheral.listing = null;
        if (listing.channels.size() != channels) {
            exchange.log(
                    Severity.WARNING,
                    "listing of peripheral "
                            + peripheral.id()
                            + " has "
                            + listing.channels.size()
                            + " of "
                            + channels
                            + " channels; taken as it is");
        }
        boolean restarted = peripheral.startedMs != 0 && peripheral.startedMs != listing.startedMs;
        peripheral.startedMs = listing.startedMs;
        boolean wasOffline = !peripheral.online;
        peripheral.online = true;
        peripheral.watch.forget();
        reconciler.watch(peripheral);
        holdJudgement(peripheral);
        if (restarted) {
            exchange.log(
                    Severity.WARNING,
                    "switch of peripheral " + peripheral.id() + " restarted: its calls are gone");
        }
        List<Operation> open = List.copyOf(exchange.operations.values());
        compareLegs(peripheral, listing, restarted);
        settleOperations(peripheral, listing, open);
        for (SnapshotChannel each : listing.channels.values()) {
            boolean known = exchange.legs.containsKey(each.channel());
            if (!known && !listing.touched.contains(each.channel())) {
                stranger(peripheral, each);
            }
        }
        if (restarted) {
            exchange.then(
                    () ->
                            peripheral
                                    .agents()
                                    .switchRestarted(exchange.nowMs(), peripheral.voice()));
        }
        if (wasOffline) {
            exchange.put(SystemEvents.switchChanged(peripheral, true, exchange.wallMs()));
        }
        exchange.then(() -> reseat(peripheral));
    }

    private void compareLegs(Peripheral peripheral, Listing listing, boolean restarted) {
        for (Leg leg : List.copyOf(exchange.legs.values())) {
            if (leg.peripheral() != peripheral.id()
                    || listing.touched.contains(leg.channel())
                    || !exchange.legs.containsKey(leg.channel())) {
                continue;
            }
            SnapshotChannel seen = listing.channels.get(leg.channel());
            boolean mayStillCome =
                    leg.state == LegState.DIALLING
                            && !restarted
                            && opc.switchboard.dialling(leg.channel()) != null;
            if (seen == null && !mayStillCome) {
                gone(leg);
            } else if (seen != null) {
                missed(leg, seen);
            }
        }
    }

    /** A channel that we know is not there any more. */
    void gone(Leg leg) {
        for (Long id : leg.connections) {
            Connection connection = exchange.connection(id);
            if (connection != null && connection.endCause < 0) {
                connection.endCause = EventCause.CTI_LINK_DOWN.value();
            }
            if (connection != null && connection.is(ConnectionState.ALERTING)) {
                // an end that nobody saw is no refusal of the agent's
                opc.routedCalls.withdrawn(exchange.callOf(connection), connection);
            }
        }
        exchange.log(Severity.INFO, "channel " + leg.channel() + " ended unseen");
        opc.clearing.legEnded(leg, 0, true);
    }

    /** What the switch shows of a channel and did not tell. */
    void missed(Leg leg, SnapshotChannel seen) {
        leg.bridge = seen.bridge();
        if (seen.state() == LegState.RINGING && leg.state == LegState.DIALLING) {
            opc.joining.ringing(leg);
        } else if (seen.state() == LegState.UP && !leg.up()) {
            opc.joining.up(leg);
        }
        if (seen.heldByPhone() && !leg.keyHeld) {
            opc.holding.phoneHeld(leg);
        } else if (!seen.heldByPhone() && leg.keyHeld) {
            opc.holding.phoneRetrieved(leg);
        }
    }

    /**
     * What was begun is finished, what the machine wants is asked again, and so is what a client
     * wants while there is time; the rest fails. A side may have been without a place in the order
     * for a moment, without anybody having been told: then the switch heard nothing of it yet.
     */
    private void settleOperations(Peripheral peripheral, Listing listing, List<Operation> open) {
        for (Operation each : open) {
            if (each.peripheral() != peripheral.id()
                    || each.command == null
                    || !exchange.operations.containsKey(each.id())) {
                continue;
            }
            if (each.command instanceof Dial dial && !exchange.legs.containsKey(dial.channel())) {
                opc.switchboard.take(each.id());
            } else if (each.command instanceof Clear clear && isGone(clear, listing)) {
                reports.take(peripheral, new Done(each.id()));
            } else if (!lapsed(each) || begun(each, listing)) {
                again(each);
            } else {
                abandon(each);
            }
        }
    }

    /**
     * True for what a client wants that can no longer be begun in time, or whose client was told
     * already that nothing came of it. Keys that may have been heard are not pressed again, and a
     * phone that may have rung, and not wanted to, does not ring again for a call that was made.
     */
    private boolean lapsed(Operation operation) {
        return operation.untilMs != Operation.MUST_BE_DONE
                && (operation.goal() == Goal.DTMF
                        || operation.goal() == Goal.OWN_DIAL
                        || exchange.nowMs() > operation.untilMs);
    }

    private void again(Operation operation) {
        switch (operation.command) {
            case Dial dial ->
                    opc.switchboard.await(operation, dial.timeoutMs() + Switchboard.OUTCOME_MS);
            case Play play -> {
                // lasts as long as it lasts
            }
            default -> opc.switchboard.await(operation, Switchboard.OUTCOME_MS);
        }
        opc.switchboard.repeat(operation);
    }

    /** The switch never began it: everything is as it was before somebody asked. */
    private void abandon(Operation operation) {
        Refusal why =
                Refusal.of(
                        ControlFailureCode.ADJUNCT_SWITCH_COMM_ERROR,
                        20512,
                        "The switch was away before the request reached it; ask again");
        opc.switchboard.take(operation.id());
        if (operation.command instanceof Dial dial) {
            Leg leg = exchange.legs.get(dial.channel());
            opc.joining.dialFailed(operation, leg, FailReason.SWITCH_DOWN, why);
        } else if (operation.goal() == Goal.CONSULT) {
            opc.consulting.notSplit(operation, why);
        } else {
            opc.answers.refuse(operation, why);
        }
        if (operation.goal() == Goal.CLEAR || operation.goal() == Goal.LEAVE) {
            opc.clearing.stays(operation, why);
        }
    }

    /** True when nothing is left to be cleared: its outcome was lost, and need not be asked for. */
    private static boolean isGone(Clear clear, Listing listing) {
        return !listing.channels.containsKey(clear.channel())
                && !listing.touched.contains(clear.channel());
    }

    /** True when the switch shows a part of the command's goal that was not so before. */
    private boolean begun(Operation operation, Listing listing) {
        return switch (operation.command) {
            case Dial dial -> listing.channels.containsKey(dial.channel());
            case Answer answer ->
                    listing.channels.get(answer.channel()) instanceof SnapshotChannel seen
                            && seen.state() == LegState.UP;
            case Clear clear -> !listing.channels.containsKey(clear.channel());
            case Place place -> {
                Map<String, String> before = bridges(operation);
                yield place.seats().stream()
                        .filter(each -> !bridge(each).equals(before.get(each.channel())))
                        .anyMatch(each -> sits(each, listing));
            }
            default -> false;
        };
    }

    /** Where the calls' states, which the operation has not changed yet, have their channels. */
    private Map<String, String> bridges(Operation operation) {
        Map<String, String> bridges = new LinkedHashMap<>();
        for (long id : List.of(operation.callId, operation.otherCallId)) {
            Call call = exchange.calls.get(id);
            if (call != null) {
                opc.seating.seats(call).forEach(each -> bridges.put(each.channel(), bridge(each)));
            }
        }
        return bridges;
    }

    private static String bridge(Seat seat) {
        return seat.bridge() == null ? "" : seat.bridge();
    }

    private static boolean sits(Seat seat, Listing listing) {
        SnapshotChannel seen = listing.channels.get(seat.channel());
        return seen != null && seen.bridge().equals(bridge(seat));
    }

    /**
     * A channel in our hands that no call knows. One that calls us and was never taken into a call,
     * or it would carry its label, came while nobody was told: it lives. Any other is ended.
     */
    void stranger(Peripheral peripheral, SnapshotChannel seen) {
        boolean calls =
                seen.inbound() && seen.state() == LegState.RINGING && seen.callRef().isEmpty();
        if (calls && seen.endpoint().isEmpty()) {
            exchange.log(
                    Severity.INFO, "channel " + seen.channel() + " arrived unseen; routed now");
            reports.arrived(peripheral, seen.arrived() == null ? bare(seen) : seen.arrived());
            return;
        }
        if (calls) {
            exchange.log(
                    Severity.INFO, "channel " + seen.channel() + " dialled unseen; it goes on now");
            reports.dialled(
                    peripheral, new Dialled(seen.channel(), seen.endpoint(), seen.called()));
            return;
        }
        exchange.log(Severity.WARNING, "channel " + seen.channel() + " is unknown; ended");
        Operation clear = opc.switchboard.operation(peripheral.id(), Goal.NOTHING);
        opc.switchboard.order(
                clear, new Clear(clear.id(), seen.channel(), 16), Switchboard.OUTCOME_MS);
    }

    /** What came with the caller is not known any more. */
    private static Arrived bare(SnapshotChannel seen) {
        return Arrived.builder()
                .channel(seen.channel())
                .calling(seen.calling())
                .called(seen.called())
                .build();
    }

    /** Who is not where the states say is sent there. */
    private void reseat(Peripheral peripheral) {
        for (Call call : List.copyOf(exchange.calls.values())) {
            if (call.peripheral() == peripheral.id()) {
                opc.clearing.straighten(call);
            }
        }
    }
}
