package org.jackfield.app.run;

import org.jackfield.gateway.cluster.ClusterSettings;
import org.jackfield.gateway.cluster.ClusterSettings.Keeping;
import org.jackfield.gateway.cluster.ClusterSettings.MemberAddress;
import org.jackfield.gateway.cluster.ClusterSettings.Standing;

import picocli.CommandLine.Option;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Which member of which group, and where it keeps its log. */
public final class MemberOptions {

    private static final String LOOPBACK = "127.0.0.1";
    private static final int PORT = 43_110;
    private static final int PORTS_BETWEEN = 10;

    @Option(
            names = "--side",
            paramLabel = "A|B|C",
            required = true,
            description = "Which member: A, B, or C, the witness.")
    String side;

    @Option(
            names = "--group",
            paramLabel = "NAME",
            defaultValue = "jackfield",
            description = "Name of the group, the same on all members (default: ${DEFAULT-VALUE}).")
    String group;

    @Option(
            names = "--members",
            paramLabel = "A=HOST:PORT,...",
            description =
                    "All members, the same list on each: A alone, or A, B and C; each uses 6 UDP"
                            + " ports from PORT on (default: this side alone on loopback, 43110 for"
                            + " A, 43120 for B).")
    String members;

    @Option(
            names = "--folder",
            paramLabel = "FOLDER",
            description =
                    "Where this member keeps its log and snapshots (default:"
                            + " jackfield-data/GROUP-SIDE here).")
    Path folder;

    @Option(
            names = "--secret",
            paramLabel = "TEXT",
            description =
                    "What members show to each other; better in the variable"
                            + " JACKFIELD_CLUSTER_SECRET (default: the group's name).")
    String secret;

    @Option(
            names = "--leader-timeout",
            paramLabel = "MS",
            defaultValue = "300",
            description = "A leader not heard for so long is replaced (default: ${DEFAULT-VALUE}).")
    int leaderTimeoutMs;

    @Option(
            names = "--snapshot-minutes",
            paramLabel = "N",
            defaultValue = "60",
            description = "Minutes between two snapshots (default: ${DEFAULT-VALUE}).")
    int snapshotMinutes;

    @Option(
            names = "--log-keep-mb",
            paramLabel = "N",
            defaultValue = "256",
            description =
                    "Megabytes of log kept before the last snapshot, for members that were away"
                            + " (default: ${DEFAULT-VALUE}).")
    int logKeepMb;

    /** As the gateway wants it. */
    public ClusterSettings settings() {
        String upper = side.toUpperCase(Locale.ROOT);
        String kept = System.getenv("JACKFIELD_CLUSTER_SECRET");
        String shown = secret != null ? secret : kept != null ? kept : group;
        Path own = folder != null ? folder : Path.of("jackfield-data", group + "-" + upper);
        return new ClusterSettings(
                group,
                upper,
                own.toAbsolutePath(),
                members == null ? alone(upper) : ClusterSettings.members(members),
                shown,
                Release.text(),
                leaderTimeoutMs,
                new Keeping(
                        snapshotMinutes,
                        Keeping.DEFAULTS.snapshotLogBytes(),
                        (long) logKeepMb << 20,
                        Keeping.DEFAULTS.segmentBytes()),
                Standing.NEVER);
    }

    private static List<MemberAddress> alone(String side) {
        int index = Math.max(0, "ABC".indexOf(side));
        return List.of(new MemberAddress(side, LOOPBACK, PORT + index * PORTS_BETWEEN));
    }
}
