package org.jackfield.gateway.router;

import org.jackfield.gateway.agent.RoutableAgent;
import org.jackfield.protocol.log.MediaUse;
import org.jackfield.protocol.site.PlanStep;
import org.jackfield.protocol.site.SitePlan;

import java.util.Map;
import java.util.TreeMap;

/** A call in the router's hands. */
final class RoutedCall {

    /** Offered to an agent. */
    record Offer(String agentId, int skillGroup, long ringNoAnswerMs, String ringNoAnswerNumber) {

        static Offer to(RoutableAgent agent, int skillGroup) {
            return new Offer(
                    agent.agentId(),
                    skillGroup,
                    agent.ringNoAnswerMs(),
                    agent.ringNoAnswerNumber());
        }
    }

    final long callId;
    SitePlan plan;
    int step;
    boolean answered;
    long queuedSinceMs = -1;
    boolean returned;

    /** Priority by skill group. */
    final Map<Integer, Integer> queues = new TreeMap<>();

    Offer offer;
    MediaUse media;
    boolean stepDue;

    RoutedCall(long callId, SitePlan plan) {
        this.callId = callId;
        this.plan = plan;
    }

    /** The next step, which is then no longer the next; null at the end of the plan. */
    PlanStep nextStep() {
        return step < plan.steps().size() ? plan.steps().get(step++) : null;
    }

    /** Starts another plan; the place in the queues is lost, the time waited is not. */
    void startPlan(SitePlan other) {
        plan = other;
        step = 0;
        media = null;
        stepDue = false;
        returned = false;
        queues.clear();
    }
}
