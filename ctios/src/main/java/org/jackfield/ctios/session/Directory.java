package org.jackfield.ctios.session;

import org.jackfield.ctios.object.AgentKey;
import org.jackfield.ctios.object.AgentNow;
import org.jackfield.protocol.ged188.AgentState;
import org.jackfield.protocol.record.Arguments;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * Finds colleagues by name or number, for dialling and consulting: only who is logged in has a
 * phone to be called at. It is asked for while somebody looks; nobody is told of changes.
 */
final class Directory {

    private static final int FOUND_MAX = 50;
    private static final int FOUND_USUALLY = 12;

    private final Core core;

    Directory(Core core) {
        this.core = core;
    }

    /**
     * RequestAgentDirectory: the best matches first, of a peripheral's agents other than oneself.
     *
     * @param args {@code Find}: the beginning of a number or of a word of a name; empty for
     *     anybody. {@code Max}: 1 to 50
     */
    Arguments find(AgentKey self, Arguments args) {
        String wanted = args.text("Find", "").strip().toLowerCase(Locale.ROOT);
        int max = (int) Math.clamp(args.number("Max", FOUND_USUALLY), 1L, FOUND_MAX);
        List<AgentNow> found = new ArrayList<>();
        for (AgentNow each : core.floor.agents()) {
            boolean colleague =
                    each.key().peripheral() == self.peripheral() && !each.key().equals(self);
            if (colleague && each.loggedIn() && !each.extension().isEmpty()) {
                if (matches(each, wanted)) {
                    found.add(each);
                }
            }
        }
        found.sort(
                Comparator.comparing((AgentNow each) -> !each.extension().equals(wanted))
                        .thenComparing(each -> each.state() != AgentState.AVAILABLE)
                        .thenComparing(each -> each.name().full())
                        .thenComparing(AgentNow::extension));
        List<Object> shown = new ArrayList<>();
        found.stream().limit(max).forEach(each -> shown.add(entry(each)));
        return Arguments.builder().put("Agents", shown).put("Total", found.size()).build();
    }

    private static boolean matches(AgentNow agent, String wanted) {
        if (agent.extension().startsWith(wanted) || agent.key().id().startsWith(wanted)) {
            return true;
        }
        String name = agent.name().full().toLowerCase(Locale.ROOT);
        return name.startsWith(wanted) || name.contains(" " + wanted);
    }

    private Arguments entry(AgentNow agent) {
        return Arguments.builder()
                .put("AgentID", agent.key().id())
                .put("Name", agent.name().full())
                .put("AgentExtension", agent.extension())
                .put("AgentState", agent.state().value())
                .put("ReasonText", Sentences.reason(core.settings.desktop(), agent.reason()))
                .put("StateSinceMs", agent.sinceMs())
                .build();
    }
}
