package org.jackfield.gateway.agent;

import static org.assertj.core.api.Assertions.assertThat;

import org.jackfield.gateway.agent.CallAtDevice.Direction;
import org.jackfield.gateway.agent.CallAtDevice.Phase;
import org.jackfield.protocol.ged188.AgentDeskSettingsConf;
import org.jackfield.protocol.ged188.AgentDeskSettingsReq;
import org.jackfield.protocol.ged188.AgentState;
import org.jackfield.protocol.ged188.AgentStateEvent;
import org.jackfield.protocol.ged188.ControlFailureConf;
import org.jackfield.protocol.ged188.Ged188Message;
import org.jackfield.protocol.ged188.QueryAgentStateConf;
import org.jackfield.protocol.ged188.QueryAgentStateReq;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import java.util.List;

class AgentCallTest {

    private final Desk desk = new Desk();

    private List<String> groups() {
        return desk.last().stream()
                .map(e -> e.skillGroupNumber() + " " + AgentState.of(e.skillGroupState()))
                .toList();
    }

    @Test
    void eachChangeGivesOneEventASkillGroupWithItsOwnState() {
        desk.in("1001", "i1").ready("i1");
        assertThat(groups()).containsExactly("10 AVAILABLE", "11 AVAILABLE");
        desk.calls("i1", Desk.routed(1, Phase.ACTIVE));

        assertThat(groups()).containsExactly("10 TALKING", "11 BUSY_OTHER");
        AgentStateEvent event = desk.last().get(1);
        assertThat(event.agentState()).isEqualTo(AgentState.TALKING.value());
        assertThat(event.skillGroupId()).isEqualTo(511);
        assertThat(event.skillGroupPriority()).isEqualTo(2);
        assertThat(event.fltSkillGroupNumber()).containsExactly(10, 11);
        assertThat(event.fltSkillGroupState()).containsExactly(4, 7);
        assertThat(event.numFltSkillGroups()).isEqualTo(2);
        assertThat(event.agentInstrument()).isEqualTo("i1");
        assertThat(event.agentExtension()).isEqualTo("2001");
        assertThat(event.icmAgentId()).isEqualTo(5001);
        assertThat(event.peripheralType()).isEqualTo(17);
        assertThat(event.direction()).isEqualTo(1);
    }

    @Test
    void aRoutedCallGoesByReservedTalkingHoldAndEndsInTheStateBefore() {
        desk.in("1001", "i1").ready("i1");
        assertThat(desk.book.reserve("1001", 10, 1, desk.nowMs, desk)).isTrue();
        desk.calls("i1", Desk.routed(1, Phase.ALERTING));
        desk.calls("i1", Desk.routed(1, Phase.ACTIVE));
        desk.calls("i1", Desk.routed(1, Phase.HELD));
        desk.calls("i1", Desk.routed(1, Phase.ACTIVE));
        desk.calls("i1");

        assertThat(desk.states())
                .containsExactly(
                        "LOGIN 0",
                        "NOT_READY 0",
                        "AVAILABLE 0",
                        "RESERVED 0",
                        "TALKING 0",
                        "HOLD 0",
                        "TALKING 0",
                        "AVAILABLE 0");
    }

    @Test
    void anAgentHoldsOnlyWhenEveryCallIsHeld() {
        desk.in("1001", "i1").ready("i1");
        desk.calls("i1", Desk.routed(1, Phase.HELD));
        desk.calls(
                "i1",
                Desk.routed(1, Phase.HELD),
                Desk.direct(2, Phase.ACTIVE, Direction.OTHER_OUT));

        assertThat(desk.state("1001")).isEqualTo(AgentState.TALKING);
        assertThat(groups()).containsExactly("10 TALKING", "11 BUSY_OTHER");
    }

    @Test
    @Tag("BEH-322")
    void aCallOutsideOfRoutingCountsForTheDefaultGroup() {
        desk.in("1001", "i1").notReady("i1", 4);
        desk.calls("i1", Desk.direct(1, Phase.ACTIVE, Direction.IN));

        assertThat(groups()).containsExactly("10 BUSY_OTHER", "11 BUSY_OTHER", "99 TALKING");
        desk.calls("i1");
        assertThat(groups()).containsExactly("10 NOT_READY", "11 NOT_READY", "99 NOT_READY");
        assertThat(desk.reason("1001")).isEqualTo(4);
        desk.ready("i1");
        assertThat(groups()).containsExactly("10 AVAILABLE", "11 AVAILABLE");
    }

    @Test
    @Tag("BEH-322")
    void anAgentWithoutAGroupIsToldInTheDefaultGroup() {
        desk.in("1004", "i4");

        assertThat(groups()).containsExactly("99 NOT_READY");
    }

    @Test
    void aCallOutsideOfRoutingMakesAReadyAgentUnavailableAtOnceAndReadyAgainAfterIt() {
        desk.in("1001", "i1").ready("i1");
        desk.calls("i1", Desk.direct(1, Phase.INITIATED, Direction.OUT));
        assertThat(desk.order).endsWith("event", "not routable 1001");
        desk.calls("i1", Desk.direct(1, Phase.ACTIVE, Direction.OUT));
        desk.calls("i1");

        assertThat(desk.states())
                .endsWith("AVAILABLE 0", "NOT_READY " + (short) 50006, "TALKING 0", "AVAILABLE 0");
        assertThat(desk.order).endsWith("event", "routable 1001");
    }

    @Test
    @Tag("ASK-11")
    void aDialledCallThatFailsEndsInTheStateAndReasonBefore() {
        desk.in("1001", "i1").notReady("i1", 9);
        desk.calls("i1", Desk.direct(1, Phase.INITIATED, Direction.OUT));
        desk.calls("i1", Desk.direct(1, Phase.ACTIVE, Direction.OUT));
        desk.calls("i1");

        assertThat(desk.states()).endsWith("NOT_READY 9", "TALKING 0", "NOT_READY 9");
    }

    @Test
    @Tag("ASK-12")
    void theLastWishDuringACallIsTheStateAfterIt() {
        desk.in("1001", "i1").ready("i1");
        desk.calls("i1", Desk.routed(1, Phase.ACTIVE));
        desk.notReady("i1", 3);
        assertThat(desk.last().getFirst().nextAgentState()).isEqualTo(AgentState.NOT_READY.value());
        desk.ready("i1");
        desk.notReady("i1", 5);
        assertThat(desk.state("1001")).isEqualTo(AgentState.TALKING);
        desk.calls("i1");

        assertThat(desk.states()).endsWith("TALKING 0", "NOT_READY 5");
        assertThat(desk.last().getFirst().nextAgentState()).isNull();
        desk.calls("i1", Desk.direct(2, Phase.ACTIVE, Direction.OUT));
        desk.calls("i1");
        assertThat(desk.states()).endsWith("TALKING 0", "NOT_READY 5");
    }

    @Test
    void askingForWhatIsSoIsAcceptedAndTellsNothing() {
        desk.in("1001", "i1").ready("i1");
        int told = desk.told.size();

        assertThat(desk.ask("", "i1", AgentState.AVAILABLE, 0).accepted()).isTrue();
        assertThat(desk.told).hasSize(told);
    }

    @Test
    void aNewReasonIsToldAndRestartsTheClock() {
        desk.in("1001", "i1").notReady("i1", 1);
        desk.pass(5_000);
        desk.notReady("i1", 2);

        assertThat(desk.states()).endsWith("NOT_READY 1", "NOT_READY 2");
        assertThat(desk.book.agent("1001").sinceMs()).isEqualTo(desk.nowMs);
    }

    @Test
    @Tag("ASK-20")
    void theStateToldOnceMoreBringsReasonAndDuration() {
        desk.in("1001", "i1").notReady("i1", 7);
        desk.pass(61_500);
        List<Ged188Message> again = desk.book.stateEvents("1001", desk.nowMs);

        assertThat(again).hasSize(2);
        AgentStateEvent event = (AgentStateEvent) again.getFirst();
        assertThat(event.eventReasonCode()).isEqualTo(7);
        assertThat(event.stateDuration()).isEqualTo(61);
        assertThat(event.duration()).isEqualTo(61);
    }

    @Test
    void aLoginInTheMiddleOfACallLearnsTheCall() {
        desk.calls("i1", Desk.direct(1, Phase.ACTIVE, Direction.OUT));
        desk.in("1001", "i1");

        assertThat(desk.states()).containsExactly("LOGIN 0", "TALKING 0");
        desk.calls("i1");
        assertThat(desk.states()).endsWith("NOT_READY 0");
    }

    @Test
    @Tag("BEH-367")
    @Tag("ERR-008")
    @Tag("ERR-011")
    @Tag("ERR-014")
    void onlyANotReadyAgentMayDialAndOnlyATalkingOneMayConsult() {
        desk.in("1001", "i1").in("1002", "i2");
        assertThat(desk.book.mayDial("i1", "0891", false).accepted()).isTrue();
        desk.ready("i1");
        assertThat(desk.book.mayDial("i1", "0891", false).peripheralErrorCode()).isEqualTo(10103);
        desk.book.reserve("1001", 10, 1, desk.nowMs, desk);
        assertThat(desk.book.mayDial("i1", "0891", true).peripheralErrorCode()).isEqualTo(10106);
        desk.calls("i1", Desk.routed(1, Phase.ACTIVE));
        assertThat(desk.book.mayDial("i1", "2002", true).accepted()).isTrue();
        desk.book.setDeskSettings(Desk.SETTINGS.toBuilder().agentToAgent(false).build());
        assertThat(desk.book.mayDial("i1", "2002", true).peripheralErrorCode()).isEqualTo(10109);
        assertThat(desk.book.mayDial("i3", "0891", false).failureCode()).isEqualTo(5);
    }

    @Test
    void aQueryTellsStateAndGroupsAndLogoutForOneWhoIsNotThere() {
        desk.in("1001", "i1").ready("i1");
        QueryAgentStateReq byId = QueryAgentStateReq.builder().invokeId(8).agentId("1001").build();
        QueryAgentStateConf conf = (QueryAgentStateConf) desk.book.queryState(byId);
        assertThat(conf.invokeId()).isEqualTo(8);
        assertThat(conf.agentState()).isEqualTo(3);
        assertThat(conf.skillGroupNumber()).containsExactly(10L, 11L);
        assertThat(conf.agentAvailabilityStatus()).isEqualTo(1);

        QueryAgentStateReq gone = byId.toBuilder().agentId("1002").build();
        assertThat(((QueryAgentStateConf) desk.book.queryState(gone)).agentState()).isEqualTo(1);
        QueryAgentStateReq byPhone =
                QueryAgentStateReq.builder().invokeId(8).agentExtension("2001").build();
        assertThat(((QueryAgentStateConf) desk.book.queryState(byPhone)).agentId())
                .isEqualTo("1001");
        QueryAgentStateReq nobody = byId.toBuilder().agentId("4711").build();
        assertThat(((ControlFailureConf) desk.book.queryState(nobody)).failureCode())
                .isEqualTo(256);
    }

    @Test
    void deskSettingsAreTold() {
        AgentDeskSettingsReq request =
                AgentDeskSettingsReq.builder().invokeId(3).agentId("1001").build();
        AgentDeskSettingsConf conf = (AgentDeskSettingsConf) desk.book.deskSettings(request);

        assertThat(conf.ringNoAnswerTime()).isEqualTo(12);
        assertThat(conf.wrapupDataIncomingMode()).isEqualTo(1);
        assertThat(conf.deskSettingsMask() & 0x40).isEqualTo(0x40);
    }
}
