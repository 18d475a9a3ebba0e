package org.jackfield.protocol.link;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.EventLoop;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.websocketx.WebSocketFrameAggregator;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolConfig;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.timeout.IdleStateHandler;
import io.netty.util.concurrent.GlobalEventExecutor;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * One port for WebSockets and for files over HTTP. What is to be sent takes one hop to the event
 * loop a batch. A bad frame or request costs its connection, nothing else.
 */
public final class WebSocketServer implements AutoCloseable {

    private static final int HTTP_BYTES_MAX = 65_536;
    private static final int HTTP_IDLE_SECONDS = 60;

    /** A client gives up sooner by itself; until then what was computed for it is not lost. */
    private static final int HANDSHAKE_SECONDS_MAX = 15;

    private static final int WRITE_HIGH = 65_536;
    private static final int WRITE_LOW = 32_768;

    private record Outbound(WebSocketLink link, byte[][] parts) {}

    private final WebSocketServerSettings settings;
    private final WebSocketListener listener;
    private final HttpSource files;
    private final EventLoop loop;
    private final Executor handshakes;
    private final SslContext tls;
    private final ChannelGroup connections = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
    private final Queue<Outbound> outbound = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean draining = new AtomicBoolean();
    private final AtomicLong links = new AtomicLong();
    private StandStill standStill;
    private Channel server;

    private WebSocketServer(
            EventLoops loops,
            WebSocketServerSettings settings,
            HttpSource files,
            WebSocketListener listener) {
        this.loop = loops.group().next();
        this.handshakes = loops.handshakes();
        this.settings = settings;
        this.tls = settings.tls() == null ? null : settings.tls().context();
        this.files = files;
        this.listener = listener;
    }

    /**
     * Opens the port.
     *
     * @param files answers GET requests that are no WebSocket's
     * @throws ListenException when the port cannot be had, or certificate or key cannot be used
     */
    public static WebSocketServer open(
            EventLoops loops,
            WebSocketServerSettings settings,
            HttpSource files,
            WebSocketListener listener) {
        WebSocketServer opened = new WebSocketServer(loops, settings, files, listener);
        opened.bind();
        return opened;
    }

    private void bind() {
        ServerBootstrap bootstrap =
                new ServerBootstrap()
                        .group(loop, loop)
                        .channel(NioServerSocketChannel.class)
                        .option(ChannelOption.SO_BACKLOG, 1024)
                        .option(ChannelOption.SO_REUSEADDR, true)
                        .childOption(ChannelOption.TCP_NODELAY, true)
                        .childOption(
                                ChannelOption.WRITE_BUFFER_WATER_MARK,
                                new WriteBufferWaterMark(WRITE_LOW, WRITE_HIGH))
                        .childHandler(
                                new ChannelInitializer<SocketChannel>() {
                                    @Override
                                    protected void initChannel(SocketChannel channel) {
                                        accept(channel);
                                    }
                                });
        standStill = new StandStill(loop, this::fence);
        ListenAddress address = settings.address();
        ChannelFuture bound = bootstrap.bind(address.host(), address.port()).awaitUninterruptibly();
        if (!bound.isSuccess()) {
            throw address.failed(bound.cause());
        }
        server = bound.channel();
    }

    private void fence() {
        connections.forEach(each -> each.pipeline().fireUserEventTriggered(WebSocketFrames.FENCE));
    }

    private void accept(SocketChannel channel) {
        if (connections.size() >= settings.connectionsMax()) {
            channel.close();
            return;
        }
        connections.add(channel);
        ChannelPipeline pipeline = channel.pipeline();
        if (tls != null) {
            SslHandler secure = tls.newHandler(channel.alloc(), handshakes);
            secure.setHandshakeTimeout(HANDSHAKE_SECONDS_MAX, TimeUnit.SECONDS);
            pipeline.addLast(secure);
        }
        pipeline.addLast("idle", new IdleStateHandler(HTTP_IDLE_SECONDS, 0, 0));
        pipeline.addLast(new HttpServerCodec());
        pipeline.addLast(new HttpObjectAggregator(HTTP_BYTES_MAX));
        pipeline.addLast(new HttpRequests(settings, files));
        pipeline.addLast(
                new WebSocketServerProtocolHandler(
                        WebSocketServerProtocolConfig.newBuilder()
                                .websocketPath(settings.path())
                                .maxFramePayloadLength(settings.frameBytesMax())
                                .allowExtensions(false)
                                .checkStartsWith(false)
                                .handleCloseFrames(true)
                                .dropPongFrames(false)
                                .build()));
        pipeline.addLast(new WebSocketFrameAggregator(settings.frameBytesMax()));
        pipeline.addLast(new WebSocketFrames(this));
    }

    /** Port that is really listened on. */
    public int port() {
        return ((InetSocketAddress) server.localAddress()).getPort();
    }

    WebSocketServerSettings settings() {
        return settings;
    }

    WebSocketListener listener() {
        return listener;
    }

    StandStill standStill() {
        return standStill;
    }

    WebSocketLink link(Channel channel) {
        return new WebSocketLink(links.incrementAndGet(), channel, this);
    }

    void later(WebSocketLink link, byte[][] parts) {
        outbound.add(new Outbound(link, parts));
        if (draining.compareAndSet(false, true)) {
            loop.execute(this::drain);
        }
    }

    private void drain() {
        draining.set(false);
        Set<WebSocketLink> touched = new LinkedHashSet<>();
        for (Outbound next = outbound.poll(); next != null; next = outbound.poll()) {
            next.link().enqueue(next.parts());
            touched.add(next.link());
        }
        touched.forEach(WebSocketLink::drain);
    }

    /** Takes no more connections and closes those there are. */
    @Override
    public void close() {
        server.close().awaitUninterruptibly(2000);
        List<Channel> open = new ArrayList<>(connections);
        open.forEach(Channel::close);
        connections.newCloseFuture().awaitUninterruptibly(2000);
    }
}
