package org.jackfield.client.cil;

import java.util.List;

/**
 * What a client of CTI OS is told.
 *
 * @param servers CTI OS servers, A and B; the first to be tried is chosen at random
 * @param client name and version of the application, for the server's log
 * @param welcomeTimeoutMs how long Welcome may take (5 s); by TLS three times as long, as its
 *     handshakes keep the server busy when all clients come at once
 * @param requestTimeoutMs a request ends after so long, whatever happens
 * @param firstTryWithinMs when a live connection breaks the other server is tried within this time,
 *     at random, so that not all clients come in the same moment (1 s)
 * @param reconnectMinMs wait after the first round in which no server could be reached; doubled
 *     each round, with a quarter of jitter either way
 * @param reconnectMaxMs longest wait
 */
public record CilSettings(
        List<CilServer> servers,
        String client,
        int welcomeTimeoutMs,
        int requestTimeoutMs,
        int firstTryWithinMs,
        int reconnectMinMs,
        int reconnectMaxMs) {

    private static final int TLS_FACTOR = 3;

    public CilSettings {
        servers = List.copyOf(servers);
        if (servers.isEmpty()) {
            throw new IllegalArgumentException("no CTI OS server is named: give CtiosA");
        }
    }

    /** How long Welcome of this server may take, in milliseconds. */
    int welcomeMs(CilServer server) {
        return server.tls() ? TLS_FACTOR * welcomeTimeoutMs : welcomeTimeoutMs;
    }

    /** Usual times. */
    public static CilSettings of(String client, CilServer... servers) {
        return new CilSettings(List.of(servers), client, 5_000, 15_000, 1_000, 250, 10_000);
    }
}
