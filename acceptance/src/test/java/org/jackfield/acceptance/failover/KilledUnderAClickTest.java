package org.jackfield.acceptance.failover;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.TimeoutError;

import org.jackfield.acceptance.browser.AgentPage;
import org.jackfield.acceptance.browser.Chromium;
import org.jackfield.protocol.ged188.AgentState;
import org.jackfield.protocol.ged188.AgentStateEvent;
import org.jackfield.protocol.ged188.BeginCallEvent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** What an agent presses in the moment in which the gateway dies; all are processes. */
@Tag("browser")
@Timeout(180)
class KilledUnderAClickTest {

    private static final int PATIENCE_S = 60;

    /** It depends on how far the press came. */
    private static final Pattern REFUSED =
            Pattern.compile(
                    "The connection to the phone system broke\\. Check your phone\\."
                            + "|The phone system is not connected\\."
                            + "|No answer from the phone system\\. Check your phone\\.");

    /** Two sentences may follow one another too fast to be seen: the last one of each button. */
    private static final String LISTEN =
            """
            () => {
                const { desktop } = document.querySelector('jf-desktop');
                const { explain } = desktop;
                window.told = {};
                desktop.explain = (slot, text, fix) => {
                    window.told[slot] = text;
                    explain.call(desktop, slot, text, fix);
                };
            }
            """;

    private final Chromium chromium = new Chromium();

    @TempDir private Path folder;
    private Page page;
    private Members group;
    private Child server;

    @AfterEach
    void end() throws InterruptedException {
        List<String> complaints = chromium.closePages();
        chromium.close();
        if (server != null) {
            server.close();
        }
        if (group != null) {
            group.close();
        }
        assertThat(complaints).isEmpty();
    }

    /** The process is put to sleep first, so that the first press surely waits in its socket. */
    @Test
    @Tag("BEH-345")
    @Tag("BEH-346")
    @Tag("BEH-473")
    void whatIsPressedAsTheGatewayIsKilledIsRefusedAndNeverDoneLater() throws Exception {
        group = Members.of(folder, "A").atOnePort();
        group.start("A");
        group.awaitJoined("A");
        AgentPage agent = talking();
        String commanded = deeds();

        group.member("A").signal("STOP");
        agent.press("hold");
        page.waitForCondition(
                () ->
                        agent.part("hold").getAttribute("class").contains("waiting")
                                || refused("hold"));
        group.member("A").kill();
        agent.part("end").press("Enter");
        assertThat(agent.part("why")).containsText(REFUSED);
        bothAreRefused();
        assertThat(agent.part("connection")).hasAttribute("data-state", "offline");
        agent.row("Talking");

        group.start("A");
        group.awaitJoined("A");
        assertThat(agent.part("connection")).hasAttribute("data-state", "live");
        assertThat(agent.part("hold")).not().hasAttribute("aria-disabled", "true");
        agent.row("Talking");
        agent.state("Talking");
        assertThat(agent.part("data-CallVariable1")).hasValue("Gold");
        isTalkingInTheCall();
        assertThat(deeds()).isEqualTo(commanded);
        agent.press("hold");
        agent.row("On hold");
        assertThat(deeds()).isNotEqualTo(commanded);
    }

    private AgentPage talking() throws Exception {
        server =
                Child.start(
                        List.of(),
                        List.of(
                                "run",
                                "ctios",
                                "--port",
                                "0",
                                "--cti-server-a",
                                "127.0.0.1:" + group.ctiServerPort("A"),
                                "--token-key",
                                "a key for this test alone"),
                        Map.of("JACKFIELD_DATA", folder.resolve("ctios").toString()));
        String address = server.await("CTI OS at (http://\\S+/),", PATIENCE_S).group(1);
        page = chromium.page(1366, 768, "light");
        AgentPage agent = new AgentPage(page).open(address).login("1001", "demo-1001", "2001");
        agent.ready();
        group.below().ask("caller 7001 03023125001 Var1=Gold");
        agent.row("Ringing");
        agent.press("answer");
        agent.row("Talking");
        page.evaluate(LISTEN);
        return agent;
    }

    /** What the switch was told to do, with how often; a new gateway looks besides. */
    private String deeds() throws Exception {
        return group.below().ask("commands").replaceAll("(Check|Compare)\\w+=\\d+,", "");
    }

    private void bothAreRefused() {
        try {
            page.waitForCondition(() -> refused("hold") && refused("end"));
        } catch (TimeoutError late) {
            throw new AssertionError("the page said " + page.evaluate("window.told"), late);
        }
    }

    private boolean refused(String slot) {
        return REFUSED.matcher((String) page.evaluate("(slot) => window.told[slot] ?? ''", slot))
                .find();
    }

    /** To another client of the CTI Server. */
    private void isTalkingInTheCall() throws Exception {
        try (RawDesk desk = group.serving("A")) {
            desk.await(BeginCallEvent.class, PATIENCE_S);
            AgentStateEvent agent =
                    desk.await(
                            AgentStateEvent.class,
                            each -> "1001".equals(each.agentId()),
                            PATIENCE_S);
            assertThat(agent.agentState()).isEqualTo(AgentState.TALKING.value());
        }
    }
}
