package org.jackfield.app.reg;

import org.jackfield.node.registry.Registry;
import org.jackfield.node.registry.RegistryExport;
import org.jackfield.node.registry.RegistryPath;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/** {@code jackfield reg import}. */
@Command(
        name = "import",
        description = "Take the values of .reg files over; a file that is wrong changes nothing.",
        mixinStandardHelpOptions = true)
final class RegImportCommand implements Callable<Integer> {

    @Mixin private RegOptions options;
    @Spec private CommandSpec spec;

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "Exports to take over.")
    private List<Path> files;

    @Override
    public Integer call() {
        List<RegistryExport.Imported> read = files.stream().map(RegistryExport::changes).toList();
        for (int i = 0; i < read.size(); i++) {
            RegistryExport.Imported each = read.get(i);
            each.warnings().forEach(text -> spec.commandLine().getErr().println(text));
            List<Registry.Change> changes = removals(each.removedKeys());
            changes.addAll(each.changes());
            Registry.change(options.folder(), changes, files.get(i).getFileName().toString());
            spec.commandLine()
                    .getOut()
                    .printf("%s: %d values%n", files.get(i), each.changes().size());
        }
        return 0;
    }

    private List<Registry.Change> removals(List<RegistryPath> keys) {
        List<Registry.Change> changes = new ArrayList<>();
        Registry now = options.open();
        for (RegistryPath key : now.keys()) {
            if (keys.stream().anyMatch(removed -> removed.holds(key))) {
                now.values(key).forEach(e -> changes.add(new Registry.Change(key, e.name(), null)));
            }
        }
        return changes;
    }
}
