package org.jackfield.protocol.link;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.DuplexChannel;

import org.jackfield.protocol.ged188.Ged188Message;
import org.jackfield.protocol.ged188.Ged188Tables;

import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;

/**
 * One TCP connection that carries frames of the CTI Server protocol. What is sent goes through a
 * {@link LinkBatch}.
 */
public final class FrameLink {

    private final long id;
    private final Channel channel;
    private final LinkListener listener;
    private final LinkSettings settings;
    private final String peerHost;
    private final int peerPort;

    // On the event loop only.
    private int version;
    private String reason;
    private boolean closing;
    private boolean warned;
    private boolean ended;

    FrameLink(long id, Channel channel, LinkListener listener, LinkSettings settings, int version) {
        this.id = id;
        this.channel = channel;
        this.listener = listener;
        this.settings = settings;
        this.version = version;
        InetSocketAddress peer = (InetSocketAddress) channel.remoteAddress();
        this.peerHost = peer == null ? "" : peer.getAddress().getHostAddress();
        this.peerPort = peer == null ? 0 : peer.getPort();
    }

    /** Number of the connection, unique within its listener or client. */
    public long id() {
        return id;
    }

    /** The peer's address as text. */
    public String peerHost() {
        return peerHost;
    }

    /** The peer's port. */
    public int peerPort() {
        return peerPort;
    }

    /**
     * Runs something on the event loop a little later; for a listener whose queue was full when it
     * had to hand on {@link LinkListener#closed}.
     */
    public void later(long delayMs, Runnable task) {
        if (!eventLoop().isShuttingDown()) {
            eventLoop().schedule(task, delayMs, TimeUnit.MILLISECONDS);
        }
    }

    EventLoop eventLoop() {
        return channel.eventLoop();
    }

    LinkListener listener() {
        return listener;
    }

    int version() {
        return version;
    }

    /** The first OPEN_REQ of a session says in which version all its frames are written. */
    void version(long asked) {
        version = Math.clamp(asked, Ged188Tables.FIRST_VERSION, Ged188Tables.LAST_VERSION);
    }

    void write(Ged188Message message, long stamp, SharedFrame frames) {
        if (closing || ended) {
            return;
        }
        byte[] frame;
        try {
            frame = frames.bytes(message, Math.max(version, Ged188Tables.FIRST_VERSION), stamp);
        } catch (IllegalArgumentException tooLong) {
            listener.unsendable(this, message.type() + ": " + tooLong.getMessage());
            return;
        }
        channel.write(Unpooled.wrappedBuffer(frame), channel.voidPromise());
        if (waitingBytes() > settings.queueBytesWarn()) {
            channel.flush();
            checkQueue();
        }
    }

    void flush() {
        if (!ended) {
            channel.flush();
            checkQueue();
        }
    }

    private void checkQueue() {
        long waiting = waitingBytes();
        if (waiting > settings.queueBytesMax()) {
            abort(
                    "reads too slowly: "
                            + waiting
                            + " bytes wait, at most "
                            + settings.queueBytesMax()
                            + " may (LinkQueueBytesMax)");
        } else if (waiting == 0) {
            warned = false;
        } else if (waiting > settings.queueBytesWarn() && !warned) {
            warned = true;
            listener.slow(this, waiting);
        }
    }

    private long waitingBytes() {
        ChannelOutboundBuffer queue = channel.unsafe().outboundBuffer();
        return queue == null ? 0 : queue.totalPendingWriteBytes();
    }

    /** True when nothing more is sent, and what still comes is of no use. */
    boolean closing() {
        return closing;
    }

    /**
     * Closes when everything is sent and the peer has closed too, but not later than the time-out.
     * What it still sends is read and dropped: a connection that is closed over it would take from
     * the peer what it has not read yet, last words and outcomes.
     */
    void close(String why) {
        if (closing || ended) {
            return;
        }
        closing = true;
        because(why);
        channel.config().setAutoRead(true);
        channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(done -> sayTheEnd());
        eventLoop().schedule(() -> abort(why), settings.closeTimeoutMs(), TimeUnit.MILLISECONDS);
    }

    private void sayTheEnd() {
        if (channel instanceof DuplexChannel both && channel.isActive()) {
            both.shutdownOutput();
        } else {
            channel.close();
        }
    }

    /** Closes at once; nothing that waits is sent, here or by the system. */
    void abort(String why) {
        if (ended) {
            return;
        }
        closing = true;
        because(why);
        if (channel.isActive()) {
            channel.config().setOption(ChannelOption.SO_LINGER, 0);
        }
        channel.close();
    }

    /** The first reason is the one that is told. */
    void because(String why) {
        if (reason == null) {
            reason = why;
        }
    }

    void ended() {
        if (!ended) {
            ended = true;
            listener.closed(this, reason == null ? "the peer closed the connection" : reason);
        }
    }

    @Override
    public String toString() {
        return peerHost + ":" + peerPort + "#" + id;
    }
}
