package org.jackfield.client.run;

import static org.assertj.core.api.Assertions.assertThat;

import org.jackfield.client.ctiserver.CtiClientSettings;
import org.jackfield.client.ctiserver.CtiOutcome;
import org.jackfield.client.ctiserver.CtiServerAddress;
import org.jackfield.protocol.ged188.Ged188Message;
import org.jackfield.protocol.ged188.HoldCallReq;
import org.jackfield.protocol.ged188.OpenConf;
import org.jackfield.protocol.ged188.SystemEvent;
import org.jackfield.protocol.link.EventLoops;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** The client with real sockets against servers made by hand. */
@Timeout(60)
class CtiClientTest {

    private static final int HOLD_CALL_REQ = 54;
    private static final int CLOSE_REQ = 7;

    private final BlockingQueue<String> told = new LinkedBlockingQueue<>();
    private final BlockingQueue<CtiOutcome> ended = new LinkedBlockingQueue<>();
    private EventLoops loops;
    private HandServer a;
    private HandServer b;
    private CtiClient client;

    @BeforeEach
    void start() throws IOException {
        loops = EventLoops.start("test-io");
        a = new HandServer(15);
        b = new HandServer(15);
        CtiClientSettings settings =
                CtiClientSettings.of(
                        List.of(
                                new CtiServerAddress("A", "127.0.0.1", a.port()),
                                new CtiServerAddress("B", "127.0.0.1", b.port())),
                        CtiClientSettings.open("test", "", "test", 15, 0x16, 60));
        client = CtiClient.launch(settings, loops, new Ears());
    }

    @AfterEach
    void stop() throws IOException {
        client.close();
        a.close();
        b.close();
        loops.close();
    }

    @Test
    @Tag("BEH-250")
    void itOpensASessionAsksAndHears() throws Exception {
        assertThat(next()).isEqualTo("opened A 15");
        client.ask(HoldCallReq.builder().connectionDeviceId("P1").build(), 5_000, ended::add);
        assertThat(outcome().done()).isTrue();
        assertThat(a.types()).contains(HOLD_CALL_REQ);
        a.send(31, ByteBuffer.allocate(26).putInt(0, 4).array());
        assertThat(next()).isEqualTo("event SYSTEM_EVENT 4");
    }

    @Test
    @Tag("BEH-251")
    @Tag("BEH-283")
    void whenItsSideBreaksItTurnsToTheOtherAndItsRequestsEnd() throws Exception {
        assertThat(next()).isEqualTo("opened A 15");
        a.turnDeaf();
        client.ask(HoldCallReq.builder().connectionDeviceId("P1").build(), 5_000, ended::add);
        a.cut();
        assertThat(outcome()).isInstanceOf(CtiOutcome.SessionLost.class);
        assertThat(next()).isEqualTo("down A");
        assertThat(next()).isEqualTo("opened B 15");
    }

    @Test
    void aDeafServerIsLeftSoonAfterARequest() throws Exception {
        assertThat(next()).isEqualTo("opened A 15");
        a.turnDeaf();
        client.ask(HoldCallReq.builder().connectionDeviceId("P1").build(), 30_000, ended::add);
        assertThat(outcome().text()).contains("no sign of life");
        assertThat(next()).isEqualTo("down A");
        assertThat(next()).isEqualTo("opened B 15");
    }

    @Test
    void stoppingSaysGoodbye() throws Exception {
        assertThat(next()).isEqualTo("opened A 15");
        client.ask(HoldCallReq.builder().connectionDeviceId("P1").build(), 5_000, ended::add);
        outcome();
        client.stop();
        client.ask(HoldCallReq.builder().connectionDeviceId("P1").build(), 5_000, ended::add);
        assertThat(outcome()).isInstanceOf(CtiOutcome.NotOpen.class);
        long deadline = System.nanoTime() + 20_000_000_000L;
        while (!a.types().contains(CLOSE_REQ)) {
            assertThat(System.nanoTime()).as("CLOSE_REQ in time").isLessThan(deadline);
            LockSupport.parkNanos(5_000_000);
        }
    }

    private String next() throws InterruptedException {
        return told.poll(20, TimeUnit.SECONDS);
    }

    private CtiOutcome outcome() throws InterruptedException {
        return ended.poll(20, TimeUnit.SECONDS);
    }

    private final class Ears implements CtiClientListener {

        @Override
        public void opened(CtiServerAddress server, int version, OpenConf conf) {
            told.add("opened " + server.name() + " " + version);
        }

        @Override
        public void down(CtiServerAddress server, String reason) {
            told.add("down " + server.name());
        }

        @Override
        public void event(Ged188Message event) {
            String detail = event instanceof SystemEvent system ? " " + system.pgStatus() : "";
            told.add("event " + event.type() + detail);
        }
    }
}
