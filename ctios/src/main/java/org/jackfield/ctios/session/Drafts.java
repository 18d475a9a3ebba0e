package org.jackfield.ctios.session;

import org.jackfield.client.ctiserver.CtiOutcome;
import org.jackfield.ctios.object.AgentKey;
import org.jackfield.ctios.object.AgentNow;
import org.jackfield.ctios.object.CallId;
import org.jackfield.protocol.record.Arguments;

import java.util.Map;
import java.util.TreeMap;

/**
 * Half-written wrap-up notes: while their writer writes they are kept here, seen by nobody and
 * counted nowhere. What is confirmed goes to the CTI Server at once; what is left when the wrap-up
 * is over, whoever ended it and whether its writer is still there or not, goes there then.
 */
final class Drafts {

    /**
     * One text.
     *
     * @param number tells it from every other one, so that what happens to it touches no newer one
     * @param asked on its way to the CTI Server
     */
    record Draft(long number, CallId call, String text, boolean asked) {

        private Draft withAsked(boolean now) {
            return new Draft(number, call, text, now);
        }
    }

    private final Core core;
    private final Map<AgentKey, Draft> byAgent = new TreeMap<>();
    private long nextNumber = 1;

    Drafts(Core core) {
        this.core = core;
    }

    /** The note as it is now; a blank one is none. */
    void keep(AgentKey agent, CallId call, String text) {
        if (text.isBlank()) {
            byAgent.remove(agent);
        } else {
            byAgent.put(agent, new Draft(nextNumber++, call, text, false));
        }
    }

    /**
     * The agent gives a note for good, and it is about to be asked for: it takes the place of what
     * is half written, at once, as the wrap-up may be over before the answer is there.
     *
     * @return to be handed back with the answer
     */
    Draft asks(AgentNow agent, CallId call, String text) {
        Draft whole = new Draft(nextNumber++, call, text, true);
        Draft before = byAgent.get(agent.key());
        if (goesOn(agent, call) || before != null && before.call.equals(call)) {
            byAgent.put(agent.key(), whole);
        }
        return whole;
    }

    /**
     * The answer: what was not taken waits for the end of the wrap-up, unless it is out of date.
     */
    void answered(AgentKey agent, Draft whole, CtiOutcome outcome) {
        if (outcome.done() || whole.text.isBlank()) {
            byAgent.remove(agent, whole);
        } else {
            byAgent.replace(agent, whole, whole.withAsked(false));
        }
    }

    private static boolean goesOn(AgentNow agent, CallId call) {
        return agent.inWrapUp() && (agent.wrapUpCall() == null || call.equals(agent.wrapUpCall()));
    }

    /** An agent's state was told: the wrap-up that a note is about may be over. */
    void look(AgentKey key) {
        Draft draft = byAgent.get(key);
        AgentNow agent = core.floor.agent(key);
        if (draft == null || draft.asked || agent == null || !agent.told()) {
            return;
        }
        if (goesOn(agent, draft.call)) {
            return;
        }
        boolean there = core.clients.of(key).stream().anyMatch(each -> each.link != 0);
        if (there || !core.peers.here(key)) {
            give(key, agent, draft);
        } else {
            byAgent.remove(key); // Its writer went to a peer and took the note along.
        }
    }

    private void give(AgentKey key, AgentNow agent, Draft draft) {
        Draft asked = draft.withAsked(true);
        byAgent.put(key, asked);
        Arguments data = Arguments.builder().put("CallWrapupData", draft.text).build();
        core.south.ask(
                new SwitchRequests(data).setCallData(agent, draft.call, 0, 0),
                outcome -> {
                    if (outcome instanceof CtiOutcome.Refused) {
                        byAgent.remove(key, asked);
                        core.note(
                                "the wrap-up note of "
                                        + key.text()
                                        + " about "
                                        + draft.call.text()
                                        + " was not taken: "
                                        + Sentences.failure(outcome));
                    } else {
                        answered(key, asked, outcome); // Until the CTI Server is there again.
                    }
                });
    }
}
