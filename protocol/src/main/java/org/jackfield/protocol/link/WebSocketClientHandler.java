package org.jackfield.protocol.link;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketClientHandshakeException;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolHandler.ClientHandshakeStateEvent;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.timeout.IdleStateEvent;

import java.util.concurrent.atomic.AtomicReference;

/** The end of a websocket's pipeline: frames to its listener, pings, and why it ended. */
final class WebSocketClientHandler extends SimpleChannelInboundHandler<WebSocketFrame> {

    private final WebSocketClientSettings settings;
    private final WebSocketClient.Listener listener;
    private final AtomicReference<String> closeReason;
    private boolean open;
    private long lastHeardNs = System.nanoTime();

    WebSocketClientHandler(
            WebSocketClientSettings settings,
            WebSocketClient.Listener listener,
            AtomicReference<String> closeReason) {
        this.settings = settings;
        this.listener = listener;
        this.closeReason = closeReason;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, WebSocketFrame frame) {
        lastHeardNs = System.nanoTime();
        if (frame instanceof TextWebSocketFrame text) {
            listener.text(text.text());
        } else if (frame instanceof CloseWebSocketFrame close) {
            closeReason.compareAndSet(
                    null, "closed by the peer: " + close.statusCode() + " " + close.reasonText());
            context.close();
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event == ClientHandshakeStateEvent.HANDSHAKE_COMPLETE) {
            open = true;
            lastHeardNs = System.nanoTime();
            listener.opened();
        } else if (event == ClientHandshakeStateEvent.HANDSHAKE_TIMEOUT) {
            closeReason.compareAndSet(null, "not open after " + settings.openMs() + " ms");
            context.close();
        } else if (event instanceof IdleStateEvent) {
            nothingCameIn(context);
        }
    }

    private void nothingCameIn(ChannelHandlerContext context) {
        if (!open) {
            return;
        }
        long silentMs = (System.nanoTime() - lastHeardNs) / 1_000_000;
        if (silentMs >= settings.silenceMaxMs()) {
            closeReason.compareAndSet(null, "no sign of life for " + silentMs + " ms");
            context.close();
        } else {
            context.writeAndFlush(new PingWebSocketFrame());
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        closeReason.compareAndSet(
                null, open ? "connection lost" : "connection lost before the websocket was open");
        listener.closed(closeReason.get());
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        String reason = WebSocketClient.text(cause);
        if (cause instanceof WebSocketClientHandshakeException refused
                && refused.response() != null) {
            reason = "refused by the server: " + refused.response().status();
        }
        closeReason.compareAndSet(null, reason);
        context.close();
    }
}
