package org.jackfield.peripheral.scripted;

import org.jackfield.protocol.pim.Arrived;
import org.jackfield.protocol.pim.Dialled;
import org.jackfield.protocol.pim.Digit;
import org.jackfield.protocol.pim.LegState;
import org.jackfield.protocol.pim.TransferAsked;
import org.jackfield.protocol.pim.TransferKind;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What people do: lift, hang up, press a key. Each returns whether it could be done just now (a
 * phone that does not ring cannot be answered).
 */
public final class Hands {

    private static final int CAUSE_REJECTED = 21;
    private static final int DIGIT_MS = 120;

    private final ScriptedSwitch owner;
    private final Matrix matrix;

    Hands(ScriptedSwitch owner, Matrix matrix) {
        this.owner = owner;
        this.matrix = matrix;
    }

    /** A caller dials; returns his channel, or empty while the switch is down. */
    public Optional<String> callerDials(ScriptedCaller caller) {
        if (!owner.running()) {
            return Optional.empty();
        }
        String channel = owner.newChannel();
        owner.begin(
                Leg.fromDevice(
                        channel, "", caller.calling(), caller.called(), arrived(channel, caller)));
        return Optional.of(channel);
    }

    private static Arrived arrived(String channel, ScriptedCaller caller) {
        return Arrived.builder()
                .channel(channel)
                .trunk("trunk")
                .calling(caller.calling())
                .callingName(caller.name())
                .called(caller.called())
                .userToUser(caller.userToUser())
                .variables(caller.variables())
                .switchCallId(channel)
                .build();
    }

    /** Whoever is outside at the end of a leg hangs up. */
    public boolean outsideHangsUp(String channel) {
        Leg leg = matrix.legs.get(channel);
        if (leg == null || !leg.endpoint.isEmpty()) {
            return false;
        }
        owner.endLeg(leg, Matrix.NORMAL, true);
        return true;
    }

    /** The channel of a number outside that has a call; the newest if there are several. */
    public Optional<String> channelOfNumber(String number) {
        List<Leg> legs =
                matrix.legs.values().stream()
                        .filter(leg -> leg.endpoint.isEmpty())
                        .filter(leg -> (leg.inbound ? leg.calling : leg.called).equals(number))
                        .toList();
        return legs.isEmpty() ? Optional.empty() : Optional.of(legs.getLast().channel);
    }

    /** Somebody outside presses a key. */
    public boolean outsidePresses(String channel, String digit) {
        Leg leg = matrix.legs.get(channel);
        return leg != null && leg.endpoint.isEmpty() && press(leg, digit);
    }

    private boolean press(Leg leg, String digit) {
        if (!leg.up()) {
            return false;
        }
        matrix.tell(new Digit(leg.channel, digit, DIGIT_MS));
        return true;
    }

    private Optional<Leg> first(String endpoint, Predicate<Leg> which) {
        return matrix.legsOf(endpoint).stream().filter(which).findFirst();
    }

    private Optional<Leg> talking(String endpoint) {
        return first(endpoint, leg -> leg.up() && !leg.heldByPhone);
    }

    private Optional<Leg> held(String endpoint) {
        return first(endpoint, leg -> leg.up() && leg.heldByPhone);
    }

    /** The phone that rings is lifted. */
    public boolean answer(String endpoint) {
        Optional<Leg> ringing = first(endpoint, Leg::ringsThere);
        ringing.ifPresent(leg -> matrix.answer(leg, owner.answersFirst()));
        return ringing.isPresent();
    }

    /** The phone that rings refuses the call. */
    public boolean reject(String endpoint) {
        Optional<Leg> ringing = first(endpoint, Leg::ringsThere);
        ringing.ifPresent(leg -> owner.endLeg(leg, CAUSE_REJECTED, true));
        return ringing.isPresent();
    }

    /** The phone hangs up: what it talks on, else what it dialled, else what it holds. */
    public boolean hangUp(String endpoint) {
        Optional<Leg> leg =
                talking(endpoint)
                        .or(() -> first(endpoint, each -> each.inbound && !each.up()))
                        .or(() -> held(endpoint));
        leg.ifPresent(each -> owner.endLeg(each, Matrix.NORMAL, true));
        return leg.isPresent();
    }

    /** The phone's hold key. */
    public boolean hold(String endpoint) {
        Optional<Leg> leg = talking(endpoint);
        leg.ifPresent(each -> matrix.phoneHold(each, true));
        return leg.isPresent();
    }

    /** The phone's hold key, again; what it talks on besides is held. */
    public boolean retrieve(String endpoint) {
        Optional<Leg> leg = held(endpoint);
        leg.ifPresent(
                each -> {
                    matrix.holdOthers(each);
                    matrix.phoneHold(each, false);
                });
        return leg.isPresent();
    }

    /** The phone dials; a call that it talks on is held first. */
    public boolean dial(String endpoint, String digits) {
        ScriptedPhone phone = owner.phone(endpoint);
        if (phone == null
                || !phone.inService
                || !owner.running()
                || matrix.legsOf(endpoint).size() >= phone.settings.linesMax()) {
            return false;
        }
        talking(endpoint).ifPresent(each -> matrix.phoneHold(each, true));
        String channel = owner.newChannel();
        owner.begin(
                Leg.fromDevice(
                        channel,
                        endpoint,
                        endpoint,
                        digits,
                        new Dialled(channel, endpoint, digits)));
        return true;
    }

    /** The phone's transfer key and a number. */
    public boolean transferTo(String endpoint, String number) {
        Optional<Leg> leg = talking(endpoint).filter(each -> each.transferAsked == null);
        leg.ifPresent(
                each -> {
                    each.transferAsked = TransferKind.BLIND;
                    matrix.tell(new TransferAsked(TransferKind.BLIND, each.channel, null, number));
                });
        return leg.isPresent();
    }

    /** The phone joins the call that it holds with the one that it talks on. */
    public boolean joinCalls(String endpoint) {
        Optional<Leg> first = held(endpoint).filter(each -> each.transferAsked == null);
        Optional<Leg> second = talking(endpoint);
        if (first.isEmpty() || second.isEmpty()) {
            return false;
        }
        first.get().transferAsked = TransferKind.ATTENDED;
        matrix.tell(
                new TransferAsked(
                        TransferKind.ATTENDED, first.get().channel, second.get().channel, null));
        return true;
    }

    /** A key of the phone. */
    public boolean press(String endpoint, String digit) {
        Optional<Leg> leg = talking(endpoint);
        return leg.isPresent() && press(leg.get(), digit);
    }

    /** True while the phone rings. */
    public boolean rings(String endpoint) {
        return first(endpoint, Leg::ringsThere).isPresent();
    }

    /** True while the phone has a call that is up and not on its own hold. */
    public boolean talks(String endpoint) {
        return first(endpoint, leg -> leg.state == LegState.UP && !leg.heldByPhone).isPresent();
    }
}
