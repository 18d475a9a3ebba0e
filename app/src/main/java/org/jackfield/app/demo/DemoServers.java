package org.jackfield.app.demo;

import org.jackfield.client.ctiserver.CtiServerAddress;
import org.jackfield.ctios.process.CtiOsProcess;
import org.jackfield.ctios.process.CtiOsSettings;
import org.jackfield.ctios.session.ChatSettings;
import org.jackfield.ctios.session.DesktopSettings;
import org.jackfield.ctios.session.SecondLogin;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;

/** The two CTI OS servers of the demo. */
final class DemoServers implements AutoCloseable {

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
        DesktopSettings desktop =
                DemoDesktop.settings(site, options.bind, ports.ctiosA(), ports.ctiosB());
        ChatSettings chat = DemoDesktop.chat(site);
        CtiOsProcess first =
                CtiOsProcess.launch(
                        settings("ctios-A", options, ports.ctiosA(), sides, tokenKey, desktop, chat)
                                .withPeers(peers(options, ports.ctiosB())));
        try {
            CtiOsProcess second =
                    CtiOsProcess.launch(
                            settings(
                                            "ctios-B",
                                            options,
                                            ports.ctiosB(),
                                            sides,
                                            tokenKey,
                                            desktop,
                                            chat)
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
            DesktopSettings desktop,
            ChatSettings chat) {
        return CtiOsSettings.of(name, options.bind, port, sides, tokenKey, desktop)
                .withRules(SecondLogin.WARN, chat);
    }

    CtiOsProcess serverA() {
        return serverA;
    }

    CtiOsProcess serverB() {
        return serverB;
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
