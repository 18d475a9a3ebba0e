package org.jackfield.gateway.opc;

import static org.assertj.core.api.Assertions.assertThat;

import org.jackfield.protocol.ged188.AgentState;
import org.jackfield.protocol.ged188.ConsultationCallConf;
import org.jackfield.protocol.ged188.ControlFailureConf;
import org.jackfield.protocol.ged188.DeflectCallReq;
import org.jackfield.protocol.pim.DeviceInService;
import org.jackfield.protocol.pim.Dial;
import org.jackfield.protocol.pim.FailReason;
import org.jackfield.protocol.pim.Failed;
import org.jackfield.protocol.pim.PimCommand;
import org.jackfield.protocol.pim.SwitchDown;
import org.jackfield.protocol.site.WrapUpMode;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * PeripheralErrorCode of a refusal: each code that our sources name is one of the table, and each
 * is provoked here, but for those of the agents' own tests.
 */
@Tag("ERR-005")
@Tag("ERR-006")
@Tag("ERR-007")
@Tag("ERR-008")
@Tag("ERR-013")
@Tag("ERR-014")
@Tag("ERR-015")
@Tag("ERR-016")
@Tag("ERR-018")
@Tag("ERR-019")
@Tag("ERR-021")
@Tag("ERR-030")
@Tag("ERR-037")
@Tag("ERR-066")
@Tag("ERR-067")
@Tag("ERR-095")
@Tag("ERR-099")
@Tag("ERR-102")
@Tag("ERR-103")
@Tag("ERR-109")
@Tag("ERR-111")
@Tag("ERR-112")
@Tag("ERR-114")
@Tag("ERR-115")
@Tag("ERR-116")
@Tag("ERR-117")
@Tag("ERR-142")
@Tag("ERR-145")
@Tag("ERR-149")
@Tag("ERR-166")
@Tag("ERR-172")
@Tag("ERR-180")
@Tag("ERR-181")
@Tag("BEH-373")
class ErrorCodesTest {

    /** Not to be had through a bench whose phone is busy when its agent is reserved. */
    private static final Set<Long> OF_THE_AGENTS_OWN_TESTS = Set.of(10106L);

    private static final Pattern CODE = Pattern.compile("\\b(10|13|20)\\d{3}\\b");

    private final OpcBench bench = new OpcBench();
    private final Asks asks = new Asks(bench);
    private long call;
    private long consultation;

    private static Map<Long, Consumer<ErrorCodesTest>> provocations() {
        Map<Long, Consumer<ErrorCodesTest>> all = new TreeMap<>();
        all.put(10004L, t -> t.bench.ask(t.asks.make("9999", "0049123")));
        all.put(10101L, t -> t.bench.agentState(1, AgentState.LOGOUT));
        all.put(10102L, t -> t.twice(() -> t.bench.login(1)));
        all.put(10103L, ErrorCodesTest::dialWhenReady);
        all.put(10108L, ErrorCodesTest::askToTalk);
        all.put(10109L, t -> t.dial("nonsense"));
        all.put(10111L, ErrorCodesTest::readyBeforeWrapUp);
        all.put(10112L, ErrorCodesTest::logOutWhenReady);
        all.put(13044L, t -> t.bench.ask(t.asks.hold(4711, "1001")));
        all.put(13045L, ErrorCodesTest::conferenceWhileItRings);
        all.put(13047L, ErrorCodesTest::alternateOfTwoPhones);
        all.put(13056L, ErrorCodesTest::conferenceWithoutConsultation);
        all.put(13063L, ErrorCodesTest::consultAboutAHeldCall);
        all.put(13092L, t -> t.talking(() -> t.bench.ask(t.asks.dtmf(t.call, "1001", "x"))));
        all.put(13093L, ErrorCodesTest::keysWhileHeld);
        all.put(13121L, ErrorCodesTest::transferWhileItRings);
        all.put(13125L, ErrorCodesTest::transferOfACallThatIsNotHeld);
        all.put(20000L, t -> t.dialFails(FailReason.REJECTED));
        all.put(20001L, t -> t.dialFails(FailReason.NO_ANSWER));
        all.put(20007L, t -> t.talking(() -> t.bench.ask(t.asks.make("1001", "0049123"))));
        all.put(20009L, t -> t.talking(() -> t.bench.ask(t.asks.consult(t.call, "1001", "301"))));
        all.put(20010L, ErrorCodesTest::answerWhatDoesNotRing);
        all.put(20013L, ErrorCodesTest::sendToABusyPhone);
        all.put(20014L, ErrorCodesTest::customerHangsUpWhileTheCallIsSentOn);
        all.put(20015L, ErrorCodesTest::holdWhatRings);
        all.put(20017L, t -> t.talking(t::retrieveHeldByKey));
        all.put(20063L, t -> t.dialFails(FailReason.BUSY));
        all.put(20066L, ErrorCodesTest::askTwiceAtOnce);
        all.put(
                20069L,
                t -> t.talking(() -> t.bench.ask(t.asks.alternate(t.call, t.call, "1001"))));
        all.put(20070L, ErrorCodesTest::conferenceOfSeventeen);
        all.put(20112L, ErrorCodesTest::retrieveBesideAnActiveCall);
        all.put(20119L, ErrorCodesTest::callAPhoneThatIsAway);
        all.put(20153L, t -> t.bench.ask(DeflectCallReq.builder().peripheralId(5000).build()));
        all.put(20512L, ErrorCodesTest::askWhileTheSwitchIsAway);
        return all;
    }

    static Set<Long> provoked() {
        return provocations().keySet();
    }

    @ParameterizedTest
    @MethodSource("provoked")
    void aRefusalHasTheCodeOfTheTable(long code) {
        provocations().get(code).accept(this);
        assertThat(bench.last(ControlFailureConf.class).peripheralErrorCode()).isEqualTo(code);
        assertThat(bench.last(ControlFailureConf.class).text()).isNotBlank();
    }

    @Test
    void everyCodeThatTheSourcesNameIsOneOfTheTable() throws IOException {
        Set<Long> table = new TreeSet<>();
        for (Map<String, String> row : SpecTable.rows("spec/error_codes.tsv")) {
            if (row.get("code").matches("\\d+")) {
                table.add(Long.parseLong(row.get("code")));
            }
        }
        assertThat(table).containsAll(named());
    }

    @Test
    void everyCodeThatTheSourcesNameIsProvoked() throws IOException {
        Set<Long> missing = new TreeSet<>(named());
        missing.removeAll(provoked());
        missing.removeAll(OF_THE_AGENTS_OWN_TESTS);
        assertThat(missing).isEmpty();
    }

    private static Set<Long> named() throws IOException {
        Path root = Path.of("").toAbsolutePath();
        while (!Files.exists(root.resolve("gateway/src/main/java"))) {
            root = root.getParent();
        }
        Path gateway = root.resolve("gateway/src/main/java/org/jackfield/gateway");
        Set<Long> codes = new TreeSet<>();
        for (String room : List.of("opc", "agent")) {
            try (Stream<Path> files = Files.list(gateway.resolve(room))) {
                for (Path file : files.filter(each -> each.toString().endsWith(".java")).toList()) {
                    Matcher matcher = CODE.matcher(Files.readString(file));
                    boolean reasons = file.endsWith("SystemReason.java");
                    while (!reasons && matcher.find()) {
                        codes.add(Long.parseLong(matcher.group()));
                    }
                }
            }
        }
        return codes;
    }

    private void twice(Runnable action) {
        action.run();
        action.run();
    }

    private void talking(Runnable action) {
        bench.talkWithCustomer();
        call = bench.call();
        action.run();
    }

    private void dial(String number) {
        bench.login(1);
        bench.ask(asks.make("1001", number));
    }

    private void consult(boolean answered) {
        bench.login(2);
        bench.ask(asks.consult(call, "1001", "302"));
        consultation = bench.last(ConsultationCallConf.class).newConnectionCallId();
        if (answered) {
            bench.ask(asks.answer(consultation, "1002"));
        }
    }

    private void dialFails(FailReason reason) {
        bench.fake.deaf.add(Dial.class);
        dial("0049123");
        PimCommand last = bench.fake.commands.getLast();
        bench.report(new Failed(((Dial) last).operation(), reason, 0, "told to"));
    }

    private void dialWhenReady() {
        bench.ready(1);
        bench.ask(asks.make("1001", "0049123"));
    }

    private void askToTalk() {
        bench.login(1);
        bench.agentState(1, AgentState.TALKING);
    }

    private void readyBeforeWrapUp() {
        bench.wrapUp(WrapUpMode.REQUIRED, 10);
        talking(() -> bench.agentState(1, AgentState.AVAILABLE));
    }

    private void logOutWhenReady() {
        bench.ready(1);
        bench.agentState(1, AgentState.LOGOUT);
    }

    private void conferenceWhileItRings() {
        talking(() -> consult(false));
        bench.ask(asks.conference(consultation, call, "1001"));
    }

    private void transferWhileItRings() {
        talking(() -> consult(false));
        bench.ask(asks.transfer(consultation, call, "1001"));
    }

    private void alternateOfTwoPhones() {
        talking(() -> consult(true));
        bench.ask(
                asks.alternate(consultation, call, "1001").toBuilder()
                        .activeConnectionDeviceId("1002")
                        .build());
    }

    private void conferenceWithoutConsultation() {
        talking(() -> bench.ask(asks.conference(call, 0xFFFF_FFFFL, "1001")));
    }

    private void consultAboutAHeldCall() {
        talking(() -> bench.ask(asks.hold(call, "1001")));
        bench.ask(asks.consult(call, "1001", "302"));
    }

    private void keysWhileHeld() {
        talking(() -> bench.ask(asks.hold(call, "1001")));
        bench.ask(asks.dtmf(call, "1001", "12"));
    }

    private void transferOfACallThatIsNotHeld() {
        talking(() -> consult(true));
        bench.ask(asks.alternate(consultation, call, "1001"));
        bench.ask(asks.transfer(consultation, call, "1001"));
    }

    private void answerWhatDoesNotRing() {
        talking(() -> bench.ask(asks.hold(call, "1001")));
        bench.ask(asks.answer(call, "1001"));
    }

    private void sendToABusyPhone() {
        bench.login(2);
        bench.dialled("1002", "0049111");
        bench.ready(1);
        bench.arrive("0441234", "8000");
        call = bench.machine.calls(OpcBench.PERIPHERAL).getLast();
        bench.ask(asks.answer(call, "1001"));
        bench.ask(asks.blind(call, "1001", "302"));
    }

    private void customerHangsUpWhileTheCallIsSentOn() {
        bench.login(5);
        talking(() -> bench.fake.deaf.add(Dial.class));
        bench.ask(asks.blind(call, "1001", "305"));
        bench.fake.hangUp(bench.fake.at("0441234"));
        bench.run();
    }

    private void holdWhatRings() {
        bench.ready(1);
        bench.arrive("0441234", "8000");
        bench.ask(asks.hold(bench.call(), "1001"));
    }

    private void retrieveHeldByKey() {
        FakeSwitch.Channel phone = bench.fake.at("PJSIP/1001");
        phone.heldByPhone = true;
        bench.report(new org.jackfield.protocol.pim.Held(phone.id));
        bench.ask(asks.retrieve(call, "1001"));
    }

    private void askTwiceAtOnce() {
        talking(() -> bench.send(asks.hold(call, "1001")));
        bench.send(asks.hold(call, "1001"));
    }

    private void conferenceOfSeventeen() {
        talking(
                () -> {
                    for (int i = 10; i < 25; i++) {
                        String number = "00491" + i;
                        bench.ask(asks.consult(call, "1001", number));
                        long added = bench.last(ConsultationCallConf.class).newConnectionCallId();
                        bench.fake.answer(bench.fake.at(number));
                        bench.run();
                        bench.said.clear();
                        bench.ask(asks.conference(added, call, "1001"));
                    }
                });
    }

    private void retrieveBesideAnActiveCall() {
        talking(() -> consult(true));
        bench.ask(asks.retrieve(call, "1001"));
    }

    private void callAPhoneThatIsAway() {
        bench.report(new DeviceInService("PJSIP/1003", false, "unplugged"));
        dial("303");
    }

    private void askWhileTheSwitchIsAway() {
        talking(() -> bench.report(new SwitchDown("cut")));
        bench.ask(asks.hold(call, "1001"));
    }
}
