package org.jackfield.app.console;

import org.jackfield.node.ems.EmsIdentity;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/** {@code jackfield procmon}. */
@Command(
        name = "procmon",
        description = "Ask a running process of this machine what it knows.",
        customSynopsis = "jackfield procmon INSTANCE NODE PROCESS [OPTIONS]",
        footer = {
            "",
            "  /f FILE      take the commands from a file",
            "  /c COMMAND   one command only",
            "  /wait        wait until the process is there",
            "  /stop        end at the first command that fails",
            "",
            "Commands come from the keyboard; help lists them. Without words the processes are",
            "listed. The demo has: demo PG1 gateway, demo CTIOS1 ctios, demo CTIOS2 ctios.",
            "Exit codes: 0 done, 1 a command failed or nobody is there, 2 wrong usage."
        })
public final class ProcmonCommand implements Callable<Integer> {

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
            if (line.plain().isEmpty()) {
                spec.commandLine().getOut().print(ConsoleRun.running());
                spec.commandLine().getOut().flush();
                return 0;
            }
            if (line.plain().size() != 3) {
                throw new IllegalArgumentException(
                        "name instance, node and process, such as: demo PG1 gateway (another"
                                + " system is asked by procmon on that system)");
            }
            identity =
                    new EmsIdentity(line.plain().get(0), line.plain().get(1), line.plain().get(2));
        } catch (IllegalArgumentException wrong) {
            spec.commandLine().getErr().println("jackfield procmon: " + wrong.getMessage());
            return 2;
        }
        return new ConsoleRun(spec.commandLine(), line, ">>>>").with(identity);
    }
}
