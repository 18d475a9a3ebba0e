package org.jackfield.acceptance.road;

import static org.assertj.core.api.Assertions.assertThat;

import org.jackfield.client.ctiserver.CtiServerAddress;
import org.jackfield.ctios.peer.PeerSettings;
import org.jackfield.ctios.process.CtiOsProcess;
import org.jackfield.ctios.process.CtiOsSettings;
import org.jackfield.ctios.session.DesktopSettings;
import org.jackfield.node.console.ConsoleCommand;
import org.jackfield.protocol.link.TlsIdentity;
import org.jackfield.simulation.switchyard.SelfMadeCertificate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** CTI OS servers that are each other's peers by wss. */
@Timeout(120)
class SecurePeersTest {

    private static final String HOST = "127.0.0.1";
    private static final long PATIENCE_MS = 20_000;

    @TempDir private static Path folder;
    private static TlsIdentity known;
    private static TlsIdentity stranger;

    private CtiOsProcess first;
    private CtiOsProcess second;

    @BeforeAll
    static void makeCertificates() throws Exception {
        known = made("known");
        stranger = made("stranger");
    }

    private static TlsIdentity made(String name) throws Exception {
        SelfMadeCertificate pem =
                SelfMadeCertificate.in(Files.createDirectory(folder.resolve(name)));
        return new TlsIdentity(pem.certificate(), pem.key());
    }

    @AfterEach
    void end() {
        if (second != null) {
            second.close();
        }
        if (first != null) {
            first.close();
        }
    }

    private static CtiOsProcess launch(String name, TlsIdentity tls, int peer) {
        List<String> peers = peer == 0 ? List.of() : List.of(HOST + ":" + peer);
        return CtiOsProcess.launch(
                CtiOsSettings.of(
                                name,
                                HOST,
                                0,
                                List.of(new CtiServerAddress("A", HOST, 1)),
                                "a key that both servers share",
                                DesktopSettings.EMPTY)
                        .withPeers(new PeerSettings(peers, 1_000, 3))
                        .withTls(tls));
    }

    /** What the second server's operator reads of its peer. */
    private String peers() throws Exception {
        ConsoleCommand command =
                second.consoleCommands().stream()
                        .filter(each -> each.names().contains("peers"))
                        .findFirst()
                        .orElseThrow();
        CompletableFuture<String> text = new CompletableFuture<>();
        second.offer(() -> text.complete(command.action().run(List.of())));
        return text.get(PATIENCE_MS, TimeUnit.MILLISECONDS);
    }

    private void thePeerShows(String wanted) throws Exception {
        long deadlineNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MS);
        while (!peers().contains(wanted)) {
            assertThat(System.nanoTime()).as(peers()).isLessThan(deadlineNs);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
    }

    @Test
    @Tag("BEH-221")
    void aServerWithTlsFindsItsPeerByTls() throws Exception {
        first = launch("ctios-A", known, 0);
        second = launch("ctios-B", known, first.port());

        thePeerShows(" yes ");
        assertThat(peers()).contains("ctios-A");
    }

    @Test
    @Tag("BEH-221")
    void aPeerWithACertificateThatNobodyHereKnowsIsNotBelieved() throws Exception {
        first = launch("ctios-A", stranger, 0);
        second = launch("ctios-B", known, first.port());

        thePeerShows("its certificate is not believed");
        assertThat(peers()).contains(" no ").contains("--tls-certificate");
    }

    @Test
    @Tag("BEH-221")
    void aPlainServerIsNoPeerOfASecureOne() throws Exception {
        first = launch("ctios-A", null, 0);
        second = launch("ctios-B", known, first.port());
        thePeerShows("this server is secure: each peer must be, too");
        second.close();

        second = launch("ctios-C", null, launchedSecure());
        thePeerShows("this server is plain: a secure one is no peer");
    }

    private int launchedSecure() {
        first.close();
        first = launch("ctios-A", known, 0);
        return first.port();
    }
}
