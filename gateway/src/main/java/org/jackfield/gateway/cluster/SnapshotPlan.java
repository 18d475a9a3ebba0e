package org.jackfield.gateway.cluster;

import org.jackfield.gateway.cluster.ClusterSettings.Keeping;

/** When the next snapshot is due: by the clock, and by how far the log grew. */
final class SnapshotPlan {

    private static final long MINUTE_MS = 60_000;

    private final Keeping keeping;
    private long lastMs;
    private long lastPosition;

    /** Of the log at the snapshot before the last. */
    private long positionBefore;

    /** When one is tried again that could not be written. */
    private long againMs = Long.MAX_VALUE;

    /**
     * A plan.
     *
     * @param nowMs monotonic
     * @param position of the log at the last snapshot
     */
    SnapshotPlan(Keeping keeping, long nowMs, long position) {
        this.keeping = keeping;
        this.lastMs = nowMs;
        this.lastPosition = position;
    }

    /** A snapshot was taken. */
    synchronized void taken(long nowMs, long position) {
        positionBefore = lastPosition;
        againMs = Long.MAX_VALUE;
        lastMs = nowMs;
        lastPosition = position;
    }

    /** The snapshot that was taken last could not be written: the next one is due soon. */
    synchronized void failed(long nowMs) {
        lastPosition = positionBefore;
        againMs = nowMs + MINUTE_MS;
    }

    /** Whether one is due; one without a new entry never is. */
    synchronized boolean due(long nowMs, long position) {
        if (againMs != Long.MAX_VALUE) {
            return position > lastPosition && nowMs >= againMs;
        }
        return position > lastPosition
                && (nowMs - lastMs >= keeping.snapshotMinutes() * MINUTE_MS
                        || position - lastPosition >= keeping.snapshotLogBytes());
    }
}
