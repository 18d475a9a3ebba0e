package org.jackfield.protocol.link;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.concurrent.GlobalEventExecutor;

import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** Listens for clients of the CTI Server protocol. */
public final class FrameServer implements AutoCloseable {

    private static final int BACKLOG = 512;
    private static final long CLOSE_MS = 5_000;

    private final LinkListener listener;
    private final LinkSettings settings;
    private final ChannelGroup channels = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
    private final Map<EventLoop, StandStill> standStills = new ConcurrentHashMap<>();
    private final AtomicLong nextId = new AtomicLong(1);
    private Channel socket;

    private FrameServer(LinkListener listener, LinkSettings settings) {
        this.listener = listener;
        this.settings = settings;
    }

    /**
     * Opens the port.
     *
     * @throws ListenException when it cannot be opened, naming address, setting and remedy
     */
    public static FrameServer open(
            EventLoops loops, ListenAddress address, LinkSettings settings, LinkListener listener) {
        FrameServer server = new FrameServer(listener, settings);
        ServerBootstrap bootstrap =
                new ServerBootstrap()
                        .group(loops.group())
                        .channel(NioServerSocketChannel.class)
                        .option(ChannelOption.SO_BACKLOG, BACKLOG)
                        .option(ChannelOption.SO_REUSEADDR, true)
                        .childOption(ChannelOption.TCP_NODELAY, true)
                        .childHandler(
                                new ChannelInitializer<SocketChannel>() {
                                    @Override
                                    protected void initChannel(SocketChannel channel) {
                                        server.take(channel);
                                    }
                                });
        ChannelFuture bound =
                bootstrap
                        .bind(new InetSocketAddress(address.host(), address.port()))
                        .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            throw address.failed(bound.cause());
        }
        server.socket = bound.channel();
        return server;
    }

    private void take(SocketChannel channel) {
        StandStill standStill =
                standStills.computeIfAbsent(
                        channel.eventLoop(), loop -> new StandStill(loop, () -> {}));
        channel.pipeline()
                .addLast(new FrameHandler(context -> link(context.channel()), standStill));
    }

    private FrameLink link(Channel channel) {
        if (channels.size() >= settings.connectionsMax()) {
            return null;
        }
        channels.add(channel);
        return new FrameLink(nextId.getAndIncrement(), channel, listener, settings, 0);
    }

    /** The port that is open. */
    public int port() {
        return ((InetSocketAddress) socket.localAddress()).getPort();
    }

    /** The address that is open, as host and port. */
    public String address() {
        InetSocketAddress local = (InetSocketAddress) socket.localAddress();
        return local.getAddress().getHostAddress() + ":" + local.getPort();
    }

    /** Takes no more clients; those who are connected stay. */
    public void refuseMore() {
        socket.close().awaitUninterruptibly(CLOSE_MS);
    }

    /** Waits until every client is gone, but not longer than this. */
    public void awaitEmpty(long timeoutMs) throws InterruptedException {
        channels.newCloseFuture().await(timeoutMs);
    }

    /** Takes no more clients and closes those who are connected. */
    @Override
    public void close() {
        refuseMore();
        channels.close().awaitUninterruptibly(CLOSE_MS);
    }
}
