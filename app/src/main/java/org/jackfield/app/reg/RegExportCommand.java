package org.jackfield.app.reg;

import org.jackfield.node.registry.RegistryExport;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;

/** {@code jackfield reg export}. */
@Command(
        name = "export",
        description = "Write the registry, or a key with all below it, as one .reg file.",
        mixinStandardHelpOptions = true)
final class RegExportCommand implements Callable<Integer> {

    @Mixin private RegOptions options;
    @Spec private CommandSpec spec;

    @Parameters(index = "0", arity = "0..1", paramLabel = "KEY", description = "Left out: all.")
    private String key;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Left out: standard output.")
    private Path output;

    @Option(names = "--regedit4", description = "In the old format.")
    private boolean old;

    @Option(names = "--utf16", description = "In UTF-16, as registry editors write it.")
    private boolean wide;

    @Override
    public Integer call() throws IOException {
        String text =
                RegistryExport.text(options.open(), key == null ? null : RegOptions.key(key), old);
        if (output == null) {
            spec.commandLine().getOut().print(text);
            spec.commandLine().getOut().flush();
            return 0;
        }
        byte[] bytes =
                wide
                        ? ("\uFEFF" + text).getBytes(StandardCharsets.UTF_16LE)
                        : text.getBytes(StandardCharsets.UTF_8);
        Files.write(output, bytes);
        return 0;
    }
}
