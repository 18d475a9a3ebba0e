package org.jackfield.gateway.process;

import org.jackfield.gateway.opc.OpcOutput;
import org.jackfield.gateway.opc.OpcReads;
import org.jackfield.protocol.ged188.AgentState;
import org.jackfield.protocol.ged188.AgentStateEvent;
import org.jackfield.protocol.ged188.BeginCallEvent;
import org.jackfield.protocol.log.KeptNote;
import org.jackfield.protocol.log.KeptPart;
import org.jackfield.protocol.text.Ged188Text;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;

/** The state of the machine as tables of text: at the console, and of a log that is run again. */
public final class StateTables {

    private final OpcReads reads;

    public StateTables(OpcReads reads) {
        this.reads = reads;
    }

    /** Each switch, whether it can be reached, and how much there is. */
    public String peripherals() {
        StringBuilder text =
                new StringBuilder(
                        "%-11s %5s %-8s %7s %6s\n"
                                .formatted("peripheral", "type", "switch", "agents", "calls"));
        for (OpcReads.PeripheralNow each : reads.peripherals()) {
            text.append(
                    "%-11d %5d %-8s %7d %6d\n"
                            .formatted(
                                    each.id(),
                                    each.peripheralType(),
                                    each.online() ? "online" : "OFFLINE",
                                    reads.agentsLoggedIn(each.id()).size(),
                                    reads.calls(each.id()).size()));
        }
        return text.toString();
    }

    /**
     * Which side commands each switch, and which could.
     *
     * @param words a peripheral, or nothing
     */
    public String sides(List<String> words) {
        StringBuilder text =
                new StringBuilder(
                        "%-11s %-6s %-9s %-8s %s\n"
                                .formatted("peripheral", "side", "commands", "switch", "heard"));
        for (int peripheral : wanted(words)) {
            for (OpcReads.SideNow each : reads.sides(peripheral)) {
                text.append(
                        "%-11d %-6s %-9s %-8s %s\n"
                                .formatted(
                                        peripheral,
                                        "ABC".charAt(each.source()),
                                        each.commands() ? "yes" : "no",
                                        each.reaches() ? "reached" : "-",
                                        each.heard() ? "yes" : "SILENT"));
            }
        }
        return text.toString();
    }

    /** The peripheral that is named, or all. */
    private List<Integer> wanted(List<String> words) {
        List<Integer> all = reads.peripherals().stream().map(OpcReads.PeripheralNow::id).toList();
        if (words.isEmpty()) {
            return all;
        }
        int wanted = (int) number(words.getFirst());
        if (!all.contains(wanted)) {
            throw new IllegalArgumentException(
                    "there is no peripheral " + wanted + ", only " + all);
        }
        return List.of(wanted);
    }

    private static long number(String word) {
        if (!word.matches("\\d{1,10}")) {
            throw new IllegalArgumentException("'" + word + "' is no number");
        }
        return Long.parseLong(word);
    }

    /**
     * Agents that are logged in.
     *
     * @param words a peripheral and a skill group, or the first, or nothing
     */
    public String agents(List<String> words) {
        long group = words.size() > 1 ? number(words.get(1)) : -1;
        StringBuilder text =
                new StringBuilder(
                        "%-11s %-12s %-14s %-10s %s\n"
                                .formatted("peripheral", "agent", "state", "device", "groups"));
        for (int peripheral : wanted(words)) {
            for (String id : reads.agentsLoggedIn(peripheral)) {
                List<AgentStateEvent> events = stateOf(peripheral, id);
                boolean shown =
                        !events.isEmpty()
                                && (group < 0
                                        || events.stream()
                                                .anyMatch(e -> e.skillGroupNumber() == group));
                if (shown) {
                    text.append(agentLine(peripheral, id, events));
                }
            }
        }
        return text.toString();
    }

    private static String agentLine(int peripheral, String id, List<AgentStateEvent> events) {
        AgentStateEvent first = events.getFirst();
        StringJoiner groups = new StringJoiner(" ");
        events.forEach(e -> groups.add(Long.toString(e.skillGroupNumber())));
        return "%-11d %-12s %-14s %-10s %s\n"
                .formatted(peripheral, id, stateName(first), first.agentInstrument(), groups);
    }

    private static String stateName(AgentStateEvent event) {
        return AgentState.nameOf(event.agentState()).replace("AGENT_STATE_", "");
    }

    private List<AgentStateEvent> stateOf(int peripheral, String agent) {
        List<AgentStateEvent> events = new ArrayList<>();
        for (OpcOutput.Emit each : reads.agentNow(peripheral, agent)) {
            if (each.event() instanceof AgentStateEvent event) {
                events.add(event);
            }
        }
        return events;
    }

    /**
     * Calls that are up.
     *
     * @param words a peripheral, or nothing
     */
    public String calls(List<String> words) {
        StringBuilder text =
                new StringBuilder(
                        "%-11s %-12s %4s %-14s %-14s %s\n"
                                .formatted(
                                        "peripheral", "call", "type", "from", "dialed", "devices"));
        for (int peripheral : wanted(words)) {
            for (long id : reads.calls(peripheral)) {
                OpcOutput.Emit now = reads.callNow(peripheral, id);
                if (now != null && now.event() instanceof BeginCallEvent call) {
                    text.append(
                            "%-11d %-12d %4d %-14s %-14s %s\n"
                                    .formatted(
                                            peripheral,
                                            id,
                                            call.callType(),
                                            call.ani(),
                                            call.dialedNumber(),
                                            String.join(" ", now.scope().instruments())));
                }
            }
        }
        return text.toString();
    }

    /**
     * Wrap-up texts of calls that have ended.
     *
     * @param words a peripheral, or nothing
     */
    public String notes(List<String> words) {
        StringBuilder text =
                new StringBuilder(
                        "%-11s %-12s %-14s %-10s %-10s %s\n"
                                .formatted("peripheral", "call", "key", "agent", "device", "text"));
        List<Integer> shown = wanted(words);
        for (KeptNote each : reads.notes()) {
            KeptPart part = each.part();
            if (shown.contains(part.peripheral())) {
                text.append(
                        "%-11d %-12d %-14s %-10s %-10s %s\n"
                                .formatted(
                                        part.peripheral(),
                                        part.callId(),
                                        part.keyDay() + "/" + part.keyCallId(),
                                        part.agentId(),
                                        part.instrument(),
                                        each.text()));
            }
        }
        return text.toString();
    }

    /**
     * Skill groups with their agents by state.
     *
     * @param words a peripheral, or nothing
     */
    public String skills(List<String> words) {
        StringBuilder text =
                new StringBuilder("%-11s %-8s %s\n".formatted("peripheral", "group", "agents"));
        for (int peripheral : wanted(words)) {
            Map<Long, Map<String, Integer>> groups = new TreeMap<>();
            for (String id : reads.agentsLoggedIn(peripheral)) {
                for (AgentStateEvent event : stateOf(peripheral, id)) {
                    groups.computeIfAbsent(event.skillGroupNumber(), g -> new TreeMap<>())
                            .merge(stateName(event), 1, Integer::sum);
                }
            }
            groups.forEach(
                    (group, states) ->
                            text.append("%-11d %-8d %s\n".formatted(peripheral, group, states)));
        }
        return text.toString();
    }

    /**
     * All of one call.
     *
     * @param words its number alone
     * @throws IllegalArgumentException when there is no such call
     */
    public String call(List<String> words) {
        long id = number(only(words, "CALL"));
        StringBuilder text = new StringBuilder();
        for (int peripheral : wanted(List.of())) {
            reads.callEventsNow(peripheral, id)
                    .forEach(each -> text.append(Ged188Text.of(each.event())).append('\n'));
        }
        if (text.isEmpty()) {
            throw new IllegalArgumentException("there is no call " + id);
        }
        return text.toString();
    }

    /**
     * All of one agent.
     *
     * @param words the AgentID alone
     * @throws IllegalArgumentException when no such agent is logged in
     */
    public String agent(List<String> words) {
        String id = only(words, "AGENT");
        StringBuilder text = new StringBuilder();
        for (int peripheral : wanted(List.of())) {
            stateOf(peripheral, id).forEach(e -> text.append(Ged188Text.of(e)).append('\n'));
        }
        if (text.isEmpty()) {
            throw new IllegalArgumentException("there is no agent " + id);
        }
        return text.toString();
    }

    private static String only(List<String> words, String what) {
        if (words.size() != 1) {
            throw new IllegalArgumentException("name one " + what);
        }
        return words.getFirst();
    }
}
