package org.jackfield.app.reg;

import org.jackfield.node.registry.Registry;
import org.jackfield.node.registry.RegistryPath;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;

/** {@code jackfield reg query}. */
@Command(
        name = "query",
        description = "Show a key, or one value of it.",
        mixinStandardHelpOptions = true)
final class RegQueryCommand implements Callable<Integer> {

    @Mixin private RegOptions options;
    @Spec private CommandSpec spec;

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "KEY",
            description = "Path from its root, such as HKLM\\SOFTWARE\\...; left out: all keys.")
    private String key;

    @Parameters(index = "1", arity = "0..1", paramLabel = "NAME", description = "One value.")
    private String name;

    @Option(
            names = {"-s", "--subkeys"},
            description = "Show everything below the key too.")
    private boolean below;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        Registry registry = options.open();
        RegistryPath path = key == null ? null : RegOptions.key(key);
        if (name != null) {
            return one(registry, path, out);
        }
        boolean found = false;
        for (RegistryPath each : registry.keys()) {
            boolean shown = path == null || (below ? path.holds(each) : path.equals(each));
            if (shown) {
                found = true;
                out.println(each);
                registry.values(each).forEach(entry -> out.println("    " + line(entry)));
            }
        }
        if (path != null && !below) {
            for (RegistryPath child : registry.children(path)) {
                found = true;
                out.println(child);
            }
        }
        if (!found) {
            spec.commandLine()
                    .getErr()
                    .println(
                            "jackfield reg query: there is no such key in "
                                    + options.folder()
                                    + "; without KEY all keys are shown");
        }
        return found ? 0 : 1;
    }

    private int one(Registry registry, RegistryPath path, PrintWriter out) {
        Registry.Entry entry = registry.value(path, name);
        if (entry == null) {
            spec.commandLine()
                    .getErr()
                    .println("jackfield reg query: " + path + " has no value '" + name + "'");
            return 1;
        }
        out.println(line(entry));
        out.println("    in " + entry.file() + ", line " + entry.line());
        return 0;
    }

    private static String line(Registry.Entry entry) {
        return "%s  %s  %s"
                .formatted(
                        entry.name().isEmpty() ? "(default)" : entry.name(),
                        entry.value().type(),
                        secret(entry.name()) ? "********" : entry.value().shown());
    }

    private static boolean secret(String name) {
        return name.toLowerCase(Locale.ROOT).contains("password");
    }
}
