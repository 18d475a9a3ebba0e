package org.jackfield.ctios.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.jackfield.client.ctiserver.CtiOutcome;
import org.jackfield.ctios.object.AgentKey;
import org.jackfield.ctios.object.AgentName;
import org.jackfield.protocol.cil.Event;
import org.jackfield.protocol.cil.Reply;
import org.jackfield.protocol.ged188.AgentDeskSettingsConf;
import org.jackfield.protocol.ged188.AgentState;
import org.jackfield.protocol.ged188.AgentStateEvent;
import org.jackfield.protocol.ged188.CallDeliveredEvent;
import org.jackfield.protocol.ged188.CallEstablishedEvent;
import org.jackfield.protocol.ged188.CallHeldEvent;
import org.jackfield.protocol.ged188.EventCause;
import org.jackfield.protocol.ged188.Ged188Message;
import org.jackfield.protocol.ged188.LocalConnectionState;
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

import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/** Everything is asked for anew after a change of the session with the CTI Server. */
class ResyncTest {

    private static final int MANY = 20_000;
    private static final int AT_A_TIME = 32;

    private static Bench withAgents(int agents) {
        List<AgentName> names =
                IntStream.range(0, agents)
                        .mapToObj(
                                each ->
                                        new AgentName(
                                                new AgentKey(Bench.PERIPHERAL, "" + (2000 + each)),
                                                "",
                                                ""))
                        .toList();
        SessionSettings settings = Bench.settings("ctios-A", "run-1", SecondLogin.WARN);
        return new Bench(settings.withDesktop(settings.desktop().withNames(names)));
    }

    @Test
    @Tag("BEH-351")
    void aLinkThatIsLostInTheMiddleOfItLeavesNothingThatTheNextOneWaitsFor() {
        Bench bench = withAgents(MANY);
        bench.linkUp();
        firstIsAnswered(bench);
        assertThat(bench.asked).hasSize(AT_A_TIME);
        bench.put(new CtiOsInput.LinkDown("cut"));
        while (!bench.asked.isEmpty()) {
            long token = bench.asked.poll().token();
            bench.put(new CtiOsInput.Ended(token, new CtiOutcome.SessionLost("cut")));
        }
        bench.linkUp();
        firstIsAnswered(bench);

        assertThat(bench.asked).hasSize(AT_A_TIME);
    }

    /** The first question goes alone. */
    private static void firstIsAnswered(Bench bench) {
        assertThat(bench.unanswered()).isEqualTo(1);
        QueryAgentStateReq query = (QueryAgentStateReq) bench.question();
        bench.confirm(
                QueryAgentStateConf.builder()
                        .agentState(AgentState.NOT_READY.value())
                        .agentId(query.agentId())
                        .agentInstrument("2001")
                        .agentExtension("2001")
                        .build());
    }

    private static Bench newLinkWithACallOnItsWay() {
        Bench bench = withAgents(1);
        bench.linkUp();
        bench.answerReads(AgentState.LOGOUT.value());
        bench.logIn(1);
        bench.happens(Calls.begin(41, Calls.CALLER, 1));
        bench.put(new CtiOsInput.LinkDown("cut"));
        bench.linkUp();
        return bench;
    }

    /** Answers whatever is asked; a call that is asked for is gone. */
    private static void answerAll(Bench bench) {
        while (!bench.asked.isEmpty()) {
            bench.answerReads(AgentState.NOT_READY.value());
            if (!bench.asked.isEmpty() && bench.question() instanceof SnapshotCallReq) {
                bench.refuse(11, 0, "no such call");
            } else if (!bench.asked.isEmpty()) {
                bench.confirm(SetAgentStateConf.builder().build());
            }
        }
    }

    @Test
    @Tag("BEH-351")
    void aCallThatReachesThePhoneWhileMuchIsAskedIsThereWhenAllIsAnswered() {
        Bench bench = newLinkWithACallOnItsWay();
        firstIsAnswered(bench);
        CtiOsOutput.Ask last = bench.asked.pollLast();
        answerAll(bench);
        bench.happens(Calls.delivered(41, "2001", Calls.EXTERNAL));
        bench.put(new CtiOsInput.Ended(last.token(), new CtiOutcome.TimedOut(10_000)));
        bench.answerReads(AgentState.LOGOUT.value());

        assertThat(bench.asked).isEmpty();
        assertThat(bench.object(1, "call.5000.41.2001").number("CallStatus")).isEqualTo(2);
        assertThat(bench.machine.now().calls())
                .singleElement()
                .satisfies(call -> assertThat(call.devices()).contains("2001"));
    }

    @Test
    @Tag("BEH-351")
    void aCallThatNoPhoneNamedIsAskedForBeforeItIsGivenUp() {
        Bench bench = new Bench();
        bench.linkUp();
        Calls.ring(bench, 41, "2005");
        Calls.ring(bench, 42, "2006");
        bench.put(new CtiOsInput.LinkDown("cut"));
        bench.linkUp();
        assertThat(((SnapshotCallReq) bench.question()).connectionCallId()).isEqualTo(41);
        bench.confirm(
                SnapshotCallConf.builder()
                        .callConnectionCallId(List.of(41L))
                        .callConnectionDeviceId(List.of("2005"))
                        .callDeviceConnectionState(List.of(2))
                        .build());
        bench.refuse(11, 0, "no such call");

        assertThat(bench.asked).isEmpty();
        assertThat(bench.machine.now().calls())
                .extracting(CtiOsNow.CallRow::call)
                .containsExactly(41L);
    }

    @Test
    @Tag("BEH-351")
    void aLinkThatIsLostInTheMiddleOfItEndsNoCall() {
        Bench bench = newLinkWithACallOnItsWay();
        bench.put(new CtiOsInput.LinkDown("cut"));
        while (!bench.asked.isEmpty()) {
            long token = bench.asked.poll().token();
            bench.put(new CtiOsInput.Ended(token, new CtiOutcome.SessionLost("cut")));
        }

        assertThat(bench.machine.now().calls()).hasSize(1);
    }

    @Test
    @Tag("BEH-016")
    @Tag("BEH-351")
    void whatDiffersAfterwardsComesToTheScreenAnotherStateAndTheEndOfACall() {
        Bench bench = new Bench();
        bench.linkUp();
        bench.logIn(1);
        Calls.ring(bench, 41, "2001");
        bench.put(new CtiOsInput.LinkDown("cut"));
        bench.linkUp();
        bench.clear();
        while (!bench.asked.isEmpty()) {
            bench.answerReads(AgentState.AVAILABLE.value());
            if (!bench.asked.isEmpty()) {
                bench.refuse(11, 0, "no such call");
            }
        }

        assertThat(bench.object(1, Bench.AGENT).number("AgentState"))
                .isEqualTo(AgentState.AVAILABLE.value());
        assertThat(bench.events(1))
                .filteredOn(each -> each.target().equals("call.5000.41.2001"))
                .extracting(Event::name)
                .endsWith("OnCallEnd");
        assertThat(bench.button(1, Bench.AGENT, "NotReady").truth("on")).isTrue();
    }

    private static final String CALL = "call.5000.41.2001";
    private static final int SNAPSHOT = EventCause.SNAPSHOT.value();

    private static Bench withACallAtThePhone() {
        Bench bench = new Bench();
        bench.linkUp();
        bench.logIn(1);
        Calls.ring(bench, 41, "2001");
        return bench;
    }

    /** Another session with the CTI Server; what it tells first of the call. */
    private static void newLink(Bench bench, Ged188Message... told) {
        bench.put(new CtiOsInput.LinkDown("cut"));
        bench.pass(2_000);
        bench.clear();
        bench.linkUp();
        bench.happens(Calls.begin(41, Calls.CALLER, 1));
        List.of(told).forEach(bench::happens);
    }

    private static Ged188Message ringsStill() {
        return ((CallDeliveredEvent) Calls.delivered(41, "2001", Calls.EXTERNAL))
                .toBuilder().eventCause(SNAPSHOT).build();
    }

    private static Ged188Message talksStill() {
        return ((CallEstablishedEvent) Calls.established(41, "2001"))
                .toBuilder().eventCause(SNAPSHOT).build();
    }

    private static Ged188Message holdsStill() {
        return ((CallHeldEvent) Calls.held(41, "2001")).toBuilder().eventCause(SNAPSHOT).build();
    }

    private static void answerWithTheCall(Bench bench, int state) {
        while (!bench.asked.isEmpty()) {
            switch (bench.question()) {
                case SnapshotDeviceReq device ->
                        bench.confirm(
                                SnapshotDeviceConf.builder()
                                        .callConnectionCallId(List.of(41L))
                                        .callConnectionDeviceId(List.of("2001"))
                                        .build());
                case SnapshotCallReq call ->
                        bench.confirm(
                                SnapshotCallConf.builder()
                                        .callConnectionCallId(List.of(41L))
                                        .callConnectionDeviceId(List.of("2001"))
                                        .callDeviceConnectionState(List.of(state))
                                        .build());
                case SetAgentStateReq takeOver ->
                        bench.confirm(SetAgentStateConf.builder().build());
                case QueryAgentStateReq query ->
                        bench.confirm(
                                QueryAgentStateConf.builder()
                                        .agentState(AgentState.HOLD.value())
                                        .agentId(query.agentId())
                                        .agentInstrument("2001")
                                        .build());
                default -> bench.confirm(AgentDeskSettingsConf.builder().build());
            }
        }
    }

    private static List<Long> statusesTold(Bench bench) {
        return bench.events(1).stream()
                .filter(each -> each.target().equals(CALL))
                .map(each -> each.args().number("CallStatus"))
                .filter(Objects::nonNull)
                .distinct()
                .toList();
    }

    @Test
    @Tag("BEH-351")
    void aHeldCallIsNeverToldAsTalkedOnAndIsHeldSinceItWas() {
        Bench bench = withACallAtThePhone();
        bench.happens(Calls.established(41, "2001"));
        bench.happens(Calls.held(41, "2001"));
        long since = bench.object(1, CALL).number("StatusSinceMs");
        newLink(bench, talksStill(), holdsStill());
        answerWithTheCall(bench, LocalConnectionState.HOLD.value());

        assertThat(statusesTold(bench)).containsExactly(4L);
        assertThat(bench.object(1, CALL).number("StatusSinceMs")).isEqualTo(since);
        assertThat(bench.events(1))
                .extracting(each -> each.args().nested("Buttons").nested(CALL).nested("Hold"))
                .noneMatch(hold -> hold.truth("on"));
    }

    @Test
    @Tag("BEH-351")
    void aCallThatWasHeldMeanwhileIsToldAsHeldAtOnce() {
        Bench bench = withACallAtThePhone();
        newLink(bench, talksStill(), holdsStill());

        assertThat(statusesTold(bench)).containsExactly(4L);
        assertThat(bench.eventNames(1)).containsSubsequence("OnCallEstablished", "OnCallHeld");
    }

    @Test
    @Tag("BEH-351")
    void aCallThatWasAnsweredMeanwhileIsToldWithTheNextMessageOrAMomentLater() {
        Bench bench = withACallAtThePhone();
        newLink(bench, talksStill());
        bench.pass(250);
        assertThat(statusesTold(bench)).containsExactly(3L);

        Bench other = withACallAtThePhone();
        newLink(other, talksStill(), Calls.begin(42, Calls.CALLER, 1));
        assertThat(statusesTold(other)).containsExactly(3L);
    }

    @Test
    @Tag("BEH-351")
    void theSnapshotOfACallIsTheWholeCallWhateverIsToldWithIt() {
        Bench bench = withACallAtThePhone();
        newLink(bench, talksStill());
        answerWithTheCall(bench, LocalConnectionState.CONNECT.value());

        assertThat(bench.events(1))
                .filteredOn(each -> each.name().equals("OnSnapshotCallConf"))
                .isNotEmpty()
                .allSatisfy(each -> assertThat(each.args().names()).contains("DNIS", "ECC"));
    }

    @Test
    @Tag("BEH-351")
    void whatIsAsItWasIsNoEventForASecondTime() {
        Bench bench = withACallAtThePhone();
        newLink(bench, ringsStill());
        assertThat(bench.eventNames(1)).doesNotContain("OnCallDelivered");

        Bench talks = withACallAtThePhone();
        talks.happens(Calls.established(41, "2001"));
        newLink(talks, talksStill());
        talks.pass(250);
        assertThat(talks.eventNames(1)).doesNotContain("OnCallEstablished");
    }

    @Test
    @Tag("BEH-351")
    void whoWasLoggedOutMeanwhileIsNotLoggedInHereAnyMoreWhoeverLogsInNext() {
        Bench bench = new Bench();
        bench.linkUp();
        bench.logIn(1);
        bench.put(new CtiOsInput.LinkDown("cut"));
        bench.pass(2_000);
        bench.linkUp();
        bench.answerReads(AgentState.LOGOUT.value());

        assertThat(bench.object(1, Bench.AGENT).truth("LoggedInHere")).isFalse();
        assertThat(bench.eventNames(1)).contains("OnPostLogout");
        bench.agentState(AgentState.LOGIN, 0);
        bench.agentState(AgentState.NOT_READY, 0);
        assertThat(bench.button(1, Bench.AGENT, "Ready").truth("on")).isFalse();
    }

    @Test
    @Tag("BEH-351")
    void whoLoggedInAtAnotherPhoneMeanwhileIsNotLoggedInHereAnyMore() {
        Bench bench = new Bench();
        bench.linkUp();
        bench.logIn(1);
        bench.put(new CtiOsInput.LinkDown("cut"));
        bench.pass(2_000);
        bench.linkUp();
        bench.happens(
                AgentStateEvent.builder()
                        .peripheralId(Bench.PERIPHERAL)
                        .agentState(AgentState.NOT_READY.value())
                        .agentId("1001")
                        .agentInstrument("2007")
                        .agentExtension("2007")
                        .duration(0L)
                        .build());
        bench.answerReads(AgentState.NOT_READY.value());

        assertThat(bench.object(1, Bench.AGENT).truth("LoggedInHere")).isFalse();
        assertThat(bench.button(1, Bench.AGENT, "Ready").truth("on")).isFalse();
    }

    @Test
    @Tag("BEH-351")
    void aCallerWhoLeftAConferenceIsNoPartyAgainWhenTheCallIsTold() {
        Bench bench = withACallAtThePhone();
        bench.happens(Calls.established(41, "2001"));
        bench.happens(Calls.delivered(41, "2002", Calls.EXTERNAL));
        bench.happens(Calls.established(41, "2002"));
        bench.happens(Calls.cleared(41, Calls.CALLER));
        assertThat(bench.object(1, CALL).toString()).doesNotContain(" DeviceID=" + Calls.CALLER);
        Ged188Message talks =
                ((CallEstablishedEvent) talksStill())
                        .toBuilder().callingDeviceType(Calls.EXTERNAL).build();
        newLink(bench, talks);
        bench.pass(250);

        assertThat(bench.events(1))
                .filteredOn(each -> each.target().equals(CALL))
                .extracting(each -> each.args().toString())
                .noneMatch(args -> args.contains(" DeviceID=" + Calls.CALLER));
    }

    private static List<Boolean> told(Bench bench, String target, String button) {
        return bench.events(1).stream()
                .map(each -> each.args().nested("Buttons").nested(target).nested(button))
                .filter(each -> !each.isEmpty())
                .map(each -> each.truth("on"))
                .toList();
    }

    @Test
    @Tag("BEH-351")
    void noButtonComesOnByWhatWasSoBeforeTheAgentIsToldAgain() {
        Bench bench = new Bench();
        bench.linkUp();
        bench.logIn(1);
        assertThat(bench.button(1, Bench.AGENT, "MakeCall").truth("on")).isTrue();
        newLink(bench);
        bench.agentState(AgentState.TALKING, 0);

        assertThat(told(bench, Bench.AGENT, "MakeCall")).isNotEmpty().containsOnly(false);
    }

    @Test
    @Tag("BEH-351")
    void buttonsComeOnWithTheEventThatTellsTheAgentAsHeWas() {
        Bench bench = new Bench();
        bench.linkUp();
        bench.logIn(1);
        newLink(bench);
        bench.agentState(AgentState.NOT_READY, 0);

        assertThat(bench.button(1, Bench.AGENT, "MakeCall").truth("on")).isTrue();
    }

    @Test
    @Tag("BEH-351")
    void buttonsComeOnWhenAllIsAskedThoughNobodyToldTheAgentAgain() {
        Bench bench = new Bench();
        bench.linkUp();
        bench.logIn(1);
        newLink(bench);
        while (!bench.asked.isEmpty()) {
            bench.refuse(11, 0, "not now");
        }

        assertThat(bench.button(1, Bench.AGENT, "MakeCall").truth("on")).isTrue();
    }

    @Test
    @Tag("BEH-351")
    void aCallsButtonsComeOnWithWhatTellsItAgainAndNotBefore() {
        Bench bench = withACallAtThePhone();
        newLink(bench);
        bench.agentState(AgentState.RESERVED, 0);
        assertThat(told(bench, CALL, "Answer")).doesNotContain(true);
        bench.happens(ringsStill());
        assertThat(bench.button(1, CALL, "Answer").truth("on")).isTrue();

        Bench answered = withACallAtThePhone();
        newLink(answered);
        answered.agentState(AgentState.TALKING, 0);
        answered.happens(talksStill());
        answered.pass(250);
        assertThat(told(answered, CALL, "Answer")).doesNotContain(true);
        assertThat(answered.button(1, CALL, "Hold").truth("on")).isTrue();
    }

    @Test
    @Tag("BEH-348")
    @Tag("BEH-351")
    void whoComesFromTheOtherServerWhileMuchIsAskedIsShownACallThatWasAskedForAlready() {
        Bench elsewhere = new Bench();
        elsewhere.linkUp();
        elsewhere.logIn(1);
        String token =
                elsewhere.outputs.stream()
                        .filter(each -> each instanceof CtiOsOutput.Frame)
                        .map(each -> ((CtiOsOutput.Frame) each).frame())
                        .filter(each -> each instanceof Reply)
                        .map(each -> ((Reply) each).args().text("Token"))
                        .filter(Objects::nonNull)
                        .toList()
                        .getLast();
        SessionSettings settings = Bench.settings("ctios-B", "run-7", SecondLogin.WARN);
        AgentName here = new AgentName(new AgentKey(Bench.PERIPHERAL, "1001"), "", "");
        AgentName other = new AgentName(new AgentKey(Bench.PERIPHERAL, "1002"), "", "");
        Bench bench =
                new Bench(settings.withDesktop(settings.desktop().withNames(List.of(here, other))));
        bench.linkUp();
        bench.agentState(AgentState.TALKING, 0);
        Calls.ring(bench, 41, "2001");
        bench.happens(Calls.established(41, "2001"));
        CtiOsOutput.Ask slow = bench.asked.pollLast();
        answerWithTheCall(bench, LocalConnectionState.CONNECT.value());
        bench.hello(1, token, 40);
        answerWithTheCall(bench, LocalConnectionState.CONNECT.value());
        bench.put(new CtiOsInput.Ended(slow.token(), new CtiOutcome.TimedOut(10_000)));
        answerWithTheCall(bench, LocalConnectionState.CONNECT.value());

        assertThat(bench.object(1, Bench.AGENT).truth("LoggedInHere")).isTrue();
        assertThat(bench.events(1))
                .filteredOn(each -> each.target().equals(CALL))
                .extracting(Event::name)
                .first()
                .isEqualTo("OnSnapshotCallConf");
        assertThat(bench.button(1, CALL, "Hold").truth("on")).isTrue();
    }
}
