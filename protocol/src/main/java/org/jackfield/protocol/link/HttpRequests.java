package org.jackfield.protocol.link;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.netty.handler.timeout.IdleStateEvent;
import io.netty.util.ReferenceCountUtil;

import java.net.URI;
import java.util.Locale;

/** GET and HEAD; a request for the WebSocket's path goes on, if its page's origin may. */
final class HttpRequests extends ChannelInboundHandlerAdapter {

    private final WebSocketServerSettings settings;
    private final HttpSource files;

    HttpRequests(WebSocketServerSettings settings, HttpSource files) {
        this.settings = settings;
        this.files = files;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (!(message instanceof FullHttpRequest request)) {
            context.fireChannelRead(message);
            return;
        }
        String path = path(request.uri());
        boolean upgrade =
                "websocket".equalsIgnoreCase(request.headers().get(HttpHeaderNames.UPGRADE));
        if (upgrade && settings.path().equals(path) && originMay(request)) {
            context.fireChannelRead(message);
            return;
        }
        try {
            answer(context, request, upgrade ? refused(path) : found(request, path));
        } finally {
            ReferenceCountUtil.release(request);
        }
    }

    private HttpAnswer refused(String path) {
        return settings.path().equals(path)
                ? HttpAnswer.text(403, "This page may not connect to this server.")
                : HttpAnswer.text(404, "The WebSocket is at " + settings.path() + ".");
    }

    private HttpAnswer found(FullHttpRequest request, String path) {
        if (!request.decoderResult().isSuccess() || path == null) {
            return HttpAnswer.text(400, "This request cannot be read.");
        }
        if (request.method() != HttpMethod.GET && request.method() != HttpMethod.HEAD) {
            return HttpAnswer.text(405, "GET and HEAD only.");
        }
        HttpAnswer answer = files.get(path);
        return answer == null ? HttpAnswer.text(404, "There is nothing at " + path + ".") : answer;
    }

    private void answer(ChannelHandlerContext context, FullHttpRequest request, HttpAnswer found) {
        String tag = found.headers().get("ETag");
        boolean same =
                tag != null && tag.equals(request.headers().get(HttpHeaderNames.IF_NONE_MATCH));
        boolean bodiless = same || request.method() == HttpMethod.HEAD;
        DefaultFullHttpResponse response =
                new DefaultFullHttpResponse(
                        HttpVersion.HTTP_1_1,
                        HttpResponseStatus.valueOf(same ? 304 : found.status()),
                        bodiless ? Unpooled.EMPTY_BUFFER : Unpooled.wrappedBuffer(found.body()));
        found.headers().forEach((name, value) -> response.headers().set(name, value));
        response.headers().set(HttpHeaderNames.CONTENT_TYPE, found.contentType());
        if (!same) {
            response.headers().set(HttpHeaderNames.CONTENT_LENGTH, found.body().length);
        }
        boolean keep = HttpUtil.isKeepAlive(request) && found.status() < 400;
        HttpUtil.setKeepAlive(response, keep);
        var written = context.writeAndFlush(response);
        if (!keep) {
            written.addListener(ChannelFutureListener.CLOSE);
        }
    }

    /** No origin (no browser), this host whatever the port, or one of the settings. */
    private boolean originMay(FullHttpRequest request) {
        String origin = request.headers().get(HttpHeaderNames.ORIGIN);
        if (origin == null) {
            return true;
        }
        String host = hostOf(origin);
        String own = hostOf("http://" + request.headers().get(HttpHeaderNames.HOST, ""));
        return host != null && (host.equals(own) || settings.origins().contains(host));
    }

    private static String hostOf(String address) {
        try {
            String host = URI.create(address).getHost();
            return host == null ? null : host.toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException noAddress) {
            return null;
        }
    }

    /**
     * The decoded path, or null when there is none or it has dot segments or control characters.
     */
    private static String path(String uri) {
        try {
            String path = new QueryStringDecoder(uri).path();
            boolean plain =
                    path.startsWith("/")
                            && !path.contains("/.")
                            && path.chars().allMatch(c -> c >= ' ' && c != '\\' && c != 0x7F);
            return plain ? path : null;
        } catch (IllegalArgumentException badEscape) {
            return null;
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) throws Exception {
        boolean websocket = context.pipeline().get(HttpServerCodec.class) == null;
        if (event instanceof IdleStateEvent && !websocket) {
            context.close();
        } else {
            super.userEventTriggered(context, event);
        }
    }
}
