package org.jackfield.ctios.session;

/** What becomes of a login of an agent who has a live desktop already (BEH-311 to 313). */
public enum SecondLogin {
    /** It is refused. */
    REJECT,
    /** It goes on, and both are told. */
    WARN,
    /** It goes on. */
    ALLOW
}
