package org.jackfield.gateway.opc;

/** Where inputs come from: one gateway process. It numbers them without gaps. */
final class Source {

    private final int id;

    /** Which start of the process. */
    long incarnation;

    /** The number that is taken next. */
    long nextSequence = 1;

    /** Machine time when a switch was last taken from it for its silence; 0 when never. */
    long leftAtMs;

    /** It is heard, but hears itself too late to command a switch. */
    boolean far;

    Source(int id) {
        this.id = id;
    }

    int id() {
        return id;
    }

    /**
     * Whether an input is the next one; then it is counted.
     *
     * @return false for one that was taken already, came too early, or is of an earlier start
     */
    boolean takes(long inputIncarnation, long sequence) {
        if (inputIncarnation > incarnation && sequence == 1) {
            incarnation = inputIncarnation;
            nextSequence = 2;
            return true;
        }
        if (inputIncarnation != incarnation || sequence != nextSequence) {
            return false;
        }
        nextSequence++;
        return true;
    }
}
