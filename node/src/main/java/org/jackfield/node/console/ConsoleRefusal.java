package org.jackfield.node.console;

/** A process says no; the message is its answer. */
public final class ConsoleRefusal extends Exception {

    private static final long serialVersionUID = 1L;

    public ConsoleRefusal(String answer) {
        super(answer);
    }
}
