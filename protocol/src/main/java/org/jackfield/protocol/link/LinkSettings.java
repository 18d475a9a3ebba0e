package org.jackfield.protocol.link;

/**
 * Limits of a connection.
 *
 * @param queueBytesMax a peer for which more bytes wait is cut off (LinkQueueBytesMax, 8 MiB)
 * @param queueBytesWarn a peer for which more bytes wait is warned (LinkQueueBytesWarn, 1 MiB)
 * @param connectionsMax a listener refuses more (LinkConnectionsMax, 4000)
 * @param connectTimeoutMs how long a connection may take to come up (LinkConnectTimeoutMs, 3000)
 * @param closeTimeoutMs how long a closing connection may take to send what waits
 *     (LinkCloseTimeoutMs, 2000)
 */
public record LinkSettings(
        int queueBytesMax,
        int queueBytesWarn,
        int connectionsMax,
        int connectTimeoutMs,
        int closeTimeoutMs) {

    public static final LinkSettings DEFAULTS =
            new LinkSettings(8 << 20, 1 << 20, 4000, 3_000, 2_000);

    public LinkSettings {
        if (queueBytesWarn < 1 || queueBytesMax < queueBytesWarn) {
            throw new IllegalArgumentException(
                    "LinkQueueBytesMax is "
                            + queueBytesMax
                            + " and LinkQueueBytesWarn "
                            + queueBytesWarn
                            + ": the first must be at least the second, which must be 1 or more");
        }
    }
}
