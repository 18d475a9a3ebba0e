package org.jackfield.node.ems;

/** What can be traced: the bits of EMSTraceMask. The default mask 395791 has the first eight. */
public enum TraceTopic {
    /** Sessions of clients: open, close, refusal. */
    SESSIONS(0x1),
    /** Requests of clients and their outcomes. */
    REQUESTS(0x2),
    /** State changes of agents. */
    AGENTS(0x4),
    /** What happens to calls. */
    CALLS(0x8),
    /** Connections between processes. */
    LINKS(0x200),
    /** Reports and commands of the switch. */
    SWITCH(0x800),
    /** Plans, queues, offers. */
    ROUTING(0x20000),
    /** What is compared with the switch and repaired. */
    RECONCILER(0x40000),
    /** Every event that is sent to anybody. */
    EVENTS(0x10),
    /** Every message on a wire. */
    MESSAGES(0x20),
    /** Timers. */
    TIMERS(0x40),
    /** Heartbeats. */
    HEARTBEATS(0x80),
    /** Statistics. */
    STATISTICS(0x100),
    /** The group's log: leader, term, snapshots. */
    REPLICATION(0x400);

    private final int bit;

    TraceTopic(int bit) {
        this.bit = bit;
    }

    public int bit() {
        return bit;
    }
}
