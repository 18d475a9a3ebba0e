package org.jackfield.peripheral.scripted;

import org.jackfield.protocol.pim.PimReport;

import java.util.ArrayList;
import java.util.List;

/**
 * People who act by a written script, one line a step, in order. {@code #} starts a comment.
 *
 * <pre>
 * at 1s caller 03023125001 dials 7000 as "Ada Byron" with Var1=Gold, Var2="two words"
 * after 2s phone 2001 answers
 * after 500ms phone 2001 holds            # also: retrieves, rejects, hangs up, joins
 * phone 2001 dials 2002
 * phone 2001 transfers to 2003            # its own transfer key, blind
 * phone 2001 presses 5
 * caller 03023125001 hangs up             # also: presses 5; anybody outside, by number
 * phone 2001 goes                         # out of service; and: returns
 * number 03023125009 is busy              # also: unknown, refusing, silent, answering
 * link cut                                # and: link healed, switch crashes, switch restarts
 * </pre>
 *
 * <p>{@code at} counts from the start of the script, {@code after} from the step before. A step
 * that cannot be done yet (the phone does not ring) waits, at most {@link #PATIENCE_MS}; then the
 * script stops and {@link #failure()} says why.
 */
public final class Script implements Actor {

    /** A step that cannot be done is given up after so long. */
    public static final long PATIENCE_MS = 30_000;

    /** One line. */
    record Step(int line, String text, boolean after, long delayMs, Doing doing) {}

    /** What a line does; false when it cannot be done yet. */
    interface Doing {
        boolean tryIt();
    }

    private final List<Step> steps;
    private final long startMs;
    private int next;
    private long dueMs;
    private boolean waits;
    private String failure = "";

    private Script(List<Step> steps, long startMs) {
        this.steps = steps;
        this.startMs = startMs;
        this.dueMs = startMs;
        schedule(startMs);
    }

    /**
     * Reads a script; its time starts with the switch's last turn.
     *
     * @param acd for lines about the link
     * @throws ScriptException naming the line, what is wrong with it and what may stand there
     */
    public static Script of(String text, ScriptedSwitch owner, ScriptedAcd acd) {
        ScriptReader reader = new ScriptReader(owner, acd);
        List<Step> steps = new ArrayList<>();
        int number = 0;
        for (String line : text.lines().toList()) {
            number++;
            String content = line.split("#(?=([^\"]*\"[^\"]*\")*[^\"]*$)", 2)[0].strip();
            if (!content.isEmpty()) {
                steps.add(reader.step(number, content));
            }
        }
        return new Script(List.copyOf(steps), owner.nowMs());
    }

    private void schedule(long doneMs) {
        if (next < steps.size()) {
            Step step = steps.get(next);
            long base = step.after() ? doneMs : startMs;
            dueMs = Math.max(doneMs, base + step.delayMs());
        }
    }

    @Override
    public void happened(PimReport report, long nowMs) {
        onTime(nowMs);
    }

    @Override
    public void onTime(long nowMs) {
        while (!finished() && dueMs <= nowMs) {
            Step step = steps.get(next);
            if (step.doing().tryIt()) {
                next++;
                waits = false;
                schedule(nowMs);
            } else if (nowMs >= dueMs + PATIENCE_MS) {
                failure = "line " + step.line() + " could not be done: " + step.text();
            } else {
                waits = true;
                return;
            }
        }
    }

    @Override
    public long nextDeadlineMs() {
        if (finished()) {
            return Long.MAX_VALUE;
        }
        return waits ? dueMs + PATIENCE_MS : dueMs;
    }

    /** True when every line was done, or one could not be. */
    public boolean finished() {
        return next == steps.size() || !failure.isEmpty();
    }

    /** Which line could not be done; empty when all could. */
    public String failure() {
        return failure;
    }
}
