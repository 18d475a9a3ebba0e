package org.jackfield.app.demo;

import org.jackfield.client.ctiserver.CtiServerAddress;
import org.jackfield.gateway.process.GatewayLog;
import org.jackfield.gateway.process.GatewayProcess;
import org.jackfield.gateway.process.GatewaySettings;
import org.jackfield.gateway.process.HostedPim;
import org.jackfield.protocol.ged188.AgentStateEvent;
import org.jackfield.protocol.link.EventLoops;
import org.jackfield.simulation.traffic.AutomaticAgent;
import org.jackfield.simulation.traffic.AutomaticAgents;
import org.jackfield.simulation.traffic.AutomaticAgentsRun;
import org.jackfield.simulation.traffic.AutomaticSettings;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** A whole contact centre in one process; built in order, closed in reverse. */
final class DemoProcess implements AutoCloseable {

    private final DemoSite site;
    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private final GatewayProcess gateway;
    private final DemoServers servers;
    private final String bind;

    private DemoProcess(DemoSite site, DemoSwitch below, DemoOptions options, GatewayLog log) {
        this.site = site;
        this.bind = options.bind;
        try {
            DemoPorts ports = DemoPorts.from(options.port);
            EventLoops loops = keep(EventLoops.start("demo-io"));
            keep(below);
            gateway =
                    keep(
                            GatewayProcess.launch(
                                    settings(options, ports),
                                    site.siteData(),
                                    List.of(
                                            new HostedPim(
                                                    DemoSite.PERIPHERAL,
                                                    loop -> below.pim(loop, loops))),
                                    loops,
                                    log));
            servers = keep(DemoServers.launch(site, options, ports, sides(options)));
            if (options.agents() > 0) {
                keep(automaticAgents(below, options, loops, log));
            }
        } catch (RuntimeException failed) {
            close();
            throw failed;
        }
    }

    /** Starts everything; returns when all ports are open. */
    static DemoProcess launch(
            DemoSite site, DemoSwitch below, DemoOptions options, GatewayLog log) {
        return new DemoProcess(site, below, options, log);
    }

    private <T extends AutoCloseable> T keep(T part) {
        open.push(part);
        return part;
    }

    private static GatewaySettings settings(DemoOptions options, DemoPorts ports) {
        GatewaySettings demo = GatewaySettings.demo(ports.ctiServerA(), ports.ctiServerB());
        return new GatewaySettings(
                demo.name(),
                List.of(
                        new GatewaySettings.Side("A", options.bind, ports.ctiServerA()),
                        new GatewaySettings.Side("B", options.bind, ports.ctiServerB())),
                demo.timeZone(),
                demo.ctiServer(),
                demo.member(),
                demo.link(),
                demo.inboxMax(),
                demo.machine());
    }

    private List<CtiServerAddress> sides(DemoOptions options) {
        return List.of(
                new CtiServerAddress("A", options.bind, gateway.port("A")),
                new CtiServerAddress("B", options.bind, gateway.port("B")));
    }

    private AutomaticAgentsRun automaticAgents(
            DemoSwitch below, DemoOptions options, EventLoops loops, GatewayLog log) {
        List<AutomaticAgent> played =
                site.agents().stream()
                        .filter(DemoAgent::automatic)
                        .map(a -> new AutomaticAgent(a.id(), a.password(), a.instrument()))
                        .toList();
        List<String> numbers = played.stream().map(AutomaticAgent::instrument).limit(20).toList();
        return AutomaticAgentsRun.launch(
                new AutomaticAgents(
                        played, AutomaticSettings.of(DemoSite.PERIPHERAL, numbers), options.seed),
                sides(options),
                loops,
                event -> visitorIsReady(event, below, options),
                text -> log.line(org.jackfield.gateway.opc.OpcOutput.Severity.WARNING, text));
    }

    /** Somebody who is not automatic became available: a caller for that skill group. */
    private static void visitorIsReady(
            AgentStateEvent event, DemoSwitch below, DemoOptions options) {
        if (options.callsPerHour() == 0) {
            return;
        }
        for (DemoSite.Queue queue : DemoSite.QUEUES) {
            if (queue.skillGroup() == event.skillGroupNumber()) {
                below.callerDials(queue.number());
            }
        }
    }

    /** Address that everything listens on. */
    String bind() {
        return bind;
    }

    DemoSite site() {
        return site;
    }

    DemoServers servers() {
        return servers;
    }

    GatewayProcess gateway() {
        return gateway;
    }

    /** Port of a side's CTI Server. */
    int ctiServerPort(String side) {
        return gateway.port(side);
    }

    @Override
    public void close() {
        while (!open.isEmpty()) {
            AutoCloseable part = open.pop();
            try {
                part.close();
            } catch (Exception stillOpen) {
                System.err.println("demo: could not close " + part + ": " + stillOpen);
            }
        }
    }
}
