package org.jackfield.protocol.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

@Timeout(30)
class WebSocketClientTest {

    private final EventLoops loops = EventLoops.start("websocket-test");
    private EchoServer server;
    private final Heard heard = new Heard();

    @BeforeEach
    void startServer() {
        server = EchoServer.start(loops, "jack", "field");
    }

    @AfterEach
    void stop() {
        server.close();
        loops.close();
    }

    @Test
    void textsComeBackInTheOrderTheyWereSent() throws InterruptedException {
        WebSocketClient client = connect(settings());
        assertThat(heard.next()).isEqualTo("opened");
        List<String> sent = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            sent.add("text " + i + " äöü");
            assertThat(client.send(sent.get(i))).isTrue();
        }
        for (String text : sent) {
            assertThat(heard.next()).isEqualTo(text);
        }
        client.close("enough");
        assertThat(heard.next()).isEqualTo("closed: enough");
        assertThat(client.send("late")).isFalse();
    }

    @Test
    void aLongTextArrivesWhole() throws InterruptedException {
        WebSocketClient client = connect(settings());
        assertThat(heard.next()).isEqualTo("opened");
        String text = "x".repeat(300_000);
        client.send(text);
        assertThat(heard.next()).isEqualTo(text);
    }

    @Test
    void aWrongPasswordIsRefusedWithTheServersWord() throws InterruptedException {
        connect(settings().withAccount("jack", "wrong"));
        assertThat(heard.next()).isEqualTo("closed: refused by the server: 401 Unauthorized");
    }

    @Test
    void aPortWhereNobodyListensIsSaidByItsAddress() throws InterruptedException, IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        connect(WebSocketClientSettings.to(URI.create("ws://127.0.0.1:" + port + "/")));
        assertThat(heard.next()).startsWith("closed: ").contains("refused").contains("" + port);
    }

    @Test
    void aSilentPeerIsGivenUp() throws InterruptedException {
        server.deafAfterOpening();
        connect(settings().withWatch(50, 200));
        assertThat(heard.next()).isEqualTo("opened");
        assertThat(heard.next()).startsWith("closed: no sign of life for");
    }

    @Test
    void aPeerThatAnswersPingsIsKept() throws InterruptedException {
        WebSocketClient client = connect(settings().withWatch(20, 500));
        assertThat(heard.next()).isEqualTo("opened");
        assertThat(server.pings(5)).as("five pings came").isTrue();
        client.send("still there");
        assertThat(heard.next()).isEqualTo("still there");
    }

    @Test
    void aPeerThatDoesNotReadIsCutOffAndCostsBoundedMemory() throws InterruptedException {
        server.deafAfterOpening();
        WebSocketClient client = connect(settings().withWatch(1000, 60_000));
        assertThat(heard.next()).isEqualTo("opened");
        String text = "y".repeat(100_000);
        int sent = 0;
        while (client.send(text)) {
            assertThat(++sent).isLessThan(1000);
        }
        assertThat(heard.next()).startsWith("closed: the peer reads too slowly");
    }

    @Test
    void thePeersCloseReasonIsTold() throws InterruptedException {
        connect(settings());
        assertThat(heard.next()).isEqualTo("opened");
        server.closeAll(4002, "replaced");
        assertThat(heard.next()).isEqualTo("closed: closed by the peer: 4002 replaced");
    }

    @Test
    void anAddressThatIsNoWebsocketIsRefusedWithTheRemedy() {
        URI address = URI.create("http://127.0.0.1/");
        assertThatThrownBy(() -> WebSocketClientSettings.to(address))
                .hasMessageContaining("ws://HOST:PORT/PATH");
    }

    @Test
    void thePasswordIsNotInTheText() {
        assertThat(settings().toString()).contains("jack").doesNotContain("=field");
    }

    private WebSocketClientSettings settings() {
        URI address = URI.create("ws://127.0.0.1:" + server.port() + "/echo?app=x");
        return WebSocketClientSettings.to(address).withAccount("jack", "field");
    }

    private WebSocketClient connect(WebSocketClientSettings settings) {
        return WebSocketClient.connect(loops, settings, heard);
    }

    private static final class Heard implements WebSocketClient.Listener {

        private final BlockingQueue<String> queue = new LinkedBlockingQueue<>();

        @Override
        public void opened() {
            queue.add("opened");
        }

        @Override
        public void text(String message) {
            queue.add(message);
        }

        @Override
        public void closed(String reason) {
            queue.add("closed: " + reason);
        }

        String next() throws InterruptedException {
            String next = queue.poll(10, TimeUnit.SECONDS);
            assertThat(next).as("heard within 10 s").isNotNull();
            return next;
        }
    }
}
