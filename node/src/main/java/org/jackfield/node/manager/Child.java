package org.jackfield.node.manager;

import java.util.ArrayDeque;
import java.util.Deque;

/** One process as the node manager knows it. */
final class Child {

    final ChildPlan plan;
    ChildState state = ChildState.DOWN;

    /** Whether it shall run; an operator's stop makes it false. */
    boolean wanted = true;

    /** Whether an unanswered question is under way. */
    boolean asked;

    boolean answeredOnce;
    int silent;
    int shortRuns;
    int starts;
    long startedMs;

    /** Times of failures within the window. */
    final Deque<Long> failures = new ArrayDeque<>();

    Child(ChildPlan plan) {
        this.plan = plan;
    }

    boolean runs() {
        return switch (state) {
            case STARTING, UP, STOPPING, KILLED -> true;
            case DOWN, WAITING -> false;
        };
    }

    /** Counts a failure; how many lie within the window. */
    int failed(long nowMs, long windowMs) {
        failures.addLast(nowMs);
        while (failures.getFirst() <= nowMs - windowMs) {
            failures.removeFirst();
        }
        return failures.size();
    }
}
