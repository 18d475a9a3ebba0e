package org.jackfield.protocol.link;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

import org.jackfield.protocol.frame.FrameSplitter;
import org.jackfield.protocol.frame.Octets;
import org.jackfield.protocol.ged188.Decoded;
import org.jackfield.protocol.ged188.Ged188Codec;
import org.jackfield.protocol.ged188.Ged188Tables;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Bytes of one connection to frames to messages; hands them on once for each read of the socket.
 */
final class FrameHandler extends ChannelInboundHandlerAdapter {

    private final Function<ChannelHandlerContext, FrameLink> links;
    private final StandStill standStill;
    private final FrameSplitter splitter = new FrameSplitter();
    private List<Arrival> arrivals = new ArrayList<>();
    private FrameLink link;
    private boolean versionAsked;
    private boolean broken;

    /**
     * A handler that makes its link when the connection is up.
     *
     * @param links makes the link; null refuses the connection
     * @param standStill of the connection's loop; null when the age of what comes does not matter
     */
    FrameHandler(Function<ChannelHandlerContext, FrameLink> links, StandStill standStill) {
        this.links = links;
        this.standStill = standStill;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        link = links.apply(context);
        if (link == null) {
            context.close();
        } else {
            link.listener().opened(link);
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object piece) {
        ByteBuf buffer = (ByteBuf) piece;
        try {
            if (broken || link == null || link.closing()) {
                return;
            }
            byte[] bytes = new byte[buffer.readableBytes()];
            buffer.readBytes(bytes);
            splitter.feed(bytes);
        } finally {
            buffer.release();
        }
        int waitedMs = standStill == null ? 0 : standStill.waitedMs();
        for (byte[] frame = splitter.next(); frame != null; frame = splitter.next()) {
            arrivals.add(read(frame, waitedMs));
        }
        if (splitter.error() != null) {
            broken = true;
            context.channel().config().setAutoRead(false);
            arrivals.add(new Arrival(null, 0, 0, -1, splitter.error(), true, waitedMs));
        }
    }

    private Arrival read(byte[] frame, int waitedMs) {
        int type = Octets.i32(frame, 4);
        long invokeId = frame.length >= 12 ? Octets.u32(frame, SharedFrame.STAMP_AT) : 0;
        long openVersion = Ged188Codec.openVersion(frame);
        if (openVersion >= 0 && link.version() == 0 && !versionAsked) {
            versionAsked = true;
            link.version(openVersion);
        }
        int version = Math.max(link.version(), Ged188Tables.FIRST_VERSION);
        Decoded decoded = Ged188Codec.decode(frame, version);
        return new Arrival(
                decoded.message(), type, invokeId, openVersion, decoded.error(), false, waitedMs);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        if (arrivals.isEmpty()) {
            return;
        }
        List<Arrival> batch = arrivals;
        arrivals = new ArrayList<>();
        if (!link.listener().received(link, batch)) {
            link.abort("what it sends cannot be taken: too much waits to be worked on");
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        if (link != null) {
            link.ended();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (link != null) {
            link.abort(cause.getMessage() == null ? cause.toString() : cause.getMessage());
        } else {
            context.close();
        }
    }
}
