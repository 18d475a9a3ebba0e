package org.jackfield.ctios.session;

import org.jackfield.ctios.object.AgentKey;
import org.jackfield.protocol.cil.Event;
import org.jackfield.protocol.record.Arguments;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** A client's session: it outlives its connections for the grace. */
final class ClientSession {

    /** What it is for. */
    enum Mode {
        /** Waits for SetAgent or SetMessageFilter. */
        NONE,
        /** One agent's desktop. */
        AGENT,
        /** Sees what its filter lets through. */
        MONITOR
    }

    final long id;
    final String client;

    /** Its connection; 0 while it has none. */
    long link;

    long epoch;
    Mode mode = Mode.NONE;
    AgentKey agent;

    /** It has proved that it may act for the agent: by password, or by its token. */
    boolean here;

    /** Where the agent is logged in, as the client gave it. */
    String instrument = "";

    /** Where the agent was logged in before a phone or switch went away; else empty. */
    String lostAt = "";

    /** A token of another server or run, believed once the CTI Server says the agent is there. */
    Token claim;

    /** When its client was given a token last. */
    long tokenMs;

    Filter filter;
    String currentCall = "";
    boolean cutOff;

    /** It is over: what was asked for it is answered to nobody, and changes nothing any more. */
    boolean ended;

    int requestsOpen;

    /** The last event about the agent, its calls or its settings. */
    long lastRelevant;

    /** What was last said of the buttons, by object. */
    final Map<String, Arguments> buttons = new TreeMap<>();

    /** Objects that the client was shown, as targets of events. */
    final Set<String> shown = new TreeSet<>();

    private final Deque<Event> replay = new ArrayDeque<>();
    private final int replayMax;
    private long next = 1;

    ClientSession(long id, String client, int replayMax) {
        this.id = id;
        this.client = client;
        this.replayMax = replayMax;
    }

    /** Number that the next event has. */
    long next() {
        return next;
    }

    /** The same event with the next number, kept for a client that comes again. */
    Event number(Event event) {
        Event numbered = event.toBuilder().number(next++).build();
        replay.add(numbered);
        if (replay.size() > replayMax) {
            replay.removeFirst();
        }
        return numbered;
    }

    /** Whether every event after {@code last} is still there. */
    boolean canReplay(long last) {
        if (last == next - 1) {
            return true;
        }
        return last >= 0 && last < next && !replay.isEmpty() && replay.peek().number() <= last + 1;
    }

    /** The events after {@code last}, in order. */
    List<Event> after(long last) {
        List<Event> events = new ArrayList<>();
        for (Event each : replay) {
            if (each.number() > last) {
                events.add(each);
            }
        }
        return events;
    }

    void forgetEvents() {
        replay.clear();
        forgetButtons();
    }

    /** The client knows nothing any more: no object and no button. */
    void forgetButtons() {
        buttons.clear();
        shown.clear();
    }

    /** In agent mode for this agent, and not over. */
    boolean isFor(AgentKey key) {
        return !ended && mode == Mode.AGENT && agent.equals(key);
    }

    /** Not to be another agent's: it watches, or acts for one already. */
    boolean inUseBut(AgentKey key) {
        return mode == Mode.MONITOR || here && !agent.equals(key);
    }

    /** What it may do for an agent ends: it becomes another one's. */
    void forgetAgent() {
        here = false;
        instrument = "";
        lostAt = "";
        claim = null;
        currentCall = "";
    }

    @Override
    public String toString() {
        return "session " + id + " (" + client + (agent == null ? "" : ", " + agent.text()) + ")";
    }
}
