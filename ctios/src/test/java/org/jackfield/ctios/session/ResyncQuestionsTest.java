package org.jackfield.ctios.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.jackfield.client.ctiserver.CtiOutcome;
import org.jackfield.ctios.object.AgentKey;
import org.jackfield.ctios.object.AgentName;
import org.jackfield.protocol.cil.Goodbye;
import org.jackfield.protocol.ged188.AgentDeskSettingsConf;
import org.jackfield.protocol.ged188.AgentDeskSettingsReq;
import org.jackfield.protocol.ged188.AgentState;
import org.jackfield.protocol.ged188.AgentStateEvent;
import org.jackfield.protocol.ged188.BeginCallEvent;
import org.jackfield.protocol.ged188.CallDeliveredEvent;
import org.jackfield.protocol.ged188.CallEstablishedEvent;
import org.jackfield.protocol.ged188.EventCause;
import org.jackfield.protocol.ged188.Ged188Message;
import org.jackfield.protocol.ged188.QueryAgentStateConf;
import org.jackfield.protocol.ged188.QueryAgentStateReq;
import org.jackfield.protocol.ged188.SetAgentStateConf;
import org.jackfield.protocol.ged188.SetAgentStateReq;
import org.jackfield.protocol.ged188.SnapshotCallConf;
import org.jackfield.protocol.ged188.SnapshotCallReq;
import org.jackfield.protocol.ged188.SnapshotDeviceConf;
import org.jackfield.protocol.ged188.SnapshotDeviceReq;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * After a change of the session with the CTI Server only what may be otherwise is asked for: what
 * the new session tells by itself is not. Agent 1001 sits at a desktop and phone 2001, others at
 * phones 2002 and so on without one.
 */
class ResyncQuestionsTest {

    private static final int SNAPSHOT = EventCause.SNAPSHOT.value();
    private static final int PHONE = 0;
    private static final String CALL = "call.5000.41.2001";

    private final List<Ged188Message> questions = new ArrayList<>();

    /** What the CTI Server says of agents who are asked for; logged out when nothing is said. */
    private final Map<String, AgentState> states = new TreeMap<>();

    private final Map<String, List<Long>> phones = new TreeMap<>();
    private final Map<Long, List<String>> calls = new TreeMap<>();
    private long deskSettingsMask = 0x18;
    private Bench bench = site(4);

    private static Bench site(int agents) {
        List<AgentName> names =
                IntStream.rangeClosed(1, agents)
                        .mapToObj(each -> new AgentName(key(1000 + each), "", ""))
                        .toList();
        SessionSettings settings = Bench.settings("ctios-A", "run-1", SecondLogin.WARN);
        return new Bench(settings.withDesktop(settings.desktop().withNames(names)));
    }

    private static AgentKey key(int id) {
        return new AgentKey(Bench.PERIPHERAL, Integer.toString(id));
    }

    private static String phone(String agent) {
        return "2" + agent.substring(1);
    }

    /** An agent's state with skill groups, as each event of a CTI Server of today has them. */
    private static AgentStateEvent state(int agent, AgentState state) {
        String id = Integer.toString(agent);
        return AgentStateEvent.builder()
                .peripheralId(Bench.PERIPHERAL)
                .peripheralType(17)
                .agentState(state.value())
                .skillGroupState(state.value())
                .agentId(id)
                .agentInstrument(phone(id))
                .agentExtension(phone(id))
                .duration(40L)
                .fltSkillGroupNumber(List.of(1))
                .fltSkillGroupId(List.of(5001L))
                .fltSkillGroupPriority(List.of(1))
                .fltSkillGroupState(List.of(state.value()))
                .build();
    }

    /** Answers all questions, one behind the other, and keeps them. */
    private void answerAll() {
        while (!bench.asked.isEmpty()) {
            Ged188Message question = bench.question();
            questions.add(question);
            switch (question) {
                case QueryAgentStateReq query -> bench.confirm(conf(query.agentId()));
                case SnapshotDeviceReq device -> bench.confirm(conf(device));
                case SnapshotCallReq call -> answer(call.connectionCallId());
                case AgentDeskSettingsReq settings ->
                        bench.confirm(
                                AgentDeskSettingsConf.builder()
                                        .deskSettingsMask(deskSettingsMask)
                                        .build());
                default -> bench.confirm(SetAgentStateConf.builder().build());
            }
        }
    }

    private QueryAgentStateConf conf(String agent) {
        return QueryAgentStateConf.builder()
                .agentState(states.getOrDefault(agent, AgentState.LOGOUT).value())
                .agentId(agent)
                .agentInstrument(phone(agent))
                .agentExtension(phone(agent))
                .skillGroupNumber(List.of(1L))
                .build();
    }

    private SnapshotDeviceConf conf(SnapshotDeviceReq device) {
        String phone = device.agentInstrument();
        List<Long> there = phones.getOrDefault(phone, List.of());
        return SnapshotDeviceConf.builder()
                .callConnectionCallId(there)
                .callConnectionDeviceIdType(there.stream().map(each -> 0).toList())
                .callConnectionDeviceId(there.stream().map(each -> phone).toList())
                .build();
    }

    private void answer(long call) {
        List<String> parties = calls.get(call);
        if (parties == null) {
            bench.refuse(11, 0, "no such call");
            return;
        }
        bench.confirm(
                SnapshotCallConf.builder()
                        .callConnectionCallId(parties.stream().map(each -> call).toList())
                        .callConnectionDeviceId(parties)
                        .callDeviceConnectionState(parties.stream().map(each -> 3).toList())
                        .build());
    }

    private long asked(Class<? extends Ged188Message> kind) {
        return questions.stream().filter(kind::isInstance).count();
    }

    private List<String> agentsAsked() {
        return questions.stream()
                .filter(QueryAgentStateReq.class::isInstance)
                .map(each -> ((QueryAgentStateReq) each).agentId())
                .toList();
    }

    /** 1001 at the desktop, 1002 without one, 1003 and 1004 logged out; all is known. */
    private void works() {
        bench.linkUp();
        answerAll();
        logIn(1, 1001);
        bench.happens(state(1002, AgentState.AVAILABLE));
        questions.clear();
    }

    private void logIn(long link, int agent) {
        String id = Integer.toString(agent);
        bench.hello(link, null, 0);
        bench.ask(link, "SetAgent", "", "AgentID", id, "PeripheralID", Bench.PERIPHERAL);
        answerAll();
        String target = key(agent).text();
        bench.ask(link, "Login", target, "AgentPassword", "pw", "AgentInstrument", phone(id));
        bench.confirm(SetAgentStateConf.builder().build());
        bench.happens(state(agent, AgentState.NOT_READY));
        states.put(id, AgentState.NOT_READY);
        answerAll();
    }

    private void ringing() {
        Calls.ring(bench, 41, "2001");
    }

    private void newLink(Ged188Message... told) {
        bench.put(new CtiOsInput.LinkDown("cut"));
        bench.pass(2_000);
        bench.clear();
        questions.clear();
        bench.linkUp();
        List.of(told).forEach(bench::happens);
    }

    private static Ged188Message ringsStill() {
        return ((CallDeliveredEvent) Calls.delivered(41, "2001", Calls.EXTERNAL))
                .toBuilder().eventCause(SNAPSHOT).build();
    }

    private static Ged188Message talksStill(String device) {
        return ((CallEstablishedEvent) Calls.established(41, device))
                .toBuilder().eventCause(SNAPSHOT).callingDeviceType(Calls.EXTERNAL).build();
    }

    private static Ged188Message callerStill() {
        return ((CallEstablishedEvent) Calls.established(41, Calls.CALLER))
                .toBuilder()
                        .eventCause(SNAPSHOT)
                        .answeringDeviceType(Calls.EXTERNAL)
                        .callingDeviceType(Calls.EXTERNAL)
                        .build();
    }

    private static Ged188Message begins() {
        return Calls.begin(41, Calls.CALLER, 1);
    }

    @Test
    @Tag("BEH-016")
    @Tag("BEH-351")
    void whatTheNewSessionTellsByItselfIsNotAskedFor() {
        works();
        ringing();
        newLink(
                state(1001, AgentState.RESERVED),
                state(1002, AgentState.AVAILABLE),
                begins(),
                callerStill(),
                ringsStill());
        answerAll();

        assertThat(agentsAsked()).as("one, to know that all was told").containsExactly("1001");
        assertThat(asked(SnapshotDeviceReq.class)).isZero();
        assertThat(asked(SnapshotCallReq.class)).isZero();
        assertThat(asked(AgentDeskSettingsReq.class)).isEqualTo(1);
        assertThat(asked(SetAgentStateReq.class)).as("the agent is this session's").isEqualTo(1);
        assertThat(bench.button(1, CALL, "Answer").truth("on")).isTrue();
        assertThat(bench.eventNames(1)).contains("OnSnapshotDeviceConf");
    }

    @Test
    @Tag("BEH-351")
    void aSessionThatTellsNothingByItselfIsAskedForEverything() {
        works();
        ringing();
        states.put("1001", AgentState.TALKING);
        states.put("1002", AgentState.AVAILABLE);
        states.put("1003", AgentState.NOT_READY);
        phones.put("2001", List.of(41L));
        calls.put(41L, List.of(Calls.CALLER, "2001"));
        newLink();
        answerAll();

        assertThat(agentsAsked()).containsExactlyInAnyOrder("1001", "1002", "1003", "1004");
        assertThat(asked(SnapshotDeviceReq.class)).isEqualTo(3);
        assertThat(asked(SnapshotCallReq.class)).isEqualTo(1);
        assertThat(bench.object(1, Bench.AGENT).number("AgentState"))
                .isEqualTo(AgentState.TALKING.value());
        assertThat(bench.object(1, CALL).number("CallStatus")).isEqualTo(3);
        assertThat(bench.button(1, CALL, "Hold").truth("on")).isTrue();
    }

    @Test
    @Tag("BEH-351")
    void whoWasLoggedInAndIsNotToldIsAskedForAndShownAsLoggedOut() {
        works();
        logIn(2, 1002);
        states.remove("1002");
        newLink(state(1001, AgentState.NOT_READY));
        answerAll();

        assertThat(agentsAsked()).containsExactly("1001", "1002");
        assertThat(bench.object(2, "agent.5000.1002").truth("LoggedInHere")).isFalse();
        assertThat(bench.button(2, "agent.5000.1002", "Login").truth("on")).isTrue();
        assertThat(bench.button(1, Bench.AGENT, "Ready").truth("on")).isTrue();
    }

    @Test
    @Tag("BEH-351")
    void whereSomebodyWasLeftOutThoseWhoWereLoggedOutAreAskedForToo() {
        works();
        states.put("1002", AgentState.AVAILABLE);
        states.put("1004", AgentState.NOT_READY);
        newLink(state(1001, AgentState.NOT_READY));
        answerAll();

        assertThat(agentsAsked()).containsExactlyInAnyOrder("1001", "1002", "1003", "1004");
        assertThat(bench.machine.now().agents())
                .filteredOn(each -> each.agent().equals("agent.5000.1004"))
                .extracting(CtiOsNow.AgentRow::state)
                .containsExactly("NOT_READY");
    }

    @Test
    @Tag("BEH-351")
    void anAgentWhoseSkillGroupsAreNotToldIsAskedFor() {
        works();
        AgentStateEvent bare =
                state(1002, AgentState.AVAILABLE).toBuilder()
                        .fltSkillGroupNumber(List.of())
                        .fltSkillGroupId(List.of())
                        .fltSkillGroupPriority(List.of())
                        .fltSkillGroupState(List.of())
                        .build();
        newLink(state(1001, AgentState.NOT_READY), bare);
        answerAll();

        assertThat(agentsAsked()).contains("1002");
    }

    @Test
    @Tag("BEH-351")
    void aCallThatIsNotToldAgainIsAskedForAtItsPhoneAndEndsOnTheScreen() {
        works();
        ringing();
        newLink(
                state(1001, AgentState.NOT_READY),
                state(1002, AgentState.TALKING),
                Calls.begin(42, "2002", 1),
                ((CallEstablishedEvent) Calls.established(42, "2002"))
                        .toBuilder().eventCause(SNAPSHOT).build());
        assertThat(bench.eventNames(1)).doesNotContain("OnCallEnd");
        answerAll();

        assertThat(asked(SnapshotDeviceReq.class)).as("of two phones").isEqualTo(1);
        assertThat(bench.events(1))
                .filteredOn(each -> each.target().equals(CALL))
                .extracting(each -> each.name())
                .endsWith("OnCallEnd");
        assertThat(bench.button(1, Bench.AGENT, "MakeCall").truth("on")).isTrue();
    }

    @Test
    @Tag("BEH-351")
    void aCallOfWhichOneWhoTookPartIsNotToldIsAskedFor() {
        works();
        ringing();
        bench.happens(Calls.established(41, "2001"));
        bench.happens(Calls.delivered(41, "2009", Calls.EXTERNAL));
        bench.happens(Calls.established(41, "2009"));
        calls.put(41L, List.of(Calls.CALLER, "2001"));
        newLink(
                state(1001, AgentState.TALKING),
                state(1002, AgentState.AVAILABLE),
                begins(),
                callerStill(),
                talksStill("2001"));
        answerAll();

        assertThat(asked(SnapshotCallReq.class)).isEqualTo(1);
        assertThat(bench.object(1, CALL).list("Parties")).hasSize(1);
        assertThat(bench.object(1, CALL).truth("Conference")).isFalse();
    }

    @Test
    @Tag("BEH-351")
    void whoDialledAndLeftTheCallWhileNobodyHeardItIsNotShownTalking() {
        works();
        bench.happens(Calls.begin(41, "2001", 1));
        bench.happens(Calls.originated(41, "2001", "2002"));
        bench.happens(Calls.delivered(41, "2002", PHONE));
        assertThat(bench.object(1, CALL).number("CallStatus")).as("he dialled").isEqualTo(1);
        calls.put(41L, List.of("2002", "2009"));
        newLink(
                state(1001, AgentState.NOT_READY),
                state(1002, AgentState.TALKING),
                Calls.begin(41, "2001", 1),
                talksStill("2002"),
                talksStill("2009"));
        assertThat(bench.eventNames(1)).doesNotContain("OnCallEstablished");
        answerAll();

        assertThat(asked(SnapshotDeviceReq.class)).isEqualTo(1);
        assertThat(bench.eventNames(1)).contains("OnCallEnd").doesNotContain("OnCallEstablished");
        assertThat(bench.button(1, Bench.AGENT, "MakeCall").truth("on")).isTrue();
    }

    @Test
    @Tag("BEH-351")
    void aCallerFromOutsideWhoseCallWasFirstToldWhileItRangTakesPartOnceItIsAnswered() {
        works();
        newLink(
                state(1001, AgentState.RESERVED),
                state(1002, AgentState.AVAILABLE),
                begins(),
                ringsStill());
        answerAll(); // that the call cannot be shown does not matter
        assertThat(asked(SnapshotCallReq.class)).isEqualTo(1);
        bench.happens(
                ((CallEstablishedEvent) Calls.established(41, "2001"))
                        .toBuilder().callingDeviceType(Calls.EXTERNAL).build());

        assertThat(bench.machine.now().calls().getFirst().devices())
                .containsExactlyInAnyOrder(Calls.CALLER, "2001");
    }

    @Test
    @Tag("BEH-351")
    void whereACallWasLeftOutAllPhonesAreAskedFor() {
        works();
        ringing();
        phones.put("2001", List.of(41L, 43L));
        calls.put(41L, List.of(Calls.CALLER, "2001"));
        calls.put(43L, List.of("2001", "2009"));
        newLink(
                state(1001, AgentState.TALKING),
                state(1002, AgentState.TALKING),
                Calls.begin(42, "2002", 1),
                ((CallEstablishedEvent) Calls.established(42, "2002"))
                        .toBuilder().eventCause(SNAPSHOT).build());
        answerAll();

        assertThat(asked(SnapshotDeviceReq.class)).isEqualTo(2);
        assertThat(bench.object(1, "call.5000.43.2001").number("CallStatus")).isEqualTo(3);
    }

    @Test
    @Tag("BEH-351")
    void phonesAreAskedForWhenNoCallShowsThatCallsAreToldByThemselves() {
        works();
        phones.put("2001", List.of(43L));
        calls.put(43L, List.of("2001", "2009"));
        newLink(state(1001, AgentState.TALKING), state(1002, AgentState.AVAILABLE));
        answerAll();

        assertThat(asked(SnapshotDeviceReq.class)).isEqualTo(2);
        assertThat(bench.object(1, "call.5000.43.2001").number("CallStatus")).isEqualTo(3);
    }

    @Test
    @Tag("BEH-351")
    void aTextThatWasTakenAwayMeanwhileIsGoneFromTheScreenWithoutAQuestion() {
        works();
        ringing();
        assertThat(bench.object(1, CALL).text("CallVariable1")).isEqualTo("Gold");
        newLink(
                state(1001, AgentState.RESERVED),
                ((BeginCallEvent) begins()).toBuilder().callVariable1(null).build(),
                callerStill(),
                ringsStill());
        answerAll();

        assertThat(asked(SnapshotCallReq.class)).isZero();
        assertThat(bench.object(1, CALL).text("CallVariable1")).isEmpty();
    }

    @Test
    @Tag("BEH-351")
    void aCallThatWasAnsweredMeanwhileIsWholeWithTheFirstAnswer() {
        works();
        ringing();
        newLink(state(1001, AgentState.TALKING), begins(), callerStill(), talksStill("2001"));
        bench.confirm(conf("1001"));

        assertThat(bench.object(1, CALL).number("CallStatus")).isEqualTo(3);
        assertThat(bench.button(1, CALL, "Hold").truth("on")).isTrue();
    }

    @Test
    @Tag("BEH-351")
    void whenTheFirstAnswerNeverComesNothingCountsAsToldByItself() {
        works();
        ringing();
        newLink(state(1001, AgentState.RESERVED), begins(), callerStill(), ringsStill());
        long first = bench.asked.poll().token();
        bench.put(new CtiOsInput.Ended(first, new CtiOutcome.TimedOut(10_000)));
        phones.put("2001", List.of(41L));
        calls.put(41L, List.of(Calls.CALLER, "2001"));
        answerAll();

        assertThat(agentsAsked()).containsExactlyInAnyOrder("1002", "1003", "1004");
        assertThat(asked(SnapshotDeviceReq.class)).isEqualTo(1);
        assertThat(asked(SnapshotCallReq.class)).isEqualTo(1);
    }

    @Test
    @Tag("BEH-351")
    void ofAgentsWithDeskSettingsAlikeOneIsAskedForAndAllWhenHisAreOthersNow() {
        works();
        logIn(2, 1002);
        logIn(3, 1003);
        Ged188Message[] all = {
            state(1001, AgentState.NOT_READY),
            state(1002, AgentState.NOT_READY),
            state(1003, AgentState.NOT_READY)
        };
        newLink(all);
        answerAll();
        assertThat(asked(AgentDeskSettingsReq.class)).isEqualTo(1);

        deskSettingsMask = 0;
        newLink(all);
        answerAll();
        assertThat(asked(AgentDeskSettingsReq.class)).isEqualTo(3);
    }

    @Test
    @Tag("BEH-351")
    void whoIsDueAfterTheOneQuestionForDeskSettingsFailedIsAskedForThem() {
        works();
        logIn(2, 1002);
        states.put("1002", AgentState.NOT_READY);
        newLink(state(1001, AgentState.NOT_READY));
        bench.confirm(conf("1001"));
        settingsAreNotAnswered();
        deskSettingsMask = 0;
        answerAll();

        assertThat(asked(AgentDeskSettingsReq.class)).isEqualTo(1);
    }

    @Test
    @Tag("BEH-348")
    void agentsAreTakenOverAFewAtATimeAndWhoLoggedOutOrWentElsewhereBeforeHisTurnIsNot() {
        bench = site(40);
        bench.linkUp();
        answerAll();
        Ged188Message[] told = new Ged188Message[40];
        for (int agent = 1001; agent <= 1040; agent++) {
            logIn(agent, agent);
            told[agent - 1001] = state(agent, AgentState.NOT_READY);
        }
        newLink(told);
        bench.confirm(conf("1001"));
        assertThat(bench.asked)
                .filteredOn(each -> each.request() instanceof SetAgentStateReq)
                .hasSize(32);
        bench.happens(state(1038, AgentState.LOGOUT));
        bench.put(new CtiOsInput.Closed(1039));
        bench.put(new CtiOsInput.Said(1040, new Goodbye("closed")));
        answerAll();

        assertThat(takenOver()).hasSize(38).contains("1039").doesNotContain("1038", "1040");
    }

    private void settingsAreNotAnswered() {
        CtiOsOutput.Ask settings =
                bench.asked.stream()
                        .filter(each -> each.request() instanceof AgentDeskSettingsReq)
                        .findFirst()
                        .orElseThrow();
        bench.asked.remove(settings);
        bench.put(new CtiOsInput.Ended(settings.token(), new CtiOutcome.TimedOut(10_000)));
    }

    private List<String> takenOver() {
        return questions.stream()
                .filter(SetAgentStateReq.class::isInstance)
                .map(each -> ((SetAgentStateReq) each).agentId())
                .toList();
    }

    @Test
    @Tag("BEH-351")
    void theQuestionsOfTwoThousandAgentsAreAFewAndHisOwnLoginForEachWhoHasADesktop() {
        bench = site(2_000);
        bench.linkUp();
        for (int agent = 1001; agent <= 2500; agent++) {
            bench.happens(state(agent, AgentState.AVAILABLE));
        }
        answerAll();
        for (int agent = 1001; agent <= 1200; agent++) {
            logIn(agent, agent);
        }
        Ged188Message[] told = new Ged188Message[1_503];
        for (int agent = 1001; agent <= 2500; agent++) {
            told[agent - 1001] = state(agent, AgentState.NOT_READY);
        }
        told[1_500] = begins();
        told[1_501] = callerStill();
        told[1_502] = ringsStill();
        newLink(told);
        answerAll();

        assertThat(asked(SetAgentStateReq.class)).isEqualTo(200);
        assertThat(questions.size() - asked(SetAgentStateReq.class)).isLessThanOrEqualTo(2);
    }
}
