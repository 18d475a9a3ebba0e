package org.jackfield.acceptance.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;

import org.jackfield.ctios.process.CtiOsSettings;
import org.jackfield.ctios.process.ProfileSettings;
import org.jackfield.simulation.switchyard.LinkCutter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;

/**
 * A page whose server is not heard any more though no end was told. The interval is short here; by
 * default a silent server is left after 15 to 20 s.
 */
@Timeout(90)
class SilentLinkOnScreenTest extends OnChromium {

    private static final int INTERVAL_S = 1;
    private static final int HEARTBEATS = 3;

    /** Of server B, which starts first, and of A, which the pages come from. */
    private final List<LinkCutter> wires = new ArrayList<>();

    private final CallCentre site = new CallCentre(this::wire, SilentLinkOnScreenTest::quick);

    private int wire(int port) {
        LinkCutter wire = new LinkCutter(new InetSocketAddress("127.0.0.1", port), null);
        wires.add(wire);
        return wire.port();
    }

    private static CtiOsSettings quick(CtiOsSettings settings) {
        return settings.withProfiles(
                List.of(
                        new ProfileSettings(
                                "", ProfileSettings.ANY, INTERVAL_S, HEARTBEATS, true)));
    }

    @AfterEach
    void close() {
        List<String> complaints = chromium.closePages();
        wires.forEach(LinkCutter::close);
        site.close();
        assertThat(complaints).isEmpty();
    }

    /** The other server is silent too for a while: nobody can miss what the page says then. */
    @Test
    @Tag("BEH-276")
    @Tag("BEH-280")
    @Tag("BEH-281")
    @Tag("BEH-284")
    @Tag("BEH-352")
    void aServerThatFallsSilentIsLeftForTheOtherOneInMidCall() {
        Page page = chromium.page(1366, 768, "light");
        AgentPage agent = site.talking(page);
        assertThat(server(page)).isEqualTo("ctios-A");
        watchLosses(page);

        wires.forEach(LinkCutter::silence);
        assertThat(agent.part("connection")).hasAttribute("data-state", "reconnecting");
        assertThat(agent.part("connection")).containsText("Reconnecting");
        assertThat(losses(page)).containsPattern("without an answer|no answer");
        agent.row("Talking");
        agent.isOffSoon("hold");

        wires.getFirst().mend();
        assertThat(agent.part("connection")).hasAttribute("data-state", "live");
        assertThat(server(page)).isEqualTo("ctios-B");
        agent.isOnSoon("hold");
        agent.row("Talking");
        agent.state("Talking");
        assertThat(agent.part("data-CallVariable1")).hasValue("Gold");
        agent.press("hold");
        agent.row("On hold");
    }

    private static String server(Page page) {
        return (String)
                page.evaluate(
                        "document.querySelector('jf-desktop').desktop.session.link.serverName");
    }

    private static void watchLosses(Page page) {
        page.evaluate(
                """
                () => {
                    window.losses = [];
                    document.querySelector('jf-desktop').desktop.session
                        .on('OnConnectionFailure', (event) => window.losses.push(event.reason));
                }
                """);
    }

    /** Why the page gave up its server. */
    private static String losses(Page page) {
        return (String) page.evaluate("window.losses[0]");
    }
}
