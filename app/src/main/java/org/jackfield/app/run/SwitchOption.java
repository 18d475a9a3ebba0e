package org.jackfield.app.run;

import org.jackfield.app.demo.DemoSite;
import org.jackfield.gateway.process.HostedPim;
import org.jackfield.peripheral.asterisk.AsteriskPim;
import org.jackfield.peripheral.asterisk.AsteriskSettings;
import org.jackfield.peripheral.scripted.remote.TcpSwitchWire;
import org.jackfield.protocol.link.EventLoops;

import picocli.CommandLine.Option;

import java.net.URI;
import java.util.List;
import java.util.function.Consumer;

/** Which switch a gateway side talks to. */
final class SwitchOption {

    @Option(
            names = "--switch",
            paramLabel = "KIND",
            defaultValue = "none",
            description =
                    "none; tcp:HOST:PORT, a scripted switch (run switch); or asterisk, with --ari,"
                            + " --ari-user and --ari-password (default: ${DEFAULT-VALUE}).")
    String kind;

    @Option(
            names = "--ari",
            paramLabel = "URL",
            defaultValue = "http://127.0.0.1:8088/ari",
            description = "REST address of the Asterisk (default: ${DEFAULT-VALUE}).")
    URI ari;

    @Option(
            names = "--ari-user",
            paramLabel = "NAME",
            defaultValue = "jackfield",
            description = "Account there (default: ${DEFAULT-VALUE}).")
    String ariUser;

    @Option(
            names = "--ari-password",
            paramLabel = "PASSWORD",
            defaultValue = "",
            description = "Its password; better in the variable JACKFIELD_ARI_PASSWORD.")
    String ariPassword;

    /** The adapters for a side. */
    List<HostedPim> pims(String side, EventLoops sockets, Consumer<String> log) {
        if (kind.startsWith("tcp:")) {
            return List.of(
                    new HostedPim(DemoSite.PERIPHERAL, TcpSwitchWire.pim(side, kind, sockets)));
        }
        return switch (kind) {
            case "none" -> List.of();
            case "asterisk" -> List.of(asterisk(side, sockets, log));
            default ->
                    throw new IllegalArgumentException(
                            "--switch: none, tcp:HOST:PORT or asterisk, not '" + kind + "'");
        };
    }

    private HostedPim asterisk(String side, EventLoops sockets, Consumer<String> log) {
        String kept = System.getenv("JACKFIELD_ARI_PASSWORD");
        String password = ariPassword.isEmpty() && kept != null ? kept : ariPassword;
        AsteriskSettings defaults = AsteriskSettings.of(ari, ariUser, password);
        AsteriskSettings own =
                new AsteriskSettings(
                        defaults.address(),
                        defaults.user(),
                        defaults.password(),
                        side,
                        defaults.reconnectMinMs(),
                        defaults.reconnectMaxMs(),
                        defaults.silenceMaxMs(),
                        defaults.ari());
        return new HostedPim(
                DemoSite.PERIPHERAL,
                loop -> new AsteriskPim(own, sockets, loop::offer, loop::nowMs, log));
    }
}
