package org.jackfield.gateway.agent;

import static org.assertj.core.api.Assertions.assertThat;

import org.jackfield.gateway.agent.CallAtDevice.Phase;
import org.jackfield.protocol.ged188.AgentState;
import org.jackfield.protocol.site.ReasonUse;
import org.jackfield.protocol.site.SiteReason;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class AgentLoginTest {

    private final Desk desk = new Desk();

    private void refused(AgentVerdict verdict, int failureCode, int peripheralError) {
        assertThat(verdict.failureCode()).as(verdict.text()).isEqualTo(failureCode);
        assertThat(verdict.peripheralErrorCode()).isEqualTo(peripheralError);
        assertThat(verdict.text()).isNotEmpty();
        assertThat(desk.order).isNotEmpty().endsWith("answer");
    }

    @Test
    void loginIsAnsweredThenToldAsLoginThenNotReady() {
        desk.in("1001", "i1");

        assertThat(desk.verdict.accepted()).isTrue();
        assertThat(desk.order).containsExactly("answer", "event", "event");
        assertThat(desk.states()).containsExactly("LOGIN 0", "NOT_READY 0");
    }

    @Test
    void theExtensionMayBeGivenForThePhoneAndTheLoginNameForTheId() {
        desk.ask("sue", "2002", AgentState.LOGIN, 0);

        assertThat(desk.book.agentAt("i2").agentId()).isEqualTo("1009");
    }

    @Test
    void anUnknownAgentIsRefused() {
        refused(desk.ask("7777", "i1", AgentState.LOGIN, 0), 256, 0);
    }

    @Test
    void aWrongPasswordIsRefused() {
        refused(desk.ask(Desk.A, false, "1001", "i1", AgentState.LOGIN, 0, 0), 257, 0);
        assertThat(desk.state("1001")).isEqualTo(AgentState.LOGOUT);
    }

    @Test
    @Tag("ERR-005")
    void anUnknownPhoneIsRefused() {
        refused(desk.ask("1001", "i9", AgentState.LOGIN, 0), 260, 10004);
    }

    @Test
    @Tag("ERR-007")
    @Tag("ERR-186")
    void aSecondLoginOfTheSameAgentIsRefused() {
        desk.in("1001", "i1");

        refused(desk.ask("1001", "i1", AgentState.LOGIN, 0), 259, 10102);
        refused(desk.ask("1001", "i2", AgentState.LOGIN, 0), 259, 10102);
    }

    @Test
    @Tag("ERR-187")
    void aPhoneInUseByAnotherAgentIsRefusedUnlessForced() {
        desk.in("1001", "i1");

        refused(desk.ask("1002", "i1", AgentState.LOGIN, 0), 283, 0);
        desk.ask(Desk.A, true, "1002", "i1", AgentState.LOGIN, 0, 1);

        assertThat(desk.states()).endsWith("LOGOUT " + (short) 50030, "LOGIN 0", "NOT_READY 0");
        assertThat(desk.state("1001")).isEqualTo(AgentState.LOGOUT);
    }

    @Test
    @Tag("ERR-192")
    void aWorkModeThatCannotBeHadIsRefused() {
        AgentStateRequest.Asked nailed =
                new AgentStateRequest.Asked(AgentState.LOGIN.value(), 4, 0, 0);

        refused(desk.ask(new AgentStateRequest(Desk.A, 1, true, "1001", "i1", "", nailed)), 265, 0);
    }

    @Test
    @Tag("ERR-172")
    void aPhoneOutOfServiceIsRefused() {
        desk.book.deviceInService("i1", false, desk.nowMs, desk);

        refused(desk.ask("1001", "i1", AgentState.LOGIN, 0), 34, 20119);
    }

    @Test
    void credentialsCanBeCheckedWithoutALogin() {
        assertThat(desk.ask(Desk.A, true, "1001", "i1", AgentState.LOGIN, 0, 2).accepted())
                .isTrue();
        refused(desk.ask(Desk.A, false, "1001", "i1", AgentState.LOGIN, 0, 2), 257, 0);
        assertThat(desk.told).isEmpty();
    }

    @Test
    void logoutFromNotReadyIsToldWithItsReasonAndFreesThePhone() {
        desk.in("1001", "i1");
        desk.ask("1001", "i1", AgentState.LOGOUT, 4);

        assertThat(desk.states()).endsWith("NOT_READY 0", "LOGOUT 4");
        assertThat(desk.book.agentAt("i1")).isNull();
        assertThat(desk.book.nextDeadlineMs()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    @Tag("ERR-016")
    void logoutIsRefusedUnlessNotReady() {
        desk.in("1001", "i1").ready("i1");

        refused(desk.ask("1001", "i1", AgentState.LOGOUT, 0), 21, 10112);
        desk.book.reserve("1001", 10, 1, desk.nowMs, desk);
        refused(desk.ask("1001", "i1", AgentState.LOGOUT, 0), 21, 10112);
        desk.calls("i1", Desk.routed(1, Phase.ACTIVE));
        refused(desk.ask("1001", "i1", AgentState.LOGOUT, 0), 21, 10112);
    }

    @Test
    @Tag("ERR-006")
    void logoutOfSomebodyLoggedOutIsRefused() {
        refused(desk.ask("1001", "i1", AgentState.LOGOUT, 0), 22, 10101);
    }

    @Test
    void aForcedLogoutGoesByNotReady() {
        desk.in("1001", "i1").ready("i1");
        desk.ask(Desk.A, true, "1001", "i1", AgentState.LOGOUT, 0, 1);

        assertThat(desk.states()).endsWith("NOT_READY 20001", "LOGOUT 20002");
    }

    @Test
    void aForcedLogoutWaitsForTheEndOfTheCall() {
        desk.in("1001", "i1").ready("i1");
        desk.calls("i1", Desk.routed(1, Phase.ACTIVE));
        desk.ask(Desk.A, true, "1001", "i1", AgentState.LOGOUT, 0, 1);
        assertThat(desk.state("1001")).isEqualTo(AgentState.TALKING);
        desk.calls("i1");

        assertThat(desk.states()).endsWith("NOT_READY 20003", "LOGOUT 20002");
    }

    @Test
    @Tag("BEH-366")
    @Tag("ERR-185")
    void aReasonThatIsNeededIsDemanded() {
        desk.book.setDeskSettings(
                Desk.SETTINGS.toBuilder()
                        .reasonNeededNotReady(true)
                        .reasonNeededLogout(true)
                        .build());
        desk.in("1001", "i1");

        refused(desk.ask("", "i1", AgentState.NOT_READY, 0), 281, 0);
        refused(desk.ask("1001", "i1", AgentState.LOGOUT, 0), 281, 0);
        assertThat(desk.ask("", "i1", AgentState.NOT_READY, 5).accepted()).isTrue();
    }

    @Test
    @Tag("ERR-193")
    void aReasonThatTheSiteDoesNotHaveIsRefusedWhereOneIsNeeded() {
        desk.book.setReason(new SiteReason(ReasonUse.LOGOUT, 7, "end of shift"));
        desk.book.setDeskSettings(Desk.SETTINGS.toBuilder().reasonNeededLogout(true).build());
        desk.in("1001", "i1");

        refused(desk.ask("1001", "i1", AgentState.LOGOUT, 8), 266, 0);
        assertThat(desk.ask("1001", "i1", AgentState.LOGOUT, 50001).accepted()).isTrue();
        desk.in("1001", "i1");
        assertThat(desk.ask("1001", "i1", AgentState.LOGOUT, 7).accepted()).isTrue();
    }

    @Test
    void aSupervisorOfTheTeamMaySetAnAgentNotReadyAndOthersMayNot() {
        desk.in("1001", "i1").ready("i1");
        AgentStateRequest.Asked notReady =
                new AgentStateRequest.Asked(AgentState.NOT_READY.value(), 0, 0, 0);

        refused(
                desk.ask(new AgentStateRequest(Desk.B, 1, true, "1001", "i1", "1002", notReady)),
                19,
                0);
        desk.ask(new AgentStateRequest(Desk.B, 1, true, "1001", "i1", "1009", notReady));

        assertThat(desk.states()).endsWith("NOT_READY 999");
    }

    @Test
    void anAgentIsNotTakenForOneAtAnotherPhone() {
        desk.in("1001", "i1").in("1002", "i2");

        refused(desk.ask("1001", "i2", AgentState.AVAILABLE, 0), 12, 0);
    }

    @Test
    void aStateThatFollowsFromCallsCannotBeAskedFor() {
        desk.in("1001", "i1");

        refused(desk.ask("1001", "i1", AgentState.TALKING, 0), 3, 10108);
    }

    @Test
    void anExtensionThatChangesLogsItsAgentOut() {
        desk.in("1001", "i1").ready("i1");
        desk.book.setDevice(
                new org.jackfield.protocol.site.SiteDevice(
                        5000,
                        "i1",
                        "2999",
                        "SIP/1",
                        org.jackfield.protocol.pim.AnswerMode.DEFERRED),
                desk.nowMs,
                desk);

        assertThat(desk.states()).endsWith("NOT_READY -3", "LOGOUT -3");
    }
}
