package org.jackfield.acceptance.road;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.jackfield.client.cil.CilServer;
import org.jackfield.client.cil.CilSettings;
import org.jackfield.client.ctiserver.CtiServerAddress;
import org.jackfield.client.run.CtiOsSession;
import org.jackfield.ctios.process.CtiOsProcess;
import org.jackfield.ctios.process.CtiOsSettings;
import org.jackfield.ctios.session.DesktopSettings;
import org.jackfield.protocol.link.EventLoops;
import org.jackfield.protocol.link.ListenException;
import org.jackfield.protocol.link.TlsIdentity;
import org.jackfield.protocol.link.TlsTrust;
import org.jackfield.simulation.switchyard.SelfMadeCertificate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.List;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

/** Clients and pages that come by wss and https. */
@Timeout(120)
class TlsOnTheRoadTest {

    private static final long PATIENCE_MS = 20_000;

    @TempDir private static Path folder;
    private static SelfMadeCertificate pem;

    private final EventLoops loops = EventLoops.start("tls-clients");
    private CtiOsProcess server;

    @BeforeAll
    static void makeCertificate() {
        pem = SelfMadeCertificate.in(folder);
    }

    @AfterEach
    void end() {
        if (server != null) {
            server.close();
        }
        loops.close();
    }

    private void start(TlsIdentity identity) {
        server =
                CtiOsProcess.launch(
                        CtiOsSettings.of(
                                        "ctios-tls",
                                        "127.0.0.1",
                                        0,
                                        List.of(new CtiServerAddress("A", "127.0.0.1", 1)),
                                        "a key that both servers share",
                                        DesktopSettings.EMPTY)
                                .withTls(identity));
    }

    private CtiOsSession session() {
        return CtiOsSession.create(
                CilSettings.of("tls", new CilServer("127.0.0.1", server.port(), true)), loops);
    }

    @Test
    void aClientThatBelievesTheCertificateConnects() {
        start(new TlsIdentity(pem.certificate(), pem.key()));
        try (CtiOsSession session = session().trusting(TlsTrust.of(pem.certificate()))) {
            session.connect();
            assertThat(session.await(CtiOsSession::connected, PATIENCE_MS)).isTrue();
        }
    }

    @Test
    void aClientThatDoesNotBelieveItIsToldWhyAndNeverConnects() {
        start(new TlsIdentity(pem.certificate(), pem.key()));
        try (CtiOsSession session = session()) {
            var failure = session.next(event -> event.is("OnConnectionFailure"));
            session.connect();
            assertThat(failure.join().args().toString()).contains("certification path");
            assertThat(session.connected()).isFalse();
        }
    }

    @Test
    void pagesComeByHttps() throws Exception {
        start(new TlsIdentity(pem.certificate(), pem.key()));
        try (HttpClient browser = HttpClient.newBuilder().sslContext(believing()).build()) {
            HttpResponse<String> page =
                    browser.send(
                            HttpRequest.newBuilder(
                                            URI.create("https://127.0.0.1:" + server.port() + "/"))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
            assertThat(page.statusCode()).isEqualTo(200);
            assertThat(page.body()).contains("<html");
        }
    }

    /** A thousand who come at once must not keep those waiting who are there. */
    @Test
    void handshakesComputeOnThreadsOfTheirOwn() {
        start(new TlsIdentity(pem.certificate(), pem.key()));
        aClientStillConnects();
        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .anyMatch(each -> each.startsWith("ctios-link-ctios-tls-tls-"))
                .anyMatch(each -> each.startsWith("tls-clients-tls-"));
    }

    @Test
    void whoComesAgainResumesItsSessionWithoutTheCertificate() throws Exception {
        start(new TlsIdentity(pem.certificate(), pem.key()));
        SSLContext client = believing();
        long first = sessionBegan(client);
        assertThat(sessionBegan(client)).isEqualTo(first);
        assertThat(sessionBegan(believing())).isNotEqualTo(first);
    }

    /** When the session of a fresh connection began; one that was resumed began earlier. */
    private long sessionBegan(SSLContext client) throws IOException {
        try (SSLSocket socket =
                (SSLSocket) client.getSocketFactory().createSocket("127.0.0.1", server.port())) {
            socket.setSoTimeout((int) PATIENCE_MS);
            socket.getOutputStream()
                    .write(
                            "GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n"
                                    .getBytes(StandardCharsets.US_ASCII));
            // The ticket comes before the answer.
            assertThat(socket.getInputStream().read()).isEqualTo('H');
            return socket.getSession().getCreationTime();
        }
    }

    private static SSLContext believing() throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        try (var in = Files.newInputStream(pem.certificate())) {
            Certificate made = CertificateFactory.getInstance("X.509").generateCertificate(in);
            store.setCertificateEntry("made", made);
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
        trust.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }

    @Test
    void whoSpeaksWithoutTlsOnlyLosesItsConnection() throws IOException {
        start(new TlsIdentity(pem.certificate(), pem.key()));
        try (Socket plain = new Socket("127.0.0.1", server.port())) {
            plain.setSoTimeout((int) PATIENCE_MS);
            plain.getOutputStream()
                    .write("GET / HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            assertThat(new String(plain.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
                    .doesNotContain("HTTP/1.1");
        }
        aClientStillConnects();
    }

    private void aClientStillConnects() {
        try (CtiOsSession session = session().trusting(TlsTrust.of(pem.certificate()))) {
            session.connect();
            assertThat(session.await(CtiOsSession::connected, PATIENCE_MS)).isTrue();
        }
    }

    @Test
    void aMissingOrUnusableFileIsNamedWithTheRemedy() throws IOException {
        Path nowhere = folder.resolve("nowhere.key");
        assertThatThrownBy(() -> start(new TlsIdentity(pem.certificate(), nowhere)))
                .isInstanceOf(ListenException.class)
                .hasMessageContaining(nowhere.toString())
                .hasMessageContaining("PEM");
        Path text = Files.writeString(folder.resolve("text.crt"), "no certificate\n");
        assertThatThrownBy(() -> start(new TlsIdentity(text, pem.key())))
                .isInstanceOf(ListenException.class)
                .hasMessageContaining(text.toString())
                .hasMessageContaining("PKCS#8");
    }
}
