package org.jackfield.gateway.cluster;

import org.jackfield.gateway.cluster.ClusterSettings.MemberAddress;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;

/**
 * Tells two machines apart that both want to be one member. Where a list of members has names, they
 * may mean another address on a machine that was copied or set up wrongly: its member would seem
 * right to itself, and the others would answer the right one for what it says.
 *
 * @param members with the addresses that count
 * @param names what their names mean here
 */
record MemberPlaces(List<MemberAddress> members, Names names) {

    /** What names of hosts mean. May block. */
    interface Names {

        /** As this machine understands them. */
        Names HERE =
                host -> {
                    List<String> all = new ArrayList<>();
                    try {
                        for (InetAddress each : InetAddress.getAllByName(host)) {
                            all.add(each.getHostAddress());
                        }
                    } catch (UnknownHostException unknown) {
                        all.clear(); // nothing can be said then
                    }
                    return all;
                };

        /** All addresses of a host, the usual first; none when it is not known. */
        List<String> addresses(String host);
    }

    /** Who asks, and from where, as a member says it of itself. */
    static String claim(ClusterSettings settings) {
        return settings.side() + "=" + Names.HERE.addresses(settings.own().host());
    }

    /**
     * What is wrong with whoever asks.
     *
     * @param claim as {@link #claim} gave it there
     * @return null when nothing is
     */
    String doubt(String claim) {
        for (MemberAddress each : members) {
            if (claim.startsWith(each.side() + "=[")) {
                return doubt(each, claim.substring(claim.indexOf('[') + 1, claim.length() - 1));
            }
        }
        return null;
    }

    private String doubt(MemberAddress member, String claimed) {
        List<String> right = names.addresses(member.host());
        if (right.isEmpty() || claimed.isEmpty()) {
            return null;
        }
        for (String each : claimed.split(", ")) {
            if (right.contains(each)) {
                return null;
            }
        }
        return "member "
                + member.side()
                + " ("
                + member.host()
                + ") is at "
                + String.join(", ", right)
                + ", and asks from "
                + claimed;
    }
}
