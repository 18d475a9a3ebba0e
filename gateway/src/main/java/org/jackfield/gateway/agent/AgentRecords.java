package org.jackfield.gateway.agent;

import org.jackfield.gateway.agent.Agent.Choice;
import org.jackfield.gateway.agent.Agent.Engagement;
import org.jackfield.gateway.agent.Agent.Leaving;
import org.jackfield.gateway.agent.Agent.Reservation;
import org.jackfield.gateway.agent.Agent.Shown;
import org.jackfield.gateway.agent.CallAtDevice.Direction;
import org.jackfield.gateway.agent.CallAtDevice.Phase;
import org.jackfield.protocol.ged188.AgentState;
import org.jackfield.protocol.log.AgentBookState;
import org.jackfield.protocol.log.AgentChoice;
import org.jackfield.protocol.log.AgentComingBack;
import org.jackfield.protocol.log.AgentEngagement;
import org.jackfield.protocol.log.AgentLeaving;
import org.jackfield.protocol.log.AgentReservation;
import org.jackfield.protocol.log.AgentTimer;
import org.jackfield.protocol.log.LoggedInAgent;
import org.jackfield.protocol.log.PhoneCall;
import org.jackfield.protocol.log.PhoneCalls;

import java.util.ArrayList;
import java.util.List;

/** The whole state of a floor as a record of the log's schema, and back. */
final class AgentRecords {

    private AgentRecords() {}

    static AgentBookState toRecord(AgentFloor floor) {
        List<PhoneCalls> phones = new ArrayList<>();
        floor.calls.forEach(
                (instrument, calls) ->
                        phones.add(
                                new PhoneCalls(
                                        instrument,
                                        calls.stream().map(AgentRecords::call).toList())));
        List<AgentTimer> timers = new ArrayList<>();
        floor.timers.all(
                (key, atMs) -> timers.add(new AgentTimer(key.kind(), key.agentId(), atMs)));
        List<AgentComingBack> comingBack = new ArrayList<>();
        floor.comingBack.forEach(
                (instrument, one) ->
                        comingBack.add(
                                new AgentComingBack(
                                        instrument, one.agentId(), one.session(), one.reason())));
        return AgentBookState.builder()
                .peripheral(floor.peripheral)
                .agents(floor.site.agents())
                .devices(floor.site.devices())
                .skillGroups(floor.site.skillGroups())
                .teams(floor.site.teams())
                .deskSettings(floor.site.deskSettings())
                .reasons(floor.site.reasons())
                .calls(phones)
                .away(List.copyOf(floor.away))
                .loggedIn(floor.agents.values().stream().map(AgentRecords::agent).toList())
                .timers(timers)
                .heldUntilMs(floor.heldUntilMs)
                .comingBack(comingBack)
                .build();
    }

    private static PhoneCall call(CallAtDevice call) {
        return new PhoneCall(
                call.callId(),
                call.phase().ordinal(),
                call.direction().value(),
                call.skillGroup(),
                call.answered());
    }

    private static LoggedInAgent agent(Agent agent) {
        Shown shown = agent.shown;
        LoggedInAgent.Builder record =
                LoggedInAgent.builder()
                        .id(agent.id)
                        .instrument(agent.instrument)
                        .session(agent.session)
                        .orphaned(agent.orphaned)
                        .own(choice(agent.own))
                        .shown(new AgentChoice(shown.state().value(), shown.reason()))
                        .shownNext(shown.next() == null ? -1 : shown.next().value())
                        .shownGroup(shown.group())
                        .sinceMs(agent.sinceMs)
                        .availableSinceMs(agent.availableSinceMs)
                        .workGroup(agent.workGroup)
                        .notArrived(agent.notArrived)
                        .wrapUpEntered(agent.wrapUpEntered)
                        .routable(agent.routable)
                        .wrapUpNeedsText(agent.wrapUpNeedsText)
                        .wrapUpTimed(agent.wrapUpTimed)
                        .wrapUpCalls(List.copyOf(agent.wrapUpCalls))
                        .textsAhead(List.copyOf(agent.textsAhead));
        if (agent.next != null) {
            record.next(choice(agent.next));
        }
        if (agent.engagement != null) {
            Engagement one = agent.engagement;
            int direction = one.direction() == null ? 0 : one.direction().value();
            record.engagement(
                    new AgentEngagement(one.callId(), one.skillGroup(), direction, one.answered()));
        }
        if (agent.reservation != null) {
            Reservation one = agent.reservation;
            record.reservation(new AgentReservation(one.callId(), one.skillGroup()));
        }
        if (agent.leaving != null) {
            record.leaving(new AgentLeaving(agent.leaving.cause(), agent.leaving.reason()));
        }
        return record.build();
    }

    private static AgentChoice choice(Choice choice) {
        return new AgentChoice(choice.state().value(), choice.reason());
    }

    static AgentFloor fromRecord(AgentBookState state, AgentSettings settings) {
        AgentFloor floor = new AgentFloor(state.peripheral(), settings);
        state.agents().forEach(floor.site::set);
        state.devices().forEach(floor.site::set);
        state.skillGroups().forEach(floor.site::set);
        state.teams().forEach(floor.site::set);
        state.deskSettings().forEach(floor.site::set);
        state.reasons().forEach(floor.site::set);
        for (PhoneCalls each : state.calls()) {
            List<CallAtDevice> calls = each.calls().stream().map(AgentRecords::call).toList();
            floor.calls.put(each.instrument(), calls);
        }
        floor.away.addAll(state.away());
        for (LoggedInAgent each : state.loggedIn()) {
            Agent agent = agent(each);
            floor.agents.put(agent.id, agent);
            floor.byInstrument.put(agent.instrument, agent);
        }
        for (AgentTimer each : state.timers()) {
            floor.timers.set(new AgentFloor.TimerKey(each.kind(), each.agentId()), each.atMs());
        }
        floor.heldUntilMs = state.heldUntilMs();
        for (AgentComingBack each : state.comingBack()) {
            floor.comingBack.put(
                    each.instrument(),
                    new AgentFloor.ComingBack(each.agentId(), each.session(), each.reason()));
        }
        return floor;
    }

    private static CallAtDevice call(PhoneCall call) {
        return new CallAtDevice(
                call.callId(),
                Phase.values()[call.phase()],
                direction(call.direction()),
                call.skillGroup(),
                call.answered());
    }

    private static Direction direction(int value) {
        return value == 0 ? null : Direction.values()[value - 1];
    }

    private static Agent agent(LoggedInAgent record) {
        Agent agent = new Agent(record.id(), record.instrument(), record.session());
        agent.orphaned = record.orphaned();
        agent.own = choice(record.own());
        agent.next = record.next() == null ? null : choice(record.next());
        if (record.engagement() != null) {
            AgentEngagement one = record.engagement();
            agent.engagement =
                    new Engagement(
                            one.callId(),
                            one.skillGroup(),
                            direction(one.direction()),
                            one.answered());
        }
        if (record.reservation() != null) {
            AgentReservation one = record.reservation();
            agent.reservation = new Reservation(one.callId(), one.skillGroup());
        }
        if (record.leaving() != null) {
            agent.leaving = new Leaving(record.leaving().cause(), record.leaving().reason());
        }
        agent.workGroup = record.workGroup();
        agent.notArrived = record.notArrived();
        agent.wrapUpEntered = record.wrapUpEntered();
        agent.wrapUpNeedsText = record.wrapUpNeedsText();
        agent.wrapUpTimed = record.wrapUpTimed();
        agent.wrapUpCalls.addAll(record.wrapUpCalls());
        agent.textsAhead.addAll(record.textsAhead());
        agent.shown =
                new Shown(
                        AgentState.of(record.shown().state()),
                        record.shown().reason(),
                        AgentState.of(record.shownNext()),
                        record.shownGroup());
        agent.sinceMs = record.sinceMs();
        agent.availableSinceMs = record.availableSinceMs();
        agent.routable = record.routable();
        return agent;
    }

    private static Choice choice(AgentChoice choice) {
        return new Choice(AgentState.of(choice.state()), choice.reason());
    }
}
