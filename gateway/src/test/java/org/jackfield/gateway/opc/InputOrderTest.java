package org.jackfield.gateway.opc;

import static org.assertj.core.api.Assertions.assertThat;

import org.jackfield.protocol.ged188.AgentState;
import org.jackfield.protocol.ged188.BeginCallEvent;
import org.jackfield.protocol.ged188.ControlFailureConf;
import org.jackfield.protocol.ged188.DeflectCallReq;
import org.jackfield.protocol.ged188.HoldCallReq;
import org.jackfield.protocol.ged188.SetAgentStateReq;
import org.jackfield.protocol.log.ActiveSideAsked;
import org.jackfield.protocol.log.Alive;
import org.jackfield.protocol.log.Calendar;
import org.jackfield.protocol.log.ClientClosed;
import org.jackfield.protocol.log.ClientOpened;
import org.jackfield.protocol.log.ClientRequested;
import org.jackfield.protocol.log.Envelope;
import org.jackfield.protocol.log.Genesis;
import org.jackfield.protocol.log.Hello;
import org.jackfield.protocol.log.PeripheralSet;
import org.jackfield.protocol.log.PimReachable;
import org.jackfield.protocol.log.PimReported;
import org.jackfield.protocol.log.SessionKey;
import org.jackfield.protocol.log.SideChangePlanned;
import org.jackfield.protocol.log.SideFar;
import org.jackfield.protocol.pim.Ended;
import org.jackfield.protocol.site.SitePeripheral;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

/** What is taken, from whom, and how old it may be. */
class InputOrderTest {

    private final OpcBench bench = new OpcBench();
    private final Asks asks = new Asks(bench);

    @Test
    void anInputIsTakenOnceAndOnlyTheNext() {
        byte[] before = bench.machine.snapshot();
        Envelope again = bench.inputs().getLast();
        bench.machine.onInput(again, bench.nowMs, each -> {});
        Envelope tooEarly = again.toBuilder().sequence(again.sequence() + 2).build();
        bench.machine.onInput(tooEarly, bench.nowMs, each -> {});
        Envelope ofEarlierStart = again.toBuilder().incarnation(0).sequence(1).build();
        bench.machine.onInput(ofEarlierStart, bench.nowMs, each -> {});
        assertThat(bench.machine.snapshot()).isEqualTo(before);
    }

    @Test
    @Tag("BEH-345")
    @Tag("ERR-103")
    void anOldRequestIsRefusedAndNeverCarriedOut() {
        bench.ready(1);
        bench.arrive("0441234", "8000");
        long call = bench.call();
        bench.ask(asks.answer(call, "1001"));
        bench.said.clear();
        HoldCallReq hold = asks.hold(call, "1001");
        long next = bench.inputs().getLast().sequence() + 1;
        bench.give(
                new Envelope(
                        0, 1, next, 2_001, new ClientRequested(OpcBench.SESSION, false, hold)));
        bench.run();
        assertThat(bench.names()).containsExactly("ControlFailureConf");
        assertThat(bench.state(1)).isEqualTo(AgentState.TALKING.value());
    }

    /** A side slept for a second; its clients went on at the other, and told their users no. */
    @Test
    @Tag("BEH-345")
    void whatASilentSideWasAskedBeforeTheSwitchWasTakenFromItIsRefusedThoughItIsYoung() {
        give(1, 1, new Hello("B"));
        give(1, 2, new PimReachable(OpcBench.PERIPHERAL, true));
        bench.ready(1);
        for (int i = 0; i < 5; i++) {
            bench.passUnheard(250);
            give(1, 3 + i, new Alive(bench.nowMs));
        }
        assertThat(active()).isEqualTo(1);
        bench.said.clear();
        ask(1_000);
        assertThat(bench.names()).as("made before").containsExactly("ControlFailureConf");
        bench.said.clear();
        ask(0);
        assertThat(bench.names()).as("made after").contains("SetAgentStateConf");
    }

    private void ask(int ageMs) {
        SetAgentStateReq notReady =
                SetAgentStateReq.builder()
                        .invokeId(78)
                        .peripheralId(OpcBench.PERIPHERAL)
                        .agentState(AgentState.NOT_READY.value())
                        .eventReasonCode(1)
                        .agentInstrument("1001")
                        .agentId("2001")
                        .build();
        long next = bench.inputs().getLast().sequence() + 1;
        for (Envelope each : bench.inputs()) {
            next = each.source() == 0 ? Math.max(0, each.sequence() + 1) : next;
        }
        bench.give(
                new Envelope(
                        0, 1, next, ageMs, new ClientRequested(OpcBench.SESSION, false, notReady)));
        bench.run();
    }

    @Test
    void aRequestThatNobodyKnowsGetsTheProtocolsFailure() {
        bench.ask(DeflectCallReq.builder().invokeId(77).peripheralId(5000).build());
        ControlFailureConf conf = bench.last(ControlFailureConf.class);
        assertThat(conf.invokeId()).isEqualTo(77);
        assertThat(conf.failureCode()).isEqualTo(73);
    }

    @Test
    void aSessionOfOnePhoneControlsThatPhoneAlone() {
        bench.ready(1);
        bench.arrive("0441234", "8000");
        long call = bench.call();
        SessionKey other = new SessionKey(0, 1, 2);
        bench.input(
                ClientOpened.builder()
                        .session(other)
                        .clientId("other")
                        .version(25)
                        .peripheral(OpcBench.PERIPHERAL)
                        .instrument("1002")
                        .build());
        bench.said.clear();
        bench.input(new ClientRequested(other, false, asks.answer(call, "1001")));
        assertThat(bench.last(ControlFailureConf.class).failureCode()).isEqualTo(8);
    }

    @Test
    void theSameClientOpenedTwiceKeepsTheNewerAndAnotherClientIsRefusedThePhone() {
        List<OpcOutput.CloseSession> closed = new ArrayList<>();
        for (int i = 2; i <= 4; i++) {
            bench.input(
                    ClientOpened.builder()
                            .session(new SessionKey(0, 1, i))
                            .clientId(i == 4 ? "else" : "same")
                            .version(25)
                            .peripheral(OpcBench.PERIPHERAL)
                            .instrument("1002")
                            .build());
        }
        for (OpcOutput each : bench.outputs) {
            if (each instanceof OpcOutput.CloseSession close) {
                closed.add(close);
            }
        }
        assertThat(closed).extracting(OpcOutput.CloseSession::status).containsExactly(11, 10);
        assertThat(closed).extracting(each -> each.session().count()).containsExactly(2L, 4L);
    }

    @Test
    void anAgentWhoseSessionEndedIsLoggedOutAfterTheGrace() {
        bench.ready(1);
        bench.input(new ClientClosed(OpcBench.SESSION, "gone"));
        bench.pass(4_900);
        assertThat(bench.machine.agentsLoggedIn(OpcBench.PERIPHERAL)).containsExactly("2001");
        bench.pass(200);
        assertThat(bench.machine.agentsLoggedIn(OpcBench.PERIPHERAL)).isEmpty();
    }

    @Test
    void theActiveSideStaysUntilItCannotReachTheSwitchAndNeverFallsBack() {
        give(1, 1, new Hello("B"));
        give(1, 2, new PimReachable(OpcBench.PERIPHERAL, true));
        assertThat(active()).isEqualTo(0);
        bench.input(new PimReachable(OpcBench.PERIPHERAL, false));
        assertThat(active()).isEqualTo(1);
        bench.input(new PimReachable(OpcBench.PERIPHERAL, true));
        assertThat(active()).isEqualTo(1);
    }

    @Test
    void aSilentSideLosesItsPimToTheOtherAndLaterItsSessions() {
        give(1, 1, new Hello("B"));
        give(1, 2, new PimReachable(OpcBench.PERIPHERAL, true));
        bench.ready(1);
        for (int i = 0; i < 44; i++) {
            bench.passUnheard(250);
            give(1, 3 + i, new Alive(bench.nowMs));
            assertThat(active()).isEqualTo(i < 3 ? 0 : 1);
        }
        assertThat(bench.machine.agentsLoggedIn(OpcBench.PERIPHERAL)).isEmpty();
    }

    /** Found by the simulator: network 1112. */
    @Test
    void aSideThatHearsItselfTooLateLosesItsPimToOneThatDoesNot() {
        give(1, 1, new Hello("B"));
        give(1, 2, new PimReachable(OpcBench.PERIPHERAL, true));
        bench.input(new SideFar(true));
        assertThat(active()).isEqualTo(1);
        bench.input(new SideFar(false));
        assertThat(active()).as("no fall back").isEqualTo(1);
    }

    @Test
    void whenAllSidesHearThemselvesTooLateTheSwitchStaysUntilOneDoesNot() {
        give(1, 1, new Hello("B"));
        give(1, 2, new PimReachable(OpcBench.PERIPHERAL, true));
        give(1, 3, new SideFar(true));
        bench.input(new SideFar(true));
        assertThat(active()).isEqualTo(0);
        give(1, 4, new SideFar(false));
        assertThat(active()).isEqualTo(1);
    }

    @Test
    void aSideThatWasSilentForAWhileTakesTheSwitchWhenTheOtherLosesIt() {
        give(1, 1, new Hello("B"));
        give(1, 2, new PimReachable(OpcBench.PERIPHERAL, true));
        for (int i = 0; i < 8; i++) {
            bench.passUnheard(250);
            give(1, 3 + i, new Alive(bench.nowMs));
        }
        assertThat(active()).isEqualTo(1);
        bench.input(new Alive(bench.nowMs));
        assertThat(active()).as("no fall back").isEqualTo(1);
        give(1, 11, new PimReachable(OpcBench.PERIPHERAL, false));
        assertThat(active()).isEqualTo(0);
    }

    @Test
    void aSilentSideIsNotNamedBeforeItSpeaksAgain() {
        give(1, 1, new Hello("B"));
        give(1, 2, new PimReachable(OpcBench.PERIPHERAL, true));
        for (int i = 0; i < 8; i++) {
            bench.passUnheard(250);
            bench.input(new Alive(bench.nowMs));
        }
        bench.input(new PimReachable(OpcBench.PERIPHERAL, false));
        assertThat(active()).isEqualTo(0);
        give(1, 3, new Alive(bench.nowMs));
        assertThat(active()).isEqualTo(1);
    }

    /** The leader died, and it commanded the switch; the other needs long to be heard again. */
    @Test
    @Tag("BEH-345")
    void theSwitchOfADeadSideGoesToTheOtherThoughThatIsHeardLaterThanTheDeadIsMissed() {
        bench.inputOf(1, new Hello("B"));
        bench.inputOf(1, new PimReachable(OpcBench.PERIPHERAL, true));
        bench.inputOf(2, new Hello("C"));
        bench.input(new ActiveSideAsked(OpcBench.PERIPHERAL, 1));
        assertThat(bench.active()).isEqualTo(1);
        bench.nowMs += 800;
        bench.inputOf(2, new Alive(bench.nowMs));
        for (int i = 0; i < 5; i++) {
            bench.passUnheard(250);
            bench.inputOf(2, new Alive(bench.nowMs));
        }
        assertThat(bench.active()).as("nobody who reaches it is heard").isEqualTo(1);
        bench.input(new Alive(bench.nowMs));
        assertThat(bench.active()).isEqualTo(0);
        bench.inputOf(1, new Alive(bench.nowMs));
        assertThat(bench.active()).as("no fall back").isEqualTo(0);
    }

    @Test
    void aSwitchThatNobodyCommandsGoesToTheFirstThatIsHeardThoughTheLogPausedMeanwhile() {
        bench.inputOf(1, new Hello("B"));
        bench.inputOf(1, new PimReachable(OpcBench.PERIPHERAL, true));
        for (int i = 0; i < 6; i++) {
            bench.passUnheard(250);
            bench.inputOf(1, new Alive(bench.nowMs));
        }
        assertThat(bench.active()).isEqualTo(1);
        bench.inputOf(1, new PimReachable(OpcBench.PERIPHERAL, false));
        bench.nowMs += 900;
        bench.inputOf(1, new Alive(bench.nowMs));
        bench.input(new Alive(bench.nowMs));
        assertThat(bench.active()).isEqualTo(0);
    }

    @Test
    void anOperatorMovesTheSwitchAndItStaysWhereItWasMoved() {
        bench.inputOf(1, new Hello("B"));
        bench.inputOf(1, new PimReachable(OpcBench.PERIPHERAL, true));
        assertThat(bench.machine.sides(OpcBench.PERIPHERAL))
                .containsExactly(
                        new OpcReads.SideNow(0, true, true, true),
                        new OpcReads.SideNow(1, true, true, false));
        int epoch = bench.epoch();
        bench.input(new ActiveSideAsked(OpcBench.PERIPHERAL, 1));
        assertThat(bench.active()).isEqualTo(1);
        assertThat(bench.epoch()).isEqualTo(epoch + 1);
        assertThat(bench.machine.peripherals().getFirst().online())
                .as("not before the other side has listed the switch")
                .isFalse();
        bench.fake.connect();
        bench.run();
        assertThat(bench.machine.peripherals().getFirst().online()).isTrue();
        bench.input(new PimReachable(OpcBench.PERIPHERAL, true));
        bench.input(new Alive(bench.nowMs));
        assertThat(bench.active()).as("no fall back").isEqualTo(1);
    }

    @Test
    void anOperatorIsRefusedASideThatCannotReachTheSwitchOrIsNotHeardOrAskedTooLate() {
        int epoch = bench.epoch();
        refused(new ActiveSideAsked(4999, 1), "there is no peripheral 4999");
        refused(new ActiveSideAsked(OpcBench.PERIPHERAL, 0), "side A commands it already");
        refused(new ActiveSideAsked(OpcBench.PERIPHERAL, 1), "side B does not reach the switch");
        bench.inputOf(1, new Hello("B"));
        refused(new ActiveSideAsked(OpcBench.PERIPHERAL, 1), "side B does not reach the switch");
        bench.inputOf(1, new PimReachable(OpcBench.PERIPHERAL, true));
        for (int i = 0; i < 6; i++) {
            bench.passUnheard(250);
            bench.input(new Alive(bench.nowMs));
        }
        refused(new ActiveSideAsked(OpcBench.PERIPHERAL, 1), "side B is not heard");
        bench.inputOf(1, new Alive(bench.nowMs));
        assertThat(bench.machine.whyNotMoved(OpcBench.PERIPHERAL, 1)).isEmpty();
        long next =
                bench.inputs().reversed().stream()
                                .filter(e -> e.source() == 0)
                                .findFirst()
                                .orElseThrow()
                                .sequence()
                        + 1;
        bench.give(new Envelope(0, 1, next, 2_001, new ActiveSideAsked(OpcBench.PERIPHERAL, 1)));
        assertThat(bench.logLines().getLast()).contains("waited 2001 ms");
        assertThat(bench.active()).isEqualTo(0);
        assertThat(bench.epoch()).isEqualTo(epoch);
    }

    private void refused(ActiveSideAsked asked, String why) {
        assertThat(bench.machine.whyNotMoved(asked.peripheral(), asked.source())).isEqualTo(why);
        bench.input(asked);
        assertThat(bench.logLines().getLast()).contains("is not moved to side").endsWith(why);
    }

    @Test
    @Tag("BEH-345")
    void whatTheEarlierSideStillSaysOfTheSwitchNoLongerCounts() {
        bench.inputOf(1, new Hello("B"));
        bench.inputOf(1, new PimReachable(OpcBench.PERIPHERAL, true));
        String caller = bench.arrive("0441234", "8000").id;
        long call = bench.call();
        int epoch = bench.epoch();
        bench.input(new ActiveSideAsked(OpcBench.PERIPHERAL, 1));
        bench.input(new PimReported(OpcBench.PERIPHERAL, epoch, new Ended(caller, 16, true)));
        bench.input(new PimReported(OpcBench.PERIPHERAL, epoch + 1, new Ended(caller, 16, true)));
        bench.inputOf(1, new PimReported(OpcBench.PERIPHERAL, epoch, new Ended(caller, 16, true)));
        assertThat(bench.machine.calls(OpcBench.PERIPHERAL)).containsExactly(call);
        bench.inputOf(
                1, new PimReported(OpcBench.PERIPHERAL, epoch + 1, new Ended(caller, 16, true)));
        assertThat(bench.machine.calls(OpcBench.PERIPHERAL)).isEmpty();
    }

    /**
     * Each peripheral has an active side of its own; a side that dies costs only what it commanded.
     */
    @Test
    void twoSwitchesAreCommandedFromDifferentSidesAtTheSameTime() {
        int other = 5001;
        bench.input(new PeripheralSet(new SitePeripheral(other, "second", 17)));
        bench.inputOf(1, new Hello("B"));
        bench.inputOf(1, new PimReachable(other, true));
        bench.inputOf(1, new PimReachable(OpcBench.PERIPHERAL, true));
        bench.input(new PimReachable(other, true));
        assertThat(commander(OpcBench.PERIPHERAL)).isEqualTo(0);
        assertThat(commander(other)).isEqualTo(1);

        bench.input(new PimReachable(OpcBench.PERIPHERAL, false));
        assertThat(commander(OpcBench.PERIPHERAL)).isEqualTo(1);
        assertThat(commander(other)).isEqualTo(1);
        bench.input(new PimReachable(OpcBench.PERIPHERAL, true));
        bench.input(new ActiveSideAsked(other, 0));
        assertThat(commander(OpcBench.PERIPHERAL)).isEqualTo(1);
        assertThat(commander(other)).isEqualTo(0);
    }

    /**
     * Clients are one side's; they follow the switch only when that side commands none any more.
     */
    @Test
    void clientsStayAtASideThatCommandsAnySwitchAndGoToTheOneThatDoesThen() {
        int other = 5001;
        bench.input(new PeripheralSet(new SitePeripheral(other, "second", 17)));
        bench.input(new PimReachable(other, true));
        bench.inputOf(1, new Hello("B"));
        bench.inputOf(1, new PimReachable(other, true));
        bench.inputOf(1, new PimReachable(OpcBench.PERIPHERAL, true));
        assertThat(serving()).isEqualTo(0);
        bench.input(new SideChangePlanned(OpcBench.PERIPHERAL, 1));
        assertThat(commander(OpcBench.PERIPHERAL)).as("nobody has to be asked").isEqualTo(1);
        assertThat(serving()).isEqualTo(0);
        bench.input(new SideChangePlanned(other, 1));
        assertThat(commander(other)).as("its clients are asked first").isEqualTo(0);
        assertThat(bench.outputs).endsWith(new OpcOutput.ClientsToAsk(other, 1, 0));
        bench.input(new ActiveSideAsked(other, 1));
        assertThat(commander(other)).isEqualTo(1);
        assertThat(serving()).isEqualTo(1);
        bench.input(new ActiveSideAsked(OpcBench.PERIPHERAL, 0));
        assertThat(serving()).as("no fall back").isEqualTo(1);
        bench.inputOf(1, new PimReachable(other, false));
        assertThat(commander(other)).isEqualTo(0);
        assertThat(serving()).isEqualTo(0);
    }

    @Test
    void aPlannedChangeThatCannotBeIsRefusedWithoutAskingAnybody() {
        bench.input(new SideChangePlanned(OpcBench.PERIPHERAL, 1));
        assertThat(bench.logLines().getLast()).endsWith("side B does not reach the switch");
        assertThat(bench.outputs).noneMatch(OpcOutput.ClientsToAsk.class::isInstance);
    }

    private int serving() {
        int source = -1;
        for (OpcOutput each : bench.outputs) {
            if (each instanceof OpcOutput.ServingSide side) {
                source = side.source();
            }
        }
        return source;
    }

    private int commander(int peripheral) {
        return bench.machine.sides(peripheral).stream()
                .filter(OpcReads.SideNow::commands)
                .mapToInt(OpcReads.SideNow::source)
                .sum();
    }

    private void give(int source, long sequence, org.jackfield.protocol.log.Input input) {
        bench.give(new Envelope(source, 1, sequence, 0, input));
    }

    private int active() {
        int source = -1;
        for (OpcOutput each : bench.outputs) {
            if (each instanceof OpcOutput.ActivePim pim) {
                source = pim.source();
            }
        }
        return source;
    }

    @Test
    void callKeysStayUniqueOverMidnightAndAWipedGroup() {
        List<String> keys = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            bench.arrive("1", "8000");
            keys.add(key(bench));
        }
        bench.nowMs += 86_400_000;
        bench.input(new Calendar(bench.nowMs, 20_834, 600, 3, 60));
        bench.arrive("1", "8000");
        keys.add(key(bench));
        assertThat(keys.getLast()).startsWith("20834.");
        assertThat(keys).doesNotHaveDuplicates();

        OpcMachine wiped = new OpcMachine();
        long later = 1_800_000_007_000L;
        List<OpcOutput> out = new ArrayList<>();
        wiped.onInput(new Envelope(0, 1, 1, 0, new Genesis(later, "wiped")), later, out::add);
        wiped.onInput(
                new Envelope(0, 1, 2, 0, new PeripheralSet(new SitePeripheral(1, "x", 17))),
                later,
                out::add);
        Numbering numbering = new Numbering();
        numbering.genesis(later);
        CallKey key = numbering.callKey(20_833, later);
        assertThat(keys).doesNotContain(key.day() + "." + key.callId());
    }

    private static String key(OpcBench bench) {
        BeginCallEvent begin = bench.last(BeginCallEvent.class);
        return begin.routerCallKeyDay() + "." + begin.routerCallKeyCallId();
    }

    @Test
    void idsHaveOneLengthAndNoneIsAPrefixOfAnother() {
        Numbering numbering = new Numbering();
        numbering.genesis(1_800_000_000_000L);
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            ids.add(numbering.channel());
            ids.add(numbering.bridge());
        }
        assertThat(ids).allMatch(each -> each.length() == 28).doesNotHaveDuplicates();
        long call = numbering.callId();
        assertThat(numbering.issued(call)).isTrue();
        assertThat(numbering.issued(call + 1)).isFalse();
        assertThat(call).isBetween(1L, 0x7FFFFFFFL);
    }
}
