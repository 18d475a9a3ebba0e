package org.jackfield.simulation.check;

import org.jackfield.protocol.ged188.LocalConnectionState;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A call as one client was told of it. */
final class SeenCall {

    /** What of the data must be the same wherever the call is shown. */
    record Data(
            String key,
            String ani,
            String dnis,
            List<String> variables,
            String wrapUp,
            String named) {}

    final long id;

    /** The client came in the middle of it: what was before is not known. */
    final boolean inherited;

    final Map<String, LocalConnectionState> connections = new LinkedHashMap<>();
    Data data;
    boolean cleared;

    SeenCall(long id, boolean inherited) {
        this.id = id;
        this.inherited = inherited;
    }
}
