package org.jackfield.acceptance.asterisk;

import org.jackfield.peripheral.asterisk.AsteriskSettings;
import org.jackfield.simulation.switchyard.AsteriskHost;

import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/** A real Asterisk with four phones' accounts, and how to reach it. */
final class RealSwitch {

    private RealSwitch() {}

    static AsteriskHost start() {
        Path scripts = AsteriskHost.findScripts();
        Path installation = AsteriskHost.install(scripts, line -> {});
        return AsteriskHost.start(scripts, installation, List.of("1001", "1002", "1003", "1004"));
    }

    static PimDriver connect(AsteriskHost host) {
        PimDriver pim = new PimDriver(settings(host));
        pim.awaitReachable(true);
        return pim.activated();
    }

    static AsteriskSettings settings(AsteriskHost host) {
        return AsteriskSettings.of(host.restAddress(), host.user(), host.password());
    }

    /** Through a wire at another port. */
    static AsteriskSettings settings(AsteriskHost host, int port) {
        return AsteriskSettings.of(
                URI.create("http://127.0.0.1:" + port + "/ari"), host.user(), host.password());
    }

    /** The same, for another member of the gateway group. */
    static AsteriskSettings settings(AsteriskHost host, int port, String member) {
        AsteriskSettings one = settings(host, port);
        return new AsteriskSettings(
                one.address(),
                one.user(),
                one.password(),
                member,
                one.reconnectMinMs(),
                one.reconnectMaxMs(),
                one.silenceMaxMs(),
                one.ari());
    }

    static InetSocketAddress rest(AsteriskHost host) {
        return new InetSocketAddress("127.0.0.1", host.restAddress().getPort());
    }
}
