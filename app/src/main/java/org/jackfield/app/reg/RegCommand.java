package org.jackfield.app.reg;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code jackfield reg}. */
@Command(
        name = "reg",
        description = "Settings: look up, change, import, export, check.",
        mixinStandardHelpOptions = true,
        subcommands = {
            RegQueryCommand.class,
            RegSetCommand.class,
            RegImportCommand.class,
            RegExportCommand.class,
            RegCheckCommand.class,
            RegKeysCommand.class
        },
        footer = {
            "",
            "The registry is one folder of .reg files, read in the order of their names. Exports"
                    + " of",
            "existing installations can be put there as they are, or imported.",
            "Exit codes: 0 done, 1 failed or errors found, 2 wrong usage."
        })
public final class RegCommand implements Runnable {

    @Spec private CommandSpec spec;

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }
}
