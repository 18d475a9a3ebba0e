package org.jackfield.ctios.process;

import org.jackfield.node.registry.RegistryKey;
import org.jackfield.node.registry.Setting;
import org.jackfield.protocol.record.Arguments;

import java.util.ArrayList;
import java.util.List;

/**
 * What a connection profile of the registry says of its clients' connection (REG-096, REG-097,
 * REG-098, REG-103). Clients of both libraries are told it with the desktop settings and go by it.
 *
 * @param name of the profile; empty for that of a site that set up none
 * @param peripheral PeripheralID that it is for; {@link #ANY} for one that names none
 * @param heartbeatS a client asks when it sent nothing, or heard nothing, for so many seconds; 0:
 *     never
 * @param heartbeatsMax so many unanswered, and one interval more, and the client goes to the other
 *     server
 * @param autoLogin a client that comes to another server than it was at, or to one that was started
 *     anew, is logged in again by itself
 */
public record ProfileSettings(
        String name, long peripheral, int heartbeatS, int heartbeatsMax, boolean autoLogin) {

    /** The peripheral of a profile that names none. */
    public static final long ANY = -1;

    /** Of a site that set up no profile: silence of a server ends after 20 s. */
    public static final ProfileSettings DEFAULTS = new ProfileSettings("", ANY, 5, 3, true);

    static final Setting PERIPHERAL =
            Setting.number(RulesSettings.PROFILE_KEY, "PeripheralID", null)
                    .from(1, Integer.MAX_VALUE)
                    .says("Peripheral that the profile is for; absent: every one.")
                    .spec("REG-096");
    static final Setting HEARTBEAT =
            Setting.number(RulesSettings.PROFILE_KEY, "Heartbeat", 5L)
                    .from(0, 3_600)
                    .in("seconds")
                    .says("Silence after which a client asks whether its server lives; 0: never.")
                    .spec("REG-097");
    static final Setting HEARTBEATS_MAX =
            Setting.number(RulesSettings.PROFILE_KEY, "MaxHeartbeats", 5L)
                    .from(1, 100)
                    .says(
                            "Unanswered questions after which, one interval later, a client goes to"
                                    + " the other server. A profile that leaves it out has 5: a"
                                    + " silent server is left after (5 + 1) x 5 s = 30 s; a site"
                                    + " without any profile has 3, so 20 s.")
                    .spec("REG-098");
    static final Setting AUTO_LOGIN =
            Setting.flag(RulesSettings.PROFILE_KEY, "AutoLogin", true)
                    .says(
                            "1: a desktop that comes to the other server after a failure is logged"
                                    + " in again by itself; 0: the agent logs in by hand (usual for"
                                    + " peripherals other than UCCE). With 0 and"
                                    + " RejectIfAlreadyLoggedIn 1, that login may be refused after"
                                    + " a failure of a CTI OS server, until the CTI Server has"
                                    + " missed the dead session and the grace is over.")
                    .spec("REG-103");

    /** All that is declared here. */
    public static final List<Setting> DECLARED =
            List.of(PERIPHERAL, HEARTBEAT, HEARTBEATS_MAX, AUTO_LOGIN);

    /**
     * Reads those of all profiles; none when the site set up none.
     *
     * @param server key of the server
     * @throws org.jackfield.node.registry.RegistryException when a value cannot be used
     */
    public static List<ProfileSettings> from(RegistryKey server) {
        List<ProfileSettings> read = new ArrayList<>();
        RegistryKey profiles = RulesSettings.profiles(server);
        for (String name : profiles.children()) {
            RegistryKey profile = profiles.child(name);
            read.add(
                    new ProfileSettings(
                            name,
                            profile.holds(PERIPHERAL) ? profile.number(PERIPHERAL) : ANY,
                            (int) profile.number(HEARTBEAT),
                            (int) profile.number(HEARTBEATS_MAX),
                            profile.flag(AUTO_LOGIN)));
        }
        return read;
    }

    /** What holds for a peripheral: its own profile, else one for every one, else the defaults. */
    public static ProfileSettings of(List<ProfileSettings> profiles, long peripheral) {
        ProfileSettings found = DEFAULTS;
        for (ProfileSettings each : profiles) {
            if (each.peripheral == peripheral) {
                return each;
            }
            found = each.peripheral == ANY ? each : found;
        }
        return found;
    }

    /** A profile as clients are told it, with what this says. */
    Arguments in(Arguments profile) {
        return profile.toBuilder()
                .put("Heartbeat", heartbeatS)
                .put("MaxHeartbeats", heartbeatsMax)
                .put("AutoLogin", autoLogin ? 1 : 0)
                .build();
    }
}
