package org.jackfield.gateway.opc;

import static org.assertj.core.api.Assertions.assertThat;

import org.jackfield.protocol.ged188.AgentState;
import org.jackfield.protocol.ged188.CallFailedEvent;
import org.jackfield.protocol.ged188.ControlFailureConf;
import org.jackfield.protocol.ged188.EventCause;
import org.jackfield.protocol.ged188.MakeCallConf;
import org.jackfield.protocol.pim.Clear;
import org.jackfield.protocol.pim.Dial;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutboundCallTest {

    private final OpcBench bench = new OpcBench();
    private final Asks asks = new Asks(bench);

    @Test
    void aCallToANumberOutsideStartsWithTheAgentsOwnPhone() {
        bench.login(1);
        bench.said.clear();
        bench.ask(asks.make("1001", "0049123"));
        assertThat(bench.names())
                .containsExactly(
                        "MakeCallConf",
                        "BeginCallEvent",
                        "CallServiceInitiatedEvent",
                        "CallOriginatedEvent",
                        "CallReachedNetworkEvent",
                        "CallDeliveredEvent");
        assertThat(bench.state(1)).isEqualTo(AgentState.TALKING.value());
        bench.said.clear();
        bench.fake.answer(bench.fake.at("0049123"));
        bench.run();
        assertThat(bench.names()).containsExactly("CallEstablishedEvent");
        assertThat(bench.fake.talking(bench.fake.at("0049123")))
                .containsExactly("0049123", "PJSIP/1001");
        bench.said.clear();
        bench.fake.hangUp(bench.fake.at("0049123"));
        bench.run();
        assertThat(bench.names()).endsWith("CallClearedEvent", "EndCallEvent");
        assertThat(bench.fake.channels).isEmpty();
        assertThat(bench.state(1)).isEqualTo(AgentState.NOT_READY.value());
    }

    /** Found by the simulator: seed 317 with 200 agents. */
    @Test
    void whoHangsUpIsAnsweredThoughTheSwitchSaysNothing() {
        bench.login(1);
        bench.ask(asks.make("1001", "0049123"));
        long call = bench.last(MakeCallConf.class).newConnectionCallId();
        bench.fake.deaf.add(Clear.class);
        bench.said.clear();
        bench.ask(asks.clear(call, "1001"));
        bench.pass(5_000);

        assertThat(bench.last(ControlFailureConf.class).text()).contains("did not answer in time");
        assertThat(bench.names()).doesNotContain("CallConnectionClearedEvent"); // it was not seen
    }

    @Test
    void anInternalCallRingsAtTheOtherAgent() {
        bench.login(1);
        bench.login(2);
        bench.said.clear();
        bench.ask(asks.make("1001", "302"));
        long call = bench.last(MakeCallConf.class).newConnectionCallId();
        assertThat(bench.names()).endsWith("CallOriginatedEvent", "CallDeliveredEvent");
        bench.ask(asks.answer(call, "1002"));
        assertThat(bench.fake.talking(bench.fake.at("PJSIP/1002")))
                .containsExactly("PJSIP/1001", "PJSIP/1002");
        assertThat(bench.state(2)).isEqualTo(AgentState.TALKING.value());
    }

    @Test
    void aCallToAPlannedNumberIsRouted() {
        bench.login(1);
        bench.ready(2);
        bench.ask(asks.make("1001", "8000"));
        assertThat(bench.names())
                .containsExactly(
                        "MakeCallConf",
                        "BeginCallEvent",
                        "CallServiceInitiatedEvent",
                        "CallOriginatedEvent",
                        "CallDataUpdateEvent",
                        "AgentPreCallEvent",
                        "CallDeliveredEvent");
        bench.ask(asks.answer(bench.call(), "1002"));
        assertThat(bench.fake.talking(bench.fake.at("PJSIP/1002")))
                .containsExactly("PJSIP/1001", "PJSIP/1002");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "12a",
                "",
                "+",
                "1+2",
                "sip:x@y",
                "1234567890123456789012345678901234567890"
            })
    void whatIsNoNumberIsRefused(String number) {
        bench.login(1);
        bench.said.clear();
        bench.ask(asks.make("1001", number));
        assertThat(bench.names()).containsExactly("ControlFailureConf");
        assertThat(bench.fake.commands).noneMatch(each -> each instanceof Dial);
    }

    @Test
    void aBusyNumberFailsTheCallAndFreesThePhone() {
        bench.login(1);
        bench.fake.busy.add("0049123");
        bench.said.clear();
        bench.ask(asks.make("1001", "0049123"));
        assertThat(bench.last(CallFailedEvent.class).eventCause())
                .isEqualTo(EventCause.BUSY.value());
        assertThat(bench.names()).endsWith("CallClearedEvent", "EndCallEvent");
        assertThat(bench.fake.channels).isEmpty();
    }

    @Test
    void anOwnPhoneThatIsBusyFailsTheRequestAndNothingWasBegun() {
        bench.login(1);
        bench.fake.busy.add("PJSIP/1001");
        bench.said.clear();
        bench.ask(asks.make("1001", "0049123"));
        assertThat(bench.names()).containsExactly("ControlFailureConf");
        assertThat(bench.machine.calls(OpcBench.PERIPHERAL)).isEmpty();
        bench.fake.busy.clear();
        bench.ask(asks.make("1001", "0049123"));
        assertThat(bench.names()).contains("MakeCallConf");
    }

    @Test
    void aReadyAgentMayNotDial() {
        bench.ready(1);
        bench.ask(asks.make("1001", "0049123"));
        assertThat(bench.last(ControlFailureConf.class).peripheralErrorCode()).isEqualTo(10103);
    }

    @Test
    void aPhoneThatDialsByItselfLooksTheSame() {
        bench.login(1);
        bench.said.clear();
        FakeSwitch.Channel phone = bench.dialled("1001", "0049123");
        assertThat(bench.names())
                .containsExactly(
                        "BeginCallEvent",
                        "CallServiceInitiatedEvent",
                        "CallOriginatedEvent",
                        "CallReachedNetworkEvent",
                        "CallDeliveredEvent");
        bench.fake.answer(bench.fake.at("0049123"));
        bench.run();
        assertThat(bench.names()).endsWith("CallEstablishedEvent");
        assertThat(bench.fake.talking(phone)).containsExactly("0049123", "PJSIP/1001");
        bench.said.clear();
        bench.fake.hangUp(phone);
        bench.run();
        assertThat(bench.names()).endsWith("EndCallEvent");
        assertThat(bench.fake.channels).isEmpty();
    }

    @Test
    void aCallerWhoClearsTheCallIsConfirmedBeforeAnythingIsCleared() {
        bench.login(1);
        bench.ask(asks.make("1001", "0049123"));
        long call = bench.call();
        bench.said.clear();
        bench.ask(asks.clearCall(call, "1001"));
        assertThat(bench.names().getFirst()).isEqualTo("ClearCallConf");
        assertThat(bench.names().getLast()).isEqualTo("EndCallEvent");
        assertThat(bench.names()).containsOnlyOnce("ClearCallConf");
        assertThat(bench.fake.channels).isEmpty();
    }
}
