package org.jackfield.gateway.agent;

import static org.assertj.core.api.Assertions.assertThat;

import org.jackfield.gateway.agent.CallAtDevice.Direction;
import org.jackfield.gateway.agent.CallAtDevice.Phase;
import org.jackfield.protocol.ged188.AgentState;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AgentOfferTest {

    private final Desk desk = new Desk();

    @BeforeEach
    void anAgentIsOffered() {
        desk.in("1001", "i1").ready("i1");
        desk.pass(10_000);
        offer(1);
    }

    private void offer(long callId) {
        assertThat(desk.book.reserve("1001", 10, callId, desk.nowMs, desk)).isTrue();
        desk.calls("i1", Desk.routed(callId, Phase.ALERTING));
    }

    private void ends(long callId, OfferEnd end) {
        desk.book.offerEnded("1001", callId, end, desk.nowMs, desk);
        desk.calls("i1");
    }

    @ParameterizedTest
    @CsvSource({"NO_ANSWER, 32767", "DECLINED, 32766", "BUSY, 50005", "UNREACHABLE, 50003"})
    @Tag("ASK-17")
    void aMissedOfferMakesNotReadyWithAReasonOfItsOwn(OfferEnd end, int reason) {
        ends(1, end);

        assertThat(desk.state("1001")).isEqualTo(AgentState.NOT_READY);
        assertThat(desk.reason("1001")).isEqualTo(reason);
        assertThat(desk.order).endsWith("event", "not routable 1001", "event");
    }

    @Test
    @Tag("ASK-25")
    void aCallerWhoGivesUpLeavesTheAgentReadyInThePlaceBefore() {
        long since = desk.lastRoutable.availableSinceMs();
        ends(1, OfferEnd.CALLER_GONE);

        assertThat(desk.state("1001")).isEqualTo(AgentState.AVAILABLE);
        assertThat(desk.order).endsWith("routable 1001");
        assertThat(desk.lastRoutable.availableSinceMs()).isEqualTo(since).isLessThan(desk.nowMs);
    }

    @Test
    void twoCallsInARowThatDoNotArriveMakeNotReady() {
        ends(1, OfferEnd.NOT_ARRIVED);
        assertThat(desk.state("1001")).isEqualTo(AgentState.AVAILABLE);
        assertThat(desk.book.reserve("1001", 10, 2, desk.nowMs, desk)).isTrue();
        ends(2, OfferEnd.NOT_ARRIVED);
        assertThat(desk.state("1001")).isEqualTo(AgentState.AVAILABLE);
        assertThat(desk.book.reserve("1001", 10, 3, desk.nowMs, desk)).isTrue();
        ends(3, OfferEnd.NOT_ARRIVED);

        assertThat(desk.state("1001")).isEqualTo(AgentState.NOT_READY);
        assertThat(desk.reason("1001")).isEqualTo(50010);
    }

    @Test
    @Tag("ASK-14")
    void aReservationWhoseCallNeverComesIsTakenBack() {
        desk.calls("i1");
        assertThat(desk.state("1001")).isEqualTo(AgentState.RESERVED);
        desk.pass(5_000);

        assertThat(desk.state("1001")).isEqualTo(AgentState.AVAILABLE);
        assertThat(desk.warnings).hasSize(1).first().asString().contains("call 1", "i1");
    }

    @Test
    void whileTheWayToTheSwitchChangesNobodyIsJudged() {
        desk.calls("i1");
        desk.book.holdJudgement(desk.nowMs, desk.nowMs + 7_000);
        desk.pass(6_000);
        assertThat(desk.state("1001")).isEqualTo(AgentState.RESERVED);
        desk.pass(1_000);
        assertThat(desk.state("1001")).isEqualTo(AgentState.AVAILABLE);
    }

    @Test
    void aWishWhileReservedIsTheStateAfterTheOffer() {
        desk.notReady("i1", 3);
        assertThat(desk.state("1001")).isEqualTo(AgentState.RESERVED);
        ends(1, OfferEnd.CALLER_GONE);

        assertThat(desk.states()).endsWith("RESERVED 0", "NOT_READY 3");
    }

    @Test
    void anAgentWhoIsNotRoutableIsNotReserved() {
        desk.in("1002", "i2");

        assertThat(desk.book.reserve("1002", 10, 9, desk.nowMs, desk)).isFalse();
        assertThat(desk.book.reserve("1001", 10, 9, desk.nowMs, desk)).isFalse();
        assertThat(desk.state("1002")).isEqualTo(AgentState.NOT_READY);
    }

    @Test
    void anOfferThatEndsTwiceOrLateChangesNothing() {
        desk.calls("i1", Desk.routed(1, Phase.ACTIVE));
        desk.book.offerEnded("1001", 1, OfferEnd.NO_ANSWER, desk.nowMs, desk);

        assertThat(desk.state("1001")).isEqualTo(AgentState.TALKING);
        desk.calls("i1");
        assertThat(desk.state("1001")).isEqualTo(AgentState.AVAILABLE);
    }

    @Test
    @Tag("BEH-346")
    @Tag("BEH-474")
    @Tag("ASK-15")
    void aPhoneThatGoesAwayMakesNotReadyAtOnceAndLogsOutWhenItStaysAway() {
        ends(1, OfferEnd.CALLER_GONE);
        desk.book.deviceInService("i1", false, desk.nowMs, desk);
        assertThat(desk.states()).endsWith("AVAILABLE 0", "NOT_READY " + (short) 50003);
        desk.pass(4_000);

        assertThat(desk.states()).endsWith("LOGOUT " + (short) 50003);
        desk.book.deviceInService("i1", true, desk.nowMs, desk);
        assertThat(desk.state("1001")).isEqualTo(AgentState.LOGOUT);
        desk.in("1001", "i1");
        assertThat(desk.state("1001")).isEqualTo(AgentState.NOT_READY);
    }

    @Test
    void aPhoneThatIsBackSoonGivesTheStateBack() {
        ends(1, OfferEnd.CALLER_GONE);
        desk.book.deviceInService("i1", false, desk.nowMs, desk);
        assertThat(desk.ask("", "i1", AgentState.AVAILABLE, 0).failureCode()).isEqualTo(34);
        desk.pass(3_000);
        desk.book.deviceInService("i1", true, desk.nowMs, desk);
        desk.pass(60_000);

        assertThat(desk.state("1001")).isEqualTo(AgentState.AVAILABLE);
    }

    @Test
    void aPhoneThatGoesAwayDuringACallLogsOutAfterIt() {
        desk.calls("i1", Desk.routed(1, Phase.ACTIVE));
        desk.book.deviceInService("i1", false, desk.nowMs, desk);
        desk.pass(60_000);
        assertThat(desk.state("1001")).isEqualTo(AgentState.TALKING);
        desk.calls("i1");

        assertThat(desk.states()).endsWith("NOT_READY " + (short) 50003, "LOGOUT " + (short) 50003);
    }

    @Test
    void aCallOutsideOfRoutingThatRingsMakesUnavailable() {
        ends(1, OfferEnd.CALLER_GONE);
        desk.calls("i1", Desk.direct(2, Phase.ALERTING, Direction.OTHER_IN));

        assertThat(desk.reason("1001")).isEqualTo(50006);
        assertThat(desk.order).endsWith("not routable 1001");
    }
}
