package org.jackfield.gateway.cluster;

import java.util.List;

/** A log that can be run again at a desk: states that were kept, and the entries. Never written. */
public interface KeptLog {

    /**
     * A state of the machine as a member kept it.
     *
     * @param logMs the log's time when it was taken, milliseconds since 1970
     * @param position entries from here on are not in it
     * @param bytes as {@link org.jackfield.gateway.member.MemberReplica#snapshot} gave them
     */
    record State(long logMs, long position, byte[] bytes) {}

    /** Who takes the entries. */
    interface Taker {

        /**
         * Takes the next entry.
         *
         * @param position where it begins
         * @param logMs its time in the log, milliseconds since 1970, by the clock of who led then
         * @param envelope a record {@code Envelope}
         * @return false to have no more of them
         */
        boolean entry(long position, long logMs, byte[] envelope);
    }

    /** Whose log it is, for people. */
    String description();

    /** Release that wrote it, and that alone can run it again. */
    String release();

    /** The states kept, earliest first; may be none. */
    List<State> states();

    /**
     * Reads entries in their order, to the end or until the taker has enough.
     *
     * @param from a state; null for the very beginning
     * @throws ClusterRefusal when the log is damaged, or does not reach back so far
     */
    void read(State from, Taker taker);

    /** The last state not later than a time; null when the log must be read from its beginning. */
    default State before(long logMs) {
        State found = null;
        for (State each : states()) {
            if (each.logMs() <= logMs) {
                found = each;
            }
        }
        return found;
    }

    /** The state to begin with to see all that there is; null when the log has its beginning. */
    State earliest();
}
