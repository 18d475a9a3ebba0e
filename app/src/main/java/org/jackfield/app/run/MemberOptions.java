package org.jackfield.app.run;

import org.jackfield.gateway.cluster.ClusterRegistry;
import org.jackfield.gateway.cluster.ClusterSettings;
import org.jackfield.node.registry.RegistryKey;

import picocli.CommandLine.Option;

import java.nio.file.Path;
import java.time.ZoneId;

/**
 * Which member of which group, and where it keeps its log. What is not said here stands in the
 * registry, when the environment names one, or has its default.
 */
public final class MemberOptions {

    private static final int MEGABYTE = 1 << 20;

    @Option(
            names = "--side",
            paramLabel = "A|B|C",
            description = "Which member: A, B, or C, the witness (registry: ClusterSide).")
    String side;

    @Option(
            names = "--group",
            paramLabel = "NAME",
            description =
                    "Name of the group, the same on all members (registry: ClusterGroup; default:"
                            + " jackfield).")
    String group;

    @Option(
            names = "--members",
            paramLabel = "A=HOST:PORT,...",
            description =
                    "All members, the same list on each: A alone, or A, B and C; each uses 6 UDP"
                            + " ports from PORT on (registry: ClusterMembers; default: this side"
                            + " alone on loopback, 43110 for A, 43120 for B).")
    String members;

    @Option(
            names = "--folder",
            paramLabel = "FOLDER",
            description =
                    "Where this member keeps its log and snapshots (registry: ClusterFolder;"
                            + " default: jackfield-data/GROUP-SIDE here).")
    Path folder;

    @Option(
            names = "--secret",
            paramLabel = "TEXT",
            description =
                    "What members show to each other; better in the variable"
                            + " JACKFIELD_CLUSTER_SECRET (registry: ClusterSecret; default: the"
                            + " group's name).")
    String secret;

    @Option(
            names = "--leader-timeout",
            paramLabel = "MS",
            description =
                    "A leader not heard for so long is replaced (registry: ClusterLeaderTimeoutMs;"
                            + " default: 500).")
    Integer leaderTimeoutMs;

    @Option(
            names = "--snapshot-minutes",
            paramLabel = "N",
            description =
                    "Minutes between two snapshots (registry: ClusterSnapshotMinutes; default:"
                            + " 60).")
    Integer snapshotMinutes;

    @Option(
            names = "--log-keep-mb",
            paramLabel = "N",
            description =
                    "Megabytes of log kept before the last snapshot, for members that were away"
                            + " (registry: ClusterLogKeepBytes; default: 256).")
    Integer logKeepMb;

    /** As the gateway wants it. */
    public ClusterSettings settings() {
        return settings(key(), System.getenv("JACKFIELD_CLUSTER_SECRET"));
    }

    /** The site's time zone (registry: TimeZone; default: this machine's). */
    ZoneId timeZone() {
        return new ClusterRegistry(key()).timeZone();
    }

    private RegistryKey key() {
        return RoleRegistry.key(
                ClusterRegistry.KEY, side == null ? "PG1" : "PG1" + side, "gateway");
    }

    /** From a registry's key. */
    ClusterSettings settings(RegistryKey key, String environmentSecret) {
        return new ClusterRegistry(key)
                .over(ClusterRegistry.SIDE, side)
                .over(ClusterRegistry.GROUP, group)
                .over(ClusterRegistry.MEMBERS, members)
                .over(ClusterRegistry.FOLDER, folder)
                .over(ClusterRegistry.SECRET, secret)
                .over(ClusterRegistry.LEADER_TIMEOUT, leaderTimeoutMs)
                .over(ClusterRegistry.SNAPSHOT_MINUTES, snapshotMinutes)
                .over(
                        ClusterRegistry.LOG_KEEP,
                        logKeepMb == null ? null : (long) logKeepMb * MEGABYTE)
                .settings(environmentSecret, Release.text());
    }
}
