package org.jackfield.node.manager;

/**
 * One process of a node.
 *
 * @param name of the process
 * @param criticality what its loss means
 * @param hasConsole whether it can be asked if it is alive
 * @param startWaitMs how long it may take to answer for the first time
 * @param stopWaitMs how long it may take to drain and end
 * @param afterKillWaitMs how long it cannot start after it was killed: a member of a replicated
 *     group leaves a mark file behind, which is waited out and never deleted
 */
public record ChildPlan(
        String name,
        Criticality criticality,
        boolean hasConsole,
        long startWaitMs,
        long stopWaitMs,
        long afterKillWaitMs) {}
