package org.jackfield.gateway.cluster;

/** Takes what the group's order says, on the engine's service thread, in order. */
interface OrderTaker {

    /** The state of a snapshot, before any entry. */
    void restore(byte[] snapshot);

    /** The next entry of the log. */
    void entry(long logMs, byte[] envelope);

    /** The state at this point of the order; waits for it. */
    byte[] snapshot();

    /** The state that was taken last could not be written. */
    void snapshotFailed(String why);

    /** Whether this member leads from now on. */
    void leads(boolean leads);

    /** Something that this member cannot go on after. */
    void fault(String what);
}
