package org.jackfield.gateway.process;

import org.jackfield.gateway.ctiserver.CtiServerSettings;
import org.jackfield.gateway.member.MemberSettings;
import org.jackfield.protocol.link.LinkSettings;

import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Settings of a gateway process: of one that holds a whole group in memory, or of one member.
 *
 * @param name of the group
 * @param sides the sides that it has, the first one with the PIMs
 * @param timeZone of the site: opening hours, midnight
 * @param ctiServer of each side
 * @param member of each side
 * @param link limits of each client's connection
 * @param inboxMax tasks that may wait for the loop; when it is full, clients that send more are cut
 *     and PIMs wait (InboxMax, 100000)
 * @param machine settings that the replicated machine reads, by registry value name
 */
public record GatewaySettings(
        String name,
        List<Side> sides,
        ZoneId timeZone,
        CtiServerSettings ctiServer,
        MemberSettings member,
        LinkSettings link,
        int inboxMax,
        Map<String, String> machine) {

    /**
     * One side and where its CTI Server listens.
     *
     * @param name A or B, or C for a witness, which has no CTI Server
     * @param host an address of this machine (CtiServerHost; 127.0.0.1)
     * @param port 0 for any free one (CtiServerPort; 42027 for A, 43027 for B)
     */
    public record Side(String name, String host, int port) {

        private static final String WITNESS = "C";

        /** True for a side without clients and without switch. */
        boolean isWitness() {
            return name.equals(WITNESS);
        }

        /** Number of the side as a source of inputs. */
        int source() {
            return "ABC".indexOf(name);
        }
    }

    public GatewaySettings {
        sides = List.copyOf(sides);
        machine = new TreeMap<>(machine);
        if (sides.isEmpty() || sides.size() > 2) {
            throw new IllegalArgumentException(
                    "a gateway process has side A, side B or both, not " + sides);
        }
    }

    /** Both sides on the loopback address, both serving clients: for a demo. */
    public static GatewaySettings demo(int portA, int portB) {
        return new GatewaySettings(
                "demo",
                List.of(new Side("A", "127.0.0.1", portA), new Side("B", "127.0.0.1", portB)),
                ZoneId.systemDefault(),
                CtiServerSettings.DEFAULTS.servingWhenStandby(),
                MemberSettings.DEFAULTS,
                LinkSettings.DEFAULTS,
                100_000,
                Map.of());
    }

    /** The same for clients that ask for this IdleTimeout at the least. */
    public GatewaySettings withIdleTimeoutMin(int seconds) {
        return new GatewaySettings(
                name,
                sides,
                timeZone,
                ctiServer.withIdleTimeoutMin(seconds),
                member,
                link,
                inboxMax,
                machine);
    }

    /** The same with other settings of the replicated machine. */
    public GatewaySettings withMachine(Map<String, String> others) {
        return new GatewaySettings(
                name, sides, timeZone, ctiServer, member, link, inboxMax, others);
    }
}
