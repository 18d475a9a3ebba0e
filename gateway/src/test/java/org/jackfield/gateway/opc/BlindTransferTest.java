package org.jackfield.gateway.opc;

import static org.assertj.core.api.Assertions.assertThat;

import org.jackfield.protocol.ged188.AgentState;
import org.jackfield.protocol.ged188.CallTransferredEvent;
import org.jackfield.protocol.pim.TransferAsked;
import org.jackfield.protocol.pim.TransferKind;
import org.jackfield.protocol.pim.TransferProgress;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Single-step transfer, and what a phone's own keys do. */
class BlindTransferTest {

    private final OpcBench bench = new OpcBench();
    private final Asks asks = new Asks(bench);
    private FakeSwitch.Channel caller;
    private long call;

    @BeforeEach
    void talkWithCustomer() {
        bench.ready(1);
        caller = bench.arrive("0441234", "8000");
        call = bench.call();
        bench.ask(asks.answer(call, "1001"));
        bench.said.clear();
    }

    @Test
    void theCallRingsAtTheOtherAgentAndThePhoneIsOut() {
        bench.login(2);
        bench.said.clear();
        bench.ask(asks.blind(call, "1001", "302"));
        assertThat(bench.names())
                .containsExactly(
                        "TransferCallConf",
                        "CallTransferredEvent",
                        "CallConnectionClearedEvent",
                        "CallDeliveredEvent");
        assertThat(bench.last(CallTransferredEvent.class).transferredDeviceId()).isEqualTo("1002");
        assertThat(bench.state(1)).isEqualTo(AgentState.AVAILABLE.value());
        bench.ask(asks.answer(call, "1002"));
        assertThat(bench.fake.talking(caller)).containsExactly("0441234", "PJSIP/1002");
    }

    @Test
    void aNumberThatIsBusyBringsTheCallBack() {
        bench.fake.busy.add("0049123");
        bench.ask(asks.blind(call, "1001", "0049123"));
        assertThat(bench.names())
                .contains("ControlFailureConf")
                .doesNotContain("CallTransferredEvent", "EndCallEvent");
        assertThat(bench.fake.talking(caller)).containsExactly("0441234", "PJSIP/1001");
        assertThat(bench.state(1)).isEqualTo(AgentState.TALKING.value());
    }

    @Test
    void aCallCanBeSentBackToTheQueue() {
        bench.ask(asks.blind(call, "1001", "8000"));
        assertThat(bench.names())
                .startsWith(
                        "TransferCallConf", "CallTransferredEvent", "CallConnectionClearedEvent");
        bench.pass(100);
        assertThat(bench.call()).isEqualTo(call);
        assertThat(bench.names()).endsWith("AgentPreCallEvent", "CallDeliveredEvent");
    }

    @Test
    void aNumberThatNeverRingsBringsTheCallBackInTime() {
        bench.fake.deaf.add(org.jackfield.protocol.pim.Dial.class);
        bench.ask(asks.blind(call, "1001", "0049123"));
        bench.pass(11_000);
        assertThat(bench.names())
                .contains("ControlFailureConf")
                .doesNotContain("CallTransferredEvent");
        assertThat(bench.fake.talking(caller)).containsExactly("0441234", "PJSIP/1001");
    }

    @Test
    void aPhonesOwnBlindTransferLooksTheSameAndThePhoneIsTold() {
        FakeSwitch.Channel phone = bench.fake.at("PJSIP/1001");
        bench.report(new TransferAsked(TransferKind.BLIND, phone.id, null, "0049123"));
        bench.run();
        assertThat(bench.names()).startsWith("CallTransferredEvent");
        assertThat(bench.fake.commands)
                .anyMatch(each -> each instanceof TransferProgress p && p.succeeded());
        bench.fake.answer(bench.fake.at("0049123"));
        bench.run();
        assertThat(bench.fake.talking(caller)).containsExactly("0049123", "0441234");
    }

    @Test
    void aPhonesBlindTransferToNowhereIsToldToThePhone() {
        FakeSwitch.Channel phone = bench.fake.at("PJSIP/1001");
        bench.report(new TransferAsked(TransferKind.BLIND, phone.id, null, "rubbish"));
        bench.run();
        assertThat(bench.names()).isEmpty();
        assertThat(bench.fake.commands)
                .anyMatch(each -> each instanceof TransferProgress p && !p.succeeded());
    }

    @Test
    void aPhonesHoldKeyLooksLikeAHoldAndOnlyThatKeyRetrieves() {
        FakeSwitch.Channel phone = bench.fake.at("PJSIP/1001");
        bench.report(new org.jackfield.protocol.pim.Held(phone.id));
        bench.run();
        assertThat(bench.names()).containsExactly("CallHeldEvent");
        assertThat(bench.state(1)).isEqualTo(AgentState.HOLD.value());
        bench.said.clear();
        bench.ask(asks.retrieve(call, "1001"));
        assertThat(bench.names()).containsExactly("ControlFailureConf");
        bench.said.clear();
        bench.report(new org.jackfield.protocol.pim.Retrieved(phone.id));
        bench.run();
        assertThat(bench.names()).containsExactly("CallRetrievedEvent");
    }

    @Test
    void aPhonesAttendedTransferJoinsItsTwoCalls() {
        FakeSwitch.Channel first = bench.fake.at("PJSIP/1001");
        bench.report(new org.jackfield.protocol.pim.Held(first.id));
        FakeSwitch.Channel second = bench.dialled("1001", "0049123");
        bench.fake.answer(bench.fake.at("0049123"));
        bench.run();
        bench.said.clear();
        bench.report(new TransferAsked(TransferKind.ATTENDED, first.id, second.id, null));
        bench.run();
        assertThat(bench.names())
                .containsSubsequence("CallTransferredEvent", "CallDataUpdateEvent", "EndCallEvent");
        assertThat(bench.call()).isEqualTo(call);
        assertThat(bench.fake.talking(caller)).containsExactly("0049123", "0441234");
        assertThat(bench.state(1)).isEqualTo(AgentState.AVAILABLE.value());
    }

    /**
     * Found by the simulator with a thousand agents: the router went on with a call that was gone.
     */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aPhoneCannotJoinACallerWithWhoWaitsInAQueueOrRings(boolean rings) {
        bench.login(2);
        if (rings) {
            bench.ready(3);
        }
        FakeSwitch.Channel first = bench.fake.at("PJSIP/1001");
        bench.report(new org.jackfield.protocol.pim.Held(first.id));
        FakeSwitch.Channel second = bench.dialled("1001", "302");
        long consultation = bench.machine.calls(OpcBench.PERIPHERAL).getLast();
        bench.ask(asks.answer(consultation, "1002"));
        bench.ask(asks.blind(consultation, "1002", "8000"));
        bench.said.clear();
        bench.report(new TransferAsked(TransferKind.ATTENDED, first.id, second.id, null));
        bench.run();
        assertThat(bench.names()).doesNotContain("CallTransferredEvent", "EndCallEvent");
        assertThat(bench.fake.commands)
                .anyMatch(each -> each instanceof TransferProgress p && !p.succeeded());
        if (!rings) {
            bench.ready(3);
        }
        assertThat(bench.state(3)).isEqualTo(AgentState.RESERVED.value());
    }
}
