package org.jackfield.acceptance.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** The system's Chromium; whatever a page writes to its console as an error is kept. */
public final class Chromium implements AutoCloseable {

    private static final List<Path> PLACES =
            List.of(Path.of("/usr/bin/chromium"), Path.of("/usr/bin/chromium-browser"));
    private static final double PATIENCE_MS = 20_000;

    private final Playwright playwright;
    private final Browser browser;
    private final List<String> complaints = new CopyOnWriteArrayList<>();

    public Chromium() {
        playwright =
                Playwright.create(
                        new Playwright.CreateOptions()
                                .setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser =
                playwright
                        .chromium()
                        .launch(
                                new BrowserType.LaunchOptions()
                                        .setExecutablePath(program())
                                        .setArgs(
                                                List.of(
                                                        "--no-sandbox",
                                                        "--disable-gpu",
                                                        "--disable-quic",
                                                        "--disable-sync",
                                                        "--no-first-run",
                                                        "--disable-component-update",
                                                        "--disable-background-networking")));
    }

    private static Path program() {
        return PLACES.stream()
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(
                        () ->
                                new IllegalStateException(
                                        "No Chromium at "
                                                + PLACES
                                                + ". Install it: apt-get install chromium"));
    }

    /** A page of a fresh profile. Sizes in CSS pixels; theme: light, dark, contrast. */
    public Page page(int width, int height, String theme) {
        return page(new Browser.NewContextOptions().setViewportSize(width, height), theme);
    }

    Page page(Browser.NewContextOptions options, String theme) {
        BrowserContext context = browser.newContext(options);
        context.setDefaultTimeout(PATIENCE_MS);
        PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MS);
        context.addInitScript(
                "localStorage.getItem('jackfield.preferences') ??"
                        + " localStorage.setItem('jackfield.preferences', JSON.stringify({ theme: '"
                        + theme
                        + "', ringVolume: 0 }))");
        Page page = context.newPage();
        page.onConsoleMessage(this::hear);
        page.onPageError(error -> complaints.add("page error: " + error));
        return page;
    }

    private void hear(ConsoleMessage message) {
        boolean lostConnection = message.text().startsWith("WebSocket connection to");
        if (message.type().equals("error") && !lostConnection) {
            complaints.add(message.text());
        }
    }

    /**
     * Closes all pages of a test.
     *
     * @return errors that they wrote, reports of the content security policy among them
     */
    public List<String> closePages() {
        List.copyOf(browser.contexts()).forEach(BrowserContext::close);
        List<String> written = List.copyOf(complaints);
        complaints.clear();
        return written;
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }
}
