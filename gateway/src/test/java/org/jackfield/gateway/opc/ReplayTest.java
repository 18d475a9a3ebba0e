package org.jackfield.gateway.opc;

import static org.assertj.core.api.Assertions.assertThat;

import org.jackfield.protocol.ged188.AgentState;
import org.jackfield.protocol.ged188.BeginCallEvent;
import org.jackfield.protocol.ged188.EndCallEvent;
import org.jackfield.protocol.ged188.Ged188Message;
import org.jackfield.protocol.log.ClientRequested;
import org.jackfield.protocol.log.Envelope;
import org.jackfield.protocol.log.KeptCall;
import org.jackfield.protocol.log.KeptConnection;
import org.jackfield.protocol.log.KeptLeg;
import org.jackfield.protocol.log.KeptOperation;
import org.jackfield.protocol.log.OpcSnapshot;
import org.jackfield.protocol.record.RecordReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** The same inputs give the same outputs, from a snapshot, and in another JVM. */
class ReplayTest {

    private static final int STEPS = 800;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void aMachineThatIsRestoredAtAnyStepGoesOnAsTheOther(long seed) {
        RandomSite site = new RandomSite(seed);
        OpcBench bench = site.bench;
        for (int i = 0; i < STEPS; i++) {
            site.step();
            if (i % 7 == 0) {
                byte[] kept = bench.machine.snapshot();
                OpcMachine restored = new OpcMachine();
                restored.restore(kept);
                assertThat(restored.snapshot()).as("seed %d step %d", seed, i).isEqualTo(kept);
                bench.machine = restored;
            }
        }
        RandomSite straight = new RandomSite(seed);
        for (int i = 0; i < STEPS; i++) {
            straight.step();
        }
        assertThat(bench.outputs).isEqualTo(straight.bench.outputs);
        assertThat(bench.machine.stateHash()).isEqualTo(straight.bench.machine.stateHash());
    }

    @ParameterizedTest
    @ValueSource(longs = {21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38})
    void everyCallThatBeginsEndsAndEveryRequestHasOneAnswer(long seed) {
        RandomSite site = new RandomSite(seed);
        for (int i = 0; i < STEPS; i++) {
            site.step();
        }
        site.goHome();
        OpcBench bench = site.bench;
        assertThat(bench.machine.calls(OpcBench.PERIPHERAL)).as("seed %d", seed).isEmpty();
        assertThat(bench.fake.channels).as("seed %d", seed).isEmpty();
        Set<Long> open = new LinkedHashSet<>();
        for (Ged188Message each : bench.said) {
            if (each instanceof BeginCallEvent begin) {
                assertThat(open.add(begin.connectionCallId())).isTrue();
            } else if (each instanceof EndCallEvent end) {
                assertThat(open.remove(end.connectionCallId())).isTrue();
            }
        }
        assertThat(open).isEmpty();
        assertThat(answersOf(bench)).as("seed %d", seed).allMatch(each -> each == 1);
    }

    @ParameterizedTest
    @ValueSource(longs = {51, 53, 54, 56, 58, 60, 62, 64, 1005, 1016, 1035, 1083, 1152, 1161, 1196})
    void wheneverTheSwitchHasSaidAllItIsAsTheModelSays(long seed) {
        RandomSite site = new RandomSite(seed);
        for (int i = 0; i < STEPS; i++) {
            site.step();
            if (i % 10 == 0) {
                site.bench.run();
                agrees(site.bench, "seed " + seed + " step " + i);
            }
        }
    }

    static void agrees(OpcBench bench, String when) {
        OpcSnapshot model = OpcSnapshot.read(new RecordReader(bench.machine.snapshot()));
        Set<Long> busy = new LinkedHashSet<>();
        for (KeptOperation each : model.operations()) {
            busy.add(each.callId());
            busy.add(each.otherCallId());
        }
        Set<String> atPhones = new LinkedHashSet<>();
        for (KeptCall call : model.calls()) {
            call.connections().forEach(each -> atPhones.add(each.instrument()));
            List<KeptConnection> talkers =
                    call.connections().stream().filter(ReplayTest::talks).toList();
            if (busy.contains(call.id()) || call.routed() || talkers.size() < 2) {
                continue;
            }
            String bridge = bench.fake.channels.get(talkers.getFirst().channel()).bridge;
            assertThat(bridge).as(when).isEqualTo(call.bridge()).isNotEmpty();
            Set<String> talking = new LinkedHashSet<>();
            for (FakeSwitch.Channel each : bench.fake.channels.values()) {
                if (each.bridge.equals(bridge)) {
                    talking.add(each.id);
                }
            }
            assertThat(talking)
                    .as(when)
                    .containsExactlyInAnyOrderElementsOf(
                            talkers.stream().map(KeptConnection::channel).toList());
        }
        assertThat(model.legs().stream().map(KeptLeg::channel).toList())
                .as(when)
                .containsAll(bench.fake.channels.keySet());
        for (int agent = 1; agent <= 5; agent++) {
            if (!atPhones.contains("100" + agent)) {
                assertThat(bench.state(agent))
                        .as(when)
                        .isNotIn(AgentState.TALKING.value(), AgentState.HOLD.value());
            }
        }
    }

    private static boolean talks(KeptConnection connection) {
        boolean heldByItsKey = connection.heldByPhone() && !connection.heldByUs();
        return connection.state() == ConnectionState.CONNECT.kept()
                || connection.state() == ConnectionState.HOLD.kept() && heldByItsKey;
    }

    private static List<Integer> answersOf(OpcBench bench) {
        Map<Long, Integer> answers = new LinkedHashMap<>();
        for (Envelope each : bench.inputs()) {
            if (each.input() instanceof ClientRequested asked) {
                answers.put((Long) asked.request().field(0), 0);
            }
        }
        for (OpcOutput each : bench.outputs) {
            if (each instanceof OpcOutput.Answer answer) {
                answers.merge((Long) answer.message().field(0), 1, Integer::sum);
            }
        }
        return new ArrayList<>(answers.values());
    }

    @Test
    void anotherJvmComesToTheSameHash() throws IOException, InterruptedException {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        Process other =
                new ProcessBuilder(
                                java.toString(),
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                System.getProperty("java.class.path"),
                                ReplayTest.class.getName(),
                                "77")
                        .redirectErrorStream(true)
                        .start();
        String last = "";
        try (BufferedReader lines =
                new BufferedReader(
                        new InputStreamReader(other.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                last = line;
            }
            assertThat(other.waitFor(60, TimeUnit.SECONDS)).isTrue();
        } finally {
            other.destroyForcibly();
        }
        assertThat(last).isEqualTo(hash(77));
    }

    private static String hash(long seed) {
        RandomSite site = new RandomSite(seed);
        for (int i = 0; i < STEPS; i++) {
            site.step();
        }
        return Long.toHexString(site.bench.machine.stateHash());
    }

    /** Prints the hash that a seed leads to; started by the test above. */
    public static void main(String[] args) {
        System.out.println(hash(Long.parseLong(args[0])));
    }
}
