package org.jackfield.node.manager;

/** Exit codes with which a process tells the node manager what it wants. */
public final class NodeExit {

    /** Done as asked. */
    public static final int DONE = 0;

    /** Do not start me again until an operator does. */
    public static final int STAY_DOWN = 70;

    /** The node must be restarted. */
    public static final int RESTART_NODE = 71;

    /** The fault cannot be cleared on this host: the host action is due. */
    public static final int HOST_ACTION = 72;

    /** What a process that was killed has. */
    public static final int KILLED = 137;

    /** The exit code of a process that is not a child of this one is not known. */
    public static final int UNKNOWN = -1;

    private NodeExit() {}
}
