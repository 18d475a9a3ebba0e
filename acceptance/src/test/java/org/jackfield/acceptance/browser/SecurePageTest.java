package org.jackfield.acceptance.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.WebSocket;

import org.jackfield.protocol.link.TlsIdentity;
import org.jackfield.simulation.switchyard.SelfMadeCertificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The desktop by https and wss; the browser is told to take a certificate that nobody vouches for.
 */
class SecurePageTest extends OnChromium {

    @Test
    void aPageByHttpsTakesItsCallsByWssAndGoesOnByWssAtTheOtherServer(@TempDir Path folder) {
        SelfMadeCertificate pem = SelfMadeCertificate.in(folder);
        List<String> sockets = new CopyOnWriteArrayList<>();
        try (CallCentre site = new CallCentre(new TlsIdentity(pem.certificate(), pem.key()))) {
            Page page =
                    chromium.page(
                            new Browser.NewContextOptions()
                                    .setViewportSize(1366, 768)
                                    .setIgnoreHTTPSErrors(true),
                            "light");
            page.onWebSocket((WebSocket opened) -> sockets.add(opened.url()));
            AgentPage agent = site.talking(page);
            assertThat(agent.part("call-title")).hasText(CallCentre.CALLER);

            site.stopServerA();
            assertThat(agent.part("connection")).not().hasAttribute("data-state", "live");
            assertThat(agent.part("connection")).hasAttribute("data-state", "live");
            agent.isOnSoon("end");
            agent.row("Talking");
            agent.press("end");
            assertThat(agent.part("call-row")).hasCount(0);
            assertThat(chromium.closePages()).isEmpty();
        }
        assertThat(sockets).hasSizeGreaterThan(1).allMatch(each -> each.startsWith("wss://"));
    }
}
