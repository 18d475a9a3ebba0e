package org.jackfield.protocol.link;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelOption;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;

import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * One WebSocket at the server. Sending never waits: texts queue here, in order, up to a limit in
 * bytes; at the limit the link is cut off and what waits is dropped.
 */
public final class WebSocketLink {

    /** Close code of a client cut off because it read too slowly. */
    public static final int CLOSE_SLOW = 4001;

    private static final int CLOSE_WAIT_MS = 1000;

    private final long id;
    private final Channel channel;
    private final WebSocketServer server;
    private final AtomicLong queuedBytes = new AtomicLong();
    private final Deque<byte[][]> queue = new ArrayDeque<>();
    private boolean warned;
    private boolean closing;

    WebSocketLink(long id, Channel channel, WebSocketServer server) {
        this.id = id;
        this.channel = channel;
        this.server = server;
    }

    /** Number of this link, never used again by this server. */
    public long id() {
        return id;
    }

    /** Address of the other end. */
    public InetSocketAddress remote() {
        return (InetSocketAddress) channel.remoteAddress();
    }

    /** Bytes handed to {@link #send} that the socket has not taken yet. */
    public long queuedBytes() {
        return queuedBytes.get();
    }

    /**
     * Queues one text frame. Callable from any thread; frames of one caller keep their order.
     *
     * @param parts UTF-8, joined to one frame; never changed after the call
     */
    public void send(byte[]... parts) {
        queuedBytes.addAndGet(length(parts));
        server.later(this, parts);
    }

    /**
     * Sends a last text, drops what waits before it, and closes.
     *
     * @param code WebSocket close code: 1000 to 1011, or 4000 to 4999
     * @param reason at most 100 characters
     */
    public void close(byte[] last, int code, String reason) {
        channel.eventLoop().execute(() -> closeNow(last, code, reason));
    }

    /** Runs a task on the event loop after a while, for what could not be handed on at once. */
    public void later(long ms, Runnable task) {
        channel.eventLoop().schedule(task, ms, TimeUnit.MILLISECONDS);
    }

    /** Ends the connection at once; nothing more is delivered. */
    public void abort() {
        channel.eventLoop()
                .execute(
                        () -> {
                            closing = true;
                            channel.config().setOption(ChannelOption.SO_LINGER, 0);
                            channel.close();
                        });
    }

    void enqueue(byte[][] parts) {
        if (closing) {
            queuedBytes.addAndGet(-length(parts));
            return;
        }
        queue.add(parts);
        long waiting = queuedBytes.get();
        if (waiting > server.settings().queueBytesWarn() && !warned) {
            warned = true;
            server.listener().onSlow(this, waiting);
        }
        if (waiting > server.settings().queueBytesMax()) {
            server.listener().onCutOff(this, waiting);
            closeNow(null, CLOSE_SLOW, "slow");
        }
    }

    /** Writes what the socket takes; called on the event loop. */
    void drain() {
        boolean wrote = false;
        while (!queue.isEmpty() && channel.isWritable()) {
            byte[][] parts = queue.poll();
            long bytes = length(parts);
            channel.write(new TextWebSocketFrame(buffer(parts)))
                    .addListener(done -> queuedBytes.addAndGet(-bytes));
            wrote = true;
        }
        if (wrote) {
            channel.flush();
        }
        if (queue.isEmpty()) {
            warned = false;
        }
    }

    private void closeNow(byte[] last, int code, String reason) {
        if (closing) {
            return;
        }
        closing = true;
        queue.clear();
        if (last != null) {
            channel.write(new TextWebSocketFrame(Unpooled.wrappedBuffer(last)));
        }
        channel.writeAndFlush(new CloseWebSocketFrame(code, reason))
                .addListener(ChannelFutureListener.CLOSE);
        channel.eventLoop().schedule(() -> channel.close(), CLOSE_WAIT_MS, TimeUnit.MILLISECONDS);
    }

    private static ByteBuf buffer(byte[][] parts) {
        return parts.length == 1
                ? Unpooled.wrappedBuffer(parts[0])
                : Unpooled.wrappedBuffer(parts.length, parts);
    }

    private static long length(byte[][] parts) {
        long length = 0;
        for (byte[] part : parts) {
            length += part.length;
        }
        return length;
    }

    @Override
    public String toString() {
        return "link " + id + " from " + channel.remoteAddress();
    }
}
