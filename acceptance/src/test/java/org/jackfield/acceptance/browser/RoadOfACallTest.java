package org.jackfield.acceptance.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;

import org.jackfield.protocol.ged188.AgentState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** From the switch to the screen and back, through every room, in a real browser. */
class RoadOfACallTest extends OnChromium {

    private static final String CALLER = "03023125001";
    private static final Map<String, String> GOLD = Map.of("Var1", "Gold", "user.account", "4711");

    private CallCentre site;

    @BeforeEach
    void openSite() {
        site = new CallCentre();
    }

    @AfterEach
    void closeSite() {
        List<String> complaints = chromium.closePages();
        site.close();
        assertThat(complaints).isEmpty();
    }

    private AgentPage page() {
        return new AgentPage(chromium.page(1366, 768, "light")).open(site.address());
    }

    private AgentPage agent(String id) {
        return page().login(id, "secret-" + id, CallCentre.phoneOf(id));
    }

    private AgentPage readyAgent(String id) {
        AgentPage agent = agent(id);
        agent.ready();
        return agent;
    }

    private AgentPage ringing(String id) {
        AgentPage agent = readyAgent(id);
        site.play(CallCentre.caller(CALLER, GOLD));
        agent.row("Ringing");
        return agent;
    }

    private AgentPage talking(String id) {
        AgentPage agent = ringing(id);
        agent.press("answer");
        agent.row("Talking");
        return agent;
    }

    @Test
    void aRingingCallShowsCallerNumberQueueAndVariables() {
        AgentPage agent = ringing("1001");
        assertThat(agent.part("call-title")).hasText(CALLER);
        assertThat(agent.part("call-details")).containsText("Billing");
        assertThat(agent.part("call-data")).containsText("7001");
        assertThat(agent.part("data-CallVariable1")).hasValue("Gold");
        assertThat(agent.part("data-user.account")).hasValue("4711");
        assertThat(agent.part("pop-link"))
                .hasAttribute("href", "https://crm.example/?phone=" + CALLER);
        agent.state("Ringing");
    }

    @Test
    void aCallIsAnsweredHeldRetrievedAndEnded() {
        AgentPage agent = talking("1001");
        agent.state("Talking");
        agent.press("hold");
        agent.row("On hold");
        assertThat(agent.part("hold")).hasText(Pattern.compile("Retrieve"));
        agent.press("hold");
        agent.row("Talking");
        agent.press("end");
        assertThat(agent.part("call-row")).hasCount(0);
    }

    @Test
    @Tag("BEH-364")
    void aNoteIsSeenByNobodyWhileItIsWrittenAndIsKeptOnceItIsSaved() {
        AgentPage agent = talking("1001");
        agent.part("state-button").click();
        agent.part("state-WorkReady").click();
        assertThat(agent.part("state-pending")).containsText("Wrap-up");
        agent.press("end");
        assertThat(agent.part("wrapup")).isVisible();
        agent.part("wrapup-choice").nth(1).check();
        agent.part("wrapup-note").fill("pays Monday");
        agent.page().reload();
        assertThat(agent.part("wrapup-note")).hasValue("pays Monday");
        assertThat(site.notes()).doesNotContain("pays");
        agent.part("wrapup-ready").click();
        agent.state("Ready");
        assertThat(site.notes()).containsOnlyOnce("1001 2001 Payment arranged: pays Monday");
    }

    @Test
    @Tag("ASK-12")
    void aStateAskedForDuringACallIsShownAsPendingAndFollowsIt() {
        AgentPage agent = talking("1001");
        agent.notReady("Lunch");
        assertThat(agent.part("state-pending")).containsText("Lunch");
        agent.press("end");
        agent.state("Not ready");
        assertThat(agent.part("state-reason")).containsText("Lunch");
    }

    @Test
    @Tag("ASK-28")
    @Tag("ASK-29")
    void aConsultTransferHandsCallerAndDataToTheSecondAgent() {
        AgentPage second = agent("1002");
        AgentPage first = talking("1001");
        second.ready();
        first.press("transfer");
        first.part("dial-input").fill("2002");
        first.part("dial-consult").click();
        first.row("Calling");
        first.row("On hold");
        second.row("Ringing");
        assertThat(second.part("data-CallVariable1")).hasValue("Gold");
        assertThat(first.isOn("transfer")).isFalse();
        second.press("answer");
        first.isOnSoon("transfer");
        first.press("transfer");
        assertThat(first.part("call-row")).hasCount(0);
        second.row("Talking");
        assertThat(second.part("call-title")).hasText(CALLER);
        assertThat(second.part("data-user.account")).hasValue("4711");
    }

    @Test
    void aConsultationIsSwappedAndLeftForTheCaller() {
        AgentPage second = readyAgent("1002");
        AgentPage first = agent("1001");
        second.notReady("Break");
        first.ready();
        site.play(CallCentre.caller(CALLER, GOLD));
        first.row("Ringing");
        first.press("answer");
        first.row("Talking");
        second.ready();
        first.press("transfer");
        first.part("dial-input").fill("2002");
        first.page().keyboard().press("Enter");
        second.row("Ringing");
        second.press("answer");
        first.isOnSoon("swap");
        Locator caller =
                first.part("call-row").filter(new Locator.FilterOptions().setHasText(CALLER));
        assertThat(caller).hasAttribute("data-status", "4");
        first.press("swap");
        assertThat(caller).hasAttribute("data-status", "3");
        first.press("back");
        assertThat(first.part("call-row")).hasCount(1);
        assertThat(caller).hasAttribute("data-status", "3");
        assertThat(second.part("call-row")).hasCount(0);
    }

    @Test
    @Tag("ASK-31")
    void aConferenceOfThreeIsSeenByBothAgents() {
        AgentPage second = agent("1002");
        AgentPage first = talking("1001");
        second.ready();
        first.press("conference");
        first.part("dial-input").fill("2002");
        first.part("dial-consult").click();
        second.row("Ringing");
        second.press("answer");
        first.isOnSoon("conference");
        first.press("conference");
        assertThat(first.part("call-row")).hasCount(1);
        assertThat(first.part("call-title")).hasText("Conference of 3");
        assertThat(second.part("call-title")).hasText("Conference of 3");
        assertThat(second.part("call-row")).hasCount(1);
    }

    @Test
    void aCallIsHandedOverAtOnce() {
        AgentPage second = agent("1002");
        AgentPage first = talking("1001");
        second.ready();
        first.press("transfer");
        first.part("dial-input").fill("2002");
        first.part("dial-transfer-now").click();
        assertThat(first.part("call-row")).hasCount(0);
        second.row("Ringing");
        assertThat(second.part("data-CallVariable1")).hasValue("Gold");
    }

    @Test
    void anAgentDialsOutWhenNotReady() {
        AgentPage agent = agent("1001");
        agent.page().keyboard().press("Control+k");
        agent.part("dial-input").fill("030 999-1");
        agent.page().keyboard().press("Enter");
        assertThat(agent.part("call-row")).hasCount(1);
        assertThat(agent.part("call-title")).hasText("0309991");
    }

    @Test
    void dialInReadyIsOffAndOffersTheRemedy() {
        AgentPage agent = readyAgent("1001");
        agent.part("dial-open").click();
        agent.part("dial-input").fill("2002");
        agent.page().keyboard().press("Enter");
        assertThat(agent.part("dial-error")).hasText("Go not ready to dial out.");
    }

    @Test
    void whatThePhoneDoesIsSeenOnTheScreen() {
        AgentPage agent = talking("1001");
        site.play("phone 2001 holds");
        agent.row("On hold");
        site.play("phone 2001 retrieves");
        agent.row("Talking");
        site.play("caller " + CALLER + " hangs up");
        assertThat(agent.part("call-row")).hasCount(0);
    }

    @Test
    void aPhoneThatOnlyItselfCanAnswerSaysSoOnTheButton() {
        AgentPage agent = ringing("1003");
        agent.pressOff("answer");
        assertThat(agent.part("why"))
                .containsText("Answer on your phone. This phone cannot be answered from here.");
        site.play("phone 2003 answers");
        agent.row("Talking");
    }

    @Test
    void callDataThatTheAgentTypesReachTheCall() {
        AgentPage agent = talking("1001");
        agent.part("data-CallVariable1").fill("Platinum");
        agent.page().keyboard().press("Enter");
        agent.page().reload();
        agent.row("Talking");
        assertThat(agent.part("data-CallVariable1")).hasValue("Platinum");
    }

    @Test
    @Tag("ASK-19")
    void aReloadKeepsAgentStateAndCallAndNobodyElseSeesIt() {
        AgentPage agent = talking("1001");
        List<AgentState> told = site.statesToldOf("1001");
        agent.page().reload();
        agent.row("Talking");
        agent.state("Talking");
        agent.press("hold");
        agent.row("On hold");
        agent.page().reload();
        agent.row("On hold");
        agent.press("end");
        agent.state("Ready");
        agent.page().reload();
        agent.state("Ready");
        agent.notReady("Lunch");
        agent.state("Not ready");
        // The monitor hears by a connection of its own: what it is told may come late.
        agent.page().waitForCondition(() -> told.contains(AgentState.NOT_READY));
        assertThat(told).contains(AgentState.HOLD);
        List<AgentState> since = told.subList(told.indexOf(AgentState.HOLD), told.size());
        assertThat(told.subList(0, told.indexOf(AgentState.HOLD)))
                .as("told before the first reload")
                .allMatch(AgentState.TALKING::equals);
        assertThat(since).containsOnlyOnce(AgentState.NOT_READY);
        assertThat(since).endsWith(AgentState.AVAILABLE, AgentState.NOT_READY);
    }

    @Test
    @Tag("ASK-7")
    void whenItsServerEndsThePageGoesOnAtTheOther() {
        AgentPage agent = talking("1001");
        site.stopServerA();
        assertThat(agent.part("connection")).not().hasAttribute("data-state", "live");
        agent.isOffSoon("hold");
        assertThat(agent.part("connection")).hasAttribute("data-state", "live");
        agent.row("Talking");
        agent.isOnSoon("hold");
        agent.press("hold");
        agent.row("On hold");
    }

    @Test
    void aWrongPasswordSaysSoAndTheNextTryMayBeRight() {
        AgentPage agent = page();
        agent.tryLogin("1001", "wrong", "2001");
        assertThat(agent.part("login-error")).containsText("Agent ID or password is wrong.");
        agent.login("1001", "secret-1001", "2001");
    }

    @Test
    void anUnknownAgentIsRefusedWithASentence() {
        AgentPage agent = page();
        agent.tryLogin("1999", "secret", "2001");
        assertThat(agent.part("login-error")).hasText(Pattern.compile(".+\\."));
    }

    @Test
    void anInstrumentInUseIsRefusedWithASentence() {
        agent("1001");
        AgentPage second = page();
        second.tryLogin("1002", "secret-1002", "2001");
        assertThat(second.part("login-error")).hasText(Pattern.compile(".*2001.*"));
    }

    @Test
    void anAgentLogsOutFromNotReadyOnly() {
        AgentPage agent = readyAgent("1001");
        agent.part("state-button").click();
        assertThat(agent.part("state-logout")).hasAttribute("aria-disabled", "true");
        assertThat(agent.part("state-logout")).containsText("Go not ready first.");
        agent.page().keyboard().press("Escape");
        agent.notReady("Break");
        agent.state("Not ready");
        agent.logOut();
    }

    @Test
    void aNumberThatIsNoneIsRefusedBeforeItIsDialled() {
        AgentPage agent = agent("1001");
        agent.part("dial-open").click();
        agent.part("dial-input").fill("55x");
        assertThat(agent.part("dial-error"))
                .hasText("\"55x\" is not a number. Use digits, * and #.");
    }

    @Test
    @Tag("ASK-17")
    void aCallThatIsNotAnsweredIsNamedAndTheAgentIsNotReady() {
        AgentPage agent = ringing("1001");
        assertThat(agent.part("banner"))
                .containsText(
                        "You missed a call from " + CALLER + ". You are Not ready - no answer.",
                        new com.microsoft.playwright.assertions.LocatorAssertions
                                        .ContainsTextOptions()
                                .setTimeout(30_000));
        agent.state("Not ready");
    }
}
