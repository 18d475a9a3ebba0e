package org.jackfield.protocol.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

@Timeout(30)
class WebSocketServerTest {

    private static final ListenAddress ANYWHERE =
            new ListenAddress("127.0.0.1", 0, "ListenHost", "ListenPort");

    /** First byte of a ping frame. */
    private static final int PING = 0x89;

    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    private final BlockingQueue<WebSocketLink> links = new LinkedBlockingQueue<>();
    private final CountDownLatch nobody = new CountDownLatch(1);
    private final EventLoops loops = EventLoops.start("test");
    private final HttpClient http = HttpClient.newHttpClient();
    private WebSocketServer server =
            WebSocketServer.open(
                    loops,
                    WebSocketServerSettings.of(ANYWHERE, "/cil"),
                    new ClassPathFiles(getClass().getClassLoader(), "ws://127.0.0.1:42029"),
                    new Recorder());

    private final class Recorder implements WebSocketListener {
        @Override
        public void onOpen(WebSocketLink link) {
            links.add(link);
        }

        @Override
        public void onText(WebSocketLink link, byte[] text) {
            String said = new String(text, StandardCharsets.UTF_8);
            heard.add(said);
            if (said.equals("stand still")) {
                standStill();
            }
        }

        /** The server's only thread does nothing else, as when its process is stopped. */
        private void standStill() {
            try {
                assertThat(nobody.await(2_500, TimeUnit.MILLISECONDS)).isFalse();
            } catch (InterruptedException closing) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public void onLateText(WebSocketLink link, byte[] text) {
            heard.add("late: " + new String(text, StandardCharsets.UTF_8));
        }

        @Override
        public void onClosed(WebSocketLink link) {
            heard.add("closed");
        }

        @Override
        public void onSlow(WebSocketLink link, long queuedBytes) {
            heard.add("slow");
        }

        @Override
        public void onCutOff(WebSocketLink link, long queuedBytes) {
            heard.add("cut off");
        }
    }

    private static final class Client implements WebSocket.Listener {
        private final BlockingQueue<String> received = new LinkedBlockingQueue<>();
        private final CompletableFuture<Integer> closed = new CompletableFuture<>();

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
            received.add(data.toString());
            socket.request(1);
            return null;
        }

        @Override
        public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
            closed.complete(code);
            return null;
        }

        @Override
        public void onError(WebSocket socket, Throwable error) {
            closed.complete(-1);
        }
    }

    @AfterEach
    void close() {
        server.close();
        loops.close();
        http.close();
    }

    private WebSocket connect(Client client, String... headers) {
        var builder = http.newWebSocketBuilder();
        for (int i = 0; i < headers.length; i += 2) {
            builder.header(headers[i], headers[i + 1]);
        }
        return builder.buildAsync(URI.create("ws://127.0.0.1:" + server.port() + "/cil"), client)
                .join();
    }

    private HttpResponse<String> get(String path) throws Exception {
        URI uri = URI.create("http://127.0.0.1:" + server.port() + path);
        return http.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }

    private String next() throws InterruptedException {
        return heard.poll(10, TimeUnit.SECONDS);
    }

    @Test
    @Tag("BEH-345")
    void whatLayInTheSocketWhileTheServerStoodStillComesLateAndWhatIsSaidAfterwardsDoesNot()
            throws Exception {
        WebSocket quiet = connect(new Client());
        WebSocket socket = connect(new Client());
        socket.sendText("stand still", true).join();
        assertThat(next()).isEqualTo("stand still");
        socket.sendText("old", true).join();
        assertThat(next()).isEqualTo("late: old");
        for (WebSocket each : List.of(socket, quiet)) {
            String told;
            do {
                each.sendText("new", true).join();
                told = next();
            } while ("late: new".equals(told));
            assertThat(told).isEqualTo("new");
        }
    }

    @Test
    void textsGoBothWaysInOrder() throws Exception {
        Client client = new Client();
        WebSocket socket = connect(client);
        socket.sendText("hello", true).join();
        WebSocketLink link = links.take();
        link.send(bytes("one"));
        link.send(bytes("tw"), bytes("o"));

        assertThat(next()).isEqualTo("hello");
        assertThat(client.received.take()).isEqualTo("one");
        assertThat(client.received.take()).isEqualTo("two");
        socket.abort();
        assertThat(next()).isEqualTo("closed");
    }

    @Test
    void aFrameThatIsTooLongCostsItsOwnConnectionOnly() throws Exception {
        Client bad = new Client();
        Client good = new Client();
        connect(good);
        WebSocketLink goodLink = links.take();
        connect(bad).sendText("x".repeat(70_000), true);

        assertThat(bad.closed.get(10, TimeUnit.SECONDS)).isIn(1002, 1009, -1);
        goodLink.send(bytes("still here"));
        assertThat(good.received.take()).isEqualTo("still here");
    }

    @Test
    void aBinaryFrameIsRefused() throws Exception {
        Client client = new Client();
        connect(client).sendBinary(java.nio.ByteBuffer.wrap(new byte[3]), true);

        assertThat(client.closed.get(10, TimeUnit.SECONDS)).isEqualTo(1003);
    }

    @Test
    void aClientThatDoesNotReadIsWarnedOfAndThenCutOff() throws Exception {
        try (Socket socket = new Socket("127.0.0.1", server.port())) {
            socket.getOutputStream()
                    .write(
                            bytes(
                                    "GET /cil HTTP/1.1\r\n"
                                        + "Host: 127.0.0.1\r\n"
                                        + "Upgrade: websocket\r\n"
                                        + "Connection: Upgrade\r\n"
                                        + "Sec-WebSocket-Version: 13\r\n"
                                        + "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n"));
            WebSocketLink link = links.take();
            byte[] text = bytes("x".repeat(10_000));
            while (!heard.contains("cut off")) {
                link.send(text);
            }
            String told = next();
            assertThat(told).isEqualTo("slow");
            while (told.equals("slow")) {
                told = next(); // again, when the system took some more of it in between
            }
            assertThat(told).isEqualTo("cut off");
            assertThat(next()).isEqualTo("closed");
        }
    }

    @Test
    void thePageIsServedWithAPolicyThatAdmitsItsImportMap() throws Exception {
        HttpResponse<String> page = get("/");

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("content-type")).hasValue("text/html; charset=utf-8");
        assertThat(page.headers().firstValue("content-security-policy").orElseThrow())
                .contains("default-src 'none'; script-src 'self' 'sha256-")
                .contains("connect-src 'self' ws://127.0.0.1:42029")
                .containsOnlyOnce("sha256-");
    }

    @Test
    void filesCarryTheirTypeAndAreNotSentAgainUnchanged() throws Exception {
        HttpResponse<String> script = get("/app.js");
        String tag = script.headers().firstValue("etag").orElseThrow();
        URI uri = URI.create("http://127.0.0.1:" + server.port() + "/app.js");
        HttpRequest again = HttpRequest.newBuilder(uri).header("If-None-Match", tag).build();

        assertThat(script.body()).contains("export const one");
        assertThat(script.headers().firstValue("content-type"))
                .hasValue("text/javascript; charset=utf-8");
        assertThat(http.send(again, HttpResponse.BodyHandlers.ofString()).statusCode())
                .isEqualTo(304);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/nothing.js",
                "/../org/jackfield/protocol/link/EventLoops.class",
                "/%2e%2e/%2e%2e/etc/passwd",
                "/lib/lit/../../../web/app.js",
                "/lib/unknown/index.js",
                "/app.class"
            })
    void whatIsNotThereIsNotFound(String path) throws Exception {
        try (Socket socket = new Socket("127.0.0.1", server.port())) {
            socket.getOutputStream().write(bytes("GET " + path + " HTTP/1.1\r\nHost: h\r\n\r\n"));
            String answer = new String(socket.getInputStream().readAllBytes());
            assertThat(answer).containsPattern("^HTTP/1.1 40[04] ");
        }
    }

    @Test
    void aPageOfAnotherHostMayNotConnect() {
        assertThatThrownBy(() -> connect(new Client(), "Origin", "https://evil.example"))
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(WebSocketHandshakeException.class);
        connect(new Client(), "Origin", "http://127.0.0.1:42029").abort();
    }

    @Test
    void aPortInUseIsNamedWithItsRemedy() throws IOException {
        ListenAddress taken = new ListenAddress("127.0.0.1", server.port(), "ListenHost", "Port");

        assertThatThrownBy(
                        () ->
                                WebSocketServer.open(
                                        loops,
                                        WebSocketServerSettings.of(taken, "/cil"),
                                        path -> null,
                                        new Recorder()))
                .isInstanceOf(ListenException.class)
                .hasMessageContaining("127.0.0.1:" + server.port())
                .hasMessageContaining("set Port to another port");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Pings that a client of bare bytes, which answers none, gets until it is dropped. */
    private int pingsUntilDropped(int intervalMs, int pingsMax) throws IOException {
        server.close();
        server =
                WebSocketServer.open(
                        loops,
                        WebSocketServerSettings.of(ANYWHERE, "/cil")
                                .withPings(intervalMs, pingsMax),
                        path -> null,
                        new Recorder());
        try (Socket socket = new Socket("127.0.0.1", server.port())) {
            socket.setSoTimeout(1_500);
            String upgrade =
                    "GET /cil HTTP/1.1\r\nHost: 127.0.0.1:"
                            + server.port()
                            + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                            + "Sec-WebSocket-Version: 13\r\n"
                            + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";
            socket.getOutputStream().write(upgrade.getBytes(StandardCharsets.US_ASCII));
            int pings = 0;
            for (int each = socket.getInputStream().read();
                    each >= 0;
                    each = socket.getInputStream().read()) {
                pings += each == PING ? 1 : 0;
            }
            return pings;
        }
    }

    @Test
    @Tag("BEH-275")
    @Tag("BEH-276")
    void aClientThatLeavesAllPingsUnansweredIsDropped() throws Exception {
        assertThat(pingsUntilDropped(100, 3)).isEqualTo(3);
        assertThat(next()).isEqualTo("closed");
    }

    @Test
    @Tag("BEH-279")
    void withoutRetriesASilentClientIsDroppedWithoutAPing() throws Exception {
        assertThat(pingsUntilDropped(100, 0)).isZero();
    }

    @Test
    @Tag("BEH-278")
    void withoutAnIntervalNobodyIsDropped() {
        assertThatThrownBy(() -> pingsUntilDropped(0, 3))
                .isInstanceOf(SocketTimeoutException.class);
    }
}
