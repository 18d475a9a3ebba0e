package org.jackfield.simulation.bench.road;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.FixedLengthFrameDecoder;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The peer: plain Netty on one event loop, which sends the same bytes to the same clients at the
 * same times, with nothing behind it. No faster road to a client exists on this machine.
 */
final class RawBroadcast implements AutoCloseable {

    private static final long MICROS_A_MILLI = 1_000;

    /** A frame to be sent. */
    record Planned(long atMicros, int client, byte[] bytes) {}

    private final EventLoopGroup group =
            new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final Channel[] clients;
    private final AtomicInteger here = new AtomicInteger();
    private final Channel server;

    RawBroadcast(int clientCount) {
        clients = new Channel[clientCount];
        server =
                new ServerBootstrap()
                        .group(group)
                        .channel(NioServerSocketChannel.class)
                        .childOption(ChannelOption.TCP_NODELAY, true)
                        .option(ChannelOption.SO_BACKLOG, clientCount)
                        .childHandler(
                                new ChannelInitializer<Channel>() {
                                    @Override
                                    protected void initChannel(Channel fresh) {
                                        fresh.pipeline()
                                                .addLast(
                                                        new FixedLengthFrameDecoder(
                                                                RawFarm.LENGTH_BYTES),
                                                        new Door());
                                    }
                                })
                        .bind("127.0.0.1", 0)
                        .syncUninterruptibly()
                        .channel();
    }

    private final class Door extends SimpleChannelInboundHandler<ByteBuf> {
        @Override
        protected void channelRead0(ChannelHandlerContext context, ByteBuf name) {
            clients[name.readInt()] = context.channel();
            here.incrementAndGet();
        }
    }

    int port() {
        return ((InetSocketAddress) server.localAddress()).getPort();
    }

    int here() {
        return here.get();
    }

    /** Sends everything at its time, counted from now; returns when all is sent. */
    void replay(List<Planned> frames) {
        long base = frames.isEmpty() ? 0 : frames.getFirst().atMicros();
        long begun = Moment.now();
        CompletableFuture<Void> done = new CompletableFuture<>();
        int[] next = {0};
        ScheduledFuture<?> ticking =
                group.next()
                        .scheduleAtFixedRate(
                                () -> {
                                    long due = Moment.now() - begun + base;
                                    while (next[0] < frames.size()
                                            && frames.get(next[0]).atMicros() <= due) {
                                        send(frames.get(next[0]++));
                                    }
                                    if (next[0] == frames.size()) {
                                        done.complete(null);
                                    }
                                },
                                0,
                                MICROS_A_MILLI,
                                TimeUnit.MICROSECONDS);
        done.join();
        ticking.cancel(false);
    }

    private void send(Planned frame) {
        Channel client = clients[frame.client()];
        int length = Long.BYTES + frame.bytes().length;
        ByteBuf buffer = client.alloc().buffer(RawFarm.LENGTH_BYTES + length);
        buffer.writeInt(length).writeLong(Moment.now()).writeBytes(frame.bytes());
        client.writeAndFlush(buffer, client.voidPromise());
    }

    @Override
    public void close() {
        server.close().syncUninterruptibly();
        group.shutdownGracefully().awaitUninterruptibly();
    }
}
