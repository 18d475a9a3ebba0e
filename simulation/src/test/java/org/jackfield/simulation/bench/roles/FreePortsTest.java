package org.jackfield.simulation.bench.roles;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

class FreePortsTest {

    private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");

    @Test
    void aRowWithAPortInUseIsLeftOut() throws IOException {
        int first = FreePorts.inARow(20, 7);
        try (ServerSocket tcp = new ServerSocket(first + 3, 1, LOOPBACK)) {
            int second = FreePorts.inARow(20, 7);
            assertThat(second).as("beside %s", tcp).isNotEqualTo(first);
            try (DatagramSocket udp =
                    new DatagramSocket(new InetSocketAddress(LOOPBACK, second + 19))) {
                assertThat(FreePorts.inARow(20, 7)).as("beside %s", udp).isNotIn(first, second);
            }
        }
    }

    @Test
    void noneIsAPortThatTheSystemGivesAwayByItself() throws IOException {
        for (int start = 0; start < 300; start += 100) {
            assertThat(FreePorts.inARow(36, start)).isBetween(10_000, 14_999 - 35);
        }
    }
}
