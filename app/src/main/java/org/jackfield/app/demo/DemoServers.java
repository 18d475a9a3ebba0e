package org.jackfield.app.demo;

import org.jackfield.client.ctiserver.CtiServerAddress;
import org.jackfield.ctios.process.CtiOsProcess;
import org.jackfield.ctios.process.CtiOsSettings;
import org.jackfield.ctios.process.DefaultDesktop;
import org.jackfield.ctios.session.DesktopSettings;
import org.jackfield.ctios.session.Reason;
import org.jackfield.protocol.pim.AnswerMode;
import org.jackfield.protocol.record.Arguments;
import org.jackfield.protocol.site.ReasonUse;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** The two CTI OS servers of the demo. */
final class DemoServers implements AutoCloseable {

    private static final List<String> WRAP_UP_STRINGS =
            List.of(
                    "Invoice explained",
                    "Payment arranged",
                    "Callback promised",
                    "Passed to second line",
                    "Wrong number");

    private final CtiOsProcess serverA;
    private final CtiOsProcess serverB;

    private DemoServers(CtiOsProcess serverA, CtiOsProcess serverB) {
        this.serverA = serverA;
        this.serverB = serverB;
    }

    static DemoServers launch(
            DemoSite site, DemoOptions options, DemoPorts ports, List<CtiServerAddress> sides) {
        byte[] key = new byte[32];
        new SecureRandom().nextBytes(key);
        String tokenKey = HexFormat.of().formatHex(key);
        DesktopSettings desktop = desktop(site, options, ports);
        CtiOsProcess first =
                CtiOsProcess.launch(
                        settings("ctios-A", options, ports.ctiosA(), sides, tokenKey, desktop)
                                .withPeers(peers(options, ports.ctiosB())));
        try {
            CtiOsProcess second =
                    CtiOsProcess.launch(
                            settings("ctios-B", options, ports.ctiosB(), sides, tokenKey, desktop)
                                    .withPeers(peers(options, first.port())));
            return new DemoServers(first, second);
        } catch (RuntimeException failed) {
            first.close();
            throw failed;
        }
    }

    private static List<String> peers(DemoOptions options, int port) {
        return port == 0 ? List.of() : List.of(options.bind + ":" + port);
    }

    private static CtiOsSettings settings(
            String name,
            DemoOptions options,
            int port,
            List<CtiServerAddress> sides,
            String tokenKey,
            DesktopSettings desktop) {
        return CtiOsSettings.of(name, options.bind, port, sides, tokenKey, desktop);
    }

    private static DesktopSettings desktop(DemoSite site, DemoOptions options, DemoPorts ports) {
        Arguments profile =
                DefaultDesktop.profile(
                        "Jackfield demo",
                        DemoSite.PERIPHERAL,
                        options.bind,
                        ports.ctiosA(),
                        options.bind,
                        ports.ctiosB());
        return new DesktopSettings(
                tree(site, profile),
                reasons(site, ReasonUse.NOT_READY),
                reasons(site, ReasonUse.LOGOUT),
                WRAP_UP_STRINGS,
                DesktopSettings.EMPTY.capabilities(),
                site.devices().stream()
                        .filter(d -> d.answerMode() == AnswerMode.PHONE)
                        .map(d -> d.instrument())
                        .toList());
    }

    /** The default grids, and the names of this site's queues. */
    private static Arguments tree(DemoSite site, Arguments profile) {
        List<Object> groups = new ArrayList<>();
        for (var group : site.skillGroups()) {
            groups.add(
                    Arguments.builder()
                            .put("PeripheralID", group.peripheral())
                            .put("SkillGroupNumber", group.number())
                            .put("Name", group.name())
                            .build());
        }
        return DefaultDesktop.tree(List.of(profile)).toBuilder().put("SkillGroups", groups).build();
    }

    private static List<Reason> reasons(DemoSite site, ReasonUse use) {
        List<Reason> reasons = new ArrayList<>();
        for (var reason : site.reasons()) {
            if (reason.use() == use) {
                reasons.add(new Reason(reason.text(), reason.code()));
            }
        }
        return reasons;
    }

    int portA() {
        return serverA.port();
    }

    int portB() {
        return serverB.port();
    }

    @Override
    public void close() {
        serverB.close();
        serverA.close();
    }
}
