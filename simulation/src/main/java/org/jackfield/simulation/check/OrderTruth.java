package org.jackfield.simulation.check;

import org.jackfield.gateway.opc.OpcOutput;
import org.jackfield.protocol.log.Envelope;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the machine does with the order of inputs. Goal: of each source it takes the next input and
 * nothing else, so that nothing is taken twice, early or not at all; and its time goes as true time
 * does, whatever the clocks of the hosts say. Method: an own count for each source; an entry that
 * is not in its turn is left out. The first copy that takes an entry counts, as all are the same.
 */
public final class OrderTruth {

    private static final String TURN = "of each source the next input is taken, and no other";
    private static final String TIME = "machine time goes as true time does";

    /**
     * Machine time stands while nobody leads, and catches up by what clocks say; when all that is
     * left of the clocks jumped meanwhile, it cannot know better than this.
     */
    private static final long DRIFT_MS_MAX = 5_000;

    /** So long after nobody led it may still ask the clocks how long that was. */
    private static final long CATCH_UP_MS = 2_000;

    /** No entry for so long: again nobody led. */
    private static final long NOBODY_LED_MS = 500;

    private static final class Turn {
        private long incarnation;
        private long next;
    }

    private final Findings findings;
    private final Map<Integer, Turn> turns = new LinkedHashMap<>();
    private long lastPlace = -1;
    private long aheadMs;
    private boolean timed;
    private long offSinceMs = -1;
    private long lastMs;

    public OrderTruth(Findings findings) {
        this.findings = findings;
    }

    /**
     * A copy of the machine took an entry.
     *
     * @param machineMs machine time after it
     */
    public void taken(
            long place, Envelope envelope, List<OpcOutput> outputs, long machineMs, long nowMs) {
        if (place <= lastPlace) {
            return;
        }
        lastPlace = place;
        boolean inTurn = inTurn(envelope);
        if (inTurn == leftOut(outputs)) {
            findings.add(
                    nowMs,
                    TURN,
                    "input "
                            + envelope.sequence()
                            + " of source "
                            + envelope.source()
                            + (inTurn ? " was left out" : " was taken")
                            + ", and the next is "
                            + turns.get(envelope.source()).next);
        }
        time(machineMs, nowMs);
    }

    private static boolean leftOut(List<OpcOutput> outputs) {
        return outputs.size() == 1
                && outputs.getFirst() instanceof OpcOutput.LogLine line
                && line.text().contains(" left out: ");
    }

    private boolean inTurn(Envelope envelope) {
        Turn turn = turns.computeIfAbsent(envelope.source(), source -> new Turn());
        if (envelope.incarnation() > turn.incarnation && envelope.sequence() == 1) {
            turn.incarnation = envelope.incarnation();
            turn.next = 2;
            return true;
        }
        boolean next =
                envelope.incarnation() == turn.incarnation && envelope.sequence() == turn.next;
        turn.next += next ? 1 : 0;
        return next;
    }

    private void time(long machineMs, long nowMs) {
        if (!timed) {
            timed = true;
            aheadMs = machineMs - nowMs;
        }
        long drift = machineMs - nowMs - aheadMs;
        boolean nobodyLed = nowMs - lastMs > NOBODY_LED_MS;
        lastMs = nowMs;
        if (Math.abs(drift) <= DRIFT_MS_MAX) {
            offSinceMs = -1;
        } else if (offSinceMs < 0 || nobodyLed) {
            offSinceMs = nowMs;
        } else if (nowMs - offSinceMs > CATCH_UP_MS) {
            findings.add(nowMs, TIME, "it is " + drift + " ms ahead of where it should be");
            aheadMs += drift;
        }
    }
}
