package org.jackfield.client.cil;

import org.jackfield.protocol.cil.Event;
import org.jackfield.protocol.record.Arguments;

import java.util.List;

/** The site's connection profiles, as the desktop settings told them. */
final class ConnectionProfiles {

    private List<Arguments> profiles = List.of();

    /** Takes an event, which may tell profiles. */
    void take(Event event) {
        if (event.name().equals("OnGlobalSettingsDownloadConf")) {
            profiles =
                    event.args().nested("Login").list("ConnectionProfiles").stream()
                            .filter(Arguments.class::isInstance)
                            .map(Arguments.class::cast)
                            .toList();
        }
    }

    /**
     * The profile of an agent's peripheral; empty when there is none.
     *
     * @param agent {@code agent.PERIPHERAL.ID}
     */
    Arguments of(String agent) {
        return profiles.stream()
                .filter(each -> agent.startsWith("agent." + each.number("PeripheralID", -1) + "."))
                .findFirst()
                .orElse(Arguments.EMPTY);
    }

    /** The first profile, for a session without an agent; empty when there is none. */
    Arguments first() {
        return profiles.isEmpty() ? Arguments.EMPTY : profiles.getFirst();
    }
}
