package org.jackfield.simulation.check;

import org.jackfield.gateway.opc.OpcOutput;
import org.jackfield.protocol.pim.PimCommand;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the machine orders is commanded by a side, and by the same side, as long as nothing happens
 * to it; above all when a member that was away comes back. Method: orders by their content, removed
 * when a side gives them to its link; who looks says whether anything is broken.
 */
public final class CommandTruth {

    private static final String DONE = "what is ordered is commanded while nothing is broken";
    private static final String STAYS = "the active side stays while nothing happens to it";
    private static final long LATE_MS = 2_000;

    private final Findings findings;
    private final Map<PimCommand, Long> open = new LinkedHashMap<>();
    private long lastPlace = -1;
    private boolean expectedBefore;
    private String sideBefore = "";

    public CommandTruth(Findings findings) {
        this.findings = findings;
    }

    /** What a copy of the machine put out for the entry at a place; the first copy counts. */
    public void ordered(long place, List<OpcOutput> outputs, long nowMs) {
        if (place <= lastPlace) {
            return;
        }
        lastPlace = place;
        for (OpcOutput each : outputs) {
            if (each instanceof OpcOutput.Order order) {
                open.put(order.command(), nowMs);
            }
        }
    }

    /** A side gave it to its link. */
    public void commanded(PimCommand command) {
        open.remove(command);
    }

    /**
     * Looks; to be called every few seconds.
     *
     * @param expected nothing is broken, and was not for a while
     * @param side that commanded last
     */
    public void look(boolean expected, String side, long nowMs) {
        if (!expected) {
            open.clear();
        }
        open.forEach(
                (command, sinceMs) -> {
                    if (nowMs - sinceMs > LATE_MS) {
                        findings.add(nowMs, DONE, command.toString());
                    }
                });
        open.values().removeIf(sinceMs -> nowMs - sinceMs > LATE_MS);
        if (expected && expectedBefore && !sideBefore.isEmpty() && !side.equals(sideBefore)) {
            findings.add(nowMs, STAYS, "from " + sideBefore + " to " + side);
        }
        expectedBefore = expected;
        sideBefore = side;
    }
}
