package org.jackfield.peripheral.scripted.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.jackfield.gateway.pim.Pim;
import org.jackfield.gateway.pim.PimSink;
import org.jackfield.machine.loop.Loop;
import org.jackfield.machine.loop.MonotonicClock;
import org.jackfield.peripheral.scripted.PhoneSettings;
import org.jackfield.peripheral.scripted.ScriptedSettings;
import org.jackfield.peripheral.scripted.TrafficSettings;
import org.jackfield.protocol.link.EventLoops;
import org.jackfield.protocol.pim.Answer;
import org.jackfield.protocol.pim.Answered;
import org.jackfield.protocol.pim.Arrived;
import org.jackfield.protocol.pim.Ended;
import org.jackfield.protocol.pim.PimReport;
import org.jackfield.protocol.pim.SnapshotChannel;
import org.jackfield.protocol.pim.SnapshotEnded;
import org.jackfield.protocol.pim.SwitchDown;
import org.jackfield.protocol.pim.Variable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** A switch behind a real port, and gateways that are connected to it. */
class SwitchProcessTest {

    private static final long WAIT_S = 20;

    private final EventLoops sockets = EventLoops.start("test-io");
    private final SwitchProcess process =
            SwitchProcess.launch(
                    new SwitchProcessSettings(
                            "127.0.0.1",
                            0,
                            List.of(PhoneSettings.of("2001"), PhoneSettings.of("2002")),
                            TrafficSettings.of(0, List.of("7001")),
                            ScriptedSettings.DEFAULT,
                            5,
                            false),
                    sockets,
                    line -> {});
    private final List<Gateway> gateways = new ArrayList<>();

    /** A gateway's loop with the PIM on it. */
    private final class Gateway implements PimSink, AutoCloseable {

        private final BlockingQueue<Object> heard = new LinkedBlockingQueue<>();
        private final BlockingQueue<Throwable> faults = new LinkedBlockingQueue<>();
        private final Loop loop = new Loop("gateway", 10_000, new MonotonicClock(), faults::add);
        private final Pim pim;

        private Gateway(String name) {
            pim = TcpSwitchWire.pim(name, "tcp:127.0.0.1:" + process.port(), sockets).apply(loop);
            gateways.add(this);
            loop.start(
                    new Loop.Turn() {
                        @Override
                        public void onTime(long nowMs) {
                            pim.onTime(nowMs);
                        }

                        @Override
                        public long nextDeadlineMs() {
                            return pim.nextDeadlineMs();
                        }
                    });
            loop.offer(() -> pim.start(this));
            await(Boolean.TRUE::equals);
        }

        private void activate(int epoch) {
            loop.offer(() -> pim.activate(epoch));
            await(SnapshotEnded.class);
        }

        @Override
        public void reachable(boolean reachable, String reason) {
            heard.add(reachable);
        }

        @Override
        public void report(int epoch, PimReport report) {
            heard.add(report);
        }

        private <T> T await(Class<T> kind) {
            return kind.cast(await(kind::isInstance));
        }

        private Object await(Predicate<Object> what) {
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(WAIT_S);
            List<Object> passed = new ArrayList<>();
            try {
                while (true) {
                    Object next = heard.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
                    assertThat(next).as("after %s, faults %s", passed, faults).isNotNull();
                    if (what.test(next)) {
                        return next;
                    }
                    passed.add(next);
                }
            } catch (InterruptedException stopped) {
                throw new AssertionError(stopped);
            }
        }

        @Override
        public void close() {
            loop.offer(pim::stop);
            loop.close();
        }
    }

    @AfterEach
    void closeAll() {
        gateways.forEach(Gateway::close);
        process.close();
        sockets.close();
    }

    @Test
    void aCallerWhoWasSentComesWithHisDataAndStaysUntilToldToLeave() {
        Gateway only = new Gateway("A");
        only.activate(1);
        String told = process.control("caller 7001 0815 Var1=gold user.account=4711");
        Arrived arrived = only.await(Arrived.class);
        assertThat(told).isEqualTo("ok " + arrived.channel());
        assertThat(arrived.calling()).isEqualTo("0815");
        assertThat(arrived.variables())
                .containsExactly(
                        new Variable("Var1", "gold"), new Variable("user.account", "4711"));
        assertThat(process.control("leave " + arrived.channel())).isEqualTo("ok");
        only.await(Ended.class);
        assertThat(process.control("leave " + arrived.channel())).startsWith("error: no caller");
        assertThat(process.control("caller 7001")).startsWith("error: say one of");
        assertThat(process.control("caller 7001 0815 gold")).contains("NAME=VALUE");
    }

    @Test
    void aCallOutlivesTheGatewayThatHadIt() {
        Gateway first = new Gateway("A");
        Gateway second = new Gateway("B");
        first.activate(1);
        assertThat(process.control("call 7001")).isEqualTo("ok");
        String channel = first.await(Arrived.class).channel();
        first.loop.offer(() -> first.pim.command(1, new Answer(1, channel)));
        first.await(Answered.class);
        first.close();

        second.loop.offer(() -> second.pim.activate(2));
        assertThat(second.await(SnapshotChannel.class).channel()).isEqualTo(channel);
        assertThat(process.control("truth")).isEqualTo("ok " + channel + "/-/UP/-");
    }

    @Test
    void aCutOfOneLineLeavesTheOtherAndHealsByItself() {
        Gateway first = new Gateway("A");
        Gateway second = new Gateway("B");
        first.activate(1);
        assertThat(process.control("cut A 300")).isEqualTo("ok");

        first.await(SwitchDown.class);
        first.await(Boolean.FALSE::equals);
        first.await(Boolean.TRUE::equals);
        first.await(SnapshotEnded.class);
        assertThat(second.heard).isEmpty();
    }

    @Test
    void aLineThatCarriesNothingIsNoticedBySignsOfLife() {
        Gateway first = new Gateway("A");
        first.activate(1);
        process.control("silence A 3500");

        first.await(Boolean.FALSE::equals);
        first.await(Boolean.TRUE::equals);
    }

    @Test
    void aSwitchThatStoodStillGoesOnWithWhatItWasTold() {
        Gateway first = new Gateway("A");
        first.activate(1);
        process.control("pause 400");
        process.control("call 7001");

        first.await(Arrived.class);
        assertThat(process.control("status"))
                .contains("callers=1", "running=true", "gateways=A (active)");
    }

    @Test
    void aSwitchThatRestartsIsBackWithoutCalls() {
        Gateway first = new Gateway("A");
        first.activate(1);
        process.control("call 7001");
        first.await(Arrived.class);
        process.control("restart 200");

        first.await(SwitchDown.class);
        assertThat(first.await(SnapshotEnded.class).channels()).isZero();
        assertThat(process.control("truth")).isEqualTo("ok");
    }

    @Test
    void aPeerThatSpeaksSomethingElseLosesItsConnectionOnly() throws IOException {
        Gateway first = new Gateway("A");
        first.activate(1);
        for (byte[] bad :
                List.of(
                        "GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII),
                        new byte[] {0, 0, 0, 2, 99, 0},
                        new byte[] {0, 0, 0, 0})) {
            try (Socket stranger = new Socket("127.0.0.1", process.port())) {
                stranger.setSoTimeout((int) TimeUnit.SECONDS.toMillis(WAIT_S));
                stranger.getOutputStream().write(bad);
                byte[] greeting = stranger.getInputStream().readAllBytes();
                assertThat(greeting.length).isLessThan(100);
            }
        }
        process.control("call 7001");
        first.await(Arrived.class);
        assertThat(process.control("status")).contains("gateways=A (active)");
    }

    @Test
    void aWrongControlLineIsAnsweredWithWhatMayBeSaid() {
        assertThat(process.control("explode")).contains("say one of: cut");
        assertThat(process.control("cut A")).contains("say one of: cut");
        assertThat(process.control("pause soon")).contains("'soon': give 0 to 3600000");
    }

    @Test
    void anAddressThatNamesNoSwitchIsRefusedWithAnExample() {
        assertThatThrownBy(() -> TcpSwitchWire.pim("A", "127.0.0.1:4", sockets))
                .hasMessageContaining("give tcp:HOST:PORT");
    }
}
