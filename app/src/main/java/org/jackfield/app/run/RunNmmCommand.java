package org.jackfield.app.run;

import org.jackfield.app.service.NodeOption;
import org.jackfield.app.service.ThisProgram;
import org.jackfield.node.process.Ground;
import org.jackfield.node.process.NmmProcess;
import org.jackfield.node.process.NodeSettings;
import org.jackfield.node.registry.NodeFolders;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

import java.util.concurrent.Callable;

/** {@code jackfield run nmm}. */
@Command(
        name = "nmm",
        description =
                "Run the manager above the node manager: it keeps it running, and acts on the host"
                        + " when a fault cannot be cleared.",
        mixinStandardHelpOptions = true)
public final class RunNmmCommand implements Callable<Integer> {

    @Mixin private NodeOption node;

    @Override
    public Integer call() throws InterruptedException {
        OrderlyEnd end = new OrderlyEnd();
        try (Ground ground =
                Ground.open(NodeFolders.here(), node.identity(NmmProcess.NMM), Release.text())) {
            NodeSettings settings =
                    NodeSettings.from(
                            ground.registry(),
                            ground.identity().instance(),
                            ground.identity().node());
            NmmProcess nmm = new NmmProcess(ground, settings, ThisProgram.command());
            end.stops(nmm::stop);
            return nmm.run();
        } finally {
            end.done();
        }
    }
}
