package org.jackfield.app.service;

import org.jackfield.node.registry.NodeFolders;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.nio.file.Path;

/** {@code jackfield service}: service control. */
@Command(
        name = "service",
        description = "Service control: start, stop, cycle and watch a node of this machine.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "A node is the list of its processes in the registry; docs/node.md shows one.",
            "Exit codes: 0 done (status: it runs), 1 failed, 2 wrong usage, 3 status: it does not"
                    + " run."
        })
public final class ServiceCommand implements Runnable {

    private static final String PROCESS = "One process of the node (default: the whole node).";

    @Spec private CommandSpec spec;

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    @Command(
            name = "start",
            description = "Start the node, or a process that was stopped.",
            mixinStandardHelpOptions = true)
    int start(
            @Mixin NodeOption node,
            @Parameters(arity = "0..1", paramLabel = "PROCESS", description = PROCESS)
                    String process)
            throws IOException, InterruptedException {
        ServiceControl control = control(node);
        return process == null ? control.start() : control.order("start " + process);
    }

    @Command(
            name = "stop",
            description = "End the node in order, or one process, which then stays down.",
            mixinStandardHelpOptions = true)
    int stop(
            @Mixin NodeOption node,
            @Parameters(arity = "0..1", paramLabel = "PROCESS", description = PROCESS)
                    String process)
            throws IOException, InterruptedException {
        ServiceControl control = control(node);
        return process == null ? control.stop() : control.order("stop " + process);
    }

    @Command(
            name = "cycle",
            description = "End and start again all processes of the node, or one.",
            mixinStandardHelpOptions = true)
    int cycle(
            @Mixin NodeOption node,
            @Parameters(arity = "0..1", paramLabel = "PROCESS", description = PROCESS)
                    String process)
            throws IOException {
        return control(node).order(process == null ? "cycle" : "cycle " + process);
    }

    @Command(
            name = "status",
            description = "Show the node and its processes, or one process.",
            mixinStandardHelpOptions = true)
    int status(
            @Mixin NodeOption node,
            @Parameters(arity = "0..1", paramLabel = "PROCESS", description = PROCESS)
                    String process)
            throws IOException {
        return control(node).status(process);
    }

    @Command(
            name = "install",
            description = "Write the node's systemd unit.",
            mixinStandardHelpOptions = true)
    int install(
            @Mixin NodeOption node,
            @Option(
                            names = "--into",
                            paramLabel = "FOLDER",
                            defaultValue = SystemdUnit.FOLDER,
                            description = "Folder of units (default: ${DEFAULT-VALUE}).")
                    Path folder,
            @Option(
                            names = "--user",
                            paramLabel = "NAME",
                            description = "User that the node runs as (default: the present one).")
                    String user)
            throws IOException {
        SystemdUnit unit = new SystemdUnit(node.identity("nmm"));
        Path file = unit.write(folder, user);
        spec.commandLine().getOut().println("Written: " + file);
        spec.commandLine()
                .getOut()
                .println("Next: systemctl daemon-reload && systemctl enable --now " + unit.name());
        return 0;
    }

    @Command(
            name = "automatic",
            description = "Let the machine's start start the node.",
            mixinStandardHelpOptions = true)
    int automatic(@Mixin NodeOption node) throws IOException, InterruptedException {
        return new SystemdUnit(node.identity("nmm")).systemctl("enable");
    }

    @Command(
            name = "manual",
            description = "Let only an operator start the node.",
            mixinStandardHelpOptions = true)
    int manual(@Mixin NodeOption node) throws IOException, InterruptedException {
        return new SystemdUnit(node.identity("nmm")).systemctl("disable");
    }

    private ServiceControl control(NodeOption node) {
        return new ServiceControl(
                node.identity("nmm"),
                NodeFolders.here(),
                spec.commandLine().getOut(),
                spec.commandLine().getErr());
    }
}
