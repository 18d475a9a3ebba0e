package org.jackfield.gateway.cluster;

import io.aeron.Aeron;
import io.aeron.cluster.client.AeronCluster;
import io.aeron.exceptions.AeronException;

import org.agrona.concurrent.UnsafeBuffer;
import org.jackfield.gateway.opc.OpcOutput.Severity;

import java.util.function.BiConsumer;

/**
 * Hands inputs to whoever leads. What cannot be handed in now is dropped: the member hands it in
 * again. On the gateway's loop; never waits.
 */
final class ClusterIngress implements AutoCloseable {

    private static final long AGAIN_MS = 100;
    private static final long CONNECT_MS = 2_000;

    private final ClusterSettings settings;
    private final Aeron aeron;
    private final Runnable send;
    private final BiConsumer<Severity, String> log;
    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[0]);
    private AeronCluster.AsyncConnect connecting;
    private AeronCluster cluster;
    private long nextTryMs;

    /**
     * A way that is not open yet.
     *
     * @param send told when something was handed in
     */
    ClusterIngress(
            ClusterSettings settings,
            Aeron aeron,
            Runnable send,
            BiConsumer<Severity, String> log) {
        this.settings = settings;
        this.log = log;
        this.aeron = aeron;
        this.send = send;
    }

    /** Hands in an input, or drops it. */
    void offer(byte[] envelope, long nowMs) {
        if (cluster == null) {
            return;
        }
        try {
            buffer.wrap(envelope);
            cluster.offer(buffer, 0, envelope.length);
            send.run();
        } catch (AeronException lost) {
            reconnect(nowMs, lost.getMessage());
        }
    }

    /** Connects, follows the leader; to be called often. */
    void poll(long nowMs) {
        try {
            if (cluster != null) {
                cluster.pollEgress();
                if (cluster.isClosed()) {
                    reconnect(nowMs, "the engine closed the session");
                }
            } else if (connecting != null) {
                cluster = connecting.poll();
                if (cluster != null) {
                    connecting = null;
                    log.accept(Severity.TRACE, "inputs go to member " + cluster.leaderMemberId());
                }
            } else if (nextTryMs <= nowMs) {
                connecting = AeronCluster.asyncConnect(context());
            }
        } catch (AeronException lost) {
            reconnect(nowMs, lost.getMessage());
        }
    }

    /** True when inputs can be handed in, as far as is known. */
    boolean isOpen() {
        return cluster != null;
    }

    /** Lets go of the connection and takes up a new one soon. */
    void reconnect(long nowMs, String why) {
        log.accept(Severity.TRACE, "the way to the leader is taken up anew: " + why);
        close();
        nextTryMs = nowMs + AGAIN_MS;
    }

    private AeronCluster.Context context() {
        return new AeronCluster.Context()
                .aeron(aeron)
                .ownsAeronClient(false)
                .messageTimeoutNs(CONNECT_MS * 1_000_000)
                .ingressChannel("aeron:udp?term-length=1m")
                .ingressStreamId(EngineAddresses.stream(settings, 101))
                .ingressEndpoints(EngineAddresses.ingress(settings))
                .egressChannel(EngineAddresses.anyPort(settings))
                .egressStreamId(EngineAddresses.stream(settings, 102))
                .credentialsSupplier(new SecretShown(settings.secret()));
    }

    @Override
    public void close() {
        AeronCluster closing = cluster;
        AeronCluster.AsyncConnect ending = connecting;
        cluster = null;
        connecting = null;
        try {
            if (closing != null) {
                closing.close();
            }
            if (ending != null) {
                ending.close();
            }
        } catch (AeronException gone) {
            nextTryMs = 0; // it was gone already
        }
    }
}
