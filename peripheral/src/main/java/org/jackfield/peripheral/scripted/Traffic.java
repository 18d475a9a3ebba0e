package org.jackfield.peripheral.scripted;

import org.jackfield.machine.Timers;
import org.jackfield.protocol.pim.Ended;
import org.jackfield.protocol.pim.Entered;
import org.jackfield.protocol.pim.Held;
import org.jackfield.protocol.pim.Left;
import org.jackfield.protocol.pim.PimReport;
import org.jackfield.protocol.pim.Retrieved;
import org.jackfield.protocol.pim.SwitchDown;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Callers who come by chance: they dial, wait as long as they have patience, talk, press a key now
 * and then, and hang up, or leave that to the agent. Whoever is called outside behaves like them.
 * Every call of theirs ends, also when nobody ever takes care of it.
 */
public final class Traffic implements Actor {

    private static final int PATIENCE_MS_LEAST = 15_000;
    private static final int TALK_MS_LEAST = 3_000;
    private static final int LINGER_MS_MAX = 60_000;
    private static final int KEY_PERCENT = 4;

    private enum Kind {
        PATIENCE,
        TALK,
        KEY
    }

    private record Due(String channel, Kind kind) {}

    /** Somebody outside. */
    private static final class Person {
        private boolean talks;
        private boolean talked;
        private boolean leavesItToTheAgent;
    }

    private final ScriptedSwitch owner;
    private final Dice dice;
    private final CallerBook book;
    private final Timers<Due> timers = new Timers<>();
    private final Map<String, Person> people = new LinkedHashMap<>();
    private final Deque<String> wanted = new ArrayDeque<>();
    private TrafficSettings settings;
    private long nextCallerMs = Long.MAX_VALUE;
    private long callers;

    /** Callers of a switch; they come after {@link ScriptedSwitch#join}. */
    public Traffic(ScriptedSwitch owner, TrafficSettings settings, long seed) {
        this.owner = owner;
        this.settings = settings;
        this.dice = new Dice(seed);
        this.book = new CallerBook(dice.part(), settings);
        schedule(owner.nowMs());
    }

    /** From now on so many come; 0 = nobody by himself. */
    public void callsPerHour(int callsPerHour, long nowMs) {
        settings =
                new TrafficSettings(
                        callsPerHour,
                        settings.numbers(),
                        settings.patienceMeanMs(),
                        settings.talkMeanMs(),
                        settings.callerEndsPercent(),
                        settings.accountVariable());
        schedule(nowMs);
    }

    /** One more caller for this number, at the next turn. */
    public void dialNow(String number) {
        wanted.add(number);
    }

    /** How many have called so far. */
    public long callers() {
        return callers;
    }

    /** How many are on the line. */
    public int onTheLine() {
        return people.size();
    }

    private void schedule(long nowMs) {
        nextCallerMs =
                settings.callsPerHour() == 0
                        ? Long.MAX_VALUE
                        : nowMs + dice.untilNextMs(3_600_000.0 / settings.callsPerHour());
    }

    @Override
    public void onTime(long nowMs) {
        while (!wanted.isEmpty()) {
            come(wanted.poll(), nowMs);
        }
        while (nextCallerMs <= nowMs) {
            come(dice.oneOf(settings.numbers()), nowMs);
            schedule(nextCallerMs);
        }
        for (Due due = timers.poll(nowMs); due != null; due = timers.poll(nowMs)) {
            Person person = people.get(due.channel());
            if (person != null) {
                onDue(due, person, nowMs);
            }
        }
    }

    private void come(String number, long nowMs) {
        Optional<String> channel = owner.hands().callerDials(book.caller(number));
        if (channel.isPresent()) {
            callers++;
            welcome(channel.get(), nowMs);
        }
    }

    private Person welcome(String channel, long nowMs) {
        Person person = new Person();
        people.put(channel, person);
        timers.set(new Due(channel, Kind.PATIENCE), nowMs + patience());
        return person;
    }

    private long patience() {
        return PATIENCE_MS_LEAST + dice.untilNextMs(settings.patienceMeanMs());
    }

    private void onDue(Due due, Person person, long nowMs) {
        switch (due.kind()) {
            case KEY -> owner.hands().outsidePresses(due.channel(), dice.between(0, 9) + "");
            case PATIENCE -> owner.hands().outsideHangsUp(due.channel());
            case TALK -> {
                if (!person.talks) {
                    // On hold at the end of the talk: patience decides.
                    timers.set(due, nowMs + TALK_MS_LEAST);
                } else if (person.leavesItToTheAgent) {
                    person.leavesItToTheAgent = false;
                    timers.set(due, nowMs + dice.between(TALK_MS_LEAST, LINGER_MS_MAX));
                } else {
                    owner.hands().outsideHangsUp(due.channel());
                }
            }
        }
    }

    @Override
    public long nextDeadlineMs() {
        return wanted.isEmpty() ? Math.min(nextCallerMs, timers.nextMs()) : 0;
    }

    @Override
    public void happened(PimReport report, long nowMs) {
        switch (report) {
            case Entered entered -> {
                if (owner.calledOutside(entered.channel())
                        && !people.containsKey(entered.channel())) {
                    welcome(entered.channel(), nowMs);
                }
                lookAround(entered.bridge(), nowMs);
            }
            case Left left -> {
                look(left.channel(), nowMs);
                lookAround(left.bridge(), nowMs);
            }
            case Held held -> lookAround(owner.bridgeOf(held.channel()), nowMs);
            case Retrieved back -> lookAround(owner.bridgeOf(back.channel()), nowMs);
            case Ended ended -> forget(ended.channel());
            case SwitchDown ignored -> List.copyOf(people.keySet()).forEach(this::forget);
            default -> {
                // What happens to nobody outside.
            }
        }
    }

    private void forget(String channel) {
        people.remove(channel);
        for (Kind kind : Kind.values()) {
            timers.cancel(new Due(channel, kind));
        }
    }

    private void lookAround(String bridge, long nowMs) {
        for (String member : owner.membersOf(bridge)) {
            look(member, nowMs);
        }
    }

    /** Notices whether a person talks with somebody now. */
    private void look(String channel, long nowMs) {
        Person person = people.get(channel);
        if (person == null) {
            return;
        }
        boolean talks = !owner.partnersOf(channel).isEmpty();
        if (talks == person.talks) {
            return;
        }
        person.talks = talks;
        if (!talks) {
            timers.set(new Due(channel, Kind.PATIENCE), nowMs + patience());
            return;
        }
        timers.cancel(new Due(channel, Kind.PATIENCE));
        if (!person.talked) {
            person.talked = true;
            person.leavesItToTheAgent = !dice.percent(settings.callerEndsPercent());
            long talkMs = TALK_MS_LEAST + dice.untilNextMs(settings.talkMeanMs());
            timers.set(new Due(channel, Kind.TALK), nowMs + talkMs);
            if (dice.percent(KEY_PERCENT)) {
                timers.set(new Due(channel, Kind.KEY), nowMs + TALK_MS_LEAST / 2);
            }
        }
    }
}
