package org.jackfield.gateway.ctiserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jackfield.gateway.ctiserver.CtiServerBench.ALL;
import static org.jackfield.gateway.ctiserver.CtiServerBench.openReq;

import org.jackfield.gateway.opc.OpcOutput;
import org.jackfield.protocol.ged188.AgentState;
import org.jackfield.protocol.ged188.CloseReq;
import org.jackfield.protocol.ged188.FailureConf;
import org.jackfield.protocol.ged188.FailureEvent;
import org.jackfield.protocol.ged188.HeartbeatConf;
import org.jackfield.protocol.ged188.HeartbeatReq;
import org.jackfield.protocol.ged188.OpenConf;
import org.jackfield.protocol.ged188.ServiceMask;
import org.jackfield.protocol.ged188.StatusCode;
import org.jackfield.protocol.ged188.SystemEvent;
import org.jackfield.protocol.ged188.SystemEventID;
import org.jackfield.protocol.log.ClientClosed;
import org.jackfield.protocol.log.ClientOpened;
import org.jackfield.protocol.log.SessionKey;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;

class SessionTest {

    private final CtiServerBench bench = new CtiServerBench();

    @Test
    void anAllEventsClientGetsOpenConfAndOneSystemEventForEachPeripheral() {
        bench.open(1, openReq(ServiceMask.ALL_EVENTS));
        assertThat(bench.heardTypes(1)).containsExactly("OPEN_CONF", "SYSTEM_EVENT");
        OpenConf conf = (OpenConf) bench.heard(1).getFirst();
        assertThat(conf.invokeId()).isEqualTo(1);
        assertThat(conf.servicesGranted()).isEqualTo(ServiceMask.ALL_EVENTS);
        assertThat(conf.peripheralOnline()).isEqualTo(1);
        assertThat(conf.fltPeripheralId()).containsExactly(5000L);
        assertThat(((SystemEvent) bench.heard(1).getLast()).systemEventArg1()).isEqualTo(5000);
    }

    @Test
    @Tag("BEH-346")
    void anAllEventsClientThatComesLaterIsToldWhichPhonesAreOutOfService() {
        bench.reads.away("1001", "1002");
        bench.open(1, openReq(ServiceMask.ALL_EVENTS));
        assertThat(bench.heard(1).subList(2, 4))
                .extracting(each -> ((SystemEvent) each).eventDeviceId())
                .containsExactly("1001", "1002");
        assertThat(bench.last(1, SystemEvent.class).systemEventId())
                .isEqualTo(SystemEventID.INSTRUMENT_OUT_OF_SERVICE.value());
        assertThat(bench.last(1, SystemEvent.class).systemEventArg1()).isEqualTo(5000);
    }

    @Test
    void anOfflinePeripheralIsToldInTheOpening() {
        bench.reads.online(false);
        bench.open(1, openReq(ServiceMask.ALL_EVENTS));
        assertThat(((OpenConf) bench.heard(1).getFirst()).peripheralOnline()).isZero();
        assertThat(bench.last(1, SystemEvent.class).systemEventId()).isEqualTo(4);
    }

    @Test
    @Tag("BEH-255")
    void serviceBitsWithoutANameAreAcceptedAndLeftOut() {
        bench.open(1, openReq(0x296 | 0x40000));
        OpenConf conf = (OpenConf) bench.heard(1).getFirst();
        assertThat(conf.servicesGranted())
                .isEqualTo(
                        ServiceMask.CALL_DATA_UPDATE
                                | ServiceMask.CLIENT_CONTROL
                                | ServiceMask.ALL_EVENTS);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 8, 26, 0xFFFFFFFFL})
    @Tag("BEH-252")
    void aVersionThatIsNotSpokenIsRefusedSoThatTheClientCanOfferALowerOne(long version) {
        bench.open(1, openReq(ServiceMask.ALL_EVENTS).versionNumber(version));
        refused(StatusCode.INVALID_VERSION);
    }

    @ParameterizedTest
    @ValueSource(longs = {9, 15, 19, 20, 25})
    void everyVersionFromNineToTwentyFiveIsSpoken(long version) {
        bench.open(1, openReq(ServiceMask.ALL_EVENTS).versionNumber(version));
        assertThat(bench.heardTypes(1)).startsWith("OPEN_CONF");
    }

    @Test
    @Tag("BEH-254")
    void anIdleTimeoutUnderTwentySecondsIsRefused() {
        bench.open(1, openReq(ServiceMask.ALL_EVENTS).idleTimeout(19));
        refused(StatusCode.INVALID_TIMEOUT);
    }

    @Test
    @Tag("BEH-254")
    void aSessionThatIsSilentForItsIdleTimeoutIsClosed() {
        bench.open(1, openReq(ServiceMask.ALL_EVENTS));
        bench.waitMs(19_999);
        assertThat(bench.closed(1)).isFalse();
        bench.waitMs(1);
        assertThat(bench.last(1, FailureEvent.class).status())
                .isEqualTo(StatusCode.TIMEOUT.value());
        assertThat(bench.closed(1)).isTrue();
        assertThat(bench.submitted).last().isInstanceOf(ClientClosed.class);
    }

    @Test
    void heartbeatsAreAnsweredAtOnceAndKeepASessionOpen() {
        bench.open(1, openReq(ServiceMask.ALL_EVENTS));
        for (long i = 2; i < 12; i++) {
            bench.waitMs(15_000);
            bench.say(1, HeartbeatReq.builder().invokeId(i).build());
            assertThat(bench.last(1, HeartbeatConf.class).invokeId()).isEqualTo(i);
        }
        assertThat(bench.closed(1)).isFalse();
    }

    @Test
    void aSessionWithoutHeartbeatsAsksForNoTimer() {
        bench.open(1, openReq(ServiceMask.ALL_EVENTS).idleTimeout(ALL));
        bench.waitMs(10_000_000_000L);
        assertThat(bench.closed(1)).isFalse();
    }

    @Test
    void closingIsConfirmedAndTheLogIsTold() {
        bench.open(1, openReq(ServiceMask.ALL_EVENTS));
        bench.say(1, CloseReq.builder().invokeId(9).build());
        assertThat(bench.heardTypes(1)).endsWith("CLOSE_CONF");
        assertThat(bench.closed(1)).isTrue();
        assertThat(bench.submitted)
                .hasSize(2)
                .last()
                .isEqualTo(
                        new ClientClosed(
                                new SessionKey(0, CtiServerBench.INCARNATION, 1),
                                "the client closed it, status 0"));
        bench.take(new CtiServerInput.Disconnected(1, "gone"));
        assertThat(bench.submitted).hasSize(2);
    }

    @Test
    void whatComesBeforeOpenIsRefusedAndTheConnectionClosed() {
        bench.connect(1);
        bench.say(1, HeartbeatReq.builder().invokeId(3).build());
        refused(StatusCode.SESSION_NOT_OPEN);
        assertThat(bench.last(1, FailureConf.class).invokeId()).isEqualTo(3);
    }

    @Test
    void aSecondOpenIsRefusedAndTheConnectionClosed() {
        bench.open(1, openReq(ServiceMask.ALL_EVENTS));
        bench.say(1, openReq(ServiceMask.ALL_EVENTS).invokeId(8).build());
        refused(StatusCode.SESSION_ALREADY_OPEN);
    }

    @Test
    void aMessageThatOnlyAServerSendsEndsTheSession() {
        bench.open(1, openReq(ServiceMask.ALL_EVENTS));
        bench.say(1, OpenConf.builder().invokeId(5).build());
        refused(StatusCode.BAD_MESSAGE_FORMAT);
    }

    @Test
    void bytesThatAreNoMessageEndTheSessionWithTheInvokeIdThatWasThere() {
        bench.open(1, openReq(ServiceMask.ALL_EVENTS));
        bench.take(new CtiServerInput.Malformed(1, 42, false, -1, "AgentID at offset 12: cut"));
        refused(StatusCode.BAD_MESSAGE_FORMAT);
        assertThat(bench.last(1, FailureConf.class).invokeId()).isEqualTo(42);
    }

    @Test
    void aConnectionThatNeverOpensIsClosed() {
        bench.connect(1);
        bench.waitMs(30_000);
        assertThat(bench.closed(1)).isTrue();
        assertThat(bench.submitted).isEmpty();
    }

    @Test
    void aMissingPasswordFieldIsRefusedAnEmptyOneIsNot() {
        bench.open(1, openReq(ServiceMask.ALL_EVENTS).clientPassword(null));
        refused(StatusCode.REQUIRED_DATA_MISSING);
    }

    @Test
    void aClientEventsSessionMustNameAnExistingDevice() {
        bench.reads.phone("P1", "2001").phone("P2", "2002");
        bench.open(1, openReq(ServiceMask.CLIENT_EVENTS).peripheralId(5000));
        refused(StatusCode.REQUIRED_DATA_MISSING);
        bench.open(2, openReq(ServiceMask.CLIENT_EVENTS, "P9"));
        assertThat(bench.last(2, FailureConf.class).status())
                .isEqualTo(StatusCode.INVALID_AGENT_DATA.value());
        bench.open(3, openReq(ServiceMask.CLIENT_EVENTS, "P1").agentExtension("2002"));
        assertThat(bench.last(3, FailureConf.class).status())
                .isEqualTo(StatusCode.INCONSISTENT_AGENT_DATA.value());
        bench.open(4, openReq(ServiceMask.CLIENT_EVENTS, "P1").peripheralId(1));
        assertThat(bench.last(4, FailureConf.class).status())
                .isEqualTo(StatusCode.INVALID_PERIPHERAL_ID.value());
    }

    @Test
    void aClientEventsSessionLearnsItsDeviceAndAgentInOpenConf() {
        bench.reads.phone("P1", "2001").agent("1001", "P1", AgentState.NOT_READY);
        bench.open(1, openReq(ServiceMask.CLIENT_EVENTS).peripheralId(5000).agentExtension("2001"));
        OpenConf conf = (OpenConf) bench.heard(1).getFirst();
        assertThat(conf.agentInstrument()).isEqualTo("P1");
        assertThat(conf.agentExtension()).isEqualTo("2001");
        assertThat(conf.agentId()).isEqualTo("1001");
        assertThat(conf.agentState()).isEqualTo(AgentState.NOT_READY.value());
        assertThat(conf.peripheralType()).isEqualTo(17);
        assertThat(conf.monitorId()).isPositive();
    }

    @Test
    void theOpcDecidesWhetherADeviceIsOpenedTwiceAlsoAcrossSides() {
        bench.reads.phone("P1", "2001");
        bench.applyByHand();
        bench.open(1, openReq(ServiceMask.CLIENT_EVENTS, "P1"));
        assertThat(bench.heard(1)).isEmpty();
        ClientOpened opened = (ClientOpened) bench.submitted.getFirst();
        assertThat(opened.instrument()).isEqualTo("P1");
        OpcOutput refusal =
                new OpcOutput.CloseSession(
                        opened.session(), StatusCode.DEVICE_IN_USE.value(), "P1 is in use");
        bench.take(new CtiServerInput.Applied(opened, true, List.of(refusal)));
        refused(StatusCode.DEVICE_IN_USE);
    }

    @Test
    void anOlderSessionOfTheSameClientIsToldThatANewerOneWasOpened() {
        bench.open(1, openReq(ServiceMask.ALL_EVENTS));
        bench.applied(
                new OpcOutput.CloseSession(
                        new SessionKey(0, CtiServerBench.INCARNATION, 1), 11, "a newer session"));
        assertThat(bench.last(1, FailureEvent.class).status())
                .isEqualTo(StatusCode.NEW_SESSION_OPENED.value());
        assertThat(bench.closed(1)).isTrue();
    }

    @Test
    void whatIsForAnotherMemberOrAnEarlierStartReachesNobodyHere() {
        bench.open(1, openReq(ServiceMask.ALL_EVENTS));
        bench.forget();
        bench.applied(
                new OpcOutput.CloseSession(
                        new SessionKey(1, CtiServerBench.INCARNATION, 1), 11, "other side"),
                new OpcOutput.CloseSession(new SessionKey(0, 76, 1), 11, "earlier start"));
        assertThat(bench.out).isEmpty();
    }

    @Test
    void requestsSentBeforeOpenConfWaitForIt() {
        bench.applyByHand();
        bench.open(1, openReq(ServiceMask.ALL_EVENTS));
        bench.say(1, HeartbeatReq.builder().invokeId(2).build());
        assertThat(bench.heard(1)).isEmpty();
        bench.take(new CtiServerInput.Applied(bench.submitted.getFirst(), true, List.of()));
        assertThat(bench.heardTypes(1))
                .containsExactly("OPEN_CONF", "SYSTEM_EVENT", "HEARTBEAT_CONF");
    }

    @Test
    void whenTheServerGoesAwayItsClientsAreTold() {
        bench.open(1, openReq(ServiceMask.ALL_EVENTS));
        bench.take(new CtiServerInput.Shutdown("the gateway ends"));
        assertThat(bench.last(1, FailureEvent.class).status())
                .isEqualTo(StatusCode.CTI_SERVER_OFFLINE.value());
        assertThat(bench.closed(1)).isTrue();
    }

    @Test
    void onlyTheSideOfTheActivePimTakesClients() {
        CtiServerBench standby = new CtiServerBench(CtiServerSettings.DEFAULTS);
        standby.open(1, openReq(ServiceMask.ALL_EVENTS));
        assertThat(standby.last(1, FailureConf.class).status())
                .isEqualTo(StatusCode.INVALID_CLIENT_FOR_STANDBY.value());
        standby.applied(new OpcOutput.ServingSide(0));
        standby.open(2, openReq(ServiceMask.ALL_EVENTS));
        assertThat(standby.heardTypes(2)).startsWith("OPEN_CONF");
        standby.applied(new OpcOutput.ServingSide(1));
        assertThat(standby.last(2, FailureEvent.class).status())
                .isEqualTo(StatusCode.CTI_SERVER_OFFLINE.value());
    }

    @Test
    void aSideThatIsCutOffTellsItsClientsAndRefusesNewOnes() {
        bench.open(1, openReq(ServiceMask.ALL_EVENTS));
        bench.take(new CtiServerInput.InTouch(false, "no life sign"));
        assertThat(bench.closed(1)).isTrue();
        bench.open(2, openReq(ServiceMask.ALL_EVENTS));
        assertThat(bench.last(2, FailureConf.class).status())
                .isEqualTo(StatusCode.CTI_SERVER_OFFLINE.value());
    }

    @Test
    void aSlowClientIsWarned() {
        bench.open(1, openReq(ServiceMask.ALL_EVENTS));
        bench.take(new CtiServerInput.Slow(1, 2_000_000));
        assertThat(bench.last(1, SystemEvent.class).text()).contains("too slowly", "2000000");
    }

    private void refused(StatusCode status) {
        assertThat(bench.last(1, FailureConf.class).status()).isEqualTo(status.value());
        assertThat(bench.closed(1)).isTrue();
    }
}
