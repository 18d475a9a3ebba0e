package org.jackfield.app.run;

import org.jackfield.app.demo.DemoSite;
import org.jackfield.gateway.process.HostedPim;
import org.jackfield.peripheral.asterisk.AsteriskPim;
import org.jackfield.peripheral.asterisk.AsteriskSettings;
import org.jackfield.peripheral.scripted.remote.TcpSwitchWire;
import org.jackfield.protocol.link.EventLoops;

import picocli.CommandLine.Option;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Which switches a gateway side talks to: what the command line says, or else the registry ({@link
 * PimSettings}).
 */
final class SwitchOption {

    private static final String NONE = "none";

    @Option(
            names = "--switch",
            paramLabel = "[PERIPHERAL=]KIND",
            split = ",",
            description =
                    "none; tcp:HOST:PORT, a scripted switch (run switch); or asterisk, with --ari,"
                            + " --ari-user and --ari-password. Several with their peripherals'"
                            + " numbers: 5000=KIND,5001=KIND (default: what the registry says under"
                            + " PIMS, or none).")
    List<String> kinds;

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

    /** The switches of a side. */
    List<PimSettings> settings(String side) {
        if (kinds == null) {
            return PimSettings.from(RoleRegistry.key(PimSettings.ALL_KEY, "PG1" + side, "gateway"));
        }
        List<PimSettings> said = new ArrayList<>();
        for (String each : kinds) {
            if (!each.equals(NONE)) {
                said.add(said(each));
            }
        }
        return PimSettings.checked(said, "--switch");
    }

    private PimSettings said(String text) {
        int at = text.indexOf('=');
        String number = text.substring(0, Math.max(at, 0));
        if (at >= 0 && !number.matches("[1-9]\\d{0,8}")) {
            throw new IllegalArgumentException(
                    "--switch: '" + number + "' before = is no peripheral's number");
        }
        return new PimSettings(
                at < 0 ? DemoSite.PERIPHERAL : Integer.parseInt(number),
                text.substring(at + 1),
                ari,
                ariUser,
                ariPassword);
    }

    /** The adapters for a side. */
    static List<HostedPim> pims(
            String side, List<PimSettings> all, EventLoops sockets, Consumer<String> log) {
        List<HostedPim> pims = new ArrayList<>();
        for (PimSettings each : all) {
            pims.add(
                    each.kind().startsWith(PimSettings.TCP)
                            ? new HostedPim(
                                    each.peripheral(),
                                    TcpSwitchWire.pim(side, each.kind(), sockets))
                            : asterisk(side, each, sockets, log));
        }
        return pims;
    }

    private static HostedPim asterisk(
            String side, PimSettings pim, EventLoops sockets, Consumer<String> log) {
        String kept = System.getenv("JACKFIELD_ARI_PASSWORD");
        String password = pim.ariPassword().isEmpty() && kept != null ? kept : pim.ariPassword();
        AsteriskSettings defaults = AsteriskSettings.of(pim.ari(), pim.ariUser(), password);
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
                pim.peripheral(),
                loop -> new AsteriskPim(own, sockets, loop::offer, loop::nowMs, log));
    }
}
