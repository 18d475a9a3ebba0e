package org.jackfield.app.run;

import org.jackfield.gateway.cluster.MemberStatus;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.nio.file.Path;

/** {@code jackfield cluster}: what an operator does with a gateway group. */
@Command(
        name = "cluster",
        description = "Look at a member of a gateway group on this host, or have a snapshot taken.",
        mixinStandardHelpOptions = true)
public final class ClusterCommand implements Runnable {

    @Spec private CommandSpec spec;

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    @Command(
            name = "status",
            description = "Who leads, how far each member is, snapshots, size on disk.",
            mixinStandardHelpOptions = true)
    void status(
            @Option(
                            names = "--folder",
                            required = true,
                            paramLabel = "FOLDER",
                            description = "The member's folder.")
                    Path folder) {
        new MemberStatus(folder).lines().forEach(spec.commandLine().getOut()::println);
        spec.commandLine().getOut().flush();
    }

    @Command(
            name = "snapshot",
            description = "Have all members take a snapshot now; on the host of the leader.",
            mixinStandardHelpOptions = true)
    void snapshot(
            @Option(
                            names = "--folder",
                            required = true,
                            paramLabel = "FOLDER",
                            description = "The leader's folder.")
                    Path folder) {
        new MemberStatus(folder).snapshot();
        spec.commandLine().getOut().println("snapshot taken");
        spec.commandLine().getOut().flush();
    }
}
