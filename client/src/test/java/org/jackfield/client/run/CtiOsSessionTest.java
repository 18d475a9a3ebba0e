package org.jackfield.client.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.jackfield.client.cil.CilEvent;
import org.jackfield.client.cil.CilServer;
import org.jackfield.client.cil.CilSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A session beside an application that has faults; its server is down, which it tells again and
 * again.
 */
@Timeout(60)
class CtiOsSessionTest {

    private final BlockingQueue<CilEvent> heard = new LinkedBlockingQueue<>();
    private CtiOsSession session;

    @BeforeEach
    void start() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            port = free.getLocalPort();
        }
        session = CtiOsSession.create(CilSettings.of("test", new CilServer("127.0.0.1", port)));
    }

    @AfterEach
    void stop() {
        session.close();
    }

    private CilEvent next(String name) throws InterruptedException {
        CilEvent event;
        do {
            event = heard.poll(30, TimeUnit.SECONDS);
            assertThat(event).as("an event " + name).isNotNull();
        } while (!event.is(name));
        return event;
    }

    @Test
    void aListenerThatAlwaysFailsTakesNeitherTheOthersNorTheSessionWithIt() throws Exception {
        session.addListener(
                event -> {
                    throw new IllegalStateException("cannot bear " + event.name());
                });
        session.addListener(heard::add);
        session.connect();

        next("OnConnectionFailure");
        assertThat(next("OnLog").args().text("ErrorMessage"))
                .contains("OnConnectionFailure", "cannot bear");
        next("OnConnectionFailure");
    }

    @Test
    void aQuestionForAnEventThatFailsEndsItsAnswerAlone() throws Exception {
        session.addListener(heard::add);
        CompletableFuture<CilEvent> bad =
                session.next(
                        event -> {
                            throw new IllegalStateException("a wrong question");
                        });
        CompletableFuture<CilEvent> good = session.next(event -> event.is("OnConnectionFailure"));
        session.connect();

        assertThat(good.get(30, TimeUnit.SECONDS)).isNotNull();
        assertThatThrownBy(() -> bad.get(30, TimeUnit.SECONDS))
                .hasRootCauseMessage("a wrong question");
        next("OnConnectionFailure");
    }

    @Test
    void aQuestionForTheObjectsThatFailsIsSaidToWhoAskedIt() throws Exception {
        session.addListener(heard::add);
        session.connect();
        assertThatThrownBy(
                        () ->
                                session.await(
                                        now -> {
                                            throw new IllegalStateException("a wrong question");
                                        },
                                        30_000))
                .hasRootCauseMessage("a wrong question");
        next("OnConnectionFailure");
    }
}
