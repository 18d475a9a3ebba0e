package org.jackfield.ctios.session;

import java.util.Locale;

/** With whom somebody may chat (CHL-001 to CHL-008). */
public enum ChatLevel {
    /** With nobody. */
    DISABLED("Disabled"),
    /** With the primary supervisor of the own team. */
    PRIMARY_SUPERVISOR("PrimarySupervisor"),
    /** With the primary and secondary supervisors of the own team. */
    TEAM_SUPERVISORS("TeamSupervisors"),
    /** With everybody of the own team. */
    TEAM("Team"),
    /** With everybody on the same peripheral. */
    UNRESTRICTED("Unrestricted");

    private final String text;

    ChatLevel(String text) {
        this.text = text;
    }

    /** As the registry has it. */
    public String text() {
        return text;
    }

    /** The level of that name, whatever its case; null when there is none. */
    public static ChatLevel of(String text) {
        String wanted = text.strip().toLowerCase(Locale.ROOT);
        for (ChatLevel each : values()) {
            if (each.text.toLowerCase(Locale.ROOT).equals(wanted)) {
                return each;
            }
        }
        return null;
    }
}
