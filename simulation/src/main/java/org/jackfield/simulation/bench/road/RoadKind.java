package org.jackfield.simulation.bench.road;

/** Events that follow from one report of the switch alone, so that their way can be timed. */
enum RoadKind {
    /** Ringing to OnCallDelivered. */
    DELIVERED("OnCallDelivered"),
    /** The phone's hold key to OnCallHeld. */
    HELD("OnCallHeld"),
    /** The phone's hold key again to OnCallRetrieved. */
    RETRIEVED("OnCallRetrieved");

    private final String mark;

    RoadKind(String event) {
        this.mark = "\"name\":\"" + event + "\"";
    }

    /** The kind of an event's text, or null for one that is not timed. */
    static RoadKind of(String text) {
        for (RoadKind each : values()) {
            if (text.contains(each.mark)) {
                return each;
            }
        }
        return null;
    }
}
