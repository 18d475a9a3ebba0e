package org.jackfield.client.run;

import org.jackfield.client.ctiserver.CtiClientCore;
import org.jackfield.client.ctiserver.CtiClientInput;
import org.jackfield.client.ctiserver.CtiClientOutput;
import org.jackfield.client.ctiserver.CtiClientSettings;
import org.jackfield.client.ctiserver.CtiClientState;
import org.jackfield.client.ctiserver.CtiOutcome;
import org.jackfield.machine.loop.Loop;
import org.jackfield.machine.loop.MonotonicClock;
import org.jackfield.protocol.ged188.Ged188Message;
import org.jackfield.protocol.link.Arrival;
import org.jackfield.protocol.link.EventLoops;
import org.jackfield.protocol.link.FrameClient;
import org.jackfield.protocol.link.FrameLink;
import org.jackfield.protocol.link.LinkBatch;
import org.jackfield.protocol.link.LinkListener;
import org.jackfield.protocol.link.LinkSettings;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;

/**
 * A client of CTI Server that runs: the machine with a link, a loop and callbacks. It lives on a
 * loop of its caller ({@link #on}: all methods are called there and all callbacks come there), or
 * on one of its own ({@link #launch}: methods may be called from any thread).
 */
public final class CtiClient implements Loop.Turn, AutoCloseable {

    private static final int OWN_INBOX_MAX = 10_000;
    private static final long CLOSED_AGAIN_MS = 10;
    private static final int CLOSED_TRIES_MAX = 1_000;

    private final CtiClientCore machine;
    private final FrameClient connector;
    private final CtiClientListener listener;
    private final LinkBatch batch = new LinkBatch();
    private final Map<Long, FrameLink> links = new LinkedHashMap<>();
    private final Map<Long, Consumer<CtiOutcome>> waiting = new LinkedHashMap<>();
    private Loop loop;
    private boolean ownLoop;
    private long nextToken = 1;

    private CtiClient(
            CtiClientSettings settings,
            EventLoops loops,
            LinkSettings limits,
            CtiClientListener listener) {
        this.machine = CtiClientCore.of(settings, ThreadLocalRandom.current().nextLong());
        this.connector = new FrameClient(loops, limits);
        this.listener = listener;
    }

    /**
     * A client on the caller's loop, whose turn must call {@link #onTime} and ask {@link
     * #nextDeadlineMs}. It connects after {@link #start}.
     */
    public static CtiClient on(
            Loop loop,
            CtiClientSettings settings,
            EventLoops loops,
            LinkSettings limits,
            CtiClientListener listener) {
        CtiClient client = new CtiClient(settings, loops, limits, listener);
        client.loop = loop;
        return client;
    }

    /** A client with a loop of its own, which connects at once. */
    public static CtiClient launch(
            CtiClientSettings settings, EventLoops loops, CtiClientListener listener) {
        CtiClient client = new CtiClient(settings, loops, LinkSettings.DEFAULTS, listener);
        client.ownLoop = true;
        client.loop =
                new Loop(
                        "cti-client",
                        OWN_INBOX_MAX,
                        new MonotonicClock(),
                        fault -> listener.note("fault in the client: " + fault));
        client.loop.start(client);
        client.start();
        return client;
    }

    /** Connects, and stays connected. */
    public void start() {
        inside(() -> take(new CtiClientInput.Start()));
    }

    /**
     * Sends a request; its InvokeID is set by the client.
     *
     * @param timeoutMs the request ends after so long, whatever happens
     * @param ended hears the outcome, once, on the loop
     */
    public void ask(Ged188Message request, int timeoutMs, Consumer<CtiOutcome> ended) {
        boolean taken =
                inside(
                        () -> {
                            long token = nextToken++;
                            waiting.put(token, ended);
                            take(new CtiClientInput.Ask(token, request, timeoutMs));
                        });
        if (!taken) {
            ended.accept(new CtiOutcome.NotOpen("the client is stopped or overloaded"));
        }
    }

    /** Sends a message that has no answer of its own; dropped when there is no session. */
    public void tell(Ged188Message message) {
        inside(() -> take(new CtiClientInput.Tell(message)));
    }

    /** Where the client is with its session; on the loop only. */
    public CtiClientState state() {
        return machine.state();
    }

    /** Ends the session properly (CLOSE_REQ) and does not connect again. */
    public void stop() {
        inside(() -> take(new CtiClientInput.Stop()));
    }

    /** Leaves the session at once; on the caller's loop. With a loop of its own ends that too. */
    @Override
    public void close() {
        if (!ownLoop) {
            leave();
            return;
        }
        boolean taken =
                loop.offer(
                        () -> {
                            leave();
                            loop.close();
                        });
        if (!taken) {
            loop.close();
        }
    }

    private void leave() {
        take(new CtiClientInput.Stop());
        links.values().forEach(each -> batch.close(each, "the client ends"));
        batch.hand();
    }

    @Override
    public void onTime(long nowMs) {
        if (machine.nextDeadlineMs() <= nowMs) {
            machine.onTime(nowMs, this::carryOut);
        }
        batch.hand();
    }

    /** At once while something waits to be sent: one hop to the event loop for a whole batch. */
    @Override
    public long nextDeadlineMs() {
        return batch.isEmpty() ? machine.nextDeadlineMs() : 0;
    }

    private boolean inside(Runnable task) {
        if (loop.inside()) {
            task.run();
            return true;
        }
        return loop.offer(task);
    }

    private void take(CtiClientInput input) {
        machine.onInput(input, loop.nowMs(), this::carryOut);
    }

    private void carryOut(CtiClientOutput output) {
        switch (output) {
            case CtiClientOutput.Connect connect -> connect(connect);
            case CtiClientOutput.Send send -> {
                FrameLink link = links.get(send.attempt());
                if (link != null) {
                    batch.send(link, send.message(), send.invokeId());
                }
            }
            case CtiClientOutput.Abort abort -> leave(abort.attempt(), abort.reason(), true);
            case CtiClientOutput.Close close -> leave(close.attempt(), close.reason(), false);
            case CtiClientOutput.Opened opened ->
                    listener.opened(opened.server(), opened.version(), opened.conf());
            case CtiClientOutput.Down down -> listener.down(down.server(), down.reason());
            case CtiClientOutput.Event event -> listener.event(event.message());
            case CtiClientOutput.Ended ended ->
                    waiting.remove(ended.token()).accept(ended.outcome());
            case CtiClientOutput.Note note -> listener.note(note.text());
        }
    }

    private void leave(long attempt, String reason, boolean abort) {
        FrameLink link = links.remove(attempt);
        if (link == null) {
            return;
        }
        if (abort) {
            batch.abort(link, reason);
        } else {
            batch.close(link, reason);
        }
    }

    private void connect(CtiClientOutput.Connect connect) {
        long attempt = connect.attempt();
        connector.connect(
                connect.server().host(),
                connect.server().port(),
                connect.version(),
                new Ears(attempt),
                (where, why) -> loop.offer(() -> take(new CtiClientInput.Lost(attempt, why))));
    }

    /** On the event loop: hands on to the client's loop, one task for each read of the socket. */
    private final class Ears implements LinkListener {

        private final long attempt;

        Ears(long attempt) {
            this.attempt = attempt;
        }

        @Override
        public void opened(FrameLink up) {
            loop.offer(() -> onOpened(up));
        }

        private void onOpened(FrameLink up) {
            if (!machine.wants(attempt)) {
                batch.abort(up, "no longer wanted");
                return;
            }
            links.put(attempt, up);
            take(new CtiClientInput.Connected(attempt));
        }

        @Override
        public boolean received(FrameLink from, List<Arrival> arrivals) {
            return loop.offer(() -> arrivals.forEach(this::onArrival));
        }

        private void onArrival(Arrival arrival) {
            take(
                    arrival.error() == null
                            ? new CtiClientInput.Arrived(
                                    attempt, arrival.message(), arrival.invokeId())
                            : new CtiClientInput.Garbled(attempt, arrival.error()));
        }

        @Override
        public void slow(FrameLink of, long waitingBytes) {
            loop.offer(() -> listener.note("the server reads slowly: " + waitingBytes + " bytes"));
        }

        @Override
        public void unsendable(FrameLink of, String error) {
            loop.offer(() -> listener.note("could not be sent: " + error));
        }

        @Override
        public void closed(FrameLink of, String reason) {
            closed(of, reason, CLOSED_TRIES_MAX);
        }

        private void onClosed(String reason) {
            links.remove(attempt);
            take(new CtiClientInput.Lost(attempt, reason));
        }

        /** A full inbox must not swallow this; a loop that is closed does not need it. */
        private void closed(FrameLink of, String reason, int tries) {
            boolean taken = loop.offer(() -> onClosed(reason));
            if (!taken && tries > 0) {
                of.later(CLOSED_AGAIN_MS, () -> closed(of, reason, tries - 1));
            }
        }
    }
}
