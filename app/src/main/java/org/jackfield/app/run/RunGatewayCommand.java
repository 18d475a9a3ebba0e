package org.jackfield.app.run;

import org.jackfield.app.demo.DemoSite;
import org.jackfield.app.ground.RoleGround;
import org.jackfield.gateway.cluster.ClusterSettings;
import org.jackfield.gateway.member.MemberSettings;
import org.jackfield.gateway.opc.OpcOutput.Severity;
import org.jackfield.gateway.process.GatewayLog;
import org.jackfield.gateway.process.GatewayProcess;
import org.jackfield.gateway.process.GatewayRegistry;
import org.jackfield.gateway.process.GatewaySettings;
import org.jackfield.gateway.process.SiteData;
import org.jackfield.node.registry.Registry;
import org.jackfield.protocol.link.EventLoops;
import org.jackfield.protocol.link.LinkSettings;
import org.jackfield.protocol.pim.AnswerMode;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.util.List;
import java.util.concurrent.Callable;

/** {@code jackfield run gateway}. */
@Command(
        name = "gateway",
        description =
                "Run one member of a gateway group: side A or B with CTI Server and switch, or"
                        + " the witness C.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExit codes:%n",
        footer = {
            "  0 told to end, 1 cannot start or go on (the last line says why), 2 wrong usage."
        })
public final class RunGatewayCommand implements Callable<Integer> {

    @Spec private CommandSpec spec;
    @Mixin private MemberOptions member;
    @Mixin private SwitchOption below;

    @Option(
            names = "--site",
            paramLabel = "NAME",
            defaultValue = "none",
            description =
                    "Site data that this start gives: none, or demo, the same at each switch"
                            + " (default: ${DEFAULT-VALUE}). Passwords of agents are kept by each"
                            + " side for itself: with none this side refuses every login with a"
                            + " password.")
    String site;

    @Option(
            names = "--agents",
            paramLabel = "N",
            defaultValue = "40",
            description =
                    "Agents of the demo site beside the visitors (default: ${DEFAULT-VALUE}).")
    int agents;

    @Option(
            names = "--host",
            paramLabel = "ADDRESS",
            description =
                    "Address that the CTI Server listens on (registry: CtiServerHost; default:"
                            + " 127.0.0.1).")
    String host;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            description =
                    "Port of the CTI Server; 0: any free one (registry: CtiServerPort; default: A"
                            + " 42027, B 43027).")
    Integer port;

    @Option(
            names = "--serve-standby",
            description =
                    "Serve clients also while the other side has them (registry:"
                            + " ServeWhenStandby).")
    boolean serveStandby;

    @Override
    public Integer call() throws Exception {
        ClusterSettings cluster = member.settings();
        List<PimSettings> switches =
                cluster.isWitness() ? List.of() : below.settings(cluster.side());
        GatewayRegistry registry = registry(cluster.side());
        GatewaySettings.Side side = registry.side(cluster.side(), host, port);
        RoleEnd end = new RoleEnd();
        try (RoleGround ground = RoleGround.open("PG1" + cluster.side(), "gateway").takingAll();
                EventLoops loops = EventLoops.start("gateway-io")) {
            GatewayLog log = ground.log(new RoleLog("gateway-" + cluster.side(), System.err));
            GatewayProcess gateway =
                    GatewayProcess.join(
                            settings(cluster, side, registry),
                            cluster,
                            siteData(switches, cluster.isWitness()),
                            SwitchOption.pims(
                                    cluster.side(),
                                    switches,
                                    loops,
                                    line -> log.line(Severity.INFO, line)),
                            loops,
                            log,
                            end::because);
            ground.onRegistryChange(
                    changed ->
                            gateway.machineSettings(registry(changed, cluster.side()).machine()));
            ground.console(gateway::offer, gateway.consoleCommands());
            ready(cluster, side.host(), gateway);
            String why =
                    end.await(
                            () -> {
                                gateway.close();
                                ground.end();
                            });
            if (why != null) {
                throw new IllegalStateException(why);
            }
            return 0;
        } finally {
            end.nothing();
        }
    }

    private void ready(ClusterSettings cluster, String address, GatewayProcess gateway) {
        spec.commandLine()
                .getOut()
                .println(
                        "gateway "
                                + cluster.side()
                                + " of group "
                                + cluster.group()
                                + (cluster.isWitness()
                                        ? ": witness"
                                        : ": CTI Server at "
                                                + address
                                                + ":"
                                                + gateway.port(cluster.side()))
                                + ", log in "
                                + cluster.folder()
                                + ", process "
                                + ProcessHandle.current().pid());
        spec.commandLine().getOut().flush();
    }

    private static GatewayRegistry registry(String side) {
        String node = "PG1" + side;
        return new GatewayRegistry(
                RoleRegistry.key(GatewayRegistry.CTI_SERVER_KEY, node, "gateway"),
                RoleRegistry.key(GatewayRegistry.OPC_KEY, node, "gateway"));
    }

    private static GatewayRegistry registry(Registry changed, String side) {
        String node = "PG1" + side;
        return new GatewayRegistry(
                RoleRegistry.key(changed, GatewayRegistry.CTI_SERVER_KEY, node, "gateway"),
                RoleRegistry.key(changed, GatewayRegistry.OPC_KEY, node, "gateway"));
    }

    private GatewaySettings settings(
            ClusterSettings cluster, GatewaySettings.Side side, GatewayRegistry registry) {
        return new GatewaySettings(
                cluster.group(),
                List.of(side),
                member.timeZone(),
                registry.ctiServer(serveStandby),
                MemberSettings.DEFAULTS,
                LinkSettings.DEFAULTS,
                100_000,
                registry.machine());
    }

    private SiteData siteData(List<PimSettings> switches, boolean witness) {
        boolean demo =
                switch (site) {
                    case "none" -> false;
                    case "demo" -> !witness;
                    default ->
                            throw new IllegalArgumentException(
                                    "--site: none or demo, not '" + site + "'");
                };
        if (!demo) {
            return SiteData.NONE;
        }
        if (switches.isEmpty()) {
            return new DemoSite(agents, AnswerMode.DEFERRED).siteData();
        }
        return switches.stream()
                .map(
                        each ->
                                new DemoSite(each.peripheral(), agents, AnswerMode.DEFERRED)
                                        .siteData())
                .reduce(SiteData.NONE, SiteData::and);
    }
}
