package org.jackfield.app.run;

import org.jackfield.gateway.cluster.ClusterSettings;
import org.jackfield.gateway.cluster.MemberRepair;
import org.jackfield.gateway.cluster.MemberStatus;
import org.jackfield.gateway.opc.OpcOutput.Severity;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.nio.file.Path;

/** {@code jackfield cluster}: what an operator does with a gateway group. */
@Command(
        name = "cluster",
        description =
                "Look at a member of a gateway group on this host, have a snapshot taken, bring a"
                        + " member back.",
        mixinStandardHelpOptions = true,
        footer = {"", "docs/group.md tells what to do when members or machines are lost."})
public final class ClusterCommand implements Runnable {

    private static final String RISK =
            """
            Not done. What you are about to do:
              Member %s goes on without the others. If another member still runs, or comes back by
              itself on a machine that you only cannot reach, two sides command the switch and each
              loses what the other did: calls are dropped, agents and call data differ.
              What the others agreed on after this member was last with them is lost.
            Before you do it: switch the other machine off, or take its power or network away, and
            see to it that it does not start by itself. Then say the same again with
              --i-made-sure-that-no-other-member-runs
            and start member %s.\
            """;

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

    @Command(
            name = "seed",
            description = {
                "Take the state of the group into the folder of a member that does not run.",
                "What is in the folder is set aside. The options are those of run gateway."
            },
            mixinStandardHelpOptions = true)
    void seed(@Mixin MemberOptions member) {
        ClusterSettings settings = member.settings();
        Path aside = new MemberRepair(settings, this::line).seed();
        say(
                "member "
                        + settings.side()
                        + " has the group's state"
                        + (aside == null
                                ? ""
                                : "; what was here is in "
                                        + aside
                                        + ", remove it when you no longer need it")
                        + "; start it");
    }

    @Command(
            name = "promote",
            description = {
                "Let the one member that is left go on without the others, from its next start.",
                "For the loss of a majority: of one machine where a site has two. The options are"
                        + " those of run gateway."
            },
            mixinStandardHelpOptions = true)
    int promote(
            @Mixin MemberOptions member,
            @Option(
                            names = "--i-made-sure-that-no-other-member-runs",
                            description = "You looked, and none of the others can come back.")
                    boolean sure) {
        ClusterSettings settings = member.settings();
        if (!sure) {
            spec.commandLine().getErr().println(RISK.formatted(settings.side(), settings.side()));
            spec.commandLine().getErr().flush();
            return 2;
        }
        new MemberRepair(settings, this::line).promote();
        say(
                "member "
                        + settings.side()
                        + " goes on alone from its next start on; start it. The others refuse to"
                        + " start until they are seeded (docs/group.md)");
        return 0;
    }

    @Command(
            name = "pair",
            description = {
                "Let a promoted member be one of its group again, from its next start.",
                "The other must be seeded and wait. The options are those of run gateway."
            },
            mixinStandardHelpOptions = true)
    void pair(@Mixin MemberOptions member) {
        ClusterSettings settings = member.settings();
        new MemberRepair(settings, this::line).pair();
        say("member " + settings.side() + " is one of its group again; start it");
    }

    private void line(Severity severity, String text) {
        if (severity != Severity.TRACE) {
            say(text);
        }
    }

    private void say(String text) {
        spec.commandLine().getOut().println(text);
        spec.commandLine().getOut().flush();
    }
}
