package org.jackfield.simulation.bench.road;

import org.jackfield.machine.Timers;
import org.jackfield.peripheral.scripted.Actor;
import org.jackfield.peripheral.scripted.ScriptedCaller;
import org.jackfield.peripheral.scripted.ScriptedSwitch;
import org.jackfield.protocol.pim.Ended;
import org.jackfield.protocol.pim.Entered;
import org.jackfield.protocol.pim.PimReport;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Callers at an even rate. Each talk is the same: the phone's hold key after a second, again a
 * second later, and the caller hangs up two seconds after that.
 */
final class RoadCallers implements Actor {

    private static final int SECOND_MS = 1_000;
    private static final int TALK_MS = 4 * SECOND_MS;
    private static final int LOOK_MS = 200;
    private static final int GONE_MS = 60 * SECOND_MS;

    private enum Deed {
        HOLD,
        RETRIEVE,
        HANG_UP
    }

    private record Due(String who, Deed deed) {}

    private final ScriptedSwitch owner;
    private final List<String> numbers;
    private final Timers<Due> timers = new Timers<>();
    private final Map<String, Long> waiting = new LinkedHashMap<>();
    private final AtomicInteger rate = new AtomicInteger();
    private final AtomicInteger callers = new AtomicInteger();
    private double nextMs = Double.NaN;

    RoadCallers(ScriptedSwitch owner, List<String> numbers) {
        this.owner = owner;
        this.numbers = numbers;
    }

    /** From now on so many a second; from any thread. */
    void rate(int callsPerSecond) {
        rate.set(callsPerSecond);
    }

    /** How many came so far; from any thread. */
    int callers() {
        return callers.get();
    }

    @Override
    public void happened(PimReport report, long nowMs) {
        if (report instanceof Entered entered) {
            String phone = owner.endpointOf(entered.channel());
            if (phone.isEmpty() && waiting.remove(entered.channel()) != null) {
                timers.set(new Due(entered.channel(), Deed.HANG_UP), nowMs + TALK_MS);
            } else if (!phone.isEmpty()) {
                timers.set(new Due(phone, Deed.HOLD), nowMs + SECOND_MS);
                timers.set(new Due(phone, Deed.RETRIEVE), nowMs + 2 * SECOND_MS);
            }
        } else if (report instanceof Ended ended) {
            waiting.remove(ended.channel());
        }
    }

    @Override
    public void onTime(long nowMs) {
        int callsPerSecond = rate.get();
        if (callsPerSecond == 0) {
            nextMs = nowMs + LOOK_MS;
        } else {
            come(callsPerSecond, nowMs);
        }
        for (Due due = timers.poll(nowMs); due != null; due = timers.poll(nowMs)) {
            switch (due.deed()) {
                case HOLD -> owner.hands().hold(due.who());
                case RETRIEVE -> owner.hands().retrieve(due.who());
                case HANG_UP -> owner.hands().outsideHangsUp(due.who());
            }
        }
    }

    private void come(int callsPerSecond, long nowMs) {
        if (Double.isNaN(nextMs)) {
            nextMs = nowMs;
        }
        while (nextMs <= nowMs) {
            nextMs += (double) SECOND_MS / callsPerSecond;
            int caller = callers.getAndIncrement();
            String number = numbers.get(caller % numbers.size());
            ScriptedCaller person =
                    ScriptedCaller.of("03023125" + caller % SECOND_MS, number)
                            .with("Var1", "A" + (1_000_000 + caller))
                            .with("Var2", "Gold")
                            .with("Var3", "de")
                            .with("Var4", "invoice of last month");
            owner.hands().callerDials(person).ifPresent(each -> waiting.put(each, nowMs));
        }
        waiting.values().removeIf(since -> nowMs - since > GONE_MS);
    }

    @Override
    public long nextDeadlineMs() {
        long next = Double.isNaN(nextMs) ? 0 : (long) Math.ceil(nextMs);
        return Math.min(next, timers.nextMs());
    }
}
