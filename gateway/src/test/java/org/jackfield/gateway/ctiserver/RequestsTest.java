package org.jackfield.gateway.ctiserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jackfield.gateway.ctiserver.CtiServerBench.openReq;
import static org.jackfield.gateway.ctiserver.ScriptedReads.PERIPHERAL;

import org.jackfield.gateway.opc.OpcOutput;
import org.jackfield.protocol.ged188.AgentState;
import org.jackfield.protocol.ged188.AnswerCallConf;
import org.jackfield.protocol.ged188.AnswerCallReq;
import org.jackfield.protocol.ged188.Bytes;
import org.jackfield.protocol.ged188.CallEstablishedEvent;
import org.jackfield.protocol.ged188.ConfigEndEvent;
import org.jackfield.protocol.ged188.ConfigRequestEvent;
import org.jackfield.protocol.ged188.ControlFailureCode;
import org.jackfield.protocol.ged188.ControlFailureConf;
import org.jackfield.protocol.ged188.DeflectCallReq;
import org.jackfield.protocol.ged188.Direction;
import org.jackfield.protocol.ged188.FailureConf;
import org.jackfield.protocol.ged188.Ged188Message;
import org.jackfield.protocol.ged188.MessageType;
import org.jackfield.protocol.ged188.QueryAgentStateReq;
import org.jackfield.protocol.ged188.ServiceMask;
import org.jackfield.protocol.ged188.SetAgentStateReq;
import org.jackfield.protocol.ged188.SetCallDataReq;
import org.jackfield.protocol.ged188.SnapshotCallConf;
import org.jackfield.protocol.ged188.SnapshotCallReq;
import org.jackfield.protocol.ged188.StatusCode;
import org.jackfield.protocol.ged188.UnknownMessage;
import org.jackfield.protocol.log.ClientRequested;
import org.jackfield.protocol.log.SessionKey;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RequestsTest {

    private static final long CONTROL = ServiceMask.ALL_EVENTS | ServiceMask.CLIENT_CONTROL;

    private final CtiServerBench bench = new CtiServerBench();

    @BeforeEach
    void phones() {
        bench.reads
                .phone("P1", "2001")
                .phone("P2", "2002")
                .agent("1001", "P1", AgentState.AVAILABLE)
                .call(7, "P1");
    }

    @Test
    void aControlRequestGoesToTheLogAndItsAnswerToThatSessionOnlyBeforeTheEvent() {
        bench.open(1, openReq(CONTROL));
        bench.open(2, openReq(CONTROL));
        bench.forget();
        bench.say(1, answer("P1"));
        ClientRequested request = (ClientRequested) bench.submitted.getLast();
        assertThat(request.session()).isEqualTo(new SessionKey(0, CtiServerBench.INCARNATION, 1));
        AnswerCallConf conf = AnswerCallConf.builder().invokeId(6).build();
        CallEstablishedEvent event = CallEstablishedEvent.builder().connectionCallId(7).build();
        bench.applied(
                new OpcOutput.Answer(request.session(), conf),
                CtiServerBench.about(7, event, "P1"));
        assertThat(bench.heardTypes(1))
                .containsExactly("ANSWER_CALL_CONF", "CALL_ESTABLISHED_EVENT");
        assertThat(bench.heardTypes(2)).containsExactly("CALL_ESTABLISHED_EVENT");
    }

    @Test
    void withoutTheServiceNothingCanBeControlledAndNothingReachesTheLog() {
        bench.open(1, openReq(ServiceMask.ALL_EVENTS));
        int before = bench.submitted.size();
        bench.say(1, answer("P1"));
        assertThat(bench.last(1, FailureConf.class).status())
                .isEqualTo(StatusCode.FUNCTION_NOT_AVAILABLE.value());
        bench.say(1, SetCallDataReq.builder().invokeId(7).peripheralId(PERIPHERAL).build());
        assertThat(bench.last(1, FailureConf.class).invokeId()).isEqualTo(7);
        assertThat(bench.submitted).hasSize(before);
        assertThat(bench.closed(1)).isFalse();
    }

    @Test
    void aClientEventsSessionActsOnlyOnItsOwnDevice() {
        bench.open(1, openReq(ServiceMask.CLIENT_EVENTS | ServiceMask.CLIENT_CONTROL, "P1"));
        int before = bench.submitted.size();
        bench.say(1, answer("P2"));
        ControlFailureConf failure = bench.last(1, ControlFailureConf.class);
        assertThat(failure.invokeId()).isEqualTo(6);
        assertThat(failure.failureCode())
                .isEqualTo(ControlFailureCode.PRIVILEGE_VIOLATION_ON_SPECIFIED_DEVICE.value());
        assertThat(bench.submitted).hasSize(before);
        bench.say(1, answer("P1"));
        assertThat(bench.submitted).hasSize(before + 1);
    }

    @Test
    void anUnknownPeripheralIsRefused() {
        bench.open(1, openReq(CONTROL));
        bench.say(1, AnswerCallReq.builder().invokeId(6).peripheralId(3).build());
        assertThat(bench.last(1, FailureConf.class).status())
                .isEqualTo(StatusCode.INVALID_PERIPHERAL_ID.value());
    }

    @Test
    void readsAreAnsweredFromTheReplicaAndNeverReachTheLog() {
        bench.open(1, openReq(CONTROL));
        int before = bench.submitted.size();
        bench.say(
                1,
                SnapshotCallReq.builder()
                        .invokeId(9)
                        .peripheralId(PERIPHERAL)
                        .connectionCallId(7)
                        .connectionDeviceId("P1")
                        .build());
        SnapshotCallConf conf = bench.last(1, SnapshotCallConf.class);
        assertThat(conf.invokeId()).isEqualTo(9);
        assertThat(conf.callVariable1()).isEqualTo("gold");
        assertThat(bench.submitted).hasSize(before);
    }

    @Test
    void aQueryOfAnAgentsStateIsFollowedByTheAgentsEvent() {
        bench.open(1, openReq(CONTROL));
        bench.forget();
        bench.say(1, query());
        assertThat(bench.heardTypes(1))
                .containsExactly("QUERY_AGENT_STATE_CONF", "AGENT_STATE_EVENT");
    }

    @Test
    @Tag("BEH-255")
    void aQueryIsNotFollowedByARepeatedEventForThoseWhoWantNone() {
        bench.open(1, openReq(CONTROL | ServiceMask.IGNORE_DUPLICATE_AGENT_EVENTS));
        bench.forget();
        bench.say(1, query());
        assertThat(bench.heardTypes(1)).containsExactly("QUERY_AGENT_STATE_CONF");
    }

    @Test
    void aLoginIsCheckedAtTheEdgeAndThePasswordNeverEntersTheLog() {
        bench.open(1, openReq(CONTROL));
        int before = bench.submitted.size();
        SetAgentStateReq login =
                SetAgentStateReq.builder()
                        .invokeId(3)
                        .peripheralId(PERIPHERAL)
                        .agentState(AgentState.LOGIN.value())
                        .agentInstrument("P1")
                        .agentId("1001")
                        .agentPassword("secret")
                        .build();
        bench.say(1, login);
        assertThat(bench.submitted).hasSize(before);
        assertThat(bench.out.getLast()).isInstanceOf(CtiServerOutput.Verify.class);
        assertThat(bench.out.getLast().toString()).doesNotContain("secret");
        bench.take(new CtiServerInput.Verified(1, login, true));
        ClientRequested request = (ClientRequested) bench.submitted.getLast();
        assertThat(request.verified()).isTrue();
        assertThat(request.toString()).contains("1001").doesNotContain("secret");
    }

    @Test
    @Tag("BEH-345")
    void aLoginThatWaitedTooLongForItsCheckIsRefusedAndNotCarriedOut() {
        bench.open(1, openReq(CONTROL));
        int before = bench.submitted.size();
        SetAgentStateReq login =
                SetAgentStateReq.builder()
                        .invokeId(3)
                        .peripheralId(PERIPHERAL)
                        .agentState(AgentState.LOGIN.value())
                        .agentInstrument("P1")
                        .agentId("1001")
                        .agentPassword("secret")
                        .build();
        long tooLong = bench.nowMs - LoginWait.MAX_MS - 1;
        bench.take(new CtiServerInput.Received(1, login, 3, -1, tooLong));
        ControlFailureConf late =
                ControlFailureConf.builder()
                        .invokeId(3)
                        .failureCode(ControlFailureCode.REQUEST_TIMEOUT_REJECTION.value())
                        .build();
        CtiServerOutput refused = new CtiServerOutput.Send(1, late, -1);
        assertThat(bench.out.getLast()).isEqualTo(refused);

        bench.take(new CtiServerInput.Received(1, login, 3, -1, tooLong + 1));
        assertThat(bench.out.getLast()).isInstanceOf(CtiServerOutput.Verify.class);
        bench.take(new CtiServerInput.Verified(1, login, true, tooLong));
        assertThat(bench.out.getLast()).isEqualTo(refused);
        assertThat(bench.submitted).hasSize(before);
    }

    @Test
    void aLogoutsPasswordIsDroppedToo() {
        bench.open(1, openReq(CONTROL));
        bench.say(
                1,
                SetAgentStateReq.builder()
                        .peripheralId(PERIPHERAL)
                        .agentState(AgentState.LOGOUT.value())
                        .agentPassword("secret")
                        .build());
        assertThat(bench.submitted.getLast().toString()).doesNotContain("secret");
    }

    @Test
    void whenTheLogIsFullARequestIsRefusedAsBusy() {
        bench.open(1, openReq(CONTROL));
        bench.take(new CtiServerInput.Busy(1, answer("P1")));
        ControlFailureConf failure = bench.last(1, ControlFailureConf.class);
        assertThat(failure.invokeId()).isEqualTo(6);
        assertThat(failure.failureCode()).isEqualTo(ControlFailureCode.SERVICE_BUSY.value());
    }

    @Test
    void aKnownControlRequestThatIsNotServedIsRefusedAsAControlRequestIs() {
        bench.open(1, openReq(CONTROL));
        bench.say(1, DeflectCallReq.builder().invokeId(12).peripheralId(PERIPHERAL).build());
        ControlFailureConf failure = bench.last(1, ControlFailureConf.class);
        assertThat(failure.invokeId()).isEqualTo(12);
    }

    @Test
    void anUnknownMessageTypeIsRefusedAndTheSessionLives() {
        bench.open(1, openReq(CONTROL));
        bench.say(1, new UnknownMessage(9999, Bytes.EMPTY));
        FailureConf failure = bench.last(1, FailureConf.class);
        assertThat(failure.invokeId()).isEqualTo(4711);
        assertThat(failure.status()).isEqualTo(StatusCode.INVALID_MSG_TYPE_FOR_VERSION.value());
        assertThat(bench.closed(1)).isFalse();
    }

    @Test
    void aMessageNewerThanTheSessionsVersionIsRefused() {
        bench.open(1, openReq(CONTROL).versionNumber(14));
        bench.take(
                new CtiServerInput.Received(
                        1,
                        new UnknownMessage(
                                MessageType.START_NETWORK_RECORDING_REQ.number(), Bytes.EMPTY),
                        5,
                        -1));
        assertThat(bench.last(1, FailureConf.class).status())
                .isEqualTo(StatusCode.INVALID_MSG_TYPE_FOR_VERSION.value());
    }

    @Test
    void configurationThatIsNotServedIsAnsweredInItsOwnTerms() {
        bench.open(1, openReq(CONTROL));
        bench.say(1, ConfigRequestEvent.builder().build());
        assertThat(bench.last(1, ConfigEndEvent.class).configEndStatus()).isEqualTo(4);
    }

    /**
     * Never silence: whatever a client may send gets an answer, or an outcome by the log; but for
     * the two that answer the server themselves (see {@link PlannedChangeTest}).
     */
    @ParameterizedTest
    @EnumSource(
            value = MessageType.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"ACTIVE_MAINTENANCE_RESP_MSG", "STOPPING_REQUESTS_TO_THIS_SIDE_IND"})
    void everyMessageOfTheTableGetsAnAnswer(MessageType type) {
        bench.open(1, openReq(0xFFFFFFFFL).versionNumber(25));
        bench.forget();
        int before = bench.submitted.size();
        Ged188Message message = ClientMessages.of(type);
        bench.take(new CtiServerInput.Received(1, message, 31, -1));
        boolean toTheLog = bench.submitted.size() > before;
        boolean toTheEdge = bench.out.stream().anyMatch(CtiServerOutput.Verify.class::isInstance);
        assertThat(!bench.heard(1).isEmpty() || toTheLog || toTheEdge).isTrue();
        assertThat(bench.closed(1))
                .isEqualTo(
                        type.direction() == Direction.SERVER_TO_CLIENT
                                || type == MessageType.OPEN_REQ
                                || type == MessageType.CLOSE_REQ);
    }

    private static AnswerCallReq answer(String instrument) {
        return AnswerCallReq.builder()
                .invokeId(6)
                .peripheralId(PERIPHERAL)
                .connectionCallId(7)
                .agentInstrument(instrument)
                .build();
    }

    private static QueryAgentStateReq query() {
        return QueryAgentStateReq.builder()
                .invokeId(5)
                .peripheralId(PERIPHERAL)
                .agentId("1001")
                .build();
    }
}
