package org.jackfield.client.run;

import org.jackfield.client.cil.CilEvent;
import org.jackfield.client.cil.CilInput;
import org.jackfield.client.cil.CilMachine;
import org.jackfield.client.cil.CilOutput;
import org.jackfield.client.cil.CilReply;
import org.jackfield.client.cil.CilSettings;
import org.jackfield.machine.loop.InOrder;
import org.jackfield.machine.loop.Loop;
import org.jackfield.machine.loop.MonotonicClock;
import org.jackfield.protocol.cil.json.CilJson;
import org.jackfield.protocol.link.EventLoops;
import org.jackfield.protocol.link.TlsTrust;
import org.jackfield.protocol.link.WebSocketClient;
import org.jackfield.protocol.link.WebSocketClientSettings;
import org.jackfield.protocol.record.Arguments;
import org.jackfield.protocol.record.RecordFormatException;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;

/**
 * A session with a CTI OS server, as an application knows it. Methods may be called from any
 * thread; listeners are called on one thread, in order; what one throws is told to all as OnLog. It
 * reconnects by itself, to either server, until {@link #disconnect}.
 */
public final class CtiOsSession implements AutoCloseable {

    private static final int INBOX_MAX = 10_000;
    private static final int PING_MS = 5_000;
    private static final int SILENCE_MS = 60_000;

    /** A WaitObject: an event that somebody waits for. */
    private record Wait(Predicate<CilEvent> wanted, CompletableFuture<CilEvent> seen) {}

    private final CilMachine machine;
    private final EventLoops loops;
    private final boolean ownLoops;
    private final Loop loop;
    private final List<CilListener> listeners = new CopyOnWriteArrayList<>();
    private final List<Runnable> watchers = new CopyOnWriteArrayList<>();
    private final List<Wait> waits = new CopyOnWriteArrayList<>();
    private final Map<String, Arguments> objects = new ConcurrentSkipListMap<>();
    private final Map<Long, CompletableFuture<CilReply>> asked = new ConcurrentHashMap<>();
    private final AtomicLong tokens = new AtomicLong(1);
    private final InOrder<CilOutput> outputs = new InOrder<>(this::carryOut);
    private WebSocketClient link;
    private volatile TlsTrust trust;
    private long linkAttempt;
    // On the loop's thread.
    private Throwable faultOfListener;
    private boolean reporting;
    private volatile String currentAgent = "";
    private volatile String currentCall = "";
    private volatile boolean connected;
    private volatile int serverPort;

    private CtiOsSession(CilSettings settings, EventLoops loops, boolean ownLoops) {
        this.machine = new CilMachine(settings, ThreadLocalRandom.current().nextLong());
        this.loops = loops;
        this.ownLoops = ownLoops;
        this.loop =
                new Loop(
                        "cil-" + settings.client(),
                        INBOX_MAX,
                        new MonotonicClock(),
                        fault -> raise(fault("the library failed: " + fault)));
        this.loop.start(new Turn());
    }

    /** A session that is not connected yet, with an event loop of its own. */
    public static CtiOsSession create(CilSettings settings) {
        return new CtiOsSession(settings, EventLoops.start("cil"), true);
    }

    /** A session on event loops that it shares with others. */
    public static CtiOsSession create(CilSettings settings, EventLoops loops) {
        return new CtiOsSession(settings, loops, false);
    }

    /**
     * For servers by wss: believes these certificates instead of the JDK's. From the next
     * connection on.
     */
    public CtiOsSession trusting(TlsTrust certificates) {
        trust = certificates;
        return this;
    }

    /** Subscribes to every event. */
    public CtiOsSession addListener(CilListener listener) {
        listeners.add(listener);
        return this;
    }

    public void removeListener(CilListener listener) {
        listeners.remove(listener);
    }

    /** Starts to connect; OnConnection or OnConnectionFailure follows. */
    public void connect() {
        loop.offer(() -> take(new CilInput.Start()));
    }

    /** Ends the session and does not connect again; OnConnectionClosed follows. */
    public void disconnect() {
        loop.offer(() -> take(new CilInput.Stop("disconnect")));
    }

    /** Whether the session is live now. */
    public boolean connected() {
        return connected;
    }

    /** Port of the server that the session is or was with; 0 before the first. */
    public int serverPort() {
        return serverPort;
    }

    /** Agent mode: the session is for this agent. */
    public CompletableFuture<CilReply> setAgent(long peripheralId, String agentId) {
        currentAgent = "agent." + peripheralId + "." + agentId;
        return request(
                "SetAgent",
                "",
                Arguments.builder()
                        .put("PeripheralID", peripheralId)
                        .put("AgentID", agentId)
                        .build());
    }

    /** Monitor mode: the session sees what passes the filter. */
    public CompletableFuture<CilReply> setMessageFilter(String filter) {
        return request("SetMessageFilter", "", Arguments.builder().put("Filter", filter).build());
    }

    /** Asks for the desktop settings; OnGlobalSettingsDownloadConf follows. */
    public CompletableFuture<CilReply> requestDesktopSettings() {
        return request("RequestDesktopSettings", "", Arguments.EMPTY);
    }

    /** The agent of {@link #setAgent}. */
    public Agent currentAgent() {
        return new Agent(this, currentAgent);
    }

    /** The current call, or null. */
    public Call currentCall() {
        String id = currentCall;
        return id.isEmpty() ? null : new Call(this, id);
    }

    /** All calls that are there now. */
    public List<Call> calls() {
        List<Call> calls = new ArrayList<>();
        for (String id : objects.keySet()) {
            if (id.startsWith("call.")) {
                calls.add(new Call(this, id));
            }
        }
        return calls;
    }

    /** All agents that the session knows; in monitor mode many. */
    public List<Agent> agents() {
        List<Agent> agents = new ArrayList<>();
        for (String id : objects.keySet()) {
            if (id.startsWith("agent.")) {
                agents.add(new Agent(this, id));
            }
        }
        return agents;
    }

    /** A call by its id, whether it is there or not. */
    public Call call(String uniqueObjectId) {
        return new Call(this, uniqueObjectId);
    }

    /** An agent by its id, whether it is there or not. */
    public Agent agent(String uniqueObjectId) {
        return new Agent(this, uniqueObjectId);
    }

    Arguments properties(String id) {
        return objects.get(id);
    }

    /** Sends a request. */
    public CompletableFuture<CilReply> request(String name, String target, Arguments args) {
        CompletableFuture<CilReply> reply = new CompletableFuture<>();
        long token = tokens.getAndIncrement();
        asked.put(token, reply);
        if (!loop.offer(() -> take(new CilInput.Ask(token, name, target, args)))) {
            asked.remove(token);
            reply.completeExceptionally(
                    new IllegalStateException("the session is closed or overloaded"));
        }
        return reply;
    }

    /**
     * The next event that is wanted; ask before doing what causes it. When the question itself
     * fails, so does the answer.
     */
    public CompletableFuture<CilEvent> next(Predicate<CilEvent> wanted) {
        CompletableFuture<CilEvent> seen = new CompletableFuture<>();
        waits.add(new Wait(wanted, seen));
        return seen;
    }

    /**
     * Waits until the session's objects are as wanted; not on the session's own thread.
     *
     * @return false when they were not within the time
     * @throws java.util.concurrent.CompletionException when the question itself fails
     */
    public boolean await(Predicate<CtiOsSession> wanted, long timeoutMs) {
        CompletableFuture<Boolean> met = new CompletableFuture<>();
        Runnable watcher =
                () -> {
                    try {
                        if (wanted.test(this)) {
                            met.complete(true);
                        }
                    } catch (RuntimeException | Error fault) {
                        met.completeExceptionally(fault);
                    }
                };
        watchers.add(watcher);
        try {
            loop.offer(watcher);
            return met.completeOnTimeout(false, timeoutMs, TimeUnit.MILLISECONDS).join();
        } finally {
            watchers.remove(watcher);
        }
    }

    private void take(CilInput input) {
        machine.onInput(input, loop.nowMs(), outputs);
        carryOut();
    }

    private void carryOut() {
        if (!outputs.run()) {
            return;
        }
        connected = machine.state() == CilMachine.State.LIVE;
        watchers.forEach(Runnable::run);
    }

    private void carryOut(CilOutput output) {
        currentCall = machine.currentCall();
        connected = machine.state() == CilMachine.State.LIVE;
        switch (output) {
            case CilOutput.Connect connect -> open(connect);
            case CilOutput.Send send -> {
                if (link != null && linkAttempt == send.attempt()) {
                    link.send(new String(CilJson.encode(send.frame()), StandardCharsets.UTF_8));
                }
            }
            case CilOutput.Drop drop -> {
                if (link != null && linkAttempt == drop.attempt()) {
                    link.close(drop.reason());
                    link = null;
                }
            }
            case CilOutput.Changed changed -> {
                if (changed.properties() == null) {
                    objects.remove(changed.id());
                } else {
                    objects.put(changed.id(), changed.properties());
                }
            }
            case CilOutput.Raise raise -> raise(raise.event());
            case CilOutput.Ended ended -> {
                CompletableFuture<CilReply> reply = asked.remove(ended.token());
                if (reply != null) {
                    reply.complete(ended.reply());
                }
            }
            case CilOutput.Note note -> raise(fault(note.text()));
        }
    }

    private static CilEvent fault(String text) {
        Arguments args = Arguments.builder().put("ErrorMessage", text).build();
        return new CilEvent("OnLog", "", args, 0, 0);
    }

    private void raise(CilEvent event) {
        if (event.is("OnConnection")) {
            serverPort = (int) event.args().number("CurrentPort", 0);
        }
        if (event.is("OnSetAgentMode")) {
            currentAgent = event.target();
        }
        for (Wait each : waits) {
            meet(each, event);
        }
        for (CilListener each : listeners) {
            tell(each, event);
        }
        Throwable fault = faultOfListener;
        faultOfListener = null;
        if (fault != null) {
            report(event, fault);
        }
    }

    private void meet(Wait wait, CilEvent event) {
        try {
            if (wait.seen().isDone()) {
                waits.remove(wait);
            } else if (wait.wanted().test(event)) {
                waits.remove(wait);
                wait.seen().complete(event);
            }
        } catch (RuntimeException | Error fault) {
            waits.remove(wait);
            wait.seen().completeExceptionally(fault);
        }
    }

    /** One listener's fault is not the others', nor the session's. */
    private void tell(CilListener listener, CilEvent event) {
        try {
            listener.onEvent(event);
        } catch (RuntimeException | Error fault) {
            faultOfListener = fault;
        }
    }

    /** Tells all listeners of a fault; who fails at that too is told of by the thread alone. */
    private void report(CilEvent event, Throwable fault) {
        if (reporting) {
            Thread self = Thread.currentThread();
            self.getThreadGroup().uncaughtException(self, fault);
            return;
        }
        reporting = true;
        try {
            raise(fault("a listener failed at " + event.name() + ": " + fault));
        } finally {
            reporting = false;
        }
    }

    private void open(CilOutput.Connect connect) {
        long attempt = connect.attempt();
        linkAttempt = attempt;
        link =
                WebSocketClient.connect(
                        loops,
                        WebSocketClientSettings.to(URI.create(connect.server().address()))
                                .withTrust(trust)
                                .withWatch(PING_MS, SILENCE_MS),
                        new Ears(attempt));
    }

    private final class Ears implements WebSocketClient.Listener {

        private final long attempt;

        Ears(long attempt) {
            this.attempt = attempt;
        }

        @Override
        public void opened() {
            loop.offer(() -> take(new CilInput.Connected(attempt)));
        }

        @Override
        public void text(String message) {
            CilInput input;
            try {
                byte[] bytes = message.getBytes(StandardCharsets.UTF_8);
                input = new CilInput.Said(attempt, CilJson.decodeServerFrame(bytes));
            } catch (RecordFormatException wrong) {
                input = new CilInput.Garbled(attempt, wrong.getMessage());
            }
            CilInput said = input;
            if (!loop.offer(() -> take(said))) {
                loop.offer(() -> take(new CilInput.Lost(attempt, "this program is too slow")));
            }
        }

        @Override
        public void closed(String reason) {
            loop.offer(() -> take(new CilInput.Lost(attempt, reason)));
        }
    }

    private final class Turn implements Loop.Turn {
        @Override
        public void onTime(long nowMs) {
            machine.onTime(nowMs, outputs);
            carryOut();
        }

        @Override
        public long nextDeadlineMs() {
            return machine.nextDeadlineMs();
        }
    }

    /** Disconnects and ends the session's thread. */
    @Override
    public void close() {
        CompletableFuture<Void> gone = new CompletableFuture<>();
        boolean handed =
                loop.offer(
                        () -> {
                            take(new CilInput.Stop("closed"));
                            gone.complete(null);
                        });
        if (handed && !loop.inside()) {
            gone.completeOnTimeout(null, 2, TimeUnit.SECONDS).join();
        }
        loop.close();
        if (ownLoops) {
            loops.close();
        }
    }
}
