package org.jackfield.acceptance.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

import java.util.List;

/** Pages before a server that does exactly what a test says; agent 1001 at phone 2001. */
class BeforeAFakeServer extends OnChromium {

    static final String CALLER = "+49305550147";

    FakeCtiOs server;

    @BeforeEach
    void startServer() {
        server = new FakeCtiOs();
    }

    @AfterEach
    void stopServer() {
        List<String> complaints = chromium.closePages();
        server.close();
        assertThat(complaints).isEmpty();
    }

    AgentPage agent(Page page) {
        return new AgentPage(page).open(server.address()).login("1001", "secret", "2001");
    }

    AgentPage agent(int width, int height, String theme) {
        return agent(chromium.page(width, height, theme));
    }

    AgentPage agent() {
        return agent(1366, 768, "light");
    }

    /** The agent takes a call. */
    AgentPage talking(AgentPage agent) {
        agent.ready();
        server.say("ring " + CALLER);
        agent.row("Ringing");
        agent.press("answer");
        agent.row("Talking");
        return agent;
    }
}
