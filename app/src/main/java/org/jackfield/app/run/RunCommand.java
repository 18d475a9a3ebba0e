package org.jackfield.app.run;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code jackfield run ROLE}. */
@Command(
        name = "run",
        description = "Run one role as a process of its own, until it is told to end.",
        mixinStandardHelpOptions = true,
        subcommands = {
            RunGatewayCommand.class,
            RunCtiOsCommand.class,
            SwitchCommand.class,
            RunNmCommand.class,
            RunNmmCommand.class
        })
public final class RunCommand implements Runnable {

    @Spec private CommandSpec spec;

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }
}
