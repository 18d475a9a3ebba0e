package org.jackfield.client.ctiserver;

import org.jackfield.machine.Timers;
import org.jackfield.protocol.ged188.CloseReq;
import org.jackfield.protocol.ged188.FailureConf;
import org.jackfield.protocol.ged188.FailureEvent;
import org.jackfield.protocol.ged188.Ged188Message;
import org.jackfield.protocol.ged188.Ged188Tables;
import org.jackfield.protocol.ged188.HeartbeatReq;
import org.jackfield.protocol.ged188.MessageType;
import org.jackfield.protocol.ged188.OpenConf;
import org.jackfield.protocol.ged188.OpenReq;
import org.jackfield.protocol.ged188.StatusCode;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * A client of CTI Server: keeps one session to one of the sides, in turn, as long as it runs. Input
 * and time in, outputs out; no socket, clock or random number inside.
 *
 * <pre>
 * STOPPED    --Start-->                     CONNECTING
 * CONNECTING --Connected-->                 OPENING (OPEN_REQ sent)
 * CONNECTING --Lost-->                      CONNECTING to the other side, WAITING after a whole round
 * OPENING    --OPEN_CONF-->                 OPEN
 * OPENING    --FAILURE_CONF 1-->            CONNECTING to the same side, one version lower
 * OPENING    --FAILURE_CONF, Lost, late-->  as CONNECTING --Lost
 * OPEN       --Lost, FAILURE_EVENT, heartbeats unanswered--> CONNECTING to the other side
 * OPEN       --Stop-->                      CLOSING (CLOSE_REQ sent)
 * CLOSING    --CLOSE_CONF, Lost, late-->    STOPPED
 * WAITING    --time-->                      CONNECTING
 * any        --Stop-->                      STOPPED
 * </pre>
 *
 * <p>It lives as long as its program and has no snapshot: what it knows is a connection.
 */
public final class CtiClientMachine implements CtiClientCore {

    private static final int CLOSE_TIMEOUT_MS = 5_000;
    private static final int CONNECT_TIMEOUT_MS = 10_000;
    private static final int STATUS_NORMAL = 0;

    /** What a timer is for; a request's has its InvokeID. */
    private record Due(Kind kind, long invokeId) {}

    private enum Kind {
        STEP,
        HEARTBEAT,
        SILENCE,
        REQUEST
    }

    private record Asked(long token, int timeoutMs) {}

    private static final Due STEP = new Due(Kind.STEP, 0);
    private static final Due HEARTBEAT = new Due(Kind.HEARTBEAT, 0);
    private static final Due SILENCE = new Due(Kind.SILENCE, 0);

    private final CtiClientSettings settings;
    private final Timers<Due> timers = new Timers<>();
    private final Map<Long, Asked> open = new LinkedHashMap<>();

    private CtiClientState state = CtiClientState.STOPPED;
    private final int stride;
    private int side;
    private int version;
    private long attempt;
    private long nextInvokeId = 1;
    private int failedSides;
    private int rounds;
    private int heartbeatsUnanswered;
    private boolean silenceProbed;
    private long jitter;
    private String lastTrouble = "not started";

    /**
     * A client that does nothing before {@link CtiClientInput.Start}.
     *
     * @param jitterSeed spreads the waits of many clients; a fresh random number for each
     */
    public CtiClientMachine(CtiClientSettings settings, long jitterSeed) {
        this(settings, jitterSeed, 0, 1);
    }

    /**
     * One of several whose attempts are told apart.
     *
     * @param stride attempts are numbered {@code first + stride}, {@code first + 2 * stride} ...
     */
    CtiClientMachine(CtiClientSettings settings, long jitterSeed, long first, int stride) {
        this.attempt = first;
        this.stride = stride;
        this.settings = settings;
        this.jitter = jitterSeed;
        this.version = (int) settings.open().versionNumber();
    }

    @Override
    public CtiClientState state() {
        return state;
    }

    @Override
    public boolean wants(long connection) {
        return connection == attempt && state == CtiClientState.CONNECTING;
    }

    /** Tries at once instead of waiting. */
    void hurry(long nowMs, Consumer<? super CtiClientOutput> out) {
        rounds = 0;
        if (state == CtiClientState.WAITING) {
            connect(nowMs, out);
        }
    }

    /** Requests whose answer has not come yet. */
    int asked() {
        return open.size();
    }

    /** Leaves the session at once, for a reason of the caller's, and tries anew. */
    void leave(String why, long nowMs, Consumer<? super CtiClientOutput> out) {
        drop(why, nowMs, out);
    }

    /** The side of the session, or the one that is tried. */
    public CtiServerAddress server() {
        return settings.servers().get(side);
    }

    @Override
    public long nextDeadlineMs() {
        return timers.nextMs();
    }

    @Override
    public void onInput(CtiClientInput input, long nowMs, Consumer<? super CtiClientOutput> out) {
        switch (input) {
            case CtiClientInput.Start start -> {
                if (state == CtiClientState.STOPPED) {
                    connect(nowMs, out);
                }
            }
            case CtiClientInput.Connected up -> {
                if (up.attempt() == attempt && state == CtiClientState.CONNECTING) {
                    onConnected(nowMs, out);
                }
            }
            case CtiClientInput.Arrived arrived -> {
                if (arrived.attempt() == attempt) {
                    onArrived(arrived, nowMs, out);
                }
            }
            case CtiClientInput.Garbled bad -> {
                if (bad.attempt() == attempt) {
                    drop("it sent what is no message: " + bad.error(), nowMs, out);
                }
            }
            case CtiClientInput.Lost lost -> {
                if (lost.attempt() == attempt) {
                    onLost(lost.reason(), nowMs, out);
                }
            }
            case CtiClientInput.Ask ask -> onAsk(ask, nowMs, out);
            case CtiClientInput.Tell tell -> {
                if (state == CtiClientState.OPEN) {
                    send(tell.message(), -1, nowMs, out);
                }
            }
            case CtiClientInput.Stop stop -> onStop(nowMs, out);
        }
    }

    @Override
    public void onTime(long nowMs, Consumer<? super CtiClientOutput> out) {
        for (Due due = timers.poll(nowMs); due != null; due = timers.poll(nowMs)) {
            switch (due.kind) {
                case STEP -> onStepLate(nowMs, out);
                case HEARTBEAT -> onHeartbeatDue(nowMs, out);
                case SILENCE -> onSilence(nowMs, out);
                case REQUEST -> {
                    Asked asked = open.remove(due.invokeId);
                    end(asked, new CtiOutcome.TimedOut(asked.timeoutMs), out);
                }
            }
        }
    }

    /** Closes the session that is open, and does nothing until it is started again. */
    void rest(long nowMs, Consumer<? super CtiClientOutput> out) {
        CloseReq request = CloseReq.builder().status(STATUS_NORMAL).build();
        send(request, nextInvokeId++, nowMs, out);
        out.accept(new CtiClientOutput.Close(attempt, "one session is enough"));
        stopped(out);
    }

    private void connect(long nowMs, Consumer<? super CtiClientOutput> out) {
        state = CtiClientState.CONNECTING;
        attempt += stride;
        timers.set(STEP, nowMs + CONNECT_TIMEOUT_MS);
        out.accept(new CtiClientOutput.Connect(attempt, server(), version));
    }

    private void onConnected(long nowMs, Consumer<? super CtiClientOutput> out) {
        state = CtiClientState.OPENING;
        OpenReq request = settings.open().toBuilder().versionNumber(version).build();
        send(request, nextInvokeId++, nowMs, out);
        timers.set(STEP, nowMs + settings.openTimeoutMs());
    }

    private void onArrived(
            CtiClientInput.Arrived arrived, long nowMs, Consumer<? super CtiClientOutput> out) {
        heartbeatsUnanswered = 0;
        silenceProbed = false;
        timers.cancel(SILENCE);
        Ged188Message message = arrived.message();
        switch (message) {
            case OpenConf conf when state == CtiClientState.OPENING -> onOpened(conf, nowMs, out);
            case FailureConf failure when state == CtiClientState.OPENING ->
                    onOpenRefused(failure, nowMs, out);
            case FailureEvent failure -> {
                out.accept(new CtiClientOutput.Event(message));
                drop("it said " + StatusCode.nameOf((int) failure.status()), nowMs, out);
            }
            default -> onOther(message, arrived.invokeId(), nowMs, out);
        }
    }

    private void onOther(
            Ged188Message message,
            long invokeId,
            long nowMs,
            Consumer<? super CtiClientOutput> out) {
        if (message.type() == MessageType.CLOSE_CONF) {
            if (state == CtiClientState.CLOSING) {
                out.accept(new CtiClientOutput.Close(attempt, "the session was closed"));
                stopped(out);
            }
        } else if (message.type() != MessageType.HEARTBEAT_CONF) {
            if (answers(message.type()) && open.containsKey(invokeId)) {
                timers.cancel(new Due(Kind.REQUEST, invokeId));
                end(open.remove(invokeId), outcome(message), out);
            } else if (state == CtiClientState.OPEN && !answers(message.type())) {
                out.accept(new CtiClientOutput.Event(message));
            }
        }
    }

    /** Answers carry the InvokeID of their request; a message that is not listed carries none. */
    private static boolean answers(MessageType type) {
        return type != null && (type.name().endsWith("_CONF") || type.name().endsWith("_RESP"));
    }

    private static CtiOutcome outcome(Ged188Message message) {
        boolean refused =
                message.type() == MessageType.FAILURE_CONF
                        || message.type() == MessageType.CONTROL_FAILURE_CONF;
        return refused ? new CtiOutcome.Refused(message) : new CtiOutcome.Done(message);
    }

    private void onOpened(OpenConf conf, long nowMs, Consumer<? super CtiClientOutput> out) {
        state = CtiClientState.OPEN;
        failedSides = 0;
        rounds = 0;
        timers.cancel(STEP);
        restHeartbeat(nowMs);
        out.accept(new CtiClientOutput.Opened(server(), version, conf));
    }

    private void onOpenRefused(
            FailureConf failure, long nowMs, Consumer<? super CtiClientOutput> out) {
        String status = StatusCode.nameOf((int) failure.status());
        if (failure.status() == StatusCode.INVALID_VERSION.value()
                && version > Ged188Tables.FIRST_VERSION) {
            version--;
            out.accept(
                    new CtiClientOutput.Note(
                            server() + " does not know the version; version " + version + " next"));
            out.accept(new CtiClientOutput.Abort(attempt, "the version was refused"));
            connect(nowMs, out);
            return;
        }
        drop("it refused the session: " + status, nowMs, out);
    }

    private void onAsk(CtiClientInput.Ask ask, long nowMs, Consumer<? super CtiClientOutput> out) {
        if (state != CtiClientState.OPEN) {
            CtiOutcome outcome = new CtiOutcome.NotOpen(lastTrouble);
            out.accept(new CtiClientOutput.Ended(ask.token(), outcome));
            return;
        }
        long invokeId = nextInvokeId++;
        open.put(invokeId, new Asked(ask.token(), ask.timeoutMs()));
        timers.set(new Due(Kind.REQUEST, invokeId), nowMs + ask.timeoutMs());
        send(ask.request(), invokeId, nowMs, out);
        if (settings.requestSilenceMs() > 0 && timers.dueMs(SILENCE) == Long.MAX_VALUE) {
            silenceProbed = false;
            timers.set(SILENCE, nowMs + settings.requestSilenceMs() / 2);
        }
    }

    private void onSilence(long nowMs, Consumer<? super CtiClientOutput> out) {
        if (!silenceProbed) {
            silenceProbed = true;
            heartbeat(nowMs, out);
            timers.set(SILENCE, nowMs + settings.requestSilenceMs() / 2);
        } else {
            drop(
                    "no sign of life for "
                            + settings.requestSilenceMs()
                            + " ms after a request, not even to a heartbeat",
                    nowMs,
                    out);
        }
    }

    private void onHeartbeatDue(long nowMs, Consumer<? super CtiClientOutput> out) {
        if (heartbeatsUnanswered >= settings.heartbeatsMax()) {
            drop(heartbeatsUnanswered + " heartbeats were not answered", nowMs, out);
        } else {
            heartbeat(nowMs, out);
        }
    }

    private void heartbeat(long nowMs, Consumer<? super CtiClientOutput> out) {
        heartbeatsUnanswered++;
        send(HeartbeatReq.builder().build(), nextInvokeId++, nowMs, out);
    }

    private void restHeartbeat(long nowMs) {
        if (settings.heartbeatIntervalMs() > 0) {
            timers.set(HEARTBEAT, nowMs + settings.heartbeatIntervalMs());
        }
    }

    private void send(
            Ged188Message message,
            long invokeId,
            long nowMs,
            Consumer<? super CtiClientOutput> out) {
        if (state == CtiClientState.OPEN) {
            restHeartbeat(nowMs);
        }
        out.accept(new CtiClientOutput.Send(attempt, message, invokeId));
    }

    private void onStepLate(long nowMs, Consumer<? super CtiClientOutput> out) {
        switch (state) {
            case WAITING -> connect(nowMs, out);
            case CONNECTING -> drop("no connection in time", nowMs, out);
            case OPENING -> drop("no answer to OPEN_REQ in time", nowMs, out);
            case CLOSING -> {
                out.accept(new CtiClientOutput.Abort(attempt, "no answer to CLOSE_REQ in time"));
                stopped(out);
            }
            case STOPPED, OPEN -> timers.cancel(STEP);
        }
    }

    /** Leaves this connection at once and goes to the other side. */
    private void drop(String why, long nowMs, Consumer<? super CtiClientOutput> out) {
        out.accept(new CtiClientOutput.Abort(attempt, why));
        onLost(why, nowMs, out);
    }

    private void onLost(String reason, long nowMs, Consumer<? super CtiClientOutput> out) {
        if (state == CtiClientState.STOPPED || state == CtiClientState.WAITING) {
            return;
        }
        if (state == CtiClientState.CLOSING) {
            stopped(out);
            return;
        }
        boolean wasOpen = state == CtiClientState.OPEN;
        CtiServerAddress left = server();
        lastTrouble = left + ": " + reason;
        state = CtiClientState.WAITING;
        if (wasOpen) {
            out.accept(new CtiClientOutput.Down(left, reason));
        } else {
            out.accept(new CtiClientOutput.Note("CTI Server " + lastTrouble));
            failedSides++;
        }
        endSession(reason, out);
        if (state == CtiClientState.WAITING) {
            goOn(nowMs, out);
        }
    }

    private void goOn(long nowMs, Consumer<? super CtiClientOutput> out) {
        attempt += stride;
        version = (int) settings.open().versionNumber();
        side = (side + 1) % settings.servers().size();
        if (failedSides >= settings.servers().size()) {
            failedSides = 0;
            timers.set(STEP, nowMs + waitMs());
            rounds++;
        } else {
            connect(nowMs, out);
        }
    }

    /** Doubles each round up to the longest; half to the whole of it, so that clients spread. */
    private long waitMs() {
        jitter = jitter * 6364136223846793005L + 1442695040888963407L;
        long permille = (jitter >>> 33) % 1000;
        long full =
                Math.min(
                        (long) settings.reconnectMinMs() << Math.min(rounds, 16),
                        settings.reconnectMaxMs());
        return full / 2 + full * permille / 2000;
    }

    /** After the state is left: who hears that a request ended may ask again at once. */
    private void endSession(String reason, Consumer<? super CtiClientOutput> out) {
        timers.cancel(STEP);
        timers.cancel(HEARTBEAT);
        timers.cancel(SILENCE);
        heartbeatsUnanswered = 0;
        silenceProbed = false;
        open.keySet().forEach(invokeId -> timers.cancel(new Due(Kind.REQUEST, invokeId)));
        List<Asked> unanswered = List.copyOf(open.values());
        open.clear();
        unanswered.forEach(each -> end(each, new CtiOutcome.SessionLost(reason), out));
    }

    private static void end(
            Asked asked, CtiOutcome outcome, Consumer<? super CtiClientOutput> out) {
        out.accept(new CtiClientOutput.Ended(asked.token, outcome));
    }

    private void onStop(long nowMs, Consumer<? super CtiClientOutput> out) {
        switch (state) {
            case OPEN -> {
                lastTrouble = "the client stops";
                state = CtiClientState.CLOSING;
                endSession("the client stops", out);
                timers.set(STEP, nowMs + CLOSE_TIMEOUT_MS);
                CloseReq request = CloseReq.builder().status(STATUS_NORMAL).build();
                send(request, nextInvokeId++, nowMs, out);
            }
            case CONNECTING, OPENING -> {
                out.accept(new CtiClientOutput.Abort(attempt, "the client stops"));
                stopped(out);
            }
            case WAITING -> stopped(out);
            case STOPPED, CLOSING -> lastTrouble = "the client stops";
        }
    }

    private void stopped(Consumer<? super CtiClientOutput> out) {
        lastTrouble = "the client stopped";
        state = CtiClientState.STOPPED;
        attempt += stride;
        endSession("the client stopped", out);
    }
}
