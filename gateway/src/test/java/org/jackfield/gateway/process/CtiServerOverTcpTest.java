package org.jackfield.gateway.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.jackfield.gateway.ctiserver.CtiServerSettings;
import org.jackfield.gateway.ctiserver.ScriptedReads;
import org.jackfield.gateway.member.MemberSettings;
import org.jackfield.gateway.opc.OpcOutput;
import org.jackfield.gateway.opc.OpcOutput.Emit;
import org.jackfield.gateway.opc.OpcOutput.Scope;
import org.jackfield.protocol.ged188.AgentState;
import org.jackfield.protocol.ged188.BeginCallEvent;
import org.jackfield.protocol.ged188.SetAgentStateConf;
import org.jackfield.protocol.link.EventLoops;
import org.jackfield.protocol.link.LinkSettings;
import org.jackfield.protocol.link.ListenException;
import org.jackfield.protocol.log.Calendar;
import org.jackfield.protocol.log.ClientClosed;
import org.jackfield.protocol.log.ClientRequested;
import org.jackfield.protocol.log.Genesis;
import org.jackfield.protocol.log.Hello;
import org.jackfield.protocol.log.Input;
import org.jackfield.protocol.log.SettingSet;
import org.jackfield.protocol.site.SiteAgent;
import org.jackfield.protocol.site.SitePeripheral;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Real TCP, rude clients, an OPC that says what the test wants. */
@Timeout(60)
class CtiServerOverTcpTest {

    private static final int ALL_EVENTS = 0x10;
    private static final int CLIENT_CONTROL = 0x04;
    private static final int FAILURE_CONF = 1;
    private static final int FAILURE_EVENT = 2;
    private static final int OPEN_CONF = 4;
    private static final int SYSTEM_EVENT = 31;
    private static final int QUEUE_BYTES_MAX = 400_000;

    private final ScriptedReads reads =
            new ScriptedReads().phone("P1", "2001").agent("1001", "P1", AgentState.AVAILABLE);
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final ScriptedOpc opc = new ScriptedOpc(this::script);
    private int lastCallId;
    private EventLoops loops;
    private GatewayProcess gateway;

    @BeforeEach
    void launch() {
        loops = EventLoops.start("test-io");
        gateway = launch(0, opc);
    }

    private GatewayProcess launch(int port, ScriptedOpc machine) {
        GatewaySettings settings =
                new GatewaySettings(
                        "test",
                        List.of(
                                new GatewaySettings.Side("A", "127.0.0.1", port),
                                new GatewaySettings.Side("B", "127.0.0.1", 0)),
                        ZoneId.of("Europe/Berlin"),
                        CtiServerSettings.DEFAULTS.servingWhenStandby(),
                        MemberSettings.DEFAULTS,
                        new LinkSettings(QUEUE_BYTES_MAX, 50_000, 100, 3_000, 1_000),
                        100_000,
                        Map.of());
        return GatewayProcess.launch(
                settings,
                site(),
                List.of(),
                loops,
                new GatewayProcess.Replica(machine, reads),
                (severity, text) -> lines.add(text));
    }

    private static SiteData site() {
        SiteAgent agent = SiteAgent.builder().peripheral(5000).id("1001").loginName("anna").build();
        return new SiteData(
                List.of(new SitePeripheral(5000, "test", 17)),
                List.of(),
                List.of(agent),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                Map.of("1001", PasswordHash.of("right", PasswordHash.Cost.PUBLIC)));
    }

    /** A login is confirmed; MAKE_CALL floods everybody with calls. */
    private List<OpcOutput> script(Input input) {
        if (!(input instanceof ClientRequested request)) {
            return List.of();
        }
        List<OpcOutput> outputs = new ArrayList<>();
        switch (request.request().type()) {
            case SET_AGENT_STATE_REQ ->
                    outputs.add(
                            new OpcOutput.Answer(
                                    request.session(),
                                    SetAgentStateConf.builder()
                                            .invokeId((long) request.request().field(0))
                                            .build()));
            case MAKE_CALL_REQ -> {
                for (int i = 1; i <= 2_000; i++) {
                    outputs.add(call(++lastCallId));
                }
            }
            default -> outputs.add(call(++lastCallId));
        }
        return outputs;
    }

    private static Emit call(int callId) {
        return new Emit(
                BeginCallEvent.builder()
                        .peripheralId(5000)
                        .connectionCallId(callId)
                        .connectionDeviceId("trunk")
                        .ani("0301234567")
                        .callVariable1("x".repeat(40))
                        .callVariable2("y".repeat(40))
                        .build(),
                new Scope(5000, callId, List.of("P1"), ""));
    }

    @AfterEach
    void close() {
        gateway.close();
        loops.close();
    }

    @Test
    void anAllEventsClientReadsACallByOffsets() throws IOException {
        reads.call(7, "P1");
        try (RawClient client = new RawClient(gateway.port("A"))) {
            RawClient.Frame conf = client.open(ALL_EVENTS);
            assertThat(conf.type()).isEqualTo(OPEN_CONF);
            assertThat(conf.number(8)).isEqualTo(1);
            assertThat(conf.number(12)).isEqualTo(ALL_EVENTS);
            assertThat(conf.half(28)).isEqualTo(1);
            RawClient.Frame system = client.next();
            assertThat(system.type()).isEqualTo(SYSTEM_EVENT);
            assertThat(system.number(16)).isEqualTo(3);
            assertThat(system.number(20)).isEqualTo(5000);
            RawClient.Frame begin = client.next(23);
            assertThat(begin.number(8)).isZero();
            assertThat(begin.number(12)).isEqualTo(5000);
            assertThat(begin.number(28)).isEqualTo(7);
            assertThat(begin.text(34, 8)).isEqualTo("0301234567");
        }
    }

    @Test
    void bothSidesServeAndAClientThatCrashesIsReportedToTheLog() throws IOException {
        try (RawClient a = new RawClient(gateway.port("A"));
                RawClient b = new RawClient(gateway.port("B"))) {
            assertThat(a.open(ALL_EVENTS).type()).isEqualTo(OPEN_CONF);
            assertThat(b.open(ALL_EVENTS).type()).isEqualTo(OPEN_CONF);
            b.socket().setSoLinger(true, 0);
        }
        until(() -> opc.taken().stream().filter(ClientClosed.class::isInstance).count() == 2);
    }

    @Test
    void theMachineHearsHelloThenGenesisThenTheCalendarThenTheSite() {
        List<Class<?>> first = new ArrayList<>();
        opc.taken().forEach(input -> first.add(input.getClass()));
        first.remove(org.jackfield.protocol.log.Alive.class);
        first.remove(org.jackfield.protocol.log.Alive.class);
        assertThat(first.subList(0, 4))
                .containsExactly(Hello.class, Hello.class, Genesis.class, Calendar.class);
        assertThat(first)
                .endsWith(
                        org.jackfield.protocol.log.PeripheralSet.class,
                        org.jackfield.protocol.log.AgentSet.class);
    }

    @Test
    void garbageCostsOneConnection() throws IOException {
        try (RawClient good = new RawClient(gateway.port("A"));
                RawClient bad = new RawClient(gateway.port("A"))) {
            good.open(ALL_EVENTS);
            bad.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            assertThat(bad.next().type()).isEqualTo(FAILURE_CONF);
            assertThat(bad.isClosed()).isTrue();
            stillServed(good);
        }
    }

    @Test
    void aHugeLengthIsRefusedWithoutWaitingForTheBytes() throws IOException {
        try (RawClient client = new RawClient(gateway.port("A"))) {
            client.open(ALL_EVENTS);
            client.send(ByteBuffer.allocate(8).putInt(0x7FFFFFFF).putInt(5).array());
            RawClient.Frame failure = client.next(FAILURE_CONF);
            assertThat(failure.number(12)).isEqualTo(2);
            assertThat(client.isClosed()).isTrue();
        }
    }

    @Test
    void aTruncatedBodyIsRefusedAsMalformed() throws IOException {
        try (RawClient client = new RawClient(gateway.port("A"))) {
            client.open(ALL_EVENTS | CLIENT_CONTROL);
            client.send(42, ByteBuffer.allocate(6).putInt(99).putShort((short) 0).array());
            RawClient.Frame failure = client.next(FAILURE_CONF);
            assertThat(failure.number(8)).isEqualTo(99);
            assertThat(failure.number(12)).isEqualTo(25);
            assertThat(client.isClosed()).isTrue();
        }
    }

    @Test
    void aFrameMayComeInSmallPieces() throws IOException {
        try (RawClient client = new RawClient(gateway.port("A"))) {
            byte[] body = RawClient.openBody(24, 20, ALL_EVENTS);
            byte[] frame =
                    ByteBuffer.allocate(8 + body.length)
                            .putInt(body.length)
                            .putInt(3)
                            .put(body)
                            .array();
            for (byte each : frame) {
                client.send(new byte[] {each});
            }
            assertThat(client.next().type()).isEqualTo(OPEN_CONF);
        }
    }

    @Test
    @Tag("BEH-252")
    void aWrongVersionIsRefusedByItsNumber() throws IOException {
        try (RawClient client = new RawClient(gateway.port("A"))) {
            client.send(3, RawClient.openBody(26, 20, ALL_EVENTS));
            RawClient.Frame failure = client.next();
            assertThat(failure.type()).isEqualTo(FAILURE_CONF);
            assertThat(failure.number(8)).isEqualTo(1);
            assertThat(failure.number(12)).isEqualTo(1);
            assertThat(client.isClosed()).isTrue();
        }
    }

    @Test
    void openingTwiceEndsTheSession() throws IOException {
        try (RawClient client = new RawClient(gateway.port("A"))) {
            client.open(ALL_EVENTS);
            client.send(3, RawClient.openBody(24, 20, ALL_EVENTS));
            assertThat(client.next(FAILURE_CONF).number(12)).isEqualTo(5);
            assertThat(client.isClosed()).isTrue();
        }
    }

    @Test
    @Tag("BEH-254")
    void aClientSilentPastItsIdleTimeoutIsToldAndClosed() throws IOException {
        try (RawClient client = new RawClient(gateway.port("A"))) {
            client.open(ALL_EVENTS);
            client.socket().setSoTimeout(30_000);
            RawClient.Frame failure = client.next(FAILURE_EVENT);
            assertThat(failure.number(8)).isEqualTo(16);
            assertThat(client.isClosed()).isTrue();
        }
    }

    @Test
    void aClientThatNeverReadsIsWarnedThenCutAndOthersAreServed() throws IOException {
        try (RawClient good = new RawClient(gateway.port("A"));
                RawClient lazy = new RawClient(gateway.port("A"))) {
            lazy.open(ALL_EVENTS);
            good.open(CLIENT_CONTROL);
            for (int i = 0; i < 60; i++) {
                good.send(56, makeCallBody(i));
            }
            until(() -> lines.stream().anyMatch(line -> line.contains("LinkQueueBytesMax")));
            assertThat(lines).anyMatch(line -> line.contains("reads slowly"));
            stillServed(good);
        }
    }

    @Test
    void theRightPasswordIsVerifiedAndNoPasswordReachesTheLogOrTheLines() throws IOException {
        try (RawClient client = new RawClient(gateway.port("A"))) {
            client.open(CLIENT_CONTROL);
            client.send(38, loginBody(5, "right"));
            assertThat(client.next(39).number(8)).isEqualTo(5);
            client.send(38, loginBody(6, "wrong"));
            assertThat(client.next(39).number(8)).isEqualTo(6);
        }
        List<ClientRequested> requests = new ArrayList<>();
        for (Input input : opc.taken()) {
            if (input instanceof ClientRequested request) {
                requests.add(request);
            }
        }
        assertThat(requests).extracting(ClientRequested::verified).containsExactly(true, false);
        assertThat(requests.toString()).doesNotContain("right", "wrong");
        assertThat(lines).noneMatch(line -> line.contains("right") || line.contains("wrong"));
    }

    @Test
    void whenTheGatewayEndsItsClientsAreTold() throws IOException {
        try (RawClient client = new RawClient(gateway.port("A"))) {
            client.open(ALL_EVENTS);
            gateway.close();
            assertThat(client.next(FAILURE_EVENT).number(8)).isEqualTo(15);
            assertThat(client.isClosed()).isTrue();
        }
    }

    @Test
    void aPortInUseIsRefusedNamingAddressSettingAndRemedy() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            int port = taken.getLocalPort();
            assertThatThrownBy(() -> launch(port, new ScriptedOpc(input -> List.of())))
                    .isInstanceOf(ListenException.class)
                    .hasMessageContaining("127.0.0.1:" + port)
                    .hasMessageContaining("CtiServerPort of side A")
                    .hasMessageContaining("stop that program");
        }
    }

    @Test
    void aSettingOfTheMachineThatChangedInTheRegistryIsHandedInAtOnce() {
        gateway.machineSettings(Map.of("HoldMusic", "jazz"));
        until(() -> opc.taken().contains(new SettingSet("HoldMusic", "jazz")));
    }

    /** MAKE_CALL_REQ: two words, eight halves, two counts, the skill group. */
    static byte[] makeCallBody(int invokeId) {
        return ByteBuffer.allocate(32 + 4 + 3 + 4 + 2)
                .putInt(invokeId)
                .putInt(5000)
                .put(new byte[20])
                .putInt(0xFFFFFFFF)
                .putShort((short) 6)
                .putShort((short) 3)
                .put("P1\0".getBytes(StandardCharsets.ISO_8859_1))
                .putShort((short) 11)
                .putShort((short) 2)
                .put("1\0".getBytes(StandardCharsets.ISO_8859_1))
                .array();
    }

    /** SET_AGENT_STATE_REQ, state 0: login on P1 as 1001. */
    private static byte[] loginBody(int invokeId, String password) {
        return ByteBuffer.allocate(21 + 7 + 9 + 10)
                .putInt(invokeId)
                .putInt(5000)
                .put(new byte[8])
                .put((byte) 0)
                .putInt(0)
                .putShort((short) 6)
                .putShort((short) 3)
                .put("P1\0".getBytes(StandardCharsets.ISO_8859_1))
                .putShort((short) 5)
                .putShort((short) 5)
                .put("1001\0".getBytes(StandardCharsets.ISO_8859_1))
                .putShort((short) 49)
                .putShort((short) 6)
                .put((password + "\0").getBytes(StandardCharsets.ISO_8859_1))
                .array();
    }

    private static void stillServed(RawClient client) throws IOException {
        client.send(5, ByteBuffer.allocate(4).putInt(77).array());
        assertThat(client.next(6).number(8)).isEqualTo(77);
    }

    private static void until(BooleanSupplier condition) {
        long deadline = System.nanoTime() + 20_000_000_000L;
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("in time").isLessThan(deadline);
            LockSupport.parkNanos(5_000_000);
        }
    }
}
