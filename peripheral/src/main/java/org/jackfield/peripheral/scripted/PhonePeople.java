package org.jackfield.peripheral.scripted;

import org.jackfield.machine.Timers;
import org.jackfield.protocol.pim.Ended;
import org.jackfield.protocol.pim.Entered;
import org.jackfield.protocol.pim.PimReport;
import org.jackfield.protocol.pim.Ringing;
import org.jackfield.protocol.pim.SwitchDown;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * People who use their phones' own keys: answer, hold, hang up, dial, transfer. What they do shows
 * at the gateway as if it came from nowhere, as on a real switch.
 */
public final class PhonePeople implements Actor {

    private static final int ANSWER_MS_LEAST = 1_000;
    private static final int ANSWER_MS_MAX = 6_000;
    private static final int THINK_MS_LEAST = 2_000;
    private static final int THINK_MS_MAX = 20_000;
    private static final int REFUSE_PERCENT = 40;

    private enum Deed {
        ANSWER,
        REJECT,
        HOLD,
        RETRIEVE,
        HANG_UP,
        BLIND,
        CONSULT,
        JOIN
    }

    private record Due(String endpoint, Deed deed) {}

    private final ScriptedSwitch owner;
    private final PhonePeopleSettings settings;
    private final Dice dice;
    private final Set<String> answers;
    private final Set<String> active;
    private final Timers<Due> timers = new Timers<>();

    /** Legs that were noticed talking, and their phones: each is decided about once. */
    private final Map<String, String> noticed = new LinkedHashMap<>();

    public PhonePeople(ScriptedSwitch owner, PhonePeopleSettings settings, long seed) {
        this.owner = owner;
        this.settings = settings;
        this.dice = new Dice(seed);
        this.answers = new LinkedHashSet<>(settings.answers());
        this.active = new LinkedHashSet<>(settings.active());
    }

    @Override
    public void happened(PimReport report, long nowMs) {
        switch (report) {
            case Ringing ringing -> rings(owner.endpointOf(ringing.channel()), nowMs);
            case Entered entered -> talks(entered.channel(), nowMs);
            case Ended ended -> noticed.remove(ended.channel());
            case SwitchDown ignored -> noticed.clear();
            default -> {
                // Nothing that makes anybody reach for a phone.
            }
        }
    }

    private void rings(String endpoint, long nowMs) {
        if (!answers.contains(endpoint)) {
            return;
        }
        if (dice.percent(settings.answerPercent())) {
            later(endpoint, Deed.ANSWER, dice.between(ANSWER_MS_LEAST, ANSWER_MS_MAX), nowMs);
        } else if (dice.percent(REFUSE_PERCENT)) {
            later(endpoint, Deed.REJECT, dice.between(ANSWER_MS_LEAST, ANSWER_MS_MAX), nowMs);
        }
    }

    private void talks(String channel, long nowMs) {
        String endpoint = owner.endpointOf(channel);
        if (!active.contains(endpoint) || noticed.put(channel, endpoint) != null) {
            return;
        }
        long thinkMs = dice.between(THINK_MS_LEAST, THINK_MS_MAX);
        long chance = dice.between(1, 100);
        chance -= settings.holdPercent();
        if (chance <= 0) {
            later(endpoint, Deed.HOLD, thinkMs, nowMs);
            return;
        }
        chance -= settings.hangUpPercent();
        if (chance <= 0) {
            later(endpoint, Deed.HANG_UP, thinkMs, nowMs);
            return;
        }
        chance -= settings.blindPercent();
        if (chance <= 0) {
            later(endpoint, Deed.BLIND, thinkMs, nowMs);
            return;
        }
        chance -= settings.attendedPercent();
        if (chance <= 0) {
            later(endpoint, Deed.CONSULT, thinkMs, nowMs);
        }
    }

    private void later(String endpoint, Deed deed, long delayMs, long nowMs) {
        timers.set(new Due(endpoint, deed), nowMs + delayMs);
    }

    @Override
    public void onTime(long nowMs) {
        for (Due due = timers.poll(nowMs); due != null; due = timers.poll(nowMs)) {
            act(due.endpoint(), due.deed(), nowMs);
        }
    }

    private void act(String endpoint, Deed deed, long nowMs) {
        Hands hands = owner.hands();
        long thinkMs = dice.between(THINK_MS_LEAST, THINK_MS_MAX);
        switch (deed) {
            case ANSWER -> hands.answer(endpoint);
            case REJECT -> hands.reject(endpoint);
            case HOLD -> {
                if (hands.hold(endpoint)) {
                    later(endpoint, Deed.RETRIEVE, thinkMs, nowMs);
                }
            }
            case RETRIEVE -> hands.retrieve(endpoint);
            case HANG_UP -> hands.hangUp(endpoint);
            case BLIND -> {
                if (hands.talks(endpoint)) {
                    hands.transferTo(endpoint, dice.oneOf(settings.numbers()));
                }
            }
            case CONSULT -> {
                if (hands.talks(endpoint) && hands.dial(endpoint, dice.oneOf(settings.numbers()))) {
                    later(endpoint, Deed.JOIN, thinkMs, nowMs);
                }
            }
            case JOIN -> {
                if (!hands.joinCalls(endpoint)) {
                    // Nobody answered: back to the caller.
                    hands.hangUp(endpoint);
                    hands.retrieve(endpoint);
                }
            }
        }
    }

    @Override
    public long nextDeadlineMs() {
        return timers.nextMs();
    }
}
