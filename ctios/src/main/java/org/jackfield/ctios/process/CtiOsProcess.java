package org.jackfield.ctios.process;

import org.jackfield.client.ctiserver.CtiServerAddress;
import org.jackfield.client.run.CtiClient;
import org.jackfield.client.run.CtiClientListener;
import org.jackfield.ctios.session.CtiOsInput;
import org.jackfield.ctios.session.CtiOsMachine;
import org.jackfield.ctios.session.CtiOsOutput;
import org.jackfield.ctios.session.SessionSettings;
import org.jackfield.machine.loop.Drain;
import org.jackfield.machine.loop.InOrder;
import org.jackfield.machine.loop.Loop;
import org.jackfield.machine.loop.MonotonicClock;
import org.jackfield.node.console.ConsoleCommand;
import org.jackfield.protocol.ged188.Ged188Message;
import org.jackfield.protocol.ged188.OpenConf;
import org.jackfield.protocol.ged188.ServiceMask;
import org.jackfield.protocol.link.ClassPathFiles;
import org.jackfield.protocol.link.EventLoops;
import org.jackfield.protocol.link.HttpAnswer;
import org.jackfield.protocol.link.LinkSettings;
import org.jackfield.protocol.link.WebSocketServer;
import org.jackfield.protocol.link.WebSocketServerSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;

/**
 * A CTI OS server. One loop decides; the event loop reads and writes. {@link #launch} opens the
 * port at once and looks for a CTI Server by itself; {@link #close} tells the clients.
 */
public final class CtiOsProcess implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(CtiOsProcess.class);

    /** Whoever follows a call finds every event here by its call id. */
    private static final Logger TRACE = LoggerFactory.getLogger("org.jackfield.trace.CALLS");

    private static final int INBOX_MAX = 50_000;

    /** Longer than requests take that the gateway answers. */
    private static final long DRAIN_WAIT_MS = 3_000;

    /**
     * Calls and agents of all phones, control of them, data that change by themselves; and a
     * session that waits at the standby side.
     */
    private static final long SERVICES =
            ServiceMask.CLIENT_CONTROL
                    | ServiceMask.ALL_EVENTS
                    | ServiceMask.CALL_DATA_UPDATE
                    | ServiceMask.UPDATE_EVENTS
                    | ServiceMask.ACTIVE_STANDBY;

    private final CtiOsSettings settings;
    private final EventLoops eventLoops;
    private final Loop loop;
    private final CtiOsMachine machine;
    private final CtiClient south;
    private final ClientLinks north;
    private final PeerSockets peers;
    private final WebSocketServer server;
    private final InOrder<CtiOsOutput> outputs = new InOrder<>(this::carryOut);
    private volatile boolean online;

    private CtiOsProcess(CtiOsSettings settings) {
        this.settings = settings;
        this.eventLoops = EventLoops.start("ctios-link-" + settings.name());
        this.loop =
                new Loop(
                        "ctios-" + settings.name(),
                        INBOX_MAX,
                        new MonotonicClock(),
                        fault -> LOG.error("{}: fault, the loop goes on", settings.name(), fault));
        this.machine =
                new CtiOsMachine(
                        sessionSettings(settings), new HmacSigner(settings.tokenKeyBytes()));
        this.south =
                CtiClient.on(
                        loop,
                        settings.driver().client(settings.ctiServers(), SERVICES),
                        eventLoops,
                        LinkSettings.DEFAULTS,
                        new South());
        this.north = new ClientLinks(loop, this::take);
        this.peers = new PeerSockets(eventLoops, loop, this::take, settings.tls());
        this.server = open();
    }

    /**
     * Starts a server.
     *
     * @throws org.jackfield.protocol.link.ListenException when the port cannot be had
     */
    public static CtiOsProcess launch(CtiOsSettings settings) {
        CtiOsProcess process = new CtiOsProcess(settings);
        process.loop.start(process.new Turn());
        process.south.start();
        LOG.info("{} listens on {}", settings.name(), process.server.port());
        return process;
    }

    private WebSocketServer open() {
        StringBuilder sources = new StringBuilder();
        for (String peer : settings.peers().addresses()) {
            sources.append("ws://").append(peer).append(" wss://").append(peer).append(' ');
        }
        ClassPathFiles files =
                new ClassPathFiles(getClass().getClassLoader(), sources.toString().strip());
        try {
            return WebSocketServer.open(
                    eventLoops,
                    WebSocketServerSettings.of(settings.listen(), "/cil")
                            .withOrigins(settings.origins())
                            .withPings(settings.probe().intervalMs(), settings.probe().retries())
                            .withTls(settings.tls()),
                    files.orElse(this::health),
                    north);
        } catch (RuntimeException notOpened) {
            eventLoops.close();
            throw notOpened;
        }
    }

    private HttpAnswer health(String path) {
        if (!path.equals("/healthz")) {
            return null;
        }
        String text =
                "{\"server\":\"%s\",\"ctiServer\":%s,\"clients\":%d}"
                        .formatted(settings.name(), online, north.count());
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return HttpAnswer.json(online ? 200 : 503, bytes);
    }

    private static SessionSettings sessionSettings(CtiOsSettings settings) {
        byte[] random = new byte[8];
        new SecureRandom().nextBytes(random);
        return new SessionSettings(
                settings.name(),
                settings.name() + "-" + HexFormat.of().formatHex(random),
                settings.secondLogin(),
                settings.closed(),
                settings.limits(),
                settings.desktop(),
                settings.peers(),
                settings.chat());
    }

    /** What can be asked at this server's console; it runs on {@link #offer}. */
    public List<ConsoleCommand> consoleCommands() {
        return new CtiOsConsole(settings.name(), machine::now, north::sent).commands();
    }

    /** Runs a task on the server's loop; false when it cannot be taken. */
    public boolean offer(Runnable task) {
        return loop.offer(task);
    }

    /** Port that clients connect to. */
    public int port() {
        return server.port();
    }

    /** Whether the CTI Server and all its switches can be reached. */
    public boolean online() {
        return online;
    }

    /** On the loop: one input, then everything that came of it. */
    private void take(CtiOsInput input) {
        machine.onInput(input, loop.nowMs(), outputs);
        carryOut();
    }

    private void carryOut() {
        outputs.run();
        online = machine.online();
    }

    private void carryOut(CtiOsOutput output) {
        switch (output) {
            case CtiOsOutput.Ask ask ->
                    south.ask(
                            ask.request(),
                            ask.timeoutMs(),
                            outcome -> take(new CtiOsInput.Ended(ask.token(), outcome)));
            case CtiOsOutput.Frame frame -> north.send(frame.link(), frame.frame());
            case CtiOsOutput.Share share -> north.share(share);
            case CtiOsOutput.Close close -> north.close(close.link(), close.last());
            case CtiOsOutput.PeerConnect wanted -> peers.connect(wanted);
            case CtiOsOutput.PeerSend wanted -> peers.send(wanted);
            case CtiOsOutput.PeerDrop wanted -> peers.drop(wanted);
            case CtiOsOutput.Note note -> LOG.info("{}: {}", settings.name(), note.text());
        }
    }

    private final class Turn implements Loop.Turn {
        @Override
        public void onTime(long nowMs) {
            machine.onTime(nowMs, outputs);
            carryOut();
            south.onTime(nowMs);
        }

        @Override
        public long nextDeadlineMs() {
            return Math.min(machine.nextDeadlineMs(), south.nextDeadlineMs());
        }
    }

    private final class South implements CtiClientListener {
        @Override
        public void opened(CtiServerAddress side, int version, OpenConf conf) {
            LOG.info("{}: session with CTI Server {}, version {}", settings.name(), side, version);
            take(new CtiOsInput.LinkUp(side.name(), conf));
        }

        @Override
        public void down(CtiServerAddress side, String reason) {
            LOG.warn("{}: CTI Server {} is gone: {}", settings.name(), side, reason);
            take(new CtiOsInput.LinkDown(reason));
        }

        @Override
        public void event(Ged188Message event) {
            TRACE.atDebug().addKeyValue("message", event).log("received");
            take(new CtiOsInput.Happened(event));
        }

        @Override
        public void note(String text) {
            LOG.info("{}: {}", settings.name(), text);
        }
    }

    /** Whoever pressed a button learns what came of it, before the end is told. */
    private void drain() {
        int open =
                Drain.await(
                        loop,
                        () -> take(new CtiOsInput.Drain()),
                        machine::openRequests,
                        DRAIN_WAIT_MS);
        if (open > 0) {
            LOG.warn("{}: {} requests have no outcome, and the server ends", settings.name(), open);
        }
    }

    /** Tells the clients that they may go elsewhere, and ends everything in reverse order. */
    @Override
    public void close() {
        drain();
        north.shutdown(settings.name() + " is being shut down.");
        server.close();
        loop.close();
        south.close();
        eventLoops.close();
        LOG.info("{} ended", settings.name());
    }
}
