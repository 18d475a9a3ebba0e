package org.jackfield.gateway.opc;

import org.jackfield.gateway.agent.AgentView;
import org.jackfield.gateway.agent.OfferEnd;
import org.jackfield.gateway.router.RouterAction;
import org.jackfield.gateway.router.RouterAction.AnswerCaller;
import org.jackfield.gateway.router.RouterAction.Dequeued;
import org.jackfield.gateway.router.RouterAction.EndOffer;
import org.jackfield.gateway.router.RouterAction.HearMusic;
import org.jackfield.gateway.router.RouterAction.MoveTo;
import org.jackfield.gateway.router.RouterAction.OfferTo;
import org.jackfield.gateway.router.RouterAction.PlayGreeting;
import org.jackfield.gateway.router.RouterAction.Queued;
import org.jackfield.gateway.router.RouterAction.Release;
import org.jackfield.protocol.ged188.EventCause;
import org.jackfield.protocol.pim.FailReason;
import org.jackfield.protocol.pim.Play;
import org.jackfield.protocol.pim.StopPlay;
import org.jackfield.protocol.site.SiteDevice;
import org.jackfield.protocol.site.SitePlan;

import java.util.List;

/** Does at the switch what the router wants, and tells the router what came of it. */
final class RoutedCalls {

    /** A phone that rings for an offer is given up by the switch so long after the router. */
    private static final int RING_SLACK_MS = 5_000;

    private static final int RING_FOR_EVER_MS = 3_600_000;

    private final Opc opc;
    private final Exchange exchange;

    RoutedCalls(Opc opc) {
        this.opc = opc;
        this.exchange = opc.exchange;
    }

    /** Makes a call that arrives known as one of its plan, before anybody hears of it. */
    void prepare(Call call, String number) {
        take(call, exchange.peripheral(call.peripheral()).router().plan(number));
    }

    /** Gives a call to the router. */
    void enter(Call call, String number) {
        Peripheral peripheral = exchange.peripheral(call.peripheral());
        opc.blindTransfers.reached(call);
        if (!call.routed) {
            take(call, peripheral.router().plan(number));
        }
        opc.moves.reached(call);
        peripheral.router().callArrived(call.id(), number, exchange.nowMs(), peripheral.routing());
    }

    private void take(Call call, SitePlan plan) {
        call.routed = true;
        call.calledNumber = plan.number();
        call.service = plan.service();
        call.planCallType = plan.callType();
        call.music = "";
        plan.variables()
                .forEach(each -> ArrivedData.set(exchange, call.data(), each.name(), each.value()));
        if (call.begun && !plan.variables().isEmpty()) {
            exchange.put(opc.data.changed(call, call.beginDeviceId));
        }
    }

    /** What the router wants done. */
    void carryOut(Peripheral peripheral, RouterAction action) {
        Call call = exchange.call(action.callId());
        if (call == null) {
            if (action instanceof EndOffer end) {
                offerEnded(peripheral, end.agentId(), end.callId(), end.end());
            }
            return;
        }
        switch (action) {
            case AnswerCaller answer -> answerCaller(call);
            case PlayGreeting greeting -> {
                call.greeting = greeting.media();
                hear(call);
            }
            case HearMusic hearMusic -> {
                call.music = hearMusic.musicClass();
                call.greeting = "";
                hear(call);
            }
            case Queued queued -> call.skillGroup = queued.skillGroup();
            case Dequeued dequeued -> {
                // told by what follows: the offer, or the end of the call
            }
            case OfferTo offer -> offer(peripheral, call, offer);
            case EndOffer end -> endOffer(peripheral, call, end);
            case Release release -> {
                call.routed = false;
                call.releaseCause = release.cause();
                opc.clearing.clearAll(call);
            }
            case MoveTo move -> move(peripheral, call, move);
        }
    }

    private void move(Peripheral peripheral, Call call, MoveTo move) {
        call.lastRedirect = call.calledNumber;
        if (move.planned()) {
            take(call, peripheral.router().plan(move.number()));
        } else {
            call.routed = false;
            opc.outbound.reach(call, move.number());
        }
    }

    /** The party that the router looks after. */
    private Connection caller(Call call) {
        for (Connection each : call.connections()) {
            if (each.live() && each.offeredTo.isEmpty() && !each.clearing) {
                return each;
            }
        }
        return null;
    }

    private void answerCaller(Call call) {
        Connection caller = caller(call);
        Leg leg = caller == null ? null : exchange.legOf(caller);
        if (leg != null && !leg.up() && !leg.clearing) {
            Operation answer =
                    opc.switchboard.operation(call.peripheral(), Goal.ANSWER_CALLER).about(caller);
            opc.switchboard.answer(answer, leg);
        }
    }

    /** The caller hears what the router said last, as soon as the leg is up. */
    void hear(Call call) {
        Connection caller = call.routed ? caller(call) : null;
        if (caller == null || caller.heldByUs || !opc.seating.reachable(caller)) {
            return;
        }
        if (!call.greeting.isEmpty()) {
            Operation play =
                    opc.switchboard.operation(call.peripheral(), Goal.GREETING).about(caller);
            opc.switchboard.order(
                    play,
                    new Play(play.id(), caller.channel, call.greeting),
                    Switchboard.OUTCOME_MS);
            call.greeting = "";
        } else if (!call.music.isEmpty()) {
            Operation music =
                    opc.switchboard.operation(call.peripheral(), Goal.MUSIC).about(caller);
            opc.switchboard.place(music, opc.seating.seatsOf(call, List.of(caller)));
        }
    }

    /** An announcement that still plays is cut off: somebody answered. */
    void stopGreeting(Call call) {
        for (Operation each : List.copyOf(exchange.operations.values())) {
            if (each.goal() == Goal.GREETING && each.callId == call.id()) {
                opc.switchboard.take(each.id());
                Play play = (Play) each.command;
                exchange.put(
                        new OpcOutput.Order(
                                call.peripheral(),
                                exchange.peripheral(call.peripheral()).epoch,
                                new StopPlay(play.operation(), play.channel())));
            }
        }
    }

    /** The announcement ended or could not be played. */
    void greetingEnded(Operation operation) {
        Call call = exchange.call(operation.callId);
        if (call != null && call.routed) {
            Peripheral peripheral = exchange.peripheral(call.peripheral());
            peripheral.router().greetingEnded(call.id(), exchange.nowMs(), peripheral.routing());
        }
    }

    private void offer(Peripheral peripheral, Call call, OfferTo offer) {
        boolean reserved =
                peripheral
                        .agents()
                        .reserve(
                                offer.agentId(),
                                offer.skillGroup(),
                                call.id(),
                                exchange.nowMs(),
                                peripheral.voice());
        SiteDevice device = peripheral.devices().get(offer.instrument());
        OfferEnd impossible = null;
        if (!call.routed) {
            // Put back it would be offered again at once, without end.
            peripheral.router().callGone(call.id(), exchange.nowMs(), peripheral.routing());
            return;
        }
        if (!reserved) {
            impossible = OfferEnd.WITHDRAWN;
        } else if (device == null || peripheral.outOfService().contains(offer.instrument())) {
            impossible = OfferEnd.UNREACHABLE;
        } else if (opc.destinations.busy(peripheral, offer.instrument())) {
            impossible = OfferEnd.BUSY;
        }
        if (impossible != null) {
            peripheral
                    .router()
                    .offerFailed(call.id(), impossible, exchange.nowMs(), peripheral.routing());
            return;
        }
        ring(peripheral, call, offer, device);
    }

    private void ring(Peripheral peripheral, Call call, OfferTo offer, SiteDevice device) {
        AgentView agent = peripheral.agents().agent(offer.agentId());
        if (agent != null) {
            exchange.put(opc.data.preCall(call, agent, offer.skillGroup()));
        }
        call.skillGroup = offer.skillGroup();
        Connection called =
                opc.outbound.plan(call, Outbound.party(device), Outbound.directionOfCalled(call));
        called.skillGroup = offer.skillGroup();
        called.offeredTo = offer.agentId();
        if (opc.destinations.rings(peripheral, device)) {
            int ringMs =
                    offer.ringNoAnswerMs() == 0
                            ? RING_FOR_EVER_MS
                            : (int) offer.ringNoAnswerMs() + RING_SLACK_MS;
            Operation dial = opc.switchboard.operation(call.peripheral(), Goal.DIAL);
            opc.switchboard.dialPhone(dial, called, device, ringMs, false);
        } else {
            opc.moves.alerting(called);
            offerArrived(call, called);
        }
    }

    /** It rings where it was offered. */
    void offerArrived(Call call, Connection connection) {
        if (!connection.offeredTo.isEmpty()) {
            exchange.peripheral(call.peripheral())
                    .router()
                    .offerArrived(call.id(), exchange.nowMs());
        }
    }

    /** The agent answers, the switch is still at it: no ring no answer any more. */
    void accepted(Call call, Connection connection) {
        if (!connection.offeredTo.isEmpty()) {
            exchange.peripheral(call.peripheral())
                    .router()
                    .offerAccepted(call.id(), exchange.nowMs());
        }
    }

    /**
     * The agent has the call: the router is done with it. Not so when the offer was given up just
     * before: the router has the call again, and the leg that answered is being ended.
     */
    void answered(Call call, Connection connection) {
        if (!connection.offeredTo.isEmpty() && connection.offerEnd == null) {
            connection.offeredTo = "";
            call.routed = false;
            exchange.peripheral(call.peripheral())
                    .router()
                    .offerAnswered(call.id(), exchange.nowMs());
        }
    }

    /**
     * The phone did not take the offer.
     *
     * @return false when it was no offer
     */
    boolean offerFailed(Call call, Connection connection, FailReason reason) {
        if (connection.offeredTo.isEmpty()) {
            return false;
        }
        if (connection.offerEnd == null) {
            decline(call, connection, end(reason));
        }
        opc.moves.cleared(connection, EventCause.CALL_NOT_ANSWERED.value());
        return true;
    }

    /** An offer comes to nothing; the connection is cleared by the caller of this. */
    void decline(Call call, Connection connection, OfferEnd end) {
        connection.offerEnd = end;
        Peripheral peripheral = exchange.peripheral(call.peripheral());
        peripheral.router().offerFailed(call.id(), end, exchange.nowMs(), peripheral.routing());
    }

    /** The switch could not join them though the agent answered: no fault of the agent's. */
    void withdrawn(Call call, Connection connection) {
        if (!connection.offeredTo.isEmpty() && connection.offerEnd == null) {
            decline(call, connection, OfferEnd.WITHDRAWN);
        }
    }

    private static OfferEnd end(FailReason reason) {
        return switch (reason) {
            case BUSY -> OfferEnd.BUSY;
            case REJECTED -> OfferEnd.DECLINED;
            case NO_ANSWER -> OfferEnd.NO_ANSWER;
            case UNREACHABLE, BAD_NUMBER -> OfferEnd.UNREACHABLE;
            case NO_SUCH_CHANNEL, NOT_POSSIBLE, LATE, SWITCH_DOWN -> OfferEnd.NOT_ARRIVED;
        };
    }

    /** What a Q.850 cause says of a phone that rang. */
    static FailReason reason(int q850) {
        return switch (q850) {
            case 17 -> FailReason.BUSY;
            case 19 -> FailReason.NO_ANSWER;
            default -> FailReason.REJECTED;
        };
    }

    private void endOffer(Peripheral peripheral, Call call, EndOffer end) {
        for (Connection each : List.copyOf(call.connections())) {
            if (!each.offeredTo.equals(end.agentId())) {
                continue;
            }
            if (each.offerEnd == null) {
                each.offerEnd = end.end();
            }
            if (!each.clearing) {
                each.endCause = cause(end.end());
                opc.clearing.clear(each);
            }
            return;
        }
        offerEnded(peripheral, end.agentId(), call.id(), end.end());
    }

    private static int cause(OfferEnd end) {
        return end == OfferEnd.NO_ANSWER
                ? EventCause.CALL_NOT_ANSWERED.value()
                : EventCause.CALL_CANCELLED.value();
    }

    /** A connection is gone; if it was an offer, the agent book hears how it ended. */
    void connectionGone(Call call, Connection connection) {
        if (connection.offeredTo.isEmpty()) {
            return;
        }
        Peripheral peripheral = exchange.peripheral(call.peripheral());
        OfferEnd end = connection.offerEnd == null ? OfferEnd.WITHDRAWN : connection.offerEnd;
        AgentView agent = peripheral.agents().agent(connection.offeredTo);
        if (agent != null && connection.neverAlerted) {
            exchange.put(opc.data.preCallAbort(call, agent));
        }
        offerEnded(peripheral, connection.offeredTo, call.id(), end);
    }

    private void offerEnded(Peripheral peripheral, String agentId, long callId, OfferEnd end) {
        peripheral.agents().offerEnded(agentId, callId, end, exchange.nowMs(), peripheral.voice());
    }

    /** Nobody waits any more. */
    void callerGone(Call call) {
        call.routed = false;
        Peripheral peripheral = exchange.peripheral(call.peripheral());
        peripheral.router().callGone(call.id(), exchange.nowMs(), peripheral.routing());
        exchange.then(() -> opc.clearing.afterLoss(call));
    }
}
