package org.jackfield.app.service;

import org.jackfield.node.console.ConsoleAddress;
import org.jackfield.node.console.ConsoleClient;
import org.jackfield.node.console.ConsoleRefusal;
import org.jackfield.node.ems.EmsIdentity;
import org.jackfield.node.process.NmmProcess;
import org.jackfield.node.process.NodeSettings;
import org.jackfield.node.process.ProcessNote;
import org.jackfield.node.registry.NodeFolders;
import org.jackfield.node.registry.Registry;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** What an operator does to a node. */
final class ServiceControl {

    private static final long ANSWER_WAIT_MS = 5_000;
    private static final long START_WAIT_MS = 30_000;
    private static final long STOP_WAIT_MS = 600_000;
    private static final long STEP_MS = 100;
    private static final int NOT_RUNNING = 3;

    /** Times in a row that a manager has to be silent while all else has ended. */
    private static final int SILENT_MAX = 3;

    /** What an operator finds of a process at its console. */
    private enum Presence {
        ANSWERS,
        SILENT,
        GONE
    }

    private final EmsIdentity node;
    private final PrintWriter out;
    private final PrintWriter err;
    private final NodeFolders folders;
    private final CountDownLatch never = new CountDownLatch(1);

    ServiceControl(EmsIdentity node, NodeFolders folders, PrintWriter out, PrintWriter err) {
        this.node = node;
        this.folders = folders;
        this.out = out;
        this.err = err;
    }

    private ConsoleAddress console(String process) {
        return ConsoleAddress.of(folders, new EmsIdentity(node.instance(), node.node(), process));
    }

    private boolean runs(String process) {
        return presence(process) == Presence.ANSWERS;
    }

    private Presence presence(String process) {
        ConsoleClient client;
        try {
            client = ConsoleClient.connect(console(process));
        } catch (IOException nobody) {
            return Presence.GONE;
        }
        try (client) {
            client.ask("ping", ANSWER_WAIT_MS);
            return Presence.ANSWERS;
        } catch (ConsoleRefusal busy) {
            return Presence.ANSWERS;
        } catch (IOException hangs) {
            return Presence.SILENT;
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
            return exit != 0 ? 1 : waitUntilUp();
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
        int exit = waitUntilUp();
        if (exit != 0) {
            err.println(
                    "The manager did not come up"
                            + (started.isAlive() ? "" : ", exit code " + started.exitValue())
                            + "; see "
                            + log);
        }
        return exit;
    }

    private int waitUntilUp() throws IOException, InterruptedException {
        long endNs = System.nanoTime() + START_WAIT_MS * 1_000_000;
        while (System.nanoTime() < endNs) {
            if (runs(NmmProcess.NM)) {
                return status(null);
            }
            step();
        }
        return 1;
    }

    private void step() throws InterruptedException {
        never.await(STEP_MS, TimeUnit.MILLISECONDS);
    }

    /** Ends the whole node in order and waits until it is gone. */
    int stop() throws IOException, InterruptedException {
        Presence top = presence(NmmProcess.NMM);
        SystemdUnit unit = new SystemdUnit(node);
        if (top == Presence.ANSWERS && unit.isInstalled()) {
            return unit.systemctl("stop");
        }
        try {
            if (top == Presence.ANSWERS) {
                ConsoleClient.askOnce(console(NmmProcess.NMM), "stop", ANSWER_WAIT_MS);
            } else if (runs(NmmProcess.NM)) {
                out.println("The manager on top does not answer; the node manager is told to end.");
                ConsoleClient.askOnce(console(NmmProcess.NM), "stop", ANSWER_WAIT_MS);
            } else if (top == Presence.GONE && whoRuns().isEmpty()) {
                out.println("The node does not run.");
                return 0;
            } else {
                return stillRuns("No manager of the node answers.");
            }
        } catch (ConsoleRefusal refused) {
            err.println(refused.getMessage());
            return 1;
        }
        if (!waitUntilDown()) {
            return stillRuns("The node has not ended.");
        }
        out.println("The node has ended.");
        return 0;
    }

    /** Waits until nobody is there; silence alone is no end. */
    private boolean waitUntilDown() throws IOException, InterruptedException {
        long endNs = System.nanoTime() + STOP_WAIT_MS * 1_000_000;
        int silent = 0;
        while (System.nanoTime() < endNs && silent < SILENT_MAX) {
            if (presence(NmmProcess.NM) == Presence.GONE && whoRuns().isEmpty()) {
                Presence top = presence(NmmProcess.NMM);
                if (top == Presence.GONE) {
                    return true;
                }
                silent = top == Presence.SILENT ? silent + 1 : 0;
            }
            step();
        }
        return false;
    }

    private Map<String, ProcessHandle> whoRuns() throws IOException {
        return ProcessNote.running(folders, node.instance(), node.node());
    }

    private int stillRuns(String what) throws IOException {
        StringBuilder text = new StringBuilder(what);
        whoRuns().forEach((name, each) -> text.append("\n  " + name + " runs, id " + each.pid()));
        for (String each : List.of(NmmProcess.NMM, NmmProcess.NM)) {
            if (presence(each) == Presence.SILENT) {
                text.append("\n  " + each + " runs and does not answer");
            }
        }
        err.println(text);
        err.println(
                "End a manager that does not answer by force (kill -KILL its id; pgrep -af"
                        + " \"run nmm.*--node "
                        + node.node()
                        + "\" names the one on top), then: service start, which takes over what"
                        + " runs, and service stop.");
        return 1;
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
