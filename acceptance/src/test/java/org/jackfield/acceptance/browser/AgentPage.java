package org.jackfield.acceptance.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The agent desktop as a test uses it: by the hooks of {@code desktop/README.md}. */
public final class AgentPage {

    /** The slots of the call-control bar, in their order. */
    static final List<String> SLOTS =
            List.of("answer", "hold", "transfer", "conference", "keypad", "more", "end");

    private final Page page;

    public AgentPage(Page page) {
        this.page = page;
    }

    Page page() {
        return page;
    }

    public Locator part(String id) {
        return page.getByTestId(id);
    }

    public AgentPage open(String address) {
        page.navigate(address);
        return this;
    }

    /** Fills the form and sends it; does not wait for what comes of it. */
    void tryLogin(String agent, String password, String instrument) {
        part("login-agent").fill(agent);
        part("login-password").fill(password);
        part("login-instrument").fill(instrument);
        part("login-submit").click();
    }

    public AgentPage login(String agent, String password, String instrument) {
        tryLogin(agent, password, instrument);
        assertThat(part("state-button")).isVisible();
        return this;
    }

    public void ready() {
        part("state-button").click();
        part("state-ready").click();
        state("Ready");
    }

    /** Chooses a reason by its words. */
    void notReady(String reason) {
        part("state-button").click();
        page.getByRole(
                        com.microsoft.playwright.options.AriaRole.MENUITEM,
                        new Page.GetByRoleOptions().setName(Pattern.compile(reason)))
                .click();
    }

    /** Of an agent who is not ready; waits until the page says it is done. */
    public void logOut() {
        part("state-button").click();
        part("state-logout").click();
        assertThat(part("login-message")).containsText("logged out");
    }

    /** Waits until the header says so. */
    public void state(String label) {
        assertThat(part("state-label")).hasText(label);
    }

    /** Waits for a row of that status: Ringing, Talking, On hold, Calling. */
    public Locator row(String status) {
        Locator row =
                part("call-row")
                        .filter(
                                new Locator.FilterOptions()
                                        .setHas(page.getByTestId("call-status").getByText(status)));
        assertThat(row).isVisible();
        return row;
    }

    public void press(String slot) {
        part(slot).click();
    }

    /** Presses what is off; a plain click would wait for it to be on. */
    void pressOff(String slot) {
        part(slot).click(new Locator.ClickOptions().setForce(true));
    }

    boolean isOn(String slot) {
        return part(slot).getAttribute("aria-disabled") == null;
    }

    void isOnSoon(String slot) {
        assertThat(part(slot)).not().hasAttribute("aria-disabled", "true");
    }

    void isOffSoon(String slot) {
        assertThat(part(slot)).hasAttribute("aria-disabled", "true");
    }

    /** Place and size of each slot. */
    Map<String, String> places() {
        Map<String, String> places = new TreeMap<>();
        for (String slot : SLOTS) {
            var box = part(slot).boundingBox();
            places.put(slot, box.x + " " + box.y + " " + box.width + " " + box.height);
        }
        return places;
    }

    /** From now on sums up what the page moves by itself. */
    void watchShifts() {
        page.evaluate(
                """
                window.shifts = [];
                const place = (rect) => [rect.x, rect.y, rect.width, rect.height].map(Math.round).join(' ');
                new PerformanceObserver((list) => list.getEntries()
                    .filter((entry) => !entry.hadRecentInput)
                    .forEach((entry) => window.shifts.push(...entry.sources.map((source) =>
                        place(source.previousRect) + ' -> ' + place(source.currentRect)))))
                    .observe({ type: 'layout-shift', buffered: false });
                """);
    }

    /** What moved since {@link #watchShifts}, as places before and after. */
    List<?> shifted() {
        return (List<?>) page.evaluate("window.shifts");
    }

    /** Keeps what the live regions say from now on. */
    void listen() {
        page.evaluate(
                """
                window.said = [];
                for (const region of document.querySelectorAll('[aria-live]')) {
                    new MutationObserver(() => window.said.push(region.textContent))
                        .observe(region, { childList: true, characterData: true, subtree: true });
                }
                """);
    }

    List<?> said() {
        return (List<?>) page.evaluate("window.said");
    }
}
