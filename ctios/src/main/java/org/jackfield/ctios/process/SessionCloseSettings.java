package org.jackfield.ctios.process;

import org.jackfield.ctios.session.SessionSettings;
import org.jackfield.node.registry.RegistryKey;
import org.jackfield.node.registry.Setting;

import java.util.List;

/** What becomes of an agent whose desktop is gone (REG-034 to REG-036). */
public final class SessionCloseSettings {

    /** Key of what concerns agents. */
    public static final String KEY = CtiDriverSettings.SERVER_KEY + "\\Server\\Agent";

    private static final SessionSettings.Closed DEFAULTS = SessionSettings.Closed.DEFAULTS;

    static final Setting FORCE_LOGOUT =
            Setting.flag(KEY, "forceLogoutOnSessionClose", DEFAULTS.forceLogout())
                    .says("An agent whose desktop is gone is made not ready and logged out.")
                    .spec("REG-034");
    static final Setting LOGOUT_REASON =
            Setting.number(KEY, "forceLogoutOnSessionCloseReason", (long) DEFAULTS.logoutReason())
                    .from(0, 65_535)
                    .says("Reason of that logout; 0: 50001, the system's own.")
                    .spec("REG-035");
    static final Setting NOT_READY_REASON =
            Setting.number(
                            KEY,
                            "forceNotReadyOnSessionCloseReason",
                            (long) DEFAULTS.notReadyReason())
                    .from(0, 65_535)
                    .says("Reason of not ready without a desktop; 0: 50001, the system's own.")
                    .spec("REG-036");
    static final Setting OUT_OF_ROUTING =
            Setting.flag(KEY, "NotReadyOnSessionClose", DEFAULTS.outOfRouting())
                    .says(
                            "An agent whose desktop is gone and who stays logged in is made not"
                                    + " ready: nobody would see the calls.");
    static final Setting GRACE =
            Setting.number(KEY, "SessionGraceMs", (long) DEFAULTS.graceMs())
                    .from(0, 3_600_000)
                    .in("milliseconds")
                    .says("A desktop that comes again within this time was never gone.");

    /** All that is declared here. */
    public static final List<Setting> DECLARED =
            List.of(FORCE_LOGOUT, LOGOUT_REASON, NOT_READY_REASON, OUT_OF_ROUTING, GRACE);

    private SessionCloseSettings() {}

    /**
     * Reads them.
     *
     * @param server key of the server
     * @throws org.jackfield.node.registry.RegistryException when a value cannot be used
     */
    public static SessionSettings.Closed from(RegistryKey server) {
        RegistryKey agent = server.child("Server").child("Agent");
        return new SessionSettings.Closed(
                (int) agent.number(GRACE),
                agent.flag(FORCE_LOGOUT),
                (int) agent.number(NOT_READY_REASON),
                (int) agent.number(LOGOUT_REASON),
                agent.flag(OUT_OF_ROUTING));
    }
}
