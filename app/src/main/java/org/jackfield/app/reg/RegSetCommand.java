package org.jackfield.app.reg;

import org.jackfield.node.registry.Registry;
import org.jackfield.node.registry.RegistryCheck;
import org.jackfield.node.registry.RegistryPath;
import org.jackfield.node.registry.RegistryValue;
import org.jackfield.node.registry.Setting;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.util.HexFormat;
import java.util.concurrent.Callable;

/** {@code jackfield reg set}. */
@Command(
        name = "set",
        description = "Set or delete a value; all other content of its file stays as it is.",
        mixinStandardHelpOptions = true)
final class RegSetCommand implements Callable<Integer> {

    enum Type {
        sz,
        dword,
        binary
    }

    @Mixin private RegOptions options;
    @Spec private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "KEY", description = "Path from its root.")
    private String key;

    @Parameters(index = "1", paramLabel = "NAME", description = "Name of the value.")
    private String name;

    @Parameters(
            index = "2",
            arity = "0..1",
            paramLabel = "VALUE",
            description = "Text, a number (0x.. for hexadecimal), or bytes in hex.")
    private String value;

    @Option(
            names = "--type",
            paramLabel = "TYPE",
            description =
                    "One of ${COMPLETION-CANDIDATES}; left out: as declared, else as it is now,"
                            + " else sz.")
    private Type type;

    @Option(names = "--delete", description = "Take the value away.")
    private boolean delete;

    @Override
    public Integer call() {
        RegistryPath path = RegOptions.key(key);
        Registry before = options.open();
        if (delete == (value != null)) {
            throw new IllegalArgumentException("give a VALUE or --delete");
        }
        Setting declared = RegistryCheck.declaration(DeclaredSettings.ALL, path, name);
        RegistryValue next = delete ? null : value(before.value(path, name), declared);
        if (declared != null && next != null && !declared.problem(next).isEmpty()) {
            throw new IllegalArgumentException(path + "\\" + name + ": " + declared.problem(next));
        }
        Registry.change(options.folder(), new Registry.Change(path, name, next));
        spec.commandLine().getOut().println(applies(declared));
        return 0;
    }

    private static String applies(Setting declared) {
        if (declared == null) {
            return "Done. No part of the system declares this value.";
        }
        return declared.applies() == Setting.Applies.DYNAMIC
                ? "Done. It applies at once."
                : "Done. It waits for a restart of the process.";
    }

    private RegistryValue value(Registry.Entry now, Setting declared) {
        Type wanted = type;
        if (wanted == null && declared != null) {
            wanted =
                    switch (declared.kind()) {
                        case NUMBER, FLAG -> Type.dword;
                        case TEXT -> Type.sz;
                        case BYTES -> Type.binary;
                    };
        }
        if (wanted == null && now != null) {
            wanted =
                    switch (now.value()) {
                        case RegistryValue.Dword dword -> Type.dword;
                        case RegistryValue.Binary binary -> Type.binary;
                        case RegistryValue.Text text -> Type.sz;
                    };
        }
        return switch (wanted) {
            case dword -> new RegistryValue.Dword(number());
            case binary -> new RegistryValue.Binary(3, bytes());
            case sz -> new RegistryValue.Text(value);
            case null -> new RegistryValue.Text(value);
        };
    }

    private long number() {
        try {
            return Long.decode(value);
        } catch (NumberFormatException bad) {
            throw new IllegalArgumentException(
                    "'" + value + "' is no number; write 42028 or 0xa42c", bad);
        }
    }

    private byte[] bytes() {
        try {
            return HexFormat.of().parseHex(value.replaceAll("[ ,]", ""));
        } catch (IllegalArgumentException bad) {
            throw new IllegalArgumentException(
                    "'" + value + "' are no bytes; write them in hex, such as 01,ff", bad);
        }
    }
}
