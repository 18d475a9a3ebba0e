package org.jackfield.node.manager;

/** How a process of a node is. */
public enum ChildState {
    /** Not to run. */
    DOWN,
    /** Its turn has not come yet, or it waits for its next start. */
    WAITING,
    /** Started, and not yet heard of. */
    STARTING,
    /** Runs and answers. */
    UP,
    /** Told to drain and end. */
    STOPPING,
    /** Ended by force; waits to be gone. */
    KILLED
}
