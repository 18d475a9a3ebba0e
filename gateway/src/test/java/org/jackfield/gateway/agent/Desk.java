package org.jackfield.gateway.agent;

import org.jackfield.gateway.agent.CallAtDevice.Direction;
import org.jackfield.gateway.agent.CallAtDevice.Phase;
import org.jackfield.protocol.ged188.AgentState;
import org.jackfield.protocol.ged188.AgentStateEvent;
import org.jackfield.protocol.ged188.Ged188Message;
import org.jackfield.protocol.log.SessionKey;
import org.jackfield.protocol.pim.AnswerMode;
import org.jackfield.protocol.site.SiteAgent;
import org.jackfield.protocol.site.SiteDeskSettings;
import org.jackfield.protocol.site.SiteDevice;
import org.jackfield.protocol.site.SitePeripheral;
import org.jackfield.protocol.site.SiteSkillGroup;
import org.jackfield.protocol.site.SiteTeam;
import org.jackfield.protocol.site.SkillMembership;
import org.jackfield.protocol.site.WrapUpMode;

import java.util.ArrayList;
import java.util.List;

/**
 * A small site to test with: agents 1001 to 1003 in the groups 10 and 11, 1004 without a group, a
 * supervisor 1009, phones i1 to i4 with the extensions 2001 to 2004, default group 99.
 */
final class Desk implements AgentOutput {

    static final SessionKey A = new SessionKey(0, 1, 1);
    static final SessionKey B = new SessionKey(1, 1, 1);
    static final SiteDeskSettings SETTINGS =
            SiteDeskSettings.builder()
                    .id(1)
                    .wrapUpIncoming(WrapUpMode.OPTIONAL)
                    .wrapUpOutgoing(WrapUpMode.OPTIONAL)
                    .agentToAgent(true)
                    .ringNoAnswerSeconds(12)
                    .logoutGraceSeconds(20)
                    .build();

    AgentBook book = new AgentBook(new SitePeripheral(5000, "acd", 17), AgentSettings.DEFAULT);
    final List<List<AgentStateEvent>> told = new ArrayList<>();
    final List<String> order = new ArrayList<>();
    final List<String> warnings = new ArrayList<>();
    AgentVerdict verdict;
    RoutableAgent lastRoutable;
    long nowMs = 1_000_000;

    Desk() {
        for (int at = 1; at <= 4; at++) {
            SiteDevice device =
                    new SiteDevice(5000, "i" + at, "200" + at, "SIP/" + at, AnswerMode.DEFERRED);
            book.setDevice(device, nowMs, this);
            book.setAgent(agent("100" + at), nowMs, this);
        }
        SiteAgent supervisor =
                agent("1009").toBuilder().team(7).supervisor(true).loginName("sue").build();
        book.setAgent(supervisor, nowMs, this);
        book.setTeam(new SiteTeam(1, "blue", List.of("1009")));
        book.setSkillGroup(new SiteSkillGroup(5000, 10, 510, "sales", false));
        book.setSkillGroup(new SiteSkillGroup(5000, 11, 511, "help", false));
        book.setSkillGroup(new SiteSkillGroup(5000, 99, 599, "default", true));
        book.setDeskSettings(SETTINGS);
    }

    private static SiteAgent agent(String id) {
        List<SkillMembership> skills =
                id.equals("1004")
                        ? List.of()
                        : List.of(new SkillMembership(10, 1), new SkillMembership(11, 2));
        return SiteAgent.builder()
                .peripheral(5000)
                .id(id)
                .icmAgentId(Integer.parseInt(id) + 4000)
                .deskSettings(1)
                .team(1)
                .skills(skills)
                .build();
    }

    void settings(WrapUpMode incoming, WrapUpMode outgoing, int seconds) {
        book.setDeskSettings(
                SETTINGS.toBuilder()
                        .wrapUpIncoming(incoming)
                        .wrapUpOutgoing(outgoing)
                        .wrapUpSeconds(seconds)
                        .build());
    }

    AgentVerdict ask(String agentId, String instrument, AgentState state, int reason) {
        return ask(A, true, agentId, instrument, state, reason, 0);
    }

    AgentVerdict ask(
            SessionKey session,
            boolean verified,
            String agentId,
            String instrument,
            AgentState state,
            int reason,
            int forced) {
        return ask(
                new AgentStateRequest(
                        session,
                        1,
                        verified,
                        agentId,
                        instrument,
                        "",
                        new AgentStateRequest.Asked(state.value(), 0, reason, forced)));
    }

    AgentVerdict ask(AgentStateRequest request) {
        verdict = null;
        book.request(request, nowMs, this);
        return verdict;
    }

    /** Logged in and not ready. */
    Desk in(String agentId, String instrument) {
        ask(agentId, instrument, AgentState.LOGIN, 0);
        return this;
    }

    Desk ready(String instrument) {
        ask("", instrument, AgentState.AVAILABLE, 0);
        return this;
    }

    Desk notReady(String instrument, int reason) {
        ask("", instrument, AgentState.NOT_READY, reason);
        return this;
    }

    void calls(String instrument, CallAtDevice... calls) {
        book.callsChanged(instrument, List.of(calls), nowMs, this);
    }

    static CallAtDevice routed(long callId, Phase phase) {
        boolean answered = phase == Phase.ACTIVE || phase == Phase.HELD;
        return new CallAtDevice(callId, phase, Direction.IN, 10, answered);
    }

    static CallAtDevice direct(long callId, Phase phase, Direction direction) {
        boolean answered = phase == Phase.ACTIVE && direction.incoming() || phase == Phase.HELD;
        return new CallAtDevice(callId, phase, direction, CallAtDevice.NOT_ROUTED, answered);
    }

    /** Offered, rung, answered, ended. */
    void routedCall(String agentId, String instrument, long callId) {
        book.reserve(agentId, 10, callId, nowMs, this);
        calls(instrument, routed(callId, Phase.ALERTING));
        calls(instrument, routed(callId, Phase.ACTIVE));
        calls(instrument);
    }

    void pass(long ms) {
        long untilMs = nowMs + ms;
        while (book.nextDeadlineMs() <= untilMs) {
            nowMs = Math.max(nowMs, book.nextDeadlineMs());
            book.onTime(nowMs, this);
        }
        nowMs = untilMs;
        book.onTime(nowMs, this);
    }

    AgentState state(String agentId) {
        AgentView view = book.agent(agentId);
        return view == null ? AgentState.LOGOUT : AgentState.of(view.state());
    }

    int reason(String agentId) {
        return book.agent(agentId).reason();
    }

    List<AgentStateEvent> last() {
        return told.getLast();
    }

    /** States told so far, each with its reason, once each change. */
    List<String> states() {
        return told.stream()
                .map(List::getFirst)
                .map(e -> AgentState.of(e.agentState()) + " " + (short) e.eventReasonCode())
                .toList();
    }

    @Override
    public void answered(AgentStateRequest request, AgentVerdict answer) {
        verdict = answer;
        order.add("answer");
    }

    @Override
    public void agentEvents(String agentId, String instrument, List<Ged188Message> events) {
        told.add(events.stream().map(AgentStateEvent.class::cast).toList());
        order.add("event");
    }

    @Override
    public void routable(RoutableAgent agent) {
        lastRoutable = agent;
        order.add("routable " + agent.agentId());
    }

    @Override
    public void notRoutable(String agentId) {
        order.add("not routable " + agentId);
    }

    @Override
    public void info(String text) {
        order.add("info");
    }

    @Override
    public void warning(String text) {
        warnings.add(text);
    }
}
