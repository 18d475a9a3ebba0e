package org.jackfield.acceptance.road;

import static org.assertj.core.api.Assertions.assertThat;

import org.jackfield.client.cil.CilReply;
import org.jackfield.client.run.Agent;
import org.jackfield.client.run.Call;
import org.jackfield.client.run.CtiOsSession;
import org.jackfield.ctios.session.SessionSettings;
import org.jackfield.protocol.ged188.AgentState;
import org.jackfield.protocol.ged188.LocalConnectionState;
import org.jackfield.protocol.record.Arguments;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * Programs with the Java CIL, through both CTI OS servers and the gateway, to a scripted switch.
 */
@Timeout(90)
class DesktopOnTheRoadTest {

    private static final long PATIENCE_MS = 20_000;

    private final Road road =
            new Road(SessionSettings.Closed.DEFAULTS.withGrace(1_500).withForcedLogout(0, 0));
    private final List<String> heard = Collections.synchronizedList(new ArrayList<>());

    @AfterEach
    void close() {
        road.close();
    }

    private CtiOsSession loggedIn(String agent, String phone) {
        CtiOsSession session = road.session();
        session.addListener(event -> heard.add(agent + " " + event.name()));
        until(session, s -> s.connected());
        done(session.setAgent(Road.PERIPHERAL, agent));
        until(session, s -> s.currentAgent().enabled("Login"));
        done(session.currentAgent().login(phone, "pw-" + agent));
        until(session, s -> s.currentAgent().state() == AgentState.NOT_READY);
        return session;
    }

    private void until(CtiOsSession session, Predicate<CtiOsSession> wanted) {
        assertThat(session.await(wanted, PATIENCE_MS))
                .as(
                        "agent %s, calls %s, heard %s",
                        session.currentAgent().properties(),
                        session.calls().stream().map(Call::properties).toList(),
                        heard)
                .isTrue();
    }

    private static CilReply done(CompletableFuture<CilReply> reply) {
        CilReply ended = reply.orTimeout(PATIENCE_MS, TimeUnit.MILLISECONDS).join();
        assertThat(ended.done()).as("%s", ended).isTrue();
        return ended;
    }

    private static boolean hasCall(CtiOsSession session, LocalConnectionState status) {
        return session.calls().stream().anyMatch(each -> each.status() == status);
    }

    private static Call only(CtiOsSession session, LocalConnectionState status) {
        return session.calls().stream()
                .filter(each -> each.status() == status)
                .findFirst()
                .orElseThrow();
    }

    private void ready(CtiOsSession session) {
        done(session.currentAgent().setAgentState(AgentState.AVAILABLE, 0));
        until(session, s -> s.currentAgent().state() == AgentState.AVAILABLE);
    }

    private CtiOsSession talking(String agent, String phone) {
        CtiOsSession session = loggedIn(agent, phone);
        ready(session);
        road.callerDials(Road.NUMBER);
        until(session, s -> hasCall(s, LocalConnectionState.ALERTING));
        Call call = only(session, LocalConnectionState.ALERTING);
        until(session, s -> call.enabled("Answer"));
        done(call.answer());
        until(session, s -> call.status() == LocalConnectionState.CONNECT);
        until(session, s -> s.currentAgent().state() == AgentState.TALKING);
        return session;
    }

    @Test
    @Tag("BEH-005")
    @Tag("PRC-001")
    void aRoutedCallIsAnsweredHeldRetrievedAndEndedFromAProgram() {
        CtiOsSession session = talking("1001", "2001");
        Call call = only(session, LocalConnectionState.CONNECT);

        assertThat(call.text("ANI")).isEqualTo(Road.CALLER);
        assertThat(call.text("DNIS")).isEqualTo(Road.NUMBER);
        assertThat(call.text("CallVariable1")).isEqualTo("Gold");
        assertThat(call.properties().truth("CallStartExact")).isTrue();
        assertThat(session.currentCall()).isNotNull();

        done(call.hold());
        until(session, s -> call.status() == LocalConnectionState.HOLD);
        assertThat(call.enabled("Retrieve")).isTrue();
        done(call.retrieve());
        until(session, s -> call.status() == LocalConnectionState.CONNECT);
        done(call.setCallData(Road.data("CallVariable2", "seen")));
        until(session, s -> call.text("CallVariable2").equals("seen"));
        done(call.clear());
        until(session, s -> !call.isValid());
        until(session, s -> s.currentAgent().state() == AgentState.WORK_READY);
        done(session.currentAgent().setAgentState(AgentState.NOT_READY, 0));
        until(session, s -> s.currentAgent().state() == AgentState.NOT_READY);
        done(session.currentAgent().logout(0));
        until(session, s -> heard.contains("1001 OnPostLogout"));
        assertThat(session.currentAgent().state()).isEqualTo(AgentState.LOGOUT);
        assertThat(heard)
                .containsSubsequence(
                        "1001 OnCallBegin",
                        "1001 OnCallDelivered",
                        "1001 OnCallEstablished",
                        "1001 OnCallHeld",
                        "1001 OnCallRetrieved",
                        "1001 OnCallDataUpdate",
                        "1001 OnCallConnectionCleared",
                        "1001 OnCallEnd",
                        "1001 OnPreLogout",
                        "1001 OnPostLogout");
    }

    @Test
    void aConsultativeTransferBringsTheCallerWithDataToTheSecondAgent() {
        CtiOsSession second = loggedIn("1002", "2002");
        CtiOsSession first = talking("1001", "2001");
        Call customer = only(first, LocalConnectionState.CONNECT);
        done(customer.setCallData(Road.data("CallVariable3", "for the second")));
        String consultId = done(customer.makeConsultCall("2002")).args().text("UniqueObjectID");
        Call consult = first.call(consultId);
        until(first, s -> consult.text("PartnerCall").equals(customer.uniqueObjectId()));
        until(second, s -> hasCall(s, LocalConnectionState.ALERTING));
        assertThat(consult.why("Transfer")).startsWith("Waiting for 2002");
        Call ringing = only(second, LocalConnectionState.ALERTING);
        assertThat(ringing.text("CallVariable3")).isEqualTo("for the second");
        until(second, s -> ringing.enabled("Answer"));
        done(ringing.answer());
        until(first, s -> consult.enabled("Transfer"));
        done(first.call(consultId).transfer());

        until(first, s -> s.calls().isEmpty());
        until(second, s -> s.calls().size() == 1);
        until(second, s -> s.calls().getFirst().text("ANI").equals(Road.CALLER));
        until(second, s -> s.calls().getFirst().text("OtherParty").equals(Road.CALLER));
        assertThat(second.calls().getFirst().text("CallVariable1")).isEqualTo("Gold");
        done(second.calls().getFirst().clear());
        until(second, s -> s.calls().isEmpty());
    }

    @Test
    void threeTalkInAConferenceAndTheOthersGoOnWhenOneLeaves() {
        CtiOsSession second = loggedIn("1002", "2002");
        CtiOsSession first = talking("1001", "2001");
        Call customer = only(first, LocalConnectionState.CONNECT);
        Call consult =
                first.call(done(customer.makeConsultCall("2002")).args().text("UniqueObjectID"));
        until(second, s -> hasCall(s, LocalConnectionState.ALERTING));
        Call ringing = only(second, LocalConnectionState.ALERTING);
        until(second, s -> ringing.enabled("Answer"));
        done(ringing.answer());
        until(first, s -> consult.enabled("Alternate"));
        done(consult.alternate());
        until(first, s -> customer.status() == LocalConnectionState.CONNECT);
        assertThat(customer.why("Conference")).isEqualTo("Swap back to 2002 first.");
        done(customer.alternate());
        until(first, s -> consult.status() == LocalConnectionState.CONNECT);
        until(first, s -> consult.enabled("Conference"));
        done(consult.conference());

        until(
                first,
                s ->
                        s.calls().size() == 1
                                && s.calls().getFirst().properties().truth("Conference"));
        until(
                second,
                s ->
                        s.calls().size() == 1
                                && s.calls().getFirst().properties().truth("Conference"));
        Call mine = first.calls().getFirst();
        until(first, s -> mine.enabled("ClearConnection"));
        done(mine.clear());
        until(first, s -> s.calls().isEmpty());
        until(second, s -> !s.calls().getFirst().properties().truth("Conference"));
        assertThat(second.calls().getFirst().status()).isEqualTo(LocalConnectionState.CONNECT);
    }

    @Test
    void aWrapUpTextIsSavedWhenTheCallIsOver() {
        CtiOsSession session = talking("1001", "2001");
        Call call = only(session, LocalConnectionState.CONNECT);
        done(call.clear());
        until(session, s -> s.currentAgent().state() == AgentState.WORK_READY);
        until(session, s -> s.currentAgent().text("WrapupCall").equals(call.uniqueObjectId()));
        done(call.setCallData(Road.data("CallWrapupData", "Payment arranged")));
        done(session.currentAgent().setAgentState(AgentState.AVAILABLE, 0));
        until(session, s -> s.currentAgent().state() == AgentState.AVAILABLE);
        assertThat(session.currentAgent().text("WrapupCall")).isEmpty();
    }

    @Test
    void backToTheCallerFromARingingConsultation() {
        loggedIn("1002", "2002");
        CtiOsSession first = talking("1001", "2001");
        Call customer = only(first, LocalConnectionState.CONNECT);
        Call consult =
                first.call(done(customer.makeConsultCall("2002")).args().text("UniqueObjectID"));
        until(first, s -> consult.enabled("Reconnect"));
        done(consult.reconnect());

        until(first, s -> customer.status() == LocalConnectionState.CONNECT);
        until(first, s -> s.calls().size() == 1);
    }

    @Test
    void aCallIsHandedOverAtOnce() {
        CtiOsSession second = loggedIn("1002", "2002");
        CtiOsSession first = talking("1001", "2001");
        done(only(first, LocalConnectionState.CONNECT).singleStepTransfer("2002"));

        until(first, s -> s.calls().isEmpty());
        until(second, s -> hasCall(s, LocalConnectionState.ALERTING));
        assertThat(only(second, LocalConnectionState.ALERTING).text("ANI")).isEqualTo(Road.CALLER);
    }

    @Test
    void anAgentDialsAnother() {
        CtiOsSession second = loggedIn("1002", "2002");
        CtiOsSession first = loggedIn("1001", "2001");
        done(first.currentAgent().makeCall("2002"));
        until(second, s -> hasCall(s, LocalConnectionState.ALERTING));
        Call ringing = only(second, LocalConnectionState.ALERTING);
        until(second, s -> ringing.enabled("Answer"));
        done(ringing.answer());
        until(first, s -> hasCall(s, LocalConnectionState.CONNECT));

        assertThat(first.calls().getFirst().text("OtherParty")).isEqualTo("2002");
        assertThat(second.calls().getFirst().text("OtherParty")).isEqualTo("2001");
        done(first.calls().getFirst().sendDtmfSignal("12#"));
        done(first.calls().getFirst().clear());
        until(second, s -> s.calls().isEmpty());
    }

    @Test
    void whatThePhonesOwnKeysDoIsSeen() {
        CtiOsSession session = talking("1001", "2001");
        Call call = only(session, LocalConnectionState.CONNECT);
        road.hands(hands -> hands.hold("2001"));
        until(session, s -> call.status() == LocalConnectionState.HOLD);
        road.hands(hands -> hands.retrieve("2001"));
        until(session, s -> call.status() == LocalConnectionState.CONNECT);
        road.hands(hands -> hands.hangUp("2001"));
        until(session, s -> s.calls().isEmpty());
    }

    @Test
    void aWrongPasswordAnUnknownAgentAndAPhoneInUseEachGetTheirSentence() {
        loggedIn("1002", "2002");
        CtiOsSession session = road.session();
        until(session, CtiOsSession::connected);
        CilReply unknown = session.setAgent(Road.PERIPHERAL, "1009").join();
        assertThat(unknown.text()).isEqualTo("No agent 1009 here. Check the number.");
        done(session.setAgent(Road.PERIPHERAL, "1001"));
        Agent agent = session.currentAgent();
        until(session, s -> s.currentAgent().enabled("Login"));
        assertThat(agent.login("2001", "wrong").join().text())
                .isEqualTo("Agent ID or password is wrong.");
        assertThat(agent.login("2002", "pw-1001").join().text()).contains("2002 is in use");
        assertThat(agent.login("2999", "pw-1001").join().text()).contains("2999");
        done(agent.login("2001", "pw-1001"));
    }

    @Test
    @Tag("BEH-352")
    void aDesktopOfADeadServerGoesOnAtTheOtherInMidCall() {
        CtiOsSession session = talking("1001", "2001");
        Call call = only(session, LocalConnectionState.CONNECT);
        boolean onA = road.ctiosA.port() == session.serverPort();
        if (onA) {
            road.ctiosA.close();
        } else {
            road.ctiosB.close();
        }
        until(session, s -> !s.connected() || heard.contains("1001 OnConnectionFailure"));
        until(session, CtiOsSession::connected);
        until(session, s -> call.status() == LocalConnectionState.CONNECT && call.enabled("Hold"));
        done(call.hold());
        until(session, s -> call.status() == LocalConnectionState.HOLD);
        assertThat(session.currentAgent().properties().truth("LoggedInHere")).isTrue();
        assertThat(call.text("CallVariable1")).isEqualTo("Gold");
    }

    @Test
    @Tag("BEH-291")
    void aDesktopThatIsClosedIsLoggedOutAfterTheGrace() {
        CtiOsSession watcher = road.session();
        until(watcher, CtiOsSession::connected);
        done(watcher.setMessageFilter("MessageID=30,37;AgentID=1001"));
        CtiOsSession session = loggedIn("1001", "2001");
        ready(session);
        session.close();
        until(
                watcher,
                s ->
                        s.agent("agent.5000.1001").state() == AgentState.LOGOUT
                                && heard.contains("1001 OnAgentStateChange"));
    }

    @Test
    @Tag("BEH-475")
    void theSettingsAreDownloadedBeforeTheLogin() {
        CtiOsSession session = road.session();
        until(session, CtiOsSession::connected);
        var settings = session.next(event -> event.is("OnGlobalSettingsDownloadConf"));
        done(session.requestDesktopSettings());
        Arguments args = settings.orTimeout(5, TimeUnit.SECONDS).join().args();
        assertThat(args.has("NotReadyReasonCodes")).isTrue();
    }
}
