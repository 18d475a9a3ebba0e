package org.jackfield.acceptance.system;

import org.jackfield.client.ctiserver.CtiServerAddress;
import org.jackfield.ctios.process.CtiOsProcess;
import org.jackfield.ctios.process.CtiOsSettings;
import org.jackfield.ctios.process.DefaultDesktop;
import org.jackfield.ctios.session.DesktopSettings;
import org.jackfield.ctios.session.SessionSettings;
import org.jackfield.gateway.process.GatewayProcess;
import org.jackfield.gateway.process.GatewaySettings;
import org.jackfield.gateway.process.HostedPim;
import org.jackfield.peripheral.asterisk.AsteriskPim;
import org.jackfield.peripheral.asterisk.AsteriskSettings;
import org.jackfield.protocol.link.EventLoops;
import org.jackfield.simulation.switchyard.AsteriskHost;
import org.jackfield.simulation.switchyard.LinkCutter;
import org.jackfield.simulation.switchyard.SipAgent;
import org.jackfield.simulation.switchyard.SipPhone;
import org.jackfield.simulation.switchyard.SippCaller;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A real Asterisk, its phones and callers, a gateway and two CTI OS servers, all on free ports:
 * agents 1001 to 1003 at 2001 to 2003, routed number 7001. Phone 2001 tells whom it hears; the
 * others are desk phones that answer by themselves.
 */
final class RealCentre implements AutoCloseable {

    static final String CALLER = "88601";
    static final int CALLER_HZ = 700;
    static final int FIRST_HZ = 510;

    private static final String CONNECTED = "switch: connected to Asterisk";

    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private final List<String> log = new ArrayList<>();
    private final EventLoops loops;

    final AsteriskHost host;

    /** Between gateway and Asterisk. */
    final LinkCutter wire;

    /** Callers from outside, who tell whom they hear. */
    final SipAgent carrier;

    /** Phone 2001. */
    final SipAgent first;

    /** Phone 2002. */
    final SipPhone second;

    /** Phone 2003. */
    final SipPhone third;

    private final int portA = freePort();
    private final int portB = freePort();

    RealCentre() {
        try {
            loops = keep(EventLoops.start("centre"));
            Path scripts = AsteriskHost.findScripts();
            Path installation = AsteriskHost.install(scripts, line -> {});
            host = keep(AsteriskHost.start(scripts, installation, RealSite.PHONES));
            wire = keep(new LinkCutter(inet(host.restAddress().getPort()), null));
            GatewayProcess gateway = keep(gateway());
            keep(ctios("ctios-A", portA, gateway, "A", "B"));
            keep(ctios("ctios-B", portB, gateway, "B", "A"));
            carrier = SipAgent.carrier(host, CALLER, CALLER_HZ);
            first = SipAgent.phone(host, "2001", FIRST_HZ);
            second = SipPhone.start(host, "2002", SipPhone.Mode.AUTO);
            third = SipPhone.start(host, "2003", SipPhone.Mode.AUTO);
        } catch (RuntimeException failed) {
            close();
            throw failed;
        }
    }

    private <T extends AutoCloseable> T keep(T part) {
        open.push(part);
        return part;
    }

    private static InetSocketAddress inet(int port) {
        return new InetSocketAddress("127.0.0.1", port);
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException none) {
            throw new UncheckedIOException("no free port on the loopback", none);
        }
    }

    private GatewayProcess gateway() {
        URI address = URI.create("http://127.0.0.1:" + wire.port() + "/ari");
        AsteriskSettings settings = AsteriskSettings.of(address, host.user(), host.password());
        HostedPim pim =
                new HostedPim(
                        RealSite.PERIPHERAL,
                        loop ->
                                new AsteriskPim(
                                        settings,
                                        loops,
                                        loop::offer,
                                        loop::nowMs,
                                        line -> note("switch: " + line)));
        return GatewayProcess.launch(
                GatewaySettings.demo(0, 0),
                RealSite.data(),
                List.of(pim),
                loops,
                (severity, text) -> note(severity + ": " + text));
    }

    private CtiOsProcess ctios(
            String name, int port, GatewayProcess gateway, String side, String other) {
        DesktopSettings desktop =
                new DesktopSettings(
                        DefaultDesktop.tree(
                                List.of(
                                        DefaultDesktop.profile(
                                                "Real centre",
                                                RealSite.PERIPHERAL,
                                                "127.0.0.1",
                                                portA,
                                                "127.0.0.1",
                                                portB))),
                        List.of(),
                        List.of(),
                        List.of(),
                        DesktopSettings.EMPTY.capabilities(),
                        List.of());
        int peer = port == portA ? portB : portA;
        return CtiOsProcess.launch(
                CtiOsSettings.of(
                                name,
                                "127.0.0.1",
                                port,
                                List.of(side(gateway, side), side(gateway, other)),
                                "a key that both servers share",
                                desktop)
                        .withPeers(List.of("127.0.0.1:" + peer))
                        .withClosed(
                                SessionSettings.Closed.DEFAULTS
                                        .withGrace(1_500)
                                        .withForcedLogout(0, 0)));
    }

    private static CtiServerAddress side(GatewayProcess gateway, String name) {
        return new CtiServerAddress(name, "127.0.0.1", gateway.port(name));
    }

    /** Where the agent desktop is. */
    String page() {
        return "http://127.0.0.1:" + portA + "/";
    }

    /** The desktop of an agent who is logged in, not ready. */
    Desk desk(String agent, String phone) {
        return keep(new Desk(this, agent, phone));
    }

    int portA() {
        return portA;
    }

    int portB() {
        return portB;
    }

    EventLoops loops() {
        return loops;
    }

    /** A caller by sipp, who dials the routed number and stays. */
    SippCaller sippCaller() {
        return SippCaller.start(host, RealSite.NUMBER, 1, 1, 60);
    }

    private void note(String line) {
        synchronized (log) {
            log.add(line);
            log.notifyAll();
        }
    }

    /**
     * Cuts the link to Asterisk while something is done, then waits until the gateway has it again.
     */
    void withoutLink(Runnable meanwhile) throws InterruptedException {
        long before = connections();
        wire.cut();
        meanwhile.run();
        wire.mend();
        long untilNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(Desk.PATIENCE_MS);
        synchronized (log) {
            while (connections() == before) {
                long leftMs = TimeUnit.NANOSECONDS.toMillis(untilNs - System.nanoTime());
                if (leftMs <= 0) {
                    throw new AssertionError("no link to Asterisk again: " + log());
                }
                log.wait(leftMs);
            }
        }
    }

    private long connections() {
        synchronized (log) {
            return log.stream().filter(line -> line.startsWith(CONNECTED)).count();
        }
    }

    /** What gateway and switch wrote, for a test that failed. */
    String log() {
        synchronized (log) {
            return String.join("\n  ", log);
        }
    }

    @Override
    public void close() {
        while (!open.isEmpty()) {
            AutoCloseable part = open.pop();
            try {
                part.close();
            } catch (Exception stillOpen) {
                System.err.println("could not close " + part + ": " + stillOpen);
            }
        }
    }
}
