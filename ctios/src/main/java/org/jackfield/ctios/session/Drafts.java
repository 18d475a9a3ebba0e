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

    private record Draft(CallId call, String text) {}

    private final Core core;
    private final Map<AgentKey, Draft> byAgent = new TreeMap<>();

    Drafts(Core core) {
        this.core = core;
    }

    /** The note as it is now; a blank one is none. */
    void keep(AgentKey agent, CallId call, String text) {
        if (text.isBlank()) {
            byAgent.remove(agent);
        } else {
            byAgent.put(agent, new Draft(call, text));
        }
    }

    /** The agent gave a note for good; what was kept of it is out of date. */
    void confirmed(AgentKey agent) {
        byAgent.remove(agent);
    }

    /** An agent's state was told: the wrap-up that a note is about may be over. */
    void look(AgentKey key) {
        Draft draft = byAgent.get(key);
        AgentNow agent = core.floor.agent(key);
        if (draft == null || agent == null || !agent.told()) {
            return;
        }
        boolean goesOn =
                agent.inWrapUp()
                        && (agent.wrapUpCall() == null || draft.call.equals(agent.wrapUpCall()));
        if (goesOn) {
            return;
        }
        byAgent.remove(key);
        boolean there = core.clients.of(key).stream().anyMatch(each -> each.link != 0);
        if (there || !core.peers.here(key)) {
            give(key, agent, draft);
        } // Else its writer went to a peer and took the note along.
    }

    private void give(AgentKey key, AgentNow agent, Draft draft) {
        Arguments data = Arguments.builder().put("CallWrapupData", draft.text).build();
        core.south.ask(
                new SwitchRequests(data).setCallData(agent, draft.call, 0, 0),
                outcome -> {
                    if (outcome instanceof CtiOutcome.Refused) {
                        core.note(
                                "the wrap-up note of "
                                        + key.text()
                                        + " about "
                                        + draft.call.text()
                                        + " was not taken: "
                                        + Sentences.failure(outcome));
                    } else if (!outcome.done()) {
                        byAgent.putIfAbsent(key, draft); // Until the CTI Server is there again.
                    }
                });
    }
}
