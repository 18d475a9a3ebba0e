package org.jackfield.simulation.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import org.jackfield.client.ctiserver.CtiClientInput;
import org.jackfield.client.ctiserver.CtiClientOutput;
import org.jackfield.client.ctiserver.CtiOutcome;
import org.jackfield.client.ctiserver.CtiServerAddress;
import org.jackfield.protocol.ged188.AgentState;
import org.jackfield.protocol.ged188.AgentStateEvent;
import org.jackfield.protocol.ged188.AnswerCallReq;
import org.jackfield.protocol.ged188.CallConnectionClearedEvent;
import org.jackfield.protocol.ged188.CallDeliveredEvent;
import org.jackfield.protocol.ged188.CallEstablishedEvent;
import org.jackfield.protocol.ged188.CallHeldEvent;
import org.jackfield.protocol.ged188.CallServiceInitiatedEvent;
import org.jackfield.protocol.ged188.ClearConnectionReq;
import org.jackfield.protocol.ged188.ControlFailureConf;
import org.jackfield.protocol.ged188.Ged188Message;
import org.jackfield.protocol.ged188.OpenConf;
import org.jackfield.protocol.ged188.RetrieveCallReq;
import org.jackfield.protocol.ged188.SetAgentStateReq;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

class AutomaticAgentsTest {

    private static final CtiServerAddress SIDE_A = new CtiServerAddress("A", "127.0.0.1", 42027);

    private final AutomaticSettings plain =
            new AutomaticSettings(5000, 1_000, 20_000, 2_000, 10_000, 0, 0, List.of());
    private final AutomaticAgents agents =
            new AutomaticAgents(List.of(new AutomaticAgent("10001", "pw", "20001")), plain, 5);
    private final List<CtiClientInput.Ask> asked = new ArrayList<>();
    private long nowMs = 1_000_000;

    @BeforeEach
    void open() {
        agents.onOutput(
                new CtiClientOutput.Opened(SIDE_A, 24, OpenConf.builder().build()),
                nowMs,
                asked::add);
    }

    private void run(long ms) {
        long untilMs = nowMs + ms;
        while (agents.nextDeadlineMs() <= untilMs) {
            nowMs = Math.max(nowMs, agents.nextDeadlineMs());
            agents.onTime(nowMs, asked::add);
        }
        nowMs = untilMs;
    }

    private void tell(Ged188Message event) {
        agents.onOutput(new CtiClientOutput.Event(event), nowMs, asked::add);
    }

    private void state(AgentState state) {
        tell(AgentStateEvent.builder().agentId("10001").agentState(state.value()).build());
    }

    private <T extends Ged188Message> T last(Class<T> kind) {
        assertThat(asked).isNotEmpty();
        assertThat(asked.getLast().request()).isInstanceOf(kind);
        return kind.cast(asked.getLast().request());
    }

    private void ring(long callId) {
        tell(
                CallDeliveredEvent.builder()
                        .connectionCallId(callId)
                        .connectionDeviceId("20001")
                        .build());
    }

    private void establish(long callId) {
        tell(
                CallEstablishedEvent.builder()
                        .connectionCallId(callId)
                        .connectionDeviceId("20001")
                        .build());
    }

    @Test
    void theyLogInGoReadyAnswerTalkAndHangUp() {
        run(2_000);
        SetAgentStateReq login = last(SetAgentStateReq.class);
        assertThat(login.agentState()).isEqualTo(AgentState.LOGIN.value());
        assertThat(login.agentPassword()).isEqualTo("pw");
        state(AgentState.NOT_READY);
        run(20_000);
        assertThat(last(SetAgentStateReq.class).agentState())
                .isEqualTo(AgentState.AVAILABLE.value());
        state(AgentState.AVAILABLE);
        ring(7);
        state(AgentState.RESERVED);
        run(5_000);
        assertThat(last(AnswerCallReq.class).connectionCallId()).isEqualTo(7);
        establish(7);
        state(AgentState.TALKING);
        run(450_000);
        assertThat(last(ClearConnectionReq.class).connectionCallId()).isEqualTo(7);
        tell(
                CallConnectionClearedEvent.builder()
                        .connectionCallId(7)
                        .connectionDeviceId("20001")
                        .build());
        state(AgentState.WORK_READY);
        run(60_000);
        assertThat(last(SetAgentStateReq.class).agentState())
                .isEqualTo(AgentState.AVAILABLE.value());
    }

    @Test
    void aCallLeftOnHoldIsTakenBack() {
        establish(7);
        tell(CallHeldEvent.builder().connectionCallId(7).connectionDeviceId("20001").build());
        asked.clear();
        run(60_000);

        assertThat(asked)
                .extracting(CtiClientInput.Ask::request)
                .hasAtLeastOneElementOfType(RetrieveCallReq.class);
    }

    @Test
    void aNumberThatNeverAnswersIsGivenUp() {
        tell(
                CallServiceInitiatedEvent.builder()
                        .connectionCallId(9)
                        .connectionDeviceId("20001")
                        .build());
        run(70_000);

        assertThat(asked)
                .extracting(CtiClientInput.Ask::request)
                .hasAtLeastOneElementOfType(ClearConnectionReq.class);
    }

    @Test
    void aRefusedLoginIsTriedAgain() {
        run(2_000);
        CtiClientInput.Ask login = asked.getLast();
        asked.clear();
        agents.onOutput(
                new CtiClientOutput.Ended(
                        login.token(),
                        new CtiOutcome.Refused(ControlFailureConf.builder().build())),
                nowMs,
                asked::add);
        run(10_000);

        assertThat(last(SetAgentStateReq.class).agentState()).isEqualTo(AgentState.LOGIN.value());
        assertThat(agents.refused()).isEqualTo(1);
    }

    @Test
    void othersAreLeftAlone() {
        run(2_000);
        asked.clear();
        tell(CallDeliveredEvent.builder().connectionCallId(7).connectionDeviceId("2001").build());
        tell(AgentStateEvent.builder().agentId("1001").agentState(2).build());
        run(5_000);

        assertThat(agents.state("1001")).isNull();
        assertThat(asked).isEmpty();
    }

    @Test
    void afterALossOfTheSessionTheyLogInAgain() {
        run(2_000);
        state(AgentState.AVAILABLE);
        agents.onOutput(new CtiClientOutput.Down(SIDE_A, "cut"), nowMs, asked::add);
        asked.clear();
        run(60_000);
        assertThat(asked).isEmpty();
        open();
        run(2_000);

        assertThat(last(SetAgentStateReq.class).agentState()).isEqualTo(AgentState.LOGIN.value());
    }
}
