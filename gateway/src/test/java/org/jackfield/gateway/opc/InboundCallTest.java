package org.jackfield.gateway.opc;

import static org.assertj.core.api.Assertions.assertThat;

import org.jackfield.protocol.ged188.AgentState;
import org.jackfield.protocol.ged188.AnswerCallConf;
import org.jackfield.protocol.ged188.BeginCallEvent;
import org.jackfield.protocol.ged188.CallClearedEvent;
import org.jackfield.protocol.ged188.CallDeliveredEvent;
import org.jackfield.protocol.ged188.CallEstablishedEvent;
import org.jackfield.protocol.ged188.ControlFailureConf;
import org.jackfield.protocol.ged188.EventCause;
import org.jackfield.protocol.ged188.NamedVariable;
import org.jackfield.protocol.pim.Answer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class InboundCallTest {

    private final OpcBench bench = new OpcBench();
    private final Asks asks = new Asks(bench);

    @Test
    void aCallRingsAtTheAvailableAgentAndIsAnsweredOnTheScreen() {
        bench.ready(1);
        FakeSwitch.Channel caller = bench.arrive("0441234", "8000");
        assertThat(bench.names())
                .containsExactly("BeginCallEvent", "AgentPreCallEvent", "CallDeliveredEvent");
        assertThat(bench.state(1)).isEqualTo(AgentState.RESERVED.value());
        CallDeliveredEvent delivered = bench.last(CallDeliveredEvent.class);
        assertThat(delivered.connectionDeviceId()).isEqualTo("1001");
        assertThat(delivered.callingDeviceId()).isEqualTo("0441234");
        assertThat(delivered.ani()).isEqualTo("0441234");
        assertThat(delivered.dnis()).isEqualTo("8000");
        assertThat(delivered.callVariable1()).isEqualTo("gold");
        assertThat(delivered.callVariable3()).isEqualTo("planned");
        assertThat(delivered.skillGroupNumber()).isEqualTo(10);
        assertThat(delivered.skillGroupId()).isEqualTo(6010);
        assertThat(delivered.namedVariable())
                .contains(new NamedVariable("user.account", "4711"))
                .contains(new NamedVariable(DataEvents.START, "1800000000000"));
        assertThat(bench.fake.channels).as("no leg before the answer").hasSize(1);

        bench.said.clear();
        bench.ask(asks.answer(bench.call(), "1001"));
        assertThat(bench.names()).containsExactly("AnswerCallConf", "CallEstablishedEvent");
        assertThat(bench.last(CallEstablishedEvent.class).answeringDeviceId()).isEqualTo("1001");
        assertThat(bench.state(1)).isEqualTo(AgentState.TALKING.value());
        assertThat(bench.fake.talking(caller)).containsExactly("0441234", "PJSIP/1001");

        bench.said.clear();
        bench.fake.hangUp(caller);
        bench.run();
        assertThat(bench.names())
                .containsExactly(
                        "CallConnectionClearedEvent",
                        "CallConnectionClearedEvent",
                        "CallClearedEvent",
                        "EndCallEvent");
        assertThat(bench.state(1)).isEqualTo(AgentState.AVAILABLE.value());
        assertThat(bench.fake.channels).isEmpty();
        assertThat(bench.machine.calls(OpcBench.PERIPHERAL)).isEmpty();
    }

    @Test
    void theConfirmationComesFirstAlsoWhenTheSwitchSaysDoneFirst() {
        bench.fake.doneFirst = true;
        bench.ready(1);
        bench.arrive("0441234", "8000");
        bench.said.clear();
        bench.ask(asks.answer(bench.call(), "1001"));
        assertThat(bench.names()).containsExactly("AnswerCallConf", "CallEstablishedEvent");
        long call = bench.call();
        bench.said.clear();
        bench.ask(asks.clear(call, "1001"));
        assertThat(bench.names().getFirst()).isEqualTo("ClearConnectionConf");
        assertThat(bench.names().getLast()).isEqualTo("EndCallEvent");
    }

    @Test
    void aPhoneThatAnswersByItsOwnKeyRingsAndTheAnswerButtonIsRefused() {
        bench.ready(5);
        FakeSwitch.Channel caller = bench.arrive("0441234", "8000");
        assertThat(bench.names()).contains("CallDeliveredEvent");
        bench.said.clear();
        bench.ask(asks.answer(bench.call(), "1005"));
        assertThat(bench.last(ControlFailureConf.class).peripheralErrorCode()).isEqualTo(20153);
        bench.said.clear();
        bench.fake.answer(bench.fake.at("PJSIP/1005"));
        bench.run();
        assertThat(bench.names()).containsExactly("CallEstablishedEvent");
        assertThat(bench.fake.talking(caller)).containsExactly("0441234", "PJSIP/1005");
    }

    @Test
    void aCallerWhoWaitsHearsMusicAndGetsTheFirstAgentWhoComes() {
        FakeSwitch.Channel caller = bench.arrive("0441234", "8000");
        assertThat(bench.names()).containsExactly("BeginCallEvent");
        assertThat(bench.fake.commands).anyMatch(each -> each instanceof Answer);
        assertThat(caller.state).isEqualTo(org.jackfield.protocol.pim.LegState.UP);
        assertThat(caller.music).isEqualTo("queue");
        bench.login(1);
        bench.agentState(1, AgentState.AVAILABLE);
        assertThat(bench.last(CallDeliveredEvent.class).alertingDeviceId()).isEqualTo("1001");
    }

    @Test
    void aCallerWhoGivesUpInTheQueueEndsTheCall() {
        FakeSwitch.Channel caller = bench.arrive("0441234", "8000");
        bench.said.clear();
        bench.fake.hangUp(caller);
        bench.run();
        assertThat(bench.names())
                .containsExactly("CallConnectionClearedEvent", "CallClearedEvent", "EndCallEvent");
        assertThat(bench.last(CallClearedEvent.class).eventCause())
                .isEqualTo(EventCause.CECX_ABAND_LOCAL_QUEUE.value());
    }

    @Test
    void aCallerWhoGivesUpWhileItRingsLeavesTheAgentReady() {
        bench.ready(1);
        FakeSwitch.Channel caller = bench.arrive("0441234", "8000");
        bench.said.clear();
        bench.fake.hangUp(caller);
        bench.run();
        assertThat(bench.names())
                .containsExactly(
                        "CallConnectionClearedEvent",
                        "CallConnectionClearedEvent",
                        "CallClearedEvent",
                        "EndCallEvent");
        assertThat(bench.state(1)).isEqualTo(AgentState.AVAILABLE.value());
    }

    @Test
    void aCallerWhoGivesUpWhileThePhoneIsDialledTakesThePhoneAlong() {
        bench.ready(1);
        FakeSwitch.Channel caller = bench.arrive("0441234", "8000");
        bench.said.clear();
        bench.send(asks.answer(bench.call(), "1001"));
        bench.fake.hangUp(caller);
        bench.fake.reports.addFirst(bench.fake.reports.removeLast());
        bench.run();
        assertThat(bench.names()).doesNotContain("AnswerCallConf").contains("ControlFailureConf");
        assertThat(bench.names().getLast()).isEqualTo("EndCallEvent");
        assertThat(bench.fake.channels).isEmpty();
        assertThat(bench.state(1)).isEqualTo(AgentState.AVAILABLE.value());
    }

    @Test
    @Tag("BEH-137")
    void whoDoesNotAnswerIsNotReadyAndTheNextAgentGetsTheCall() {
        bench.ready(1);
        bench.arrive("0441234", "8000");
        bench.login(2);
        bench.agentState(2, AgentState.AVAILABLE);
        bench.said.clear();
        bench.pass(21_000);
        assertThat(bench.names())
                .containsSubsequence(
                        "CallConnectionClearedEvent", "AgentPreCallEvent", "CallDeliveredEvent");
        assertThat(bench.last(CallDeliveredEvent.class).alertingDeviceId()).isEqualTo("1002");
        assertThat(bench.state(1)).isEqualTo(AgentState.NOT_READY.value());
        assertThat(bench.state(2)).isEqualTo(AgentState.RESERVED.value());
    }

    @Test
    void aPhoneThatRingsOutIsEndedBeforeTheNextAgentIsAsked() {
        bench.ready(5);
        bench.arrive("0441234", "8000");
        bench.said.clear();
        bench.pass(21_000);
        assertThat(bench.state(5)).isEqualTo(AgentState.NOT_READY.value());
        assertThat(bench.fake.channels).hasSize(1);
        assertThat(bench.names()).contains("CallConnectionClearedEvent");
    }

    @Test
    void theAgentWhoHangsUpEndsTheCallForTheCustomerToo() {
        bench.ready(1);
        bench.arrive("0441234", "8000");
        bench.ask(asks.answer(bench.call(), "1001"));
        long call = bench.call();
        bench.said.clear();
        bench.ask(asks.clear(call, "1001"));
        assertThat(bench.names())
                .containsExactly(
                        "ClearConnectionConf",
                        "CallConnectionClearedEvent",
                        "CallConnectionClearedEvent",
                        "CallClearedEvent",
                        "EndCallEvent");
        assertThat(bench.fake.channels).isEmpty();
        bench.said.clear();
        bench.ask(asks.clear(call, "1001"));
        assertThat(bench.names()).as("ending what is gone").containsExactly("ClearConnectionConf");
    }

    @Test
    void anUnknownNumberIsRefusedAtTheSwitch() {
        bench.arrive("0441234", "9999");
        assertThat(bench.fake.channels).isEmpty();
        assertThat(bench.names()).isEmpty();
    }

    @Test
    void aNewcomerLearnsACallOnce() {
        bench.ready(1);
        bench.arrive("0441234", "8000");
        bench.ask(asks.answer(bench.call(), "1001"));
        assertThat(bench.machine.callEventsNow(OpcBench.PERIPHERAL, bench.call()))
                .extracting(each -> each.event().getClass().getSimpleName())
                .containsExactly("BeginCallEvent", "CallEstablishedEvent", "CallEstablishedEvent");
        BeginCallEvent begin =
                (BeginCallEvent) bench.machine.callNow(OpcBench.PERIPHERAL, bench.call()).event();
        assertThat(begin.routerCallKeyDay()).isEqualTo(20_833L);
        assertThat(bench.machine.callNow(OpcBench.PERIPHERAL, bench.call()).scope().instruments())
                .containsExactly("1001");
    }

    @Test
    void aSilentSwitchFailsTheAnswerInTime() {
        bench.ready(1);
        bench.arrive("0441234", "8000");
        bench.fake.deaf.add(org.jackfield.protocol.pim.Dial.class);
        bench.said.clear();
        bench.ask(asks.answer(bench.call(), "1001"));
        assertThat(bench.names()).isEmpty();
        bench.pass(16_000);
        assertThat(bench.names()).contains("ControlFailureConf").doesNotContain("EndCallEvent");
        assertThat(bench.names()).doesNotContain(AnswerCallConf.class.getSimpleName());
    }
}
