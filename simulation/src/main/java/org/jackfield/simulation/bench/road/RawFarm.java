package org.jackfield.simulation.bench.road;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.LengthFieldBasedFrameDecoder;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** Clients of {@link RawBroadcast}: read frames and note how long each was under way. */
final class RawFarm implements AutoCloseable {

    static final int FRAME_BYTES_MAX = 1 << 20;
    static final int LENGTH_BYTES = 4;

    private final EventLoopGroup group =
            new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final Queue<Long> micros = new ConcurrentLinkedQueue<>();
    private final AtomicInteger connected = new AtomicInteger();

    void connect(int port, int clients) {
        for (int index = 0; index < clients; index++) {
            int client = index;
            new Bootstrap()
                    .group(group)
                    .channel(NioSocketChannel.class)
                    .handler(
                            new ChannelInitializer<Channel>() {
                                @Override
                                protected void initChannel(Channel fresh) {
                                    fresh.pipeline()
                                            .addLast(
                                                    new LengthFieldBasedFrameDecoder(
                                                            FRAME_BYTES_MAX,
                                                            0,
                                                            LENGTH_BYTES,
                                                            0,
                                                            LENGTH_BYTES),
                                                    new One(client));
                                }
                            })
                    .connect("127.0.0.1", port);
        }
    }

    String status() {
        return "status " + connected.get() + " " + micros.size();
    }

    void write(Path file) throws IOException {
        List<String> lines = new ArrayList<>();
        micros.forEach(each -> lines.add(each.toString()));
        Files.write(file, lines);
    }

    @Override
    public void close() {
        group.shutdownGracefully();
    }

    private final class One extends SimpleChannelInboundHandler<ByteBuf> {
        private final int index;

        One(int index) {
            this.index = index;
        }

        @Override
        public void channelActive(ChannelHandlerContext context) {
            connected.incrementAndGet();
            context.writeAndFlush(context.alloc().buffer(LENGTH_BYTES).writeInt(index));
        }

        @Override
        protected void channelRead0(ChannelHandlerContext context, ByteBuf frame) {
            micros.add(Moment.now() - frame.readLong());
        }
    }
}
