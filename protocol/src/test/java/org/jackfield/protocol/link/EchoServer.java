package org.jackfield.protocol.link;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshakerFactory;
import io.netty.util.concurrent.GlobalEventExecutor;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** A websocket server with an account, that says again what it hears, or goes deaf. */
@Sharable
final class EchoServer extends SimpleChannelInboundHandler<Object> {

    private final ChannelGroup open = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
    private final Semaphore pings = new Semaphore(0);
    private final String account;
    private Channel listening;
    private volatile boolean deaf;

    private EchoServer(String account) {
        this.account = account;
    }

    static EchoServer start(EventLoops loops, String user, String password) {
        byte[] pair = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
        EchoServer server = new EchoServer("Basic " + Base64.getEncoder().encodeToString(pair));
        server.listening =
                new ServerBootstrap()
                        .group(loops.group())
                        .channel(NioServerSocketChannel.class)
                        .childHandler(server.pipeline())
                        .bind("127.0.0.1", 0)
                        .syncUninterruptibly()
                        .channel();
        return server;
    }

    private ChannelInitializer<Channel> pipeline() {
        return new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel fresh) {
                fresh.pipeline().addLast(new HttpServerCodec(), new HttpObjectAggregator(8192));
                fresh.pipeline().addLast(EchoServer.this);
            }
        };
    }

    int port() {
        return ((InetSocketAddress) listening.localAddress()).getPort();
    }

    void deafAfterOpening() {
        deaf = true;
    }

    boolean pings(int count) throws InterruptedException {
        return pings.tryAcquire(count, 10, TimeUnit.SECONDS);
    }

    void closeAll(int code, String reason) {
        open.writeAndFlush(new CloseWebSocketFrame(code, reason)).syncUninterruptibly();
        open.close();
    }

    void close() {
        listening.close().syncUninterruptibly();
        open.close();
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, Object message) {
        switch (message) {
            case FullHttpRequest request -> handshake(context, request);
            case TextWebSocketFrame text -> context.writeAndFlush(text.retain());
            case PingWebSocketFrame ping -> {
                pings.release();
                context.writeAndFlush(new PongWebSocketFrame(ping.content().retain()));
            }
            case WebSocketFrame other -> context.close();
            default -> throw new IllegalStateException("unexpected " + message);
        }
    }

    private void handshake(ChannelHandlerContext context, FullHttpRequest request) {
        if (!account.equals(request.headers().get("Authorization"))) {
            var refusal =
                    new DefaultFullHttpResponse(
                            HttpVersion.HTTP_1_1, HttpResponseStatus.UNAUTHORIZED);
            refusal.headers().setInt("Content-Length", 0);
            context.writeAndFlush(refusal);
            return;
        }
        open.add(context.channel());
        var handshaker =
                new WebSocketServerHandshakerFactory(request.uri(), null, false, 1 << 20)
                        .newHandshaker(request);
        handshaker.handshake(context.channel(), request);
        if (deaf) {
            context.channel().config().setAutoRead(false);
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        context.close();
    }
}
