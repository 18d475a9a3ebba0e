package org.jackfield.app;

import org.jackfield.app.console.OpctestCommand;
import org.jackfield.app.console.ProcmonCommand;
import org.jackfield.app.demo.DemoCommand;
import org.jackfield.app.reg.RegCommand;
import org.jackfield.app.run.ClusterCommand;
import org.jackfield.app.run.RunCommand;
import org.jackfield.app.service.ServiceCommand;
import org.jackfield.app.tool.BenchCommand;
import org.jackfield.app.tool.DecodeCommand;
import org.jackfield.app.tool.DumplogCommand;
import org.jackfield.app.tool.EncodeCommand;
import org.jackfield.app.tool.ReplayCommand;
import org.jackfield.app.tool.SimulateCommand;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Entry point: a table of commands. */
@Command(
        name = "jackfield",
        description = "The open CTI object server for contact centres.",
        mixinStandardHelpOptions = true,
        versionProvider = ProgramVersion.class,
        footerHeading = "%nAlso:%n",
        footer = {
            "  test     Install what the tests need, run all of them, print a line per stage.",
            "",
            "Exit codes: 0 done, 1 failed, 2 wrong usage, 3 something is missing, 4 build failed."
        },
        subcommands = {
            DemoCommand.class,
            RunCommand.class,
            ClusterCommand.class,
            DecodeCommand.class,
            EncodeCommand.class,
            SimulateCommand.class,
            ReplayCommand.class,
            BenchCommand.class,
            RegCommand.class,
            DumplogCommand.class,
            ProcmonCommand.class,
            OpctestCommand.class,
            ServiceCommand.class
        })
public final class Main implements Runnable {

    @Spec private CommandSpec spec;

    private Main() {}

    /** Runs one command; the exit code tells how it went. */
    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Main())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler(new FailureReport());
    }

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }
}
