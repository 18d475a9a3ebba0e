package org.jackfield.ctios.process;

import org.jackfield.ctios.peer.PeerSettings;
import org.jackfield.ctios.process.CtiOsSettings.Probe;
import org.jackfield.node.registry.RegistryKey;
import org.jackfield.node.registry.Setting;

import java.util.ArrayList;
import java.util.List;

/**
 * Clients and peers of a CTI OS server (REG-057 to REG-068).
 *
 * @param listenPort where clients come (Connections\ListenPort)
 * @param probe how a silent client is found (Connections\HeartbeatIntervalMs, HeartbeatRetrys)
 * @param monitorsMax sessions in monitor mode (Connections\MaxMonitorModeConnections)
 * @param peers the other servers, and how a silent one is found (Peers\HeartbeatIntervalMs,
 *     HeartbeatRetrys, Peers\HOST\Port)
 */
public record ConnectionsSettings(
        int listenPort, Probe probe, int monitorsMax, PeerSettings peers) {

    /** Key of the clients' connections. */
    public static final String KEY = CtiDriverSettings.SERVER_KEY + "\\Server\\Connections";

    /** Key of what concerns devices. */
    public static final String DEVICE_KEY = CtiDriverSettings.SERVER_KEY + "\\Server\\Device";

    /** Key of the peers. */
    public static final String PEERS_KEY = CtiDriverSettings.SERVER_KEY + "\\Server\\Peers";

    /** Key of one peer. */
    public static final String PEER_KEY = PEERS_KEY + "\\<peer>";

    private static final String NO_EFFECT = "kept for existing registries.";

    static final Setting POOL_INITIAL =
            Setting.number(KEY, "ClientPoolInitialSize", 1_500L)
                    .withoutEffect(NO_EFFECT)
                    .spec("REG-057");
    static final Setting POOL_MIN =
            Setting.number(KEY, "ClientPoolMinSize", 50L).withoutEffect(NO_EFFECT).spec("REG-058");
    static final Setting POOL_INCREMENT =
            Setting.number(KEY, "ClientPoolIncrement", 50L)
                    .withoutEffect(NO_EFFECT)
                    .spec("REG-059");
    static final Setting HEARTBEAT =
            Setting.number(KEY, "HeartbeatIntervalMs", 5_000L)
                    .from(0, 3_600_000)
                    .in("milliseconds")
                    .says(
                            "Silence of a client before it is probed; 0: never (60000 where an"
                                    + " older server was set up).")
                    .spec("REG-060");
    static final Setting RETRIES =
            Setting.number(KEY, "HeartbeatRetrys", 3L)
                    .from(0, 100)
                    .says(
                            "Unanswered probes before a client is closed, one interval later; 0:"
                                    + " closed after one interval without a probe (5 where an older"
                                    + " server was set up).")
                    .spec("REG-061");
    static final Setting LISTEN_PORT =
            Setting.number(KEY, "ListenPort", (long) CtiOsSettings.PORT)
                    .from(0, 65_535)
                    .says("TCP port of clients and pages; 0: any free one.")
                    .spec("REG-062");
    static final Setting MONITORS =
            Setting.number(KEY, "MaxMonitorModeConnections", 7L)
                    .from(0, 1_000)
                    .alsoNamed("MaxMonitorMode Connections")
                    .says("Most sessions in monitor mode.")
                    .spec("REG-063");
    static final Setting TOS =
            Setting.number(KEY, "TOS", 0L)
                    .from(0, 255)
                    .withoutEffect("the type of service of packets to clients is the system's.")
                    .spec("REG-064");
    static final Setting SNAPSHOT_DELAY =
            Setting.number(DEVICE_KEY, "SnapshotDelaySec", 0L)
                    .withoutEffect(NO_EFFECT)
                    .spec("REG-065");
    static final Setting PEER_HEARTBEAT =
            Setting.number(PEERS_KEY, "HeartbeatIntervalMs", 5_000L)
                    .from(100, 3_600_000)
                    .in("milliseconds")
                    .says("Silence on the link to a peer before it is asked.")
                    .spec("REG-066");
    static final Setting PEER_RETRIES =
            Setting.number(PEERS_KEY, "HeartbeatRetrys", 3L)
                    .from(0, 100)
                    .says(
                            "Unanswered questions before a peer counts as down, one interval"
                                    + " later.")
                    .spec("REG-067");
    static final Setting PEER_PORT =
            Setting.number(PEER_KEY, "Port", null)
                    .from(1, 65_535)
                    .says(
                            "TCP port of the clients of the peer that the key names by host name"
                                    + " or address: this server connects there, and pages may go"
                                    + " there.")
                    .spec("REG-068");

    /** All that is declared here. */
    public static final List<Setting> DECLARED =
            List.of(
                    POOL_INITIAL,
                    POOL_MIN,
                    POOL_INCREMENT,
                    HEARTBEAT,
                    RETRIES,
                    LISTEN_PORT,
                    MONITORS,
                    TOS,
                    SNAPSHOT_DELAY,
                    PEER_HEARTBEAT,
                    PEER_RETRIES,
                    PEER_PORT);

    /**
     * Reads them.
     *
     * @param server key of the server
     * @throws org.jackfield.node.registry.RegistryException when a value cannot be used
     */
    public static ConnectionsSettings from(RegistryKey server) {
        RegistryKey own = server.child("Server").child("Connections");
        RegistryKey peers = server.child("Server").child("Peers");
        List<String> addresses = new ArrayList<>();
        for (String host : peers.children()) {
            addresses.add(host + ":" + peers.child(host).number(PEER_PORT));
        }
        return new ConnectionsSettings(
                (int) own.number(LISTEN_PORT),
                new Probe((int) own.number(HEARTBEAT), (int) own.number(RETRIES)),
                (int) own.number(MONITORS),
                new PeerSettings(
                        addresses,
                        (int) peers.number(PEER_HEARTBEAT),
                        (int) peers.number(PEER_RETRIES)));
    }
}
