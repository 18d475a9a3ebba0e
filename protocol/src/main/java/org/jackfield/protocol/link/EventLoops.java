package org.jackfield.protocol.link;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;

import java.util.concurrent.TimeUnit;

/**
 * The threads that read and write all sockets of a process: one, and two from eight processors on
 * (measured: more of them on a small machine are slower). They decode, encode and write; they never
 * wait and never decide.
 */
public final class EventLoops implements AutoCloseable {

    private static final int PROCESSORS_FOR_TWO = 8;
    private static final long QUIET_MS = 0;
    private static final long STOP_MS = 5_000;

    private final EventLoopGroup group;

    private EventLoops(EventLoopGroup group) {
        this.group = group;
    }

    /** Starts the threads; {@code name} is the beginning of their names. */
    public static EventLoops start(String name) {
        int threads = Runtime.getRuntime().availableProcessors() >= PROCESSORS_FOR_TWO ? 2 : 1;
        return new EventLoops(
                new MultiThreadIoEventLoopGroup(
                        threads, new DefaultThreadFactory(name, true), NioIoHandler.newFactory()));
    }

    EventLoopGroup group() {
        return group;
    }

    /** Stops the threads; what is still open is closed. */
    @Override
    public void close() {
        group.shutdownGracefully(QUIET_MS, STOP_MS, TimeUnit.MILLISECONDS)
                .awaitUninterruptibly(STOP_MS);
    }
}
