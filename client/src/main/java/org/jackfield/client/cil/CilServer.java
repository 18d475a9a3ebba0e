package org.jackfield.client.cil;

/**
 * Where a CTI OS server listens.
 *
 * @param host name or address
 * @param port usually 42028
 * @param tls by wss
 */
public record CilServer(String host, int port, boolean tls) {

    /** Without TLS. */
    public CilServer(String host, int port) {
        this(host, port, false);
    }

    /** The address of its WebSocket. */
    public String address() {
        String literal = host.contains(":") ? "[" + host + "]" : host;
        return (tls ? "wss://" : "ws://") + literal + ":" + port + "/cil";
    }

    @Override
    public String toString() {
        return host + ":" + port;
    }
}
