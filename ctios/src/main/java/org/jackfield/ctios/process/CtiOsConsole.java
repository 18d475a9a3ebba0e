package org.jackfield.ctios.process;

import org.jackfield.ctios.session.CtiOsNow;
import org.jackfield.node.console.ConsoleCommand;

import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** What a CTI OS server tells at its console. On its loop. */
final class CtiOsConsole {

    private final String name;
    private final Supplier<CtiOsNow> now;
    private final LongSupplier messages;
    private long messagesBefore;
    private long beforeNs = System.nanoTime();

    /**
     * A console's commands.
     *
     * @param messages frames sent to clients so far
     */
    CtiOsConsole(String name, Supplier<CtiOsNow> now, LongSupplier messages) {
        this.name = name;
        this.now = now;
        this.messages = messages;
    }

    List<ConsoleCommand> commands() {
        return List.of(
                ConsoleCommand.of("status", "", "Health of the server.", words -> status()),
                ConsoleCommand.of(
                        "clients,sessions", "", "Sessions of clients.", words -> clients()),
                ConsoleCommand.of("agents,list_agents,la", "", "Agents.", words -> agents()),
                ConsoleCommand.of("calls,list_calls,lc", "", "Calls.", words -> calls()),
                ConsoleCommand.of("peers", "", "Other CTI OS servers.", words -> peers()),
                ConsoleCommand.of(
                        "rates,dumpstats",
                        "",
                        "Messages to clients, and how many a second since last asked.",
                        words -> rates()));
    }

    private String status() {
        CtiOsNow all = now.get();
        long up = all.peers().stream().filter(CtiOsNow.PeerRow::up).count();
        return ("%s: CTI Server and switches %s, %d clients (%d connected), %d agents, %d calls,"
                        + " %d of %d peers up\n")
                .formatted(
                        name,
                        all.online() ? "online" : "OFFLINE",
                        all.clients().size(),
                        all.clients().stream().filter(CtiOsNow.ClientNow::connected).count(),
                        all.agents().size(),
                        all.calls().size(),
                        up,
                        all.peers().size());
    }

    private String peers() {
        StringBuilder text =
                new StringBuilder(
                        "%-24s %-12s %-6s %-8s %-12s %s\n"
                                .formatted(
                                        "peer", "name", "up", "calls us", "its agents", "trouble"));
        for (CtiOsNow.PeerRow each : now.get().peers()) {
            text.append(
                    "%-24s %-12s %-6s %-8s %-12d %s\n"
                            .formatted(
                                    each.address(),
                                    each.server(),
                                    each.up() ? "yes" : "no",
                                    each.callsUs() ? "yes" : "no",
                                    each.desks(),
                                    each.trouble()));
        }
        return text.toString();
    }

    private String clients() {
        StringBuilder text =
                new StringBuilder(
                        "%-8s %-10s %-10s %-16s %s\n"
                                .formatted("session", "mode", "connected", "agent", "client"));
        for (CtiOsNow.ClientNow each : now.get().clients()) {
            text.append(
                    "%-8d %-10s %-10s %-16s %s\n"
                            .formatted(
                                    each.id(),
                                    each.mode(),
                                    each.connected() ? "yes" : "no",
                                    each.agent(),
                                    each.client()));
        }
        return text.toString();
    }

    private String agents() {
        StringBuilder text =
                new StringBuilder(
                        "%-18s %-16s %-7s %s\n".formatted("agent", "state", "reason", "device"));
        for (CtiOsNow.AgentRow each : now.get().agents()) {
            text.append(
                    "%-18s %-16s %-7d %s\n"
                            .formatted(
                                    each.agent(), each.state(), each.reason(), each.instrument()));
        }
        return text.toString();
    }

    private String calls() {
        StringBuilder text = new StringBuilder("%-12s %s\n".formatted("call", "devices"));
        for (CtiOsNow.CallRow each : now.get().calls()) {
            text.append("%-12d %s\n".formatted(each.call(), String.join(" ", each.devices())));
        }
        return text.toString();
    }

    private String rates() {
        long count = messages.getAsLong();
        long nowNs = System.nanoTime();
        double seconds = Math.max(1, nowNs - beforeNs) / 1e9;
        String text =
                "%-12s %10s\n%-12d %10.1f\n"
                        .formatted("sent", "sent/s", count, (count - messagesBefore) / seconds);
        messagesBefore = count;
        beforeNs = nowNs;
        return text;
    }
}
