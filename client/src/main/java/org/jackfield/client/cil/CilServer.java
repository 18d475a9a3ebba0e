package org.jackfield.client.cil;

/**
 * Where a CTI OS server listens.
 *
 * @param host name or address
 * @param port usually 42028
 */
public record CilServer(String host, int port) {

    /** The address of its WebSocket. */
    public String address() {
        return "ws://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port + "/cil";
    }

    @Override
    public String toString() {
        return host + ":" + port;
    }
}
