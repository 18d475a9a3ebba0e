package org.jackfield.simulation.bench.kill;

import org.jackfield.client.cil.CilEvent;
import org.jackfield.protocol.ged188.AgentState;

/**
 * Judges what one desktop is told: events numbered without gap or double, nobody logged out who did
 * not ask for it, and whether the calls on the screen count yet. A new session shows an agent
 * before the agent's calls: a screen without calls is no finished transfer then. And behind a CTI
 * Server that was away each call's story is told from its beginning: one on hold is shown as
 * answered for a moment, which is no retrieve.
 */
final class EventJudge {

    private final String agentId;
    private final Tally tally;
    private volatile boolean loggedIn;
    private volatile boolean callsTold = true;

    /** What was on the screen when its server was lost is what a resumed session goes on with. */
    private boolean toldBeforeLoss = true;

    private boolean connected = true;

    /** Events of one session at one server are numbered without gap; this is the last. */
    private long lastEvent;

    EventJudge(String agentId, Tally tally) {
        this.agentId = agentId;
        this.tally = tally;
    }

    /** The agent has logged in: from now on there are calls to be told of, and no logout. */
    void loggedIn() {
        loggedIn = true;
    }

    /** What happens from now on does not count. */
    void ended() {
        loggedIn = false;
    }

    /** Whether the calls on the screen are those that the server knows. */
    boolean callsTold() {
        return callsTold;
    }

    /** Takes an event, in order, and the agent's state as the screen shows it after it. */
    void happened(CilEvent event, AgentState shown) {
        if (event.is("OnConnectionFailure")) {
            toldBeforeLoss = connected ? callsTold : toldBeforeLoss;
            connected = false;
            callsTold = !loggedIn;
        } else if (withoutCtiServer(event)) {
            callsTold = !loggedIn;
        } else if (event.is("OnSnapshotDeviceConf")) {
            callsTold = true;
        } else if (event.is("OnConnection")) {
            boolean resumed = event.args().truth("Resumed");
            lastEvent = resumed ? lastEvent : 0;
            callsTold |= resumed && toldBeforeLoss;
            connected = true;
        }
        if (event.number() > 0) {
            numbered(event);
        }
        if (loggedIn && event.is("OnAgentStateChange") && shown == AgentState.LOGOUT) {
            tally.found(Tally.Kind.WRONGLY_LOGGED_OUT, agentId + " at " + event);
        }
    }

    private static boolean withoutCtiServer(CilEvent event) {
        return event.is("OnCTIOSFailure")
                && !event.args().nested("StatusSystem").truth("CtiServer");
    }

    private void numbered(CilEvent event) {
        if (lastEvent > 0 && event.number() > lastEvent + 1) {
            tally.found(Tally.Kind.LOST_EVENTS, agentId + ": " + lastEvent + " then " + event);
        } else if (event.number() <= lastEvent) {
            tally.found(Tally.Kind.DOUBLED_EVENTS, agentId + ": " + lastEvent + " then " + event);
        }
        lastEvent = event.number();
    }
}
