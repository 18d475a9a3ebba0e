package org.jackfield.gateway.opc;

import org.jackfield.gateway.opc.Exchange.TimerKey;
import org.jackfield.gateway.opc.Exchange.TimerKind;
import org.jackfield.gateway.opc.OpcOutput.Severity;
import org.jackfield.gateway.pim.ChannelDigest;
import org.jackfield.gateway.pim.StateDigest;
import org.jackfield.protocol.pim.ChannelChecked;
import org.jackfield.protocol.pim.ChannelsCompared;
import org.jackfield.protocol.pim.CheckChannel;
import org.jackfield.protocol.pim.Clear;
import org.jackfield.protocol.pim.CompareChannels;
import org.jackfield.protocol.pim.LegState;
import org.jackfield.protocol.pim.PimCommand;
import org.jackfield.protocol.pim.Place;
import org.jackfield.protocol.pim.SnapshotChannel;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Compares the model with the switch all the time, and with itself. Every second the switch is
 * asked whether it has exactly our channels and whether they are as we have them. Only when it has
 * others does it name them, and each one that only one of both has is asked for by itself. How they
 * are is compared in buckets, about one for each channel ({@link StateDigest}): of a bucket that
 * differs each channel is asked for by itself that did not just change and is not being moved, so a
 * busy switch is asked for the few that share a bucket with one that changes. A few channels are
 * looked at in turn besides. A difference counts when it is seen twice, so that nobody is judged by
 * what is on its way; then it is repaired, with a line in the log that begins with {@value
 * #REPAIRED}: within five seconds, however many channels there are, unless hundreds differ at once.
 * A state that only lasts long is no difference: a hold, a wrap-up without a timer, an offer that
 * still waits.
 */
final class Reconciler {

    /** How often, milliseconds; seen twice and repaired is within five seconds. */
    static final long EVERY_MS = 1_000;

    /** How a line about a repair begins. */
    static final String REPAIRED = "reconciled: ";

    /** Channels looked at in turn each time, whatever the digests say. */
    private static final int IN_TURN = 4;

    /**
     * Of those whose buckets differ, so many are asked for each time; more only when a switch lost
     * much at once, and then it must not be flooded with questions.
     */
    private static final int DIFFERING_MAX = 500;

    /** What was seen last; kept in the snapshot. */
    static final class Watch {

        /** Operation of the comparison under way; 0 for none. */
        long asked;

        /** Channels with newer events since it was asked. */
        final Set<String> touched = new LinkedHashSet<>();

        /** Channels that only one of both had at the last comparison. */
        final Set<String> absent = new LinkedHashSet<>();

        /** Channels that were gone or in another state when they were looked at. */
        final Set<String> differing = new LinkedHashSet<>();

        /** What did not fit within the model. */
        final Set<String> doubts = new LinkedHashSet<>();

        /** Channel that was looked at last. */
        String turn = "";

        void forget() {
            asked = 0;
            touched.clear();
            absent.clear();
            differing.clear();
            doubts.clear();
        }
    }

    private final Opc opc;
    private final Exchange exchange;
    private final Resync resync;
    private final ModelDoubts model;

    Reconciler(Opc opc, Resync resync) {
        this.opc = opc;
        this.exchange = opc.exchange;
        this.resync = resync;
        this.model = new ModelDoubts(opc);
    }

    /** Begins to watch a switch, or goes on. */
    void watch(Peripheral peripheral) {
        TimerKey key = new TimerKey(TimerKind.RECONCILE, peripheral.id());
        if (exchange.timers.dueMs(key) == Long.MAX_VALUE) {
            exchange.timers.set(key, exchange.nowMs() + EVERY_MS);
        }
    }

    /** The timer fired. */
    void look(Peripheral peripheral) {
        Watch watch = peripheral.watch;
        if (!peripheral.online) {
            watch.forget();
            return; // the listing at the end of the outage compares all, and watches again
        }
        watch(peripheral);
        if (peripheral.listing != null) {
            watch.forget();
            return;
        }
        model.look(peripheral);
        compare(peripheral);
        watch.differing.forEach(each -> check(peripheral, each));
        inTurn(peripheral);
    }

    private void compare(Peripheral peripheral) {
        List<Leg> legs = legs(peripheral);
        ChannelDigest channels = new ChannelDigest();
        StateDigest states = StateDigest.forChannels(legs.size());
        for (Leg leg : legs) {
            channels.add(leg.channel());
            states.add(leg.channel(), leg.state, leg.bridge, leg.keyHeld);
        }
        Watch watch = peripheral.watch;
        watch.asked = exchange.numbering.operation();
        watch.touched.clear();
        order(
                peripheral,
                new CompareChannels(watch.asked, channels.count(), channels.sum(), states.sums()));
    }

    private List<Leg> legs(Peripheral peripheral) {
        List<Leg> its = new ArrayList<>();
        for (Leg leg : exchange.legs.values()) {
            if (leg.peripheral() == peripheral.id()) {
                its.add(leg);
            }
        }
        return its;
    }

    private void check(Peripheral peripheral, String channel) {
        order(peripheral, new CheckChannel(exchange.numbering.operation(), channel));
    }

    /** No operation waits for the answer: if it is lost, the next question follows. */
    private void order(Peripheral peripheral, PimCommand command) {
        exchange.put(new OpcOutput.Order(peripheral.id(), peripheral.epoch, command));
    }

    private void inTurn(Peripheral peripheral) {
        List<String> legs = legs(peripheral).stream().map(Leg::channel).toList();
        int many = Math.min(legs.size(), IN_TURN);
        int from = legs.indexOf(peripheral.watch.turn) + 1;
        for (int i = 0; i < many; i++) {
            peripheral.watch.turn = legs.get((from + i) % legs.size());
            check(peripheral, peripheral.watch.turn);
        }
    }

    /** An event of a channel came: it is newer than what is being compared. */
    void touched(Peripheral peripheral, String channel) {
        if (peripheral.watch.asked != 0) {
            peripheral.watch.touched.add(channel);
        }
    }

    /** The switch compared. */
    void compared(Peripheral peripheral, ChannelsCompared compared) {
        Watch watch = peripheral.watch;
        if (compared.operation() != watch.asked || peripheral.listing != null) {
            return;
        }
        watch.asked = 0;
        Set<String> before = Set.copyOf(watch.absent);
        watch.absent.clear();
        if (!compared.agree()) {
            onlyOneHas(peripheral, compared, before);
        }
        differs(peripheral, compared);
    }

    private void onlyOneHas(Peripheral peripheral, ChannelsCompared compared, Set<String> before) {
        Watch watch = peripheral.watch;
        Set<String> there = new LinkedHashSet<>(compared.channels());
        Set<String> onlyOne = new LinkedHashSet<>();
        // Of more than can be named, those of ours that are gone are found by their buckets.
        boolean allNamed = there.size() < ChannelDigest.NAMED_MAX;
        for (Leg leg : exchange.legs.values()) {
            boolean ours = allNamed && leg.peripheral() == peripheral.id();
            if (ours && !there.contains(leg.channel()) && settled(leg)) {
                onlyOne.add(leg.channel());
            }
        }
        for (String channel : there) {
            if (!exchange.legs.containsKey(channel) && !ending(channel)) {
                onlyOne.add(channel);
            }
        }
        onlyOne.removeAll(watch.touched);
        watch.absent.addAll(onlyOne);
        for (String channel : onlyOne) {
            if (before.contains(channel)) {
                check(peripheral, channel);
            }
        }
    }

    /** Asks for those of a bucket that differs which should be as we have them. */
    private void differs(Peripheral peripheral, ChannelsCompared compared) {
        Set<Integer> buckets = new LinkedHashSet<>(compared.differing());
        if (buckets.isEmpty() || compared.buckets() < 1) {
            return;
        }
        Watch watch = peripheral.watch;
        List<Leg> legs = legs(peripheral);
        int from = Math.floorMod(compared.operation(), Math.max(1, legs.size()));
        int asked = 0;
        for (int i = 0; i < legs.size() && asked < DIFFERING_MAX; i++) {
            Leg leg = legs.get((from + i) % legs.size());
            String channel = leg.channel();
            boolean known = watch.absent.contains(channel) || watch.differing.contains(channel);
            if (buckets.contains(StateDigest.bucket(channel, compared.buckets()))
                    && !known
                    && !watch.touched.contains(channel)
                    && settled(leg)
                    && !moves(leg)) {
                check(peripheral, channel);
                asked++;
            }
        }
    }

    /** The switch has it, or we do not wait for it to come or go. */
    private boolean settled(Leg leg) {
        boolean dialled =
                leg.state == LegState.DIALLING && opc.switchboard.dialling(leg.channel()) != null;
        return !dialled && !ending(leg.channel());
    }

    private boolean ending(String channel) {
        for (Operation each : exchange.operations.values()) {
            if (each.command instanceof Clear clear && clear.channel().equals(channel)) {
                return true;
            }
        }
        return false;
    }

    /** The switch said how one channel is. */
    void checked(Peripheral peripheral, ChannelChecked checked) {
        Watch watch = peripheral.watch;
        String channel = checked.channel();
        Leg leg = exchange.legs.get(channel);
        SnapshotChannel seen = checked.seen();
        if (peripheral.listing != null || !peripheral.online) {
            return;
        }
        if (leg == null && seen == null) {
            watch.absent.remove(channel);
            watch.differing.remove(channel);
        } else if (leg == null) {
            unknown(peripheral, seen);
        } else if (seen == null) {
            gone(peripheral, leg);
        } else {
            state(peripheral, leg, seen);
        }
    }

    private void gone(Peripheral peripheral, Leg leg) {
        if (!settled(leg)) {
            return;
        }
        Watch watch = peripheral.watch;
        boolean again = watch.absent.remove(leg.channel()) | watch.differing.remove(leg.channel());
        if (!again) {
            watch.differing.add(leg.channel());
            return;
        }
        repaired("channel " + leg.channel() + " is gone, and its end was not told");
        resync.gone(leg);
    }

    private void unknown(Peripheral peripheral, SnapshotChannel seen) {
        if (peripheral.watch.absent.remove(seen.channel()) && !ending(seen.channel())) {
            repaired("channel " + seen.channel() + " is at the switch, and no call has it");
            resync.stranger(peripheral, seen);
        }
    }

    private void state(Peripheral peripheral, Leg leg, SnapshotChannel seen) {
        Set<String> differing = peripheral.watch.differing;
        String difference = difference(leg, seen);
        if (difference == null) {
            differing.remove(leg.channel());
        } else if (differing.remove(leg.channel())) {
            repaired("channel " + leg.channel() + " " + difference);
            resync.missed(leg, seen);
            for (Long id : leg.connections) {
                Call call = exchange.callOf(exchange.connection(id));
                exchange.then(() -> opc.clearing.straighten(call));
            }
        } else {
            differing.add(leg.channel());
        }
    }

    private String difference(Leg leg, SnapshotChannel seen) {
        if (leg.clearing || moves(leg)) {
            return null;
        }
        if (seen.state().value() > leg.state.value()) {
            return "is " + seen.state() + ", and that was not told";
        }
        if (seen.heldByPhone() != leg.keyHeld && leg.up()) {
            return leg.keyHeld ? "is not held by its key any more" : "is held by its key";
        }
        return leg.up() && !seen.bridge().equals(leg.bridge)
                ? "is in bridge `" + seen.bridge() + "`, not in `" + leg.bridge + "`"
                : null;
    }

    /** A command that may send it somewhere is under way. */
    private boolean moves(Leg leg) {
        for (Long id : leg.connections) {
            if (opc.clearing.moving(exchange.callOf(exchange.connection(id)))) {
                return true;
            }
        }
        for (Operation each : exchange.operations.values()) {
            if (each.command instanceof Place place
                    && place.seats().stream()
                            .anyMatch(seat -> seat.channel().equals(leg.channel()))) {
                return true;
            }
        }
        return false;
    }

    private void repaired(String what) {
        exchange.log(Severity.WARNING, REPAIRED + what + "; seen twice");
    }
}
