package org.jackfield.app.reg;

import org.jackfield.node.registry.Setting;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** {@code jackfield reg keys}. */
@Command(
        name = "keys",
        description = "Print the reference page of all settings.",
        mixinStandardHelpOptions = true)
final class RegKeysCommand implements Runnable {

    @Spec private CommandSpec spec;

    @Override
    public void run() {
        spec.commandLine().getOut().print(page());
        spec.commandLine().getOut().flush();
    }

    /** The reference page, in Markdown. */
    static String page() {
        Map<String, List<Setting>> byKey =
                DeclaredSettings.ALL.stream()
                        .collect(
                                Collectors.groupingBy(
                                        Setting::key, LinkedHashMap::new, Collectors.toList()));
        StringBuilder page =
                new StringBuilder("# Settings\n\nMade from the code by `jackfield reg keys`.\n");
        byKey.forEach(
                (key, settings) -> {
                    page.append("\n## `").append(key).append("`\n\n");
                    page.append("| value | default | allowed | applies | what it does |\n");
                    page.append("| --- | --- | --- | --- | --- |\n");
                    settings.forEach(setting -> page.append(row(setting)));
                });
        page.append(
                "\n## Without effect\n\nRead, checked and kept, and nothing comes of them:\n\n");
        DeclaredSettings.ALL.stream()
                .filter(Setting::isWithoutEffect)
                .forEach(
                        each -> page.append("- `%s` in `%s`\n".formatted(each.name(), each.key())));
        return page.toString();
    }

    private static String row(Setting setting) {
        String kind =
                switch (setting.kind()) {
                    case NUMBER, FLAG -> "dword";
                    case TEXT -> "sz";
                    case BYTES -> "binary";
                };
        return "| `%s` (%s) | %s | %s | %s | %s |\n"
                .formatted(
                        setting.name(),
                        kind,
                        setting.fallbackText(),
                        setting.allowed(),
                        setting.applies() == Setting.Applies.DYNAMIC ? "at once" : "restart",
                        setting.sentence());
    }
}
