package org.jackfield.acceptance.system;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.assertions.PlaywrightAssertions;

import org.jackfield.acceptance.browser.AgentPage;
import org.jackfield.acceptance.browser.Chromium;
import org.jackfield.simulation.switchyard.SippCaller;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A caller of a real switch on a real screen. */
@Tag("asterisk")
@Timeout(180)
class ScreenTest {

    private RealCentre centre;
    private Chromium chromium;

    @BeforeEach
    void start() {
        PlaywrightAssertions.setDefaultAssertionTimeout(Desk.PATIENCE_MS);
        centre = new RealCentre();
        chromium = new Chromium();
    }

    @AfterEach
    void stop() {
        if (chromium != null) {
            chromium.close();
        }
        if (centre != null) {
            centre.close();
        }
    }

    @Test
    void aCallFromOutsideRingsOnTheScreenAndIsAnsweredAndEndedByClicks() {
        AgentPage agent =
                new AgentPage(chromium.page(1366, 768, "light"))
                        .open(centre.page())
                        .login("1002", "pw-1002", "2002");
        agent.ready();
        try (SippCaller caller = centre.sippCaller()) {
            agent.row("Ringing");
            assertThat(agent.part("call-title")).hasText(RealCentre.CALLER);
            assertThat(agent.part("call-data")).containsText(RealSite.NUMBER);
            assertThat(agent.part("data-CallVariable1")).hasValue("gold customer");
            assertThat(agent.part("data-CallVariable2")).hasValue("4711");
            agent.press("answer");
            agent.row("Talking");
            centre.second.awaitTalking();
            assertThat(caller.isRunning()).isTrue();
            agent.press("end");
            assertThat(agent.part("call-row")).hasCount(0);
            centre.second.awaitEnded();
        }
        assertThat(chromium.closePages()).isEmpty();
    }
}
