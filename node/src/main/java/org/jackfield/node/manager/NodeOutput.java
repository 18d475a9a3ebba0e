package org.jackfield.node.manager;

/** What the node manager wants done. */
public sealed interface NodeOutput {

    /** Start a process. */
    record Spawn(String child) implements NodeOutput {}

    /** Tell a process to drain and end. */
    record Terminate(String child) implements NodeOutput {}

    /** End a process by force. */
    record Kill(String child) implements NodeOutput {}

    /** Ask a process if it is alive. */
    record Ask(String child) implements NodeOutput {}

    /** A line for the event log. */
    record Tell(Weight weight, String text) implements NodeOutput {}

    /** The node manager ends. */
    record End(int exitCode) implements NodeOutput {}

    /** How much a line matters. */
    enum Weight {
        /** Worth knowing; also what clears an alarm. */
        INFORMATIONAL,
        /** Repaired. */
        WARNING,
        /** Somebody must look. */
        ERROR
    }
}
