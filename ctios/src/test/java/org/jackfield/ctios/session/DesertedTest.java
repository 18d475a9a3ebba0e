package org.jackfield.ctios.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.jackfield.protocol.cil.Goodbye;
import org.jackfield.protocol.cil.Reply;
import org.jackfield.protocol.ged188.AgentState;
import org.jackfield.protocol.ged188.ForcedFlag;
import org.jackfield.protocol.ged188.SetAgentStateConf;
import org.jackfield.protocol.ged188.SetAgentStateReq;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What becomes of an agent whose desktop is closed, crashed, or only away for a moment. */
class DesertedTest {

    private static final SessionSettings.Closed STAYS = SessionSettings.Closed.DEFAULTS;
    private static final SessionSettings.Closed FORCED = STAYS.withForcedLogout(7, 9);
    private static final int ALREADY_SIGNED_ON = 10102;

    private Bench bench;

    private void loggedIn(SessionSettings.Closed closed) {
        bench = new Bench(Bench.settings("ctios-A", "run-1", SecondLogin.WARN).withClosed(closed));
        bench.linkUp();
        bench.logIn(1);
    }

    private void ready(SessionSettings.Closed closed) {
        loggedIn(closed);
        bench.agentState(AgentState.AVAILABLE, 0);
    }

    private void crashes() {
        bench.put(new CtiOsInput.Closed(1));
        bench.pass(19_999);
        assertThat(bench.asked).isEmpty();
        bench.pass(1);
    }

    private SetAgentStateReq asked() {
        return (SetAgentStateReq) bench.question();
    }

    private void isNotReady() {
        bench.confirm(SetAgentStateConf.builder().build());
        bench.agentState(AgentState.NOT_READY, 0);
    }

    private String token() {
        return bench.heardBy(1).stream()
                .filter(Reply.class::isInstance)
                .map(each -> ((Reply) each).args().text("Token"))
                .filter(each -> each != null)
                .findFirst()
                .orElseThrow();
    }

    @Test
    @Tag("BEH-291")
    @Tag("BEH-292")
    @Tag("REG-034")
    @Tag("REG-035")
    @Tag("REG-036")
    void withForceLogoutTheAgentIsNotReadyAndThenLoggedOutForTheConfiguredReasons() {
        ready(FORCED);
        crashes();

        assertThat(asked().agentState()).isEqualTo(AgentState.NOT_READY.value());
        assertThat(asked().eventReasonCode()).isEqualTo(7);
        assertThat(asked().forcedFlag()).isEqualTo(ForcedFlag.TRUE.value());
        bench.confirm(SetAgentStateConf.builder().build());
        assertThat(asked().agentState()).isEqualTo(AgentState.LOGOUT.value());
        assertThat(asked().eventReasonCode()).isEqualTo(9);
    }

    @Test
    @Tag("REG-034")
    void byDefaultTheAgentStaysLoggedInButIsTakenOutOfRouting() {
        ready(STAYS);
        crashes();

        assertThat(asked().agentState()).isEqualTo(AgentState.NOT_READY.value());
        isNotReady();
        bench.pass(600_000);
        assertThat(bench.asked).isEmpty();
    }

    @Test
    @Tag("REG-035")
    @Tag("REG-036")
    void whereNoReasonIsSetTheSystemsOwnIsGivenForTheSiteMayRequireOne() {
        ready(STAYS.withForcedLogout(0, 0));
        crashes();

        assertThat(asked().eventReasonCode()).isEqualTo(50_001);
        bench.confirm(SetAgentStateConf.builder().build());
        assertThat(asked().agentState()).isEqualTo(AgentState.LOGOUT.value());
        assertThat(asked().eventReasonCode()).isEqualTo(50_001);
    }

    @Test
    void whereTheSettingSaysSoAReadyAgentWithoutADesktopStaysInRouting() {
        ready(STAYS.leftInRouting());
        crashes();

        assertThat(bench.asked).isEmpty();
    }

    @Test
    void anAgentWhoIsNotReadyAnywayIsLeftAlone() {
        loggedIn(STAYS);
        crashes();

        assertThat(bench.asked).isEmpty();
    }

    @Test
    void anAgentOnACallIsNotReadyAfterItAndDoesNotBecomeReadyByHandsOfNobody() {
        ready(STAYS);
        bench.agentState(AgentState.TALKING, 0);
        crashes();
        assertThat(asked().agentState()).isEqualTo(AgentState.NOT_READY.value());
        bench.confirm(SetAgentStateConf.builder().build());
        bench.pending(AgentState.TALKING, AgentState.NOT_READY);
        assertThat(bench.asked).isEmpty();

        bench.agentState(AgentState.AVAILABLE, 0);
        assertThat(asked().agentState()).isEqualTo(AgentState.NOT_READY.value());
    }

    @Test
    void whoComesAgainAfterTheGraceMayBeReadyAgain() {
        ready(STAYS);
        crashes();
        isNotReady();
        bench.hello(2, null, 0);
        bench.ask(2, "SetAgent", "", "AgentID", "1001", "PeripheralID", Bench.PERIPHERAL);
        bench.answerReads(AgentState.NOT_READY.value());
        bench.ask(2, "Login", Bench.AGENT, "AgentPassword", "p", "AgentInstrument", "2001");
        bench.confirm(SetAgentStateConf.builder().build());
        bench.confirm(SetAgentStateConf.builder().build());
        bench.agentState(AgentState.AVAILABLE, 0);

        assertThat(bench.asked).isEmpty();
    }

    @Test
    void aDesktopThatWentOnAtTheOtherServerIsNotDisturbedByTheFirstOne() {
        ready(STAYS);
        crashes();
        bench.refuse(12, ALREADY_SIGNED_ON, "belongs to another session");
        bench.agentState(AgentState.TALKING, 0);
        bench.agentState(AgentState.AVAILABLE, 0);

        assertThat(bench.asked).isEmpty();
    }

    @Test
    void aProgramThatDisconnectsWithoutALogoutCountsAsADesktopThatIsClosed() {
        ready(STAYS);
        bench.put(new CtiOsInput.Said(1, new Goodbye("closed")));

        assertThat(asked().agentState()).isEqualTo(AgentState.NOT_READY.value());
    }

    @Test
    @Tag("ASK-19")
    void aReloadWithinTheGraceChangesNothing() {
        ready(FORCED);
        String token = token();
        bench.put(new CtiOsInput.Closed(1));
        bench.pass(15_000);
        bench.hello(2, token, bench.lastEvent(1));
        bench.pass(60_000);

        assertThat(bench.asked).isEmpty();
    }

    @Test
    @Tag("BEH-349")
    @Tag("BEH-351")
    void eachLiveDesktopIsTakenOverWithoutAPasswordAtANewSessionWithTheCtiServer() {
        ready(STAYS);
        bench.put(new CtiOsInput.LinkDown("cut"));
        bench.linkUp();
        bench.answerReads(AgentState.AVAILABLE.value());

        assertThat(asked().agentState()).isEqualTo(AgentState.LOGIN.value());
        assertThat(asked().agentInstrument()).isEqualTo("2001");
        assertThat(asked().agentPassword()).isNull();
    }
}
