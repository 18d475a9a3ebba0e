package org.jackfield.node.manager;

import java.util.Set;
import java.util.TreeSet;

/** What the node manager hears. */
public sealed interface NodeInput {

    /**
     * The node begins.
     *
     * @param running processes of an earlier node manager that still run
     */
    record Begin(Set<String> running) implements NodeInput {
        public Begin {
            running = new TreeSet<>(running);
        }
    }

    /** A process could not be started. */
    record StartFailed(String child, String reason) implements NodeInput {}

    /** A process is gone; {@link NodeExit#UNKNOWN} when its exit code is not known. */
    record Ended(String child, int exitCode) implements NodeInput {}

    /** A process answered, or did not. */
    record Asked(String child, boolean answered) implements NodeInput {}

    /** The operator wants a process to run. */
    record Start(String child) implements NodeInput {}

    /** The operator wants a process to end and to stay down. */
    record Stop(String child) implements NodeInput {}

    /** The operator wants a process to end and to be started again. */
    record Cycle(String child) implements NodeInput {}

    /** The node is to end. */
    record StopNode() implements NodeInput {}

    /** The operator wants all processes to end and to be started again. */
    record CycleNode() implements NodeInput {}
}
