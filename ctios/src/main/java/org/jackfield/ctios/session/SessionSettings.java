package org.jackfield.ctios.session;

import org.jackfield.ctios.peer.PeerSettings;

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
 * @param peers the other servers of the site
 * @param chat who may chat with whom
 */
public record SessionSettings(
        String server,
        String incarnation,
        SecondLogin secondLogin,
        Closed closed,
        Limits limits,
        DesktopSettings desktop,
        PeerSettings peers,
        ChatSettings chat) {

    /** A server without peers, at the default levels of chat. */
    public SessionSettings(
            String server,
            String incarnation,
            SecondLogin secondLogin,
            Closed closed,
            Limits limits,
            DesktopSettings desktop) {
        this(
                server,
                incarnation,
                secondLogin,
                closed,
                limits,
                desktop,
                PeerSettings.NONE,
                ChatSettings.DEFAULTS);
    }

    /** The same with other peers. */
    public SessionSettings withPeers(PeerSettings other) {
        return new SessionSettings(
                server, incarnation, secondLogin, closed, limits, desktop, other, chat);
    }

    /** The same with other rules for chat. */
    public SessionSettings withChat(ChatSettings other) {
        return new SessionSettings(
                server, incarnation, secondLogin, closed, limits, desktop, peers, other);
    }

    /** The same with other settings of the desktops. */
    public SessionSettings withDesktop(DesktopSettings other) {
        return new SessionSettings(
                server, incarnation, secondLogin, closed, limits, other, peers, chat);
    }

    /** The same with another rule for a desktop that is gone. */
    public SessionSettings withClosed(Closed other) {
        return new SessionSettings(
                server, incarnation, secondLogin, other, limits, desktop, peers, chat);
    }

    /**
     * What becomes of an agent whose last desktop is gone, after the grace. On a call it is the
     * state after the call.
     *
     * @param graceMs so long a session is kept for its client to come again (20 s): a reload, a
     *     change of server
     * @param forceLogout the agent is made not ready and logged out (forceLogoutOnSessionClose,
     *     default 0: the agent stays logged in)
     * @param notReadyReason forceNotReadyOnSessionCloseReason; 0 gives {@link #CLIENT_GONE}, for a
     *     site may require a reason of whoever becomes not ready
     * @param logoutReason forceLogoutOnSessionCloseReason; 0 gives {@link #CLIENT_GONE}
     * @param outOfRouting an agent who stays logged in gets no more routed calls until a desktop is
     *     there again: nobody would see them (default on)
     */
    public record Closed(
            int graceMs,
            boolean forceLogout,
            int notReadyReason,
            int logoutReason,
            boolean outOfRouting) {

        /** The system's own reason for an agent whose client went away. */
        public static final int CLIENT_GONE = 50_001;

        public static final Closed DEFAULTS = new Closed(20_000, false, 0, 0, true);

        int notReadyReasonGiven() {
            return notReadyReason == 0 ? CLIENT_GONE : notReadyReason;
        }

        int logoutReasonGiven() {
            return logoutReason == 0 ? CLIENT_GONE : logoutReason;
        }

        /** The same with another grace. */
        public Closed withGrace(int ms) {
            return new Closed(ms, forceLogout, notReadyReason, logoutReason, outOfRouting);
        }

        /** The same with a forced logout, for these reasons. */
        public Closed withForcedLogout(int notReady, int logout) {
            return new Closed(graceMs, true, notReady, logout, outOfRouting);
        }

        /** The same, but the agent is left in routing. */
        public Closed leftInRouting() {
            return new Closed(graceMs, forceLogout, notReadyReason, logoutReason, false);
        }
    }

    /**
     * @param heartbeatMs clients send a Ping when they sent nothing for so long (Heartbeat)
     * @param heartbeatsMax so many unanswered mean that the link is gone (MaxHeartbeats)
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

        /** The same with other heartbeats of the clients. */
        public Limits withHeartbeats(int everyMs, int most) {
            return new Limits(
                    everyMs,
                    most,
                    monitorsMax,
                    replayEventsMax,
                    requestAgeMaxMs,
                    requestTimeoutMs,
                    requestsMax);
        }

        /** The same with another most of sessions in monitor mode. */
        public Limits withMonitors(int most) {
            return new Limits(
                    heartbeatMs,
                    heartbeatsMax,
                    most,
                    replayEventsMax,
                    requestAgeMaxMs,
                    requestTimeoutMs,
                    requestsMax);
        }
    }
}
