package org.jackfield.gateway.router;

import org.jackfield.gateway.agent.RoutableAgent;
import org.jackfield.gateway.router.RoutedCall.Offer;
import org.jackfield.protocol.log.RouterAgent;
import org.jackfield.protocol.log.RouterCall;
import org.jackfield.protocol.log.RouterOffer;
import org.jackfield.protocol.log.RouterQueueEntry;
import org.jackfield.protocol.log.RouterState;
import org.jackfield.protocol.log.RouterTimer;

import java.util.ArrayList;
import java.util.List;

/** The whole state of a router as a record of the log's schema, and back. */
final class RouterRecords {

    private RouterRecords() {}

    static RouterState toRecord(Router router) {
        List<RouterAgent> idle = new ArrayList<>();
        router.queues.idle().forEach(each -> idle.add(agent(each)));
        List<RouterTimer> timers = new ArrayList<>();
        router.timers.all(
                (key, atMs) -> timers.add(new RouterTimer(key.kind(), key.callId(), atMs)));
        return RouterState.builder()
                .plans(List.copyOf(router.plans.values()))
                .localMinute(router.localMinute)
                .weekday(router.weekday)
                .calls(router.calls.values().stream().map(RouterRecords::call).toList())
                .idle(idle)
                .timers(timers)
                .heldUntilMs(router.heldUntilMs)
                .build();
    }

    private static RouterAgent agent(RoutableAgent agent) {
        return new RouterAgent(
                agent.agentId(),
                agent.instrument(),
                agent.availableSinceMs(),
                agent.skills(),
                agent.ringNoAnswerMs(),
                agent.ringNoAnswerNumber());
    }

    private static RouterCall call(RoutedCall call) {
        List<RouterQueueEntry> queues = new ArrayList<>();
        call.queues.forEach((group, priority) -> queues.add(new RouterQueueEntry(group, priority)));
        Offer offer = call.offer;
        return RouterCall.builder()
                .callId(call.callId)
                .plan(call.plan)
                .step(call.step)
                .answered(call.answered)
                .queuedSinceMs(call.queuedSinceMs)
                .returned(call.returned)
                .queues(queues)
                .offer(
                        offer == null
                                ? null
                                : new RouterOffer(
                                        offer.agentId(),
                                        offer.skillGroup(),
                                        offer.ringNoAnswerMs(),
                                        offer.ringNoAnswerNumber()))
                .media(call.media)
                .stepDue(call.stepDue)
                .build();
    }

    static Router fromRecord(RouterState state, RouterSettings settings) {
        Router router = new Router(settings);
        state.plans().forEach(router::setPlan);
        router.calendar(state.localMinute(), state.weekday());
        for (RouterCall each : state.calls()) {
            RoutedCall call = call(each);
            router.calls.put(call.callId, call);
            if (call.offer == null) {
                call.queues.keySet().forEach(group -> router.queues.add(call, group));
            }
        }
        for (RouterAgent each : state.idle()) {
            router.queues.addIdle(
                    new RoutableAgent(
                            each.agentId(),
                            each.instrument(),
                            each.availableSinceMs(),
                            each.skills(),
                            each.ringNoAnswerMs(),
                            each.ringNoAnswerNumber()));
        }
        for (RouterTimer each : state.timers()) {
            router.timers.set(new Router.TimerKey(each.kind(), each.callId()), each.atMs());
        }
        router.heldUntilMs = state.heldUntilMs();
        return router;
    }

    private static RoutedCall call(RouterCall record) {
        RoutedCall call = new RoutedCall(record.callId(), record.plan());
        call.step = record.step();
        call.answered = record.answered();
        call.queuedSinceMs = record.queuedSinceMs();
        call.returned = record.returned();
        for (RouterQueueEntry each : record.queues()) {
            call.queues.put(each.skillGroup(), each.priority());
        }
        RouterOffer offer = record.offer();
        if (offer != null) {
            call.offer =
                    new Offer(
                            offer.agentId(),
                            offer.skillGroup(),
                            offer.ringNoAnswerMs(),
                            offer.ringNoAnswerNumber());
        }
        call.media = record.media();
        call.stepDue = record.stepDue();
        return call;
    }
}
