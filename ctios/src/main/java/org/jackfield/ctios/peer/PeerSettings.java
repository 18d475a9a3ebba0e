package org.jackfield.ctios.peer;

import java.util.List;

/**
 * Whom a CTI OS server connects to, and how a silent one is found.
 *
 * @param addresses of the other servers, {@code HOST:PORT}; the port is where their clients come,
 *     Peers\HOST\Port (REG-068)
 * @param intervalMs a peer that said nothing for so long is asked, Peers\HeartbeatIntervalMs, 5000
 *     (REG-066)
 * @param retries so often, before it counts as down one interval later, Peers\HeartbeatRetrys, 3
 *     (REG-067)
 */
public record PeerSettings(List<String> addresses, int intervalMs, int retries) {

    /** No peers. */
    public static final PeerSettings NONE = new PeerSettings(List.of(), 5_000, 3);

    public PeerSettings {
        addresses = List.copyOf(addresses);
    }

    /** After so long without a word a peer is down: 20 s (BEH-505). */
    long silenceMs() {
        return (long) intervalMs * (retries + 1);
    }
}
