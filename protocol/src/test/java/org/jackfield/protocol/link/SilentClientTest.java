package org.jackfield.protocol.link;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler;
import io.netty.handler.timeout.IdleStateHandler;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** When a client that says nothing is probed and closed, to the second, on a clock of its own. */
class SilentClientTest {

    private static final ListenAddress ANYWHERE =
            new ListenAddress("127.0.0.1", 0, "ListenHost", "ListenPort");
    private static final int PING = 0x89;
    private static final int PATIENCE_S = 1_000;

    /** A text of two letters, masked with nothing. */
    private static final byte[] TEXT = {(byte) 0x81, (byte) 0x82, 0, 0, 0, 0, 'h', 'i'};

    /** A pong without content. */
    private static final byte[] PONG = {(byte) 0x8A, (byte) 0x80, 0, 0, 0, 0};

    private final EventLoops loops = EventLoops.start("silent");
    private WebSocketServer server;
    private EmbeddedChannel client;
    private int nowS;

    /** Hears nothing. */
    private static final class Nobody implements WebSocketListener {
        @Override
        public void onOpen(WebSocketLink link) {
            // only the connection matters
        }

        @Override
        public void onText(WebSocketLink link, byte[] text) {
            // only that it came
        }

        @Override
        public void onClosed(WebSocketLink link) {
            // seen at the connection
        }

        @Override
        public void onSlow(WebSocketLink link, long queuedBytes) {
            // never
        }

        @Override
        public void onCutOff(WebSocketLink link, long queuedBytes) {
            // never
        }
    }

    private void connect(int intervalMs, int retries) {
        server =
                WebSocketServer.open(
                        loops,
                        WebSocketServerSettings.of(ANYWHERE, "/cil").withPings(intervalMs, retries),
                        path -> null,
                        new Nobody());
        client = new EmbeddedChannel();
        client.freezeTime();
        client.pipeline()
                .addLast("idle", new IdleStateHandler(PATIENCE_S, 0, 0))
                .addLast(new HttpServerCodec())
                .addLast(new HttpObjectAggregator(1_024))
                .addLast(new WebSocketServerProtocolHandler("/cil"))
                .addLast(new WebSocketFrames(server));
        String upgrade =
                "GET /cil HTTP/1.1\r\nHost: here\r\nUpgrade: websocket\r\n"
                        + "Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                        + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";
        says(upgrade.getBytes(StandardCharsets.US_ASCII));
        assertThat(pinged()).isFalse();
    }

    private void says(byte[] bytes) {
        client.writeInbound(Unpooled.wrappedBuffer(bytes));
    }

    private boolean pinged() {
        boolean pinged = false;
        for (ByteBuf out = client.readOutbound(); out != null; out = client.readOutbound()) {
            pinged |= out.isReadable() && out.getUnsignedByte(0) == PING;
            out.release();
        }
        return pinged;
    }

    /** Lets a second pass. */
    private boolean pingedNow() {
        nowS++;
        client.advanceTimeBy(1, TimeUnit.SECONDS);
        client.runScheduledPendingTasks();
        return pinged();
    }

    private void passUntil(int untilS) {
        while (nowS < untilS) {
            pingedNow();
        }
        assertThat(client.isOpen()).isTrue();
    }

    /** The seconds at which it is probed until it is closed; then {@link #nowS} is that one. */
    private List<Integer> probedUntilClosed() {
        List<Integer> probes = new ArrayList<>();
        while (client.isOpen() && nowS < PATIENCE_S) {
            if (pingedNow()) {
                probes.add(nowS);
            }
        }
        return probes;
    }

    @AfterEach
    void close() {
        client.close();
        server.close();
        loops.close();
    }

    @Test
    @Tag("BEH-276")
    void atFiveSecondsAndThreeTriesItIsProbedAtFiveTenAndFifteenAndClosedAtTwenty() {
        connect(5_000, 3);
        assertThat(probedUntilClosed()).containsExactly(5, 10, 15);
        assertThat(nowS).isEqualTo(20);
    }

    @Test
    @Tag("BEH-275")
    @Tag("BEH-504")
    void atSixtySecondsAndFiveTriesItIsClosedAfterThreeHundredAndSixty() {
        connect(60_000, 5);
        assertThat(probedUntilClosed()).containsExactly(60, 120, 180, 240, 300);
        assertThat(nowS).isEqualTo(360);
    }

    @Test
    @Tag("BEH-277")
    void whateverItSaysBeginsTheCountAnew() {
        connect(5_000, 3);
        passUntil(18);
        says(TEXT);
        passUntil(36);
        says(PONG);
        assertThat(probedUntilClosed()).containsExactly(41, 46, 51);
        assertThat(nowS).isEqualTo(56);
    }

    @Test
    @Tag("BEH-279")
    void withoutTriesItIsClosedAfterOneIntervalUnasked() {
        connect(5_000, 0);
        assertThat(probedUntilClosed()).isEmpty();
        assertThat(nowS).isEqualTo(5);
    }
}
