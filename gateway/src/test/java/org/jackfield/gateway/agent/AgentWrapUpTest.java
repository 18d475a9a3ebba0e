package org.jackfield.gateway.agent;

import static org.assertj.core.api.Assertions.assertThat;

import org.jackfield.gateway.agent.CallAtDevice.Direction;
import org.jackfield.gateway.agent.CallAtDevice.Phase;
import org.jackfield.protocol.ged188.AgentState;
import org.jackfield.protocol.site.WrapUpMode;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class AgentWrapUpTest {

    private final Desk desk = new Desk();

    private void dialled() {
        desk.calls("i1", Desk.direct(5, Phase.INITIATED, Direction.OUT));
        desk.calls("i1", new CallAtDevice(5, Phase.ACTIVE, Direction.OUT, -1, true));
        desk.calls("i1");
    }

    @Test
    @Tag("WUP-001")
    @Tag("BEH-364")
    @Tag("BEH-365")
    void requiredWrapUpIsWorkReadyAfterIncomingAndItsTimerEndsInReady() {
        desk.settings(WrapUpMode.REQUIRED, WrapUpMode.NOT_ALLOWED, 30);
        desk.in("1001", "i1").ready("i1");
        desk.routedCall("1001", "i1", 1);

        assertThat(desk.state("1001")).isEqualTo(AgentState.WORK_READY);
        desk.pass(29_999);
        assertThat(desk.state("1001")).isEqualTo(AgentState.WORK_READY);
        desk.pass(1);
        assertThat(desk.state("1001")).isEqualTo(AgentState.AVAILABLE);
    }

    @Test
    @Tag("WUP-001")
    @Tag("BEH-365")
    void requiredWrapUpIsWorkNotReadyAfterOutgoingAndItsTimerEndsInNotReady() {
        desk.settings(WrapUpMode.NOT_ALLOWED, WrapUpMode.REQUIRED, 30);
        desk.in("1001", "i1").notReady("i1", 6);
        dialled();

        assertThat(desk.state("1001")).isEqualTo(AgentState.WORK_NOT_READY);
        desk.pass(30_000);
        assertThat(desk.states()).endsWith("WORK_NOT_READY 0", "NOT_READY 6");
    }

    @Test
    @Tag("WUP-001")
    void withoutATimerWrapUpLastsUntilTheAgentEndsIt() {
        desk.settings(WrapUpMode.REQUIRED, WrapUpMode.REQUIRED, 0);
        desk.in("1001", "i1").ready("i1");
        desk.routedCall("1001", "i1", 1);
        desk.pass(3_600_000);

        assertThat(desk.state("1001")).isEqualTo(AgentState.WORK_READY);
        desk.notReady("i1", 3);
        assertThat(desk.states()).endsWith("WORK_READY 0", "NOT_READY 3");
    }

    @Test
    @Tag("WUP-001")
    @Tag("BEH-513")
    @Tag("ERR-013")
    @Tag("ERR-015")
    void requiredWrapUpForbidsToChooseAStateDuringTheCall() {
        desk.settings(WrapUpMode.REQUIRED, WrapUpMode.REQUIRED, 30);
        desk.in("1001", "i1").ready("i1");
        desk.calls("i1", Desk.routed(1, Phase.ACTIVE));

        assertThat(desk.ask("", "i1", AgentState.AVAILABLE, 0).peripheralErrorCode())
                .isEqualTo(10111);
        assertThat(desk.ask("", "i1", AgentState.NOT_READY, 0).peripheralErrorCode())
                .isEqualTo(10108);
        assertThat(desk.ask("", "i1", AgentState.WORK_READY, 0).peripheralErrorCode())
                .isEqualTo(10108);
    }

    @Test
    @Tag("WUP-002")
    @Tag("BEH-366")
    @Tag("ERR-184")
    void requiredDataMustBeEnteredBeforeTheWrapUpMayEnd() {
        desk.settings(WrapUpMode.REQUIRED_WITH_DATA, WrapUpMode.OPTIONAL, 60);
        desk.in("1001", "i1").ready("i1");
        desk.routedCall("1001", "i1", 1);

        assertThat(desk.ask("", "i1", AgentState.AVAILABLE, 0).failureCode()).isEqualTo(280);
        assertThat(desk.ask("", "i1", AgentState.NOT_READY, 0).failureCode()).isEqualTo(280);
        desk.book.wrapUpEntered("i1", 1, true);
        assertThat(desk.ask("", "i1", AgentState.NOT_READY, 0).accepted()).isTrue();
    }

    @Test
    @Tag("WUP-002")
    void requiredDataOfTheNextCallMustBeEnteredAnew() {
        desk.settings(WrapUpMode.REQUIRED_WITH_DATA, WrapUpMode.OPTIONAL, 60);
        desk.in("1001", "i1").ready("i1");
        desk.routedCall("1001", "i1", 1);
        desk.book.wrapUpEntered("i1", 1, true);
        desk.ready("i1");
        desk.routedCall("1001", "i1", 2);

        assertThat(desk.ask("", "i1", AgentState.AVAILABLE, 0).failureCode()).isEqualTo(280);
        desk.pass(60_000);
        assertThat(desk.state("1001")).isEqualTo(AgentState.AVAILABLE);
    }

    private boolean mayGoReady() {
        return desk.ask("", "i1", AgentState.AVAILABLE, 0).accepted();
    }

    @Test
    @Tag("WUP-002")
    void aTextAboutAnEarlierCallIsNoneForThePresentWrapUp() {
        desk.settings(WrapUpMode.REQUIRED_WITH_DATA, WrapUpMode.OPTIONAL, 60);
        desk.in("1001", "i1").ready("i1");
        desk.routedCall("1001", "i1", 1);
        desk.book.wrapUpEntered("i1", 1, true);
        desk.ready("i1");
        desk.routedCall("1001", "i1", 2);

        desk.book.wrapUpEntered("i1", 1, true);
        assertThat(mayGoReady()).isFalse();
        desk.book.wrapUpEntered("i1", 2, true);
        desk.book.wrapUpEntered("i1", 1, false);
        assertThat(mayGoReady()).isTrue();
    }

    @Test
    @Tag("WUP-002")
    void aTextAboutTheCallBeforeThatComesWhileTheNextOneRingsIsNoneForTheNext() {
        desk.settings(WrapUpMode.REQUIRED_WITH_DATA, WrapUpMode.OPTIONAL, 60);
        desk.in("1001", "i1").ready("i1");
        desk.routedCall("1001", "i1", 1);
        desk.book.wrapUpEntered("i1", 1, true);
        desk.ready("i1");
        desk.calls("i1", Desk.routed(2, Phase.ALERTING));
        desk.book.wrapUpEntered("i1", 1, true);
        desk.calls("i1", Desk.routed(2, Phase.ACTIVE));
        desk.calls("i1");

        assertThat(mayGoReady()).isFalse();
    }

    @Test
    @Tag("WUP-002")
    void aTextAboutAConsultationOfTheCallCounts() {
        desk.settings(WrapUpMode.REQUIRED_WITH_DATA, WrapUpMode.OPTIONAL, 60);
        desk.in("1001", "i1").ready("i1");
        desk.calls("i1", Desk.routed(1, Phase.ACTIVE));
        desk.calls("i1", Desk.routed(1, Phase.HELD), Desk.routed(2, Phase.ACTIVE));
        desk.calls("i1");

        desk.book.wrapUpEntered("i1", 2, true);
        assertThat(mayGoReady()).isTrue();
    }

    @Test
    @Tag("WUP-002")
    void whatOnlyRangInTheWrapUpTakesNoTextAway() {
        desk.settings(WrapUpMode.REQUIRED_WITH_DATA, WrapUpMode.OPTIONAL, 60);
        desk.in("1001", "i1").ready("i1");
        desk.routedCall("1001", "i1", 1);
        desk.book.wrapUpEntered("i1", 1, true);
        desk.calls("i1", Desk.routed(2, Phase.ALERTING));
        desk.book.wrapUpEntered("i1", 2, false);
        desk.calls("i1");

        assertThat(mayGoReady()).isTrue();
    }

    @Test
    @Tag("WUP-002")
    void aCallThatIsAnsweredInTheWrapUpNeedsATextOfItsOwn() {
        desk.settings(WrapUpMode.REQUIRED_WITH_DATA, WrapUpMode.OPTIONAL, 60);
        desk.in("1001", "i1").ready("i1");
        desk.routedCall("1001", "i1", 1);
        desk.book.wrapUpEntered("i1", 1, true);
        desk.calls("i1", Desk.routed(2, Phase.ALERTING));
        desk.calls("i1", Desk.routed(2, Phase.ACTIVE));
        desk.calls("i1");

        assertThat(mayGoReady()).isFalse();
        desk.book.wrapUpEntered("i1", 1, true);
        assertThat(mayGoReady()).isFalse();
    }

    @Test
    @Tag("WUP-002")
    void aTextAboutACallThatRingsInTheWrapUpBeforeIsThatCallsOwn() {
        desk.settings(WrapUpMode.REQUIRED_WITH_DATA, WrapUpMode.OPTIONAL, 60);
        desk.in("1001", "i1").ready("i1");
        desk.routedCall("1001", "i1", 1);
        desk.calls("i1", Desk.routed(2, Phase.ALERTING));
        desk.book.wrapUpEntered("i1", 2, true);
        desk.calls("i1", Desk.routed(2, Phase.ACTIVE));
        desk.calls("i1");
        assertThat(mayGoReady()).isTrue();

        desk.routedCall("1001", "i1", 3);
        desk.calls("i1", Desk.routed(4, Phase.ALERTING));
        desk.book.wrapUpEntered("i1", 4, true);
        desk.book.wrapUpEntered("i1", 4, false);
        desk.calls("i1", Desk.routed(4, Phase.ACTIVE));
        desk.calls("i1");
        assertThat(mayGoReady()).isFalse();
    }

    @Test
    @Tag("WUP-003")
    void optionalWrapUpIsHadOnlyWhenAskedForAndHasNoTimer() {
        desk.settings(WrapUpMode.OPTIONAL, WrapUpMode.OPTIONAL, 30);
        desk.in("1001", "i1").ready("i1");
        desk.routedCall("1001", "i1", 1);
        assertThat(desk.state("1001")).isEqualTo(AgentState.AVAILABLE);

        desk.calls("i1", Desk.routed(2, Phase.ACTIVE));
        desk.ask("", "i1", AgentState.WORK_NOT_READY, 0);
        desk.calls("i1");
        desk.pass(120_000);
        assertThat(desk.state("1001")).isEqualTo(AgentState.WORK_NOT_READY);
        desk.ask("", "i1", AgentState.WORK_READY, 0);
        desk.ready("i1");
        assertThat(desk.states()).endsWith("WORK_NOT_READY 0", "WORK_READY 0", "AVAILABLE 0");
    }

    @Test
    @Tag("WUP-004")
    @Tag("ERR-013")
    void wrapUpThatIsNotAllowedIsRefusedAndReadyOrNotReadyAreNot() {
        desk.settings(WrapUpMode.NOT_ALLOWED, WrapUpMode.NOT_ALLOWED, 30);
        desk.in("1001", "i1").ready("i1");
        desk.calls("i1", Desk.routed(1, Phase.ACTIVE));

        assertThat(desk.ask("", "i1", AgentState.WORK_READY, 0).peripheralErrorCode())
                .isEqualTo(10108);
        assertThat(desk.ask("", "i1", AgentState.NOT_READY, 2).accepted()).isTrue();
        desk.calls("i1");
        assertThat(desk.states()).endsWith("TALKING 0", "NOT_READY 2");
    }

    @Test
    void theModesHoldByDirection() {
        desk.settings(WrapUpMode.REQUIRED, WrapUpMode.NOT_ALLOWED, 30);
        desk.in("1001", "i1").notReady("i1", 6);
        dialled();

        assertThat(desk.states()).endsWith("TALKING 0", "NOT_READY 6");
    }

    @Test
    void aWorkStateOutsideOfACallIsRefused() {
        desk.in("1001", "i1");

        assertThat(desk.ask("", "i1", AgentState.WORK_READY, 0).peripheralErrorCode())
                .isEqualTo(10108);
    }

    @Test
    void wrapUpTimeIsNotTouchedByAChoiceOfTheOtherWork() {
        desk.settings(WrapUpMode.REQUIRED, WrapUpMode.OPTIONAL, 30);
        desk.in("1001", "i1").ready("i1");
        desk.routedCall("1001", "i1", 1);
        desk.pass(20_000);
        desk.ask("", "i1", AgentState.WORK_NOT_READY, 0);
        desk.pass(10_000);

        assertThat(desk.states()).endsWith("WORK_READY 0", "WORK_NOT_READY 0", "NOT_READY 0");
    }

    @Test
    void wrapUpStaysInTheGroupOfItsCall() {
        desk.settings(WrapUpMode.REQUIRED, WrapUpMode.OPTIONAL, 30);
        desk.in("1001", "i1").ready("i1");
        desk.routedCall("1001", "i1", 1);

        assertThat(desk.last())
                .extracting(e -> e.skillGroupNumber() + " " + e.skillGroupState())
                .containsExactly("10 6", "11 7");
    }

    @Test
    void aCallThatOnlyRingsDoesNotPutOffTheWrapUp() {
        desk.settings(WrapUpMode.REQUIRED, WrapUpMode.OPTIONAL, 30);
        desk.in("1001", "i1").ready("i1");
        desk.calls("i1", Desk.routed(1, Phase.ACTIVE));
        desk.calls(
                "i1",
                Desk.routed(1, Phase.ACTIVE),
                Desk.direct(2, Phase.ALERTING, Direction.OTHER_IN));
        desk.calls("i1", Desk.direct(2, Phase.ALERTING, Direction.OTHER_IN));
        assertThat(desk.state("1001")).isEqualTo(AgentState.WORK_READY);
        desk.calls("i1");
        desk.pass(30_000);

        assertThat(desk.states()).endsWith("TALKING 0", "WORK_READY 0", "AVAILABLE 0");
    }
}
