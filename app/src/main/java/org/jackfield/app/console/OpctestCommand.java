package org.jackfield.app.console;

import org.jackfield.node.ems.EmsIdentity;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/** {@code jackfield opctest}. */
@Command(
        name = "opctest",
        description = "Ask the gateway of a node about calls, agents and its peripherals.",
        customSynopsis = "jackfield opctest [OPTIONS]",
        footer = {
            "",
            "  /cust INSTANCE   (default: demo)",
            "  /node NODE       (default: PG1)",
            "  /pipe PROCESS    (default: gateway)",
            "  /f FILE          take the commands from a file",
            "  /c COMMAND       one command only",
            "  /stop            end at the first command that fails",
            "",
            "status, la, list_calls, list_skills, rates, ... : help lists them, COMMAND /? tells",
            "more, quit leaves (the gateway goes on).",
            "Exit codes: 0 done, 1 a command failed or nobody is there, 2 wrong usage."
        })
public final class OpctestCommand implements Callable<Integer> {

    @Spec private CommandSpec spec;
    @Unmatched private List<String> words = new ArrayList<>();

    @Override
    public Integer call() throws Exception {
        EmsIdentity identity;
        ConsoleWords line;
        try {
            line = new ConsoleWords(words, ConsoleRun.VALUED, ConsoleRun.FLAGS);
            if (line.has("help") || line.has("?")) {
                spec.commandLine().usage(spec.commandLine().getOut());
                return 0;
            }
            if (!line.plain().isEmpty()) {
                throw new IllegalArgumentException(
                        "'" + line.plain().getFirst() + "' is no option; /help lists them");
            }
            identity =
                    new EmsIdentity(
                            line.value("cust", "demo"),
                            line.value("node", "PG1"),
                            line.value("pipe", "gateway"));
        } catch (IllegalArgumentException wrong) {
            spec.commandLine().getErr().println("jackfield opctest: " + wrong.getMessage());
            return 2;
        }
        return new ConsoleRun(spec.commandLine(), line, "opctest: ").with(identity);
    }
}
