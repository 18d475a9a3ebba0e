package org.jackfield.protocol.link;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.LengthFieldBasedFrameDecoder;
import io.netty.handler.flush.FlushConsolidationHandler;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/**
 * One TCP connection that carries the house's own records, each behind its length in four bytes, in
 * order, with a bounded queue of what waits to be sent. It does not reconnect: that is its owner's.
 */
public final class RecordLink {

    /** What happens on a connection; called by the event loop, in order; must not wait. */
    public interface Listener {

        /** The connection is up. */
        void opened(RecordLink link);

        /** The bytes of one record came; false when they cannot be taken: the link is cut. */
        boolean received(RecordLink link, byte[] bytes);

        /** It is over, also when it never came up; said once, and the last. */
        void closed(RecordLink link, String reason);
    }

    /** A longer record costs the connection. */
    static final int RECORD_BYTES_MAX = 1 << 20;

    private static final int LENGTH_BYTES = 4;
    private static final int FLUSHES_JOINED = 256;

    private final Listener listener;
    private final LinkSettings settings;
    private final AtomicInteger queuedBytes = new AtomicInteger();
    private final AtomicReference<String> closeReason = new AtomicReference<>();
    private volatile Channel channel;

    private RecordLink(Listener listener, LinkSettings settings) {
        this.listener = listener;
        this.settings = settings;
    }

    /** Starts to connect; {@code listener} hears how it goes. */
    public static RecordLink connect(
            EventLoops loops, String host, int port, LinkSettings settings, Listener listener) {
        RecordLink link = new RecordLink(listener, settings);
        ChannelFuture connecting =
                new Bootstrap()
                        .group(loops.group())
                        .channel(NioSocketChannel.class)
                        .option(ChannelOption.TCP_NODELAY, true)
                        .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, settings.connectTimeoutMs())
                        .handler(
                                new ChannelInitializer<>() {
                                    @Override
                                    protected void initChannel(Channel fresh) {
                                        link.fit(fresh);
                                    }
                                })
                        .connect(host, port);
        link.channel = connecting.channel();
        connecting.addListener(
                done -> {
                    if (!done.isSuccess()) {
                        link.because(WebSocketClient.text(done.cause()));
                        listener.closed(link, link.closeReason.get());
                    }
                });
        return link;
    }

    /** The link of a connection that a server took. */
    static RecordLink accepted(Channel channel, LinkSettings settings, Listener listener) {
        RecordLink link = new RecordLink(listener, settings);
        link.channel = channel;
        link.fit(channel);
        return link;
    }

    private void fit(Channel fresh) {
        fresh.pipeline()
                .addLast(
                        new FlushConsolidationHandler(FLUSHES_JOINED, true),
                        new LengthFieldBasedFrameDecoder(
                                RECORD_BYTES_MAX, 0, LENGTH_BYTES, 0, LENGTH_BYTES),
                        new Ear());
    }

    /** Sends one record; from any thread. A peer for which too much waits is cut off. */
    public void send(byte[] bytes) {
        int size = bytes.length + LENGTH_BYTES;
        if (queuedBytes.addAndGet(size) > settings.queueBytesMax()) {
            close(
                    "the peer reads too slowly: more than "
                            + settings.queueBytesMax()
                            + " bytes wait (LinkQueueBytesMax)");
            return;
        }
        ByteBuf framed = Unpooled.buffer(size, size).writeInt(bytes.length).writeBytes(bytes);
        channel.writeAndFlush(framed).addListener(done -> queuedBytes.addAndGet(-size));
    }

    /** Closes at once; what waits is not sent. The first reason is the one that is told. */
    public void close(String reason) {
        because(reason);
        channel.close();
    }

    /**
     * Runs something on the event loop a little later; for a listener whose queue was full when it
     * had to hand on {@link Listener#closed}.
     */
    public void later(long delayMs, Runnable task) {
        if (!channel.eventLoop().isShuttingDown()) {
            channel.eventLoop().schedule(task, delayMs, TimeUnit.MILLISECONDS);
        }
    }

    private void because(String reason) {
        closeReason.compareAndSet(null, reason);
    }

    @Override
    public String toString() {
        return String.valueOf(channel.remoteAddress());
    }

    private final class Ear extends SimpleChannelInboundHandler<ByteBuf> {

        @Override
        public void channelActive(ChannelHandlerContext context) {
            listener.opened(RecordLink.this);
        }

        @Override
        protected void channelRead0(ChannelHandlerContext context, ByteBuf record) {
            byte[] bytes = new byte[record.readableBytes()];
            record.readBytes(bytes);
            if (!listener.received(RecordLink.this, bytes)) {
                close("what it sends cannot be taken: too much waits to be worked on");
            }
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            because("the peer closed the connection");
            listener.closed(RecordLink.this, closeReason.get());
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            close(WebSocketClient.text(cause));
        }
    }
}
