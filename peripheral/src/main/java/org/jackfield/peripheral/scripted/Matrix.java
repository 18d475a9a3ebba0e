package org.jackfield.peripheral.scripted;

import org.jackfield.protocol.pim.Answered;
import org.jackfield.protocol.pim.Done;
import org.jackfield.protocol.pim.Ended;
import org.jackfield.protocol.pim.Entered;
import org.jackfield.protocol.pim.FailReason;
import org.jackfield.protocol.pim.Failed;
import org.jackfield.protocol.pim.Held;
import org.jackfield.protocol.pim.Left;
import org.jackfield.protocol.pim.LegState;
import org.jackfield.protocol.pim.PimReport;
import org.jackfield.protocol.pim.Played;
import org.jackfield.protocol.pim.Retrieved;
import org.jackfield.protocol.pim.Ringing;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The switching matrix: which legs there are, and which bridge each is in. Each change is told
 * once. Bridges come with their first leg and go with their last.
 */
final class Matrix {

    /** Cause of a leg that ended as legs do. */
    static final int NORMAL = 16;

    private static final int BUSY = 17;
    private static final int NO_ANSWER = 19;
    private static final int REJECTED = 21;

    private record Playing(String where, boolean isBridge) {}

    final Map<String, Leg> legs = new LinkedHashMap<>();

    /** Legs of each phone, oldest first. */
    private final Map<String, List<Leg>> atPhone = new LinkedHashMap<>();

    private final Map<String, Set<String>> bridges = new LinkedHashMap<>();
    private final Map<Long, Playing> plays = new LinkedHashMap<>();
    private final Consumer<PimReport> toAll;
    private final Consumer<PimReport> toLookersOn;

    /** While a command is carried out its events are collected here; else null. */
    private List<PimReport> collected;

    /**
     * @param toAll hears what the gateway is told
     * @param toLookersOn hears what happens to legs that the gateway does not know
     */
    Matrix(Consumer<PimReport> toAll, Consumer<PimReport> toLookersOn) {
        this.toAll = toAll;
        this.toLookersOn = toLookersOn;
    }

    /** Runs an action and returns the reports that it caused instead of sending them. */
    List<PimReport> collect(Runnable action) {
        List<PimReport> events = new ArrayList<>();
        collected = events;
        try {
            action.run();
        } finally {
            collected = null;
        }
        return events;
    }

    void tell(PimReport report) {
        if (collected != null) {
            collected.add(report);
        } else {
            toAll.accept(report);
        }
    }

    private void tell(Leg leg, PimReport report) {
        if (leg.announced) {
            tell(report);
        } else {
            toLookersOn.accept(report);
        }
    }

    void add(Leg leg) {
        legs.put(leg.channel, leg);
        if (!leg.endpoint.isEmpty()) {
            atPhone.computeIfAbsent(leg.endpoint, each -> new ArrayList<>()).add(leg);
        }
    }

    /** Tells the gateway of an inbound leg that it has not heard of. */
    void announce(Leg leg) {
        if (!leg.gone && !leg.announced) {
            leg.announced = true;
            tell(leg.announcement);
        }
    }

    /** The far end of a leg that we dialled rings. */
    void ring(Leg leg) {
        leg.state = LegState.RINGING;
        tell(leg, new Ringing(leg.channel));
    }

    /**
     * A leg is answered; its phone's other calls are held, as phones do.
     *
     * @param answersFirst the dial's Done comes before the event
     */
    void answer(Leg leg, boolean answersFirst) {
        if (leg.gone || leg.state == LegState.UP) {
            return;
        }
        if (!leg.endpoint.isEmpty() && !leg.inbound) {
            holdOthers(leg);
        }
        leg.state = LegState.UP;
        List<PimReport> dones = new ArrayList<>();
        leg.dialOperations.forEach(operation -> dones.add(new Done(operation)));
        leg.dialOperations.clear();
        if (answersFirst) {
            dones.forEach(this::tell);
        }
        tell(leg, new Answered(leg.channel));
        if (!answersFirst) {
            dones.forEach(this::tell);
        }
    }

    /** The phone holds whatever it talks on, but for one leg. */
    void holdOthers(Leg except) {
        for (Leg other : legsOf(except.endpoint)) {
            if (other != except && other.up()) {
                phoneHold(other, true);
            }
        }
    }

    /** The phone's own hold key. */
    void phoneHold(Leg leg, boolean held) {
        if (leg.up() && leg.heldByPhone != held) {
            leg.heldByPhone = held;
            tell(leg, held ? new Held(leg.channel) : new Retrieved(leg.channel));
        }
    }

    List<Leg> legsOf(String endpoint) {
        return List.copyOf(atPhone.getOrDefault(endpoint, List.of()));
    }

    /** Puts a leg in a bridge, or in none. */
    void seat(Leg leg, String bridge) {
        if (leg.bridge.equals(bridge)) {
            return;
        }
        leave(leg);
        if (!bridge.isEmpty()) {
            leg.bridge = bridge;
            bridges.computeIfAbsent(bridge, each -> new LinkedHashSet<>()).add(leg.channel);
            tell(leg, new Entered(leg.channel, bridge));
        }
    }

    private void leave(Leg leg) {
        if (leg.bridge.isEmpty()) {
            return;
        }
        String bridge = leg.bridge;
        leg.bridge = "";
        Set<String> members = bridges.get(bridge);
        members.remove(leg.channel);
        tell(leg, new Left(leg.channel, bridge));
        if (members.isEmpty()) {
            bridges.remove(bridge);
            silence(bridge, true);
        }
    }

    /** The legs in a bridge, in the order they came. */
    List<String> members(String bridge) {
        return List.copyOf(bridges.getOrDefault(bridge, Set.of()));
    }

    boolean hasBridge(String bridge) {
        return bridges.containsKey(bridge);
    }

    void play(long operation, String where) {
        plays.put(operation, new Playing(where, bridges.containsKey(where)));
    }

    boolean plays(long operation) {
        return plays.containsKey(operation);
    }

    void played(long operation, boolean completed) {
        if (plays.remove(operation) != null) {
            tell(new Played(operation, completed));
        }
    }

    private void silence(String where, boolean isBridge) {
        Playing there = new Playing(where, isBridge);
        List<Long> cut = new ArrayList<>();
        plays.forEach(
                (operation, playing) -> {
                    if (playing.equals(there)) {
                        cut.add(operation);
                    }
                });
        cut.forEach(operation -> played(operation, false));
    }

    /** A leg ends: out of its bridge, its open dial fails, then its one end is told. */
    void end(Leg leg, int cause, boolean byFarEnd) {
        if (leg.gone) {
            return;
        }
        leg.gone = true;
        legs.remove(leg.channel);
        if (!leg.endpoint.isEmpty()) {
            atPhone.get(leg.endpoint).remove(leg);
        }
        silence(leg.channel, false);
        leave(leg);
        for (long operation : leg.dialOperations) {
            tell(leg, new Failed(operation, reasonOf(cause, byFarEnd), cause, "leg ended"));
        }
        leg.dialOperations.clear();
        tell(leg, new Ended(leg.channel, cause, byFarEnd));
    }

    private static FailReason reasonOf(int cause, boolean byFarEnd) {
        return switch (cause) {
            case BUSY -> FailReason.BUSY;
            case REJECTED -> FailReason.REJECTED;
            case NO_ANSWER -> FailReason.NO_ANSWER;
            default -> byFarEnd ? FailReason.REJECTED : FailReason.NO_ANSWER;
        };
    }

    /** Everything is gone and nobody is told: the switch died. */
    void forgetAll() {
        legs.values().forEach(leg -> leg.gone = true);
        legs.clear();
        atPhone.clear();
        bridges.clear();
        plays.clear();
    }
}
