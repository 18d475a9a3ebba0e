package org.jackfield.gateway.opc;

import static org.assertj.core.api.Assertions.assertThat;

import org.jackfield.gateway.pim.ChannelDigest;
import org.jackfield.protocol.ged188.AgentState;
import org.jackfield.protocol.ged188.Ged188Message;
import org.jackfield.protocol.log.AgentBookState;
import org.jackfield.protocol.log.AgentReservation;
import org.jackfield.protocol.log.AgentTimerKind;
import org.jackfield.protocol.log.KeptCall;
import org.jackfield.protocol.log.KeptConnection;
import org.jackfield.protocol.log.KeptLeg;
import org.jackfield.protocol.log.KeptPeripheral;
import org.jackfield.protocol.log.LoggedInAgent;
import org.jackfield.protocol.log.OpcSnapshot;
import org.jackfield.protocol.log.PhoneCalls;
import org.jackfield.protocol.log.SettingSet;
import org.jackfield.protocol.pim.CheckChannel;
import org.jackfield.protocol.pim.CompareChannels;
import org.jackfield.protocol.pim.Dial;
import org.jackfield.protocol.pim.LegState;
import org.jackfield.protocol.record.RecordReader;
import org.jackfield.protocol.record.RecordWriter;
import org.jackfield.protocol.site.WrapUpMode;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * What went wrong unseen is right again within five seconds, with a line that says why. The switch
 * is made to lose and find channels without a word; what cannot come to be in the model is written
 * into its snapshot.
 */
class ReconcilerTest {

    private static final long WITHIN_MS = 5_000;

    private final OpcBench bench = new OpcBench();
    private final Asks asks = new Asks(bench);
    private FakeSwitch.Channel caller;
    private long call;

    private void talkWithCustomer() {
        caller = bench.talkWithCustomer();
        call = bench.call();
    }

    private List<String> repairs() {
        return bench.logLines().stream().filter(each -> each.contains("reconciled: ")).toList();
    }

    private void repairedOnce(String why) {
        assertThat(repairs()).anyMatch(each -> each.contains(why) && each.startsWith("WARNING"));
        int repairs = repairs().size();
        bench.said.clear();
        bench.pass(30_000);
        assertThat(repairs()).hasSize(repairs);
    }

    private void noCallAndAgentReady() {
        assertThat(bench.machine.calls(OpcBench.PERIPHERAL)).isEmpty();
        assertThat(bench.fake.channels).isEmpty();
        assertThat(bench.state(1)).isEqualTo(AgentState.AVAILABLE.value());
    }

    /** Writes what should not be into the model. */
    private void change(UnaryOperator<OpcSnapshot> change) {
        OpcSnapshot now = OpcSnapshot.read(new RecordReader(bench.machine.snapshot()));
        RecordWriter writer = new RecordWriter();
        change.apply(now).write(writer);
        bench.machine = new OpcMachine();
        bench.machine.restore(writer.toBytes());
    }

    private void changeAgents(UnaryOperator<AgentBookState> change) {
        change(
                now -> {
                    KeptPeripheral one = now.peripherals().getFirst();
                    KeptPeripheral changed =
                            one.toBuilder().agents(change.apply(one.agents())).build();
                    return now.toBuilder().peripherals(List.of(changed)).build();
                });
    }

    private void changeAgent(UnaryOperator<LoggedInAgent> change) {
        changeAgents(
                book ->
                        book.toBuilder()
                                .loggedIn(List.of(change.apply(book.loggedIn().getFirst())))
                                .build());
    }

    @Test
    void aChannelThatIsGoneUnseenIsClearedAndTheAgentIsReadyAgain() {
        talkWithCustomer();
        bench.fake.channels.remove(caller.id);
        bench.pass(WITHIN_MS);
        assertThat(bench.names())
                .containsSubsequence(
                        "CallConnectionClearedEvent",
                        "CallConnectionClearedEvent",
                        "CallClearedEvent",
                        "EndCallEvent");
        noCallAndAgentReady();
        repairedOnce("channel " + caller.id + " is gone");
    }

    @Test
    void aPhoneThatVanishesWhileItRingsDoesNotStayReserved() {
        bench.ready(1);
        bench.login(5);
        bench.agentState(5, AgentState.AVAILABLE);
        bench.agentState(1, AgentState.NOT_READY);
        caller = bench.arrive("0441234", "8000");
        assertThat(bench.state(5)).isEqualTo(AgentState.RESERVED.value());
        bench.fake.channels.remove(bench.fake.at("PJSIP/1005").id);
        bench.pass(WITHIN_MS);
        assertThat(repairs()).anyMatch(each -> each.contains("is gone"));
        assertThat(bench.fake.channels.values())
                .anyMatch(each -> each.endpoint.equals("PJSIP/1005"));
    }

    @Test
    void aChannelThatNoCallHasIsEnded() {
        FakeSwitch.Channel phantom =
                new FakeSwitch.Channel("phantom", "PJSIP/1003", false, "x", LegState.UP);
        phantom.label = "1.2.3";
        bench.fake.channels.put(phantom.id, phantom);
        bench.pass(WITHIN_MS);
        assertThat(bench.fake.channels).isEmpty();
        repairedOnce("channel phantom is at the switch");
    }

    @Test
    void aCallerWhoseArrivalWasLostIsRouted() {
        bench.ready(1);
        FakeSwitch.Channel lost =
                new FakeSwitch.Channel("lost", "", true, "0555", LegState.RINGING);
        bench.fake.channels.put(lost.id, lost);
        bench.pass(WITHIN_MS);
        assertThat(bench.names())
                .containsSubsequence("BeginCallEvent", "AgentPreCallEvent", "CallDeliveredEvent");
        assertThat(repairs()).hasSize(1);
    }

    @Test
    void aPhoneThatDialledAndWasNotToldOfReachesItsNumber() {
        FakeSwitch.Channel lost =
                new FakeSwitch.Channel("lost", "PJSIP/1003", true, "0049123", LegState.RINGING);
        bench.fake.channels.put(lost.id, lost);
        bench.pass(WITHIN_MS);
        assertThat(bench.names()).containsSubsequence("BeginCallEvent", "CallOriginatedEvent");
        assertThat(bench.fake.channels).hasSize(2);
        repairedOnce("channel lost is at the switch");
    }

    @Test
    void anAnswerThatWasNotToldIsTold() {
        bench.login(1);
        bench.ask(asks.make("1001", "0049123"));
        bench.fake.at("0049123").state = LegState.UP;
        bench.said.clear();
        bench.pass(WITHIN_MS);
        assertThat(bench.names()).containsOnlyOnce("CallEstablishedEvent");
        repairedOnce("is UP, and that was not told");
    }

    @Test
    void aHoldKeyThatWasNotToldIsTold() {
        talkWithCustomer();
        theHoldKeyIsPressedAndTold();
    }

    private void theHoldKeyIsPressedAndTold() {
        bench.fake.at("PJSIP/1001").heldByPhone = true;
        bench.pass(WITHIN_MS);
        assertThat(bench.names()).containsOnlyOnce("CallHeldEvent");
        assertThat(bench.state(1)).isEqualTo(AgentState.HOLD.value());
        repairedOnce("is held by its key");
    }

    @Test
    void whoIsInAnotherBridgeIsPutBack() {
        talkWithCustomer();
        bench.fake.at("PJSIP/1001").bridge = "elsewhere";
        bench.pass(WITHIN_MS);
        assertThat(bench.fake.talking(caller)).containsExactly("0441234", "PJSIP/1001");
        repairedOnce("is in bridge `elsewhere`");
    }

    /** Callers wait in the queue, and each had its turn lately or will have it late. */
    private void manyWait(int many) {
        for (int i = 0; i < many; i++) {
            bench.arrive("0" + i, "8000");
        }
        bench.pass(3_000);
        bench.said.clear();
        bench.fake.commands.clear();
    }

    @ParameterizedTest
    @ValueSource(ints = {250, 2_000})
    void anAnswerThatWasNotToldIsToldHoweverManyCallsThereAre(int many) {
        bench.login(1);
        bench.ask(asks.make("1001", "0049123"));
        manyWait(many);
        bench.fake.at("0049123").state = LegState.UP;
        bench.pass(WITHIN_MS);
        assertThat(bench.names()).containsOnlyOnce("CallEstablishedEvent");
        repairedOnce("is UP, and that was not told");
    }

    @ParameterizedTest
    @ValueSource(ints = {250, 2_000})
    void aHoldKeyThatWasNotToldIsToldHoweverManyCallsThereAre(int many) {
        talkWithCustomer();
        bench.agentState(1, AgentState.NOT_READY);
        manyWait(many);
        theHoldKeyIsPressedAndTold();
    }

    @ParameterizedTest
    @ValueSource(ints = {250, 2_000})
    void whoIsInAnotherBridgeIsPutBackHoweverManyCallsThereAre(int many) {
        talkWithCustomer();
        manyWait(many);
        bench.fake.at("PJSIP/1001").bridge = "elsewhere";
        bench.pass(WITHIN_MS);
        assertThat(bench.fake.talking(caller)).containsExactly("0441234", "PJSIP/1001");
        repairedOnce("is in bridge `elsewhere`");
    }

    /** The switch names only a part of them when there are so many. */
    @Test
    void aChannelThatIsGoneUnseenIsClearedAlsoWhenNotAllAreNamed() {
        talkWithCustomer();
        bench.agentState(1, AgentState.NOT_READY);
        manyWait(ChannelDigest.NAMED_MAX + 100);
        bench.fake.channels.remove(caller.id);
        bench.pass(WITHIN_MS);
        assertThat(bench.names()).contains("CallClearedEvent", "EndCallEvent");
        assertThat(bench.state(1)).isEqualTo(AgentState.NOT_READY.value());
        repairedOnce("channel " + caller.id + " is gone");
    }

    @Test
    void hundredsOfChannelsThatChangedAtOnceAreAllPutRight() {
        manyWait(1_500);
        bench.fake.channels.values().forEach(each -> each.bridge = "elsewhere");
        bench.pass(WITHIN_MS);
        assertThat(repairs()).hasSize(1_500);
        assertThat(questions()).isLessThan(4_000);
    }

    @Test
    void aSwitchThatAgreesIsAskedForFewChannelsHoweverManyThereAre() {
        manyWait(2_000);
        bench.pass(10_000);
        assertThat(questions()).isEqualTo(40);
    }

    /** One caller gives up and another comes, each tenth of a second. */
    @Test
    void aBusySwitchIsAskedForFewChannelsAndNothingIsRepaired() {
        manyWait(1_000);
        for (int i = 0; i < 200; i++) {
            bench.fake.hangUp(bench.fake.channels.values().iterator().next());
            bench.arrive("1" + i, "8000");
            bench.send(asks.make("1001", "0049123"));
            bench.passUnheard(97);
            bench.pass(3);
        }
        assertThat(questions()).isBetween(80L, 160L);
        assertThat(repairs()).isEmpty();
    }

    private long questions() {
        return bench.fake.commands.stream().filter(CheckChannel.class::isInstance).count();
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void anAgentWhoTalksOrHoldsWithoutACallIsReadyAgain(int phase) {
        bench.ready(1);
        changeAgents(
                book ->
                        book.toBuilder()
                                .calls(
                                        List.of(
                                                new PhoneCalls(
                                                        "1001",
                                                        List.of(
                                                                new org.jackfield.protocol.log
                                                                        .PhoneCall(
                                                                        77, phase, 1, 10, true)))))
                                .build());
        bench.pass(WITHIN_MS);
        assertThat(bench.state(1)).isEqualTo(AgentState.AVAILABLE.value());
        repairedOnce("the agent's calls at 1001 are not those of the phone");
    }

    @Test
    void anAgentWhoIsToldToTalkAndDoesNotIsToldAnew() {
        bench.ready(1);
        changeAgent(
                agent ->
                        agent.toBuilder()
                                .shown(
                                        agent.shown().toBuilder()
                                                .state(AgentState.TALKING.value())
                                                .build())
                                .build());
        bench.pass(WITHIN_MS);
        assertThat(bench.state(1)).isEqualTo(AgentState.AVAILABLE.value());
        repairedOnce("agent 2001 is told to be TALKING and is AVAILABLE");
    }

    @Test
    void anAgentWhoIsReservedForACallThatIsNotThereIsReadyAgain() {
        bench.ready(1);
        changeAgent(
                agent ->
                        agent.toBuilder()
                                .reservation(new AgentReservation(77, 10))
                                .shown(
                                        agent.shown().toBuilder()
                                                .state(AgentState.RESERVED.value())
                                                .build())
                                .build());
        bench.pass(WITHIN_MS);
        assertThat(bench.state(1)).isEqualTo(AgentState.AVAILABLE.value());
        repairedOnce("agent 2001 is reserved for call 77 that is not there");
    }

    @Test
    void aCallWithoutAPartyEnds() {
        bench.login(1);
        bench.ask(asks.make("1001", "0049123"));
        bench.fake.answer(bench.fake.at("0049123"));
        bench.run();
        bench.fake.channels.clear();
        change(
                now -> {
                    KeptCall one = now.calls().getFirst();
                    return now.toBuilder()
                            .calls(List.of(one.toBuilder().connections(List.of()).build()))
                            .legs(List.of())
                            .build();
                });
        bench.said.clear();
        bench.pass(WITHIN_MS);
        assertThat(bench.names()).containsExactly("CallClearedEvent", "EndCallEvent");
        assertThat(bench.state(1)).isEqualTo(AgentState.NOT_READY.value());
        repairedOnce("has no party");
    }

    @Test
    void aCallOfOnePartyThatNobodyIsCalledForEnds() {
        talkWithCustomer();
        bench.fake.channels.remove(bench.fake.at("PJSIP/1001").id);
        change(
                now -> {
                    KeptCall one = now.calls().getFirst();
                    KeptConnection left = one.connections().getFirst();
                    KeptLeg leg =
                            now.legs().stream()
                                    .filter(each -> each.channel().equals(left.channel()))
                                    .findFirst()
                                    .orElseThrow();
                    return now.toBuilder()
                            .calls(List.of(one.toBuilder().connections(List.of(left)).build()))
                            .legs(List.of(leg))
                            .build();
                });
        bench.pass(WITHIN_MS);
        noCallAndAgentReady();
        repairedOnce("has one party");
    }

    @Test
    @Tag("WUP-001")
    void aWrapUpWhoseTimerIsLostEndsWhenItShould() {
        bench.wrapUp(WrapUpMode.REQUIRED, 20);
        talkWithCustomer();
        bench.ask(asks.clear(call, "1001"));
        assertThat(bench.state(1)).isEqualTo(AgentState.WORK_READY.value());
        changeAgents(
                book -> {
                    assertThat(book.timers())
                            .anyMatch(each -> each.kind() == AgentTimerKind.WRAP_UP);
                    return book.toBuilder().timers(List.of()).build();
                });
        bench.pass(WITHIN_MS);
        assertThat(repairs()).anyMatch(each -> each.contains("wrap-up whose timer is lost"));
        assertThat(bench.state(1)).isEqualTo(AgentState.WORK_READY.value());
        bench.pass(15_100);
        assertThat(bench.state(1)).isEqualTo(AgentState.AVAILABLE.value());
    }

    @Test
    void theDoubleOfACallAfterAResynchronisationEnds() {
        talkWithCustomer();
        change(this::doubled);
        assertThat(bench.machine.calls(OpcBench.PERIPHERAL)).hasSize(2);
        bench.said.clear();
        bench.pass(WITHIN_MS);
        assertThat(bench.call()).isEqualTo(call);
        assertThat(bench.fake.talking(caller)).containsExactly("0441234", "PJSIP/1001");
        assertThat(bench.state(1)).isEqualTo(AgentState.TALKING.value());
        repairedOnce("is the double of call " + call);
    }

    /** The same two channels in a second call. */
    private OpcSnapshot doubled(OpcSnapshot now) {
        KeptCall one = now.calls().getFirst();
        List<KeptConnection> copies = new ArrayList<>();
        List<KeptLeg> legs = new ArrayList<>();
        for (KeptConnection each : one.connections()) {
            long id = each.id() + 1_000;
            copies.add(each.toBuilder().id(id).build());
            for (KeptLeg leg : now.legs()) {
                if (leg.channel().equals(each.channel())) {
                    List<Long> serves = new ArrayList<>(leg.connections());
                    serves.add(id);
                    legs.add(leg.toBuilder().connections(serves).build());
                }
            }
        }
        KeptCall copy =
                one.toBuilder().id(one.id() + 1_000).bridge("none").connections(copies).build();
        return now.toBuilder().calls(List.of(one, copy)).legs(legs).build();
    }

    @Test
    void aHoldOfAnHourIsNoDifference() {
        talkWithCustomer();
        bench.ask(asks.hold(call, "1001"));
        bench.pass(3_600_000);
        assertThat(bench.state(1)).isEqualTo(AgentState.HOLD.value());
        assertThat(repairs()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"REQUIRED", "OPTIONAL"})
    @Tag("WUP-001")
    @Tag("WUP-003")
    void aWrapUpWithoutATimerMayLastAnHour(WrapUpMode mode) {
        bench.wrapUp(mode, mode == WrapUpMode.REQUIRED ? 0 : 20);
        talkWithCustomer();
        if (mode == WrapUpMode.OPTIONAL) {
            bench.agentState(1, AgentState.WORK_READY);
        }
        bench.ask(asks.clear(call, "1001"));
        bench.pass(3_600_000);
        assertThat(bench.state(1)).isEqualTo(AgentState.WORK_READY.value());
        assertThat(repairs()).isEmpty();
    }

    @Test
    @Tag("BEH-262")
    void anOfferThatHasThirtySecondsToArriveIsLeftToWait() {
        bench.input(new SettingSet("RouterOfferArrivesMs", "30000"));
        bench.input(new SettingSet("AgentOfferArrivesMs", "30000"));
        bench.login(5);
        bench.agentState(5, AgentState.AVAILABLE);
        bench.fake.deaf.add(Dial.class);
        bench.arrive("0441234", "8000");
        assertThat(bench.names()).contains("AgentPreCallEvent");
        bench.pass(29_000);
        assertThat(bench.state(5)).isEqualTo(AgentState.RESERVED.value());
        assertThat(repairs()).isEmpty();
    }

    @Test
    void aCallerWhoWaitsAndAPhoneThatRingsForAnHourAreNoDifference() {
        bench.arrive("0441234", "8000");
        bench.pass(3_600_000);
        assertThat(bench.call()).isPositive();
        assertThat(repairs()).isEmpty();
    }

    @Test
    void aSwitchThatSaysNothingIsNotJudged() {
        talkWithCustomer();
        bench.fake.channels.remove(caller.id);
        bench.fake.deaf.add(CompareChannels.class);
        bench.fake.deaf.add(CheckChannel.class);
        bench.pass(60_000);
        assertThat(bench.call()).isEqualTo(call);
        assertThat(repairs()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {101, 102, 103, 104, 105, 106, 107, 108, 109, 110, 111, 112})
    void aSiteWhereNothingIsLostIsNeverRepaired(long seed) {
        RandomSite site = new RandomSite(seed);
        for (int i = 0; i < 800; i++) {
            site.step();
        }
        site.goHome();
        assertThat(site.bench.logLines())
                .as("seed %d", seed)
                .noneMatch(each -> each.contains("reconciled: "));
    }

    @ParameterizedTest
    @ValueSource(longs = {151, 152, 153, 154})
    void aSiteOfManyWhereNothingIsLostIsNeverRepaired(long seed) {
        RandomSite site = new RandomSite(seed);
        for (int i = 0; i < 200; i++) {
            site.bench.arrive("0" + i, "8000");
        }
        for (int i = 0; i < 800; i++) {
            site.step();
        }
        site.goHome();
        assertThat(site.bench.logLines())
                .as("seed %d", seed)
                .noneMatch(each -> each.contains("reconciled: "));
    }

    @ParameterizedTest
    @ValueSource(longs = {201, 202, 203, 204, 205, 206, 207, 208})
    void aSwitchThatLosesAndInventsChannelsIsAsTheModelAFewSecondsLater(long seed) {
        RandomSite site = new RandomSite(seed);
        for (int i = 0; i < 600; i++) {
            site.step();
            if (i % 50 == 49) {
                site.losesOne();
                site.bench.run();
                site.bench.pass(WITHIN_MS);
                assertThat(channelsOf(site.bench))
                        .as("seed %d step %d", seed, i)
                        .containsAll(site.bench.fake.channels.keySet());
                assertThat(site.bench.fake.channels.keySet())
                        .as("seed %d step %d", seed, i)
                        .containsAll(settledChannelsOf(site.bench));
            }
        }
        assertThat(site.bench.logLines()).anyMatch(each -> each.contains("reconciled: "));
    }

    private static List<String> channelsOf(OpcBench bench) {
        return OpcSnapshot.read(new RecordReader(bench.machine.snapshot())).legs().stream()
                .map(KeptLeg::channel)
                .toList();
    }

    private static List<String> settledChannelsOf(OpcBench bench) {
        return OpcSnapshot.read(new RecordReader(bench.machine.snapshot())).legs().stream()
                .filter(each -> !each.clearing() && each.state() != LegState.DIALLING)
                .map(KeptLeg::channel)
                .toList();
    }

    @Test
    void aMachineThatIsRestoredBetweenTheTwoSightingsGoesOn() {
        talkWithCustomer();
        bench.fake.channels.remove(caller.id);
        bench.pass(1_200);
        change(UnaryOperator.identity());
        bench.pass(WITHIN_MS);
        noCallAndAgentReady();
    }

    @Test
    void nobodyIsToldAnythingByTheComparison() {
        talkWithCustomer();
        bench.pass(600_000);
        assertThat(bench.said).isEqualTo(List.<Ged188Message>of());
    }
}
