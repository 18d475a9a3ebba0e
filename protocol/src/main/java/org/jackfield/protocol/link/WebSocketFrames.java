package org.jackfield.protocol.link;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler;
import io.netty.handler.timeout.IdleStateEvent;
import io.netty.handler.timeout.IdleStateHandler;

import java.util.concurrent.TimeUnit;

/** The end of a server connection's pipeline: text frames up, state of the link up. */
final class WebSocketFrames extends SimpleChannelInboundHandler<WebSocketFrame> {

    /** To all pipelines: this server stood still. */
    static final Object FENCE = "stood still";

    private static final int CLOSE_UNSUPPORTED = 1003;
    private static final int CLOSE_PROTOCOL = 1002;

    private final WebSocketServer server;
    private int pings;

    /**
     * Texts are of now again when the client has answered a ping sent after the last standstill.
     */
    private int provedAfter;

    private WebSocketLink link;

    WebSocketFrames(WebSocketServer server) {
        this.server = server;
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) throws Exception {
        if (event instanceof WebSocketServerProtocolHandler.HandshakeComplete) {
            context.pipeline()
                    .replace(
                            "idle",
                            "idle",
                            new IdleStateHandler(
                                    server.settings().pingIntervalMs(),
                                    0,
                                    0,
                                    TimeUnit.MILLISECONDS));
            link = server.link(context.channel());
            provedAfter = server.standStill().count();
            server.listener().onOpen(link);
        } else if (event == FENCE && link != null) {
            ByteBuf number = context.alloc().buffer(Integer.BYTES);
            number.writeInt(server.standStill().count());
            context.writeAndFlush(new PingWebSocketFrame(number));
        } else if (event instanceof IdleStateEvent idle) {
            pings = idle.isFirst() ? 1 : pings + 1;
            if (pings > server.settings().pingsMax()) {
                context.close();
            } else {
                context.writeAndFlush(new PingWebSocketFrame());
            }
        } else {
            super.userEventTriggered(context, event);
        }
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, WebSocketFrame frame) {
        server.standStill().look();
        if (frame instanceof TextWebSocketFrame) {
            byte[] text = ByteBufUtil.getBytes(frame.content());
            if (provedAfter == server.standStill().count()) {
                server.listener().onText(link, text);
            } else {
                server.listener().onLateText(link, text);
            }
        } else if (frame instanceof PongWebSocketFrame) {
            if (frame.content().readableBytes() == Integer.BYTES) {
                provedAfter = frame.content().readInt();
            }
        } else {
            context.writeAndFlush(new CloseWebSocketFrame(CLOSE_UNSUPPORTED, "text frames only"))
                    .addListener(done -> context.close());
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        if (link != null && context.channel().isWritable()) {
            link.drain();
        }
        context.fireChannelWritabilityChanged();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        if (link != null) {
            server.listener().onClosed(link);
            link = null;
        }
        context.fireChannelInactive();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (link != null && cause instanceof DecoderException) {
            context.writeAndFlush(new CloseWebSocketFrame(CLOSE_PROTOCOL, "too long or broken"))
                    .addListener(done -> context.close());
        } else {
            context.close();
        }
    }
}
