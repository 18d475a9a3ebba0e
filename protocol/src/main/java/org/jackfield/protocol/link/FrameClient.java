package org.jackfield.protocol.link;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;

/** Connects to CTI Servers. */
public final class FrameClient {

    private final EventLoops loops;
    private final LinkSettings settings;
    private final AtomicLong nextId = new AtomicLong(1);

    public FrameClient(EventLoops loops, LinkSettings settings) {
        this.loops = loops;
        this.settings = settings;
    }

    /**
     * Connects, without waiting: {@code listener} hears {@code opened} when the connection is up,
     * or {@code failed} hears why not. A name is looked up on a thread of its own.
     *
     * @param version protocol version in which all frames are written
     * @param failed takes address and reason; called on an event loop or the look-up's thread
     */
    public void connect(
            String host,
            int port,
            int version,
            LinkListener listener,
            BiConsumer<String, String> failed) {
        Thread.ofVirtual()
                .name("look up " + host)
                .start(
                        () -> {
                            String where = host + ":" + port;
                            try {
                                InetAddress address = InetAddress.getByName(host);
                                connect(
                                        new InetSocketAddress(address, port),
                                        version,
                                        listener,
                                        why -> failed.accept(where, why));
                            } catch (UnknownHostException unknown) {
                                failed.accept(where, "no address is known for " + host);
                            } catch (IllegalArgumentException | IllegalStateException wrong) {
                                failed.accept(where, String.valueOf(wrong.getMessage()));
                            }
                        });
    }

    private void connect(
            InetSocketAddress address,
            int version,
            LinkListener listener,
            java.util.function.Consumer<String> failed) {
        ChannelFuture connecting =
                new Bootstrap()
                        .group(loops.group())
                        .channel(NioSocketChannel.class)
                        .option(ChannelOption.TCP_NODELAY, true)
                        .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, settings.connectTimeoutMs())
                        .handler(
                                new ChannelInitializer<SocketChannel>() {
                                    @Override
                                    protected void initChannel(SocketChannel channel) {
                                        channel.pipeline()
                                                .addLast(handler(channel, version, listener));
                                    }
                                })
                        .connect(address);
        connecting.addListener(
                done -> {
                    if (!done.isSuccess()) {
                        failed.accept(String.valueOf(done.cause().getMessage()));
                    }
                });
    }

    private FrameHandler handler(Channel channel, int version, LinkListener listener) {
        return new FrameHandler(
                context ->
                        new FrameLink(
                                nextId.getAndIncrement(), channel, listener, settings, version),
                null);
    }
}
