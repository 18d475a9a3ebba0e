package org.jackfield.gateway.opc;

import org.jackfield.gateway.opc.OpcOutput.Severity;
import org.jackfield.machine.Timers;
import org.jackfield.protocol.log.Calendar;
import org.jackfield.protocol.log.ClientOpened;
import org.jackfield.protocol.log.SessionKey;
import org.jackfield.protocol.site.SiteDeskSettings;
import org.jackfield.protocol.site.SiteEcc;
import org.jackfield.protocol.site.SitePlan;
import org.jackfield.protocol.site.SiteReason;
import org.jackfield.protocol.site.SiteTeam;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Everything that the OPC knows, and where it speaks. The classes that decide share one; it decides
 * nothing itself.
 */
final class Exchange {

    /**
     * What a timer is for.
     *
     * @param kind what
     * @param id operation, source or peripheral
     */
    record TimerKey(TimerKind kind, long id) {}

    /** What timers are for. */
    enum TimerKind {
        /** An operation got no outcome from the switch. */
        OPERATION(1),
        /** A source said nothing for so long that another PIM takes over. */
        SOURCE_SILENT(2),
        /** A source said nothing for so long that its sessions are over. */
        SOURCE_LOST(3),
        /** Model and switch are compared. */
        RECONCILE(4);

        private final int kept;

        TimerKind(int kept) {
            this.kept = kept;
        }

        int kept() {
            return kept;
        }

        static TimerKind ofKept(int number) {
            for (TimerKind each : values()) {
                if (each.kept == number) {
                    return each;
                }
            }
            throw new IllegalArgumentException("snapshot: no timer " + number);
        }
    }

    /** Actions that one input may cause; more is a loop. */
    private static final int ACTIONS_MAX = 100_000;

    final Numbering numbering = new Numbering();
    final WrapUpNotes notes = new WrapUpNotes();
    final Map<Integer, Peripheral> peripherals = new TreeMap<>();
    final Map<Long, Call> calls = new LinkedHashMap<>();
    final Map<Long, Connection> connections = new LinkedHashMap<>();
    final Map<String, Leg> legs = new LinkedHashMap<>();
    final Map<Long, Operation> operations = new LinkedHashMap<>();
    final Map<SessionKey, ClientOpened> sessions = new LinkedHashMap<>();
    final Map<Integer, Source> sources = new TreeMap<>();
    final Map<String, SiteEcc> eccs = new TreeMap<>();
    final Map<String, String> settings = new TreeMap<>();
    final Map<Integer, SiteTeam> teams = new TreeMap<>();
    final Map<Integer, SiteDeskSettings> deskSettings = new TreeMap<>();
    final Map<String, SiteReason> reasons = new TreeMap<>();
    final Map<String, SitePlan> plans = new TreeMap<>();
    final Timers<TimerKey> timers = new Timers<>();

    /** Connections at each instrument, by {@code peripheral/instrument}. */
    private final Map<String, Set<Long>> atInstrument = new TreeMap<>();

    /** The last calendar input; null before the first. */
    Calendar calendar;

    /** Machine time at which it came. */
    long calendarAtMs;

    /** Source whose CTI Server has the clients; {@link Peripheral#NOBODY} before the first. */
    int servingSource = Peripheral.NOBODY;

    private final ArrayDeque<Runnable> agenda = new ArrayDeque<>();
    private Consumer<? super OpcOutput> out;
    private long nowMs;
    private long askedUntilMs;

    /** Begins to handle an input or a timer. */
    void open(long now, Consumer<? super OpcOutput> sink) {
        nowMs = now;
        out = sink;
        askedUntilMs = Operation.MUST_BE_DONE;
        // Left over only when the input before ended in a fault; no snapshot has it.
        agenda.clear();
    }

    /** Machine time of the input at hand. */
    long nowMs() {
        return nowMs;
    }

    /** The input at hand is a client's request: what it wants is begun by then or not at all. */
    void askedUntil(long deadlineMs) {
        askedUntilMs = deadlineMs;
    }

    /** Deadline of the request at hand; {@link Operation#MUST_BE_DONE} when it is none. */
    long askedUntilMs() {
        return askedUntilMs;
    }

    /** Wall time by the last calendar input, or machine time before the first. */
    long wallMs() {
        return calendar == null ? nowMs : calendar.wallMs() + nowMs - calendarAtMs;
    }

    /** Days since 1970 of the site's date. */
    int localDay() {
        return calendar == null ? (int) (nowMs / 86_400_000L) : calendar.localDay();
    }

    /** To be done when the one at hand is done; keeps one decision from running into another. */
    void then(Runnable action) {
        agenda.add(action);
    }

    /** Does all that was put off, also what this causes. */
    void settle() {
        for (int done = 0; !agenda.isEmpty(); done++) {
            if (done > ACTIONS_MAX) {
                agenda.clear();
                throw new IllegalStateException(
                        "one input caused more than " + ACTIONS_MAX + " actions");
            }
            agenda.poll().run();
        }
    }

    void put(OpcOutput output) {
        out.accept(output);
    }

    void log(Severity severity, String text) {
        put(new OpcOutput.LogLine(severity, text));
    }

    Peripheral peripheral(int id) {
        Peripheral found = peripherals.get(id);
        if (found == null) {
            throw new IllegalStateException("no peripheral " + id);
        }
        return found;
    }

    /** The call, or null when gone. */
    Call call(long id) {
        return calls.get(id);
    }

    /** The connection, or null when gone. */
    Connection connection(long id) {
        return connections.get(id);
    }

    Call callOf(Connection connection) {
        return calls.get(connection.callId());
    }

    /** The leg of a connection, or null when it has none. */
    Leg legOf(Connection connection) {
        return connection.channel == null ? null : legs.get(connection.channel);
    }

    void add(Call call, Connection connection) {
        connections.put(connection.id(), connection);
        call.add(connection);
        place(call, connection);
    }

    /** Puts a connection into the list of its instrument. */
    void place(Call call, Connection connection) {
        if (connection.instrument() != null) {
            atInstrument
                    .computeIfAbsent(
                            call.peripheral() + "/" + connection.instrument(),
                            key -> new LinkedHashSet<>())
                    .add(connection.id());
        }
    }

    /** Forgets a connection that is gone. */
    void remove(Call call, Connection connection) {
        connections.remove(connection.id());
        call.connections().remove(connection);
        detach(connection);
        if (connection.instrument() != null) {
            String key = call.peripheral() + "/" + connection.instrument();
            Set<Long> there = atInstrument.get(key);
            if (there != null) {
                there.remove(connection.id());
                if (there.isEmpty()) {
                    atInstrument.remove(key);
                }
            }
        }
    }

    /** Gives a connection its leg. */
    void attach(Connection connection, Leg leg) {
        connection.channel = leg.channel();
        leg.connections.add(connection.id());
    }

    /** Takes a connection from its leg. */
    void detach(Connection connection) {
        Leg leg = legOf(connection);
        if (leg != null) {
            leg.connections.remove(connection.id());
        }
        connection.channel = null;
    }

    /** Instruments of a peripheral with connections, planned ones too. */
    List<String> busyInstruments(int peripheral) {
        String prefix = peripheral + "/";
        List<String> found = new ArrayList<>();
        for (String each : atInstrument.keySet()) {
            if (each.startsWith(prefix)) {
                found.add(each.substring(prefix.length()));
            }
        }
        return found;
    }

    /** Every connection at an instrument, planned ones too, oldest first. */
    List<Connection> at(int peripheral, String instrument) {
        Set<Long> ids = atInstrument.get(peripheral + "/" + instrument);
        List<Connection> found = new ArrayList<>();
        if (ids != null) {
            ids.forEach(id -> found.add(connections.get(id)));
        }
        return found;
    }
}
