package org.jackfield.client.cil;

import org.jackfield.protocol.cil.Event;
import org.jackfield.protocol.cil.Welcome;
import org.jackfield.protocol.record.Arguments;

/**
 * How often and how long a silent server is asked. It begins with 5 s and 3, goes by the welcome
 * then, and by the connection profile (Heartbeat, MaxHeartbeats) once the desktop settings told it:
 * that of the agent's peripheral, the first one as long as there is no agent (BEH-281).
 */
final class Heartbeats {

    private static final int LEAST_MS = 100;
    private static final long MOST_S = 3_600;

    private final ConnectionProfiles profiles;
    private String agent = "";
    private int welcomeMs = 5_000;
    private int welcomeMax = 3;

    Heartbeats(ConnectionProfiles profiles) {
        this.profiles = profiles;
    }

    /** A server's own word, for who has no profile. */
    void take(Welcome welcome) {
        welcomeMs = welcome.heartbeatMs() == 0 ? 0 : Math.max(LEAST_MS, welcome.heartbeatMs());
        welcomeMax = Math.max(1, welcome.heartbeatsMax());
    }

    /** Whom the session is for. */
    void take(Event event) {
        if (event.name().equals("OnSetAgentMode")) {
            agent = event.target();
        }
    }

    private Arguments profile() {
        return agent.isEmpty() ? profiles.first() : profiles.of(agent);
    }

    /** Milliseconds; 0: never. */
    int everyMs() {
        long seconds = profile().number("Heartbeat", -1);
        return seconds < 0 ? welcomeMs : (int) Math.min(seconds, MOST_S) * 1_000;
    }

    /** So many unanswered are allowed. */
    int most() {
        long most = profile().number("MaxHeartbeats", -1);
        return most < 0 ? welcomeMax : Math.clamp(most, 1, 1_000);
    }
}
