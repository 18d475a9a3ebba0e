package org.jackfield.simulation.bench.roles;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/**
 * Ports of the loopback for processes that are killed and come back to them. The system gives these
 * to nobody by itself, as it would any port of its own range while its owner is dead.
 */
final class FreePorts {

    private static final int FIRST = 10_000;
    private static final int LAST = 14_999;

    private FreePorts() {}

    /**
     * The first of so many ports in a row that are free for TCP and UDP.
     *
     * @param count 1 to 1000
     * @param start any number; measurements side by side give different ones, and look at different
     *     ports first
     * @throws IOException when there are none
     */
    static int inARow(int count, long start) throws IOException {
        int blocks = (LAST - FIRST + 1) / count;
        int from = (int) Math.floorMod(start, (long) blocks);
        for (int i = 0; i < blocks; i++) {
            int first = FIRST + (from + i) % blocks * count;
            if (allFree(first, count)) {
                return first;
            }
        }
        throw new IOException("no " + count + " free ports in a row from " + FIRST + " to " + LAST);
    }

    private static boolean allFree(int first, int count) {
        for (int port = first; port < first + count; port++) {
            if (!free(port)) {
                return false;
            }
        }
        return true;
    }

    private static boolean free(int port) {
        InetAddress loopback = InetAddress.ofLiteral("127.0.0.1");
        try (ServerSocket tcp = new ServerSocket(port, 1, loopback);
                DatagramSocket udp = new DatagramSocket(new InetSocketAddress(loopback, port))) {
            return tcp.isBound() && udp.isBound();
        } catch (IOException taken) {
            return false;
        }
    }
}
