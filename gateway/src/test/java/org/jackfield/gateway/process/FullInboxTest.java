package org.jackfield.gateway.process;

import static org.assertj.core.api.Assertions.assertThat;

import org.jackfield.gateway.opc.OpcMachine;
import org.jackfield.gateway.opc.OpcOutput;
import org.jackfield.machine.Machine;
import org.jackfield.protocol.link.EventLoops;
import org.jackfield.protocol.log.Envelope;
import org.jackfield.protocol.site.SitePeripheral;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A gateway whose queue is full of clients in the moment in which it has started. */
@Timeout(60)
class FullInboxTest {

    private static final int PERIPHERAL = 5000;
    private static final int INBOX_MAX = 2;
    private static final int CLIENTS_MAX = 50;
    private static final int ANSWER_WAIT_MS = 500;
    private static final long WAIT_S = 20;
    private static final Pattern LISTENS = Pattern.compile("side B listens on .*:(\\d+)");

    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final List<Socket> clients = new ArrayList<>();
    private final StandingMachine machine = new StandingMachine();
    private final Thread launcher = Thread.currentThread();
    private volatile boolean launched;

    /** Does nothing with an input while a test wants it to stand. */
    private static final class StandingMachine implements Machine<Envelope, OpcOutput> {

        final OpcMachine opc = new OpcMachine();
        final CountDownLatch stands = new CountDownLatch(1);
        final CountDownLatch goesOn = new CountDownLatch(1);
        volatile boolean shallStand;

        @Override
        public void onInput(Envelope input, long nowMs, Consumer<? super OpcOutput> out) {
            if (shallStand) {
                stands.countDown();
                await(goesOn);
            }
            opc.onInput(input, nowMs, out);
        }

        @Override
        public void onTime(long nowMs, Consumer<? super OpcOutput> out) {
            opc.onTime(nowMs, out);
        }

        @Override
        public long nextDeadlineMs() {
            return opc.nextDeadlineMs();
        }

        @Override
        public byte[] snapshot() {
            return opc.snapshot();
        }

        @Override
        public void restore(byte[] snapshot) {
            opc.restore(snapshot);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(WAIT_S, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
        }
    }

    private static void await(String what, BooleanSupplier so) {
        long deadlineNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(WAIT_S);
        while (!so.getAsBoolean()) {
            assertThat(System.nanoTime()).as(what).isLessThan(deadlineNs);
            Thread.onSpinWait();
        }
    }

    /** The last line that is told on the launching thread before it says that all is open. */
    private void heard(String line) {
        lines.add(line);
        Matcher listens = LISTENS.matcher(line);
        if (listens.find() && Thread.currentThread() == launcher) {
            machine.shallStand = true;
            await(machine.stands);
            fillInbox(Integer.parseInt(listens.group(1)));
            Thread.ofPlatform().daemon(true).start(this::goOnWhenTheLauncherWaits);
        }
    }

    /** Until a client is sent away, as there is no room for it. */
    private void fillInbox(int port) {
        try {
            while (clients.size() < CLIENTS_MAX) {
                Socket client = new Socket("127.0.0.1", port);
                clients.add(client);
                client.setSoTimeout(ANSWER_WAIT_MS);
                if (isSentAway(client)) {
                    return;
                }
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        throw new AssertionError("the queue is not full after " + CLIENTS_MAX + " clients");
    }

    private static boolean isSentAway(Socket client) {
        try {
            return client.getInputStream().read() < 0;
        } catch (SocketTimeoutException kept) {
            return false;
        } catch (IOException reset) {
            return true;
        }
    }

    private void goOnWhenTheLauncherWaits() {
        await("it neither waits nor is ready", () -> launched || waits());
        machine.goesOn.countDown();
    }

    private boolean waits() {
        for (StackTraceElement each : launcher.getStackTrace()) {
            if (each.getMethodName().equals("parkNanos")) {
                return true;
            }
        }
        return false;
    }

    @Test
    void itsSwitchesAreTakenUpAllTheSame() throws IOException {
        GatewaySettings demo = GatewaySettings.demo(0, 0);
        GatewaySettings settings =
                new GatewaySettings(
                        demo.name(),
                        demo.sides(),
                        demo.timeZone(),
                        demo.ctiServer(),
                        demo.member(),
                        demo.link(),
                        INBOX_MAX,
                        demo.machine());
        SiteData site =
                new SiteData(
                        List.of(new SitePeripheral(PERIPHERAL, "test", 17)),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        Map.of());
        try (EventLoops loops = EventLoops.start("test-io");
                GatewayProcess gateway =
                        GatewayProcess.launch(
                                settings,
                                site,
                                List.of(new HostedPim(PERIPHERAL, new ScriptedPim())),
                                loops,
                                new GatewayProcess.Replica(machine, machine.opc),
                                (severity, text) -> heard(text))) {
            launched = true;
            await(
                    "the switch is not taken up: " + lines,
                    () -> lines.stream().anyMatch(each -> each.contains("can be reached")));
            assertThat(gateway.port("B")).isPositive();
        } finally {
            for (Socket each : clients) {
                each.close();
            }
        }
        assertThat(clients).hasSizeGreaterThan(INBOX_MAX);
    }
}
