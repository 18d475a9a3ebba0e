package org.jackfield.peripheral.scripted;

/** What becomes of a call to a number outside. */
public enum OutsideNumber {
    /** Rings, then somebody answers. */
    ANSWERS,
    /** Rings until the caller gives up. */
    RINGS_ON,
    /** Busy at once. */
    BUSY,
    /** Rings, then is refused. */
    REFUSES,
    /** There is no such number. */
    UNKNOWN
}
