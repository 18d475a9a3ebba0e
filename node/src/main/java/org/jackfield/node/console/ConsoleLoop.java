package org.jackfield.node.console;

/** Runs a task on the process's own loop, so that an answer proves that it turns. */
@FunctionalInterface
public interface ConsoleLoop {

    /** False when the task cannot be taken. */
    boolean offer(Runnable task);
}
