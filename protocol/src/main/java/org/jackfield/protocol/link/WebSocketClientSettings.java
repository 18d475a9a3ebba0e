package org.jackfield.protocol.link;

import java.net.URI;
import java.util.List;

/**
 * How a websocket is opened and watched.
 *
 * @param address ws:// or wss://, with host, path and query
 * @param account for basic authentication; null for none
 * @param connectTimeoutMs until the websocket is open, default 3000; by wss 10 s at least
 * @param pingIntervalMs a ping goes out when nothing came in for so long, default 1000
 * @param silenceMaxMs closed when nothing at all came in for so long, default 3000
 * @param messageBytesMax the longest message taken, default 16 MiB
 * @param queueBytesMax what may wait to be sent; beyond it the link is closed, default 4 MiB
 * @param trust for wss: whom to believe; null for those whom the JDK believes
 */
public record WebSocketClientSettings(
        URI address,
        Account account,
        int connectTimeoutMs,
        int pingIntervalMs,
        int silenceMaxMs,
        int messageBytesMax,
        int queueBytesMax,
        TlsTrust trust) {

    /** Who connects. */
    public record Account(String user, String password) {

        /** Without the password. */
        @Override
        public String toString() {
            return user;
        }
    }

    public WebSocketClientSettings {
        if (!List.of("ws", "wss").contains(address.getScheme()) || address.getHost() == null) {
            throw new IllegalArgumentException(
                    "websocket address "
                            + address
                            + ": write it as ws://HOST:PORT/PATH or wss://HOST:PORT/PATH");
        }
    }

    /** By TLS; {@link #connectTimeoutMs} without. */
    private static final int SECURE_OPEN_MS = 10_000;

    /**
     * Milliseconds until the websocket has to be open. TLS gets longer: its handshakes cost the
     * server a thousand times the work of a plain connection, and after a fault all clients come at
     * once.
     */
    int openMs() {
        return address.getScheme().equals("wss")
                ? Math.max(SECURE_OPEN_MS, connectTimeoutMs)
                : connectTimeoutMs;
    }

    /** The defaults, without authentication. */
    public static WebSocketClientSettings to(URI address) {
        return new WebSocketClientSettings(
                address, null, 3000, 1000, 3000, 16 << 20, 4 << 20, null);
    }

    public WebSocketClientSettings withAccount(String user, String password) {
        return new WebSocketClientSettings(
                address,
                new Account(user, password),
                connectTimeoutMs,
                pingIntervalMs,
                silenceMaxMs,
                messageBytesMax,
                queueBytesMax,
                trust);
    }

    public WebSocketClientSettings withWatch(int pingEveryMs, int silentAtMostMs) {
        return new WebSocketClientSettings(
                address,
                account,
                connectTimeoutMs,
                pingEveryMs,
                silentAtMostMs,
                messageBytesMax,
                queueBytesMax,
                trust);
    }

    /** The same with other certificates to believe. */
    public WebSocketClientSettings withTrust(TlsTrust believed) {
        return new WebSocketClientSettings(
                address,
                account,
                connectTimeoutMs,
                pingIntervalMs,
                silenceMaxMs,
                messageBytesMax,
                queueBytesMax,
                believed);
    }
}
