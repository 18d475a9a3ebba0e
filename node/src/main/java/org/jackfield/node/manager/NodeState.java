package org.jackfield.node.manager;

/** How a node is. */
public enum NodeState {
    /** Processes are being started, in order. */
    STARTING,
    /** All that shall run runs. */
    RUNNING,
    /** A critical process is down and waits for its next start. */
    IMPAIRED,
    /** Processes are being ended to be started again. */
    RESTARTING,
    /** Processes are being ended. */
    STOPPING,
    /** Nothing runs. */
    DOWN
}
