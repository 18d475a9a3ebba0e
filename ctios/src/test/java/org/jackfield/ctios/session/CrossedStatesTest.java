package org.jackfield.ctios.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.jackfield.client.ctiserver.CtiOutcome;
import org.jackfield.protocol.cil.Outcome;
import org.jackfield.protocol.ged188.AgentState;
import org.jackfield.protocol.ged188.SetAgentStateConf;
import org.jackfield.protocol.ged188.SetAgentStateReq;
import org.jackfield.protocol.ged188.SetCallDataConf;
import org.jackfield.protocol.ged188.SetCallDataReq;
import org.junit.jupiter.api.Test;

import java.util.List;

/** Presses of a state that is shown, while one of another state is under way. */
class CrossedStatesTest {

    private final Bench bench = new Bench();

    private void notReady() {
        bench.linkUp();
        bench.logIn(1);
    }

    private long state(AgentState state) {
        return bench.ask(1, "SetAgentState", Bench.AGENT, "AgentState", state.value());
    }

    private long login() {
        return bench.ask(1, "Login", Bench.AGENT, "AgentPassword", "p", "AgentInstrument", "2001");
    }

    private List<Integer> asked() {
        return bench.asked.stream()
                .map(each -> ((SetAgentStateReq) each.request()).agentState())
                .toList();
    }

    private void confirm() {
        bench.confirm(SetAgentStateConf.builder().build());
    }

    @Test
    void readyAndNotReadyPressedAtOnceAreBothDoneInTheirOrder() {
        notReady();
        long ready = state(AgentState.AVAILABLE);
        long back = state(AgentState.NOT_READY);
        assertThat(asked())
                .containsExactly(AgentState.AVAILABLE.value(), AgentState.NOT_READY.value());
        assertThat(bench.reply(1, back)).as("nothing is confirmed by what is shown").isNull();
        confirm();
        bench.agentState(AgentState.AVAILABLE, 0);
        confirm();
        bench.agentState(AgentState.NOT_READY, 0);
        assertThat(bench.reply(1, ready).outcome()).isEqualTo(Outcome.DONE);
        assertThat(bench.reply(1, back).outcome()).isEqualTo(Outcome.DONE);
    }

    @Test
    void notReadyAndReadyPressedAtOnceByAReadyAgentAreBothDoneInTheirOrder() {
        notReady();
        bench.agentState(AgentState.AVAILABLE, 0);
        int lunch = 7;
        int notReady = AgentState.NOT_READY.value();
        bench.ask(
                1, "SetAgentState", Bench.AGENT, "AgentState", notReady, "EventReasonCode", lunch);
        long back = state(AgentState.AVAILABLE);
        assertThat(asked()).containsExactly(notReady, AgentState.AVAILABLE.value());
        confirm();
        assertThat(bench.reply(1, back)).isNull();
        confirm();
        assertThat(bench.reply(1, back).outcome()).isEqualTo(Outcome.DONE);
    }

    @Test
    void aStateThatIsShownIsTheGatewaysWordToo() {
        notReady();
        long again = state(AgentState.NOT_READY);
        assertThat(asked()).containsExactly(AgentState.NOT_READY.value());
        bench.refuse(0, 0, "no");
        assertThat(bench.reply(1, again).outcome()).isEqualTo(Outcome.FAILED);
    }

    @Test
    void aLogoutIsNotConfirmedWhileALoginIsUnderWay() {
        bench.linkUp();
        bench.hello(1, null, 0);
        bench.ask(1, "SetAgent", "", "AgentID", "1001", "PeripheralID", Bench.PERIPHERAL);
        bench.answerReads(AgentState.LOGOUT.value());
        login();
        long logout = bench.ask(1, "Logout", Bench.AGENT);
        assertThat(bench.reply(1, logout).outcome()).isEqualTo(Outcome.FAILED);
        assertThat(bench.reply(1, logout).text()).isNotEmpty();
        bench.refuse(257, 0, "");
        logout = bench.ask(1, "Logout", Bench.AGENT);
        assertThat(bench.reply(1, logout).outcome()).isEqualTo(Outcome.DONE);
    }

    @Test
    void aLoginOfWhoIsLoggedInHereWaitsForTheStateUnderWayAndIsConfirmed() {
        notReady();
        state(AgentState.AVAILABLE);
        state(AgentState.NOT_READY);
        long login = login();
        confirm();
        assertThat(bench.reply(1, login)).as("one is under way yet").isNull();
        bench.refuse(257, 0, "no");
        bench.answerReads(AgentState.AVAILABLE.value());
        assertThat(bench.reply(1, login).outcome()).isEqualTo(Outcome.DONE);
        assertThat(bench.unanswered()).isZero();
    }

    @Test
    void aLoginBehindALogoutThatIsDoneLogsInAgain() {
        long login = loginBehindLogout();
        confirm();
        bench.answerReads(AgentState.LOGOUT.value());
        assertThat(asked()).containsExactly(AgentState.LOGIN.value());
        assertThat(bench.reply(1, login)).isNull();
        bench.refuse(257, 0, "no");
        assertThat(bench.reply(1, login).outcome()).isEqualTo(Outcome.FAILED);
    }

    @Test
    void aLoginBehindALogoutThatIsRefusedIsConfirmed() {
        long login = loginBehindLogout();
        bench.refuse(257, 0, "no");
        bench.answerReads(AgentState.NOT_READY.value());
        assertThat(bench.reply(1, login).outcome()).isEqualTo(Outcome.DONE);
    }

    @Test
    void aLoginBehindALogoutOfWhichNothingIsHeardIsNotConfirmed() {
        long login = loginBehindLogout();
        bench.put(new CtiOsInput.LinkDown("reset"));
        bench.put(
                new CtiOsInput.Ended(
                        bench.asked.poll().token(), new CtiOutcome.SessionLost("reset")));
        assertThat(bench.reply(1, login).outcome()).isEqualTo(Outcome.FAILED);
        assertThat(bench.reply(1, login).text()).isNotEmpty();
    }

    private long loginBehindLogout() {
        notReady();
        long login = login();
        assertThat(bench.reply(1, login).outcome()).isEqualTo(Outcome.DONE);
        bench.ask(1, "Logout", Bench.AGENT, "EventReasonCode", 9);
        assertThat(asked()).containsExactly(AgentState.LOGOUT.value());
        login = login();
        assertThat(bench.reply(1, login)).isNull();
        return login;
    }

    @Test
    void whatIsPressedBehindAStateWithANoteIsDoneBehindIt() {
        notReady();
        bench.agentState(AgentState.AVAILABLE, 0);
        Calls.ring(bench, 41, "2001");
        bench.happens(Calls.established(41, "2001"));
        bench.agentState(AgentState.TALKING, 0);
        bench.agentState(AgentState.WORK_READY, 0);
        bench.happens(Calls.cleared(41, "2001"));
        bench.happens(Calls.end(41));
        int ready = AgentState.AVAILABLE.value();
        bench.ask(1, "SetAgentState", Bench.AGENT, "AgentState", ready, "CallWrapupData", "well");
        long stay = state(AgentState.WORK_NOT_READY);
        assertThat(bench.question()).isInstanceOf(SetCallDataReq.class);
        assertThat(bench.unanswered()).as("the note alone is asked").isEqualTo(1);
        bench.confirm(SetCallDataConf.builder().build());
        assertThat(asked()).containsExactly(ready, AgentState.WORK_NOT_READY.value());
        confirm();
        confirm();
        assertThat(bench.reply(1, stay).outcome()).isEqualTo(Outcome.DONE);
    }
}
