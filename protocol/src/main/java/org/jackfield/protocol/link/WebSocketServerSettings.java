package org.jackfield.protocol.link;

import java.util.List;

/**
 * Settings of a {@link WebSocketServer}.
 *
 * @param address where to listen
 * @param path of the WebSocket, for instance {@code /cil}
 * @param frameBytesMax longest text frame that is taken
 * @param queueBytesWarn a client that has so much waiting is reported as slow
 * @param queueBytesMax a client that has so much waiting is cut off
 * @param connectionsMax sockets at a time; more are closed at once
 * @param pingIntervalMs a client that was silent for so long is pinged; 0: never. Browsers answer
 *     by themselves, also for hidden pages.
 * @param pingsMax a client that leaves so many pings unanswered for an interval is dropped; 0:
 *     after one interval of silence, without a ping
 * @param origins host names of pages, besides this server's own, that may open a WebSocket
 * @param tls wss and https instead of ws and http; null: not
 */
public record WebSocketServerSettings(
        ListenAddress address,
        String path,
        int frameBytesMax,
        int queueBytesWarn,
        int queueBytesMax,
        int connectionsMax,
        int pingIntervalMs,
        int pingsMax,
        List<String> origins,
        TlsIdentity tls) {

    public WebSocketServerSettings {
        origins = List.copyOf(origins);
    }

    /** Defaults: 64 KiB frames, warned at 256 KiB, cut off at 1 MiB, 10,000 connections. */
    public static WebSocketServerSettings of(ListenAddress address, String path) {
        return new WebSocketServerSettings(
                address, path, 65_536, 262_144, 1_048_576, 10_000, 5_000, 3, List.of(), null);
    }

    /** The same with other origins. */
    public WebSocketServerSettings withOrigins(List<String> others) {
        return new WebSocketServerSettings(
                address,
                path,
                frameBytesMax,
                queueBytesWarn,
                queueBytesMax,
                connectionsMax,
                pingIntervalMs,
                pingsMax,
                others,
                tls);
    }

    /** The same with other pings. */
    public WebSocketServerSettings withPings(int intervalMs, int max) {
        return new WebSocketServerSettings(
                address,
                path,
                frameBytesMax,
                queueBytesWarn,
                queueBytesMax,
                connectionsMax,
                intervalMs,
                max,
                origins,
                tls);
    }

    /** The same with TLS; null: without. */
    public WebSocketServerSettings withTls(TlsIdentity identity) {
        return new WebSocketServerSettings(
                address,
                path,
                frameBytesMax,
                queueBytesWarn,
                queueBytesMax,
                connectionsMax,
                pingIntervalMs,
                pingsMax,
                origins,
                identity);
    }
}
