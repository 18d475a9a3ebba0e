package org.jackfield.ctios.process;

import org.jackfield.ctios.session.ChatLevel;
import org.jackfield.ctios.session.ChatSettings;
import org.jackfield.ctios.session.SecondLogin;
import org.jackfield.node.registry.RegistryKey;
import org.jackfield.node.registry.Setting;

import java.util.List;

/**
 * What a site allows its agents.
 *
 * @param secondLogin what becomes of a second login (WarnIfAlreadyLoggedIn,
 *     RejectIfAlreadyLoggedIn). The server keeps the rule, and knows no profile of a desktop: the
 *     strictest of all profiles counts
 * @param agents with whom agents may chat (AgentChatLevel)
 * @param supervisors with whom supervisors may chat (SupervisorChatLevel)
 */
public record RulesSettings(SecondLogin secondLogin, ChatLevel agents, ChatLevel supervisors) {

    private static final String PROFILES_KEY =
            CtiDriverSettings.SERVER_KEY
                    + "\\EnterpriseDesktopSettings\\All Desktops\\Login\\ConnectionProfiles\\Name";

    /** Key of one connection profile. */
    public static final String PROFILE_KEY = PROFILES_KEY + "\\<profile>";

    /** Key of what concerns agents. */
    public static final String AGENT_KEY = CtiDriverSettings.SERVER_KEY + "\\Server\\Agent";

    /** Key of what concerns supervisors. */
    public static final String SUPERVISOR_KEY =
            CtiDriverSettings.SERVER_KEY + "\\Server\\Supervisor";

    static final Setting WARN =
            Setting.flag(PROFILE_KEY, "WarnIfAlreadyLoggedIn", true)
                    .says(
                            "A second login goes on and both desktops say so; while"
                                    + " RejectIfAlreadyLoggedIn is 0.")
                    .spec("REG-107");
    static final Setting REJECT =
            Setting.flag(PROFILE_KEY, "RejectIfAlreadyLoggedIn", false)
                    .says("A second login of an agent who has a desktop is refused.")
                    .spec("REG-108");
    static final Setting AGENT_CHAT =
            Setting.text(AGENT_KEY, "AgentChatLevel", ChatLevel.TEAM_SUPERVISORS.text())
                    .oneOf(
                            ChatLevel.DISABLED.text(),
                            ChatLevel.PRIMARY_SUPERVISOR.text(),
                            ChatLevel.TEAM_SUPERVISORS.text(),
                            ChatLevel.TEAM.text(),
                            ChatLevel.UNRESTRICTED.text())
                    .says("With whom an agent may chat.")
                    .spec("REG-032");
    static final Setting SUPERVISOR_CHAT =
            Setting.text(SUPERVISOR_KEY, "SupervisorChatLevel", ChatLevel.UNRESTRICTED.text())
                    .alsoNamed("Supervisor ChatLevel")
                    .oneOf(
                            ChatLevel.DISABLED.text(),
                            ChatLevel.TEAM.text(),
                            ChatLevel.UNRESTRICTED.text())
                    .says("With whom a supervisor may chat.")
                    .spec("REG-072");

    /** All that is declared here. */
    public static final List<Setting> DECLARED = List.of(AGENT_CHAT, SUPERVISOR_CHAT, WARN, REJECT);

    /**
     * Reads them.
     *
     * @param server key of the server
     * @throws org.jackfield.node.registry.RegistryException when a value cannot be used
     */
    public static RulesSettings from(RegistryKey server) {
        RegistryKey own = server.child("Server");
        return new RulesSettings(
                secondLogin(server),
                ChatLevel.of(own.child("Agent").text(AGENT_CHAT)),
                ChatLevel.of(own.child("Supervisor").text(SUPERVISOR_CHAT)));
    }

    /** Key of all connection profiles of a server. */
    static RegistryKey profiles(RegistryKey server) {
        return server.child("EnterpriseDesktopSettings")
                .child("All Desktops")
                .child("Login")
                .child("ConnectionProfiles")
                .child("Name");
    }

    private static SecondLogin secondLogin(RegistryKey server) {
        RegistryKey profiles = profiles(server);
        boolean warn = profiles.children().isEmpty();
        boolean reject = false;
        for (String each : profiles.children()) {
            warn |= profiles.child(each).flag(WARN);
            reject |= profiles.child(each).flag(REJECT);
        }
        if (reject) {
            return SecondLogin.REJECT;
        }
        return warn ? SecondLogin.WARN : SecondLogin.ALLOW;
    }

    /** The site's people at these levels. */
    public ChatSettings chat(ChatSettings site) {
        return site.at(agents, supervisors);
    }
}
