package org.jackfield.acceptance.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;

import org.junit.jupiter.api.Test;

/** How a call is noticed by somebody who looks elsewhere, and how colleagues are found. */
class NoticeTest extends BeforeAFakeServer {

    /** A browser that lets the page tell, and a tab whose visibility a test decides. */
    private static final String RECORDED =
            """
            window.notices = [];
            class Recorded {
                static permission = 'default';
                static asked = 0;
                static async requestPermission() {
                    Recorded.asked++;
                    Recorded.permission = 'granted';
                    return 'granted';
                }
                constructor(title, options) {
                    this.title = title;
                    this.options = options;
                    this.closed = false;
                    window.notices.push(this);
                }
                close() { this.closed = true; }
            }
            window.Notification = Recorded;
            let shown = 'visible';
            Object.defineProperty(document, 'visibilityState', { get: () => shown });
            window.look = (state) => { shown = state; document.dispatchEvent(new Event('visibilitychange')); };
            """;

    private static Object count(AgentPage agent, String what) {
        return agent.page().evaluate("window.notices.filter((each) => " + what + ").length");
    }

    @Test
    void aCallInAHiddenTabStandsAsANoticeUntilItIsAnswered() {
        Page page = chromium.page(1366, 768, "light");
        page.addInitScript(RECORDED);
        AgentPage agent = agent(page);
        assertThat(page.evaluate("Notification.asked")).isEqualTo(1);
        agent.ready();
        page.evaluate("look('hidden')");
        server.say("ring " + CALLER);
        agent.row("Ringing");
        assertThat(count(agent, "!each.closed")).isEqualTo(1);
        assertThat(page.evaluate("window.notices[0].title")).isEqualTo("Ringing: " + CALLER);
        assertThat(page.evaluate("window.notices[0].options.silent")).isEqualTo(true);
        assertThat(page.title()).isEqualTo("Ringing: " + CALLER);

        page.evaluate("window.notices[0].onclick()");
        agent.press("answer");
        agent.row("Talking");
        assertThat(count(agent, "!each.closed")).isEqualTo(0);
        assertThat(page.title()).isEqualTo("Jackfield agent desktop");
    }

    @Test
    void aCallInATabThatIsLookedAtMakesNoNoticeButOneThatRingsOnWhenItIsHidden() {
        Page page = chromium.page(1366, 768, "light");
        page.addInitScript(RECORDED);
        AgentPage agent = agent(page);
        agent.ready();
        server.say("ring " + CALLER);
        agent.row("Ringing");
        assertThat(count(agent, "true")).isEqualTo(0);
        page.evaluate("look('hidden')");
        assertThat(count(agent, "!each.closed")).isEqualTo(1);
        server.say("hangup");
        assertThat(agent.part("call-row")).hasCount(0);
        assertThat(count(agent, "!each.closed")).isEqualTo(0);
    }

    @Test
    void whereTheBrowserBlocksNoticesTheMenuSaysSo() {
        Page page = chromium.page(1366, 768, "light");
        page.addInitScript("window.Notification = { permission: 'denied' };");
        AgentPage agent = agent(page);
        agent.part("menu").click();
        assertThat(agent.part("notices")).isDisabled();
        assertThat(
                        page.getByText(
                                "The browser blocks notices. Calls ring only while this tab is"
                                        + " open."))
                .isVisible();
    }

    @Test
    void ofTwoTabsOfAnAgentOneLeadsAndTheOtherSaysSoAndTakesOver() {
        Page first = chromium.page(new Browser.NewContextOptions(), "light");
        AgentPage leading = agent(first);
        assertThat(leading.part("banner")).hasCount(0);
        Page second = first.context().newPage();
        AgentPage following = agent(second);
        assertThat(following.part("banner"))
                .containsText("Another tab of this agent rings. This one shows the same");
        assertThat(leads(second)).isEqualTo(false);
        first.close();
        second.waitForCondition(() -> leads(second).equals(true));
    }

    private static Object leads(Page page) {
        return page.evaluate("document.querySelector('jf-desktop').desktop.ringing.leads");
    }

    @Test
    void aKeyCountsFromTheMomentThatTheCallIsShown() {
        AgentPage agent = agent();
        agent.ready();
        server.say("begin " + CALLER);
        agent.page()
                .waitForCondition(
                        () ->
                                agent.page()
                                        .evaluate(
                                                "document.querySelector('jf-desktop').desktop"
                                                        + ".session.calls.length")
                                        .equals(1));
        assertThat(agent.part("call-row")).hasCount(0);
        server.say("deliver");
        agent.row("Ringing");
        agent.page().keyboard().press("F2");
        agent.row("Talking");
    }

    @Test
    void aLoginTypedBeforeTheServerIsThereGoesOnByItself() {
        Page page = chromium.page(1366, 768, "light");
        page.addInitScript(
                """
                const Real = window.WebSocket;
                window.WebSocket = class {
                    constructor() {
                        if (window.cable) { return new Real(...arguments); }
                        setTimeout(() => this.onclose?.(), 20);
                    }
                    close() {}
                };
                """);
        AgentPage agent = new AgentPage(page).open(server.address());
        agent.part("login-agent").fill("1001");
        agent.part("login-password").fill("secret");
        agent.part("login-instrument").fill("2001");
        page.keyboard().press("Enter");
        assertThat(page.getByText("Login waits for the server and goes on by itself.")).isVisible();
        page.evaluate("window.cable = true");
        agent.state("Not ready");
    }

    @Test
    void aColleagueIsFoundByNameAndCalledByTheEnterKey() {
        AgentPage agent = agent();
        agent.page().keyboard().press("Control+k");
        assertThat(agent.part("person")).hasCount(3);
        assertThat(agent.part("person").nth(1)).containsText("Denise Roy 2051 Lunch");
        agent.part("dial-input").fill("deniz");
        assertThat(agent.part("person")).hasCount(1);
        assertThat(agent.page().getByText("Enter calls Deniz Yilmaz 2044.")).isVisible();
        agent.page().keyboard().press("Enter");
        agent.row("Calling");
        assertThat(agent.part("call-title")).hasText("2044");
    }

    @Test
    void aCallIsHandedToAColleagueWithTwoClicks() {
        AgentPage agent = agent();
        agent.ready();
        server.say("ring " + CALLER);
        agent.row("Ringing");
        agent.press("answer");
        agent.row("Talking");
        agent.press("transfer");
        agent.part("person").nth(0).getByTestId("person-dial-transfer-now").click();
        assertThat(agent.part("call-row")).hasCount(0);
        assertThat(server.requests()).contains("SingleStepTransfer");
    }

    @Test
    void arrowsGoFromTheFieldThroughThePeopleAndBack() {
        AgentPage agent = agent();
        agent.page().keyboard().press("Control+k");
        assertThat(agent.part("person")).hasCount(3);
        agent.page().keyboard().press("ArrowDown");
        assertThat(agent.part("person-dial-call").nth(0)).isFocused();
        agent.page().keyboard().press("ArrowDown");
        assertThat(agent.part("person-dial-call").nth(1)).isFocused();
        agent.page().keyboard().press("ArrowUp");
        agent.page().keyboard().press("ArrowUp");
        assertThat(agent.part("dial-input")).isFocused();
        Axe.findsNothing(agent.page(), "the directory");
    }
}
