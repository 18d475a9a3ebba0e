package org.jackfield.node.manager;

import java.util.List;

/**
 * When what is started again.
 *
 * @param stableRunMs a process that ran so long is started again at once
 * @param delaysMs before the first, second, ... start after a short run; the last goes on
 * @param failuresMax failures of a critical process that restart the node
 * @param failureWindowMs in which they are counted
 * @param nodeRestartsMax restarts of the node before its fault counts as unrecoverable
 * @param nodeRestartWindowMs in which they are counted
 * @param askIntervalMs how often a process is asked if it is alive
 * @param silentMax questions in a row without an answer that make it dead
 */
public record NodeRules(
        long stableRunMs,
        List<Long> delaysMs,
        int failuresMax,
        long failureWindowMs,
        int nodeRestartsMax,
        long nodeRestartWindowMs,
        long askIntervalMs,
        int silentMax) {

    public static final NodeRules DEFAULTS =
            new NodeRules(
                    30_000, List.of(1_000L, 10_000L, 60_000L), 5, 600_000, 3, 3_600_000, 1_000, 5);

    public NodeRules {
        delaysMs = List.copyOf(delaysMs);
        if (delaysMs.isEmpty()) {
            throw new IllegalArgumentException("a delay before a start is needed");
        }
    }

    /** Delay before the start that follows so many short runs in a row. */
    long delayMs(int shortRuns) {
        return delaysMs.get(Math.min(shortRuns, delaysMs.size()) - 1);
    }
}
