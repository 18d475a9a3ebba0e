package org.jackfield.gateway.cluster;

import org.jackfield.gateway.cluster.ClusterSettings.Keeping;
import org.jackfield.gateway.cluster.ClusterSettings.MemberAddress;
import org.jackfield.gateway.cluster.ClusterSettings.Standing;
import org.jackfield.node.registry.RegistryKey;
import org.jackfield.node.registry.Setting;

import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Settings of a member of a group in the registry; what a command line says goes before. */
public final class ClusterRegistry {

    /** Key of a gateway of a node. */
    public static final String KEY =
            "HKLM\\SOFTWARE\\Cisco Systems, Inc.\\ICM\\<instance>\\<node>\\PG\\CurrentVersion"
                    + "\\Group";

    private static final String LOOPBACK = "127.0.0.1";
    private static final int PORT = 43_110;
    private static final int PORTS_BETWEEN = 10;

    public static final Setting GROUP =
            Setting.text(KEY, "ClusterGroup", "jackfield")
                    .says("Name of the group; the same on all members.");
    public static final Setting SIDE =
            Setting.text(KEY, "ClusterSide", "")
                    .oneOf("", "A", "B", "C")
                    .says("Which member this is: A, B, or C, the witness.");
    public static final Setting MEMBERS =
            Setting.text(KEY, "ClusterMembers", "")
                    .says(
                            "All members as A=HOST:PORT,B=HOST:PORT,C=HOST:PORT, the same on each;"
                                + " each uses 6 UDP ports from PORT on. Empty: this one alone on"
                                + " loopback.");
    public static final Setting FOLDER =
            Setting.text(KEY, "ClusterFolder", "")
                    .says(
                            "Where this member keeps log and snapshots; empty: jackfield-data/"
                                    + "GROUP-SIDE where it is started.");
    public static final Setting SECRET =
            Setting.text(KEY, "ClusterSecret", "")
                    .says(
                            "What members show to each other, the same on all; empty: the variable"
                                    + " JACKFIELD_CLUSTER_SECRET, else the group's name.");
    public static final Setting TIME_ZONE =
            Setting.text(KEY, "TimeZone", "")
                    .says(
                            "The site's time zone, as Europe/Berlin: opening hours, midnight. The"
                                + " same on all members, as whoever leads tells the time; empty:"
                                + " this machine's.");
    public static final Setting LEADER_TIMEOUT =
            Setting.number(KEY, "ClusterLeaderTimeoutMs", (long) ClusterSettings.LEADER_TIMEOUT_MS)
                    .from(
                            ClusterSettings.LEADER_TIMEOUT_MIN_MS,
                            ClusterSettings.LEADER_TIMEOUT_MAX_MS)
                    .in("milliseconds")
                    .says("A leader that is not heard for so long is replaced.");
    public static final Setting SNAPSHOT_MINUTES =
            Setting.number(KEY, "ClusterSnapshotMinutes", 60L)
                    .from(1, 10_080)
                    .in("minutes")
                    .says("Time between two snapshots.");
    public static final Setting SNAPSHOT_LOG =
            Setting.number(KEY, "ClusterSnapshotLogBytes", 256L << 20)
                    .from(1 << 16, 0xFFFF_FFFFL)
                    .in("bytes")
                    .says("A snapshot is due too when the log grew by so much.");
    public static final Setting LOG_KEEP =
            Setting.number(KEY, "ClusterLogKeepBytes", 256L << 20)
                    .in("bytes")
                    .says(
                            "Log kept before the last snapshot, for members that were away; one"
                                    + " that was away longer is seeded.");
    public static final Setting SEGMENT =
            Setting.number(KEY, "ClusterSegmentBytes", 16L << 20)
                    .from(1 << 16, 1 << 30)
                    .in("bytes, a power of two")
                    .says("One file of the log; old log goes by whole files.");

    /** All that is declared here. */
    public static final List<Setting> DECLARED =
            List.of(
                    GROUP,
                    SIDE,
                    MEMBERS,
                    FOLDER,
                    SECRET,
                    TIME_ZONE,
                    LEADER_TIMEOUT,
                    SNAPSHOT_MINUTES,
                    SNAPSHOT_LOG,
                    LOG_KEEP,
                    SEGMENT);

    private final RegistryKey key;
    private final Map<String, Object> given = new TreeMap<>();

    /** Of one gateway; with a key that is not there all defaults hold. */
    public ClusterRegistry(RegistryKey key) {
        this.key = key;
    }

    /** Lets a value of the command line go before the registry; null leaves it. */
    public ClusterRegistry over(Setting setting, Object value) {
        if (value != null) {
            given.put(setting.name(), value);
        }
        return this;
    }

    private String text(Setting setting) {
        Object value = given.get(setting.name());
        return value == null ? key.text(setting) : value.toString();
    }

    private long number(Setting setting) {
        Object value = given.get(setting.name());
        return value == null ? key.number(setting) : ((Number) value).longValue();
    }

    /** Which member this is; empty when nothing says it. */
    public String side() {
        return text(SIDE).toUpperCase(Locale.ROOT);
    }

    /**
     * The settings.
     *
     * @param environmentSecret what the environment says of the secret; null when nothing
     * @param release of the machine
     * @throws org.jackfield.node.registry.RegistryException when a value cannot be used
     * @throws IllegalArgumentException when values do not fit together; it names them
     */
    public ClusterSettings settings(String environmentSecret, String release) {
        String side = side();
        if (side.isEmpty()) {
            throw new IllegalArgumentException(
                    "which member is this? Say --side A, B or C, or set ClusterSide in "
                            + key.path());
        }
        String group = text(GROUP);
        String folder = text(FOLDER);
        String members = text(MEMBERS);
        return new ClusterSettings(
                group,
                side,
                (folder.isEmpty() ? Path.of("jackfield-data", group + "-" + side) : Path.of(folder))
                        .toAbsolutePath(),
                members.isEmpty() ? alone(side) : ClusterSettings.members(members),
                secret(environmentSecret, group),
                release,
                (int) number(LEADER_TIMEOUT),
                new Keeping(
                        (int) number(SNAPSHOT_MINUTES),
                        number(SNAPSHOT_LOG),
                        number(LOG_KEEP),
                        (int) number(SEGMENT)),
                Standing.NEVER);
    }

    /**
     * The site's time zone.
     *
     * @throws IllegalArgumentException when there is none of this name
     */
    public ZoneId timeZone() {
        String name = text(TIME_ZONE).strip();
        try {
            return name.isEmpty() ? ZoneId.systemDefault() : ZoneId.of(name);
        } catch (DateTimeException unknown) {
            throw new IllegalArgumentException(
                    "TimeZone in "
                            + key.path()
                            + ": there is no time zone '"
                            + name
                            + "'; give one as Europe/Berlin",
                    unknown);
        }
    }

    private String secret(String environmentSecret, String group) {
        Object shown = given.get(SECRET.name());
        if (shown != null) {
            return shown.toString();
        }
        if (environmentSecret != null && !environmentSecret.isEmpty()) {
            return environmentSecret;
        }
        String kept = key.text(SECRET);
        return kept.isEmpty() ? group : kept;
    }

    private static List<MemberAddress> alone(String side) {
        int index = Math.max(0, ClusterSettings.SIDES.indexOf(side));
        return List.of(new MemberAddress(side, LOOPBACK, PORT + index * PORTS_BETWEEN));
    }
}
