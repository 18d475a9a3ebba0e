package org.jackfield.acceptance.system;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.assertions.PlaywrightAssertions;

import org.jackfield.acceptance.browser.AgentPage;
import org.jackfield.acceptance.browser.Chromium;
import org.jackfield.simulation.switchyard.SipCall;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.util.Map;

/**
 * Two agents hand a caller of a real switch to one another by clicks; tones tell who hears whom.
 */
@Tag("asterisk")
@Timeout(180)
class HandoverOnScreenTest {

    private static final String NOTE = "wants the second line";

    private static RealCentre centre;
    private static Chromium chromium;

    private AgentPage first;
    private AgentPage second;
    private SipCall caller;
    private SipCall atFirst;

    @BeforeAll
    static void start() {
        PlaywrightAssertions.setDefaultAssertionTimeout(Desk.PATIENCE_MS);
        centre = new RealCentre();
        chromium = new Chromium();
    }

    @AfterAll
    static void stop() {
        if (chromium != null) {
            chromium.close();
        }
        if (centre != null) {
            centre.close();
        }
    }

    /** A caller talks to the first agent; the second one is not ready, and can be consulted. */
    @BeforeEach
    void talk() {
        second = login("1002", "2002");
        first = login("1001", "2001");
        first.ready();
        caller =
                centre.carrier.call(
                        RealSite.NUMBER,
                        Map.of(
                                "X-Var1", "gold customer",
                                "X-Var2", "first line",
                                "X-ECC-user.account", "4711"));
        first.row("Ringing");
        assertThat(first.part("call-title")).hasText(RealCentre.CALLER);
        first.press("answer");
        atFirst = centre.first.awaitIncoming();
        atFirst.answer();
        first.row("Talking");
        assertThat(caller.hears(RealCentre.FIRST_HZ)).isTrue();
        first.part("data-CallVariable2").fill(NOTE);
        first.part("data-CallVariable2").press("Enter");
    }

    private static AgentPage login(String agent, String phone) {
        return new AgentPage(chromium.page(1366, 768, "light"))
                .open(centre.page())
                .login(agent, "pw-" + agent, phone);
    }

    @AfterEach
    void hangUpAndLogOut() {
        try {
            if (caller != null) {
                caller.hangUp();
                leave();
            }
        } finally {
            caller = null;
            assertThat(chromium.closePages()).isEmpty();
        }
    }

    /** A page that is only closed would leave its agent, for a while, as the next test's. */
    private void leave() {
        assertThat(first.part("call-row")).hasCount(0);
        assertThat(second.part("call-row")).hasCount(0);
        first.state("Ready");
        first.part("state-button").click();
        first.part("state-not-ready").click();
        first.state("Not ready");
        first.logOut();
        second.logOut();
    }

    private void consult(String slot) {
        first.press(slot);
        first.part("dial-input").fill("2002");
        first.part("dial-consult").click();
        second.row("Ringing");
        assertThat(second.part("data-CallVariable1")).hasValue("gold customer");
        assertThat(second.part("data-CallVariable2")).hasValue(NOTE);
        second.press("answer");
        second.row("Talking");
        assertThat(atFirst.hears(centre.second.toneHz())).isTrue();
        assertThat(caller.hears(Shift.MUSIC_HZ)).isTrue();
    }

    private void isTheCallersWithItsData(AgentPage page) {
        assertThat(page.part("call-title")).hasText(RealCentre.CALLER);
        assertThat(page.part("data-CallVariable1")).hasValue("gold customer");
        assertThat(page.part("data-CallVariable2")).hasValue(NOTE);
        assertThat(page.part("data-user.account")).hasValue("4711");
    }

    @Test
    @Tag("ASK-29")
    void aConsultationIsSwappedAndLeftForTheCallerWhoIsNeverLost() {
        consult("transfer");
        Locator callerRow =
                first.part("call-row")
                        .filter(new Locator.FilterOptions().setHasText(RealCentre.CALLER));
        assertThat(callerRow).hasAttribute("data-status", "4");
        first.press("swap");
        assertThat(callerRow).hasAttribute("data-status", "3");
        assertThat(caller.hears(RealCentre.FIRST_HZ)).isTrue();
        assertThat(atFirst.hears(RealCentre.CALLER_HZ)).isTrue();

        first.press("back");
        assertThat(first.part("call-row")).hasCount(1);
        assertThat(second.part("call-row")).hasCount(0);
        assertThat(callerRow).hasAttribute("data-status", "3");
        assertThat(caller.hears(RealCentre.FIRST_HZ)).isTrue();
    }

    @Test
    @Tag("ASK-28")
    void aConsultTransferHandsTheCallerToTheSecondScreenWithItsData() {
        consult("transfer");
        first.press("transfer");
        assertThat(first.part("call-row")).hasCount(0);
        second.row("Talking");
        isTheCallersWithItsData(second);
        assertThat(caller.hears(centre.second.toneHz())).isTrue();
    }

    @Test
    void aCallIsHandedOverAtOnceWithItsData() {
        first.press("transfer");
        first.part("dial-input").fill("2002");
        first.part("dial-transfer-now").click();
        assertThat(first.part("call-row")).hasCount(0);
        second.row("Ringing");
        isTheCallersWithItsData(second);
        second.press("answer");
        second.row("Talking");
        assertThat(caller.hears(centre.second.toneHz())).isTrue();
    }

    @Test
    @Tag("ASK-31")
    void threeHearOneAnotherInAConferenceMadeByClicksAndTwoStayWhenOneLeaves() {
        consult("conference");
        first.press("conference");
        for (AgentPage page : new AgentPage[] {first, second}) {
            assertThat(page.part("call-row")).hasCount(1);
            assertThat(page.part("call-title")).hasText("Conference of 3");
        }
        assertThat(caller.hears(centre.second.toneHz())).isTrue();
        assertThat(atFirst.hears(centre.second.toneHz())).isTrue();
        // Softer than the second phone, but there all the time.
        assertThat(caller.hearsNoMore(RealCentre.FIRST_HZ)).isFalse();
        assertThat(atFirst.hearsNoMore(RealCentre.CALLER_HZ)).isFalse();

        first.press("end");
        assertThat(first.part("call-row")).hasCount(0);
        second.row("Talking");
        isTheCallersWithItsData(second);
        assertThat(caller.hears(centre.second.toneHz())).isTrue();
    }
}
