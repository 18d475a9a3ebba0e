package org.jackfield.gateway.ctiserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jackfield.gateway.ctiserver.CtiServerBench.MEMBER;
import static org.jackfield.gateway.ctiserver.CtiServerBench.openReq;
import static org.jackfield.gateway.ctiserver.ScriptedReads.PERIPHERAL;

import org.jackfield.gateway.opc.OpcOutput;
import org.jackfield.protocol.ged188.ActiveMaintenanceEventMsg;
import org.jackfield.protocol.ged188.ActiveMaintenanceReqMsg;
import org.jackfield.protocol.ged188.ActiveMaintenanceRespMsg;
import org.jackfield.protocol.ged188.AgentState;
import org.jackfield.protocol.ged188.FailureConf;
import org.jackfield.protocol.ged188.FailureEvent;
import org.jackfield.protocol.ged188.HeartbeatReq;
import org.jackfield.protocol.ged188.QueryAgentStateConf;
import org.jackfield.protocol.ged188.QueryAgentStateReq;
import org.jackfield.protocol.ged188.ServiceMask;
import org.jackfield.protocol.ged188.StatusCode;
import org.jackfield.protocol.ged188.StoppingRequestsToThisSideInd;
import org.jackfield.protocol.log.ActiveSideAsked;
import org.jackfield.protocol.log.ClientClosed;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;

/** A change of the active side that an operator wants is settled with the clients first. */
class PlannedChangeTest {

    private static final int OTHER = MEMBER + 1;
    private static final long MOVES =
            ServiceMask.ALL_EVENTS | ServiceMask.CLIENT_CONTROL | ServiceMask.ACTIVE_STANDBY;
    private static final ActiveSideAsked ORDER = new ActiveSideAsked(PERIPHERAL, OTHER);

    private final CtiServerBench bench = new CtiServerBench(CtiServerSettings.DEFAULTS);

    @BeforeEach
    void twoThatMoveAndOneThatDoesNot() {
        bench.applied(new OpcOutput.ServingSide(MEMBER));
        bench.open(1, openReq(MOVES));
        bench.open(2, openReq(MOVES).clientId("second"));
        bench.open(3, openReq(ServiceMask.ALL_EVENTS).versionNumber(23));
        bench.submitted.clear();
        bench.forget();
    }

    @Test
    @Tag("BEH-349")
    void eachIsAskedThenToldAndTheChangeWaitsUntilAllHaveStopped() {
        wanted();
        assertThat(bench.heardTypes(1)).containsExactly("ACTIVE_MAINTENANCE_REQ_MSG");
        assertThat(bench.heardTypes(2)).containsExactly("ACTIVE_MAINTENANCE_REQ_MSG");
        assertThat(bench.heard(3)).isEmpty();
        answer(1, 1);
        assertThat(bench.heardTypes(1)).hasSize(1);
        answer(2, 1);
        assertThat(decision(1)).isEqualTo(1);
        assertThat(decision(2)).isEqualTo(1);
        stop(1);
        assertThat(bench.submitted).isEmpty();
        stop(2);
        assertThat(bench.submitted).containsExactly(ORDER);
        moved();
        for (int session = 1; session <= 3; session++) {
            assertThat(bench.last(session, FailureEvent.class).status())
                    .isEqualTo(StatusCode.CTI_SERVER_OFFLINE.value());
        }
        assertThat(bench.submitted).filteredOn(ClientClosed.class::isInstance).hasSize(3);
    }

    @Test
    void oneThatRefusesKeepsEverythingAsItWas() {
        wanted();
        answer(1, 1);
        answer(2, 0);
        assertThat(decision(1)).isZero();
        assertThat(decision(2)).isZero();
        assertThat(bench.submitted).isEmpty();
        bench.waitMs(19_000);
        assertThat(bench.submitted).isEmpty();
        wanted();
        assertThat(bench.heardTypes(1)).endsWith("ACTIVE_MAINTENANCE_REQ_MSG");
    }

    @Test
    void silenceIsNoObjectionAndHoldsUpTheChangeFiveSecondsAStep() {
        wanted();
        answer(1, 1);
        bench.waitMs(4_999);
        assertThat(bench.heardTypes(1)).hasSize(1);
        bench.waitMs(1);
        assertThat(decision(1)).isEqualTo(1);
        stop(1);
        bench.waitMs(4_999);
        assertThat(bench.submitted).isEmpty();
        bench.waitMs(1);
        assertThat(bench.submitted).containsExactly(ORDER);
    }

    @Test
    void whoGoesAwayIsNotWaitedFor() {
        wanted();
        answer(1, 1);
        bench.take(new CtiServerInput.Disconnected(2, "reset"));
        assertThat(decision(1)).isEqualTo(1);
        bench.take(new CtiServerInput.Disconnected(1, "reset"));
        assertThat(bench.submitted).contains(ORDER);
    }

    @Test
    void whereNobodyKnowsTheseMessagesTheChangeComesAtOnce() {
        CtiServerBench old = new CtiServerBench(CtiServerSettings.DEFAULTS);
        old.applied(new OpcOutput.ServingSide(MEMBER));
        old.open(1, openReq(ServiceMask.ALL_EVENTS).versionNumber(23));
        old.forget();
        old.applied(new OpcOutput.ClientsToAsk(PERIPHERAL, OTHER, MEMBER));
        assertThat(old.heard(1)).isEmpty();
        assertThat(old.submitted).endsWith(ORDER);
    }

    @Test
    void whoComesWhileTheOthersAreAskedIsAskedToo() {
        wanted();
        bench.open(4, openReq(MOVES).clientId("fourth"));
        assertThat(bench.heardTypes(4)).endsWith("ACTIVE_MAINTENANCE_REQ_MSG");
        answer(1, 1);
        answer(2, 1);
        assertThat(bench.heardTypes(1)).hasSize(1);
        answer(4, 1);
        assertThat(decision(1)).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"23, 15", "24, 110", "25, 110"})
    void whoComesAfterTheDecisionIsRefusedWithTheNumberThatItsVersionKnows(
            long version, long status) {
        decided();
        bench.open(4, openReq(ServiceMask.ALL_EVENTS).versionNumber(version).clientId("late"));
        assertThat(bench.last(4, FailureConf.class).status()).isEqualTo(status);
        assertThat(bench.closed(4)).isTrue();
    }

    @Test
    void requestsAreServedUntilTheClientSaysItSendsNoMore() {
        bench.reads.phone("P1", "2001").agent("1001", "P1", AgentState.NOT_READY);
        decided();
        ask(1, 70);
        assertThat(bench.heard(1).stream().filter(QueryAgentStateConf.class::isInstance))
                .hasSize(1);
        stop(1);
        bench.forget();
        ask(1, 71);
        FailureConf refused = bench.last(1, FailureConf.class);
        assertThat(refused.invokeId()).isEqualTo(71);
        assertThat(refused.status()).isEqualTo(StatusCode.SERVER_IN_MAINTENANCE_MODE.value());
        bench.say(1, HeartbeatReq.builder().invokeId(72).build());
        assertThat(bench.heardTypes(1)).endsWith("HEARTBEAT_CONF");
        assertThat(bench.closed(1)).isFalse();
    }

    @Test
    void whatCannotBeDoneAnyMoreIsTakenBackAndTheClientsGoOnHere() {
        bench.reads.phone("P1", "2001").agent("1001", "P1", AgentState.NOT_READY);
        decided();
        stop(1);
        stop(2);
        bench.take(new CtiServerInput.Applied(ORDER, true, List.of()));
        assertThat(decision(1)).isZero();
        ask(1, 70);
        assertThat(bench.heard(1).stream().filter(QueryAgentStateConf.class::isInstance))
                .hasSize(1);
    }

    @Test
    void anOrderThatGetsNoPlaceIsTakenBackToo() {
        decided();
        stop(1);
        stop(2);
        bench.waitMs(5_000);
        assertThat(decision(1)).isZero();
        assertThat(decision(2)).isZero();
    }

    @Test
    void anAnswerWithAnotherNumberOrUnaskedSaysNothing() {
        bench.say(1, response(1, 0));
        stop(1);
        assertThat(bench.heard(1)).isEmpty();
        wanted();
        bench.say(1, response(4_711, 0));
        assertThat(bench.heardTypes(1)).hasSize(1);
        answer(1, 1);
        answer(2, 1);
        assertThat(decision(1)).isEqualTo(1);
    }

    @Test
    void anOlderClientThatUsesTheNumbersIsRefused() {
        bench.say(3, response(9, 1));
        FailureConf refused = bench.last(3, FailureConf.class);
        assertThat(refused.invokeId()).isEqualTo(9);
        assertThat(refused.status()).isEqualTo(StatusCode.INVALID_MSG_TYPE_FOR_VERSION.value());
        bench.open(4, openReq(ServiceMask.ALL_EVENTS).clientId("without the service"));
        stop(4);
        assertThat(bench.last(4, FailureEvent.class).status())
                .isEqualTo(StatusCode.FUNCTION_NOT_AVAILABLE.value());
        assertThat(bench.closed(4)).isFalse();
    }

    @Test
    void aSideThatIsCutOffMeanwhileHasNothingLeftToChange() {
        decided();
        bench.take(new CtiServerInput.InTouch(false, "no life sign"));
        bench.forget();
        bench.waitMs(30_000);
        assertThat(bench.submitted).doesNotContain(ORDER);
        assertThat(bench.out).noneMatch(CtiServerOutput.Send.class::isInstance);
    }

    @Test
    void whereBothSidesServeNobodyIsAsked() {
        CtiServerBench both = new CtiServerBench();
        both.applied(new OpcOutput.ServingSide(MEMBER));
        both.open(1, openReq(MOVES));
        both.forget();
        both.applied(new OpcOutput.ClientsToAsk(PERIPHERAL, OTHER, MEMBER));
        assertThat(both.heard(1)).isEmpty();
        assertThat(both.submitted).endsWith(ORDER);
    }

    private void wanted() {
        bench.applied(new OpcOutput.ClientsToAsk(PERIPHERAL, OTHER, MEMBER));
    }

    private void decided() {
        wanted();
        answer(1, 1);
        answer(2, 1);
    }

    private void moved() {
        bench.take(
                new CtiServerInput.Applied(ORDER, true, List.of(new OpcOutput.ServingSide(OTHER))));
    }

    private void answer(long session, int accepted) {
        long invokeId =
                bench.heard(session).stream()
                        .filter(ActiveMaintenanceReqMsg.class::isInstance)
                        .map(ActiveMaintenanceReqMsg.class::cast)
                        .reduce((first, last) -> last)
                        .orElseThrow()
                        .invokeId();
        bench.say(session, response(invokeId, accepted));
    }

    private static ActiveMaintenanceRespMsg response(long invokeId, int accepted) {
        return ActiveMaintenanceRespMsg.builder()
                .invokeId(invokeId)
                .maintenanceModeAccepted(accepted)
                .build();
    }

    private int decision(long session) {
        return bench.last(session, ActiveMaintenanceEventMsg.class).maintenanceModeStatus();
    }

    private void stop(long session) {
        bench.take(
                new CtiServerInput.Received(
                        session, StoppingRequestsToThisSideInd.builder().build(), 0, -1));
    }

    private void ask(long session, long invokeId) {
        bench.say(
                session,
                QueryAgentStateReq.builder()
                        .invokeId(invokeId)
                        .peripheralId(PERIPHERAL)
                        .agentId("1001")
                        .build());
    }
}
