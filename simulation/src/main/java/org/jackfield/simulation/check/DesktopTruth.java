package org.jackfield.simulation.check;

import org.jackfield.protocol.cil.Outcome;
import org.jackfield.protocol.cil.Reply;
import org.jackfield.protocol.ged188.ControlFailureCode;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What crosses CTI OS servers. Goal: where a second login is refused an agent never acts from two
 * desktops once the servers hear one another; a chat line comes at most once, it comes when its
 * writer was told so and nothing broke, and never when its writer was told that nothing was sent.
 * Method: what the people at the desktops see, and when anything was broken last.
 */
public final class DesktopTruth {

    private static final String ONE = "where a second login is refused an agent has one desktop";
    private static final String ONCE = "a chat line comes at most once";
    private static final String COMES = "a chat line that was sent comes while nothing is broken";
    private static final String NEVER = "a chat line that was not sent never comes";

    /** By then servers have found one another and desktops their servers. */
    private static final long QUIET_MS = 60_000;

    private static final long ARRIVES_MS = 5_000;

    private static final class Line {
        private final Set<String> heardAt = new TreeSet<>();
        private long wroteMs;
        private long sentMs = -1;
        private boolean quiet;
        private boolean notSent;
    }

    private final Findings findings;
    private final Map<String, Line> lines = new LinkedHashMap<>();
    private boolean onlyOne;
    private long disturbedMs;

    public DesktopTruth(Findings findings) {
        this.findings = findings;
    }

    /** Whether a second login is refused. */
    public void onlyOneEach(boolean rejects) {
        onlyOne = rejects;
    }

    /** Something broke, is broken or was mended. */
    public void disturbed(long nowMs) {
        disturbedMs = nowMs;
    }

    private boolean quiet(long nowMs) {
        return nowMs - disturbedMs > QUIET_MS;
    }

    /** Somebody sends a line; each has a text of its own. */
    public void wrote(String text, long nowMs) {
        Line line = lines.computeIfAbsent(text, each -> new Line());
        line.wroteMs = nowMs;
        line.quiet = quiet(nowMs);
    }

    /** What the writer of a line was told. */
    public void replied(String text, Reply reply, long nowMs) {
        Line line = lines.get(text);
        if (line == null) {
            return;
        }
        if (reply.outcome() == Outcome.DONE) {
            line.sentMs = nowMs;
        } else if (reply.outcome() == Outcome.FAILED
                && reply.code() == ControlFailureCode.OBJECT_NOT_KNOWN.value()) {
            line.notSent = true;
            heardThough(text, line, nowMs);
        }
    }

    /** A desktop shows a line. */
    public void heard(String desk, String text, long nowMs) {
        Line line = lines.get(text);
        if (line == null) {
            return; // forgotten
        }
        if (!line.heardAt.add(desk)) {
            findings.add(nowMs, ONCE, desk + ": " + text);
        }
        heardThough(text, line, nowMs);
    }

    private void heardThough(String text, Line line, long nowMs) {
        if (line.notSent && !line.heardAt.isEmpty()) {
            findings.add(nowMs, NEVER, line.heardAt + ": " + text);
        }
    }

    /**
     * Looks; to be called every few seconds.
     *
     * @param sitters the agent who acts from each desktop now; empty for none
     */
    public void look(List<String> sitters, long nowMs) {
        boolean quiet = quiet(nowMs);
        lines.forEach(
                (text, line) -> {
                    boolean due = line.sentMs >= 0 && nowMs - line.sentMs > ARRIVES_MS;
                    if (due && line.quiet && disturbedMs < line.wroteMs && line.heardAt.isEmpty()) {
                        findings.add(nowMs, COMES, text);
                    }
                    line.sentMs = due ? -1 : line.sentMs;
                });
        lines.values().removeIf(line -> nowMs - line.wroteMs > QUIET_MS);
        Set<String> seen = new TreeSet<>();
        for (String each : sitters) {
            if (onlyOne && quiet && !each.isEmpty() && !seen.add(each)) {
                findings.add(nowMs, ONE, "agent " + each);
            }
        }
    }
}
