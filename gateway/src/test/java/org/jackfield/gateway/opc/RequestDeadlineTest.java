package org.jackfield.gateway.opc;

import static org.assertj.core.api.Assertions.assertThat;

import org.jackfield.protocol.ged188.ConsultationCallConf;
import org.jackfield.protocol.ged188.ControlFailureCode;
import org.jackfield.protocol.ged188.ControlFailureConf;
import org.jackfield.protocol.log.ClientClosed;
import org.jackfield.protocol.pim.Clear;
import org.jackfield.protocol.pim.Dial;
import org.jackfield.protocol.pim.Dtmf;
import org.jackfield.protocol.pim.PimCommand;
import org.jackfield.protocol.pim.Place;
import org.jackfield.protocol.pim.SwitchDown;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What a request wants is begun by the switch before the request's deadline or never, whoever still
 * waits for its outcome; what follows from the state of calls is done however late.
 */
@Tag("BEH-345")
class RequestDeadlineTest {

    private static final int PAST_THE_DEADLINE_MS = 2_500;
    private static final int IN_TIME_MS = 1_500;

    /** So long that a command without an outcome is given up. */
    private static final int LONG_MS = 12_000;

    private final OpcBench bench = new OpcBench();
    private final Asks asks = new Asks(bench);
    private long call;

    private void talking() {
        bench.talkWithCustomer();
        call = bench.call();
    }

    /** The way to the switch is cut before it heard what was asked, and back after so long. */
    private void isAwayFor(long ms, Class<? extends PimCommand> unheard, Runnable ask) {
        bench.fake.deaf.add(unheard);
        ask.run();
        bench.report(new SwitchDown("cut"));
        bench.pass(ms);
        bench.fake.deaf.clear();
        bench.fake.reports.clear();
        bench.fake.connect();
        bench.run();
    }

    private void clientGoes() {
        bench.input(new ClientClosed(OpcBench.SESSION, "its process is gone"));
    }

    private void everybodyStillTalks() {
        assertThat(bench.fake.talking(bench.fake.at("0441234")))
                .containsExactlyInAnyOrder("0441234", "PJSIP/1001");
        assertThat(bench.call()).isEqualTo(call);
    }

    @Test
    void aHangUpOfAClientThatIsGoneIsNotDoneLate() {
        talking();
        isAwayFor(
                PAST_THE_DEADLINE_MS,
                Clear.class,
                () -> {
                    bench.send(asks.clear(call, "1001"));
                    clientGoes();
                });
        bench.pass(LONG_MS);
        everybodyStillTalks();
    }

    @Test
    void aHoldOfAClientThatIsGoneIsNotDoneLate() {
        talking();
        isAwayFor(
                PAST_THE_DEADLINE_MS,
                Place.class,
                () -> {
                    bench.send(asks.hold(call, "1001"));
                    clientGoes();
                });
        bench.pass(LONG_MS);
        everybodyStillTalks();
    }

    @Test
    void beforeTheDeadlineItIsDoneThoughTheClientIsGone() {
        talking();
        isAwayFor(
                IN_TIME_MS,
                Clear.class,
                () -> {
                    bench.send(asks.clear(call, "1001"));
                    clientGoes();
                });
        assertThat(bench.fake.channels).isEmpty();
    }

    @Test
    void aCallThatAClientWantedEndedIsNotEndedLateAndTheClientIsTold() {
        talking();
        isAwayFor(
                PAST_THE_DEADLINE_MS, Clear.class, () -> bench.send(asks.clearCall(call, "1001")));
        assertThat(bench.last(ControlFailureConf.class).peripheralErrorCode()).isEqualTo(20512);
        bench.pass(LONG_MS);
        everybodyStillTalks();
        bench.ask(asks.clearCall(call, "1001"));
        assertThat(bench.fake.channels).isEmpty();
    }

    @Test
    void aHangUpThatTheClientWasToldHasFailedIsNotDoneWhenTheSwitchIsBack() {
        talking();
        isAwayFor(LONG_MS, Clear.class, () -> bench.send(asks.clear(call, "1001")));
        assertThat(bench.last(ControlFailureConf.class).peripheralErrorCode()).isEqualTo(20001);
        bench.pass(LONG_MS);
        everybodyStillTalks();
    }

    @Test
    void aHangUpThatTheSwitchDoesNotAnswerLeavesTheCallAsItIs() {
        talking();
        bench.fake.deaf.add(Clear.class);
        bench.ask(asks.clear(call, "1001"));
        bench.pass(LONG_MS);
        assertThat(bench.last(ControlFailureConf.class).peripheralErrorCode()).isEqualTo(20001);
        everybodyStillTalks();
        bench.fake.deaf.clear();
        bench.ask(asks.clear(call, "1001"));
        assertThat(bench.fake.channels).isEmpty();
    }

    @Test
    void anAnswerThatDidNotReachTheSwitchFailsAndTheCallRingsOn() {
        bench.ready(1);
        bench.arrive("0441234", "8000");
        call = bench.call();
        isAwayFor(IN_TIME_MS, Dial.class, () -> bench.send(asks.answer(call, "1001")));
        assertThat(bench.last(ControlFailureConf.class).peripheralErrorCode()).isEqualTo(20512);
        assertThat(bench.names()).doesNotContain("CallConnectionClearedEvent");
        bench.said.clear();
        bench.ask(asks.answer(call, "1001"));
        assertThat(bench.names()).containsSubsequence("AnswerCallConf", "CallEstablishedEvent");
        everybodyStillTalks();
    }

    @Test
    void anAnswerThatIsHalfDoneIsFinishedAndConfirmed() {
        bench.ready(1);
        bench.arrive("0441234", "8000");
        call = bench.call();
        bench.said.clear();
        isAwayFor(PAST_THE_DEADLINE_MS, Place.class, () -> bench.ask(asks.answer(call, "1001")));
        assertThat(bench.names()).containsSubsequence("AnswerCallConf", "CallEstablishedEvent");
        assertThat(bench.names()).doesNotContain("ControlFailureConf");
        everybodyStillTalks();
    }

    @Test
    void keysThatTheOthersMayHaveHeardAreNotPressedAgain() {
        talking();
        isAwayFor(
                IN_TIME_MS,
                Dtmf.class,
                () -> {
                    bench.send(asks.dtmf(call, "1001", "12"));
                    clientGoes();
                });
        assertThat(bench.fake.commands.stream().filter(Dtmf.class::isInstance)).hasSize(1);
    }

    @Test
    void anOfferThatTheAgentRefusedInTimeStopsRingingHoweverLate() {
        bench.ready(5);
        bench.arrive("0441234", "8000");
        call = bench.call();
        isAwayFor(PAST_THE_DEADLINE_MS, Clear.class, () -> bench.send(asks.clear(call, "1005")));
        assertThat(bench.fake.channels.values())
                .extracting(each -> each.endpoint)
                .doesNotContain("PJSIP/1005");
        assertThat(bench.last(Object.class)).isNotInstanceOf(ControlFailureConf.class);
    }

    /** The way to the switch is cut when it did so many of the things asked, and back late. */
    private void isCutAfter(int heard, Runnable ask) {
        bench.fake.heard = heard;
        ask.run();
        bench.run();
        bench.report(new SwitchDown("cut"));
        bench.pass(PAST_THE_DEADLINE_MS);
        bench.fake.heard = Integer.MAX_VALUE;
        bench.fake.reports.clear();
        bench.fake.connect();
        bench.run();
    }

    private void nothingIsLeftThatHadToBeFoundOut() {
        assertThat(bench.fake.channels).isEmpty();
        assertThat(bench.machine.calls(OpcBench.PERIPHERAL)).isEmpty();
        assertThat(bench.logLines()).noneMatch(each -> each.contains("reconciled: "));
    }

    /** 1001 has called somebody outside and taken 1002 in. */
    private void conferring() {
        bench.login(1);
        bench.login(2);
        bench.login(3);
        bench.ask(asks.make("1001", "0049123"));
        bench.fake.answer(bench.fake.at("0049123"));
        bench.run();
        call = bench.call();
        long second = consults("302", "1002");
        bench.ask(asks.conference(second, call, "1001"));
        assertThat(bench.call()).isEqualTo(call);
        assertThat(bench.fake.talking(bench.fake.at("0049123"))).hasSize(3);
    }

    private long consults(String number, String phone) {
        bench.ask(asks.consult(call, "1001", number));
        long second = bench.last(ConsultationCallConf.class).newConnectionCallId();
        bench.ask(asks.answer(second, phone));
        return second;
    }

    @Test
    void whoIsLeftAloneByAHangUpThatWasHalfDoneGoesTooWhenTheOtherHalfLapsed() {
        bench.login(1);
        bench.login(2);
        bench.ask(asks.make("1001", "302"));
        call = bench.call();
        bench.ask(asks.answer(call, "1002"));
        assertThat(bench.fake.channels).hasSize(2);
        isCutAfter(
                1,
                () -> {
                    bench.send(asks.clear(call, "1001"));
                    bench.send(asks.clear(call, "1002"));
                });
        nothingIsLeftThatHadToBeFoundOut();
    }

    @Test
    void aCallWhoseEndHasBegunIsEndedHoweverLateThoughTheClientIsGone() {
        conferring();
        isCutAfter(
                1,
                () -> {
                    bench.send(asks.clearCall(call, "1001"));
                    clientGoes();
                });
        nothingIsLeftThatHadToBeFoundOut();
    }

    @Test
    void aCallIsEndedHoweverLateWhenOneOfItWentWithoutTheSwitch() {
        conferring();
        long second = consults("303", "1003");
        bench.said.clear();
        isCutAfter(0, () -> bench.send(asks.clearCall(call, "1001")));
        assertThat(bench.names()).contains("ClearCallConf").doesNotContain("ControlFailureConf");
        assertThat(bench.call()).isEqualTo(second);
        assertThat(bench.fake.channels).hasSize(2);
    }

    /** Found by the simulator: network 1112. */
    @Test
    void whileACallIsBeingEndedNothingElseOfItIsRefusedForItsState() {
        talking();
        bench.fake.deaf.add(Clear.class);
        bench.ask(asks.clear(call, "1001"));
        bench.ask(asks.hold(call, "1001"));
        assertThat(bench.last(ControlFailureConf.class).failureCode())
                .isEqualTo(ControlFailureCode.SERVICE_BUSY.value());
    }
}
