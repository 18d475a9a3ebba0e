package org.jackfield.peripheral.scripted;

import org.jackfield.gateway.pim.ChannelComparison;
import org.jackfield.protocol.pim.Answer;
import org.jackfield.protocol.pim.ChannelChecked;
import org.jackfield.protocol.pim.CheckChannel;
import org.jackfield.protocol.pim.Clear;
import org.jackfield.protocol.pim.CompareChannels;
import org.jackfield.protocol.pim.Dial;
import org.jackfield.protocol.pim.Done;
import org.jackfield.protocol.pim.Dtmf;
import org.jackfield.protocol.pim.FailReason;
import org.jackfield.protocol.pim.Failed;
import org.jackfield.protocol.pim.Label;
import org.jackfield.protocol.pim.LegState;
import org.jackfield.protocol.pim.PimCommand;
import org.jackfield.protocol.pim.PimReport;
import org.jackfield.protocol.pim.Place;
import org.jackfield.protocol.pim.Play;
import org.jackfield.protocol.pim.Seat;
import org.jackfield.protocol.pim.SnapshotBegun;
import org.jackfield.protocol.pim.SnapshotChannel;
import org.jackfield.protocol.pim.SnapshotDevice;
import org.jackfield.protocol.pim.SnapshotEnded;
import org.jackfield.protocol.pim.StopPlay;
import org.jackfield.protocol.pim.TakeSnapshot;
import org.jackfield.protocol.pim.TransferKind;
import org.jackfield.protocol.pim.TransferProgress;

import java.util.ArrayList;
import java.util.List;

/**
 * Carries out the gateway's commands. Each is a goal: sent again, or found half done, it is brought
 * to its end, and answered by the reports that {@code pim.schema} names.
 */
final class CommandDesk {

    private static final int CAUSE_NONE = 0;
    private static final int CAUSE_UNKNOWN_NUMBER = 1;
    private static final int CAUSE_BUSY = 17;
    private static final int CAUSE_NO_ANSWER = 19;
    private static final int CAUSE_ABSENT = 20;
    private static final int CAUSE_REJECTED = 21;
    private static final int RING_MS_LEAST = 20;
    private static final int OUTSIDE_ANSWER_MS_LEAST = 1000;
    private static final int ANNOUNCEMENT_MS = 3000;

    private final ScriptedSwitch owner;
    private final Matrix matrix;
    private final Dice dice;

    CommandDesk(ScriptedSwitch owner, Matrix matrix, Dice dice) {
        this.owner = owner;
        this.matrix = matrix;
        this.dice = dice;
    }

    /** The operation that a command belongs to. */
    static long operationOf(PimCommand command) {
        return switch (command) {
            case Dial each -> each.operation();
            case Answer each -> each.operation();
            case Place each -> each.operation();
            case Clear each -> each.operation();
            case Play each -> each.operation();
            case StopPlay each -> each.operation();
            case Dtmf each -> each.operation();
            case Label each -> each.operation();
            case TransferProgress each -> each.operation();
            case TakeSnapshot each -> each.operation();
            case CheckChannel each -> each.operation();
            case CompareChannels each -> each.operation();
        };
    }

    void execute(PimCommand command) {
        switch (command) {
            case Dial dial -> dial(dial);
            case Answer answer -> answered(() -> answer(answer));
            case Place place -> answered(() -> place(place));
            case Clear clear -> answered(() -> clear(clear));
            case Play play -> play(play);
            case StopPlay stop -> matrix.played(stop.operation(), false);
            case Dtmf dtmf -> matrix.tell(needsUp(dtmf.operation(), dtmf.channel()));
            case Label label -> matrix.tell(label(label));
            case TransferProgress progress -> matrix.tell(progress(progress));
            case TakeSnapshot ignored -> snapshot();
            case CheckChannel check -> check(check);
            case CompareChannels compare -> compare(compare);
        }
    }

    /** What a command does, and its answer. */
    private interface Action {
        PimReport run();
    }

    /**
     * The answer comes before or after the events that the command caused: a real switch's race.
     */
    private void answered(Action action) {
        List<PimReport> answer = new ArrayList<>();
        List<PimReport> events = matrix.collect(() -> answer.add(action.run()));
        boolean answerFirst = owner.answersFirst();
        if (answerFirst) {
            answer.forEach(matrix::tell);
        }
        events.forEach(matrix::tell);
        if (!answerFirst) {
            answer.forEach(matrix::tell);
        }
    }

    private static Failed failed(long operation, FailReason reason, int cause, String text) {
        return new Failed(operation, reason, cause, text);
    }

    private static Failed noSuchChannel(long operation, String channel) {
        return failed(operation, FailReason.NO_SUCH_CHANNEL, CAUSE_NONE, "no channel " + channel);
    }

    private PimReport needsUp(long operation, String channel) {
        Leg leg = matrix.legs.get(channel);
        if (leg == null) {
            return noSuchChannel(operation, channel);
        }
        return leg.up()
                ? new Done(operation)
                : failed(operation, FailReason.NOT_POSSIBLE, CAUSE_NONE, channel + " is not up");
    }

    private void dial(Dial dial) {
        Leg present = matrix.legs.get(dial.channel());
        if (present != null) {
            again(dial, present);
        } else if (dial.endpoint() != null) {
            dialPhone(dial);
        } else if (dial.number() != null && isNumber(dial.number())) {
            dialOutside(dial);
        } else {
            matrix.tell(
                    failed(
                            dial.operation(),
                            FailReason.BAD_NUMBER,
                            CAUSE_NONE,
                            "not a number: '" + dial.number() + "'"));
        }
    }

    private void again(Dial dial, Leg present) {
        if (present.up()) {
            matrix.tell(new Done(dial.operation()));
        } else if (!present.dialOperations.contains(dial.operation())) {
            present.dialOperations.add(dial.operation());
        }
    }

    private static boolean isNumber(String number) {
        return !number.isEmpty()
                && number.chars().allMatch(each -> "0123456789*#+".indexOf(each) >= 0);
    }

    private void dialPhone(Dial dial) {
        ScriptedPhone phone = owner.phone(dial.endpoint());
        if (phone == null || !phone.inService) {
            matrix.tell(
                    failed(
                            dial.operation(),
                            FailReason.UNREACHABLE,
                            CAUSE_ABSENT,
                            "phone " + dial.endpoint() + " is not registered"));
            return;
        }
        Leg leg = Leg.dialled(dial);
        boolean full = matrix.legsOf(leg.endpoint).size() >= phone.settings.linesMax();
        matrix.add(leg);
        if (full) {
            owner.later(ringDelay(), () -> matrix.end(leg, CAUSE_BUSY, true));
            return;
        }
        owner.later(ringDelay(), () -> ringPhone(leg, phone, dial));
        giveUp(leg, dial);
    }

    private void ringPhone(Leg leg, ScriptedPhone phone, Dial dial) {
        if (leg.gone || leg.up()) {
            return;
        }
        matrix.ring(leg);
        if (dial.autoAnswer() && phone.settings.obeysAutoAnswer()) {
            owner.later(owner.autoAnswerDelay(), () -> pickUp(leg));
        } else if (phone.settings.answerAfterMs() >= 0) {
            owner.later(phone.settings.answerAfterMs(), () -> pickUp(leg));
        }
    }

    private void pickUp(Leg leg) {
        matrix.answer(leg, owner.answersFirst());
    }

    private void giveUp(Leg leg, Dial dial) {
        if (dial.timeoutMs() > 0) {
            owner.later(
                    dial.timeoutMs(),
                    () -> {
                        if (!leg.up()) {
                            matrix.end(leg, CAUSE_NO_ANSWER, false);
                        }
                    });
        }
    }

    private void dialOutside(Dial dial) {
        OutsideNumber outside = owner.outside(dial.number());
        Leg leg = Leg.dialled(dial);
        if (outside == OutsideNumber.UNKNOWN) {
            matrix.tell(
                    failed(
                            dial.operation(),
                            FailReason.UNREACHABLE,
                            CAUSE_UNKNOWN_NUMBER,
                            "no route to " + dial.number()));
            return;
        }
        matrix.add(leg);
        if (outside == OutsideNumber.BUSY) {
            owner.later(ringDelay(), () -> matrix.end(leg, CAUSE_BUSY, true));
            return;
        }
        owner.later(ringDelay(), () -> ringOutside(leg, outside));
        giveUp(leg, dial);
    }

    private void ringOutside(Leg leg, OutsideNumber outside) {
        if (leg.gone) {
            return;
        }
        matrix.ring(leg);
        long afterMs = dice.between(OUTSIDE_ANSWER_MS_LEAST, owner.settings().outsideAnswerMsMax());
        if (outside == OutsideNumber.ANSWERS) {
            owner.later(afterMs, () -> pickUp(leg));
        } else if (outside == OutsideNumber.REFUSES) {
            owner.later(afterMs, () -> matrix.end(leg, CAUSE_REJECTED, true));
        }
    }

    private long ringDelay() {
        return dice.between(RING_MS_LEAST, owner.settings().ringDelayMsMax());
    }

    private PimReport answer(Answer answer) {
        Leg leg = matrix.legs.get(answer.channel());
        if (leg == null) {
            return noSuchChannel(answer.operation(), answer.channel());
        }
        if (!leg.up() && !leg.inbound) {
            return failed(
                    answer.operation(),
                    FailReason.NOT_POSSIBLE,
                    CAUSE_NONE,
                    "only its far end can answer " + answer.channel());
        }
        matrix.answer(leg, false);
        return new Done(answer.operation());
    }

    private PimReport place(Place place) {
        for (Seat seat : place.seats()) {
            Leg leg = matrix.legs.get(seat.channel());
            if (leg == null) {
                return noSuchChannel(place.operation(), seat.channel());
            }
            String bridge = seat.bridge() == null ? "" : seat.bridge();
            if (!bridge.isEmpty() && !leg.up()) {
                return failed(
                        place.operation(),
                        FailReason.NOT_POSSIBLE,
                        CAUSE_NONE,
                        seat.channel() + " is not up");
            }
            matrix.seat(leg, bridge);
        }
        return new Done(place.operation());
    }

    private PimReport clear(Clear clear) {
        Leg leg = matrix.legs.get(clear.channel());
        if (leg != null) {
            owner.endLeg(leg, clear.cause() == 0 ? Matrix.NORMAL : clear.cause(), false);
        }
        return new Done(clear.operation());
    }

    private void play(Play play) {
        if (matrix.plays(play.operation())) {
            matrix.tell(new Done(play.operation()));
            return;
        }
        if (!matrix.hasBridge(play.channel())) {
            PimReport answer = needsUp(play.operation(), play.channel());
            if (answer instanceof Failed) {
                matrix.tell(answer);
                return;
            }
        }
        matrix.play(play.operation(), play.channel());
        matrix.tell(new Done(play.operation()));
        owner.later(ANNOUNCEMENT_MS, () -> matrix.played(play.operation(), true));
    }

    private PimReport label(Label label) {
        Leg leg = matrix.legs.get(label.channel());
        if (leg == null) {
            return noSuchChannel(label.operation(), label.channel());
        }
        leg.callRef = label.callRef();
        return new Done(label.operation());
    }

    private PimReport progress(TransferProgress progress) {
        Leg leg = matrix.legs.get(progress.channel());
        if (leg == null) {
            return noSuchChannel(progress.operation(), progress.channel());
        }
        TransferKind asked = leg.transferAsked;
        leg.transferAsked = null;
        if (asked == TransferKind.BLIND && progress.succeeded()) {
            // Phones hang up by themselves after a blind transfer that went well.
            owner.later(ringDelay(), () -> owner.endLeg(leg, Matrix.NORMAL, true));
        }
        return new Done(progress.operation());
    }

    private void check(CheckChannel check) {
        Leg leg = matrix.legs.get(check.channel());
        SnapshotChannel seen = leg == null || !leg.announced ? null : listed(leg);
        matrix.tell(new ChannelChecked(check.operation(), check.channel(), seen));
    }

    private void compare(CompareChannels compare) {
        ChannelComparison comparison = new ChannelComparison(compare);
        for (Leg leg : matrix.legs.values()) {
            if (leg.announced) {
                comparison.add(leg.channel, state(leg), leg.bridge, leg.heldByPhone);
            }
        }
        matrix.tell(comparison.answer());
    }

    private static LegState state(Leg leg) {
        return leg.state == null ? LegState.DIALLING : leg.state;
    }

    /** Lists what there is now; the parts may come apart, with newer reports between them. */
    void snapshot() {
        List<PimReport> parts = new ArrayList<>();
        parts.add(new SnapshotBegun(owner.startedMs()));
        for (ScriptedPhone phone : owner.phones()) {
            parts.add(new SnapshotDevice(phone.settings.endpoint(), phone.inService));
        }
        int channels = 0;
        for (Leg leg : matrix.legs.values()) {
            if (leg.announced) {
                parts.add(listed(leg));
                channels++;
            }
        }
        parts.add(new SnapshotEnded(channels));
        int stepMs = owner.settings().snapshotStepMs();
        for (int part = 0; part < parts.size(); part++) {
            PimReport report = parts.get(part);
            if (stepMs == 0) {
                matrix.tell(report);
            } else {
                owner.laterToGateway((long) part * stepMs, report);
            }
        }
    }

    static SnapshotChannel listed(Leg leg) {
        return SnapshotChannel.builder()
                .channel(leg.channel)
                .endpoint(leg.endpoint)
                .state(state(leg))
                .inbound(leg.inbound)
                .calling(leg.calling)
                .called(leg.called)
                .bridge(leg.bridge)
                .callRef(leg.callRef)
                .heldByPhone(leg.heldByPhone)
                .arrived(leg.up() ? null : leg.arrival())
                .build();
    }
}
