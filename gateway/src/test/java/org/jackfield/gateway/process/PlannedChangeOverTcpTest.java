package org.jackfield.gateway.process;

import static org.assertj.core.api.Assertions.assertThat;

import org.jackfield.gateway.ctiserver.CtiServerSettings;
import org.jackfield.gateway.ctiserver.ScriptedReads;
import org.jackfield.gateway.member.MemberSettings;
import org.jackfield.gateway.opc.OpcOutput;
import org.jackfield.protocol.ged188.AgentState;
import org.jackfield.protocol.link.EventLoops;
import org.jackfield.protocol.link.LinkSettings;
import org.jackfield.protocol.log.ActiveSideAsked;
import org.jackfield.protocol.log.ClientRequested;
import org.jackfield.protocol.log.Hello;
import org.jackfield.protocol.log.Input;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;

/** Messages 277 to 281 as a foreign client of version 24 reads and writes them, byte by byte. */
@Timeout(60)
class PlannedChangeOverTcpTest {

    private static final int SERVICES = 0x02000000 | 0x10 | 0x04;
    private static final int FAILURE_CONF = 1;
    private static final int FAILURE_EVENT = 2;
    private static final int OPEN_CONF = 4;
    private static final int MAKE_CALL = 56;
    private static final int STANDBY_ACTIVE = 277;
    private static final int MAINTENANCE_REQ = 278;
    private static final int MAINTENANCE_RESP = 279;
    private static final int MAINTENANCE_EVENT = 280;
    private static final int STOPPING = 281;

    private final ScriptedReads reads =
            new ScriptedReads().phone("P1", "2001").agent("1001", "P1", AgentState.AVAILABLE);
    private final ScriptedOpc opc = new ScriptedOpc(PlannedChangeOverTcpTest::script);
    private EventLoops loops;
    private GatewayProcess gateway;

    /** MAKE_CALL stands for the operator's word; side A serves until the log has its order. */
    private static List<OpcOutput> script(Input input) {
        return switch (input) {
            case Hello hello when hello.side().equals("A") -> List.of(new OpcOutput.ServingSide(0));
            case ClientRequested operator -> List.of(new OpcOutput.ClientsToAsk(5000, 1, 0));
            case ActiveSideAsked order -> List.of(new OpcOutput.ServingSide(order.source()));
            default -> List.of();
        };
    }

    @BeforeEach
    void launch() {
        loops = EventLoops.start("test-io");
        gateway =
                GatewayProcess.launch(
                        new GatewaySettings(
                                "test",
                                List.of(
                                        new GatewaySettings.Side("A", "127.0.0.1", 0),
                                        new GatewaySettings.Side("B", "127.0.0.1", 0)),
                                ZoneId.of("Europe/Berlin"),
                                CtiServerSettings.DEFAULTS,
                                MemberSettings.DEFAULTS,
                                LinkSettings.DEFAULTS,
                                100_000,
                                Map.of()),
                        SiteData.NONE,
                        List.of(),
                        loops,
                        new GatewayProcess.Replica(opc, reads),
                        (severity, text) -> {});
    }

    @AfterEach
    void close() {
        gateway.close();
        loops.close();
    }

    @Test
    @Tag("BEH-349")
    void aClientIsAskedAnswersStopsAndIsServedAtTheOtherSideWhereItWaited() throws IOException {
        try (RawClient a = new RawClient(gateway.port("A"));
                RawClient b = new RawClient(gateway.port("B"))) {
            assertThat(a.open(SERVICES).type()).isEqualTo(OPEN_CONF);
            assertThat(b.open(SERVICES).type()).isEqualTo(OPEN_CONF);
            operatorMoves();
            RawClient.Frame question = a.next(MAINTENANCE_REQ);
            assertThat(question.bytes()).hasSize(12);
            a.send(MAINTENANCE_RESP, response(question.number(8), 1));
            RawClient.Frame decision = a.next();
            assertThat(decision.type()).isEqualTo(MAINTENANCE_EVENT);
            assertThat(decision.bytes()).hasSize(10);
            assertThat(decision.half(8)).isEqualTo(1);
            a.send(STOPPING, new byte[0]);
            RawClient.Frame turned = b.next();
            assertThat(turned.type()).isEqualTo(STANDBY_ACTIVE);
            assertThat(turned.bytes()).hasSize(8);
            assertThat(a.next(FAILURE_EVENT).number(8)).isEqualTo(15);
            assertThat(a.isClosed()).isTrue();
            b.send(5, ByteBuffer.allocate(4).putInt(77).array());
            assertThat(b.next(6).number(8)).isEqualTo(77);
        }
    }

    @Test
    void aRefusalTakesTheChangeBack() throws IOException {
        try (RawClient a = new RawClient(gateway.port("A"))) {
            a.open(SERVICES);
            operatorMoves();
            RawClient.Frame question = a.next(MAINTENANCE_REQ);
            a.send(MAINTENANCE_RESP, response(question.number(8), 0));
            RawClient.Frame decision = a.next();
            assertThat(decision.type()).isEqualTo(MAINTENANCE_EVENT);
            assertThat(decision.half(8)).isZero();
            a.send(5, ByteBuffer.allocate(4).putInt(77).array());
            assertThat(a.next(6).number(8)).isEqualTo(77);
        }
    }

    @Test
    void aClientOfVersion23IsNotAskedAndItsAnswerIsRefused() throws IOException {
        try (RawClient answers = new RawClient(gateway.port("A"));
                RawClient silent = new RawClient(gateway.port("A"))) {
            answers.send(3, RawClient.openBody(23, 20, SERVICES));
            silent.send(3, RawClient.openBody(23, 20, SERVICES));
            assertThat(answers.next().type()).isEqualTo(OPEN_CONF);
            assertThat(silent.next().type()).isEqualTo(OPEN_CONF);
            answers.send(MAINTENANCE_RESP, response(9, 1));
            assertThat(answers.next(FAILURE_CONF).number(8)).isEqualTo(9);
            assertThat(answers.isClosed()).isTrue();
            operatorMoves();
            assertThat(silent.next(FAILURE_EVENT).number(8)).isEqualTo(15);
        }
    }

    private static byte[] response(int invokeId, int accepted) {
        return ByteBuffer.allocate(6).putInt(invokeId).putShort((short) accepted).array();
    }

    /** Where nobody is asked the change comes before the heartbeat's answer. */
    private void operatorMoves() throws IOException {
        byte[] order = CtiServerOverTcpTest.makeCallBody(1);
        try (RawClient operator = new RawClient(gateway.port("A"))) {
            operator.open(0x04);
            operator.send(
                    ByteBuffer.allocate(8 + order.length + 12)
                            .putInt(order.length)
                            .putInt(MAKE_CALL)
                            .put(order)
                            .putInt(4)
                            .putInt(5)
                            .putInt(78)
                            .array());
            assertThat(operator.next().type()).isIn(6, FAILURE_EVENT);
        }
    }
}
