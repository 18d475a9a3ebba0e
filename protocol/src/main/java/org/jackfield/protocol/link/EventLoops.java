package org.jackfield.protocol.link;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;

import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The threads that read and write all sockets of a process: one, and two from eight processors on
 * (measured: more of them on a small machine are slower). They decode, encode and write; they never
 * wait and never decide. Beside them, as many threads as processors for the JDK's arithmetic of TLS
 * handshakes, only while there are any: a thousand clients that come at once must not keep those
 * waiting who are there. (BoringSSL hands over certificates only; its arithmetic is quick.)
 */
public final class EventLoops implements AutoCloseable {

    private static final int PROCESSORS_FOR_TWO = 8;
    private static final long QUIET_MS = 0;
    private static final long STOP_MS = 5_000;
    private static final long HANDSHAKES_IDLE_S = 30;

    private final EventLoopGroup group;
    private final ThreadPoolExecutor handshakes;

    private EventLoops(EventLoopGroup group, ThreadPoolExecutor handshakes) {
        this.group = group;
        this.handshakes = handshakes;
    }

    /** Starts the threads; {@code name} is the beginning of their names. */
    public static EventLoops start(String name) {
        int processors = Runtime.getRuntime().availableProcessors();
        int threads = processors >= PROCESSORS_FOR_TWO ? 2 : 1;
        ThreadPoolExecutor handshakes =
                new ThreadPoolExecutor(
                        processors,
                        processors,
                        HANDSHAKES_IDLE_S,
                        TimeUnit.SECONDS,
                        new LinkedBlockingQueue<>(),
                        new DefaultThreadFactory(name + "-tls", true));
        handshakes.allowCoreThreadTimeOut(true);
        return new EventLoops(
                new MultiThreadIoEventLoopGroup(
                        threads, new DefaultThreadFactory(name, true), NioIoHandler.newFactory()),
                handshakes);
    }

    EventLoopGroup group() {
        return group;
    }

    /** Where TLS handshakes compute; bounded by the connections, each has one task at a time. */
    Executor handshakes() {
        return handshakes;
    }

    /** Stops the threads; what is still open is closed. */
    @Override
    public void close() {
        group.shutdownGracefully(QUIET_MS, STOP_MS, TimeUnit.MILLISECONDS)
                .awaitUninterruptibly(STOP_MS);
        handshakes.shutdownNow();
    }
}
