package org.jackfield.gateway.opc;

import static org.assertj.core.api.Assertions.assertThat;

import org.jackfield.protocol.ged188.AgentState;
import org.jackfield.protocol.ged188.BeginCallEvent;
import org.jackfield.protocol.ged188.ControlFailureConf;
import org.jackfield.protocol.log.PimReachable;
import org.jackfield.protocol.log.SideFar;
import org.jackfield.protocol.pim.Arrived;
import org.jackfield.protocol.pim.Clear;
import org.jackfield.protocol.pim.LegState;
import org.jackfield.protocol.pim.Place;
import org.jackfield.protocol.pim.SwitchDown;
import org.jackfield.protocol.pim.Variable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import java.util.List;

/** The switch, or the way to it, went and comes back. */
class ResyncTest {

    private final OpcBench bench = new OpcBench();
    private final Asks asks = new Asks(bench);
    private FakeSwitch.Channel caller;
    private long call;

    private void talkWithCustomer() {
        caller = bench.talkWithCustomer();
        call = bench.call();
    }

    private void cut() {
        bench.report(new SwitchDown("cut"));
    }

    private void back() {
        bench.fake.reports.clear();
        bench.fake.connect();
        bench.run();
    }

    @Test
    void aTalkGoesOnAsIfNothingHadBeen() {
        talkWithCustomer();
        cut();
        back();
        assertThat(bench.names()).containsExactly("SystemEvent", "SystemEvent");
        assertThat(bench.call()).isEqualTo(call);
        bench.said.clear();
        bench.ask(asks.hold(call, "1001"));
        assertThat(bench.names()).containsExactly("HoldCallConf", "CallHeldEvent");
    }

    @Test
    @Tag("BEH-473")
    @Tag("ERR-181")
    void whatIsAskedWhileTheSwitchIsAwayFailsAtOnce() {
        talkWithCustomer();
        cut();
        int before = bench.fake.commands.size();
        bench.said.clear();
        bench.ask(asks.hold(call, "1001"));
        assertThat(bench.last(ControlFailureConf.class).peripheralErrorCode()).isEqualTo(20512);
        assertThat(bench.fake.commands).hasSize(before);
    }

    @Test
    void aCustomerWhoHungUpUnseenIsClearedAndTheAgentIsReadyAgain() {
        talkWithCustomer();
        cut();
        bench.fake.channels.remove(caller.id);
        bench.said.clear();
        back();
        assertThat(bench.names())
                .containsSubsequence(
                        "CallConnectionClearedEvent",
                        "CallConnectionClearedEvent",
                        "CallClearedEvent",
                        "EndCallEvent");
        assertThat(bench.machine.calls(OpcBench.PERIPHERAL)).isEmpty();
        assertThat(bench.fake.channels).isEmpty();
        assertThat(bench.state(1)).isEqualTo(AgentState.AVAILABLE.value());
    }

    @Test
    void aSwitchThatRestartedHasNoCallsAnyMore() {
        talkWithCustomer();
        cut();
        bench.fake.channels.clear();
        bench.fake.startedMs = 2_000;
        bench.said.clear();
        back();
        assertThat(bench.names()).contains("EndCallEvent");
        assertThat(bench.machine.calls(OpcBench.PERIPHERAL)).isEmpty();
        assertThat(bench.logLines()).anyMatch(each -> each.contains("restarted"));
    }

    @Test
    void anAnswerThatWasMissedIsSaidOnce() {
        bench.login(1);
        bench.ask(asks.make("1001", "0049123"));
        cut();
        bench.fake.at("0049123").state = LegState.UP;
        bench.said.clear();
        back();
        assertThat(bench.names()).containsOnlyOnce("CallEstablishedEvent");
        assertThat(bench.fake.talking(bench.fake.at("0049123")))
                .containsExactly("0049123", "PJSIP/1001");
    }

    @Test
    void aHoldKeyThatWasMissedIsSaidOnce() {
        talkWithCustomer();
        cut();
        bench.fake.at("PJSIP/1001").heldByPhone = true;
        bench.said.clear();
        back();
        assertThat(bench.names()).containsOnlyOnce("CallHeldEvent");
        cut();
        bench.fake.at("PJSIP/1001").heldByPhone = false;
        back();
        assertThat(bench.names()).containsOnlyOnce("CallRetrievedEvent");
    }

    @Test
    void aCallerWhoArrivedUnseenIsRoutedNow() {
        bench.ready(1);
        cut();
        FakeSwitch.Channel channel =
                new FakeSwitch.Channel("unseen", "", true, "0555", LegState.RINGING);
        bench.fake.channels.put(channel.id, channel);
        bench.said.clear();
        back();
        assertThat(bench.names())
                .containsSubsequence("BeginCallEvent", "AgentPreCallEvent", "CallDeliveredEvent");
        assertThat(bench.last(BeginCallEvent.class).ani()).isEqualTo("0555");
    }

    @Test
    @Tag("BEH-473")
    void aCallerWhoArrivedUnseenHasAllThatCameWithTheCall() {
        bench.ready(1);
        cut();
        FakeSwitch.Channel channel =
                new FakeSwitch.Channel("unseen", "", true, "0555", LegState.RINGING);
        channel.arrived =
                Arrived.builder()
                        .channel("unseen")
                        .calling("0555")
                        .called("8000")
                        .variables(
                                List.of(
                                        new Variable("Var1", "gold"),
                                        new Variable("user.account", "4711")))
                        .build();
        bench.fake.channels.put(channel.id, channel);
        back();

        BeginCallEvent begin = bench.last(BeginCallEvent.class);
        assertThat(begin.ani()).isEqualTo("0555");
        assertThat(begin.callVariable1()).isEqualTo("gold");
        assertThat(begin.namedVariable())
                .anyMatch(
                        each -> each.name().equals("user.account") && each.value().equals("4711"));
    }

    private FakeSwitch.Channel unseen(String phone, String digits) {
        FakeSwitch.Channel channel =
                new FakeSwitch.Channel("unseen", phone, true, digits, LegState.RINGING);
        bench.fake.channels.put(channel.id, channel);
        return channel;
    }

    @Test
    @Tag("BEH-473")
    void aPhoneThatDialledUnseenReachesItsNumber() {
        bench.login(1);
        cut();
        unseen("PJSIP/1001", "0049123");
        bench.said.clear();
        back();
        assertThat(bench.names())
                .containsSubsequence(
                        "BeginCallEvent",
                        "CallServiceInitiatedEvent",
                        "CallOriginatedEvent",
                        "CallDeliveredEvent");
        assertThat(bench.last(BeginCallEvent.class).dialedNumber()).isEqualTo("0049123");
        FakeSwitch.Channel far = bench.fake.at("0049123");
        assertThat(far.id).isNotEqualTo("unseen");
        bench.fake.answer(far);
        bench.run();
        assertThat(bench.fake.talking(far)).containsExactly("0049123", "PJSIP/1001");

        long one = bench.call();
        cut();
        back();
        assertThat(bench.call()).as("listed again it is the same call").isEqualTo(one);
    }

    @Test
    void aPhoneThatHeldItsCallByKeyAndDialledUnseenHasBoth() {
        talkWithCustomer();
        cut();
        bench.fake.at("PJSIP/1001").heldByPhone = true;
        unseen("PJSIP/1001", "0049123");
        bench.said.clear();
        back();
        assertThat(bench.names())
                .containsSubsequence("CallHeldEvent", "BeginCallEvent", "CallOriginatedEvent");
        assertThat(bench.machine.calls(OpcBench.PERIPHERAL)).hasSize(2);
    }

    @Test
    void aPhoneWhoseCallWasKnownOnceOrCannotBeUnderstoodIsEndedWithAReason() {
        cut();
        unseen("PJSIP/1001", "0049123").label = "1.2.3";
        back();
        assertThat(bench.fake.channels).isEmpty();
        assertThat(bench.logLines()).anyMatch(each -> each.contains("unseen is unknown; ended"));
        cut();
        unseen("PJSIP/9999", "0049123");
        back();
        assertThat(bench.fake.channels).isEmpty();
        assertThat(bench.logLines()).anyMatch(each -> each.contains("PJSIP/9999 is unknown"));
        cut();
        unseen("PJSIP/1001", "s");
        back();
        assertThat(bench.fake.channels).isEmpty();
        assertThat(bench.logLines()).anyMatch(each -> each.contains("dialled is no number"));
        assertThat(bench.machine.calls(OpcBench.PERIPHERAL)).isEmpty();
    }

    @Test
    void aChannelThatNobodyKnowsIsEnded() {
        cut();
        FakeSwitch.Channel channel =
                new FakeSwitch.Channel("stranger", "PJSIP/1003", false, "x", LegState.UP);
        channel.label = "1.2.3";
        bench.fake.channels.put(channel.id, channel);
        back();
        assertThat(bench.fake.channels).isEmpty();
    }

    @Test
    @Tag("BEH-345")
    void aRequestThatReachedTheSwitchIsConfirmedAndOneThatDidNotIsCarriedOutNow() {
        talkWithCustomer();
        bench.send(asks.hold(call, "1001"));
        cut();
        bench.said.clear();
        back();
        assertThat(bench.names()).containsSubsequence("HoldCallConf", "CallHeldEvent");

        bench.fake.deaf.add(Place.class);
        bench.send(asks.retrieve(call, "1001"));
        cut();
        bench.fake.deaf.clear();
        bench.said.clear();
        back();
        assertThat(bench.names())
                .containsSubsequence("RetrieveCallConf", "CallRetrievedEvent")
                .containsOnlyOnce("RetrieveCallConf", "CallRetrievedEvent")
                .doesNotContain("ControlFailureConf");
    }

    @Test
    void aTransferHalfDoneIsFinished() {
        talkWithCustomer();
        bench.login(2);
        bench.ask(asks.consult(call, "1001", "302"));
        long consultation =
                bench.last(org.jackfield.protocol.ged188.ConsultationCallConf.class)
                        .newConnectionCallId();
        bench.ask(asks.answer(consultation, "1002"));
        bench.send(asks.transfer(consultation, call, "1001"));
        FakeSwitch.Channel second = bench.fake.at("PJSIP/1002");
        cut();
        caller.bridge = second.bridge;
        bench.said.clear();
        back();
        assertThat(bench.names()).containsSubsequence("TransferCallConf", "CallTransferredEvent");
        assertThat(bench.call()).isEqualTo(call);
    }

    @Test
    void ringNoAnswerWaitsWhileTheSwitchCannotBeJudged() {
        bench.ready(1);
        bench.arrive("0441234", "8000");
        bench.pass(18_000);
        cut();
        back();
        bench.said.clear();
        bench.pass(4_000);
        assertThat(bench.state(1)).isEqualTo(AgentState.RESERVED.value());
        bench.pass(2_000);
        assertThat(bench.state(1)).isEqualTo(AgentState.NOT_READY.value());
    }

    /**
     * Found by killing members: the switch had long joined them when the new leader's time came.
     */
    @Test
    @Tag("BEH-345")
    void whatTheSwitchDidWhileNobodyLedIsHeardBeforeAnybodyJudges() {
        talkWithCustomer();
        bench.login(2);
        bench.ask(asks.consult(call, "1001", "302"));
        long consultation =
                bench.last(org.jackfield.protocol.ged188.ConsultationCallConf.class)
                        .newConnectionCallId();
        bench.send(asks.answer(consultation, "1002"));
        while (!(bench.fake.commands.getLast() instanceof Place)) {
            bench.deliver();
        }
        bench.said.clear();
        bench.gap(7_000);
        bench.run();
        assertThat(bench.names())
                .contains("AnswerCallConf", "CallEstablishedEvent")
                .doesNotContain("ControlFailureConf", "CallConnectionClearedEvent");
        bench.pass(10_000);
        assertThat(bench.fake.talking(bench.fake.at("PJSIP/1002")))
                .containsExactly("PJSIP/1001", "PJSIP/1002");
    }

    @Test
    void whatIsUnderWayHasItsWholeTimeAfterAGapInWhichNobodyLed() {
        talkWithCustomer();
        bench.fake.deaf.add(Place.class);
        bench.send(asks.hold(call, "1001"));
        bench.said.clear();
        bench.gap(4_500);
        bench.pass(4_500);
        assertThat(bench.names()).isEmpty();
        bench.pass(1_000);
        assertThat(bench.last(ControlFailureConf.class).peripheralErrorCode()).isEqualTo(20001);
    }

    @Test
    void shortPausesInARowDoNotKeepAClientWaitingForEver() {
        talkWithCustomer();
        bench.fake.deaf.add(Place.class);
        bench.send(asks.hold(call, "1001"));
        for (int i = 0; i < 5; i++) {
            bench.gap(1_000);
            bench.pass(250);
        }
        assertThat(bench.last(ControlFailureConf.class).peripheralErrorCode()).isEqualTo(20001);
    }

    @Test
    void whatIsSaidAgainAfterAListingHasItsWholeTimeAgain() {
        talkWithCustomer();
        bench.fake.deaf.add(Place.class);
        bench.send(asks.hold(call, "1001"));
        bench.said.clear();
        bench.pass(1_900);
        back();
        bench.pass(4_500);
        assertThat(bench.names()).isEmpty();
        bench.pass(1_000);
        assertThat(bench.last(ControlFailureConf.class).peripheralErrorCode()).isEqualTo(20001);
    }

    /** Simulator, everything 31067. */
    @Test
    @Tag("BEH-345")
    void aPhoneThatWasHungUpBeforeTheOutcomeWasLostIsNotToldToHangUpAgain() {
        talkWithCustomer();
        bench.fake.deaf.add(Clear.class);
        bench.send(asks.clear(call, "1001"));
        cut();
        bench.fake.channels.remove(bench.fake.at("PJSIP/1001").id);
        String phone = ((Clear) bench.fake.commands.getLast()).channel();
        bench.fake.commands.clear();
        bench.said.clear();
        back();

        assertThat(bench.fake.commands)
                .filteredOn(Clear.class::isInstance)
                .noneMatch(each -> ((Clear) each).channel().equals(phone));
        assertThat(bench.names()).contains("ClearConnectionConf", "CallConnectionClearedEvent");
    }

    @Test
    void whatASideTooFarAwayToCommandWasOrderedIsNotTakenForDone() {
        talkWithCustomer();
        bench.input(new SideFar(true));
        bench.fake.deaf.add(Clear.class);
        bench.fake.hangUp(caller);
        bench.run();
        bench.said.clear();
        bench.pass(12_000);
        assertThat(bench.machine.calls(OpcBench.PERIPHERAL)).containsExactly(call);
        assertThat(bench.logLines()).noneMatch(each -> each.contains("taken as ended"));

        bench.input(new SideFar(false));
        bench.fake.deaf.clear();
        back();
        assertThat(bench.machine.calls(OpcBench.PERIPHERAL)).isEmpty();
        assertThat(bench.fake.channels).isEmpty();
    }

    @Test
    void ringNoAnswerWaitsWhenNobodyLed() {
        bench.ready(1);
        bench.arrive("0441234", "8000");
        bench.pass(18_000);
        bench.gap(4_000);
        bench.run();
        bench.said.clear();
        bench.pass(4_000);
        assertThat(bench.state(1)).isEqualTo(AgentState.RESERVED.value());
        bench.pass(2_000);
        assertThat(bench.state(1)).isEqualTo(AgentState.NOT_READY.value());
    }

    @Test
    void whenTheWayIsLostAndBackAnEpochLaterOldReportsAreIgnored() {
        talkWithCustomer();
        bench.input(new PimReachable(OpcBench.PERIPHERAL, false));
        assertThat(bench.machine.peripherals().getFirst().online()).isFalse();
        bench.fake.reports.clear();
        bench.input(new PimReachable(OpcBench.PERIPHERAL, true));
        bench.input(
                new org.jackfield.protocol.log.PimReported(
                        OpcBench.PERIPHERAL,
                        1,
                        new org.jackfield.protocol.pim.Ended(caller.id, 16, true)));
        assertThat(bench.call()).isEqualTo(call);
        back();
        assertThat(bench.machine.peripherals().getFirst().online()).isTrue();
        assertThat(bench.call()).isEqualTo(call);
    }
}
