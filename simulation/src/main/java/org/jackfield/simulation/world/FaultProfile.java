package org.jackfield.simulation.world;

import java.util.EnumSet;
import java.util.Set;

/** Which faults come. */
public enum FaultProfile {
    /** None: everything works, only the network has delays. */
    NONE,
    /** Clients lose their connection. */
    CLIENTS,
    /** The link to the switch is cut and made again; the switch restarts; phones come and go. */
    SWITCH,
    /** Clients stop to read for a while. */
    SLOW,
    /** All of these, with one gateway that never fails. */
    ALL,
    /** Gateway processes of a group of three are killed, started again, and put to sleep. */
    MEMBERS,
    /** Members of the group do not hear one another, in one direction or both, or late. */
    NETWORK,
    /** Clocks of the group's hosts jump, forward and back. */
    CLOCKS,
    /** All of the above, with a group of three. */
    EVERYTHING,
    /** Lines carry nothing for a while, one way or both, and nobody is told. Only by itself. */
    SILENT;

    private static final Set<FaultProfile> OUTSIDE = EnumSet.of(CLIENTS, SWITCH, SLOW);
    private static final Set<FaultProfile> OF_A_GROUP = EnumSet.of(MEMBERS, NETWORK, CLOCKS);

    boolean has(FaultProfile kind) {
        return switch (this) {
            case ALL -> OUTSIDE.contains(kind);
            case EVERYTHING -> OUTSIDE.contains(kind) || OF_A_GROUP.contains(kind);
            default -> this == kind;
        };
    }

    /** True for faults of a group's members. */
    boolean needsGroup() {
        return OF_A_GROUP.stream().anyMatch(this::has);
    }
}
