package org.jackfield.acceptance.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Page;

import java.util.List;
import java.util.stream.Collectors;

/** The accessibility rules that a machine can check. */
final class Axe {

    private static final List<String> TAGS =
            List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice");

    /** What is still fading in has not the colours yet that it will have. */
    private static final String FADED_IN =
            """
            () => {
                const end = (root) => {
                    root.getAnimations()
                        .filter((each) => Number.isFinite(each.effect.getComputedTiming().endTime))
                        .forEach((each) => each.finish());
                    root.querySelectorAll('*').forEach((each) => each.shadowRoot && end(each.shadowRoot));
                };
                end(document);
            }
            """;

    private Axe() {}

    /** Fails naming rule and place of whatever axe finds. */
    static void findsNothing(Page page, String state) {
        page.evaluate(FADED_IN);
        List<Rule> found = new AxeBuilder(page).withTags(TAGS).analyze().getViolations();
        String text =
                found.stream()
                        .map(rule -> rule.getId() + " at " + rule.getNodes().getFirst().getHtml())
                        .collect(Collectors.joining("\n"));
        assertThat(text).as(state).isEmpty();
    }
}
