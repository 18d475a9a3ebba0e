package org.jackfield.acceptance.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Keyboard;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ForcedColors;
import com.microsoft.playwright.options.ReducedMotion;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** The pages before a server that does exactly what a test says. */
class PagesTest extends BeforeAFakeServer {

    private AgentPage talking() {
        return talking(agent());
    }

    @Test
    void aWrongPasswordLeavesItsSentenceAndWhatWasTyped() {
        AgentPage agent = new AgentPage(chromium.page(1366, 768, "light")).open(server.address());
        agent.tryLogin("1001", "wrong", "2001");
        assertThat(agent.part("login-error"))
                .hasText("Agent ID or password is wrong. 3 tries left.");
        assertThat(agent.part("login-agent")).hasValue("1001");
        assertThat(agent.part("login-steps").locator("[data-step=login]"))
                .hasAttribute("data-state", "failed");
        agent.login("1001", "secret", "2001");
    }

    @Test
    void anUnknownAgentIsNamed() {
        AgentPage agent = new AgentPage(chromium.page(1366, 768, "light")).open(server.address());
        agent.tryLogin("1009", "secret", "2001");
        assertThat(agent.part("login-error")).hasText("No agent 1009 here. Check the number.");
    }

    @Test
    void nothingMovesFromTheRingToTheEndOfTheCall() {
        AgentPage agent = agent();
        agent.ready();
        agent.part("agent-id").click();
        Map<String, String> places = agent.places();
        agent.watchShifts();
        server.say("ring " + CALLER);
        agent.row("Ringing");
        assertThat(agent.places()).isEqualTo(places);
        agent.page().keyboard().press("F2");
        agent.row("Talking");
        assertThat(agent.places()).isEqualTo(places);
        agent.press("transfer");
        agent.part("dial-input").fill("2044");
        agent.page().keyboard().press("Enter");
        agent.row("Calling");
        assertThat(agent.places()).isEqualTo(places);
        server.say("answered");
        assertThat(agent.part("transfer")).hasText(Pattern.compile("Complete transfer"));
        agent.isOnSoon("transfer");
        assertThat(agent.places()).isEqualTo(places);
        server.say("hangup");
        assertThat(agent.part("wrapup")).isVisible();
        assertThat(agent.places()).isEqualTo(places);
        assertThat(agent.shifted()).isEmpty();
    }

    @Test
    void axeFindsNothingInAnyStateOfACall() {
        for (String theme : List.of("light", "dark", "contrast")) {
            accessible(theme, 1366, 768);
        }
        accessible("light", 360, 640);
    }

    private void accessible(String theme, int width, int height) {
        try (FakeCtiOs own = new FakeCtiOs()) {
            AgentPage agent =
                    new AgentPage(chromium.page(width, height, theme)).open(own.address());
            assertThat(agent.part("login-steps").locator("[data-step=settings][data-state=done]"))
                    .isVisible();
            Axe.findsNothing(agent.page(), theme + ", login");
            agent.login("1001", "secret", "2001");
            agent.part("state-button").click();
            Axe.findsNothing(agent.page(), theme + ", menu of states");
            agent.part("state-ready").click();
            own.say("ring " + CALLER);
            agent.row("Ringing");
            Axe.findsNothing(agent.page(), theme + ", ringing");
            agent.pressOff("hold");
            Axe.findsNothing(agent.page(), theme + ", reason");
            agent.press("answer");
            agent.row("Talking");
            agent.press("transfer");
            Axe.findsNothing(agent.page(), theme + ", transfer");
            agent.part("dial-input").fill("2044");
            agent.part("dial-consult").click();
            agent.row("Calling");
            own.say("answered");
            agent.isOnSoon("transfer");
            Axe.findsNothing(agent.page(), theme + ", consultation");
            own.say("hangup");
            assertThat(agent.part("wrapup")).isVisible();
            Axe.findsNothing(agent.page(), theme + ", wrap-up");
            chromium.closePages();
        }
    }

    @Test
    void everySlotThatIsOffSaysWhyAndSendsNothing() {
        AgentPage agent = agent();
        List<String> before = server.requests();
        for (String slot : AgentPage.SLOTS) {
            assertThat(agent.isOn(slot)).as(slot).isFalse();
            agent.pressOff(slot);
            assertThat(agent.part("why")).isVisible();
            String described = agent.part(slot).getAttribute("aria-describedby");
            String why = agent.part("call-bar").locator("#" + described).textContent();
            assertThat(why).as(slot).isNotBlank();
            assertThat(agent.part("why").locator("span").first()).hasText(why);
            agent.page().keyboard().press("Escape");
        }
        assertThat(server.requests()).isEqualTo(before);
    }

    @Test
    @Tag("ASK-27")
    void aRingingCallTakesNeitherFocusNorTextFromWhoTypes() {
        AgentPage agent = talking();
        Locator field = agent.part("data-CallVariable1");
        field.click();
        field.press("End");
        agent.page().keyboard().type(" and half a wo");
        server.say("ring 030222");
        agent.row("Ringing");
        assertThat(field).isFocused();
        assertThat(field).hasValue("Gold and half a wo");
        agent.page().keyboard().type("rd");
        assertThat(field).hasValue("Gold and half a word");
    }

    @Test
    @Tag("ASK-23")
    void aDoubleClickOnAnswerAnswersOnceAndEndsNothing() {
        AgentPage agent = agent();
        agent.ready();
        server.say("ring " + CALLER);
        agent.row("Ringing");
        agent.part("answer").dblclick();
        agent.row("Talking");
        assertThat(agent.part("why")).isHidden();
        assertThat(server.requests())
                .containsOnlyOnce("Answer")
                .doesNotContain("ClearConnection", "Hold");
    }

    @Test
    @Tag("ASK-7")
    void whatIsPressedWhileTheLinkIsGoneIsNeverSent() {
        AgentPage agent = talking();
        server.say("silent Hold");
        agent.press("hold");
        server.say("cut");
        assertThat(agent.part("why"))
                .containsText("No answer from the phone system. Check your phone.");
        assertThat(agent.part("connection")).hasAttribute("data-state", "live");
        agent.row("Talking");
        assertThat(server.requests()).containsOnlyOnce("Hold");
    }

    @Test
    void aRefusalIsShownWhereItWasPressed() {
        AgentPage agent = talking();
        server.say("refuse Hold The phone system said no: call already ended.");
        agent.press("hold");
        assertThat(agent.part("why")).containsText("The phone system said no: call already ended.");
        agent.isOnSoon("hold");
    }

    @Test
    void whatTheSwitchDoesNotAnswerAtOnceIsSaid() {
        AgentPage agent = talking();
        server.say("silent Hold");
        agent.press("hold");
        assertThat(agent.part("why")).containsText("Still waiting for the switch.");
        agent.press("hold");
        assertThat(server.requests()).containsOnlyOnce("Hold");
    }

    @Test
    void textFromOutsideIsOnlyText() {
        AgentPage agent = talking();
        double height = agent.row("Talking").boundingBox().height;
        String nasty =
                "<img src=x onerror=document.title='hit'>\u202e\ud83d\ude00" + "x".repeat(10_000);
        server.say("hangup");
        agent.part("wrapup-ready").click();
        agent.state("Ready");
        server.say(
                "ring " + CALLER + " {\"CallVariable1\":\"" + nasty + "\",\"ANI\":\"<b>1</b>\"}");
        Locator row = agent.row("Ringing");
        assertThat(row).containsText("<b>1</b>");
        assertThat(row.boundingBox().height).isEqualTo(height);
        assertThat(agent.page().title()).isEqualTo("Ringing: <b>1</b>");
        assertThat(agent.page().locator("jf-call-rows img")).hasCount(0);
    }

    @Test
    @Tag("BEH-366")
    void aNoteThatIsRequiredIsAskedForAtTheFormAndTheReasonsBesideItWorkByKeys() {
        server.say("needs-note");
        AgentPage agent = talking();
        server.say("hangup");
        assertThat(agent.part("wrapup-ready")).hasAttribute("aria-disabled", "true");
        agent.part("wrapup-not-ready").click(new Locator.ClickOptions().setForce(true));
        assertThat(agent.part("wrapup-error")).containsText("write a note");
        assertThat(server.requests()).doesNotContain("SetAgentState SetAgentState");

        agent.part("wrapup-note").fill("pays Monday");
        assertThat(agent.part("wrapup-ready")).not().hasAttribute("aria-disabled", "true");
        Locator opener = agent.part("wrapup-not-ready");
        Keyboard keyboard = agent.page().keyboard();
        opener.click();
        assertThat(opener).hasAttribute("aria-expanded", "true");
        assertThat(agent.part("wrapup-reason-1")).isFocused();
        keyboard.press("Escape");
        assertThat(agent.part("wrapup-reason-1")).isHidden();
        assertThat(opener).isFocused();
        opener.click();
        agent.part("wrapup-note").click();
        agent.part("state-label").click();
        assertThat(agent.part("wrapup-reason-1")).isHidden();
        keyboard.press("Escape");
        opener.click();
        assertThat(agent.part("wrapup-reason-1")).isFocused();
        keyboard.press("ArrowDown");
        assertThat(agent.part("wrapup-reason-2")).isFocused();
        keyboard.press("Enter");
        agent.state("Not ready");
        assertThat(agent.part("state-reason")).containsText("Lunch");
    }

    @Test
    void eachEventOfACallIsAnnouncedOnce() {
        AgentPage agent = agent();
        agent.ready();
        assertThat(agent.page().locator("#announce-polite")).hasText("Ready.");
        agent.listen();
        server.say("ring " + CALLER);
        agent.row("Ringing");
        agent.press("answer");
        agent.row("Talking");
        agent.press("hold");
        agent.row("On hold");
        agent.page().waitForCondition(() -> agent.said().size() >= 3);
        assertThat(agent.said())
                .map(Object::toString)
                .containsExactly(
                        "Incoming call, " + CALLER + ", Billing DE. F2 answers.",
                        "Talking to " + CALLER + ".",
                        "On hold.");
    }

    @Test
    void aReloadKeepsAgentCallAndHalfWrittenWrapUp() {
        AgentPage agent = talking();
        agent.page().reload();
        agent.row("Talking");
        agent.press("end");
        agent.part("wrapup-choice").nth(1).check();
        agent.part("wrapup-note").fill("pays Monday");
        agent.page().reload();
        assertThat(agent.part("wrapup-note")).hasValue("pays Monday");
        assertThat(agent.part("wrapup-choice").nth(1)).isChecked();
    }

    @Test
    @Tag("ASK-36")
    void timesAreRightOnAMachineWhoseClockIsWrong() {
        Page page = chromium.page(1366, 768, "light");
        page.addInitScript("const real = Date.now; Date.now = () => real() + 600000;");
        AgentPage agent =
                new AgentPage(page).open(server.address()).login("1001", "secret", "2001");
        assertThat(agent.part("state-button").locator("jf-elapsed"))
                .hasText(Pattern.compile("0:0\\d"));
        agent.part("connection").click();
        assertThat(page.getByText("Your clock is 10 min fast. Times here are the server's."))
                .isVisible();
    }

    @Test
    void theKeyboardAloneDoesAWholeCall() {
        AgentPage agent = new AgentPage(chromium.page(1366, 768, "light")).open(server.address());
        var keyboard = agent.page().keyboard();
        assertThat(agent.part("login-agent")).isFocused();
        keyboard.type("1001");
        keyboard.press("Tab");
        keyboard.type("secret");
        keyboard.press("Tab");
        keyboard.press("Tab");
        keyboard.type("2001");
        keyboard.press("Enter");
        agent.state("Not ready");
        keyboard.press("F9");
        agent.state("Ready");
        server.say("ring " + CALLER);
        agent.row("Ringing");
        keyboard.press("F2");
        agent.row("Talking");
        agent.page().waitForCondition(() -> agent.isOn("hold"));
        agent.page().waitForTimeout(400);
        keyboard.press("F8");
        agent.row("On hold");
        keyboard.press("F8");
        agent.row("Talking");
        keyboard.press("F4");
        assertThat(agent.part("dial-input")).isFocused();
        keyboard.press("Escape");
        assertThat(agent.part("dial-panel")).isHidden();
        keyboard.press("Shift+F2");
        assertThat(agent.part("wrapup")).isVisible();
        keyboard.press("Shift+F9");
        assertThat(agent.part("wrapup-choice").first()).isFocused();
    }

    @Test
    void at320PixelsNothingIsLostSideways() {
        AgentPage agent = agent(320, 640, "light");
        agent.ready();
        server.say("ring " + CALLER);
        agent.row("Ringing");
        for (String slot : AgentPage.SLOTS) {
            Object fits =
                    agent.part(slot)
                            .evaluate(
                                    "slot => slot.scrollWidth <= slot.clientWidth &&"
                                            + " slot.clientHeight >= 24");
            assertThat(fits).as(slot).isEqualTo(true);
        }
        Object sideways =
                agent.page()
                        .evaluate(
                                "document.documentElement.scrollWidth >"
                                        + " document.documentElement.clientWidth");
        assertThat(sideways).isEqualTo(false);
    }

    @Test
    void inForcedColoursStatesStillDifferByShapeAndNothingMovesForWhoWantsNoMotion() {
        Page page =
                chromium.page(
                        new Browser.NewContextOptions()
                                .setForcedColors(ForcedColors.ACTIVE)
                                .setReducedMotion(ReducedMotion.REDUCE),
                        "system");
        AgentPage agent =
                new AgentPage(page).open(server.address()).login("1001", "secret", "2001");
        String notReady = agent.part("state-button").locator("svg").first().innerHTML();
        agent.ready();
        assertThat(agent.part("state-button").locator("svg").first().innerHTML())
                .isNotEqualTo(notReady);
        server.say("ring " + CALLER);
        agent.row("Ringing");
        assertThat(page.evaluate("document.getAnimations().length")).isEqualTo(0);
    }

    @Test
    @Tag("ASK-37")
    void theCustomerPageIsALinkFilledFromTheCall() {
        AgentPage agent = agent();
        agent.ready();
        server.say("ring " + CALLER);
        agent.row("Ringing");
        assertThat(agent.part("pop-link"))
                .hasAttribute("href", "https://crm.example/?phone=%2B49305550147&account=4711");
        assertThat(agent.part("pop-link")).hasAttribute("rel", "noopener noreferrer");
    }
}
