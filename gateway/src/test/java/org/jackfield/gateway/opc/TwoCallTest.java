package org.jackfield.gateway.opc;

import static org.assertj.core.api.Assertions.assertThat;

import org.jackfield.protocol.ged188.AgentState;
import org.jackfield.protocol.ged188.BeginCallEvent;
import org.jackfield.protocol.ged188.CallConferencedEvent;
import org.jackfield.protocol.ged188.CallDataUpdateEvent;
import org.jackfield.protocol.ged188.CallRetrievedEvent;
import org.jackfield.protocol.ged188.CallTransferredEvent;
import org.jackfield.protocol.ged188.ConferenceCallConf;
import org.jackfield.protocol.ged188.ConsultationCallConf;
import org.jackfield.protocol.ged188.ControlFailureConf;
import org.jackfield.protocol.ged188.EndCallEvent;
import org.jackfield.protocol.ged188.TransferCallConf;
import org.jackfield.protocol.pim.Held;
import org.jackfield.protocol.pim.Place;
import org.jackfield.protocol.pim.Retrieved;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Hold, consult, alternate, reconnect, transfer and conference by request. */
class TwoCallTest {

    private final OpcBench bench = new OpcBench();
    private final Asks asks = new Asks(bench);
    private FakeSwitch.Channel caller;
    private long call;

    private void talkWithCustomer() {
        bench.ready(1);
        caller = bench.arrive("0441234", "8000");
        call = bench.call();
        bench.ask(asks.answer(call, "1001"));
        bench.said.clear();
    }

    /** Agent 1 consults agent 2, who answers. */
    private long consult() {
        bench.login(2);
        bench.said.clear();
        bench.ask(asks.consult(call, "1001", "302"));
        long consultation = bench.last(ConsultationCallConf.class).newConnectionCallId();
        bench.ask(asks.answer(consultation, "1002"));
        return consultation;
    }

    @Test
    void holdAndRetrieveAreSaidWhenTheSwitchHasDoneThem() {
        talkWithCustomer();
        bench.ask(asks.hold(call, "1001"));
        assertThat(bench.names()).containsExactly("HoldCallConf", "CallHeldEvent");
        assertThat(bench.state(1)).isEqualTo(AgentState.HOLD.value());
        assertThat(caller.bridge).isEmpty();
        assertThat(caller.music).isEqualTo("default");
        bench.ask(asks.hold(call, "1001"));
        assertThat(bench.names()).endsWith("HoldCallConf").hasSize(3);
        bench.said.clear();
        bench.ask(asks.retrieve(call, "1001"));
        assertThat(bench.names()).containsExactly("RetrieveCallConf", "CallRetrievedEvent");
        assertThat(bench.fake.talking(caller)).containsExactly("0441234", "PJSIP/1001");
        assertThat(bench.state(1)).isEqualTo(AgentState.TALKING.value());
    }

    @Test
    void aHoldThatTheSwitchRefusesChangesNothing() {
        talkWithCustomer();
        bench.fake.failing.add(Place.class);
        bench.ask(asks.hold(call, "1001"));
        assertThat(bench.names()).containsExactly("ControlFailureConf");
        assertThat(bench.state(1)).isEqualTo(AgentState.TALKING.value());
    }

    @Test
    void aSecondWishForTheSameCallMustWait() {
        talkWithCustomer();
        bench.send(asks.hold(call, "1001"));
        bench.ask(asks.consult(call, "1001", "302"));
        assertThat(bench.names())
                .containsExactly("ControlFailureConf", "HoldCallConf", "CallHeldEvent");
    }

    @Test
    void aConsultationStartsWithTheCallsDataAndTheRequestsOverThem() {
        talkWithCustomer();
        bench.login(2);
        bench.said.clear();
        bench.ask(asks.consult(call, "1001", "302"));
        assertThat(bench.names())
                .containsExactly(
                        "ConsultationCallConf",
                        "CallHeldEvent",
                        "BeginCallEvent",
                        "CallServiceInitiatedEvent",
                        "CallOriginatedEvent",
                        "CallDeliveredEvent");
        BeginCallEvent begin = bench.last(BeginCallEvent.class);
        assertThat(begin.callVariable1()).isEqualTo("gold");
        assertThat(begin.callVariable2()).isEqualTo("consulted");
        assertThat(begin.ani()).isEqualTo("0441234");
        long consultation = bench.last(ConsultationCallConf.class).newConnectionCallId();
        bench.said.clear();
        bench.ask(asks.answer(consultation, "1002"));
        assertThat(bench.names()).containsExactly("AnswerCallConf", "CallEstablishedEvent");
        assertThat(bench.fake.talking(bench.fake.at("PJSIP/1002")))
                .containsExactly("PJSIP/1001", "PJSIP/1002");
        assertThat(caller.music).isEqualTo("default");
    }

    @Test
    void aTransferLeavesTheCustomerWithTheOtherAgentAndOneKey() {
        talkWithCustomer();
        BeginCallEvent first =
                (BeginCallEvent) bench.machine.callNow(OpcBench.PERIPHERAL, call).event();
        long consultation = consult();
        bench.said.clear();
        bench.ask(asks.transfer(consultation, call, "1001"));
        assertThat(bench.names())
                .containsExactly(
                        "TransferCallConf",
                        "CallTransferredEvent",
                        "CallDataUpdateEvent",
                        "CallConnectionClearedEvent",
                        "EndCallEvent");
        CallTransferredEvent transferred = bench.last(CallTransferredEvent.class);
        assertThat(transferred.primaryCallId()).isEqualTo(call);
        assertThat(transferred.secondaryCallId()).isEqualTo(consultation);
        assertThat(transferred.transferringDeviceId()).isEqualTo("1001");
        assertThat(transferred.transferredDeviceId()).isEqualTo("1002");
        assertThat(transferred.connectedPartyDeviceId()).containsExactly("0441234", "1002");
        CallDataUpdateEvent moved = bench.last(CallDataUpdateEvent.class);
        assertThat(moved.connectionCallId()).isEqualTo(consultation);
        assertThat(moved.newConnectionCallId()).isEqualTo(call);
        assertThat(moved.newConnectionDeviceId()).isEqualTo("1002");
        assertThat(moved.callVariable2()).as("set last").isEqualTo("consulted");
        assertThat(moved.callVariable1()).isEqualTo("gold");
        assertThat(moved.ani()).isEqualTo("0441234");
        assertThat(moved.dnis()).isEqualTo("8000");
        assertThat(moved.routerCallKeyCallId()).isEqualTo(first.routerCallKeyCallId());
        assertThat(bench.last(EndCallEvent.class).connectionCallId()).isEqualTo(consultation);
        assertThat(bench.last(TransferCallConf.class).newConnectionCallId()).isEqualTo(call);
        assertThat(bench.fake.talking(caller)).containsExactly("0441234", "PJSIP/1002");
        assertThat(bench.state(1)).isEqualTo(AgentState.AVAILABLE.value());
        assertThat(bench.state(2)).isEqualTo(AgentState.TALKING.value());
        bench.said.clear();
        bench.fake.hangUp(caller);
        bench.run();
        assertThat(bench.names()).endsWith("CallClearedEvent", "EndCallEvent");
        assertThat(bench.fake.channels).isEmpty();
    }

    @Test
    void aConferenceOfThreeKeepsAllAndTheLastTwoGoOnWithoutTheController() {
        talkWithCustomer();
        long consultation = consult();
        bench.said.clear();
        bench.ask(asks.conference(consultation, call, "1001"));
        assertThat(bench.names())
                .containsExactly(
                        "ConferenceCallConf",
                        "CallConferencedEvent",
                        "CallDataUpdateEvent",
                        "CallDataUpdateEvent",
                        "EndCallEvent");
        CallConferencedEvent event = bench.last(CallConferencedEvent.class);
        assertThat(event.connectedPartyDeviceId()).containsExactly("0441234", "1001", "1002");
        assertThat(event.controllerDeviceId()).isEqualTo("1001");
        assertThat(event.addedPartyDeviceId()).isEqualTo("1002");
        assertThat(bench.last(ConferenceCallConf.class).numParties()).isEqualTo(3);
        assertThat(bench.fake.talking(caller))
                .containsExactly("0441234", "PJSIP/1001", "PJSIP/1002");
        assertThat(bench.state(1)).isEqualTo(AgentState.TALKING.value());
        bench.said.clear();
        bench.ask(asks.clear(call, "1001"));
        assertThat(bench.names())
                .containsExactly("ClearConnectionConf", "CallConnectionClearedEvent");
        assertThat(bench.fake.talking(caller)).containsExactly("0441234", "PJSIP/1002");
    }

    @Test
    void aPhoneThatHoldsAConferenceLeavesTheOthersTalking() {
        talkWithCustomer();
        bench.ask(asks.conference(consult(), call, "1001"));
        bench.said.clear();
        bench.ask(asks.hold(call, "1001"));
        assertThat(bench.names()).containsExactly("HoldCallConf", "CallHeldEvent");
        assertThat(bench.fake.talking(caller)).containsExactly("0441234", "PJSIP/1002");
        bench.ask(asks.retrieve(call, "1001"));
        assertThat(bench.fake.talking(caller)).hasSize(3);
    }

    @Test
    void aFourthPartyMayBeAdded() {
        talkWithCustomer();
        bench.ask(asks.conference(consult(), call, "1001"));
        bench.login(3);
        bench.ask(asks.consult(call, "1001", "303"));
        long second = bench.last(ConsultationCallConf.class).newConnectionCallId();
        assertThat(bench.fake.talking(caller)).containsExactly("0441234", "PJSIP/1002");
        bench.ask(asks.answer(second, "1003"));
        bench.ask(asks.conference(second, call, "1001"));
        assertThat(bench.fake.talking(caller)).hasSize(4);
    }

    @Test
    @Tag("BEH-368")
    void completionNeedsASecondAlternateAfterTheFirst() {
        talkWithCustomer();
        long consultation = consult();
        bench.said.clear();
        bench.ask(asks.alternate(consultation, call, "1001"));
        assertThat(bench.names())
                .containsExactly("AlternateCallConf", "CallHeldEvent", "CallRetrievedEvent");
        assertThat(bench.fake.talking(caller)).containsExactly("0441234", "PJSIP/1001");
        bench.said.clear();
        bench.ask(asks.transfer(call, consultation, "1001"));
        assertThat(bench.last(ControlFailureConf.class).peripheralErrorCode()).isEqualTo(13121);
        bench.ask(asks.alternate(call, consultation, "1001"));
        bench.said.clear();
        bench.ask(asks.transfer(consultation, call, "1001"));
        assertThat(bench.names()).startsWith("TransferCallConf");
    }

    @Test
    @Tag("LIM-032")
    void aConsultationThatStillRingsCannotBeCompleted() {
        talkWithCustomer();
        bench.login(2);
        bench.ask(asks.consult(call, "1001", "302"));
        long consultation = bench.last(ConsultationCallConf.class).newConnectionCallId();
        bench.said.clear();
        bench.ask(asks.transfer(consultation, call, "1001"));
        assertThat(bench.names()).containsExactly("ControlFailureConf");
    }

    @Test
    @Tag("LIM-033")
    void aConsultedAgentOnHoldCannotBeGivenTheCall() {
        talkWithCustomer();
        long consultation = consult();
        bench.ask(asks.hold(consultation, "1002"));
        bench.said.clear();
        bench.ask(asks.transfer(consultation, call, "1001"));
        assertThat(bench.last(ControlFailureConf.class).peripheralErrorCode()).isEqualTo(13121);
    }

    @Test
    void reconnectEndsTheConsultationAndRetrievesTheCall() {
        talkWithCustomer();
        bench.login(2);
        bench.ask(asks.consult(call, "1001", "302"));
        long consultation = bench.last(ConsultationCallConf.class).newConnectionCallId();
        bench.said.clear();
        bench.ask(asks.reconnect(consultation, call, "1001"));
        assertThat(bench.names())
                .containsExactly(
                        "ReconnectCallConf",
                        "CallConnectionClearedEvent",
                        "CallRetrievedEvent",
                        "CallConnectionClearedEvent",
                        "CallClearedEvent",
                        "EndCallEvent");
        assertThat(bench.fake.talking(caller)).containsExactly("0441234", "PJSIP/1001");
        assertThat(bench.call()).isEqualTo(call);
    }

    @Test
    void aConsultedPartyWhoHangsUpLeavesTheCallHeldToBeRetrieved() {
        talkWithCustomer();
        long consultation = consult();
        bench.said.clear();
        bench.fake.hangUp(bench.fake.at("PJSIP/1002"));
        bench.run();
        assertThat(bench.names())
                .containsExactly(
                        "CallConnectionClearedEvent",
                        "CallConnectionClearedEvent",
                        "CallClearedEvent",
                        "EndCallEvent");
        assertThat(bench.last(EndCallEvent.class).connectionCallId()).isEqualTo(consultation);
        bench.ask(asks.retrieve(call, "1001"));
        assertThat(bench.fake.talking(caller)).containsExactly("0441234", "PJSIP/1001");
    }

    @Test
    void aCustomerWhoHangsUpDuringTheConsultationLeavesTheTwoTalking() {
        talkWithCustomer();
        long consultation = consult();
        bench.said.clear();
        bench.fake.hangUp(caller);
        bench.run();
        assertThat(bench.names()).endsWith("CallClearedEvent", "EndCallEvent");
        assertThat(bench.call()).isEqualTo(consultation);
        assertThat(bench.fake.talking(bench.fake.at("PJSIP/1002")))
                .containsExactly("PJSIP/1001", "PJSIP/1002");
        assertThat(bench.state(1)).isEqualTo(AgentState.TALKING.value());
    }

    @Test
    void aBusyExtensionFailsTheConsultationAndTheCallWaitsOnHold() {
        talkWithCustomer();
        bench.login(2);
        bench.dialled("1002", "0049111");
        bench.said.clear();
        bench.ask(asks.consult(call, "1001", "302"));
        assertThat(bench.names())
                .containsSubsequence(
                        "ConsultationCallConf",
                        "CallFailedEvent",
                        "CallClearedEvent",
                        "EndCallEvent");
        bench.ask(asks.retrieve(call, "1001"));
        assertThat(bench.fake.talking(caller)).containsExactly("0441234", "PJSIP/1001");
    }

    @Test
    void aCustomerWhoHangsUpWhileTheTransferIsOnItsWayFailsTheRequestOnce() {
        talkWithCustomer();
        long consultation = consult();
        bench.said.clear();
        bench.send(asks.transfer(consultation, call, "1001"));
        bench.fake.hangUp(caller);
        bench.fake.reports.addFirst(bench.fake.reports.removeLast());
        bench.run();
        long answers = bench.names().stream().filter(each -> each.endsWith("Conf")).count();
        assertThat(answers).isEqualTo(1);
        bench.pass(30_000);
        assertThat(bench.machine.calls(OpcBench.PERIPHERAL).size()).isLessThanOrEqualTo(1);
    }

    /**
     * Found by the simulator: both calls of the phone were said to talk, and one was ended for it.
     */
    @Test
    @Tag("ERR-180")
    void whileThePhonesKeyHoldsNoneOfItsCallsIsRetrieved() {
        talkWithCustomer();
        long consultation = consult();
        FakeSwitch.Channel phone = bench.fake.at("PJSIP/1001");
        bench.report(new Held(phone.id));
        bench.run();
        bench.said.clear();
        bench.ask(asks.retrieve(call, "1001"));
        assertThat(bench.last(ControlFailureConf.class).peripheralErrorCode()).isEqualTo(20017);

        bench.report(new Retrieved(phone.id));
        bench.run();
        bench.pass(10_000);
        assertThat(bench.machine.calls(OpcBench.PERIPHERAL)).containsExactly(call, consultation);
        assertThat(bench.fake.talking(phone)).containsExactly("PJSIP/1001", "PJSIP/1002");
    }

    @Test
    void aKeyPressedWhileTheOtherCallComesBackHoldsThatOne() {
        talkWithCustomer();
        long consultation = consult();
        FakeSwitch.Channel phone = bench.fake.at("PJSIP/1001");
        bench.send(asks.alternate(consultation, call, "1001"));
        phone.heldByPhone = true;
        bench.report(new Held(phone.id));
        bench.run();
        bench.pass(10_000);
        assertThat(bench.state(1)).isEqualTo(AgentState.HOLD.value());

        bench.said.clear();
        phone.heldByPhone = false;
        bench.report(new Retrieved(phone.id));
        bench.run();
        assertThat(bench.last(CallRetrievedEvent.class).connectionCallId()).isEqualTo(call);
        bench.pass(10_000);
        assertThat(bench.machine.calls(OpcBench.PERIPHERAL)).containsExactly(call, consultation);
        assertThat(bench.fake.talking(phone)).containsExactly("0441234", "PJSIP/1001");
    }
}
