package org.jackfield.node.process;

import org.jackfield.machine.loop.InOrder;
import org.jackfield.machine.loop.Loop;
import org.jackfield.machine.loop.MonotonicClock;
import org.jackfield.node.console.ConsoleAddress;
import org.jackfield.node.console.ConsoleCommand;
import org.jackfield.node.ems.EmsIdentity;
import org.jackfield.node.ems.EmsIds;
import org.jackfield.node.ems.EmsSeverity;
import org.jackfield.node.manager.ChildPlan;
import org.jackfield.node.manager.NodeExit;
import org.jackfield.node.manager.NodeInput;
import org.jackfield.node.manager.NodeMachine;
import org.jackfield.node.manager.NodeOutput;
import org.jackfield.node.manager.NodeRules;
import org.jackfield.node.registry.NodeFolders;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/** Runs the processes of a node: hosts the machine that decides, and does what it wants. */
public final class NodeProcess implements AutoCloseable {

    private static final int INBOX_MAX = 10_000;

    private final Ground ground;
    private final Loop loop;
    private final NodeMachine machine;
    private final Map<String, ChildHandle> children = new LinkedHashMap<>();
    private final CompletableFuture<Integer> end = new CompletableFuture<>();
    private final CountDownLatch stopAsked = new CountDownLatch(1);
    private final InOrder<NodeOutput> outputs = new InOrder<>(this::carryOut);

    private NodeProcess(
            Ground ground,
            NodeRules rules,
            List<NodeSettings.NodeProcess> processes,
            List<String> program) {
        this.ground = ground;
        this.machine =
                new NodeMachine(
                        ground.identity().node(),
                        rules,
                        processes.stream().map(NodeSettings.NodeProcess::plan).toList());
        for (NodeSettings.NodeProcess each : processes) {
            children.put(each.plan().name(), child(each, program));
        }
        this.loop =
                new Loop(
                        ground.identity().process(),
                        INBOX_MAX,
                        new MonotonicClock(),
                        fault -> tell(EmsSeverity.ERROR, "fault in the node manager: " + fault));
    }

    /**
     * Starts the processes.
     *
     * @param program what {@code jackfield} is: a program and its first arguments
     */
    public static NodeProcess launch(
            Ground ground,
            NodeRules rules,
            List<NodeSettings.NodeProcess> processes,
            List<String> program) {
        NodeProcess process = new NodeProcess(ground, rules, processes, program);
        ground.console(process.loop::offer, process.commands());
        process.loop.start(process.new Turn());
        process.loop.offer(process::begin);
        return process;
    }

    private ChildHandle child(NodeSettings.NodeProcess process, List<String> program) {
        NodeFolders folders = ground.folders();
        EmsIdentity identity = ground.identity();
        ChildPlan plan = process.plan();
        List<String> command = new ArrayList<>(process.command());
        if (command.getFirst().startsWith("exec:")) {
            command.set(0, command.getFirst().substring("exec:".length()));
            command.removeIf(String::isEmpty);
        } else {
            command.addAll(0, program);
        }
        return new ChildHandle(
                ConsoleAddress.of(
                        folders,
                        new EmsIdentity(identity.instance(), identity.node(), plan.name())),
                command,
                Map.of(
                        Ground.INSTANCE, identity.instance(),
                        Ground.NODE, identity.node(),
                        Ground.PROCESS, plan.name(),
                        NodeFolders.VARIABLE, folders.base().toString()),
                folders.base());
    }

    private void begin() {
        Set<String> running = new TreeSet<>();
        children.forEach(
                (name, child) -> {
                    if (child.adopt((start, code) -> ended(name, start, code))) {
                        running.add(name);
                    }
                });
        take(new NodeInput.Begin(running));
    }

    /** Of an earlier start it may be told when the next one has begun already. */
    private void ended(String child, long start, int exitCode) {
        loop.offer(
                () -> {
                    if (children.get(child).start() == start) {
                        take(new NodeInput.Ended(child, exitCode));
                    }
                });
    }

    private void take(NodeInput input) {
        machine.onInput(input, loop.nowMs(), outputs);
        outputs.run();
    }

    private void carryOut(NodeOutput output) {
        switch (output) {
            case NodeOutput.Spawn spawn -> spawn(spawn.child());
            case NodeOutput.Terminate stop -> children.get(stop.child()).terminate();
            case NodeOutput.Kill kill -> children.get(kill.child()).kill();
            case NodeOutput.Ask ask -> ask(ask.child());
            case NodeOutput.Tell line ->
                    tell(
                            switch (line.weight()) {
                                case INFORMATIONAL -> EmsSeverity.INFORMATIONAL;
                                case WARNING -> EmsSeverity.WARNING;
                                case ERROR -> EmsSeverity.ERROR;
                            },
                            line.text());
            case NodeOutput.End over -> end.complete(over.exitCode());
        }
    }

    private void spawn(String name) {
        try {
            children.get(name)
                    .spawn((start, code) -> ended(name, start, code), why -> unnoted(name, why));
        } catch (IOException failed) {
            take(new NodeInput.StartFailed(name, failed.getMessage()));
        }
    }

    private void unnoted(String name, IOException why) {
        tell(
                EmsSeverity.WARNING,
                name
                        + " runs, but a node manager that is started again will not find it: its"
                        + " note cannot be written ("
                        + why
                        + "); mend that, then: service cycle "
                        + name);
    }

    private void ask(String name) {
        ChildHandle child = children.get(name);
        Thread.ofVirtual()
                .name("ask-" + name)
                .start(
                        () -> {
                            boolean answered = child.answers();
                            loop.offer(() -> take(new NodeInput.Asked(name, answered)));
                        });
    }

    private void tell(EmsSeverity severity, String text) {
        ground.ems().text(severity, EmsIds.NONE, text);
    }

    private List<ConsoleCommand> commands() {
        return List.of(
                ConsoleCommand.of("status", "", "The node and its processes.", words -> status()),
                ConsoleCommand.of(
                        "start",
                        "PROCESS",
                        "Starts a process.",
                        words -> order(words, new NodeInput.Start(one(words)))),
                ConsoleCommand.of(
                        "stop",
                        "[PROCESS]",
                        "Ends a process, which then stays down; without a name all, and this one.",
                        words -> stop(words)),
                ConsoleCommand.of(
                        "cycle",
                        "[PROCESS]",
                        "Ends a process, or all, and starts it again.",
                        words ->
                                order(
                                        words,
                                        words.isEmpty()
                                                ? new NodeInput.CycleNode()
                                                : new NodeInput.Cycle(one(words)))));
    }

    private static String one(List<String> words) {
        if (words.size() != 1) {
            throw new IllegalArgumentException("name one process");
        }
        return words.getFirst();
    }

    private String stop(List<String> words) {
        if (!words.isEmpty()) {
            return order(words, new NodeInput.Stop(one(words)));
        }
        stopAsked.countDown();
        return order(words, new NodeInput.StopNode());
    }

    private String order(List<String> words, NodeInput input) {
        tell(
                EmsSeverity.INFORMATIONAL,
                "The operator asks: " + input.getClass().getSimpleName() + " " + words);
        take(input);
        return status();
    }

    private String status() {
        StringBuilder text =
                new StringBuilder(
                        "node %s %s\n%-16s %-9s %8s %10s %7s  %s\n"
                                .formatted(
                                        ground.identity().node(),
                                        machine.state(),
                                        "process",
                                        "state",
                                        "pid",
                                        "up",
                                        "starts",
                                        "class"));
        for (NodeMachine.ChildNow each : machine.children(loop.nowMs())) {
            text.append(
                    "%-16s %-9s %8d %8d s %7d  %s\n"
                            .formatted(
                                    each.name(),
                                    each.state(),
                                    children.get(each.name()).pid(),
                                    each.forMs() / 1_000,
                                    each.starts(),
                                    each.criticality().text()));
        }
        return text.toString();
    }

    /** Ends the processes in order; {@link #awaitEnd} returns when they are gone. */
    public void stop() {
        stopAsked.countDown();
        loop.offer(() -> take(new NodeInput.StopNode()));
    }

    /** Waits until the node has ended; the exit code tells why: see {@link NodeExit}. */
    public int awaitEnd() throws InterruptedException {
        try {
            return end.get();
        } catch (ExecutionException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Waits; true when somebody asked for the end meanwhile. */
    boolean stopAskedWithin(long ms) throws InterruptedException {
        return stopAsked.await(ms, TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        loop.close();
    }

    private final class Turn implements Loop.Turn {
        @Override
        public void onTime(long nowMs) {
            machine.onTime(nowMs, outputs);
            outputs.run();
        }

        @Override
        public long nextDeadlineMs() {
            return machine.nextDeadlineMs();
        }
    }
}
