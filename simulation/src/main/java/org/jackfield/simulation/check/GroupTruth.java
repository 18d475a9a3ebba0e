package org.jackfield.simulation.check;

import org.jackfield.gateway.opc.OpcOutput;
import org.jackfield.protocol.ged188.AgentStateEvent;
import org.jackfield.protocol.ged188.CallConnectionClearedEvent;
import org.jackfield.protocol.pim.PimCommand;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The group of gateways. Goal: all copies of the machine are the same at the same place; nothing is
 * carried out late; once a side commands the switch, no earlier one does any more. Method: true
 * time, which no process knows, and hashes of the states by their place.
 *
 * <p>What outlived its leader may change the machine late: a copy that reads it cannot know whether
 * the lost leader had told its client that it is done. What the switch is told for a request must
 * be in time always, whatever side tells it first; but for what follows from a change of calls or
 * agents that clients were told of.
 */
public final class GroupTruth {

    private static final String SAME = "all copies of the machine are the same at the same place";
    private static final String LATE = "a request is carried out in time or not at all";
    private static final String ONE = "one side commands the switch at a time";

    /** Two seconds of age, and the time to a place in the order that nobody can count. */
    private static final long LATE_MS = 2_000 + 1_000;

    private static final int ASKS_MAX = 100_000;

    /** Which input it was. */
    public record Ask(int source, long incarnation, long sequence) {}

    private final Findings findings;
    private final Map<Long, Long> states = new LinkedHashMap<>();
    private final Map<Ask, Long> askedMs = new LinkedHashMap<>();

    /** Commands that requests caused, and when they were handed in. */
    private final Map<PimCommand, Long> orderedForMs = new LinkedHashMap<>();

    private long lastPlace = -1;
    private int lastEpoch;
    private String lastSide = "";

    public GroupTruth(Findings findings) {
        this.findings = findings;
    }

    /** Something wrong that another saw. */
    public void wrong(long nowMs, String rule, String what) {
        findings.add(nowMs, rule, what);
    }

    /** The state of a copy after the entry at a place. */
    public void state(long place, long hash, long nowMs) {
        Long other = states.putIfAbsent(place, hash);
        if (other != null && other != hash) {
            findings.add(nowMs, SAME, "at place " + place);
        }
    }

    /** A request was handed in; the first time counts. */
    public void asked(int source, long incarnation, long sequence, long nowMs) {
        askedMs.putIfAbsent(new Ask(source, incarnation, sequence), nowMs);
        if (askedMs.size() > ASKS_MAX) {
            askedMs.remove(askedMs.keySet().iterator().next());
        }
    }

    /**
     * A copy of the machine does something because of a request; the first copy counts.
     *
     * @param outlived the request's leader was gone before anybody knew that it has its place
     */
    public void carriedOut(
            long place, Ask ask, boolean outlived, List<OpcOutput> outputs, long nowMs) {
        if (place <= lastPlace) {
            return;
        }
        lastPlace = place;
        Long sinceMs = askedMs.remove(ask);
        if (sinceMs == null) {
            return;
        }
        if (outputs.stream().noneMatch(GroupTruth::changes)) {
            wants(outputs, sinceMs);
        }
        if (!outlived && nowMs - sinceMs > LATE_MS) {
            findings.add(nowMs, LATE, "after " + (nowMs - sinceMs) + " ms: " + ask);
        }
    }

    /** Clients hear that an agent or a call is another way now: the switch has to follow. */
    private static boolean changes(OpcOutput output) {
        return output instanceof OpcOutput.Emit emit
                && (emit.event() instanceof AgentStateEvent
                        || emit.event() instanceof CallConnectionClearedEvent);
    }

    private void wants(List<OpcOutput> outputs, long sinceMs) {
        for (OpcOutput each : outputs) {
            if (each instanceof OpcOutput.Order order) {
                orderedForMs.put(order.command(), sinceMs);
            }
        }
        if (orderedForMs.size() > ASKS_MAX) {
            orderedForMs.remove(orderedForMs.keySet().iterator().next());
        }
    }

    /** The side that commanded last. */
    public String commander() {
        return lastSide;
    }

    /** A side gives a command to its link. */
    public void commanded(String side, int epoch, PimCommand command, long nowMs) {
        Long sinceMs = orderedForMs.remove(command); // to give it again is harmless
        if (sinceMs != null && nowMs - sinceMs > LATE_MS) {
            findings.add(nowMs, LATE, "after " + (nowMs - sinceMs) + " ms: " + command);
        }
        if (epoch < lastEpoch || epoch == lastEpoch && !side.equals(lastSide)) {
            findings.add(
                    nowMs,
                    ONE,
                    side
                            + " in epoch "
                            + epoch
                            + " after "
                            + lastSide
                            + " in "
                            + lastEpoch
                            + ": "
                            + command);
            return;
        }
        lastEpoch = epoch;
        lastSide = side;
    }
}
