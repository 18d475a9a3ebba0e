package org.jackfield.app.run;

import org.jackfield.app.demo.DemoDesktop;
import org.jackfield.app.ground.RoleGround;
import org.jackfield.client.ctiserver.CtiServerAddress;
import org.jackfield.ctios.peer.PeerSettings;
import org.jackfield.ctios.process.ConnectionsSettings;
import org.jackfield.ctios.process.CtiDriverSettings;
import org.jackfield.ctios.process.CtiOsProcess;
import org.jackfield.ctios.process.CtiOsSettings;
import org.jackfield.ctios.process.ProfileSettings;
import org.jackfield.ctios.process.RulesSettings;
import org.jackfield.ctios.process.SessionCloseSettings;
import org.jackfield.node.registry.RegistryKey;
import org.jackfield.protocol.link.TlsIdentity;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;

/** {@code jackfield run ctios}. */
@Command(
        name = "ctios",
        description = "Run one CTI OS server, fed by either side of a CTI Server.",
        mixinStandardHelpOptions = true)
public final class RunCtiOsCommand implements Callable<Integer> {

    private static final Logger LOG = LoggerFactory.getLogger(RunCtiOsCommand.class);

    @Spec private CommandSpec spec;

    @Option(
            names = "--name",
            paramLabel = "NAME",
            defaultValue = "ctios-A",
            description = "Name of this server (default: ${DEFAULT-VALUE}).")
    String name;

    @Option(
            names = "--host",
            paramLabel = "ADDRESS",
            defaultValue = "127.0.0.1",
            description =
                    "Address that clients and pages are served on (default: ${DEFAULT-VALUE}).")
    String host;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            description =
                    "Port; 0: any free one (registry: Server\\Connections\\ListenPort; default:"
                            + " 42028).")
    Integer port;

    @Option(
            names = "--peer-port",
            paramLabel = "PORT",
            defaultValue = "0",
            description =
                    "Port of the other server on this host, a peer that pages may go to; 0: none"
                            + " (registry: Server\\Peers).")
    int peerPort;

    @Option(
            names = "--cti-server-a",
            paramLabel = "HOST:PORT",
            description =
                    "CTI Server of side A (registry: SideAHost, SideAPort; default:"
                            + " 127.0.0.1:42027).")
    String sideA;

    @Option(
            names = "--cti-server-b",
            paramLabel = "HOST:PORT",
            description =
                    "CTI Server of side B (registry: SideBHost, SideBPort; default:"
                            + " 127.0.0.1:43027).")
    String sideB;

    @Option(
            names = "--token-key",
            paramLabel = "TEXT",
            description =
                    "Signs the tokens of returning desktops, at least 16 characters, the same at"
                            + " both servers; better in the variable JACKFIELD_TOKEN_KEY.")
    String tokenKey;

    @Option(
            names = "--tls-certificate",
            paramLabel = "FILE",
            description =
                    "PEM file: this server's certificate, then those that vouch for it; clients and"
                            + " pages come by wss and https then. With --tls-key.")
    Path tlsCertificate;

    @Option(
            names = "--tls-key",
            paramLabel = "FILE",
            description = "PEM file: its private key (PKCS#8, without a password).")
    Path tlsKey;

    private TlsIdentity tls() {
        if ((tlsCertificate == null) != (tlsKey == null)) {
            throw new IllegalArgumentException(
                    "--tls-certificate and --tls-key: give both, or neither");
        }
        return tlsKey == null ? null : new TlsIdentity(tlsCertificate, tlsKey);
    }

    @Override
    public Integer call() throws Exception {
        String kept = System.getenv("JACKFIELD_TOKEN_KEY");
        String key = tokenKey != null ? tokenKey : kept;
        if (key == null || key.length() < 16) {
            throw new IllegalArgumentException(
                    "--token-key: at least 16 characters, the same at both servers");
        }
        RoleEnd end = new RoleEnd();
        try (RoleGround ground = RoleGround.open("CTIOS1", "ctios").takingAll()) {
            CtiOsProcess server =
                    CtiOsProcess.launch(
                            settings(
                                    RoleRegistry.key(
                                            CtiDriverSettings.SERVER_KEY, "CTIOS1", "ctios"),
                                    key));
            ground.console(server::offer, server.consoleCommands());
            spec.commandLine()
                    .getOut()
                    .println(
                            name
                                    + ": CTI OS at "
                                    + (tlsKey == null ? "http://" : "https://")
                                    + host
                                    + ":"
                                    + server.port()
                                    + "/, process "
                                    + ProcessHandle.current().pid());
            spec.commandLine().getOut().flush();
            end.await(
                    () -> {
                        server.close();
                        ground.end();
                    });
            return 0;
        } finally {
            end.nothing();
        }
    }

    /** What options do not say stands in the registry. */
    CtiOsSettings settings(RegistryKey server, String key) {
        ConnectionsSettings connections = ConnectionsSettings.from(server);
        RegistryKey driver = server.child("CtiDriver").child("Config");
        int listenPort = port == null ? connections.listenPort() : port;
        RulesSettings rules = RulesSettings.from(server);
        PeerSettings peers = connections.peers();
        if (peerPort != 0) {
            List<String> one = List.of(host + ":" + peerPort);
            peers = new PeerSettings(one, peers.intervalMs(), peers.retries());
        }
        return CtiOsSettings.of(
                        name,
                        host,
                        listenPort,
                        sides(CtiDriverSettings.sides(driver)),
                        key,
                        DemoDesktop.settings(host, listenPort, peerPort))
                .with(
                        CtiDriverSettings.from(driver),
                        connections.probe(),
                        connections.monitorsMax())
                .withPeers(peers)
                .withClosed(SessionCloseSettings.from(server))
                .withRules(rules.secondLogin(), rules.chat(DemoDesktop.chat()))
                .withTls(tls())
                .withProfiles(profiles(server));
    }

    /** A template in the field has dword:5000, which is hexadecimal: nobody would notice. */
    private static List<ProfileSettings> profiles(RegistryKey server) {
        List<ProfileSettings> profiles = ProfileSettings.from(server);
        for (ProfileSettings each : profiles) {
            boolean ours =
                    each.peripheral() == ProfileSettings.ANY
                            || each.peripheral() == DemoDesktop.PERIPHERAL;
            if (!ours) {
                LOG.warn(
                        "Connection profile '{}' is for peripheral {}, which this site does not"
                                + " have: nobody goes by it. Correct its PeripheralID ({} is"
                                + " dword:{}).",
                        each.name(),
                        each.peripheral(),
                        DemoDesktop.PERIPHERAL,
                        "%08x".formatted(DemoDesktop.PERIPHERAL));
            }
        }
        return profiles;
    }

    private List<CtiServerAddress> sides(List<CtiServerAddress> kept) {
        List<CtiServerAddress> sides = new ArrayList<>(kept);
        if (sideA != null) {
            sides.removeIf(each -> each.name().equals("A"));
            sides.addFirst(address("A", sideA));
        }
        if (sideB != null) {
            sides.removeIf(each -> each.name().equals("B"));
            sides.add(address("B", sideB));
        }
        return List.copyOf(sides);
    }

    private static CtiServerAddress address(String side, String text) {
        int colon = text.lastIndexOf(':');
        if (colon < 1) {
            throw new IllegalArgumentException(
                    "--cti-server-"
                            + side.toLowerCase(Locale.ROOT)
                            + ": HOST:PORT, not '"
                            + text
                            + "'");
        }
        return new CtiServerAddress(
                side, text.substring(0, colon), Integer.parseInt(text.substring(colon + 1)));
    }
}
