package org.jackfield.client.cil;

import static org.assertj.core.api.Assertions.assertThat;

import org.jackfield.protocol.cil.ClientHello;
import org.jackfield.protocol.cil.Closing;
import org.jackfield.protocol.cil.Event;
import org.jackfield.protocol.cil.Goodbye;
import org.jackfield.protocol.cil.Outcome;
import org.jackfield.protocol.cil.Ping;
import org.jackfield.protocol.cil.Pong;
import org.jackfield.protocol.cil.Reply;
import org.jackfield.protocol.cil.Request;
import org.jackfield.protocol.cil.ServerFrame;
import org.jackfield.protocol.cil.Welcome;
import org.jackfield.protocol.record.Arguments;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

class CilMachineTest {

    private static final String CALL = "call.5000.1.2001";

    private final List<CilOutput> outputs = new ArrayList<>();
    private final CilMachine machine =
            new CilMachine(CilSettings.of("test", new CilServer("a", 1), new CilServer("b", 2)), 0);
    private long nowMs = 1000;
    private long number;

    private void put(CilInput input) {
        machine.onInput(input, nowMs, outputs::add);
    }

    private void pass(long ms) {
        long untilMs = nowMs + ms;
        while (machine.nextDeadlineMs() <= untilMs) {
            nowMs = machine.nextDeadlineMs();
            machine.onTime(nowMs, outputs::add);
        }
        nowMs = untilMs;
    }

    private <T extends CilOutput> T last(Class<T> kind) {
        return all(kind).getLast();
    }

    private <T extends CilOutput> List<T> all(Class<T> kind) {
        return outputs.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    private long attempt() {
        return last(CilOutput.Connect.class).attempt();
    }

    private void says(ServerFrame frame) {
        put(new CilInput.Said(attempt(), frame));
    }

    private Welcome welcome(boolean resumed, long next) {
        return Welcome.builder()
                .server("ctios-A")
                .token("token-1")
                .epoch(7)
                .resumed(resumed)
                .next(next)
                .heartbeatMs(5000)
                .heartbeatsMax(3)
                .build();
    }

    private void live() {
        put(new CilInput.Start());
        put(new CilInput.Connected(attempt()));
        says(welcome(false, 1));
    }

    private void event(String name, String target, Object... pairs) {
        Arguments.Builder args = Arguments.builder();
        for (int i = 0; i < pairs.length; i += 2) {
            args.put((String) pairs[i], pairs[i + 1]);
        }
        says(Event.builder().number(++number).name(name).target(target).args(args.build()).build());
    }

    private List<String> raised() {
        return all(CilOutput.Raise.class).stream().map(each -> each.event().name()).toList();
    }

    private Arguments object(String id) {
        Arguments found = null;
        for (CilOutput.Changed each : all(CilOutput.Changed.class)) {
            found = each.id().equals(id) ? each.properties() : found;
        }
        return found;
    }

    @Test
    void aServerThatIsSlowWithTheHandshakesOfAllClientsIsGivenLongerThanOneWithoutTls() {
        CilMachine secure = new CilMachine(CilSettings.of("test", new CilServer("a", 1, true)), 0);
        machine.onInput(new CilInput.Start(), nowMs, outputs::add);
        secure.onInput(new CilInput.Start(), nowMs, outputs::add);
        assertThat(secure.nextDeadlineMs() - nowMs).isEqualTo(15_000);
        assertThat(machine.nextDeadlineMs() - nowMs).isEqualTo(5_000);
    }

    @Test
    void theEventsOfAnObjectAreLaidOverOneAnother() {
        live();
        event("OnCallBegin", CALL, "ANI", "4930", "ECC", Arguments.builder().put("a", "1").build());
        event("OnCallDelivered", CALL, "CallStatus", 2);
        event("OnCallDataUpdate", CALL, "ECC", Arguments.builder().put("b", "2").build());

        assertThat(object(CALL).text("ANI")).isEqualTo("4930");
        assertThat(object(CALL).number("CallStatus")).isEqualTo(2);
        assertThat(object(CALL).nested("ECC").names()).containsExactly("a", "b");
        event("OnCallEnd", CALL);
        assertThat(object(CALL)).isNull();
    }

    @Test
    void aRenamedCallKeepsItsProperties() {
        live();
        event("OnCallBegin", CALL, "ANI", "4930");
        event("OnCallDataUpdate", "call.5000.9.2001", "OldUniqueObjectID", CALL);

        assertThat(object(CALL)).isNull();
        assertThat(object("call.5000.9.2001").text("ANI")).isEqualTo("4930");
    }

    @Test
    void callsThatASnapshotDoesNotListAreGone() {
        live();
        event("OnSetAgentMode", "agent.5000.1001", "AgentInstrument", "2001");
        event("OnCallBegin", CALL, "DeviceID", "2001");
        event("OnSnapshotDeviceConf", "agent.5000.1001", "ValidCalls", List.of("call.5000.2.2001"));

        assertThat(object(CALL)).isNull();
    }

    @Test
    void aTokenThatComesWithAnEventTakesThePlaceOfTheOneBefore() {
        live();
        event("OnPostLogout", "agent.5000.1001", "Token", "token-of-nobody");
        put(new CilInput.Lost(attempt(), "cut"));
        pass(1_000);
        put(new CilInput.Connected(attempt()));

        ClientHello hello = (ClientHello) last(CilOutput.Send.class).frame();
        assertThat(hello.token()).isEqualTo("token-of-nobody");
    }

    @Test
    void aBreakIsResumedWithTokenAndLastNumberAtTheOtherServerFirst() {
        live();
        event("OnCTIOSFailure", "");
        event("OnCTIOSFailure", "");
        put(new CilInput.Lost(attempt(), "cut"));
        pass(1_000);

        assertThat(last(CilOutput.Connect.class).server()).isEqualTo(new CilServer("b", 2));
        put(new CilInput.Connected(attempt()));
        ClientHello hello = (ClientHello) last(CilOutput.Send.class).frame();
        assertThat(hello.token()).isEqualTo("token-1");
        assertThat(hello.last()).isEqualTo(2);
        says(welcome(true, 3));
        event("OnCTIOSFailure", "");
        assertThat(raised())
                .containsSubsequence("OnConnectionFailure", "OnConnection", "OnCTIOSFailure");
    }

    @Test
    void anEventSeenTwiceIsRaisedOnceAndAGapEndsTheConnection() {
        live();
        event("OnCTIOSFailure", "");
        number--;
        event("OnCTIOSFailure", "");
        assertThat(raised()).containsOnlyOnce("OnCTIOSFailure");

        number = 5;
        event("OnCTIOSFailure", "");
        assertThat(last(CilOutput.Drop.class).reason()).contains("event 6 came after 1");
    }

    @Test
    void aRequestEndsWithTheConnectionAndIsNeverSentAgain() {
        live();
        put(new CilInput.Ask(11, "Answer", CALL, Arguments.EMPTY));
        put(new CilInput.Lost(attempt(), "cut"));
        assertThat(last(CilOutput.Ended.class).reply().outcome()).isEqualTo(Outcome.TIMED_OUT);

        outputs.clear();
        pass(10_000);
        put(new CilInput.Start());
        assertThat(outputs.toString()).doesNotContain("Answer");
    }

    @Test
    void aRequestCarriesEpochAndWhatTheUserSaw() {
        live();
        event("OnCTIOSFailure", "");
        put(new CilInput.Ask(11, "Answer", CALL, Arguments.EMPTY));
        Request request = (Request) last(CilOutput.Send.class).frame();
        assertThat(request.epoch()).isEqualTo(7);
        assertThat(request.seen()).isEqualTo(1);

        says(Reply.builder().id(request.id()).outcome(Outcome.DONE).build());
        assertThat(last(CilOutput.Ended.class).token()).isEqualTo(11);
        assertThat(last(CilOutput.Ended.class).reply().done()).isTrue();
    }

    @Test
    void withoutAConnectionARequestFailsAtOnce() {
        put(new CilInput.Ask(11, "Answer", CALL, Arguments.EMPTY));

        assertThat(last(CilOutput.Ended.class).reply().code()).isEqualTo(CilReply.IN_FAILOVER);
    }

    @Test
    @Tag("BEH-280")
    void aSilentServerIsLeftAfterThreeHeartbeats() {
        live();
        outputs.clear();
        pass(19_999);
        assertThat(all(CilOutput.Send.class))
                .extracting(CilOutput.Send::frame)
                .hasSize(3)
                .allMatch(Ping.class::isInstance);
        assertThat(machine.state()).isEqualTo(CilMachine.State.LIVE);
        pass(1);
        assertThat(last(CilOutput.Drop.class).reason()).startsWith("silent");
        pass(1_000);
        assertThat(last(CilOutput.Connect.class).server()).isEqualTo(new CilServer("b", 2));
    }

    @Test
    @Tag("BEH-281")
    @Tag("BEH-503")
    void howOftenAndHowLongASilentServerIsAskedIsTheServersWord() {
        put(new CilInput.Start());
        put(new CilInput.Connected(attempt()));
        says(welcome(false, 1).toBuilder().heartbeatsMax(5).build());
        outputs.clear();
        pass(29_999);
        assertThat(all(CilOutput.Send.class))
                .extracting(CilOutput.Send::frame)
                .hasSize(5)
                .allMatch(Ping.class::isInstance);
        assertThat(machine.state()).isEqualTo(CilMachine.State.LIVE);
        pass(1);
        assertThat(last(CilOutput.Drop.class).reason()).startsWith("silent");
    }

    @Test
    @Tag("BEH-277")
    void anAnswerResetsTheCount() {
        live();
        for (int i = 0; i < 10; i++) {
            pass(5_000);
            says(new Pong(1, 1));
        }

        assertThat(machine.state()).isEqualTo(CilMachine.State.LIVE);
        assertThat(raised()).doesNotContain("OnMissingHeartbeat");
    }

    @Test
    void waitsGrowWithJitterUpToTheirLimitAndNeverEnd() {
        put(new CilInput.Start());
        List<Long> waits = new ArrayList<>();
        for (int round = 0; round < 12; round++) {
            put(new CilInput.Lost(attempt(), "refused"));
            put(new CilInput.Lost(attempt(), "refused"));
            assertThat(machine.state()).isEqualTo(CilMachine.State.WAITING);
            waits.add(machine.nextDeadlineMs() - nowMs);
            pass(machine.nextDeadlineMs() - nowMs);
            assertThat(machine.state()).isEqualTo(CilMachine.State.CONNECTING);
        }

        assertThat(waits.getFirst()).isBetween(187L, 313L);
        assertThat(waits.getLast()).isBetween(7_500L, 12_500L);
        assertThat(waits.subList(6, 12)).doesNotHaveDuplicates();
    }

    @Test
    void theAgentIsSetAgainWhereTheServerCouldNotKnow() {
        live();
        Arguments args =
                Arguments.builder().put("AgentID", "1001").put("PeripheralID", 5000).build();
        put(new CilInput.Ask(11, "SetAgent", "", args));
        outputs.removeIf(CilOutput.Send.class::isInstance);
        comesAgain();

        assertThat(requests("SetAgent")).hasSize(1);
    }

    /** The connection breaks; another server knows nothing of the session. */
    private void comesAgain() {
        put(new CilInput.Lost(attempt(), "cut"));
        pass(1_000);
        put(new CilInput.Connected(attempt()));
        number = 0;
        says(welcome(false, 1));
    }

    private List<Request> requests(String name) {
        return all(CilOutput.Send.class).stream()
                .map(CilOutput.Send::frame)
                .filter(Request.class::isInstance)
                .map(Request.class::cast)
                .filter(each -> each.name().equals(name))
                .toList();
    }

    private static Arguments agent(String id) {
        return Arguments.builder().put("AgentID", id).put("PeripheralID", 5000).build();
    }

    @Test
    void anAgentThatTheProgramSetsAgainItselfIsSetOnceAndTheProgramHearsTheEnd() {
        live();
        put(new CilInput.Ask(11, "SetAgent", "", agent("1001")));
        outputs.removeIf(CilOutput.Send.class::isInstance);
        comesAgain();
        put(new CilInput.Ask(12, "SetAgent", "", agent("1001")));

        assertThat(requests("SetAgent")).hasSize(1);
        long id = requests("SetAgent").getFirst().id();
        says(Reply.builder().id(id).outcome(Outcome.DONE).build());
        assertThat(last(CilOutput.Ended.class).token()).isEqualTo(12);
        put(new CilInput.Ask(13, "SetAgent", "", agent("1002")));
        assertThat(requests("SetAgent")).hasSize(2);
    }

    @Test
    void whatWasRefusedOrAskedWithoutAConnectionIsNotAskedByTheLibraryItself() {
        put(new CilInput.Ask(10, "SetAgent", "", agent("1001")));
        live();
        assertThat(requests("SetAgent")).isEmpty();
        put(new CilInput.Ask(11, "SetAgent", "", agent("9999")));
        long id = requests("SetAgent").getFirst().id();
        says(Reply.builder().id(id).outcome(Outcome.FAILED).code(11).text("No agent").build());
        comesAgain();
        assertThat(requests("SetAgent")).hasSize(1);
    }

    @Test
    void clientsBeginAtEitherServer() {
        Set<CilServer> first = new HashSet<>();
        for (long seed = 0; seed < 20; seed++) {
            CilMachine one = fresh(seed * 7919);
            one.onInput(new CilInput.Start(), nowMs, outputs::add);
            first.add(last(CilOutput.Connect.class).server());
        }
        assertThat(first).hasSize(2);
    }

    private static CilMachine fresh(long seed) {
        return new CilMachine(
                CilSettings.of("test", new CilServer("a", 1), new CilServer("b", 2)), seed);
    }

    @Test
    @Tag("BEH-283")
    @Tag("BEH-352")
    @Tag("BEH-472")
    void aBrokenSocketLeadsToTheOtherServerWithinASecondEachClientInItsOwnMoment() {
        Set<Long> moments = new TreeSet<>();
        for (long seed = 0; seed < 40; seed++) {
            CilMachine one = fresh(seed * 7919);
            outputs.clear();
            one.onInput(new CilInput.Start(), nowMs, outputs::add);
            CilServer first = last(CilOutput.Connect.class).server();
            one.onInput(new CilInput.Connected(attempt()), nowMs, outputs::add);
            one.onInput(new CilInput.Said(attempt(), welcome(false, 1)), nowMs, outputs::add);
            one.onInput(new CilInput.Lost(attempt(), "reset"), nowMs, outputs::add);
            long waitMs = one.nextDeadlineMs() - nowMs;
            assertThat(waitMs).isBetween(0L, 1_000L);
            moments.add(waitMs / 100);
            one.onTime(one.nextDeadlineMs(), outputs::add);
            assertThat(last(CilOutput.Connect.class).server()).isNotEqualTo(first);
            assertThat(all(CilOutput.Send.class)).noneMatch(each -> each.frame() instanceof Ping);
        }
        assertThat(moments).hasSizeGreaterThan(6);
    }

    private void settingsSay(int autoLogin) {
        Arguments profile =
                Arguments.builder().put("PeripheralID", 5000).put("AutoLogin", autoLogin).build();
        Arguments login =
                Arguments.builder().put("ConnectionProfiles", List.<Object>of(profile)).build();
        event("OnGlobalSettingsDownloadConf", "", "Login", login);
    }

    private void asks(String name) {
        Arguments args = Arguments.builder().put("AgentPassword", "secret").build();
        put(new CilInput.Ask(20, name, "agent.5000.1001", args));
        long id = requests(name).getLast().id();
        Arguments token = Arguments.builder().put("Token", "token-2").build();
        says(Reply.builder().id(id).outcome(Outcome.DONE).args(token).build());
    }

    private void isNotTakenByTheToken() {
        event("OnCTIOSFailure", "", "FailureCode", 11);
    }

    @Test
    @Tag("BEH-310")
    void whereTheProfileSaysSoAnAgentWhoseTokenDoesNotCountAnyMoreIsLoggedInOnceMore() {
        live();
        settingsSay(1);
        asks("Login");
        isNotTakenByTheToken();
        assertThat(requests("Login")).as("without a break").hasSize(1);
        comesAgain();
        isNotTakenByTheToken();
        isNotTakenByTheToken();

        assertThat(requests("Login")).hasSize(2);
        assertThat(requests("Login").getLast().args().text("AgentPassword")).isEqualTo("secret");
    }

    @Test
    @Tag("BEH-310")
    void whereTheProfileDoesNotSayAutoLoginTheAgentLogsInByHand() {
        live();
        settingsSay(0);
        asks("Login");
        comesAgain();
        isNotTakenByTheToken();
        assertThat(requests("Login")).hasSize(1);
    }

    @Test
    @Tag("BEH-310")
    void whoLoggedOutIsNotLoggedInAgainAndIsSetAsTheSessionsAgentOnly() {
        live();
        settingsSay(1);
        put(new CilInput.Ask(11, "SetAgent", "", agent("1001")));
        asks("Login");
        asks("Logout");
        comesAgain();
        isNotTakenByTheToken();
        assertThat(requests("Login")).hasSize(1);
        assertThat(requests("SetAgent")).hasSize(2);
    }

    @Test
    @Tag("BEH-310")
    void whomSomebodyElseLoggedOutIsNotLoggedInAgain() {
        live();
        settingsSay(1);
        asks("Login");
        event("OnPostLogout", "agent.5000.1001", "EventReasonCode", 999);
        comesAgain();
        isNotTakenByTheToken();
        assertThat(requests("Login")).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {50_003, 0xFFFF})
    @Tag("BEH-310")
    void whoseLogoutWasNobodysWishAndAnybodyElsesLogoutLeaveTheAutoLogin(int reason) {
        live();
        settingsSay(1);
        asks("Login");
        event("OnPostLogout", "agent.5000.1002", "EventReasonCode", 1);
        event("OnPostLogout", "agent.5000.1001", "EventReasonCode", reason);
        comesAgain();
        isNotTakenByTheToken();
        assertThat(requests("Login")).hasSize(2);
    }

    @Test
    void aServerThatRefusesIsNotAskedAgain() {
        put(new CilInput.Start());
        put(new CilInput.Connected(attempt()));
        says(new Closing("refused", "Update the program.", false));

        assertThat(machine.state()).isEqualTo(CilMachine.State.STOPPED);
        assertThat(raised()).contains("OnConnectionRejected");
        pass(60_000);
        assertThat(all(CilOutput.Connect.class)).hasSize(1);
    }

    @Test
    void disconnectingSaysGoodbye() {
        live();
        put(new CilInput.Stop("enough"));

        assertThat(last(CilOutput.Send.class).frame()).isEqualTo(new Goodbye("enough"));
        assertThat(raised()).endsWith("OnConnectionClosed");
    }
}
