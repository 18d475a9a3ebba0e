package org.jackfield.app.service;

import org.jackfield.node.console.ConsoleAddress;
import org.jackfield.node.console.ConsoleClient;
import org.jackfield.node.console.ConsoleRefusal;
import org.jackfield.node.ems.EmsIdentity;
import org.jackfield.node.process.NmmProcess;
import org.jackfield.node.process.NodeSettings;
import org.jackfield.node.registry.NodeFolders;
import org.jackfield.node.registry.Registry;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** What an operator does to a node. */
final class ServiceControl {

    private static final long ANSWER_WAIT_MS = 5_000;
    private static final long START_WAIT_MS = 30_000;
    private static final long STOP_WAIT_MS = 600_000;
    private static final long STEP_MS = 100;
    private static final int NOT_RUNNING = 3;

    private final EmsIdentity node;
    private final PrintWriter out;
    private final PrintWriter err;
    private final NodeFolders folders = NodeFolders.here();

    ServiceControl(EmsIdentity node, PrintWriter out, PrintWriter err) {
        this.node = node;
        this.out = out;
        this.err = err;
    }

    private ConsoleAddress console(String process) {
        return ConsoleAddress.of(folders, new EmsIdentity(node.instance(), node.node(), process));
    }

    private boolean runs(String process) {
        try {
            ConsoleClient.askOnce(console(process), "ping", ANSWER_WAIT_MS);
            return true;
        } catch (ConsoleRefusal busy) {
            return true;
        } catch (IOException nobody) {
            return false;
        }
    }

    /** Starts the whole node, by systemd where it is a service of it. */
    int start() throws IOException, InterruptedException {
        if (runs(NmmProcess.NMM)) {
            out.println("The node runs already.");
            return status(null);
        }
        // Said here rather than in a log that nobody looks at.
        NodeSettings.from(Registry.open(folders.registry()), node.instance(), node.node());
        SystemdUnit unit = new SystemdUnit(node);
        if (unit.isInstalled()) {
            int exit = unit.systemctl("start");
            return exit != 0 ? 1 : waitUntil(true);
        }
        Path log = folders.logs(node.instance(), node.node()).resolve("nmm.out");
        Files.createDirectories(log.getParent());
        List<String> command = new ArrayList<>(List.of("setsid"));
        command.addAll(ThisProgram.command());
        command.addAll(List.of("run", "nmm", "--instance", node.instance(), "--node", node.node()));
        Process started =
                new ProcessBuilder(command)
                        .redirectInput(Path.of("/dev/null").toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                        .start();
        int exit = waitUntil(true);
        if (exit != 0) {
            err.println(
                    "The manager did not come up"
                            + (started.isAlive() ? "" : ", exit code " + started.exitValue())
                            + "; see "
                            + log);
        }
        return exit;
    }

    private int waitUntil(boolean up) throws IOException, InterruptedException {
        long endNs = System.nanoTime() + (up ? START_WAIT_MS : STOP_WAIT_MS) * 1_000_000;
        CountDownLatch never = new CountDownLatch(1);
        while (System.nanoTime() < endNs) {
            if (runs(up ? NmmProcess.NM : NmmProcess.NMM) == up) {
                return up ? status(null) : 0;
            }
            if (never.await(STEP_MS, TimeUnit.MILLISECONDS)) {
                break;
            }
        }
        return 1;
    }

    /** Ends the whole node in order and waits until it is gone. */
    int stop() throws IOException, InterruptedException {
        SystemdUnit unit = new SystemdUnit(node);
        if (!runs(NmmProcess.NMM)) {
            out.println("The node does not run.");
            return 0;
        }
        if (unit.isInstalled()) {
            return unit.systemctl("stop");
        }
        try {
            ConsoleClient.askOnce(console(NmmProcess.NMM), "stop", ANSWER_WAIT_MS);
        } catch (ConsoleRefusal refused) {
            err.println(refused.getMessage());
            return 1;
        }
        int exit = waitUntil(false);
        out.println(exit == 0 ? "The node has ended." : "The node has not ended in ten minutes.");
        return exit;
    }

    /** Gives the node manager an order. */
    int order(String line) throws IOException {
        try {
            out.print(ConsoleClient.askOnce(console(NmmProcess.NM), line, ANSWER_WAIT_MS));
            out.flush();
            return 0;
        } catch (ConsoleRefusal refused) {
            err.println(refused.getMessage());
            return 1;
        }
    }

    /** Shows how the node is, or one process of it. */
    int status(String process) throws IOException {
        if (!runs(NmmProcess.NM)) {
            out.println(
                    "node "
                            + node.node()
                            + " of "
                            + node.instance()
                            + (runs(NmmProcess.NMM)
                                    ? ": the node manager is being started"
                                    : " does not run"));
            return NOT_RUNNING;
        }
        if (process == null) {
            return order("status");
        }
        try {
            out.print(ConsoleClient.askOnce(console(process), "status", ANSWER_WAIT_MS));
            out.flush();
            return 0;
        } catch (ConsoleRefusal | IOException silent) {
            out.println(silent.getMessage());
            return NOT_RUNNING;
        }
    }
}
