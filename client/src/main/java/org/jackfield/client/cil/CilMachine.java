package org.jackfield.client.cil;

import org.jackfield.machine.Timers;
import org.jackfield.protocol.cil.ClientFrame;
import org.jackfield.protocol.cil.ClientHello;
import org.jackfield.protocol.cil.Closing;
import org.jackfield.protocol.cil.Event;
import org.jackfield.protocol.cil.Goodbye;
import org.jackfield.protocol.cil.Outcome;
import org.jackfield.protocol.cil.Ping;
import org.jackfield.protocol.cil.Pong;
import org.jackfield.protocol.cil.Reply;
import org.jackfield.protocol.cil.Request;
import org.jackfield.protocol.cil.ServerFrame;
import org.jackfield.protocol.cil.Welcome;
import org.jackfield.protocol.record.Arguments;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * A client of CTI OS: one session, to one of the servers in turn, resumed after every break. Input
 * and time in, outputs out.
 *
 * <pre>
 * STOPPED    --Start-->               CONNECTING
 * CONNECTING --Connected-->           GREETING (ClientHello sent)
 * CONNECTING --Lost, late-->          CONNECTING to the other server, WAITING after a whole round
 * GREETING   --Welcome-->             LIVE
 * GREETING   --Lost, late-->          as CONNECTING --Lost
 * LIVE       --Lost, silent, gap-->   WAITING, within a second CONNECTING to the other server
 * LIVE       --Closing for good-->    STOPPED
 * WAITING    --time-->                CONNECTING
 * any        --Stop-->                STOPPED (Goodbye sent)
 * </pre>
 *
 * <p>Requests end when the connection does; none is ever sent again. What tells a server whom the
 * session is for (SetAgent, SetMessageFilter) is told each new server once, and where the profile
 * says AutoLogin a login that a new server does not accept by the token is made once more.
 */
public final class CilMachine {

    /** Where the machine is with its session. */
    public enum State {
        /** Not started, or stopped. */
        STOPPED,
        /** Waits until it tries the next server. */
        WAITING,
        /** Waits for the WebSocket. */
        CONNECTING,
        /** Waits for Welcome. */
        GREETING,
        /** The session is there. */
        LIVE
    }

    private enum Kind {
        STEP,
        HEARTBEAT,
        SILENCE,
        REQUEST
    }

    private record Due(Kind kind, long id) {}

    private static final Due STEP = new Due(Kind.STEP, 0);
    private static final Due HEARTBEAT = new Due(Kind.HEARTBEAT, 0);
    private static final Due SILENCE = new Due(Kind.SILENCE, 0);
    private static final int VERSION = 1;

    private final CilSettings settings;
    private final Timers<Due> timers = new Timers<>();
    private final CilObjects objects = new CilObjects();
    private final Map<Long, Long> open = new LinkedHashMap<>();

    private State state = State.STOPPED;
    private int server;
    private int failedServers;
    private int rounds;
    private long attempt;
    private long jitter;
    private long nextId = 1;
    private long epoch;
    private long last;
    private String token;
    private int missed;
    private final ConnectionProfiles profiles = new ConnectionProfiles();
    private final Heartbeats heartbeats = new Heartbeats(profiles);
    private String currentCall = "";
    private CilInput.Ask mode;
    private long modeId;
    private final LoginMemory login = new LoginMemory(profiles);
    private Consumer<? super CilOutput> out;
    private long nowMs;
    private long sentMs;

    /**
     * @param seed chooses the first server and spreads the waits; a fresh random number for each
     */
    public CilMachine(CilSettings settings, long seed) {
        this.settings = settings;
        this.jitter = seed;
        this.server = (int) Math.floorMod(seed, (long) settings.servers().size());
    }

    public State state() {
        return state;
    }

    /** The server of the session, or the one that is tried. */
    public CilServer server() {
        return settings.servers().get(server);
    }

    /** UniqueObjectID of the current call, empty when there is none. */
    public String currentCall() {
        return currentCall;
    }

    /** When {@link #onTime} wants to be called next; {@link Long#MAX_VALUE} when never. */
    public long nextDeadlineMs() {
        return timers.nextMs();
    }

    /** Takes one input. */
    public void onInput(CilInput input, long atMs, Consumer<? super CilOutput> to) {
        nowMs = atMs;
        out = to;
        switch (input) {
            case CilInput.Start start -> {
                if (state == State.STOPPED) {
                    connect();
                }
            }
            case CilInput.Connected up -> {
                if (up.attempt() == attempt && state == State.CONNECTING) {
                    greet();
                }
            }
            case CilInput.Said said -> {
                if (said.attempt() == attempt) {
                    heard(said.frame());
                }
            }
            case CilInput.Garbled bad -> {
                if (bad.attempt() == attempt) {
                    drop("it sent what is no frame: " + bad.error());
                }
            }
            case CilInput.Lost lost -> {
                if (lost.attempt() == attempt) {
                    lost(lost.reason());
                }
            }
            case CilInput.Ask ask -> ask(ask);
            case CilInput.Stop stop -> stop(stop.reason());
        }
    }

    /** Fires what is due. */
    public void onTime(long atMs, Consumer<? super CilOutput> to) {
        nowMs = atMs;
        out = to;
        for (Due due = timers.poll(atMs); due != null; due = timers.poll(atMs)) {
            switch (due.kind()) {
                case STEP -> step();
                case HEARTBEAT -> heartbeat();
                case SILENCE -> silent();
                case REQUEST -> end(due.id(), CilReply.lost("No answer in time."));
            }
        }
    }

    private void step() {
        if (state == State.WAITING) {
            connect();
        } else if (state == State.CONNECTING || state == State.GREETING) {
            drop("no answer in time");
        }
    }

    private void connect() {
        state = State.CONNECTING;
        attempt++;
        timers.set(STEP, nowMs + settings.welcomeMs(server()));
        out.accept(new CilOutput.Connect(attempt, server()));
    }

    private void greet() {
        state = State.GREETING;
        ClientHello hello =
                ClientHello.builder()
                        .version(VERSION)
                        .client(settings.client())
                        .token(token)
                        .last(last)
                        .build();
        out.accept(new CilOutput.Send(attempt, hello));
    }

    private void heard(ServerFrame frame) {
        missed = 0;
        rest(SILENCE);
        switch (frame) {
            case Welcome welcome -> welcomed(welcome);
            case Event event -> happened(event);
            case Reply reply -> replied(reply);
            case Pong pong -> raise("OnHeartbeat", Arguments.EMPTY);
            case Closing closing -> closing(closing);
            default -> out.accept(new CilOutput.Note("no word for a client: " + frame));
        }
    }

    private void welcomed(Welcome welcome) {
        state = State.LIVE;
        failedServers = 0;
        rounds = 0;
        timers.cancel(STEP);
        token = welcome.token();
        epoch = welcome.epoch();
        heartbeats.take(welcome);
        rest(HEARTBEAT);
        rest(SILENCE);
        if (!welcome.resumed()) {
            objects.clear(this::changed);
            currentCall = "";
            last = welcome.next() - 1;
        }
        raise(
                "OnConnection",
                Arguments.builder()
                        .put("CurrentServer", server().host())
                        .put("CurrentPort", server().port())
                        .put("Server", welcome.server())
                        .put("Resumed", welcome.resumed())
                        .put("EventTime", welcome.timeMs())
                        .build());
        if (!welcome.resumed() && mode != null && !login.loggedIn()) {
            modeId = send(mode);
        }
    }

    private void happened(Event event) {
        if (event.number() <= last) {
            return;
        }
        if (event.number() != last + 1) {
            drop("event " + event.number() + " came after " + last);
            return;
        }
        last = event.number();
        renewed(event.args());
        takeHeartbeats(event);
        objects.take(event, this::changed);
        if (event.name().equals("OnCurrentCallChanged")) {
            currentCall = event.target();
        }
        out.accept(
                new CilOutput.Raise(
                        new CilEvent(
                                event.name(),
                                event.target(),
                                event.args(),
                                event.number(),
                                event.timeMs())));
        objects.after(event, this::changed);
        CilInput.Ask again = login.after(event);
        if (again != null) {
            out.accept(new CilOutput.Note("AutoLogin: the agent is logged in again"));
            send(again);
        }
    }

    private void takeHeartbeats(Event event) {
        int before = heartbeats.everyMs();
        profiles.take(event);
        heartbeats.take(event);
        if (heartbeats.everyMs() != before) {
            rest(HEARTBEAT);
            rest(SILENCE);
        }
    }

    /** From now on, as long as there are heartbeats. */
    private void rest(Due due) {
        if (heartbeats.everyMs() > 0) {
            timers.set(due, nowMs + heartbeats.everyMs());
        } else {
            timers.cancel(due);
        }
    }

    private void changed(String id, Arguments properties) {
        out.accept(new CilOutput.Changed(id, properties));
    }

    private void renewed(Arguments args) {
        String fresh = args.text("Token");
        if (fresh != null) {
            token = fresh;
        }
    }

    private void replied(Reply reply) {
        renewed(reply.args());
        if (reply.id() == modeId && reply.outcome() == Outcome.FAILED) {
            mode = null;
        }
        login.replied(reply);
        end(
                reply.id(),
                new CilReply(
                        reply.outcome(),
                        reply.code(),
                        reply.peripheralCode(),
                        reply.text(),
                        reply.args()));
    }

    private void closing(Closing closing) {
        out.accept(new CilOutput.Note("the server closes: " + closing.reason()));
        if (closing.reconnect()) {
            drop(closing.text());
            return;
        }
        boolean refused = closing.reason().equals("refused");
        leave(closing.text());
        Arguments args = Arguments.builder().put("ErrorMessage", closing.text()).build();
        raise(refused ? "OnConnectionRejected" : "OnConnectionClosed", args);
    }

    private void ask(CilInput.Ask ask) {
        if (state != State.LIVE) {
            ended(ask.token(), CilReply.notConnected());
            return;
        }
        boolean tellsMode = ask.name().equals("SetAgent") || ask.name().equals("SetMessageFilter");
        if (tellsMode && sameIsUnderWay(ask)) {
            open.put(modeId, ask.token());
            return;
        }
        long id = send(ask);
        if (tellsMode) {
            mode = new CilInput.Ask(0, ask.name(), ask.target(), ask.args());
            modeId = id;
        }
        login.asked(id, ask);
    }

    /** This library has asked the same by itself just now: that answer serves both. */
    private boolean sameIsUnderWay(CilInput.Ask ask) {
        Long asker = open.get(modeId);
        return asker != null
                && asker == 0
                && mode.name().equals(ask.name())
                && mode.args().equals(ask.args());
    }

    private long send(CilInput.Ask ask) {
        long id = nextId++;
        open.put(id, ask.token());
        timers.set(new Due(Kind.REQUEST, id), nowMs + settings.requestTimeoutMs());
        send(
                Request.builder()
                        .id(id)
                        .epoch(epoch)
                        .seen(last)
                        .name(ask.name())
                        .target(ask.target())
                        .args(ask.args())
                        .build());
        return id;
    }

    private void send(ClientFrame frame) {
        sentMs = nowMs;
        rest(HEARTBEAT);
        out.accept(new CilOutput.Send(attempt, frame));
    }

    private void end(long id, CilReply reply) {
        timers.cancel(new Due(Kind.REQUEST, id));
        Long asker = open.remove(id);
        if (asker != null) {
            ended(asker, reply);
        }
    }

    private void ended(long asker, CilReply reply) {
        if (asker != 0) {
            out.accept(new CilOutput.Ended(asker, reply));
        }
    }

    private void heartbeat() {
        if (state == State.LIVE) {
            send(new Ping(nowMs));
        }
    }

    /**
     * Nothing was heard for an interval: a heartbeat goes out; one interval after the last
     * permitted one the link counts as gone (BEH-280: at 5, 10 and 15 s, gone at 20 s).
     */
    private void silent() {
        if (state != State.LIVE) {
            return;
        }
        missed++;
        if (missed > heartbeats.most()) {
            drop("silent for " + missed + " heartbeats");
            return;
        }
        rest(SILENCE);
        if (nowMs - sentMs >= heartbeats.everyMs()) {
            heartbeat();
        }
        if (missed > 1) {
            raise(
                    "OnMissingHeartbeat",
                    Arguments.builder()
                            .put("ConsecutiveMissedHeartbeats", missed - 1)
                            .put("HeartbeatInterval", heartbeats.everyMs())
                            .build());
        }
    }

    private void drop(String reason) {
        out.accept(new CilOutput.Drop(attempt, reason));
        lost(reason);
    }

    private void lost(String reason) {
        if (state == State.STOPPED || state == State.WAITING) {
            return;
        }
        boolean live = state == State.LIVE;
        Arguments args =
                Arguments.builder()
                        .put("FailedServer", server().toString())
                        .put("ErrorMessage", reason)
                        .build();
        endAll();
        timers.cancel(HEARTBEAT);
        timers.cancel(SILENCE);
        missed = 0;
        attempt++;
        server = (server + 1) % settings.servers().size();
        failedServers = live ? 1 : failedServers + 1;
        raise("OnConnectionFailure", args);
        if (live) {
            login.connectionLost();
            // Thousands lose their server in the same moment; they must not come in the same.
            await(random(settings.firstTryWithinMs()));
        } else if (failedServers >= settings.servers().size()) {
            failedServers = 0;
            await(waitMs());
            rounds++;
        } else {
            connect();
        }
    }

    private void await(long ms) {
        state = State.WAITING;
        timers.set(STEP, nowMs + ms);
    }

    /** From 0 to below a bound; 0 for the bound 0. */
    private long random(long bound) {
        jitter = jitter * 6364136223846793005L + 1442695040888963407L;
        return bound == 0 ? 0 : (jitter >>> 33) % bound;
    }

    private long waitMs() {
        long wait = settings.reconnectMinMs();
        for (int i = 0; i < rounds && wait < settings.reconnectMaxMs(); i++) {
            wait *= 2;
        }
        wait = Math.min(wait, settings.reconnectMaxMs());
        return wait - wait / 4 + random(wait / 2);
    }

    private void endAll() {
        for (Long id : List.copyOf(open.keySet())) {
            end(id, CilReply.lost("The connection broke. What happened shows on the phone."));
        }
    }

    private void stop(String reason) {
        if (state == State.STOPPED) {
            return;
        }
        if (state == State.LIVE) {
            send(new Goodbye(reason));
        }
        leave(reason);
        raise("OnConnectionClosed", Arguments.EMPTY);
    }

    private void leave(String reason) {
        endAll();
        timers.cancel(STEP);
        timers.cancel(HEARTBEAT);
        timers.cancel(SILENCE);
        out.accept(new CilOutput.Drop(attempt, reason));
        attempt++;
        state = State.STOPPED;
        token = null;
        mode = null;
        login.forget();
        last = 0;
        objects.clear(this::changed);
    }

    private void raise(String name, Arguments args) {
        out.accept(new CilOutput.Raise(new CilEvent(name, "", args, 0, 0)));
    }
}
