package org.jackfield.gateway.process;

import org.jackfield.gateway.opc.OpcReads;
import org.jackfield.node.console.ConsoleCommand;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a gateway tells at its console. On the gateway's loop. */
final class GatewayConsole {

    private final String group;
    private final StateTables tables;
    private final List<SideHost> sides;
    private final long beganNs = System.nanoTime();
    private final Map<String, Traffic> before = new TreeMap<>();

    /** What passed a side up to some moment. */
    record Traffic(long received, long sent, long atNs) {}

    GatewayConsole(String group, OpcReads reads, List<SideHost> sides) {
        this.group = group;
        this.tables = new StateTables(reads);
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
                        tables::agents));
        all.add(
                ConsoleCommand.of(
                        "list_calls,lc,calls",
                        "[PERIPHERAL]",
                        "Calls that are up.",
                        tables::calls));
        all.add(
                ConsoleCommand.of(
                        "list_skills,ls",
                        "[PERIPHERAL]",
                        "Skill groups, their agents by state.",
                        tables::skills));
        all.add(
                ConsoleCommand.of(
                        "list_peripherals,lp", "", "Peripherals.", words -> tables.peripherals()));
        all.add(
                ConsoleCommand.of(
                        "list_sides,sides",
                        "[PERIPHERAL]",
                        "Which side commands a switch, and who could.",
                        tables::sides));
        all.add(
                ConsoleCommand.of(
                        "clients,sessions", "", "Clients of the CTI Server.", words -> clients()));
        all.add(
                ConsoleCommand.of(
                        "rates,stats",
                        "",
                        "Messages, and how many a second since last asked.",
                        words -> rates()));
        all.add(
                ConsoleCommand.of(
                        "list_notes,notes",
                        "[PERIPHERAL]",
                        "The last wrap-up texts of calls that have ended.",
                        tables::notes));
        all.add(ConsoleCommand.of("dump_call", "CALL", "All of one call.", tables::call));
        all.add(ConsoleCommand.of("dump_agent", "AGENT", "All of one agent.", tables::agent));
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
        return text.append(tables.peripherals()).toString();
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
}
