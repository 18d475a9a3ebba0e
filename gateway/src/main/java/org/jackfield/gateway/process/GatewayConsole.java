package org.jackfield.gateway.process;

import org.jackfield.gateway.opc.OpcOutput;
import org.jackfield.gateway.opc.OpcReads;
import org.jackfield.node.console.ConsoleCommand;
import org.jackfield.protocol.ged188.AgentState;
import org.jackfield.protocol.ged188.AgentStateEvent;
import org.jackfield.protocol.ged188.BeginCallEvent;
import org.jackfield.protocol.text.Ged188Text;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;

/** What a gateway tells at its console. On the gateway's loop. */
final class GatewayConsole {

    private final String group;
    private final OpcReads reads;
    private final List<SideHost> sides;
    private final long beganNs = System.nanoTime();
    private final Map<String, Traffic> before = new TreeMap<>();

    /** What passed a side up to some moment. */
    record Traffic(long received, long sent, long atNs) {}

    GatewayConsole(String group, OpcReads reads, List<SideHost> sides) {
        this.group = group;
        this.reads = reads;
        this.sides = sides;
    }

    List<ConsoleCommand> commands() {
        List<ConsoleCommand> all = new ArrayList<>();
        all.add(ConsoleCommand.of("status", "", "Health of the gateway.", words -> status()));
        all.add(
                ConsoleCommand.of(
                        "list_agents,la",
                        "[PERIPHERAL [SKILLGROUP]]",
                        "Agents that are logged in.",
                        this::agents));
        all.add(
                ConsoleCommand.of(
                        "list_calls,lc,calls", "[PERIPHERAL]", "Calls that are up.", this::calls));
        all.add(
                ConsoleCommand.of(
                        "list_skills,ls",
                        "[PERIPHERAL]",
                        "Skill groups, their agents by state.",
                        this::skills));
        all.add(
                ConsoleCommand.of(
                        "list_peripherals,lp", "", "Peripherals.", words -> peripherals()));
        all.add(
                ConsoleCommand.of(
                        "clients,sessions", "", "Clients of the CTI Server.", words -> clients()));
        all.add(
                ConsoleCommand.of(
                        "rates,stats",
                        "",
                        "Messages, and how many a second since last asked.",
                        words -> rates()));
        all.add(ConsoleCommand.of("dump_call", "CALL", "All of one call.", this::dumpCall));
        all.add(ConsoleCommand.of("dump_agent", "AGENT", "All of one agent.", this::dumpAgent));
        return all;
    }

    private String status() {
        StringBuilder text =
                new StringBuilder(
                        "group %s, up %d s\n"
                                .formatted(group, (System.nanoTime() - beganNs) / 1_000_000_000));
        text.append("%-6s %8s %12s %10s\n".formatted("side", "clients", "connections", "waiting"));
        for (SideHost side : sides) {
            text.append(
                    "%-6s %8d %12d %10d\n"
                            .formatted(
                                    side.name(),
                                    side.member().openSessions(),
                                    side.connections(),
                                    side.member().waiting()));
        }
        return text.append(peripherals()).toString();
    }

    private String peripherals() {
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

    private String agents(List<String> words) {
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

    private String calls(List<String> words) {
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

    private String skills(List<String> words) {
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

    private String clients() {
        StringBuilder text = new StringBuilder("%-6s %s\n".formatted("side", "connection"));
        for (SideHost side : sides) {
            side.clients().forEach(each -> text.append("%-6s %s\n".formatted(side.name(), each)));
        }
        return text.toString();
    }

    private String rates() {
        StringBuilder text =
                new StringBuilder(
                        "%-6s %12s %12s %10s %10s\n"
                                .formatted("side", "received", "sent", "in/s", "out/s"));
        for (SideHost side : sides) {
            Traffic now = side.traffic(System.nanoTime());
            Traffic then = before.getOrDefault(side.name(), new Traffic(0, 0, beganNs));
            double seconds = Math.max(1, now.atNs - then.atNs) / 1e9;
            text.append(
                    "%-6s %12d %12d %10.1f %10.1f\n"
                            .formatted(
                                    side.name(),
                                    now.received,
                                    now.sent,
                                    (now.received - then.received) / seconds,
                                    (now.sent - then.sent) / seconds));
            before.put(side.name(), now);
        }
        return text.toString();
    }

    private String dumpCall(List<String> words) {
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

    private String dumpAgent(List<String> words) {
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
