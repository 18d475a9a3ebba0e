package org.jackfield.node.process;

import org.jackfield.node.manager.ChildPlan;
import org.jackfield.node.manager.Criticality;
import org.jackfield.node.manager.NodeExit;

import java.util.List;

/**
 * The manager above the node manager: keeps it running, and does the host's action when a fault of
 * the node cannot be cleared. It goes on after that.
 */
public final class NmmProcess {

    /** Name of the node manager's process. */
    public static final String NM = "nm";

    /** Name of the manager above it. */
    public static final String NMM = "nmm";

    private static final long START_WAIT_MS = 60_000;
    private static final long STOP_MARGIN_MS = 10_000;

    private final Ground ground;
    private final NodeSettings settings;
    private final List<String> program;
    private final HostAction action;
    private NodeProcess node;
    private boolean stopAsked;

    /**
     * A manager that has not begun.
     *
     * @param program what {@code jackfield} is: a program and its first arguments
     */
    public NmmProcess(Ground ground, NodeSettings settings, List<String> program) {
        this.ground = ground;
        this.settings = settings;
        this.program = program;
        this.action =
                new HostAction(
                        settings.host(),
                        ground.ems(),
                        ground.folders()
                                .base()
                                .resolve("hostaction")
                                .resolve(
                                        ground.identity().instance()
                                                + "_"
                                                + ground.identity().node()));
    }

    /** Runs until it is told to end; the exit code. */
    public int run() throws InterruptedException {
        while (true) {
            NodeProcess now = launch();
            try {
                if (now == null) {
                    return NodeExit.DONE;
                }
                int code = now.awaitEnd();
                if (code != NodeExit.HOST_ACTION) {
                    return code;
                }
                action.act(System.currentTimeMillis());
                if (now.stopAskedWithin(settings.host().pauseMs())) {
                    return NodeExit.DONE;
                }
            } finally {
                if (now != null) {
                    now.close();
                    ground.closeConsole();
                }
            }
        }
    }

    private synchronized NodeProcess launch() {
        if (stopAsked) {
            return null;
        }
        long stopWaitMs = STOP_MARGIN_MS;
        for (NodeSettings.NodeProcess each : settings.processes()) {
            stopWaitMs += each.plan().stopWaitMs();
        }
        ChildPlan nm = new ChildPlan(NM, Criticality.CRITICAL, true, START_WAIT_MS, stopWaitMs, 0);
        node =
                NodeProcess.launch(
                        ground,
                        settings.rules(),
                        List.of(new NodeSettings.NodeProcess(nm, List.of("run", NM))),
                        program);
        return node;
    }

    /** Ends the node manager, which ends its processes in order; {@link #run} returns then. */
    public synchronized void stop() {
        stopAsked = true;
        if (node != null) {
            node.stop();
        }
    }
}
