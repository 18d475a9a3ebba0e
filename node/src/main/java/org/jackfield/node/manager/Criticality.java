package org.jackfield.node.manager;

/** What the loss of a process means. */
public enum Criticality {
    /** The node does not work without it. */
    CRITICAL("Critical"),
    /** A feature; where it is on, the node does not work without it. */
    CRITICAL_OPTIONAL("Critical/Optional"),
    /** A pity; service goes on. */
    OPTIONAL("Optional"),
    /** Service goes on without an important ability. */
    IMPORTANT("Important"),
    /** Hardly matters. */
    NON_CRITICAL("Non-Critical");

    private final String text;

    Criticality(String text) {
        this.text = text;
    }

    /** As the registry has it. */
    public String text() {
        return text;
    }

    /** True when its repeated failure restarts the node. */
    boolean restartsNode() {
        return this == CRITICAL || this == CRITICAL_OPTIONAL;
    }
}
