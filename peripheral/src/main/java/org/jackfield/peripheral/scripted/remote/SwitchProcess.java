package org.jackfield.peripheral.scripted.remote;

import org.jackfield.machine.loop.Loop;
import org.jackfield.machine.loop.MonotonicClock;
import org.jackfield.peripheral.scripted.ScriptedSwitch;
import org.jackfield.peripheral.scripted.Traffic;
import org.jackfield.protocol.link.EventLoops;
import org.jackfield.protocol.link.LinkSettings;
import org.jackfield.protocol.link.ListenAddress;
import org.jackfield.protocol.link.RecordLink;
import org.jackfield.protocol.link.RecordServer;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** A scripted switch with its callers, and the port where gateways connect. */
public final class SwitchProcess implements AutoCloseable {

    private static final int INBOX_MAX = 200_000;
    private static final int CLOSED_AGAIN_MS = 20;
    private static final int ANSWER_WAIT_S = 10;

    private final SwitchHost host;
    private final SwitchControl control;
    private final Loop loop;
    private final RecordServer server;

    private SwitchProcess(
            SwitchProcessSettings settings, EventLoops sockets, Consumer<String> log) {
        MonotonicClock clock = new MonotonicClock();
        ScriptedSwitch owner =
                new ScriptedSwitch(settings.timing(), settings.seed(), clock.nowMs());
        owner.fence(settings.fences());
        settings.phones().forEach(owner::addPhone);
        Traffic traffic = new Traffic(owner, settings.traffic(), settings.seed());
        owner.join(traffic);
        host = new SwitchHost(owner, clock, log);
        control = new SwitchControl(owner, traffic, host, clock);
        loop = new Loop("switch", INBOX_MAX, clock, fault -> log.accept("fault: " + fault));
        ListenAddress address =
                new ListenAddress(settings.host(), settings.port(), "--bind", "--port");
        server = RecordServer.open(sockets, address, LinkSettings.DEFAULTS, new Lines());
        loop.start(host);
    }

    /**
     * Opens the port and lets the callers come.
     *
     * @param sockets the process's threads for sockets; not closed here
     * @param log a line for people; called on the switch's thread
     * @throws org.jackfield.protocol.link.ListenException when the port cannot be opened
     */
    public static SwitchProcess launch(
            SwitchProcessSettings settings, EventLoops sockets, Consumer<String> log) {
        return new SwitchProcess(settings, sockets, log);
    }

    /** The port that is open. */
    public int port() {
        return server.port();
    }

    /**
     * Does what a control line says; from any thread but the switch's own.
     *
     * @return one line of answer, beginning with {@code ok} or {@code error}
     */
    public String control(String line) {
        CompletableFuture<String> answer = new CompletableFuture<>();
        if (!loop.offer(() -> answer.complete(control.obey(line)))) {
            return "error: the switch is too busy, or stopped";
        }
        try {
            return answer.get(ANSWER_WAIT_S, TimeUnit.SECONDS);
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
            return "error: interrupted";
        } catch (ExecutionException | TimeoutException failed) {
            return "error: no answer within " + ANSWER_WAIT_S + " s";
        }
    }

    @Override
    public void close() {
        server.close();
        loop.close();
    }

    /** From the sockets' thread to the switch's. */
    private final class Lines implements RecordLink.Listener {

        @Override
        public void opened(RecordLink link) {
            if (!loop.offer(() -> host.opened(link))) {
                link.close("too much waits to be worked on");
            }
        }

        @Override
        public boolean received(RecordLink link, byte[] bytes) {
            return loop.offer(() -> host.received(link, bytes));
        }

        @Override
        public void closed(RecordLink link, String reason) {
            if (!loop.offer(() -> host.closed(link, reason))) {
                link.later(CLOSED_AGAIN_MS, () -> closed(link, reason));
            }
        }
    }
}
