package org.jackfield.acceptance.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What an agent sees and may believe while the connection is away. */
class FailoverOnScreenTest extends BeforeAFakeServer {

    private static final String REFUSED =
            "Not done: you pressed Hold while offline. Press it again if you still want it.";

    /** A cable that a test pulls out and puts in again. */
    private static final String CABLE =
            """
            const Real = window.WebSocket;
            let plugged = true;
            let last;
            window.WebSocket = class {
                constructor() {
                    if (plugged) {
                        last = new Real(...arguments);
                        return last;
                    }
                    setTimeout(() => this.onclose?.(), 20);
                }
                close() {}
            };
            window.block = () => { plugged = false; };
            window.pull = () => { window.block(); last.close(); };
            window.plug = () => { plugged = true; };
            """;

    private AgentPage talking(int width, int height) {
        Page page = chromium.page(width, height, "light");
        page.addInitScript(CABLE);
        return talking(agent(page));
    }

    private static void isLive(AgentPage agent) {
        assertThat(agent.part("connection")).hasAttribute("data-state", "live");
    }

    @Test
    @Tag("BEH-345")
    @Tag("BEH-473")
    void whatIsPressedWhileTheConnectionIsAwayIsRefusedAndNeverDoneLater() {
        AgentPage agent = talking(1366, 768);
        agent.page().evaluate("pull()");
        agent.isOffSoon("hold");
        agent.pressOff("hold");
        assertThat(agent.part("why")).containsText(REFUSED);
        agent.page().keyboard().press("F8");
        agent.page().keyboard().press("Shift+F2");
        assertThat(agent.part("why")).containsText("Not done: you pressed End while offline.");
        assertThat(agent.part("more")).hasAttribute("aria-disabled", "true");

        agent.page().evaluate("plug()");
        isLive(agent);
        assertThat(agent.part("why")).containsText("Not done: you pressed End while offline.");
        agent.isOnSoon("hold");
        agent.row("Talking");
        assertThat(server.requests()).doesNotContain("Hold", "ClearConnection");
        agent.press("hold");
        agent.row("On hold");
    }

    @Test
    void thePendingStateNeverCoversTheBannerNorTheClock() {
        for (int width : new int[] {320, 360, 800, 1366}) {
            AgentPage agent = talking(width, 700);
            agent.notReady("Lunch");
            assertThat(agent.part("state-pending")).hasText("Then: Lunch");
            agent.page().evaluate("pull()");
            assertThat(agent.part("banner")).isVisible();
            double banner = agent.part("banner").boundingBox().y;
            var pending = agent.part("state-pending").boundingBox();
            assertThat(pending.y + pending.height).as("at %s", width).isLessThan(banner);
            var state = agent.part("state-button").boundingBox();
            assertThat(pending.x).isGreaterThanOrEqualTo(state.x + state.width);
            var dial = agent.part("dial-open").boundingBox();
            assertThat(dial.x).isGreaterThanOrEqualTo(pending.x + pending.width);
            assertThat(
                            agent.part("state-button")
                                    .evaluate("each => each.scrollWidth <= each.clientWidth"))
                    .as("at %s", width)
                    .isEqualTo(true);
            chromium.closePages();
            server.close();
            server = new FakeCtiOs();
        }
    }

    @Test
    @Tag("BEH-345")
    @Tag("BEH-352")
    void aClickBetweenTwoServersIsRefusedAndTheCallGoesOnUntouched() {
        try (CallCentre site = new CallCentre()) {
            Page page = chromium.page(1366, 768, "light");
            page.addInitScript(CABLE);
            AgentPage agent = site.talking(page);
            page.evaluate("block()");
            site.stopServerA();
            agent.isOffSoon("hold");
            page.keyboard().press("F8");
            assertThat(agent.part("why")).containsText(REFUSED);
            agent.row("Talking");
            page.evaluate("plug()");
            isLive(agent);
            agent.isOnSoon("hold");
            agent.row("Talking");
            assertThat(agent.part("data-CallVariable1")).hasValue("Gold");
            agent.press("hold");
            agent.row("On hold");
        }
    }
}
