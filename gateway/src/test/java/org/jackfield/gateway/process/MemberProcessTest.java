package org.jackfield.gateway.process;

import static org.assertj.core.api.Assertions.assertThat;

import org.jackfield.gateway.cluster.ClusterSettings;
import org.jackfield.protocol.link.EventLoops;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A gateway as the one member of a group, with the real engine. */
@Timeout(90)
class MemberProcessTest {

    private final List<String> lines = new CopyOnWriteArrayList<>();

    @TempDir private Path folder;

    @Test
    void aSideWithoutPasswordsWarnsAtItsStart() throws IOException {
        ClusterSettings cluster =
                ClusterSettings.of(
                        "one",
                        "A",
                        folder,
                        ClusterSettings.members("A=127.0.0.1:" + freePorts()),
                        "1.0");
        GatewaySettings both = GatewaySettings.demo(0, 0);
        GatewaySettings settings =
                new GatewaySettings(
                        both.name(),
                        List.of(both.sides().getFirst()),
                        both.timeZone(),
                        both.ctiServer(),
                        both.member(),
                        both.link(),
                        both.inboxMax(),
                        both.machine());
        try (EventLoops loops = EventLoops.start("test-io")) {
            GatewayProcess.join(
                            settings,
                            cluster,
                            SiteData.NONE,
                            List.of(),
                            loops,
                            (severity, text) -> lines.add(severity + " " + text),
                            why -> lines.add("ended: " + why))
                    .close();
        }
        assertThat(lines)
                .anyMatch(
                        line ->
                                line.startsWith("WARNING this side was given no passwords")
                                        && line.endsWith("(--site)"))
                .anyMatch(line -> line.contains(settings.timeZone() + " (TimeZone)"));
    }

    private static int freePorts() {
        int from = 20_000 + (int) (ProcessHandle.current().pid() % 1_000) * 10;
        for (int base = from; base < 60_000; base += 10) {
            if (free(base) && free(base + 1) && free(base + 4) && free(base + 5)) {
                return base;
            }
        }
        throw new IllegalStateException("no free ports from " + from);
    }

    private static boolean free(int port) {
        try (DatagramSocket socket =
                new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))) {
            return socket.getLocalPort() == port;
        } catch (SocketException taken) {
            return false;
        }
    }
}
