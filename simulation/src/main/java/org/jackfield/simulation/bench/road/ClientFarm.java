package org.jackfield.simulation.bench.road;

import org.jackfield.protocol.cil.ClientFrame;
import org.jackfield.protocol.cil.ClientHello;
import org.jackfield.protocol.cil.Outcome;
import org.jackfield.protocol.cil.Reply;
import org.jackfield.protocol.cil.Request;
import org.jackfield.protocol.cil.ServerFrame;
import org.jackfield.protocol.cil.Welcome;
import org.jackfield.protocol.cil.json.CilJson;
import org.jackfield.protocol.link.EventLoops;
import org.jackfield.protocol.link.WebSocketClient;
import org.jackfield.protocol.link.WebSocketClientSettings;
import org.jackfield.protocol.record.Arguments;

import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Agents' clients: connect, log in, go ready, then take what comes and note when. */
final class ClientFarm implements AutoCloseable {

    private static final int OPENING_MAX = 20;
    private static final int OPEN_TRIES_MAX = 10;
    private static final int AGAIN_MS = 500;
    private static final int PING_MS = 20_000;
    private static final int SILENCE_MS = 90_000;

    /** An event as it came. */
    private record Taken(long micros, int client, String text) {}

    private final EventLoops loops = EventLoops.start("clients");
    private final ScheduledExecutorService later =
            Executors.newSingleThreadScheduledExecutor(
                    work -> Thread.ofPlatform().daemon(true).name("clients-later").unstarted(work));
    private final Queue<Taken> taken = new ConcurrentLinkedQueue<>();
    private final Queue<One> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger connected = new AtomicInteger();
    private final AtomicInteger loggedIn = new AtomicInteger();
    private final AtomicInteger ready = new AtomicInteger();
    private final AtomicInteger closed = new AtomicInteger();
    private volatile boolean measuring;
    private volatile String trouble = "-";

    void connect(int port, int clients) {
        URI address = URI.create("ws://127.0.0.1:" + port + "/cil");
        for (int index = 0; index < clients; index++) {
            waiting.add(new One(index, address));
        }
        for (int i = 0; i < OPENING_MAX; i++) {
            next();
        }
    }

    /** A busy server gets no more to open than it can take: the next comes when one is through. */
    private void next() {
        One one = waiting.poll();
        if (one != null) {
            later.execute(one::open);
        }
    }

    String status() {
        return "status %d %d %d %d %s"
                .formatted(connected.get(), loggedIn.get(), ready.get(), closed.get(), trouble);
    }

    void measure() {
        taken.clear();
        measuring = true;
    }

    /** Writes every event that came while measuring, in the order it came. */
    void write(Path file) throws IOException {
        measuring = false;
        try (DataOutputStream out =
                new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
            for (Taken each : taken) {
                byte[] text = each.text.getBytes(StandardCharsets.UTF_8);
                out.writeLong(each.micros);
                out.writeInt(each.client);
                out.writeInt(text.length);
                out.write(text);
            }
        }
    }

    @Override
    public void close() {
        later.shutdownNow();
        loops.close();
    }

    /** One agent's client; its methods run on the event loop, but for what is tried again. */
    private final class One implements WebSocketClient.Listener {

        private static final long SET_AGENT = 1;
        private static final long LOGIN = 2;
        private static final long READY = 3;

        private final int index;
        private final URI address;
        private WebSocketClient socket;
        private long epoch;
        private int tries;
        private boolean isOpen;
        private boolean isLoggedIn;
        private boolean isReady;

        One(int index, URI address) {
            this.index = index;
            this.address = address;
        }

        void open() {
            tries++;
            socket =
                    WebSocketClient.connect(
                            loops,
                            WebSocketClientSettings.to(address).withWatch(PING_MS, SILENCE_MS),
                            this);
        }

        private void say(ClientFrame frame) {
            socket.send(new String(CilJson.encode(frame), StandardCharsets.UTF_8));
        }

        private void ask(long id, String name, String target, Arguments args) {
            say(Request.builder().id(id).epoch(epoch).name(name).target(target).args(args).build());
        }

        private String target() {
            return "agent." + RoadSite.PERIPHERAL + "." + RoadSite.agent(index);
        }

        @Override
        public void opened() {
            isOpen = true;
            connected.incrementAndGet();
            say(ClientHello.builder().version(1).client("road " + index).build());
        }

        @Override
        public void text(String message) {
            if (message.startsWith("{\"t\":\"event\"")) {
                if (measuring) {
                    taken.add(new Taken(Moment.now(), index, message));
                }
                return;
            }
            ServerFrame frame = CilJson.decodeServerFrame(message.getBytes(StandardCharsets.UTF_8));
            if (frame instanceof Welcome welcome) {
                epoch = welcome.epoch();
                setAgent();
            } else if (frame instanceof Reply reply) {
                onReply(reply);
            }
        }

        private void setAgent() {
            ask(
                    SET_AGENT,
                    "SetAgent",
                    "",
                    Arguments.builder()
                            .put("AgentID", RoadSite.agent(index))
                            .put("PeripheralID", RoadSite.PERIPHERAL)
                            .build());
        }

        private void onReply(Reply reply) {
            if (reply.outcome() != Outcome.DONE) {
                trouble = reply.text().replace(' ', '_');
                later.schedule(() -> again(reply.id()), AGAIN_MS, TimeUnit.MILLISECONDS);
            } else if (reply.id() == SET_AGENT) {
                again(LOGIN);
            } else if (reply.id() == LOGIN) {
                if (!isLoggedIn) {
                    isLoggedIn = true;
                    loggedIn.incrementAndGet();
                    next();
                }
                again(READY);
            } else if (reply.id() == READY && !isReady) {
                isReady = true;
                ready.incrementAndGet();
            }
        }

        private void again(long id) {
            if (id == SET_AGENT) {
                setAgent();
            } else if (id == LOGIN) {
                ask(
                        LOGIN,
                        "Login",
                        target(),
                        Arguments.builder()
                                .put("AgentPassword", RoadSite.PASSWORD)
                                .put("AgentInstrument", RoadSite.phone(index))
                                .build());
            } else {
                ask(
                        READY,
                        "SetAgentState",
                        target(),
                        Arguments.builder().put("AgentState", 3).build());
            }
        }

        @Override
        public void closed(String reason) {
            if (!isOpen && tries < OPEN_TRIES_MAX) {
                later.schedule(this::open, AGAIN_MS, TimeUnit.MILLISECONDS);
                return;
            }
            closed.incrementAndGet();
            trouble = reason.replace(' ', '_');
        }
    }
}
