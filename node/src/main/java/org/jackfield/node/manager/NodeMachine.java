package org.jackfield.node.manager;

import org.jackfield.machine.Timers;
import org.jackfield.node.manager.NodeOutput.Weight;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Starts the processes of a node in order, keeps them running, and ends them in reverse. Told the
 * time; what is to be done comes out in order. The manager above the node manager is the same
 * machine with one process.
 */
public final class NodeMachine {

    /** One process, for operators. */
    public record ChildNow(
            String name, ChildState state, Criticality criticality, long forMs, int starts) {}

    private enum What {
        /** The next start. */
        START,
        /** The first answer is overdue. */
        FIRST_ANSWER,
        /** The next question. */
        ASK,
        /** Draining takes too long. */
        STOP
    }

    private record Due(What what, String child) {}

    /** Less between two starts of a process would only wear the host down. */
    private static final long STARTS_APART_MS = 1_000;

    private final String node;
    private final NodeRules rules;
    private final Map<String, Child> children = new LinkedHashMap<>();
    private final Timers<Due> timers = new Timers<>();
    private final Deque<Long> nodeRestarts = new ArrayDeque<>();
    private NodeState state = NodeState.DOWN;
    private boolean ended;
    private int exitCode = NodeExit.DONE;
    private long nowMs;
    private Consumer<? super NodeOutput> out;

    /**
     * A node that has not begun.
     *
     * @param node its name, for the lines
     * @param plans in the order of their start
     */
    public NodeMachine(String node, NodeRules rules, List<ChildPlan> plans) {
        this.node = node;
        this.rules = rules;
        plans.forEach(plan -> children.put(plan.name(), new Child(plan)));
    }

    /** Takes one input. */
    public void onInput(NodeInput input, long now, Consumer<? super NodeOutput> sink) {
        turn(now, sink);
        switch (input) {
            case NodeInput.Begin begin -> begin(begin);
            case NodeInput.StartFailed failed ->
                    startFailed(child(failed.child()), failed.reason());
            case NodeInput.Ended gone -> ended(child(gone.child()), gone.exitCode());
            case NodeInput.Asked asked -> asked(child(asked.child()), asked.answered());
            case NodeInput.Start start -> operatorStarts(child(start.child()));
            case NodeInput.Stop stop -> operatorStops(child(stop.child()), false);
            case NodeInput.Cycle cycle -> operatorStops(child(cycle.child()), true);
            case NodeInput.StopNode stop -> stopAll(NodeState.STOPPING, "is told to end");
            case NodeInput.CycleNode cycle -> stopAll(NodeState.RESTARTING, "is cycled");
        }
        settle();
    }

    /** Does what is due. */
    public void onTime(long now, Consumer<? super NodeOutput> sink) {
        turn(now, sink);
        for (Due due = timers.poll(now); due != null; due = timers.poll(now)) {
            Child child = child(due.child);
            switch (due.what) {
                case START -> start(child);
                case FIRST_ANSWER -> noFirstAnswer(child);
                case ASK -> ask(child);
                case STOP -> kill(child, "did not end within " + span(child.plan.stopWaitMs()));
            }
        }
        settle();
    }

    public long nextDeadlineMs() {
        return timers.nextMs();
    }

    public NodeState state() {
        return state;
    }

    /** All processes in the order of their start. */
    public List<ChildNow> children(long now) {
        List<ChildNow> all = new ArrayList<>();
        for (Child each : children.values()) {
            all.add(
                    new ChildNow(
                            each.plan.name(),
                            each.state,
                            each.plan.criticality(),
                            each.runs() ? now - each.startedMs : 0,
                            each.starts));
        }
        return all;
    }

    private void turn(long now, Consumer<? super NodeOutput> sink) {
        nowMs = now;
        out = sink;
    }

    private Child child(String name) {
        Child child = children.get(name);
        if (child == null) {
            throw new IllegalArgumentException(
                    "node " + node + " has no process '" + name + "', only " + children.keySet());
        }
        return child;
    }

    private void begin(NodeInput.Begin begin) {
        state = NodeState.STARTING;
        for (Child each : children.values()) {
            each.wanted = true;
            if (begin.running().contains(each.plan.name())) {
                tell(Weight.INFORMATIONAL, "Process %s runs already and is taken over", each);
                running(each);
                each.state = each.plan.hasConsole() ? ChildState.STARTING : ChildState.UP;
                each.answeredOnce = each.state == ChildState.UP;
            } else {
                each.state = ChildState.WAITING;
            }
        }
    }

    /** After every turn: the next start in order, the next stop in reverse, how the node is. */
    private void settle() {
        switch (state) {
            case STARTING -> startNext();
            case STOPPING, RESTARTING -> stopNext();
            case RUNNING, IMPAIRED, DOWN -> {}
        }
        if (state == NodeState.RUNNING || state == NodeState.IMPAIRED) {
            boolean impaired =
                    children.values().stream()
                            .anyMatch(
                                    c ->
                                            c.wanted
                                                    && c.plan.criticality().restartsNode()
                                                    && c.state == ChildState.WAITING);
            state = impaired ? NodeState.IMPAIRED : NodeState.RUNNING;
        }
    }

    /** A process starts when the one before has answered, has failed, or has had its time. */
    private void startNext() {
        for (Child each : children.values()) {
            if (each.state == ChildState.WAITING && each.starts == 0 && each.wanted) {
                start(each);
            }
            if (each.state == ChildState.STARTING && !each.answeredOnce && each.starts <= 1) {
                return;
            }
        }
        state = NodeState.RUNNING;
    }

    private void start(Child child) {
        if (child.state != ChildState.WAITING || !child.wanted) {
            return;
        }
        child.starts++;
        child.answeredOnce = !child.plan.hasConsole();
        child.state = child.plan.hasConsole() ? ChildState.STARTING : ChildState.UP;
        running(child);
        out.accept(new NodeOutput.Spawn(child.plan.name()));
    }

    private void running(Child child) {
        child.startedMs = nowMs;
        child.silent = 0;
        child.asked = false;
        if (child.plan.hasConsole()) {
            timers.set(
                    new Due(What.FIRST_ANSWER, child.plan.name()),
                    nowMs + child.plan.startWaitMs());
            timers.set(new Due(What.ASK, child.plan.name()), nowMs + rules.askIntervalMs());
        }
    }

    private void ask(Child child) {
        if (child.state == ChildState.STARTING || child.state == ChildState.UP) {
            if (!child.asked) {
                child.asked = true;
                out.accept(new NodeOutput.Ask(child.plan.name()));
            }
            timers.set(new Due(What.ASK, child.plan.name()), nowMs + rules.askIntervalMs());
        }
    }

    /** Silence is counted in questions, not in time: our own pause must not kill anybody. */
    private void asked(Child child, boolean answered) {
        child.asked = false;
        if (child.state != ChildState.STARTING && child.state != ChildState.UP) {
            return;
        }
        if (answered) {
            child.silent = 0;
            if (child.state == ChildState.STARTING) {
                child.state = ChildState.UP;
                child.answeredOnce = true;
                timers.cancel(new Due(What.FIRST_ANSWER, child.plan.name()));
                tell(Weight.INFORMATIONAL, "Process %s is OK", child);
            }
        } else if (child.state == ChildState.UP && ++child.silent >= rules.silentMax()) {
            kill(child, "runs but does not answer: asked " + child.silent + " times");
        }
    }

    private void noFirstAnswer(Child child) {
        if (child.state == ChildState.STARTING) {
            kill(
                    child,
                    "did not answer within " + span(child.plan.startWaitMs()) + " of its start");
        }
    }

    private void kill(Child child, String why) {
        if (child.runs() && child.state != ChildState.KILLED) {
            tell(Weight.ERROR, "Process %s " + why + "; it is ended by force", child);
            child.state = ChildState.KILLED;
            out.accept(new NodeOutput.Kill(child.plan.name()));
        }
    }

    private void startFailed(Child child, String reason) {
        tell(Weight.ERROR, "Process %s cannot be started: " + reason, child);
        down(child, NodeExit.UNKNOWN);
    }

    private void ended(Child child, int exitCode) {
        if (!child.runs()) {
            return;
        }
        down(child, exitCode);
    }

    private void down(Child child, int exitCode) {
        boolean asWanted = child.state == ChildState.STOPPING || stopping() || !child.wanted;
        // Of a process that was taken over nobody knows the exit code: it may have been killed.
        boolean byForce =
                child.state == ChildState.KILLED
                        || exitCode == NodeExit.KILLED
                        || exitCode == NodeExit.UNKNOWN;
        long ranMs = nowMs - child.startedMs;
        for (What each : What.values()) {
            timers.cancel(new Due(each, child.plan.name()));
        }
        child.answeredOnce = false;
        child.state = child.wanted ? ChildState.WAITING : ChildState.DOWN;
        if (asWanted) {
            tell(Weight.INFORMATIONAL, "Process %s has ended as asked", child);
            if (child.state == ChildState.WAITING && !stopping()) {
                startAfter(child, byForce ? child.plan.afterKillWaitMs() : 0);
            }
            return;
        }
        switch (exitCode) {
            case NodeExit.STAY_DOWN -> {
                tell(Weight.WARNING, "Process %s ended and wants to stay down", child);
                child.wanted = false;
                child.state = ChildState.DOWN;
            }
            case NodeExit.RESTART_NODE -> {
                tell(
                        Weight.ERROR,
                        "Process %s went down and asks for a restart of the node",
                        child);
                restartNode();
            }
            case NodeExit.HOST_ACTION -> {
                tell(Weight.ERROR, "Process %s went down and asks for the host's action", child);
                unrecoverable();
            }
            default -> failed(child, exitCode, ranMs, byForce);
        }
    }

    private void failed(Child child, int exitCode, long ranMs, boolean byForce) {
        String why =
                exitCode == NodeExit.DONE
                        ? "went down at its own request"
                        : exitCode == NodeExit.UNKNOWN
                                ? "went down, cause and exit code unknown"
                                : "went down, cause unknown, exit code " + exitCode;
        tell(Weight.ERROR, "Process %s " + why + ", after " + span(ranMs), child);
        int failures = child.failed(nowMs, rules.failureWindowMs());
        if (child.plan.criticality().restartsNode() && failures >= rules.failuresMax()) {
            tell(
                    Weight.ERROR,
                    "Process %s is critical and went down "
                            + failures
                            + " times within "
                            + span(rules.failureWindowMs()),
                    child);
            restartNode();
            return;
        }
        child.shortRuns = ranMs >= rules.stableRunMs() ? 0 : child.shortRuns + 1;
        long wantedMs = child.shortRuns == 0 ? 0 : rules.delayMs(child.shortRuns);
        long delayMs = Math.max(wantedMs, STARTS_APART_MS - ranMs);
        startAfter(child, byForce ? Math.max(delayMs, child.plan.afterKillWaitMs()) : delayMs);
    }

    private void startAfter(Child child, long delayMs) {
        if (delayMs == 0) {
            tell(Weight.WARNING, "Process %s is started again", child);
            start(child);
            return;
        }
        boolean mark = delayMs == child.plan.afterKillWaitMs();
        tell(
                Weight.WARNING,
                "Process %s is started again after a delay of "
                        + span(delayMs)
                        + (mark ? ": what it left behind when it was killed is waited out" : ""),
                child);
        timers.set(new Due(What.START, child.plan.name()), nowMs + delayMs);
    }

    private void restartNode() {
        nodeRestarts.addLast(nowMs);
        while (nodeRestarts.getFirst() <= nowMs - rules.nodeRestartWindowMs()) {
            nodeRestarts.removeFirst();
        }
        if (nodeRestarts.size() > rules.nodeRestartsMax()) {
            unrecoverable();
        } else {
            stopAll(NodeState.RESTARTING, "is restarted to clear a fault");
        }
    }

    private void unrecoverable() {
        if (!ended) {
            out.accept(
                    new NodeOutput.Tell(
                            Weight.ERROR,
                            "Node " + node + " cannot clear its fault; the host's action is due"));
            exitCode = NodeExit.HOST_ACTION;
            stopAll(NodeState.STOPPING, "ends");
        }
    }

    private boolean stopping() {
        return state == NodeState.STOPPING || state == NodeState.RESTARTING;
    }

    private void stopAll(NodeState next, String why) {
        if (state == NodeState.STOPPING) {
            return;
        }
        out.accept(new NodeOutput.Tell(Weight.WARNING, "Node " + node + " " + why));
        state = next;
        for (Child each : children.values()) {
            timers.cancel(new Due(What.START, each.plan.name()));
        }
    }

    /** One after another, the last started first. */
    private void stopNext() {
        for (Child each : List.copyOf(children.values()).reversed()) {
            if (each.runs()) {
                terminate(each);
                return;
            }
        }
        if (state == NodeState.RESTARTING) {
            for (Child each : children.values()) {
                each.failures.clear();
                each.shortRuns = 0;
                each.starts = 0;
                each.state = each.wanted ? ChildState.WAITING : ChildState.DOWN;
            }
            state = NodeState.STARTING;
            startNext();
        } else if (!ended) {
            ended = true;
            state = NodeState.DOWN;
            out.accept(new NodeOutput.End(exitCode));
        }
    }

    private void terminate(Child child) {
        if (child.state == ChildState.STARTING || child.state == ChildState.UP) {
            child.state = ChildState.STOPPING;
            timers.set(new Due(What.STOP, child.plan.name()), nowMs + child.plan.stopWaitMs());
            out.accept(new NodeOutput.Terminate(child.plan.name()));
        }
    }

    private void operatorStarts(Child child) {
        child.wanted = true;
        child.shortRuns = 0;
        child.failures.clear();
        if (!child.runs() && !stopping()) {
            timers.cancel(new Due(What.START, child.plan.name()));
            child.state = ChildState.WAITING;
            start(child);
        }
    }

    private void operatorStops(Child child, boolean again) {
        child.wanted = again;
        if (child.runs()) {
            terminate(child);
        } else {
            timers.cancel(new Due(What.START, child.plan.name()));
            child.state = again ? ChildState.WAITING : ChildState.DOWN;
            if (again) {
                operatorStarts(child);
            }
        }
    }

    private void tell(Weight weight, String text, Child child) {
        out.accept(new NodeOutput.Tell(weight, text.formatted(child.plan.name() + " on " + node)));
    }

    private static String span(long ms) {
        return ms % 1_000 == 0 || ms >= 10_000 ? ms / 1_000 + " s" : ms + " ms";
    }
}
