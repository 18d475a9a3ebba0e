package org.jackfield.protocol.link;

import static org.assertj.core.api.Assertions.assertThat;

import org.jackfield.protocol.ged188.Ged188Codec;
import org.jackfield.protocol.ged188.HeartbeatReq;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** What the age of a frame is that was not read at once. */
@Timeout(30)
class FrameServerTest {

    private static final int STAND_STILL = 7;

    private final BlockingQueue<Arrival> heard = new LinkedBlockingQueue<>();
    private final CountDownLatch nobody = new CountDownLatch(1);

    private class Listener implements LinkListener {

        @Override
        public void opened(FrameLink link) {
            link.version(24);
        }

        @Override
        public boolean received(FrameLink link, List<Arrival> arrivals) {
            heard.addAll(arrivals);
            if (arrivals.getLast().invokeId() == STAND_STILL) {
                standStill();
            }
            return true;
        }

        /** The connection's thread does nothing else, as when its process is stopped. */
        private void standStill() {
            try {
                assertThat(nobody.await(1_500, TimeUnit.MILLISECONDS)).isFalse();
            } catch (InterruptedException closing) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public void slow(FrameLink link, long waitingBytes) {}

        @Override
        public void unsendable(FrameLink link, String error) {}

        @Override
        public void closed(FrameLink link, String reason) {}
    }

    @Test
    @Tag("BEH-345")
    void whatLayInTheSocketWhileTheServerStoodStillIsAsOldAsThat() throws Exception {
        try (EventLoops loops = EventLoops.start("test");
                FrameServer server =
                        FrameServer.open(
                                loops,
                                new ListenAddress("127.0.0.1", 0, "host", "port"),
                                LinkSettings.DEFAULTS,
                                new Listener());
                Socket socket = new Socket("127.0.0.1", server.port())) {
            send(socket, STAND_STILL);
            assertThat(next().invokeId()).isEqualTo(STAND_STILL);
            send(socket, 8);
            assertThat(next().waitedMs()).isGreaterThanOrEqualTo(1_400);
            Arrival later;
            do {
                send(socket, 9);
                later = next();
            } while (later.waitedMs() > 0);
            assertThat(later.message()).isNotNull();
        }
    }

    /**
     * The system would take back what the client has not read, were it closed over what it sends.
     */
    @Test
    void lastWordsReachAClientThatGoesOnSending() throws Exception {
        Listener closing =
                new Listener() {
                    @Override
                    public boolean received(FrameLink link, List<Arrival> arrivals) {
                        LinkBatch batch = new LinkBatch();
                        HeartbeatReq beat = HeartbeatReq.builder().invokeId(99).build();
                        batch.send(link, beat, -1);
                        batch.close(link, "enough");
                        batch.hand();
                        return super.received(link, arrivals);
                    }
                };
        try (EventLoops loops = EventLoops.start("test");
                FrameServer server =
                        FrameServer.open(
                                loops,
                                new ListenAddress("127.0.0.1", 0, "host", "port"),
                                LinkSettings.DEFAULTS,
                                closing);
                Socket socket = new Socket("127.0.0.1", server.port())) {
            for (int i = 100; i < 20_100; i++) {
                send(socket, i);
            }
            byte[] last = Ged188Codec.encode(HeartbeatReq.builder().invokeId(99).build(), 24);
            assertThat(socket.getInputStream().readAllBytes()).isEqualTo(last);
        }
    }

    private static void send(Socket socket, int invokeId) throws IOException {
        HeartbeatReq beat = HeartbeatReq.builder().invokeId(invokeId).build();
        socket.getOutputStream().write(Ged188Codec.encode(beat, 24));
        socket.getOutputStream().flush();
    }

    private Arrival next() throws InterruptedException {
        Arrival next = heard.poll(10, TimeUnit.SECONDS);
        assertThat(next).isNotNull();
        return next;
    }
}
