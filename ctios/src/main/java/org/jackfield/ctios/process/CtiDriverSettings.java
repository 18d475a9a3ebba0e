package org.jackfield.ctios.process;

import org.jackfield.client.ctiserver.CtiClientSettings;
import org.jackfield.client.ctiserver.CtiServerAddress;
import org.jackfield.node.registry.RegistryException;
import org.jackfield.node.registry.RegistryKey;
import org.jackfield.node.registry.Setting;

import java.util.ArrayList;
import java.util.List;

/**
 * How a CTI OS server is a client of CTI Server (REG-003 to REG-017).
 *
 * @param clientId who it says it is (ClientID)
 * @param clientPassword shown with it (ClientPassword); never logged
 * @param clientSignature shown in the CTI Server's log (ClientSignature)
 * @param heartbeatIntervalMs HEARTBEAT_REQ after so long (HeartbeatInterval, in seconds there)
 * @param servicesMask services asked for beside those that this server lives by (ServicesMask)
 * @param callMsgMask call events asked for (CallMsgMask)
 * @param agentStateMask agent states asked for (AgentStateMask)
 * @param protocolVersion highest version offered (ProtocolVersion)
 * @param idleTimeoutS a server may drop this one after so long without a word (IdleTimeout)
 */
public record CtiDriverSettings(
        String clientId,
        String clientPassword,
        String clientSignature,
        int heartbeatIntervalMs,
        long servicesMask,
        long callMsgMask,
        long agentStateMask,
        int protocolVersion,
        long idleTimeoutS) {

    /** Key of one server; the instance and the server's name stand in it. */
    public static final String SERVER_KEY =
            "HKLM\\SOFTWARE\\Cisco Systems, Inc.\\CTIOS\\CTIOS_<instance>\\<ServerName>";

    /** Key of the driver. */
    public static final String KEY = SERVER_KEY + "\\CtiDriver\\Config";

    private static final long PORT_MAX = 65_535;

    static final Setting CLIENT_ID =
            Setting.text(KEY, "ClientID", "CTIOSServer")
                    .says("Who this server says it is, for the CTI Server's log.")
                    .spec("REG-003");
    static final Setting CLIENT_PASSWORD =
            Setting.text(KEY, "ClientPassword", "CTIOSServer")
                    .says("Password sent with the session's opening; never logged.")
                    .spec("REG-004");
    static final Setting CLIENT_SIGNATURE =
            Setting.text(KEY, "ClientSignature", "CTIOSServer")
                    .says("Signature shown in the CTI Server's log.")
                    .spec("REG-005");
    static final Setting SIDE_A_HOST =
            Setting.text(KEY, "SideAHost", "127.0.0.1")
                    .says("Address of side A's CTI Server.")
                    .spec("REG-006");
    static final Setting SIDE_A_PORT =
            Setting.number(KEY, "SideAPort", 42_027L)
                    .from(1, PORT_MAX)
                    .says("TCP port of side A's CTI Server.")
                    .spec("REG-007");
    static final Setting SIDE_B_HOST =
            Setting.text(KEY, "SideBHost", "127.0.0.1")
                    .says("Address of side B's CTI Server; empty: there is no side B.")
                    .spec("REG-008");
    static final Setting SIDE_B_PORT =
            Setting.number(KEY, "SideBPort", 43_027L)
                    .from(1, PORT_MAX)
                    .says("TCP port of side B's CTI Server.")
                    .spec("REG-009");
    static final Setting HEARTBEAT =
            Setting.number(KEY, "HeartbeatInterval", 5L)
                    .from(0, 3_600)
                    .in("seconds")
                    .alsoNamed("Heartbeat Interval")
                    .says("Time without sending before HEARTBEAT_REQ; 0: never.")
                    .spec("REG-010");
    static final Setting SERVICES =
            Setting.number(KEY, "ServicesMask", 0x296L)
                    .says(
                            "Services asked for beside those that this server lives by; bit"
                                    + " 0x100000 leaves out repeated agent states.")
                    .spec("REG-011");
    static final Setting MINIMIZE =
            Setting.flag(KEY, "MinimizeAgentStateEvents", false)
                    .withoutEffect("set bit 0x100000 of ServicesMask.")
                    .spec("REG-012");
    static final Setting CALL_MASK =
            Setting.number(KEY, "CallMsgMask", 0x00FF_FFFFL)
                    .says("Call events asked for; without all of them calls are not known fully.")
                    .spec("REG-013");
    static final Setting STATE_MASK =
            Setting.number(KEY, "AgentStateMask", 0x3FFL)
                    .says("Agent states asked for.")
                    .spec("REG-014");
    static final Setting VERSION =
            Setting.number(KEY, "ProtocolVersion", 25L)
                    .from(9, 25)
                    .says(
                            "Highest protocol version offered (15 where an older server was set"
                                    + " up); from 24 on a second session waits at the other side.")
                    .spec("REG-015");
    static final Setting IDLE =
            Setting.number(KEY, "IdleTimeout", 60L)
                    .from(20, 0x7FFF_FFFFL)
                    .in("seconds")
                    .says(
                            "The CTI Server drops this server when it is silent for so long"
                                    + " (2147483647 where an older server was set up).")
                    .spec("REG-016");
    static final Setting POOL =
            Setting.number(KEY, "MemoryPoolSize", 100L)
                    .in("bytes")
                    .withoutEffect("kept for existing registries.")
                    .spec("REG-017");

    /** All that is declared here. */
    public static final List<Setting> DECLARED =
            List.of(
                    CLIENT_ID,
                    CLIENT_PASSWORD,
                    CLIENT_SIGNATURE,
                    SIDE_A_HOST,
                    SIDE_A_PORT,
                    SIDE_B_HOST,
                    SIDE_B_PORT,
                    HEARTBEAT,
                    SERVICES,
                    MINIMIZE,
                    CALL_MASK,
                    STATE_MASK,
                    VERSION,
                    IDLE,
                    POOL);

    /** As with an empty registry. */
    public static final CtiDriverSettings DEFAULTS =
            new CtiDriverSettings(
                    "CTIOSServer",
                    "CTIOSServer",
                    "CTIOSServer",
                    5_000,
                    0x296,
                    0x00FF_FFFF,
                    0x3FF,
                    25,
                    60);

    /**
     * Reads them.
     *
     * @param key of the driver
     * @throws RegistryException when a value cannot be used
     */
    public static CtiDriverSettings from(RegistryKey key) {
        return new CtiDriverSettings(
                key.text(CLIENT_ID),
                key.text(CLIENT_PASSWORD),
                key.text(CLIENT_SIGNATURE),
                (int) key.number(HEARTBEAT) * 1_000,
                key.number(SERVICES),
                key.number(CALL_MASK),
                key.number(STATE_MASK),
                (int) key.number(VERSION),
                key.number(IDLE));
    }

    /**
     * The sides of the CTI Server in that key.
     *
     * @throws RegistryException when a value cannot be used
     */
    public static List<CtiServerAddress> sides(RegistryKey key) {
        List<CtiServerAddress> sides = new ArrayList<>();
        add(sides, "A", key.text(SIDE_A_HOST), key.number(SIDE_A_PORT));
        add(sides, "B", key.text(SIDE_B_HOST), key.number(SIDE_B_PORT));
        return List.copyOf(sides);
    }

    private static void add(List<CtiServerAddress> sides, String side, String host, long port) {
        if (!host.isBlank()) {
            sides.add(new CtiServerAddress(side, host.strip(), (int) port));
        }
    }

    /** The client of these sides, with the services that the server lives by. */
    CtiClientSettings client(List<CtiServerAddress> sides, long services) {
        return CtiClientSettings.of(
                        sides,
                        CtiClientSettings.open(
                                        clientId,
                                        clientPassword,
                                        clientSignature,
                                        protocolVersion,
                                        services | servicesMask,
                                        idleTimeoutS)
                                .toBuilder()
                                .callMsgMask(callMsgMask)
                                .agentStateMask(agentStateMask)
                                .build())
                .withHeartbeat(heartbeatIntervalMs);
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "CtiDriverSettings[clientId=" + clientId + ", version=" + protocolVersion + "]";
    }
}
