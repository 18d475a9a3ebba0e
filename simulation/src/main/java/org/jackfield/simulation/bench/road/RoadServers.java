package org.jackfield.simulation.bench.road;

import org.jackfield.client.ctiserver.CtiServerAddress;
import org.jackfield.ctios.process.CtiOsProcess;
import org.jackfield.ctios.process.CtiOsSettings;
import org.jackfield.ctios.process.DefaultDesktop;
import org.jackfield.ctios.session.DesktopSettings;
import org.jackfield.gateway.opc.OpcOutput.Severity;
import org.jackfield.gateway.process.GatewayProcess;
import org.jackfield.gateway.process.GatewaySettings;
import org.jackfield.gateway.process.HostedPim;
import org.jackfield.peripheral.scripted.PhoneSettings;
import org.jackfield.peripheral.scripted.ScriptedAcd;
import org.jackfield.peripheral.scripted.ScriptedSettings;
import org.jackfield.peripheral.scripted.ScriptedSwitch;
import org.jackfield.protocol.link.EventLoops;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/** The real gateway process and the real CTI OS server over a scripted switch. */
final class RoadServers implements AutoCloseable {

    private static final int ANSWERED_MS = 300;

    private final EventLoops loops = EventLoops.start("road-io");
    private final RoadCallers callers;
    private final StampedPim pim;
    private final GatewayProcess gateway;
    private final CtiOsProcess ctios;

    RoadServers(int agents, PrintStream out) {
        ScriptedSwitch owner =
                new ScriptedSwitch(ScriptedSettings.DEFAULT, 1, System.currentTimeMillis());
        List<String> phones = new ArrayList<>();
        for (int index = 0; index < agents; index++) {
            phones.add(RoadSite.phone(index));
            owner.addPhone(PhoneSettings.of(RoadSite.phone(index)).answeredAfter(ANSWERED_MS));
        }
        callers = new RoadCallers(owner, RoadSite.numbers(agents));
        owner.join(callers);
        pim = new StampedPim(new ScriptedAcd(owner), owner);
        gateway =
                GatewayProcess.launch(
                        GatewaySettings.demo(0, 0),
                        RoadSite.of(agents),
                        List.of(new HostedPim(RoadSite.PERIPHERAL, pim)),
                        loops,
                        (severity, text) -> line(severity, text, out));
        ctios =
                CtiOsProcess.launch(
                        CtiOsSettings.of(
                                "road",
                                "127.0.0.1",
                                0,
                                List.of(new CtiServerAddress("A", "127.0.0.1", gateway.port("A"))),
                                "a key for a measurement",
                                desktop(phones)));
    }

    private static DesktopSettings desktop(List<String> phones) {
        return new DesktopSettings(
                DefaultDesktop.tree(List.of()),
                List.of(),
                List.of(),
                List.of(),
                DesktopSettings.EMPTY.capabilities(),
                phones);
    }

    private static void line(Severity severity, String text, PrintStream out) {
        if (severity == Severity.ERROR) {
            out.println("gateway: " + text);
        }
    }

    boolean online() {
        return ctios.online();
    }

    int port() {
        return ctios.port();
    }

    RoadCallers callers() {
        return callers;
    }

    StampedPim pim() {
        return pim;
    }

    @Override
    public void close() {
        ctios.close();
        gateway.close();
        loops.close();
    }
}
