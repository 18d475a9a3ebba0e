package org.jackfield.node.process;

import org.jackfield.machine.loop.Loop;
import org.jackfield.machine.loop.MonotonicClock;
import org.jackfield.node.registry.NodeFolders;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** What the tests' nodes run: a process that answers, or the managers themselves. */
public final class NodeTestProgram {

    private NodeTestProgram() {}

    /** This program, up to its first argument. */
    static List<String> command() {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx64m",
                "-cp",
                System.getProperty("java.class.path"),
                NodeTestProgram.class.getName());
    }

    public static void main(String[] args) throws Exception {
        NodeFolders folders = NodeFolders.here();
        String process = args[0].equals("run") ? args[1] : "";
        try (Ground ground =
                Ground.open(folders, Ground.identity("test", "PG1A", process), "test")) {
            switch (process) {
                case "nm" -> System.exit(nm(ground));
                case "nmm" ->
                        System.exit(
                                new NmmProcess(
                                                ground,
                                                NodeSettings.from(
                                                        ground.registry(), "test", "PG1A"),
                                                command())
                                        .run());
                default -> answer(ground);
            }
        }
    }

    private static int nm(Ground ground) throws InterruptedException {
        NodeSettings settings = NodeSettings.from(ground.registry(), "test", "PG1A");
        try (NodeProcess node =
                NodeProcess.launch(ground, settings.rules(), settings.processes(), command())) {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> end(node)));
            return node.awaitEnd();
        }
    }

    private static void end(NodeProcess node) {
        node.stop();
        try {
            node.awaitEnd();
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }

    private static void answer(Ground ground) throws InterruptedException {
        Loop loop = new Loop("answer", 100, new MonotonicClock(), fault -> {});
        loop.start(
                new Loop.Turn() {
                    @Override
                    public void onTime(long nowMs) {}

                    @Override
                    public long nextDeadlineMs() {
                        return Long.MAX_VALUE;
                    }
                });
        ground.console(loop::offer, List.of());
        new CountDownLatch(1).await();
    }
}
