package org.jackfield.protocol.link;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.concurrent.GlobalEventExecutor;

import java.net.InetSocketAddress;

/** A port for {@link RecordLink}s. A bad record costs its connection, nothing else. */
public final class RecordServer implements AutoCloseable {

    private static final long CLOSE_MS = 5_000;

    private final ChannelGroup channels = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
    private final Channel socket;

    private RecordServer(
            EventLoops loops,
            ListenAddress address,
            LinkSettings settings,
            RecordLink.Listener listener) {
        ChannelFuture bound =
                new ServerBootstrap()
                        .group(loops.group())
                        .channel(NioServerSocketChannel.class)
                        .option(ChannelOption.SO_REUSEADDR, true)
                        .childOption(ChannelOption.TCP_NODELAY, true)
                        .childHandler(
                                new ChannelInitializer<>() {
                                    @Override
                                    protected void initChannel(Channel fresh) {
                                        take(fresh, settings, listener);
                                    }
                                })
                        .bind(address.host(), address.port())
                        .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            throw address.failed(bound.cause());
        }
        this.socket = bound.channel();
    }

    /**
     * Opens the port.
     *
     * @throws ListenException when it cannot be opened, naming address, setting and remedy
     */
    public static RecordServer open(
            EventLoops loops,
            ListenAddress address,
            LinkSettings settings,
            RecordLink.Listener listener) {
        return new RecordServer(loops, address, settings, listener);
    }

    private void take(Channel fresh, LinkSettings settings, RecordLink.Listener listener) {
        if (channels.size() >= settings.connectionsMax()) {
            fresh.close();
            return;
        }
        channels.add(fresh);
        RecordLink.accepted(fresh, settings, listener);
    }

    /** The port that is open. */
    public int port() {
        return ((InetSocketAddress) socket.localAddress()).getPort();
    }

    /** Takes no more connections and closes those there are. */
    @Override
    public void close() {
        socket.close().awaitUninterruptibly(CLOSE_MS);
        channels.close().awaitUninterruptibly(CLOSE_MS);
    }
}
