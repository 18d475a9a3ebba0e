package org.jackfield.gateway.agent;

import static org.assertj.core.api.Assertions.assertThat;

import org.jackfield.gateway.agent.CallAtDevice.Phase;
import org.jackfield.protocol.ged188.AgentState;
import org.jackfield.protocol.ged188.ForcedFlag;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class AgentSessionTest {

    private final Desk desk = new Desk();

    private void close() {
        desk.book.sessionClosed(Desk.A, desk.nowMs, desk);
    }

    private AgentVerdict takeOver() {
        return desk.ask(Desk.B, false, "1001", "i1", AgentState.LOGIN, 0, 0);
    }

    @Test
    @Tag("ASK-19")
    void anAgentWhoseSessionEndsIsLoggedOutAfterTheGrace() {
        desk.in("1001", "i1").ready("i1");
        close();
        assertThat(desk.order).endsWith("not routable 1001");
        desk.pass(19_999);
        assertThat(desk.state("1001")).isEqualTo(AgentState.AVAILABLE);
        desk.pass(1);

        assertThat(desk.states())
                .endsWith("AVAILABLE 0", "NOT_READY " + (short) 50002, "LOGOUT " + (short) 50002);
    }

    @Test
    void anotherSessionTakesTheAgentOverWithoutAPasswordAndChangesNothing() {
        desk.in("1001", "i1").ready("i1");
        close();
        desk.pass(5_000);
        int told = desk.told.size();

        assertThat(takeOver().accepted()).isTrue();
        assertThat(desk.told).hasSize(told);
        assertThat(desk.order).endsWith("answer", "routable 1001");
        desk.pass(60_000);
        assertThat(desk.state("1001")).isEqualTo(AgentState.AVAILABLE);
        assertThat(desk.book.agent("1001").session()).isEqualTo(Desk.B);
    }

    @Test
    @Tag("ASK-18")
    void theOldSessionOfAnAgentWhoWasTakenOverCannotForceHimOut() {
        desk.in("1001", "i1").ready("i1");
        takeOver();
        AgentVerdict forced =
                desk.ask(
                        Desk.A, false, "1001", "i1", AgentState.LOGOUT, 0, ForcedFlag.TRUE.value());

        assertThat(forced.accepted()).isFalse();
        assertThat(forced.text()).contains("belongs to another session");
        assertThat(desk.state("1001")).isEqualTo(AgentState.AVAILABLE);
    }

    @Test
    @Tag("ASK-18")
    void theOldSessionOfAnAgentWhoWasTakenOverLogsNobodyOut() {
        desk.in("1001", "i1").ready("i1");
        takeOver();
        close();
        desk.pass(60_000);

        assertThat(desk.state("1001")).isEqualTo(AgentState.AVAILABLE);
    }

    @Test
    void atAnotherPhoneNobodyIsTakenOver() {
        desk.in("1001", "i1");
        close();

        AgentVerdict verdict = desk.ask(Desk.B, false, "1001", "i2", AgentState.LOGIN, 0, 0);
        assertThat(verdict.failureCode()).isEqualTo(257);
        verdict = desk.ask(Desk.B, true, "1001", "i2", AgentState.LOGIN, 0, 0);
        assertThat(verdict.failureCode()).isEqualTo(259);
    }

    @Test
    @Tag("BEH-345")
    void theGraceBeginsAnewWhenNoSideWasThereToComeBackTo() {
        desk.in("1001", "i1").ready("i1");
        close();
        desk.pass(19_000);
        desk.book.holdJudgement(desk.nowMs, desk.nowMs + 5_000);
        desk.pass(19_999);
        assertThat(desk.state("1001")).isNotEqualTo(AgentState.LOGOUT);

        desk.pass(1);
        assertThat(desk.state("1001")).isEqualTo(AgentState.LOGOUT);
    }

    @Test
    void aGraceThatEndsInACallLogsOutAfterIt() {
        desk.in("1001", "i1").ready("i1");
        desk.calls("i1", Desk.routed(1, Phase.ACTIVE));
        close();
        desk.pass(60_000);
        assertThat(desk.state("1001")).isEqualTo(AgentState.TALKING);
        desk.calls("i1");

        assertThat(desk.states())
                .endsWith("TALKING 0", "NOT_READY " + (short) 50002, "LOGOUT " + (short) 50002);
    }

    @Test
    void aTakeOverInTheCallAfterTheGraceKeepsTheAgent() {
        desk.in("1001", "i1").ready("i1");
        desk.calls("i1", Desk.routed(1, Phase.ACTIVE));
        close();
        desk.pass(60_000);
        takeOver();
        desk.calls("i1");

        assertThat(desk.state("1001")).isEqualTo(AgentState.AVAILABLE);
    }

    @Test
    void withoutAGraceTheLogoutIsAtOnce() {
        desk.book.setDeskSettings(Desk.SETTINGS.toBuilder().logoutGraceSeconds(0).build());
        desk.in("1001", "i1");
        close();

        assertThat(desk.states()).endsWith("NOT_READY 0", "LOGOUT " + (short) 50002);
    }

    @Test
    void aRestartOfTheSwitchLogsEverybodyOut() {
        desk.in("1001", "i1").ready("i1").in("1002", "i2");
        desk.book.switchRestarted(desk.nowMs, desk);

        assertThat(desk.states()).endsWith("NOT_READY -1", "LOGOUT -1", "LOGOUT -1");
        assertThat(desk.book.agents()).isEmpty();
    }
}
