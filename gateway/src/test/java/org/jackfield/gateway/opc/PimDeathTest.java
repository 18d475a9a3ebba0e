package org.jackfield.gateway.opc;

import static org.assertj.core.api.Assertions.assertThat;

import org.jackfield.protocol.ged188.AgentState;
import org.jackfield.protocol.ged188.ConsultationCallConf;
import org.jackfield.protocol.ged188.ControlFailureConf;
import org.jackfield.protocol.ged188.Ged188Message;
import org.jackfield.protocol.log.ActiveSideAsked;
import org.jackfield.protocol.log.Hello;
import org.jackfield.protocol.log.PimReachable;
import org.jackfield.protocol.log.PimReported;
import org.jackfield.protocol.pim.Held;
import org.jackfield.protocol.pim.LegState;
import org.jackfield.protocol.pim.PimReport;
import org.jackfield.protocol.pim.TransferAsked;
import org.jackfield.protocol.pim.TransferKind;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The adapter dies between any two requests to the switch of every operation, with and without what
 * it had to report, and another takes over in a new epoch: the request has exactly one outcome,
 * model and switch agree, and nothing is left when all have hung up.
 */
class PimDeathTest {

    private static final int REQUESTS_MAX = 40;
    private static final int SETTLED_MS = 20_000;

    /** Side B. */
    private static final int OTHER = 1;

    /** The agent whose phone is answered by its own key. */
    private static final int KEYED = 5;

    private static final int RINGS_FOR_MS = 20_000;
    private static final int MENDED_MS = 5_000;

    /** What is asked for, from where. */
    enum Asked {
        ANSWER(t -> t.ringing(), t -> t.asks.answer(t.call, "1001"), "CallEstablishedEvent"),
        HOLD(t -> t.talking(), t -> t.asks.hold(t.call, "1001"), "CallHeldEvent"),
        RETRIEVE(t -> t.holding(), t -> t.asks.retrieve(t.call, "1001"), "CallRetrievedEvent"),
        CLEAR_CONNECTION(
                t -> t.talking(), t -> t.asks.clear(t.call, "1001"), "CallConnectionClearedEvent"),
        CLEAR_CALL(t -> t.talking(), t -> t.asks.clearCall(t.call, "1001"), "CallClearedEvent"),
        DTMF(t -> t.talking(), t -> t.asks.dtmf(t.call, "1001", "12"), ""),
        MAKE(t -> t.bench.login(1), t -> t.asks.make("1001", "0049123"), "CallEstablishedEvent"),
        MAKE_TO_AGENT(t -> t.two(), t -> t.asks.make("1001", "302"), "CallDeliveredEvent"),
        MAKE_TO_QUEUE(t -> t.bench.login(1), t -> t.asks.make("1001", "8000"), "CallQueuedEvent"),
        CONSULT(t -> t.talking(), t -> t.asks.consult(t.call, "1001", "302"), "CallDeliveredEvent"),
        CONSULT_OUTSIDE(
                t -> t.talking(),
                t -> t.asks.consult(t.call, "1001", "0049123"),
                "CallDeliveredEvent"),
        ALTERNATE(
                t -> t.consulting(),
                t -> t.asks.alternate(t.second, t.call, "1001"),
                "CallRetrievedEvent"),
        RECONNECT(
                t -> t.consulting(),
                t -> t.asks.reconnect(t.second, t.call, "1001"),
                "CallRetrievedEvent"),
        TRANSFER(
                t -> t.consulting(),
                t -> t.asks.transfer(t.second, t.call, "1001"),
                "CallTransferredEvent"),
        CONFERENCE(
                t -> t.consulting(),
                t -> t.asks.conference(t.second, t.call, "1001"),
                "CallConferencedEvent"),
        LEAVE_CONFERENCE(
                t -> t.conferring(),
                t -> t.asks.clear(t.call, "1001"),
                "CallConnectionClearedEvent"),
        HOLD_CONFERENCE(t -> t.conferring(), t -> t.asks.hold(t.call, "1001"), "CallHeldEvent"),
        SEND_TO_AGENT(
                t -> t.talking(), t -> t.asks.blind(t.call, "1001", "302"), "CallTransferredEvent"),
        SEND_TO_QUEUE(
                t -> t.talking(),
                t -> t.asks.blind(t.call, "1001", "8000"),
                "CallTransferredEvent"),
        SEND_OUTSIDE(
                t -> t.talking(),
                t -> t.asks.blind(t.call, "1001", "0049123"),
                "CallTransferredEvent");

        private final Consumer<PimDeathTest> prepare;
        private final Function<PimDeathTest, Ged188Message> request;

        /** The event that shows that it was carried out; empty when none does. */
        private final String effect;

        Asked(
                Consumer<PimDeathTest> prepare,
                Function<PimDeathTest, Ged188Message> request,
                String effect) {
            this.prepare = prepare;
            this.request = request;
            this.effect = effect;
        }
    }

    /** What happens without a client's wish: orders of the machine itself follow. */
    enum Happened {
        CALLER_COMES(t -> {}, t -> t.arrives("8000"), PimDeathTest::waits),
        CALLER_COMES_TO_A_SCREEN(
                t -> t.bench.ready(1), t -> t.arrives("8000"), PimDeathTest::isOffered),
        CALLER_COMES_TO_A_PHONE(
                t -> t.bench.ready(KEYED), t -> t.arrives("8000"), PimDeathTest::rings),
        NOBODYS_NUMBER(t -> {}, t -> t.arrives("9999"), PimDeathTest::isOver),
        AGENT_COMES_TO_A_CALLER(
                t -> {
                    t.arrives("8000");
                    t.bench.login(KEYED);
                },
                t -> t.bench.agentState(KEYED, AgentState.AVAILABLE),
                PimDeathTest::rings),
        PHONE_ANSWERS(
                PimDeathTest::ringingPhone,
                t -> t.bench.fake.answer(t.bench.fake.at("PJSIP/1005")),
                t -> t.talk("0441234", "PJSIP/1005")),
        CALLER_GIVES_UP(
                PimDeathTest::ringingPhone,
                t -> t.bench.fake.hangUp(t.caller),
                PimDeathTest::isOver),
        RINGS_OUT(
                t -> {
                    t.ringingPhone();
                    t.bench.pass(RINGS_FOR_MS - 100);
                },
                t -> t.bench.pass(200),
                PimDeathTest::waits),
        CALLER_HANGS_UP(t -> t.talking(), t -> t.bench.fake.hangUp(t.caller), PimDeathTest::isOver),
        PHONE_HANGS_UP(
                t -> t.talking(),
                t -> t.bench.fake.hangUp(t.bench.fake.at("PJSIP/1001")),
                PimDeathTest::isOver),
        CONSULTED_HANGS_UP(
                t -> t.consulting(),
                t -> t.bench.fake.hangUp(t.bench.fake.at("PJSIP/1002")),
                PimDeathTest::isThere),
        CALLER_HANGS_UP_IN_A_CONSULTATION(
                t -> t.consulting(),
                t -> t.bench.fake.hangUp(t.caller),
                t -> t.talk("PJSIP/1001", "PJSIP/1002")),
        PHONE_DIALS(
                t -> t.bench.login(1),
                t -> t.bench.dialled("1001", "0049123"),
                t -> assertThat(t.bench.fake.at("0049123").state).isEqualTo(LegState.RINGING)),
        PHONE_SENDS_OUTSIDE(t -> t.talking(), t -> t.sendsOn("0049123"), PimDeathTest::isThere),
        PHONE_SENDS_TO_AN_AGENT(t -> t.talking(), t -> t.sendsOn("302"), PimDeathTest::isThere),
        PHONE_SENDS_TO_THE_QUEUE(t -> t.talking(), t -> t.sendsOn("8000"), PimDeathTest::isThere),
        PHONE_JOINS_ITS_CALLS(t -> t.twoByThePhone(), t -> t.joins(), PimDeathTest::isThere);

        private final Consumer<PimDeathTest> prepare;
        private final Consumer<PimDeathTest> happens;

        /** How it must be in the end, whoever died. */
        private final Consumer<PimDeathTest> end;

        Happened(
                Consumer<PimDeathTest> prepare,
                Consumer<PimDeathTest> happens,
                Consumer<PimDeathTest> end) {
            this.prepare = prepare;
            this.happens = happens;
            this.end = end;
        }
    }

    /** Who takes over. */
    enum Next {
        THE_SAME_SIDE,
        THE_OTHER_SIDE,
        THE_OTHER_SIDE_BY_AN_OPERATOR
    }

    private OpcBench bench;
    private Asks asks;
    private long call;
    private long second;
    private FakeSwitch.Channel caller;
    private FakeSwitch.Channel dialling;

    private void two() {
        bench.login(1);
        bench.login(2);
    }

    private void arrives(String number) {
        caller = bench.arrive("0441234", number);
    }

    private void ringing() {
        bench.ready(1);
        arrives("8000");
        call = bench.call();
    }

    private void ringingPhone() {
        bench.ready(KEYED);
        arrives("8000");
    }

    private void talking() {
        bench.login(2);
        caller = bench.talkWithCustomer();
        call = bench.call();
    }

    private void twoByThePhone() {
        talking();
        FakeSwitch.Channel phone = bench.fake.at("PJSIP/1001");
        phone.heldByPhone = true;
        bench.report(new Held(phone.id));
        dialling = bench.dialled("1001", "0049123");
        bench.fake.answer(bench.fake.at("0049123"));
        bench.run();
    }

    private void sendsOn(String number) {
        String phone = bench.fake.at("PJSIP/1001").id;
        bench.report(new TransferAsked(TransferKind.BLIND, phone, null, number));
    }

    private void joins() {
        String held =
                bench.fake.channels.values().stream()
                        .filter(each -> each.heldByPhone)
                        .findFirst()
                        .orElseThrow()
                        .id;
        bench.report(new TransferAsked(TransferKind.ATTENDED, held, dialling.id, null));
    }

    private void isOver() {
        assertThat(bench.fake.channels).isEmpty();
        assertThat(bench.machine.calls(OpcBench.PERIPHERAL)).isEmpty();
    }

    private void isThere() {
        assertThat(bench.fake.channels).containsKey(caller.id);
        assertThat(bench.call()).isEqualTo(call);
    }

    private void waits() {
        assertThat(caller.state).isEqualTo(LegState.UP);
        assertThat(caller.music).isEqualTo("queue");
        assertThat(bench.fake.channels).containsOnlyKeys(caller.id);
        assertThat(bench.call()).isPositive();
    }

    private void isOffered() {
        assertThat(bench.fake.channels).containsOnlyKeys(caller.id);
        assertThat(bench.state(1)).isEqualTo(AgentState.RESERVED.value());
        assertThat(bench.names()).containsOnlyOnce("CallDeliveredEvent");
    }

    private void rings() {
        assertThat(bench.fake.channels).hasSize(2).containsKey(caller.id);
        assertThat(bench.fake.at("PJSIP/1005").state).isEqualTo(LegState.RINGING);
        assertThat(bench.state(KEYED)).isEqualTo(AgentState.RESERVED.value());
    }

    private void talk(String... together) {
        FakeSwitch.Channel one = bench.fake.at(together[0]);
        assertThat(bench.fake.talking(one)).containsExactlyInAnyOrder(together);
        assertThat(bench.fake.channels).hasSize(together.length);
    }

    private void holding() {
        talking();
        bench.ask(asks.hold(call, "1001"));
    }

    private void consulting() {
        talking();
        bench.ask(asks.consult(call, "1001", "302"));
        second = bench.last(ConsultationCallConf.class).newConnectionCallId();
        bench.ask(asks.answer(second, "1002"));
    }

    private void conferring() {
        consulting();
        bench.ask(asks.conference(second, call, "1001"));
    }

    @ParameterizedTest
    @EnumSource
    @Tag("BEH-345")
    void wheneverTheAdapterDiesTheRequestHasOneOutcomeAndAllAgree(Asked asked) {
        int outcomes = 0;
        for (Next next : Next.values()) {
            for (boolean losesReports : new boolean[] {false, true}) {
                boolean died = true;
                for (int heard = 0; died; heard++) {
                    assertThat(heard).as("requests of " + asked).isLessThan(REQUESTS_MAX);
                    died = dies(asked, heard, losesReports, next);
                    outcomes++;
                }
            }
        }
        assertThat(outcomes).as("the adapter died in it").isGreaterThan(6);
    }

    @ParameterizedTest
    @EnumSource
    void wheneverTheAdapterDiesWhatTheMachineOrdersByItselfIsBroughtToItsEnd(Happened happened) {
        for (Next next : Next.values()) {
            for (boolean losesReports : new boolean[] {false, true}) {
                boolean died = true;
                for (int heard = 0; died; heard++) {
                    assertThat(heard).as("requests of " + happened).isLessThan(REQUESTS_MAX);
                    died = diesIn(happened, heard, losesReports, next);
                }
            }
        }
    }

    /** False when all was over before the adapter died. */
    private boolean diesIn(Happened happened, int heard, boolean losesReports, Next next) {
        begin();
        happened.prepare.accept(this);
        String when =
                happened + " after " + heard + (losesReports ? " without reports, " : ", ") + next;
        bench.said.clear();
        bench.fake.heard = heard;
        bench.fake.losesReports = losesReports;
        happened.happens.accept(this);
        bench.run();
        boolean died = bench.fake.heard < 0;
        takeOver(next);
        bench.pass(MENDED_MS);
        try {
            happened.end.accept(this);
        } catch (AssertionError wrong) {
            throw new AssertionError(when + ": " + wrong.getMessage(), wrong);
        }
        ReplayTest.agrees(bench, when);
        assertThat(bench.logLines()).as(when).noneMatch(each -> each.contains("reconciled: "));
        everybodyGoesHome(when);
        return died;
    }

    private void begin() {
        bench = new OpcBench();
        bench.inputOf(OTHER, new Hello("B"));
        bench.inputOf(OTHER, new PimReachable(OpcBench.PERIPHERAL, true));
        asks = new Asks(bench);
    }

    /** False when the operation was over before the adapter died. */
    private boolean dies(Asked asked, int heard, boolean losesReports, Next next) {
        begin();
        asked.prepare.accept(this);
        String when =
                asked + " after " + heard + (losesReports ? " without reports, " : ", ") + next;
        Ged188Message request = asked.request.apply(this);
        bench.fake.heard = heard;
        bench.fake.losesReports = losesReports;
        bench.said.clear();
        bench.ask(request);
        boolean died = bench.fake.heard < 0;
        takeOver(next);
        assertThat(bench.active()).as(when).isEqualTo(next == Next.THE_SAME_SIDE ? 0 : OTHER);
        bench.pass(SETTLED_MS);
        List<Ged188Message> answers = answersTo(request);
        assertThat(answers).as(when).hasSize(1);
        if (answers.getFirst() instanceof ControlFailureConf) {
            assertThat(bench.names())
                    .as(when + ": refused, and so not carried out")
                    .doesNotContain(asked.effect);
        }
        ReplayTest.agrees(bench, when);
        assertThat(bench.logLines()).as(when).noneMatch(each -> each.contains("reconciled: "));
        everybodyGoesHome(when);
        return died;
    }

    /** Another adapter connects, in the next epoch, and lists the switch as it is. */
    private void takeOver(Next next) {
        int epoch = bench.epoch();
        List<PimReport> late = List.copyOf(bench.fake.reports);
        bench.fake.reports.clear();
        switch (next) {
            case THE_SAME_SIDE -> {
                bench.inputOf(OTHER, new PimReachable(OpcBench.PERIPHERAL, false));
                bench.input(new PimReachable(OpcBench.PERIPHERAL, false));
                bench.fake.heard = Integer.MAX_VALUE;
                bench.input(new PimReachable(OpcBench.PERIPHERAL, true));
            }
            case THE_OTHER_SIDE -> {
                bench.fake.heard = Integer.MAX_VALUE;
                bench.input(new PimReachable(OpcBench.PERIPHERAL, false));
            }
            case THE_OTHER_SIDE_BY_AN_OPERATOR -> {
                bench.fake.heard = Integer.MAX_VALUE;
                bench.input(new ActiveSideAsked(OpcBench.PERIPHERAL, OTHER));
            }
        }
        // What the earlier one still had to say comes late, and no longer counts.
        late.forEach(each -> bench.input(new PimReported(OpcBench.PERIPHERAL, epoch, each)));
        bench.fake.connect();
        bench.run();
    }

    private List<Ged188Message> answersTo(Ged188Message request) {
        return bench.outputs.stream()
                .filter(OpcOutput.Answer.class::isInstance)
                .map(each -> ((OpcOutput.Answer) each).message())
                .filter(each -> each.field(0).equals(request.field(0)))
                .toList();
    }

    private void everybodyGoesHome(String when) {
        for (int round = 0; round < 10 && !bench.fake.channels.isEmpty(); round++) {
            bench.fake.hangUp(bench.fake.channels.values().iterator().next());
            bench.run();
        }
        bench.pass(SETTLED_MS);
        assertThat(bench.machine.calls(OpcBench.PERIPHERAL)).as(when).isEmpty();
        assertThat(bench.fake.channels).as(when).isEmpty();
        assertThat(bench.state(1))
                .as(when)
                .isNotIn(
                        AgentState.TALKING.value(),
                        AgentState.HOLD.value(),
                        AgentState.RESERVED.value());
    }
}
