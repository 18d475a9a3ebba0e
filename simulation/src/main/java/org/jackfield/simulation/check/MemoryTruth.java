package org.jackfield.simulation.check;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * What machines keep. Goal: when all calls have ended and all is quiet, nothing is left of them in
 * any map, list or queue of any machine, so that a long run needs no more memory than a short one.
 * Method: every collection in every field that can be reached from a machine is counted, whoever
 * wrote it, shortly after the start and at the end; what is kept may grow with the agents only,
 * never with the traffic.
 */
public final class MemoryTruth {

    private static final String RULE = "what machines keep does not grow with the traffic";

    /** What one agent may leave in a collection, and what may be there without any. */
    private static final int EACH_AGENT = 8;

    private static final int ALWAYS = 64;

    /** Whose fields are looked at; messages and other values are content, not structure. */
    private static final List<String> LOOKED_AT =
            List.of(
                    "org.jackfield.gateway.",
                    "org.jackfield.ctios.",
                    "org.jackfield.client.",
                    "org.jackfield.machine.");

    private final Findings findings;
    private final int agents;
    private final Map<String, Integer> rings;
    private final List<Supplier<List<?>>> machines = new ArrayList<>();
    private Map<String, Integer> before = Map.of();

    /**
     * A checker.
     *
     * @param rings collections that are full after a while, and how much all of a machine then hold
     */
    public MemoryTruth(Findings findings, int agents, Map<String, Integer> rings) {
        this.findings = findings;
        this.agents = agents;
        this.rings = rings;
    }

    /** More machines, those that live when it is asked. */
    public void of(Supplier<List<?>> more) {
        machines.add(more);
    }

    /** The site's data are there, and no traffic yet. */
    public void begin() {
        before = most();
    }

    /** Everything has ended. */
    public void finish(long nowMs) {
        most().forEach(
                        (field, count) -> {
                            int usual = 2 * before.getOrDefault(field, 0);
                            int grown = ALWAYS + EACH_AGENT * agents;
                            int most = rings.getOrDefault(field, Math.max(usual, grown));
                            if (count > most) {
                                findings.add(
                                        nowMs, RULE, field + " holds " + count + ", not " + most);
                            }
                        });
    }

    /** Of each collection what the machine keeps that keeps most in it. */
    private Map<String, Integer> most() {
        Map<String, Integer> most = new TreeMap<>();
        for (Supplier<List<?>> each : machines) {
            for (Object machine : each.get()) {
                count(machine).forEach((field, count) -> most.merge(field, count, Math::max));
            }
        }
        return most;
    }

    /** How much is in the collections of a machine, by the class and field that hold them. */
    public static Map<String, Integer> count(Object machine) {
        Map<String, Integer> counts = new TreeMap<>();
        Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        Deque<Object> open = new ArrayDeque<>();
        open.add(machine);
        while (!open.isEmpty()) {
            Object each = open.poll();
            if (seen.add(each) && lookedAt(each.getClass())) {
                for (Class<?> type = each.getClass(); type != null; type = type.getSuperclass()) {
                    fields(type, each, counts, open);
                }
            }
        }
        return counts;
    }

    private static boolean lookedAt(Class<?> type) {
        return !type.isHidden() && LOOKED_AT.stream().anyMatch(type.getName()::startsWith);
    }

    private static void fields(
            Class<?> type, Object owner, Map<String, Integer> counts, Deque<Object> open) {
        for (Field field : type.getDeclaredFields()) {
            if (!lookedAt(type)
                    || Modifier.isStatic(field.getModifiers())
                    || field.getType().isPrimitive()) {
                continue;
            }
            Object value = read(field, owner);
            if (value != null) {
                follow(type.getSimpleName() + "." + field.getName(), value, counts, open);
            }
        }
    }

    private static Object read(Field field, Object owner) {
        try {
            field.setAccessible(true);
            return field.get(owner);
        } catch (IllegalAccessException closed) {
            throw new IllegalStateException("cannot look into " + field, closed);
        }
    }

    private static void follow(
            String name, Object value, Map<String, Integer> counts, Deque<Object> open) {
        switch (value) {
            case Map<?, ?> map -> {
                counts.merge(name, map.size(), Integer::sum);
                map.forEach(
                        (key, held) -> {
                            follow(name, key, counts, open);
                            follow(name, held, counts, open);
                        });
            }
            case Collection<?> collection -> {
                counts.merge(name, collection.size(), Integer::sum);
                collection.forEach(held -> follow(name, held, counts, open));
            }
            case Object other -> open.add(other);
        }
    }
}
