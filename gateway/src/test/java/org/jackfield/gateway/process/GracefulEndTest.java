package org.jackfield.gateway.process;

import static org.assertj.core.api.Assertions.assertThat;

import org.jackfield.gateway.ctiserver.ScriptedReads;
import org.jackfield.gateway.opc.OpcOutput;
import org.jackfield.protocol.ged188.AgentState;
import org.jackfield.protocol.ged188.MakeCallConf;
import org.jackfield.protocol.link.EventLoops;
import org.jackfield.protocol.log.ClientRequested;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;

/** A gateway that is told to end while its clients wait for answers. */
@Timeout(60)
class GracefulEndTest {

    private static final int SERVICES = 0x10 | 0x04;
    private static final int FAILURE_EVENT = 2;
    private static final int CONTROL_FAILURE = 35;
    private static final int MAKE_CALL = 56;
    private static final int MAKE_CALL_CONF = 57;
    private static final int REQUESTS_MAX = 10_000;
    private static final long BETWEEN_NS = 1_000_000;

    private final ScriptedReads reads =
            new ScriptedReads().phone("P1", "2001").agent("1001", "P1", AgentState.AVAILABLE);

    /** It answers nothing by itself. */
    private final ScriptedOpc opc = new ScriptedOpc(input -> List.of());

    private final List<String> lines = new CopyOnWriteArrayList<>();
    private EventLoops loops;
    private GatewayProcess gateway;
    private Thread ending;

    @BeforeEach
    void launch() {
        loops = EventLoops.start("test-io");
        gateway =
                GatewayProcess.launch(
                        GatewaySettings.demo(0, 0),
                        SiteData.NONE,
                        List.of(),
                        loops,
                        new GatewayProcess.Replica(opc, reads),
                        (severity, text) -> lines.add(severity + " " + text));
        ending = Thread.ofPlatform().name("ending").unstarted(gateway::close);
    }

    @AfterEach
    void close() throws InterruptedException {
        gateway.close();
        ending.join();
        loops.close();
    }

    private static void press(RawClient client, int invokeId) throws IOException {
        client.send(MAKE_CALL, CtiServerOverTcpTest.makeCallBody(invokeId));
    }

    private List<ClientRequested> taken() {
        return opc.taken().stream()
                .filter(ClientRequested.class::isInstance)
                .map(ClientRequested.class::cast)
                .toList();
    }

    @Test
    void whatWasAskedIsAnsweredAndWhatIsAskedFromThenOnIsRefusedBeforeTheEndIsTold()
            throws IOException {
        try (RawClient client = new RawClient(gateway.port("A"))) {
            client.open(SERVICES);
            press(client, 1);
            ending.start();
            RawClient.Frame first = pressUntilRefused(client);
            List<Integer> done = new ArrayList<>();
            for (ClientRequested each : taken()) {
                int invokeId = ((Number) each.request().field(0)).intValue();
                done.add(invokeId);
                opc.later(
                        new OpcOutput.Answer(
                                each.session(), MakeCallConf.builder().invokeId(invokeId).build()));
            }
            List<Integer> confirmed = new ArrayList<>();
            Set<Integer> refused = new TreeSet<>(Set.of(first.number(8)));
            for (RawClient.Frame next = client.next();
                    next.type() != FAILURE_EVENT;
                    next = client.next()) {
                if (next.type() == MAKE_CALL_CONF) {
                    confirmed.add(next.number(8));
                } else if (next.type() == CONTROL_FAILURE) {
                    assertThat(refused.add(next.number(8))).isTrue();
                }
            }
            assertThat(done).contains(1);
            assertThat(confirmed).containsExactlyElementsOf(done);
            assertThat(refused).doesNotContainAnyElementsOf(done);
            assertThat(client.isClosed()).isTrue();
            assertThat(lines).noneMatch(line -> line.contains("have no outcome"));
        }
    }

    private static RawClient.Frame pressUntilRefused(RawClient client) throws IOException {
        for (int pressed = 2; pressed < REQUESTS_MAX; pressed++) {
            press(client, pressed);
            LockSupport.parkNanos(BETWEEN_NS);
            while (client.socket().getInputStream().available() > 0) {
                RawClient.Frame heard = client.next();
                if (heard.type() == CONTROL_FAILURE) {
                    return heard;
                }
            }
        }
        throw new AssertionError("nothing of " + REQUESTS_MAX + " requests is refused");
    }

    @Test
    void aRequestThatNobodyAnswersHoldsTheEndUpForAMomentOnly() throws IOException {
        try (RawClient client = new RawClient(gateway.port("A"))) {
            client.open(SERVICES);
            press(client, 1);
            client.send(5, new byte[] {0, 0, 0, 9});
            client.next(6);
            ending.start();
            assertThat(client.next(FAILURE_EVENT).number(8)).isEqualTo(15);
            assertThat(client.isClosed()).isTrue();
            assertThat(lines).anyMatch(line -> line.contains("1 requests have no outcome"));
        }
    }
}
