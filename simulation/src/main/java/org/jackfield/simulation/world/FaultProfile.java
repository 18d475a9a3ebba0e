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
    /** All of them. */
    ALL;

    boolean has(FaultProfile kind) {
        Set<FaultProfile> all = EnumSet.of(CLIENTS, SWITCH, SLOW);
        return this == kind || this == ALL && all.contains(kind);
    }
}
