package org.jackfield.ctios.session;

import org.jackfield.client.ctiserver.CtiOutcome;
import org.jackfield.ctios.object.AgentKey;
import org.jackfield.ctios.object.AgentNow;
import org.jackfield.machine.Timers;
import org.jackfield.protocol.ged188.AgentState;
import org.jackfield.protocol.ged188.ControlFailureConf;
import org.jackfield.protocol.ged188.SetAgentStateReq;

import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Agents who work here shall belong to our session with the CTI Server: the one that had them may
 * be gone, and its agents are logged out after a grace. One failure must not decide that, so it is
 * asked again for as long as the grace may last. A few at a time: a CTI Server that is new here has
 * others to hear, too.
 */
final class TakeOvers {

    private static final int ALREADY_SIGNED_ON = 10102;
    private static final int TRIES_MAX = 15;
    private static final long AGAIN_MS = 2_000;
    private static final int AT_A_TIME = 32;

    private final Core core;
    private final Timers<AgentKey> timers = new Timers<>();
    private final Map<AgentKey, Integer> failed = new TreeMap<>();
    private final Set<AgentKey> waiting = new LinkedHashSet<>();
    private int underWay;
    private boolean pumping;

    TakeOvers(Core core) {
        this.core = core;
    }

    /** The agent belongs to our session with the CTI Server from now on; needs no password. */
    void begin(AgentKey key) {
        forget(key);
        ask(key);
    }

    private void ask(AgentKey key) {
        waiting.add(key);
        pump();
    }

    private void pump() {
        if (pumping) {
            return;
        }
        pumping = true;
        try {
            while (underWay < AT_A_TIME && !waiting.isEmpty()) {
                AgentNow agent = core.floor.agent(waiting.iterator().next());
                waiting.remove(agent.key());
                // A login of who left meanwhile would be one; who went to a peer is the peer's now.
                // A desktop within its grace still counts.
                if (agent.loggedIn() && core.clients.anyHere(agent.key())) {
                    request(agent);
                }
            }
        } finally {
            pumping = false;
        }
    }

    private void request(AgentNow agent) {
        AgentKey key = agent.key();
        underWay++;
        SetAgentStateReq request =
                SetAgentStateReq.builder()
                        .peripheralId(key.peripheral())
                        .agentState(AgentState.LOGIN.value())
                        .agentId(key.id())
                        .agentInstrument(agent.instrument())
                        .build();
        core.south.ask(request, outcome -> ended(key, outcome));
    }

    private void ended(AgentKey key, CtiOutcome outcome) {
        underWay--;
        judge(key, outcome);
        pump();
    }

    private void judge(AgentKey key, CtiOutcome outcome) {
        if (outcome.done() || signedOn(outcome)) {
            forget(key);
            return;
        }
        core.note(key.text() + " could not be taken over: " + outcome.text());
        if (failed.merge(key, 1, Integer::sum) < TRIES_MAX) {
            timers.set(key, core.nowMs() + AGAIN_MS);
        } else {
            forget(key);
        }
    }

    /** Whether a login was refused as the agent is ours already. */
    static boolean signedOn(CtiOutcome outcome) {
        return outcome instanceof CtiOutcome.Refused(ControlFailureConf failure)
                && failure.peripheralErrorCode() == ALREADY_SIGNED_ON;
    }

    private void forget(AgentKey key) {
        waiting.remove(key);
        failed.remove(key);
        timers.cancel(key);
    }

    /** Asks again what is due; at a new session with the CTI Server all begins anew. */
    void onTime() {
        for (AgentKey key = timers.poll(core.nowMs());
                key != null;
                key = timers.poll(core.nowMs())) {
            AgentNow agent = core.floor.agent(key);
            boolean wanted = agent != null && agent.loggedIn() && worksHere(key);
            if (wanted && core.south.open()) {
                ask(key);
            } else {
                forget(key);
            }
        }
    }

    /** Not only a session that waits: the desktop may be at another server by now. */
    private boolean worksHere(AgentKey key) {
        return core.clients.of(key).stream().anyMatch(each -> each.here && each.link != 0);
    }

    long nextDeadlineMs() {
        return timers.nextMs();
    }
}
