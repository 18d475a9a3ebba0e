package org.jackfield.gateway.cluster;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Settings of a member of a gateway group.
 *
 * @param group name of the group; the same on all members
 * @param side which member this is: A, B, or C (a witness without clients and switch)
 * @param folder where this member keeps its log and its snapshots (ClusterFolder); nobody else's
 * @param members all members with their addresses, the same list on each (ClusterMembers): one, or
 *     A and B and C; with two, neither goes on alone
 * @param secret that members show to each other (ClusterSecret)
 * @param machineVersion release of the machine: members of another one are refused
 * @param leaderTimeoutMs a leader not heard for so long is replaced (ClusterLeaderTimeoutMs, 500)
 * @param keeping how much is kept on disk
 * @param standing what the member's folder says of promotions; {@link Standing#NEVER} until it is
 *     read
 */
public record ClusterSettings(
        String group,
        String side,
        Path folder,
        List<MemberAddress> members,
        String secret,
        String machineVersion,
        int leaderTimeoutMs,
        Keeping keeping,
        Standing standing) {

    static final String SIDES = "ABC";
    static final int LEADER_TIMEOUT_MS = 500;

    /** The engine's threads rest for up to 20 ms, several times in a choice. */
    static final int LEADER_TIMEOUT_MIN_MS = 250;

    /** With the choice behind it, still less than what lets a side close its clients' sessions. */
    static final int LEADER_TIMEOUT_MAX_MS = 2_500;

    /**
     * How much a member keeps on its disk.
     *
     * @param snapshotMinutes between two snapshots (ClusterSnapshotMinutes, 60)
     * @param snapshotLogBytes a snapshot is due too when the log grew by so many bytes
     *     (ClusterSnapshotLogBytes, 268435456)
     * @param logKeepBytes of the log are kept before the last snapshot, for members that were away
     *     (ClusterLogKeepBytes, 268435456)
     * @param segmentBytes of one file of the log, a power of two; old log goes by whole files
     *     (ClusterSegmentBytes, 16777216)
     */
    public record Keeping(
            int snapshotMinutes, long snapshotLogBytes, long logKeepBytes, int segmentBytes) {

        /** The usual. */
        public static final Keeping DEFAULTS =
                new Keeping(60, 256L << 20, 256L << 20, SEGMENT_BYTES);

        public Keeping {
            if (snapshotMinutes < 1) {
                throw new IllegalArgumentException(
                        "ClusterSnapshotMinutes is " + snapshotMinutes + ": set it to 1 or more");
            }
            if (segmentBytes < 1 << 16
                    || segmentBytes > 1 << 30
                    || Integer.bitCount(segmentBytes) != 1) {
                throw new IllegalArgumentException(
                        "ClusterSegmentBytes is "
                                + segmentBytes
                                + ": set it to a power of two from 65536 to 1073741824");
            }
            if (snapshotLogBytes < segmentBytes) {
                throw new IllegalArgumentException(
                        "ClusterSnapshotLogBytes is "
                                + snapshotLogBytes
                                + ": set it to ClusterSegmentBytes ("
                                + segmentBytes
                                + ") or more");
            }
            if (logKeepBytes < 0) {
                throw new IllegalArgumentException(
                        "ClusterLogKeepBytes is " + logKeepBytes + ": set it to 0 or more");
            }
        }

        /** Of the log's buffers in shared memory; a file holds at least one. */
        int termBytes() {
            return Math.min(LOG_TERM_BYTES, segmentBytes);
        }
    }

    /**
     * What became of the group by the hand of an operator.
     *
     * @param promotions how often a survivor was promoted; members that differ do not hear each
     *     other
     * @param alone true while the promoted member goes on without the others
     */
    public record Standing(int promotions, boolean alone) {

        /** A group as it was set up. */
        public static final Standing NEVER = new Standing(0, false);

        static final int PROMOTIONS_MAX = 127;
    }

    private static final int SEGMENT_BYTES = 16 << 20;
    private static final int LOG_TERM_BYTES = 4 << 20;

    /**
     * Where a member's ports are.
     *
     * @param side A, B or C
     * @param host an address of its machine
     * @param port first of the {@link #PORTS} UDP ports that it uses
     */
    public record MemberAddress(String side, String host, int port) {

        /** How many ports a member uses, from its port on. */
        public static final int PORTS = 6;

        /** True when only its own machine reaches it. */
        boolean onLoopback() {
            return host.startsWith("127.") || host.equals("localhost") || host.equals("::1");
        }

        public MemberAddress {
            if (side.length() != 1 || !SIDES.contains(side)) {
                throw new IllegalArgumentException(
                        "ClusterMembers: a member is A, B or C, not '" + side + "'");
            }
            if (host.isEmpty() || port < 1 || port > 65_535 - PORTS) {
                throw new IllegalArgumentException(
                        "ClusterMembers: member "
                                + side
                                + " needs HOST:PORT with a port of 1 to "
                                + (65_535 - PORTS)
                                + ", not '"
                                + host
                                + ":"
                                + port
                                + "'");
            }
        }

        int id() {
            return SIDES.indexOf(side);
        }

        String endpoint(int offset) {
            return host + ":" + (port + offset);
        }
    }

    public ClusterSettings {
        members = List.copyOf(members);
        if (side.length() != 1 || !SIDES.contains(side)) {
            throw new IllegalArgumentException("the side is A, B or C, not '" + side + "'");
        }
        String own = side;
        if (members.stream().filter(each -> each.side().equals(own)).count() != 1) {
            throw new IllegalArgumentException(
                    "ClusterMembers must name side " + side + " once; it is " + text(members));
        }
        if (members.stream().map(MemberAddress::side).distinct().count() != members.size()) {
            throw new IllegalArgumentException(
                    "ClusterMembers names a side twice: " + text(members));
        }
        if (leaderTimeoutMs < LEADER_TIMEOUT_MIN_MS || leaderTimeoutMs > LEADER_TIMEOUT_MAX_MS) {
            throw new IllegalArgumentException(
                    "ClusterLeaderTimeoutMs is "
                            + leaderTimeoutMs
                            + ": set it from "
                            + LEADER_TIMEOUT_MIN_MS
                            + " to "
                            + LEADER_TIMEOUT_MAX_MS);
        }
    }

    /** With the usual times. */
    public static ClusterSettings of(
            String group,
            String side,
            Path folder,
            List<MemberAddress> members,
            String machineVersion) {
        return new ClusterSettings(
                group,
                side,
                folder,
                members,
                group,
                machineVersion,
                LEADER_TIMEOUT_MS,
                Keeping.DEFAULTS,
                Standing.NEVER);
    }

    /** With another standing. */
    ClusterSettings standing(Standing known) {
        return new ClusterSettings(
                group,
                side,
                folder,
                members,
                secret,
                machineVersion,
                leaderTimeoutMs,
                keeping,
                known);
    }

    /** The members whose majority counts. */
    List<MemberAddress> voters() {
        return standing.alone() ? List.of(own()) : members;
    }

    /**
     * Who alone may take its state from a promoted member that is still alone: with one voter more
     * than itself no majority forms without the promoted one, which may know more by then.
     */
    String partner(String promoted) {
        return members.stream()
                .map(MemberAddress::side)
                .filter(each -> !each.equals(promoted))
                .min(String::compareTo)
                .orElse("");
    }

    /** All members but this one. */
    List<MemberAddress> others() {
        return members.stream().filter(each -> !each.side().equals(side)).toList();
    }

    /** Number of this member: 0 A, 1 B, 2 C. */
    public int source() {
        return SIDES.indexOf(side);
    }

    /** True for the member that only votes. */
    public boolean isWitness() {
        return side.equals("C");
    }

    /** Why the secret keeps nobody out; empty when it does, or when only this machine can ask. */
    String secretDoubt() {
        boolean guessable = secret.equals(group);
        boolean reachable = members.stream().anyMatch(each -> !each.onLoopback());
        return guessable && reachable
                ? "the secret of this group is its name, which is no secret: whoever reaches the"
                      + " members' ports can give them inputs and read all they keep. Set the same"
                      + " ClusterSecret (or JACKFIELD_CLUSTER_SECRET) on all members and start them"
                      + " again"
                : "";
    }

    MemberAddress own() {
        return members.stream().filter(each -> each.side().equals(side)).findFirst().orElseThrow();
    }

    /** As {@code A=host:port,B=...}. */
    static String text(List<MemberAddress> members) {
        StringBuilder text = new StringBuilder();
        for (MemberAddress each : members) {
            text.append(text.isEmpty() ? "" : ",")
                    .append(each.side())
                    .append('=')
                    .append(each.endpoint(0));
        }
        return text.toString();
    }

    /**
     * Reads {@code A=host:port,B=host:port,C=host:port}.
     *
     * @throws IllegalArgumentException naming what is wrong
     */
    public static List<MemberAddress> members(String text) {
        List<MemberAddress> members = new ArrayList<>();
        for (String each : text.split(",")) {
            int equal = each.indexOf('=');
            int colon = each.lastIndexOf(':');
            if (equal != 1 || colon < equal) {
                throw new IllegalArgumentException(
                        "ClusterMembers: '" + each + "' is not SIDE=HOST:PORT");
            }
            members.add(
                    new MemberAddress(
                            each.substring(0, 1),
                            each.substring(2, colon),
                            port(each.substring(colon + 1))));
        }
        return List.copyOf(members);
    }

    private static int port(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException notANumber) {
            throw new IllegalArgumentException(
                    "ClusterMembers: port '" + text + "' is not a number", notANumber);
        }
    }
}
