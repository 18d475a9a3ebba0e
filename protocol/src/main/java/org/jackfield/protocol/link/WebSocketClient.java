package org.jackfield.protocol.link;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolConfig;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolHandler;
import io.netty.handler.codec.http.websocketx.WebSocketFrameAggregator;
import io.netty.handler.codec.http.websocketx.WebSocketVersion;
import io.netty.handler.flush.FlushConsolidationHandler;
import io.netty.handler.timeout.IdleStateHandler;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import javax.net.ssl.SSLException;

/**
 * One websocket from its opening to its end: text messages in order both ways, pings while nothing
 * comes in, a bounded queue of what waits to be sent. It does not reconnect: that is its owner's.
 */
public final class WebSocketClient {

    /** What happens on the socket; called by the event loop, in order; must not wait. */
    public interface Listener {

        /** The websocket is open. */
        void opened();

        /** A whole text message came. */
        void text(String message);

        /** It is over, also when it never opened; said once, and the last. */
        void closed(String reason);
    }

    private static final int ANSWER_BYTES_MAX = 65_536;

    private final WebSocketClientSettings settings;
    private final AtomicInteger queuedBytes = new AtomicInteger();
    private final AtomicReference<String> closeReason = new AtomicReference<>();
    private volatile Channel channel;

    private WebSocketClient(WebSocketClientSettings settings) {
        this.settings = settings;
    }

    /** Starts to connect; {@code listener} hears how it goes. */
    public static WebSocketClient connect(
            EventLoops loops, WebSocketClientSettings settings, Listener listener) {
        WebSocketClient client = new WebSocketClient(settings);
        URI address = settings.address();
        Bootstrap bootstrap =
                new Bootstrap()
                        .group(loops.group())
                        .channel(NioSocketChannel.class)
                        .option(ChannelOption.TCP_NODELAY, true)
                        .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, settings.connectTimeoutMs())
                        .handler(client.pipeline(loops, listener));
        ChannelFuture connecting = bootstrap.connect(address.getHost(), port(address));
        client.channel = connecting.channel();
        connecting.addListener(
                done -> {
                    if (!done.isSuccess()) {
                        client.closeReason.compareAndSet(null, text(done.cause()));
                        listener.closed(client.closeReason.get());
                    }
                });
        return client;
    }

    private static int port(URI address) {
        if (address.getPort() > 0) {
            return address.getPort();
        }
        return address.getScheme().equals("wss") ? 443 : 80;
    }

    /** What went wrong, in its own words: a TLS engine that says nothing itself names its cause. */
    static String text(Throwable failure) {
        Throwable said = failure;
        while ((said instanceof SSLException || said instanceof DecoderException)
                && said.getCause() != null) {
            said = said.getCause();
        }
        String words = said.getMessage() == null ? said.toString() : said.getMessage();
        return said instanceof CertificateException ? "certificate not believed: " + words : words;
    }

    private ChannelInitializer<Channel> pipeline(EventLoops loops, Listener listener) {
        return new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel fresh) {
                ChannelPipeline line = fresh.pipeline();
                URI address = settings.address();
                if (address.getScheme().equals("wss")) {
                    line.addLast(
                            TlsTrust.context(settings.trust())
                                    .newHandler(
                                            fresh.alloc(),
                                            address.getHost(),
                                            port(address),
                                            loops.handshakes()));
                }
                line.addLast(
                        new FlushConsolidationHandler(256, true),
                        new HttpClientCodec(),
                        new HttpObjectAggregator(ANSWER_BYTES_MAX),
                        new WebSocketClientProtocolHandler(protocol()),
                        new WebSocketFrameAggregator(settings.messageBytesMax()),
                        new IdleStateHandler(
                                settings.pingIntervalMs(), 0, 0, TimeUnit.MILLISECONDS),
                        new WebSocketClientHandler(settings, listener, closeReason));
            }
        };
    }

    private WebSocketClientProtocolConfig protocol() {
        return WebSocketClientProtocolConfig.newBuilder()
                .webSocketUri(settings.address())
                .version(WebSocketVersion.V13)
                .customHeaders(headers())
                .maxFramePayloadLength(settings.messageBytesMax())
                .handshakeTimeoutMillis(settings.openMs())
                .dropPongFrames(false)
                .handleCloseFrames(false)
                .sendCloseFrame(null)
                .build();
    }

    private HttpHeaders headers() {
        HttpHeaders headers = new DefaultHttpHeaders();
        if (settings.account() != null) {
            String pair = settings.account().user() + ":" + settings.account().password();
            byte[] bytes = pair.getBytes(StandardCharsets.UTF_8);
            headers.set(
                    HttpHeaderNames.AUTHORIZATION,
                    "Basic " + Base64.getEncoder().encodeToString(bytes));
        }
        return headers;
    }

    /**
     * Sends a text message behind those sent before; from any thread, after {@link
     * Listener#opened}.
     *
     * @return false when the link is closed, or was closed now because too much waits
     */
    public boolean send(String message) {
        if (!channel.isActive()) {
            return false;
        }
        int size = message.length();
        if (queuedBytes.addAndGet(size) > settings.queueBytesMax()) {
            close("the peer reads too slowly: " + queuedBytes.get() + " bytes wait for it");
            return false;
        }
        channel.writeAndFlush(new TextWebSocketFrame(message))
                .addListener(written -> queuedBytes.addAndGet(-size));
        return true;
    }

    /** Closes at once, without waiting for what is unsent; the listener hears the reason. */
    public void close(String reason) {
        closeReason.compareAndSet(null, reason);
        channel.close();
    }
}
