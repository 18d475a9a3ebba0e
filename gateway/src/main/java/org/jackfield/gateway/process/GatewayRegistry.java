package org.jackfield.gateway.process;

import org.jackfield.gateway.ctiserver.CtiServerSettings;
import org.jackfield.gateway.opc.OpcSettings;
import org.jackfield.node.registry.RegistryKey;
import org.jackfield.node.registry.Setting;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Settings of a gateway's CTI Server and of its replicated machine (OPC) in the registry. What the
 * machine reads is handed in as inputs, so it is the same on every member: the last that hands in a
 * value wins, and the members' registries had better be alike.
 */
public final class GatewayRegistry {

    private static final String PG =
            "HKLM\\SOFTWARE\\Cisco Systems, Inc.\\ICM\\<instance>\\<node>\\PG\\CurrentVersion";

    /** Key of a side's CTI Server. */
    public static final String CTI_SERVER_KEY = PG + "\\CtiServer";

    /** Key of what the machine reads. */
    public static final String OPC_KEY = PG + "\\OPC";

    private static final int PORT_A = 42_027;
    private static final int PORT_B = 43_027;
    private static final CtiServerSettings ABSENT = CtiServerSettings.DEFAULTS;

    static final Setting HOST =
            Setting.text(CTI_SERVER_KEY, "CtiServerHost", "127.0.0.1")
                    .says("Address of this machine that the CTI Server listens on.");
    static final Setting PORT =
            Setting.number(CTI_SERVER_KEY, "CtiServerPort", 0L)
                    .from(0, 65_535)
                    .says("Its TCP port; 0: 42027 on side A, 43027 on side B.");
    static final Setting SERVE_WHEN_STANDBY =
            Setting.flag(CTI_SERVER_KEY, "ServeWhenStandby", ABSENT.serveWhenStandby())
                    .says(
                            "1: clients are served on both sides; 0: on the active one, and on the"
                                    + " other only those of version 24 wait.");
    static final Setting VERSION_MIN =
            Setting.number(CTI_SERVER_KEY, "ProtocolVersionMin", (long) ABSENT.versionMin())
                    .from(9, 25)
                    .says("Lowest protocol version accepted.");
    static final Setting VERSION_MAX =
            Setting.number(CTI_SERVER_KEY, "ProtocolVersionMax", (long) ABSENT.versionMax())
                    .from(9, 25)
                    .says("Highest protocol version accepted, not below the lowest.");
    static final Setting IDLE_TIMEOUT_MIN =
            Setting.number(CTI_SERVER_KEY, "IdleTimeoutMin", (long) ABSENT.idleTimeoutMinSeconds())
                    .from(1, 3_600)
                    .in("seconds")
                    .says("Smallest IdleTimeout that a client may ask for.");
    static final Setting OPEN_TIMEOUT =
            Setting.number(CTI_SERVER_KEY, "OpenTimeoutMs", (long) ABSENT.openTimeoutMs())
                    .from(1_000, 600_000)
                    .in("milliseconds")
                    .says("A connection that sent no OPEN_REQ for so long is closed.");
    static final Setting MONITORS_MAX =
            Setting.number(CTI_SERVER_KEY, "MonitorsMax", (long) ABSENT.monitorsMax())
                    .from(1, 100_000)
                    .says("Monitors that one session may have.");
    static final Setting HOLD_MUSIC =
            Setting.text(OPC_KEY, OpcSettings.HOLD_MUSIC, "default")
                    .dynamic()
                    .says("Class of music for a caller whom everybody holds.");

    private static final List<Setting> NUMBERS =
            OpcSettings.NUMBERS.stream().map(GatewayRegistry::declared).toList();

    /** All that is declared here. */
    public static final List<Setting> DECLARED = all();

    private final RegistryKey ctiServer;
    private final RegistryKey opc;

    /**
     * Of one gateway; with keys that are not there all defaults hold.
     *
     * @param ctiServer see {@link #CTI_SERVER_KEY}
     * @param opc see {@link #OPC_KEY}
     */
    public GatewayRegistry(RegistryKey ctiServer, RegistryKey opc) {
        this.ctiServer = ctiServer;
        this.opc = opc;
    }

    private static Setting declared(OpcSettings.Known known) {
        return Setting.number(OPC_KEY, known.name(), known.absent())
                .from(known.least(), known.most())
                .in(known.unit())
                .says(known.sentence())
                .dynamic()
                .spec(known.spec());
    }

    private static List<Setting> all() {
        List<Setting> all =
                new ArrayList<>(
                        List.of(
                                HOST,
                                PORT,
                                SERVE_WHEN_STANDBY,
                                VERSION_MIN,
                                VERSION_MAX,
                                IDLE_TIMEOUT_MIN,
                                OPEN_TIMEOUT,
                                MONITORS_MAX));
        all.addAll(NUMBERS);
        all.add(HOLD_MUSIC);
        return List.copyOf(all);
    }

    /**
     * Where a side's CTI Server listens.
     *
     * @param name A, B or C
     * @param host goes before the registry; null leaves it
     * @param port goes before the registry, 0 for any free one; null leaves it
     */
    public GatewaySettings.Side side(String name, String host, Integer port) {
        int kept = (int) ctiServer.number(PORT);
        int own = kept == 0 ? (name.equals("A") ? PORT_A : PORT_B) : kept;
        return new GatewaySettings.Side(
                name, host == null ? ctiServer.text(HOST) : host, port == null ? own : port);
    }

    /**
     * The CTI Server's.
     *
     * @param serveStandby true goes before the registry
     * @throws org.jackfield.node.registry.RegistryException when a value cannot be used
     * @throws IllegalArgumentException when the versions do not fit together
     */
    public CtiServerSettings ctiServer(boolean serveStandby) {
        return new CtiServerSettings(
                (int) ctiServer.number(VERSION_MIN),
                (int) ctiServer.number(VERSION_MAX),
                (int) ctiServer.number(IDLE_TIMEOUT_MIN),
                (int) ctiServer.number(OPEN_TIMEOUT),
                (int) ctiServer.number(MONITORS_MAX),
                serveStandby || ctiServer.flag(SERVE_WHEN_STANDBY));
    }

    /**
     * What the machine reads, by name: all that stands in the key, and nothing that does not, so
     * that a member without a registry changes nothing for the others.
     *
     * @throws org.jackfield.node.registry.RegistryException when a value cannot be used
     */
    public Map<String, String> machine() {
        Map<String, String> values = new TreeMap<>();
        for (Setting each : NUMBERS) {
            if (opc.holds(each)) {
                values.put(each.name(), Long.toString(opc.number(each)));
            }
        }
        if (opc.holds(HOLD_MUSIC)) {
            values.put(HOLD_MUSIC.name(), opc.text(HOLD_MUSIC));
        }
        return values;
    }
}
