package org.jackfield.node.ems;

/** How much an event matters. The order is that of the levels in the registry: 0 to 3. */
public enum EmsSeverity {
    /** For finding faults; written when its topic is in the mask. */
    TRACE(0x2),
    /** Worth knowing. */
    INFORMATIONAL(0x6),
    /** Repaired, or refused. */
    WARNING(0xA),
    /** Somebody must look. */
    ERROR(0xE);

    private final int digit;

    EmsSeverity(int digit) {
        this.digit = digit;
    }

    /** Top hex digit of the ids of such messages. */
    int digit() {
        return digit;
    }

    /** Level in the registry. */
    public int level() {
        return ordinal();
    }

    /** Severity of a message id; an unknown top digit counts as an error. */
    static EmsSeverity of(int messageId) {
        int top = messageId >>> 28;
        for (EmsSeverity each : values()) {
            if (each.digit == top) {
                return each;
            }
        }
        return ERROR;
    }
}
