package org.jackfield.ctios.object;

/**
 * What a site calls an agent; the CTI Server's agent events tell numbers only.
 *
 * @param key who it is
 * @param first first name, may be empty
 * @param last last name, may be empty
 */
public record AgentName(AgentKey key, String first, String last) {

    /** First and last name with a blank between, or empty. */
    public String full() {
        return (first + " " + last).strip();
    }

    static AgentName unknown(AgentKey key) {
        return new AgentName(key, "", "");
    }
}
