package org.jackfield.app.run;

import org.jackfield.app.service.NodeOption;
import org.jackfield.app.service.ThisProgram;
import org.jackfield.node.process.Ground;
import org.jackfield.node.process.NmmProcess;
import org.jackfield.node.process.NodeProcess;
import org.jackfield.node.process.NodeSettings;
import org.jackfield.node.registry.NodeFolders;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

import java.util.concurrent.Callable;

/** {@code jackfield run nm}. */
@Command(
        name = "nm",
        description = "Run the node manager: it starts, watches and restarts a node's processes.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExit codes:%n",
        footer = {"  0 told to end, 72 the fault of the node cannot be cleared."})
public final class RunNmCommand implements Callable<Integer> {

    @Mixin private NodeOption node;

    @Override
    public Integer call() throws InterruptedException {
        OrderlyEnd end = new OrderlyEnd();
        try (Ground ground =
                        Ground.open(
                                NodeFolders.here(), node.identity(NmmProcess.NM), Release.text());
                NodeProcess nm = launch(ground)) {
            end.stops(nm::stop);
            return nm.awaitEnd();
        } finally {
            end.done();
        }
    }

    private static NodeProcess launch(Ground ground) {
        NodeSettings settings =
                NodeSettings.from(
                        ground.registry(), ground.identity().instance(), ground.identity().node());
        return NodeProcess.launch(
                ground, settings.rules(), settings.processes(), ThisProgram.command());
    }
}
