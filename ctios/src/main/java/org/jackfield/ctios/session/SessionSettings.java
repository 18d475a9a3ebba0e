package org.jackfield.ctios.session;

/**
 * What a {@link CtiOsMachine} is told.
 *
 * @param server name of this server, for clients
 * @param incarnation differs at every start, so that an older run's tokens are not taken for
 *     sessions of this one
 * @param secondLogin what becomes of a second login
 * @param closed what becomes of an agent whose desktop is gone
 * @param limits bounds
 * @param desktop what desktops download
 */
public record SessionSettings(
        String server,
        String incarnation,
        SecondLogin secondLogin,
        Closed closed,
        Limits limits,
        DesktopSettings desktop) {

    /**
     * @param graceMs so long a session is kept for its client to come again (20 s)
     * @param forceLogout then the agent is made not ready and logged out
     *     (forceLogoutOnSessionClose)
     * @param notReadyReason forceNotReadyOnSessionCloseReason
     * @param logoutReason forceLogoutOnSessionCloseReason
     */
    public record Closed(int graceMs, boolean forceLogout, int notReadyReason, int logoutReason) {

        public static final Closed DEFAULTS = new Closed(20_000, true, 0, 0);
    }

    /**
     * @param heartbeatMs clients send a Ping when they sent nothing for so long
     * @param heartbeatsMax so many unanswered mean that the link is gone
     * @param monitorsMax MaxMonitorModeConnections (7)
     * @param replayEventsMax events kept for a client that comes again
     * @param requestAgeMaxMs an older request is not carried out (2 s)
     * @param requestTimeoutMs a request ends after so long, whatever happens
     * @param requestsMax requests of one client that may wait
     */
    public record Limits(
            int heartbeatMs,
            int heartbeatsMax,
            int monitorsMax,
            int replayEventsMax,
            int requestAgeMaxMs,
            int requestTimeoutMs,
            int requestsMax) {

        public static final Limits DEFAULTS = new Limits(5_000, 3, 7, 500, 2_000, 10_000, 64);
    }
}
