package org.jackfield.gateway.ctiserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jackfield.gateway.ctiserver.CtiServerBench.INCARNATION;
import static org.jackfield.gateway.ctiserver.CtiServerBench.MEMBER;
import static org.jackfield.gateway.ctiserver.CtiServerBench.openReq;
import static org.jackfield.gateway.ctiserver.ScriptedReads.PERIPHERAL;

import org.jackfield.gateway.opc.OpcOutput;
import org.jackfield.protocol.ged188.AgentState;
import org.jackfield.protocol.ged188.CloseReq;
import org.jackfield.protocol.ged188.FailureConf;
import org.jackfield.protocol.ged188.FailureEvent;
import org.jackfield.protocol.ged188.HeartbeatReq;
import org.jackfield.protocol.ged188.OpenConf;
import org.jackfield.protocol.ged188.QueryAgentStateReq;
import org.jackfield.protocol.ged188.ServiceMask;
import org.jackfield.protocol.ged188.SessionType;
import org.jackfield.protocol.ged188.StatusCode;
import org.jackfield.protocol.ged188.SystemEvent;
import org.jackfield.protocol.log.ClientClosed;
import org.jackfield.protocol.log.ClientOpened;
import org.jackfield.protocol.log.SessionKey;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;

/** The side whose PIM is not active: who is refused there, who waits, and what ends the wait. */
class StandbyTest {

    private static final long WAITS = ServiceMask.ALL_EVENTS | ServiceMask.ACTIVE_STANDBY;

    private final CtiServerBench bench = new CtiServerBench(CtiServerSettings.DEFAULTS);

    private void turnActive() {
        bench.applied(new OpcOutput.ServingSide(MEMBER));
    }

    @ParameterizedTest
    @CsvSource({"9, 15", "23, 15", "24, 107", "25, 107"})
    void anOrdinaryClientIsRefusedWithTheNumberThatItsVersionKnows(long version, long status) {
        bench.open(1, openReq(ServiceMask.ALL_EVENTS).versionNumber(version));
        assertThat(bench.last(1, FailureConf.class).status()).isEqualTo(status);
        assertThat(bench.closed(1)).isTrue();
        assertThat(bench.submitted).isEmpty();
    }

    @Test
    void aClientBeforeVersion24CannotWaitWhateverBitsItSets() {
        bench.open(1, openReq(WAITS).versionNumber(23));
        assertThat(bench.last(1, FailureConf.class).status())
                .isEqualTo(StatusCode.CTI_SERVER_OFFLINE.value());
        turnActive();
        bench.open(2, openReq(WAITS).versionNumber(23));
        assertThat(((OpenConf) bench.heard(2).getFirst()).servicesGranted())
                .isEqualTo(ServiceMask.ALL_EVENTS);
    }

    @Test
    @Tag("BEH-349")
    void aClientThatAskedForItWaitsAndTheLogDoesNotKnowIt() {
        bench.open(1, openReq(WAITS));
        OpenConf conf = bench.last(1, OpenConf.class);
        assertThat(conf.sessionType()).isEqualTo(SessionType.STANDBY.value());
        assertThat(conf.servicesGranted()).isEqualTo(WAITS);
        assertThat(bench.heard(1)).hasSize(1);
        assertThat(bench.submitted).isEmpty();
    }

    @Test
    void whoWaitsMayBeatItsHeartAndCloseAndNothingElse() {
        bench.open(1, openReq(WAITS | ServiceMask.CLIENT_CONTROL));
        bench.waitMs(15_000);
        bench.say(1, HeartbeatReq.builder().invokeId(2).build());
        assertThat(bench.heardTypes(1)).endsWith("HEARTBEAT_CONF");
        bench.say(1, QueryAgentStateReq.builder().invokeId(3).peripheralId(5000).mrdId(1).build());
        FailureConf refused = bench.last(1, FailureConf.class);
        assertThat(refused.invokeId()).isEqualTo(3);
        assertThat(refused.status()).isEqualTo(StatusCode.SERVER_NOT_MASTER.value());
        assertThat(bench.closed(1)).isFalse();
        bench.say(1, CloseReq.builder().invokeId(4).build());
        assertThat(bench.heardTypes(1)).endsWith("CLOSE_CONF");
        assertThat(bench.submitted).isEmpty();
    }

    @Test
    @Tag("BEH-254")
    void whoWaitsInSilenceForItsIdleTimeoutIsClosed() {
        bench.open(1, openReq(WAITS));
        bench.waitMs(20_000);
        assertThat(bench.last(1, FailureEvent.class).status())
                .isEqualTo(StatusCode.TIMEOUT.value());
        assertThat(bench.closed(1)).isTrue();
    }

    @Test
    void whoWaitsHearsNoEvent() {
        bench.open(1, openReq(WAITS));
        bench.forget();
        bench.applied(CtiServerBench.about(7, SystemEvent.builder().build(), "2001"));
        assertThat(bench.out).isEmpty();
    }

    @Test
    @Tag("BEH-349")
    void whenTheSideTurnsActiveTheClientIsToldAndLearnsWhatAFreshSessionLearns() {
        bench.reads.phone("P1", "2001").agent("1001", "P1", AgentState.NOT_READY);
        bench.open(1, openReq(WAITS));
        bench.forget();
        turnActive();
        assertThat(bench.heardTypes(1))
                .startsWith("STANDBY_ACTIVE_EVENT_MSG", "SYSTEM_EVENT")
                .contains("AGENT_STATE_EVENT");
        assertThat(bench.submitted).hasOnlyElementsOfType(ClientOpened.class).hasSize(1);
        bench.say(1, HeartbeatReq.builder().invokeId(2).build());
        assertThat(bench.heardTypes(1)).endsWith("HEARTBEAT_CONF");
        bench.applied(new OpcOutput.ServingSide(MEMBER + 1));
        assertThat(bench.last(1, FailureEvent.class).status())
                .isEqualTo(StatusCode.CTI_SERVER_OFFLINE.value());
        assertThat(bench.submitted).last().isInstanceOf(ClientClosed.class);
    }

    @Test
    void aDeviceOfAWaitingSessionStaysFreeAndIsJudgedWhenTheWaitEnds() {
        bench.reads.phone("P1", "2001");
        bench.applyByHand();
        bench.open(1, openReq(ServiceMask.CLIENT_EVENTS | ServiceMask.ACTIVE_STANDBY, "P1"));
        long monitor = bench.last(1, OpenConf.class).monitorId();
        assertThat(monitor).isPositive();
        assertThat(bench.submitted).isEmpty();
        turnActive();
        ClientOpened opened = (ClientOpened) bench.submitted.getFirst();
        assertThat(opened.session()).isEqualTo(new SessionKey(MEMBER, INCARNATION, 1));
        assertThat(opened.instrument()).isEqualTo("P1");
        OpcOutput refusal =
                new OpcOutput.CloseSession(
                        opened.session(), StatusCode.DEVICE_IN_USE.value(), "P1 is in use");
        bench.take(new CtiServerInput.Applied(opened, true, List.of(refusal)));
        assertThat(bench.last(1, FailureEvent.class).status())
                .isEqualTo(StatusCode.DEVICE_IN_USE.value());
        assertThat(bench.closed(1)).isTrue();
    }

    @Test
    @Tag("BEH-349")
    void aSessionOfOneDeviceIsToldOfItsSwitchToo() {
        bench.reads.phone("P1", "2001");
        bench.open(1, openReq(ServiceMask.CLIENT_EVENTS | ServiceMask.ACTIVE_STANDBY, "P1"));
        bench.forget();
        turnActive();
        assertThat(bench.heardTypes(1)).startsWith("STANDBY_ACTIVE_EVENT_MSG", "SYSTEM_EVENT");
        assertThat(bench.last(1, SystemEvent.class).systemEventArg1()).isEqualTo(PERIPHERAL);
    }

    @Test
    void aSessionWhoseAgentSatDownElsewhereMeanwhileEndsWithTheWait() {
        bench.reads.phone("P1", "2001").phone("P2", "2002").agent("1001", "P1", AgentState.TALKING);
        bench.open(
                1,
                openReq(ServiceMask.CLIENT_EVENTS | ServiceMask.ACTIVE_STANDBY)
                        .peripheralId(PERIPHERAL)
                        .agentId("1001"));
        bench.reads.leave("P1").agent("1001", "P2", AgentState.NOT_READY);
        turnActive();
        assertThat(bench.last(1, FailureEvent.class).status())
                .isEqualTo(StatusCode.INCONSISTENT_AGENT_DATA.value());
        assertThat(bench.submitted).isEmpty();
    }

    @Test
    void aSideThatIsCutOffEndsTheWaitAndTakesNobodyToWait() {
        bench.open(1, openReq(WAITS));
        bench.take(new CtiServerInput.InTouch(false, "no life sign"));
        assertThat(bench.closed(1)).isTrue();
        bench.open(2, openReq(WAITS));
        assertThat(bench.last(2, FailureConf.class).status())
                .isEqualTo(StatusCode.CTI_SERVER_OFFLINE.value());
    }

    @Test
    void whereBothSidesServeNobodyWaits() {
        CtiServerBench both = new CtiServerBench();
        both.open(1, openReq(WAITS));
        OpenConf conf = (OpenConf) both.heard(1).getFirst();
        assertThat(conf.sessionType()).isEqualTo(SessionType.ACTIVE.value());
        assertThat(both.submitted).hasSize(1);
    }
}
