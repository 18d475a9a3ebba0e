package org.jackfield.ctios.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.jackfield.client.ctiserver.CtiOutcome;
import org.jackfield.ctios.object.AgentKey;
import org.jackfield.protocol.cil.Closing;
import org.jackfield.protocol.cil.Goodbye;
import org.jackfield.protocol.cil.Outcome;
import org.jackfield.protocol.cil.Ping;
import org.jackfield.protocol.cil.Welcome;
import org.jackfield.protocol.ged188.AgentDeskSettingsConf;
import org.jackfield.protocol.ged188.AgentDeskSettingsReq;
import org.jackfield.protocol.ged188.AgentState;
import org.jackfield.protocol.ged188.QueryAgentStateConf;
import org.jackfield.protocol.ged188.SetAgentStateConf;
import org.jackfield.protocol.ged188.SetAgentStateReq;
import org.jackfield.protocol.ged188.SnapshotCallConf;
import org.jackfield.protocol.ged188.SnapshotCallReq;
import org.jackfield.protocol.ged188.SnapshotDeviceConf;
import org.jackfield.protocol.ged188.SnapshotDeviceReq;
import org.jackfield.protocol.record.Arguments;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import java.util.List;

/** Connections that break, sessions that go on, and what becomes of the agent. */
class ResumeTest {

    private Bench bench = new Bench();

    private String token(long link) {
        return bench.heardBy(link).stream()
                .filter(org.jackfield.protocol.cil.Reply.class::isInstance)
                .map(each -> ((org.jackfield.protocol.cil.Reply) each).args().text("Token"))
                .filter(each -> each != null)
                .reduce((first, second) -> second)
                .orElseThrow();
    }

    private void loggedIn() {
        bench.linkUp();
        bench.logIn(1);
    }

    @Test
    void missedEventsFollowOnceAndInOrder() {
        loggedIn();
        long last = bench.lastEvent(1);
        String token = token(1);
        bench.put(new CtiOsInput.Closed(1));
        bench.agentState(AgentState.AVAILABLE, 0);
        Calls.ring(bench, 41, "2001");
        bench.hello(2, token, last);

        Welcome welcome = bench.welcome(2);
        assertThat(welcome.resumed()).isTrue();
        assertThat(welcome.next()).isEqualTo(last + 1);
        assertThat(bench.events(2).get(0).number()).isEqualTo(last + 1);
        assertThat(bench.eventNames(2))
                .containsSubsequence("OnAgentStateChange", "OnCallBegin", "OnCallDelivered");
        assertThat(bench.events(2)).extracting(e -> e.number()).doesNotHaveDuplicates().isSorted();
    }

    @Test
    void whatIsNoLongerKeptIsSaidAnewInFull() {
        loggedIn();
        String token = token(1);
        Calls.ring(bench, 41, "2001");
        bench.put(new CtiOsInput.Closed(1));
        for (int i = 0; i < 600; i++) {
            bench.agentState(i % 2 == 0 ? AgentState.AVAILABLE : AgentState.NOT_READY, 0);
        }
        bench.hello(2, token, 5);

        assertThat(bench.welcome(2).resumed()).isFalse();
        assertThat(bench.eventNames(2))
                .startsWith("OnCTIOSFailure", "OnQueryAgentStateConf", "OnSetAgentMode")
                .contains("OnSnapshotDeviceConf", "OnSnapshotCallConf");
        assertThat(bench.object(2, Bench.AGENT).truth("LoggedInHere")).isTrue();
        assertThat(bench.object(2, "call.5000.41.2001").number("CallStatus")).isEqualTo(2);
        assertThat(bench.button(2, "call.5000.41.2001", "Answer").truth("on")).isTrue();
    }

    @Test
    void theEarlierConnectionIsToldThatItIsReplaced() {
        loggedIn();
        bench.hello(2, token(1), bench.lastEvent(1));

        assertThat(bench.heardBy(1).getLast())
                .isInstanceOfSatisfying(
                        Closing.class, c -> assertThat(c.reason()).isEqualTo("replaced"));
    }

    @Test
    void theOtherServerKnowsAReturningAgentByTheToken() {
        loggedIn();
        String token = token(1);
        bench = new Bench(Bench.settings("ctios-B", "run-7", SecondLogin.REJECT));
        bench.linkUp();
        bench.hello(5, token, 40);
        bench.answerReads(AgentState.NOT_READY.value());

        SetAgentStateReq takeOver = (SetAgentStateReq) bench.question();
        assertThat(takeOver.agentState()).isEqualTo(AgentState.LOGIN.value());
        assertThat(takeOver.agentInstrument()).isEqualTo("2001");
        assertThat(takeOver.agentPassword()).isNull();
        bench.confirm(SetAgentStateConf.builder().build());
        bench.answerReads(AgentState.NOT_READY.value());
        assertThat(bench.welcome(5).resumed()).isFalse();
        assertThat(bench.object(5, Bench.AGENT).truth("LoggedInHere")).isTrue();
        assertThat(bench.button(5, Bench.AGENT, "Ready").truth("on")).isTrue();
    }

    @Test
    @Tag("BEH-348")
    void anAgentWhoCouldNotBeTakenOverAtFirstIsAskedForAgainBeforeTheGraceIsOver() {
        loggedIn();
        String token = token(1);
        bench = new Bench(Bench.settings("ctios-B", "run-7", SecondLogin.REJECT));
        bench.linkUp();
        bench.hello(5, token, 40);
        bench.answerReads(AgentState.NOT_READY.value());
        assertThat(bench.question()).isInstanceOf(SetAgentStateReq.class);
        long first = bench.asked.poll().token();
        bench.put(new CtiOsInput.Ended(first, new CtiOutcome.TimedOut(2_000)));
        bench.answerReads(AgentState.NOT_READY.value());
        bench.asked.clear();

        bench.pass(2_000);
        SetAgentStateReq again = (SetAgentStateReq) bench.question();
        assertThat(again.agentState()).isEqualTo(AgentState.LOGIN.value());
        assertThat(again.agentId()).isEqualTo("1001");
        bench.confirm(SetAgentStateConf.builder().build());
        bench.pass(60_000);
        assertThat(bench.asked).as("questions once it is confirmed").isEmpty();
    }

    /** What the CTI Server says of two calls at 2001: one on hold, and a consultation. */
    private void answerWithTwoCalls() {
        while (!bench.asked.isEmpty()) {
            if (bench.question() instanceof SnapshotDeviceReq) {
                bench.confirm(
                        SnapshotDeviceConf.builder()
                                .callConnectionCallId(List.of(41L, 42L))
                                .callConnectionDeviceIdType(List.of(0, 0))
                                .callConnectionDeviceId(List.of("2001", "2001"))
                                .build());
            } else if (bench.question() instanceof SnapshotCallReq asked) {
                long call = asked.connectionCallId();
                bench.confirm(
                        SnapshotCallConf.builder()
                                .callConnectionCallId(List.of(call, call))
                                .callConnectionDeviceIdType(List.of(0, 0))
                                .callConnectionDeviceId(
                                        List.of("2001", call == 41 ? Calls.CALLER : "2006"))
                                .callDeviceConnectionState(List.of(call == 41 ? 4 : 3, 3))
                                .build());
            } else {
                bench.answerReads(AgentState.NOT_READY.value());
                if (!bench.asked.isEmpty() && bench.question() instanceof SetAgentStateReq) {
                    bench.confirm(SetAgentStateConf.builder().build());
                }
            }
        }
    }

    @Test
    @Tag("BEH-348")
    void whoComesFromTheOtherServerInAConsultationIsToldTheButtonsOfBothCalls() {
        loggedIn();
        String token = token(1);
        bench = new Bench(Bench.settings("ctios-B", "run-7", SecondLogin.REJECT));
        bench.linkUp();
        bench.agentState(AgentState.TALKING, 0);
        Calls.ring(bench, 41, "2001");
        bench.happens(Calls.established(41, "2001"));
        bench.happens(Calls.held(41, "2001"));
        bench.happens(Calls.begin(42, "2001", 10));
        bench.happens(Calls.initiated(42, "2001"));
        bench.happens(Calls.originated(42, "2001", "2006"));
        bench.happens(Calls.delivered(42, "2006", 0));
        bench.happens(Calls.established(42, "2006"));
        bench.hello(5, token, 40);
        answerWithTwoCalls();

        for (String call : List.of("call.5000.41.2001", "call.5000.42.2001")) {
            assertThat(bench.button(5, call, "Alternate").truth("on")).as(call).isTrue();
            assertThat(bench.button(5, call, "Reconnect").truth("on")).as(call).isTrue();
        }
    }

    @Test
    void aReturningAgentWhoseStateIsToldAllTheTimeIsNotAskedFor() {
        loggedIn();
        String token = token(1);
        bench = new Bench(Bench.settings("ctios-B", "run-7", SecondLogin.REJECT));
        bench.linkUp();
        bench.agentState(AgentState.NOT_READY, 0);
        bench.hello(5, token, 40);

        assertThat(bench.question()).isInstanceOf(AgentDeskSettingsReq.class);
        bench.answerReads(AgentState.NOT_READY.value());
        bench.confirm(SetAgentStateConf.builder().build());
        bench.answerReads(AgentState.NOT_READY.value());
        assertThat(bench.object(5, Bench.AGENT).truth("LoggedInHere")).isTrue();
        assertThat(bench.button(5, Bench.AGENT, "Ready").truth("on")).isTrue();
    }

    @Test
    void whenThousandsComeAtOnceWhoCameFirstIsDoneFirst() {
        bench.linkUp();
        for (int i = 0; i < 40; i++) {
            AgentKey agent = new AgentKey(Bench.PERIPHERAL, Integer.toString(1001 + i));
            Token token = new Token("ctios-B-run-1", 1, agent, "2001", 0);
            bench.hello(10 + i, token.signed(Bench.SIGNER), 0);
        }
        bench.confirm(
                QueryAgentStateConf.builder()
                        .agentState(AgentState.NOT_READY.value())
                        .agentId("1001")
                        .agentInstrument("2001")
                        .build());

        assertThat(bench.newestQuestion())
                .isInstanceOfSatisfying(
                        AgentDeskSettingsReq.class,
                        asked -> assertThat(asked.agentId()).isEqualTo("1001"));
    }

    @Test
    void atANewSessionOfTheCtiServerScreensAreRightBeforeSettingsAreAskedForAgain() {
        loggedIn();
        bench.put(new CtiOsInput.LinkDown("gone"));
        bench.linkUp();
        bench.confirm(
                QueryAgentStateConf.builder()
                        .agentState(AgentState.NOT_READY.value())
                        .agentId("1001")
                        .agentInstrument("2001")
                        .build());

        assertThat(bench.question()).isInstanceOf(SetAgentStateReq.class);
        bench.confirm(SetAgentStateConf.builder().build());
        assertThat(bench.question()).isInstanceOf(SnapshotDeviceReq.class);
        bench.confirm(SnapshotDeviceConf.builder().build());
        assertThat(bench.question()).isInstanceOf(AgentDeskSettingsReq.class);
        bench.confirm(AgentDeskSettingsConf.builder().deskSettingsMask(0x18).build());
        assertThat(bench.unanswered()).isZero();
    }

    @Test
    @Tag("BEH-009")
    void anAgentIsKnownAlsoAfterTheSecondChangeOfTheServer() {
        loggedIn();
        String token = token(1);
        for (String run : List.of("run-7", "run-8", "run-9")) {
            bench = new Bench(Bench.settings("ctios-B", run, SecondLogin.REJECT));
            bench.linkUp();
            bench.hello(5, token, 40);
            token = bench.welcome(5).token();
        }
        bench.answerReads(AgentState.NOT_READY.value());

        assertThat(bench.object(5, Bench.AGENT).truth("LoggedInHere")).isTrue();
        assertThat(bench.object(5, Bench.AGENT).text("AgentInstrument")).isEqualTo("2001");
    }

    @Test
    void aTokenOfAnAgentWhoLoggedOutMeanwhileDoesNotCount() {
        loggedIn();
        String token = token(1);
        bench = new Bench(Bench.settings("ctios-B", "run-7", SecondLogin.WARN));
        bench.linkUp();
        bench.hello(5, token, 40);
        bench.answerReads(AgentState.LOGOUT.value());

        assertThat(bench.object(5, Bench.AGENT).truth("LoggedInHere")).isFalse();
        assertThat(bench.events(5))
                .anySatisfy(e -> assertThat(e.args().number("FailureCode")).isEqualTo(11L));
    }

    @Test
    @Tag("BEH-310")
    @Tag("REG-103")
    void whereTheProfileSaysNoAutoLoginAReturningDesktopIsLoggedInByHand() {
        loggedIn();
        String token = token(1);
        bench = new Bench(byHand("ctios-B", "run-7"));
        bench.linkUp();
        bench.hello(5, token, 40);
        bench.answerReads(AgentState.NOT_READY.value());

        assertThat(bench.asked).as("nobody is logged in or taken over").isEmpty();
        assertThat(bench.object(5, Bench.AGENT).truth("LoggedInHere")).isFalse();
        assertThat(bench.events(5))
                .anySatisfy(
                        e ->
                                assertThat(e.args().text("ErrorMessage"))
                                        .isEqualTo(
                                                "The server changed. Log in again; your notes are"
                                                        + " kept."));
        bench.ask(5, "Login", Bench.AGENT, "AgentPassword", "secret", "AgentInstrument", "2001");
        bench.confirm(SetAgentStateConf.builder().build());
        assertThat(bench.object(5, Bench.AGENT).truth("LoggedInHere")).isTrue();
    }

    @Test
    @Tag("BEH-310")
    @Tag("REG-103")
    void alsoWithoutAutoLoginAReloadWithinTheGraceChangesNothing() {
        bench = new Bench(byHand("ctios-A", "run-1"));
        loggedIn();
        String token = token(1);
        bench.put(new CtiOsInput.Closed(1));
        bench.hello(2, token, 0);

        assertThat(bench.object(2, Bench.AGENT).truth("LoggedInHere")).isTrue();
    }

    private static SessionSettings byHand(String server, String run) {
        Arguments profile =
                Arguments.builder().put("PeripheralID", 5000).put("AutoLogin", 0).build();
        Arguments login =
                Arguments.builder().put("ConnectionProfiles", List.<Object>of(profile)).build();
        SessionSettings settings = Bench.settings(server, run, SecondLogin.WARN);
        return settings.withDesktop(
                new DesktopSettings(
                        Arguments.builder().put("Login", login).build(),
                        List.of(),
                        List.of(),
                        List.of(),
                        AgentFacts.UCCE,
                        List.of()));
    }

    @Test
    void aForgedTokenIsNoToken() {
        loggedIn();
        bench.hello(2, "forged", 0);

        assertThat(bench.welcome(2).resumed()).isFalse();
        assertThat(bench.eventNames(2)).containsExactly("OnCTIOSFailure");
    }

    @Test
    void aReloadWithinTheGraceChangesNothing() {
        bench = new Bench(Bench.settings("ctios-A", "run-1", SecondLogin.REJECT));
        loggedIn();
        bench.agentState(AgentState.NOT_READY, 7);
        Calls.ring(bench, 41, "2001");
        String token = token(1);
        bench.asked.clear();
        bench.put(new CtiOsInput.Closed(1));
        bench.pass(bench.settings.closed().graceMs() - 1);
        bench.hello(2, token, 0);
        bench.pass(bench.settings.closed().graceMs());

        assertThat(bench.asked).as("nobody is logged in, out or forced").isEmpty();
        assertThat(bench.object(2, Bench.AGENT).truth("LoggedInHere")).isTrue();
        assertThat(bench.object(2, Bench.AGENT).number("EventReasonCode")).isEqualTo(7);
        assertThat(bench.object(2, "call.5000.41.2001").number("CallStatus")).isEqualTo(2);
        assertThat(bench.events(2)).noneMatch(e -> e.args().number("FailureCode", 0) == 12);
    }

    @Test
    @Tag("BEH-312")
    void aSecondDesktopIsWarnedAndBothStayInStep() {
        loggedIn();
        bench.hello(2, null, 0);
        bench.ask(2, "SetAgent", "", "AgentID", "1001", "PeripheralID", 5000);
        bench.answerReads(AgentState.NOT_READY.value());
        long id =
                bench.ask(2, "Login", Bench.AGENT, "AgentPassword", "p", "AgentInstrument", "2001");

        assertThat(((SetAgentStateReq) bench.question()).forcedFlag()).isEqualTo(2);
        bench.confirm(SetAgentStateConf.builder().build());
        assertThat(bench.reply(2, id).args().text("Warning"))
                .isEqualTo("You are logged in elsewhere too. Both stay in step.");
        bench.clear();
        bench.agentState(AgentState.AVAILABLE, 0);
        assertThat(bench.eventNames(1)).contains("OnAgentStateChange");
        assertThat(bench.eventNames(2)).contains("OnAgentStateChange");

        bench.put(new CtiOsInput.Said(2, new Goodbye("closed")));
        assertThat(bench.asked).isEmpty();
    }

    @Test
    @Tag("BEH-311")
    void aSecondLoginIsRejectedWhereThePolicySaysSo() {
        bench = new Bench(Bench.settings("ctios-A", "run-1", SecondLogin.REJECT));
        loggedIn();
        bench.hello(2, null, 0);
        bench.ask(2, "SetAgent", "", "AgentID", "1001", "PeripheralID", 5000);
        bench.answerReads(AgentState.NOT_READY.value());
        long id =
                bench.ask(2, "Login", Bench.AGENT, "AgentPassword", "p", "AgentInstrument", "2001");

        assertThat(bench.reply(2, id).outcome()).isEqualTo(Outcome.FAILED);
        assertThat(bench.reply(2, id).text())
                .isEqualTo("You are logged in on another desktop. Log out there first.");
    }

    @Test
    void whoHasNotLoggedInSeesNoCallsOfTheAgent() {
        loggedIn();
        bench.hello(2, null, 0);
        bench.ask(2, "SetAgent", "", "AgentID", "1001", "PeripheralID", 5000);
        bench.answerReads(AgentState.NOT_READY.value());
        Calls.ring(bench, 41, "2001");
        long id = bench.ask(2, "Answer", "call.5000.41.2001");

        assertThat(bench.eventNames(2)).doesNotContain("OnCallBegin", "OnCallDelivered");
        assertThat(bench.reply(2, id).text()).isEqualTo("Log in first.");
    }

    @Test
    @Tag("BEH-351")
    void aNewSessionWithTheCtiServerAsksForEverythingAnew() {
        loggedIn();
        Calls.ring(bench, 41, "2001");
        bench.put(new CtiOsInput.LinkDown("cut"));
        bench.clear();
        bench.linkUp();
        bench.answerReads(AgentState.NOT_READY.value());
        while (!bench.asked.isEmpty() && bench.question() instanceof SetAgentStateReq) {
            bench.confirm(SetAgentStateConf.builder().build());
            bench.answerReads(AgentState.NOT_READY.value());
        }

        assertThat(bench.eventNames(1)).contains("OnSnapshotDeviceConf", "OnCallEnd");
    }

    @Test
    void aFirstFrameThatIsNoHelloEndsTheConnection() {
        bench.linkUp();
        bench.put(new CtiOsInput.Opened(9, "x"));
        bench.put(new CtiOsInput.Said(9, new Goodbye("x")));

        assertThat(bench.heardBy(9).getLast())
                .isInstanceOfSatisfying(
                        Closing.class, c -> assertThat(c.reason()).isEqualTo("protocol"));
    }

    @Test
    void loggingOutEndsWhatTheTokenAllows() {
        loggedIn();
        long id = bench.ask(1, "Logout", Bench.AGENT, "EventReasonCode", 9);
        assertThat(((SetAgentStateReq) bench.question()).eventReasonCode()).isEqualTo(9);
        bench.confirm(SetAgentStateConf.builder().build());
        bench.agentState(AgentState.LOGOUT, 9);

        assertThat(bench.reply(1, id).outcome()).isEqualTo(Outcome.DONE);
        assertThat(bench.eventNames(1))
                .containsSubsequence("OnPreLogout", "OnAgentStateChange", "OnPostLogout");
        assertThat(bench.object(1, Bench.AGENT).truth("LoggedInHere")).isFalse();
        assertThat(bench.button(1, Bench.AGENT, "Login").truth("on")).isTrue();
    }

    private boolean hereWith(String token) {
        bench.hello(9, token, 0);
        bench.answerReads(AgentState.NOT_READY.value());
        return bench.object(9, Bench.AGENT).truth("LoggedInHere");
    }

    private void atTheOtherServer() {
        long nowMs = bench.nowMs;
        bench = new Bench(Bench.settings("ctios-B", "run-7", SecondLogin.WARN));
        bench.nowMs = nowMs;
        bench.linkUp();
    }

    @Test
    void aTokenOfBeforeALogoutDoesNotCountAtTheNextLoginOfTheSameAgent() {
        loggedIn();
        String token = token(1);
        bench.pass(60_000);
        atTheOtherServer();
        bench.agentState(AgentState.NOT_READY, 0);
        bench.agentState(AgentState.LOGOUT, 9);
        bench.agentState(AgentState.NOT_READY, 0);

        assertThat(hereWith(token)).isFalse();
    }

    @Test
    @Tag("BEH-346")
    void aTokenCountsWhenTheGatewayBroughtTheAgentBack() {
        loggedIn();
        String token = token(1);
        bench.pass(60_000);
        atTheOtherServer();
        bench.agentState(AgentState.LOGOUT, 50_003);
        bench.agentState(AgentState.NOT_READY, 50_003);

        assertThat(hereWith(token)).isTrue();
    }

    @Test
    void aTokenOfTheDayBeforeDoesNotCountAndOneThatWasRenewedMeanwhileDoes() {
        loggedIn();
        String old = token(1);
        bench.pass(23 * 3_600_000L);
        bench.put(new CtiOsInput.Said(1, new Ping(1)));
        bench.put(new CtiOsInput.Said(1, new Ping(2)));
        List<String> renewed =
                bench.events(1).stream()
                        .filter(each -> each.name().equals("OnTokenRenewed"))
                        .map(each -> each.args().text("Token"))
                        .toList();
        bench.pass(3_600_000L);
        atTheOtherServer();

        assertThat(renewed).hasSize(1);
        assertThat(hereWith(old)).isFalse();
        atTheOtherServer();
        assertThat(hereWith(renewed.getFirst())).isTrue();
    }

    @Test
    void aClientWithoutHeartbeatsGetsANewTokenWithWhatItAsksFor() {
        loggedIn();
        bench.pass(3_600_000L);
        bench.ask(1, "RequestAgentDirectory", Bench.AGENT, "Find", "");

        assertThat(bench.eventNames(1)).containsOnlyOnce("OnTokenRenewed");
    }

    @Test
    void whoLogsOutGetsATokenThatGoesOnWithTheSessionAndClaimsNothingElsewhere() {
        loggedIn();
        bench.agentState(AgentState.LOGOUT, 9);
        String token =
                bench.events(1).stream()
                        .filter(each -> each.name().equals("OnPostLogout"))
                        .map(each -> each.args().text("Token"))
                        .findFirst()
                        .orElseThrow();
        bench.hello(2, token, bench.lastEvent(1));
        assertThat(bench.welcome(2).resumed()).isTrue();
        atTheOtherServer();

        assertThat(hereWith(token)).isFalse();
        assertThat(bench.events(9))
                .noneSatisfy(e -> assertThat(e.args().number("FailureCode")).isEqualTo(11L));
    }
}
