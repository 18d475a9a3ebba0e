package org.jackfield.gateway.opc;

import static org.assertj.core.api.Assertions.assertThat;

import org.jackfield.protocol.ged188.ConsultationCallConf;
import org.jackfield.protocol.ged188.ControlFailureCode;
import org.jackfield.protocol.ged188.ControlFailureConf;
import org.jackfield.protocol.ged188.Ged188Message;
import org.jackfield.protocol.log.Alive;
import org.jackfield.protocol.log.ClientClosed;
import org.jackfield.protocol.log.Hello;
import org.jackfield.protocol.log.PimReachable;
import org.jackfield.protocol.pim.Clear;
import org.jackfield.protocol.pim.Dial;
import org.jackfield.protocol.pim.Dtmf;
import org.jackfield.protocol.pim.PimCommand;
import org.jackfield.protocol.pim.Place;
import org.jackfield.protocol.pim.SwitchDown;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.ArrayList;
import java.util.List;

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

    /** Found by reading: it was said again because nobody waited for it any more. */
    @ParameterizedTest
    @EnumSource(
            value = Wanted.class,
            names = {"ANSWER", "HOLD", "CLEAR", "CLEAR_CALL", "TRANSFER"})
    void whatAClientThatIsGoneAskedForIsNotBegunThoughThereIsTime(Wanted wanted) {
        Ged188Message request = prepared(wanted);
        losesOrdersFor(
                IN_TIME_MS,
                wanted.command,
                () -> {
                    bench.send(request);
                    clientGoes();
                });
        bench.pass(LONG_MS);
        assertThat(bench.names()).doesNotContain(wanted.event);
        assertThat(bench.machine.calls(OpcBench.PERIPHERAL)).contains(call);
    }

    @Test
    void aCallThatShallEndIsNotEndedByAnotherSideWhenItsOwnFellSilent() {
        bench.inputOf(1, new Hello("B"));
        bench.inputOf(1, new PimReachable(OpcBench.PERIPHERAL, true));
        bench.login(1);
        bench.ask(asks.make("1001", "0049123"));
        bench.fake.answer(bench.fake.at("0049123"));
        bench.run();
        call = bench.call();
        bench.said.clear();
        bench.fake.deaf.add(Clear.class);
        bench.send(asks.clearCall(call, "1001"));
        movesToTheOtherSide();
        assertThat(outcomes()).containsExactly("ControlFailureConf");
        assertThat(bench.fake.channels).hasSize(2);
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
    void anAnswerThatDidNotReachTheSwitchInTimeFailsAndTheCallRingsOn() {
        bench.ready(1);
        bench.arrive("0441234", "8000");
        call = bench.call();
        isAwayFor(PAST_THE_DEADLINE_MS, Dial.class, () -> bench.send(asks.answer(call, "1001")));
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

    /** What a client wants of the switch, and the confirmation and event that show it was done. */
    enum Wanted {
        ANSWER(Dial.class, "AnswerCallConf", "CallEstablishedEvent"),
        HOLD(Place.class, "HoldCallConf", "CallHeldEvent"),
        RETRIEVE(Place.class, "RetrieveCallConf", "CallRetrievedEvent"),
        CLEAR(Clear.class, "ClearConnectionConf", "CallClearedEvent"),
        CLEAR_CALL(Clear.class, "ClearCallConf", "CallClearedEvent"),
        MAKE(Dial.class, "MakeCallConf", "CallOriginatedEvent"),
        CONSULT(Place.class, "ConsultationCallConf", "CallHeldEvent"),
        TRANSFER(Place.class, "TransferCallConf", "CallTransferredEvent"),
        CONFERENCE(Place.class, "ConferenceCallConf", "CallConferencedEvent"),
        ALTERNATE(Place.class, "AlternateCallConf", "CallRetrievedEvent"),
        RECONNECT(Place.class, "ReconnectCallConf", "CallRetrievedEvent"),
        BLIND(Place.class, "TransferCallConf", "CallTransferredEvent");

        private final Class<? extends PimCommand> command;
        private final String confirmation;
        private final String event;

        Wanted(Class<? extends PimCommand> command, String confirmation, String event) {
            this.command = command;
            this.confirmation = confirmation;
            this.event = event;
        }
    }

    /** Brings about the state in which it can be asked for; gives the request. */
    private Ged188Message prepared(Wanted wanted) {
        switch (wanted) {
            case MAKE -> {
                bench.login(1);
                return asks.make("1001", "0049123");
            }
            case ANSWER -> {
                bench.ready(1);
                bench.arrive("0441234", "8000");
                call = bench.call();
                return asks.answer(call, "1001");
            }
            default -> {
                bench.login(2);
                talking();
            }
        }
        return switch (wanted) {
            case HOLD -> asks.hold(call, "1001");
            case CLEAR -> asks.clear(call, "1001");
            case CLEAR_CALL -> asks.clearCall(call, "1001");
            case CONSULT -> asks.consult(call, "1001", "302");
            case BLIND -> asks.blind(call, "1001", "302");
            case RETRIEVE -> {
                bench.ask(asks.hold(call, "1001"));
                yield asks.retrieve(call, "1001");
            }
            default -> prepared(wanted, consults("302", "1002"));
        };
    }

    private Ged188Message prepared(Wanted wanted, long second) {
        return switch (wanted) {
            case TRANSFER -> asks.transfer(second, call, "1001");
            case CONFERENCE -> asks.conference(second, call, "1001");
            case ALTERNATE -> asks.alternate(second, call, "1001");
            default -> asks.reconnect(second, call, "1001");
        };
    }

    /** The side loses its place in the order for so long, and nobody is told: orders get lost. */
    private void losesOrdersFor(long ms, Class<? extends PimCommand> unheard, Runnable ask) {
        bench.said.clear();
        bench.fake.deaf.add(unheard);
        ask.run();
        bench.run();
        bench.pass(ms);
        bench.fake.deaf.clear();
        bench.fake.connect();
        bench.run();
    }

    private List<String> outcomes() {
        return bench.names().stream().filter(each -> each.endsWith("Conf")).toList();
    }

    @ParameterizedTest
    @EnumSource(value = Wanted.class, names = "MAKE", mode = EnumSource.Mode.EXCLUDE)
    void whatTheSwitchDidNotHearIsCarriedOutOnceWhenTheSideCommandsAgainInTime(Wanted wanted) {
        Ged188Message request = prepared(wanted);
        losesOrdersFor(IN_TIME_MS, wanted.command, () -> bench.send(request));
        assertThat(outcomes()).containsExactly(wanted.confirmation);
        assertThat(bench.names()).containsOnlyOnce(wanted.event);
        assertThat(bench.names().indexOf(wanted.confirmation))
                .isLessThan(bench.names().indexOf(wanted.event));
        bench.pass(LONG_MS);
        assertThat(outcomes()).containsExactly(wanted.confirmation);
    }

    @ParameterizedTest
    @EnumSource(Wanted.class)
    void whatTheSwitchDidNotHearInTimeIsRefusedOnceAndNeverDone(Wanted wanted) {
        Ged188Message request = prepared(wanted);
        losesOrdersFor(PAST_THE_DEADLINE_MS, wanted.command, () -> bench.send(request));
        bench.pass(LONG_MS);
        assertThat(outcomes()).containsExactly("ControlFailureConf");
        assertThat(bench.names()).doesNotContain(wanted.event);
    }

    /** The other one holds: nobody has to be moved, and the listing shows all as it shall be. */
    @ParameterizedTest
    @EnumSource(
            value = Wanted.class,
            names = {"HOLD", "RETRIEVE"})
    void whatMovesNobodyAtTheSwitchIsNotDoneLateEither(Wanted wanted) {
        bench.login(2);
        talking();
        long second = consults("302", "1002");
        bench.ask(asks.hold(second, "1002"));
        if (wanted == Wanted.RETRIEVE) {
            bench.ask(asks.hold(second, "1001"));
        }
        losesOrdersFor(
                PAST_THE_DEADLINE_MS,
                wanted.command,
                () ->
                        bench.send(
                                wanted == Wanted.HOLD
                                        ? asks.hold(second, "1001")
                                        : asks.retrieve(second, "1001")));
        bench.pass(LONG_MS);
        assertThat(outcomes()).containsExactly("ControlFailureConf");
        assertThat(bench.names()).doesNotContain(wanted.event);
    }

    /** The deposed side's command is only slow: the switch hears it twice, and late. */
    @ParameterizedTest
    @EnumSource(value = Wanted.class, names = "MAKE", mode = EnumSource.Mode.EXCLUDE)
    void whatTheDeposedSideCommandedLateAndTheNextOneAgainIsDoneOnce(Wanted wanted) {
        Ged188Message request = prepared(wanted);
        List<PimCommand> slow = new ArrayList<>();
        losesOrdersFor(
                IN_TIME_MS,
                wanted.command,
                () -> {
                    int before = bench.fake.commands.size();
                    bench.send(request);
                    slow.addAll(bench.fake.commands.subList(before, bench.fake.commands.size()));
                    // the listing is made before the slow commands come, and told after
                    bench.fake.deaf.clear();
                    bench.fake.list();
                    slow.forEach(bench.fake::command);
                });
        bench.pass(LONG_MS);
        assertThat(outcomes()).containsExactly(wanted.confirmation);
        assertThat(bench.names()).containsOnlyOnce(wanted.event);
        assertThat(bench.logLines()).noneMatch(each -> each.contains("reconciled: "));
    }

    /** It rang, was declined, and nobody could tell: to ring again is worse than to ask again. */
    @Test
    void aPhoneThatMayHaveRungForACallIsNotRungAgainThoughThereWasTime() {
        Ged188Message request = prepared(Wanted.MAKE);
        losesOrdersFor(IN_TIME_MS, Dial.class, () -> bench.send(request));
        assertThat(outcomes()).containsExactly("ControlFailureConf");
        assertThat(bench.last(ControlFailureConf.class).peripheralErrorCode()).isEqualTo(20512);
        assertThat(bench.fake.commands.stream().filter(Dial.class::isInstance)).hasSize(1);
        nothingIsLeftThatHadToBeFoundOut();
    }

    @Test
    void aCallThatTheDeposedSideDialledLateIsNotLeftRinging() {
        Ged188Message request = prepared(Wanted.MAKE);
        losesOrdersFor(
                IN_TIME_MS,
                Dial.class,
                () -> {
                    bench.send(request);
                    PimCommand slow = bench.fake.commands.getLast();
                    // the listing is made before the slow command comes, and told after
                    bench.fake.deaf.clear();
                    bench.fake.list();
                    bench.fake.command(slow);
                });
        bench.pass(LONG_MS);
        assertThat(bench.fake.channels).isEmpty();
        assertThat(bench.machine.calls(OpcBench.PERIPHERAL)).isEmpty();
    }

    @Test
    void keysThatMayHaveBeenHeardAreRefusedThoughThereWasTime() {
        talking();
        losesOrdersFor(IN_TIME_MS, Dtmf.class, () -> bench.send(asks.dtmf(call, "1001", "12")));
        assertThat(outcomes()).containsExactly("ControlFailureConf");
        assertThat(bench.fake.commands.stream().filter(Dtmf.class::isInstance)).hasSize(1);
    }

    /** Its clients went on at the other side, and told their users that nothing came of it. */
    @Test
    void whatWasAskedOfASideThatThenFellSilentIsNotDoneByTheOther() {
        bench.inputOf(1, new Hello("B"));
        bench.inputOf(1, new PimReachable(OpcBench.PERIPHERAL, true));
        talking();
        bench.said.clear();
        bench.fake.deaf.add(Place.class);
        bench.send(asks.hold(call, "1001"));
        movesToTheOtherSide();
        assertThat(outcomes()).containsExactly("ControlFailureConf");
        everybodyStillTalks();
    }

    /** Side A falls silent, and side B commands, in time for what was asked. */
    private void movesToTheOtherSide() {
        for (int i = 0; i < 5; i++) {
            bench.passUnheard(250);
            bench.inputOf(1, new Alive(bench.nowMs));
        }
        assertThat(bench.active()).isEqualTo(1);
        bench.fake.deaf.clear();
        bench.fake.connect();
        bench.run();
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
