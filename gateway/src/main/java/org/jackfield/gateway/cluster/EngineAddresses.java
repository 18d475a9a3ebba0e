package org.jackfield.gateway.cluster;

import org.jackfield.gateway.cluster.ClusterSettings.MemberAddress;

import java.util.ArrayList;
import java.util.List;

/** The members' addresses as the engine wants them. */
final class EngineAddresses {

    private static final int INGRESS = 0;
    private static final int CONSENSUS = 1;
    private static final int LOG = 2;
    private static final int CATCHUP = 3;
    private static final int ARCHIVE = 4;
    private static final int BACKUP = 5;

    /** Streams of other groups on the same port are not heard. */
    private static final int STREAMS = 10_000;

    private EngineAddresses() {}

    static String members(ClusterSettings settings) {
        List<String> each = new ArrayList<>();
        for (MemberAddress member : settings.voters()) {
            each.add(
                    String.join(
                            ",",
                            Integer.toString(member.id()),
                            member.endpoint(INGRESS),
                            member.endpoint(CONSENSUS),
                            member.endpoint(LOG),
                            member.endpoint(CATCHUP),
                            member.endpoint(ARCHIVE)));
        }
        return String.join("|", each);
    }

    static String ingress(ClusterSettings settings) {
        List<String> each = new ArrayList<>();
        for (MemberAddress member : settings.voters()) {
            each.add(member.id() + "=" + member.endpoint(INGRESS));
        }
        return String.join(",", each);
    }

    static String archive(ClusterSettings settings) {
        return archive(settings.own());
    }

    static String archive(MemberAddress member) {
        return "aeron:udp?endpoint=" + member.endpoint(ARCHIVE);
    }

    static String ownConsensus(ClusterSettings settings) {
        return "aeron:udp?term-length=64k|endpoint=" + settings.own().endpoint(CONSENSUS);
    }

    static String backupCatchup(ClusterSettings settings) {
        return settings.own().endpoint(BACKUP);
    }

    /** Consensus endpoints of the others. */
    static String othersConsensus(ClusterSettings settings) {
        List<String> each = new ArrayList<>();
        for (MemberAddress member : settings.others()) {
            each.add(member.endpoint(CONSENSUS));
        }
        return String.join(",", each);
    }

    /**
     * A channel that comes back to this member, on any free port. It names the address: the name
     * may mean another machine where the answer comes from.
     */
    static String anyPort(ClusterSettings settings) {
        String host =
                MemberPlaces.Names.HERE.addresses(settings.own().host()).stream()
                        .findFirst()
                        .map(each -> each.contains(":") ? "[" + each + "]" : each)
                        .orElse(settings.own().host());
        return "aeron:udp?endpoint=" + host + ":0";
    }

    /**
     * A stream that only members hear who have the same group, secret, list of members and
     * standing: what another group or a member left behind says never arrives.
     */
    static int stream(ClusterSettings settings, int number) {
        return number
                + place(
                        String.join(
                                        "\n",
                                        settings.group(),
                                        settings.secret(),
                                        ClusterSettings.text(settings.members()),
                                        Integer.toString(settings.standing().promotions()),
                                        Boolean.toString(settings.standing().alone()))
                                .hashCode());
    }

    /** The stream of the log; it stays the same as long as the log does. */
    static int logStream(ClusterSettings settings) {
        return 100 + place(settings.group().hashCode());
    }

    private static int place(int hash) {
        return (1 + Math.floorMod(hash, STREAMS)) * 1_000;
    }
}
