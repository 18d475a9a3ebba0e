package org.jackfield.app.run;

import org.jackfield.app.demo.DemoSite;
import org.jackfield.app.ground.RoleGround;
import org.jackfield.gateway.cluster.ClusterSettings;
import org.jackfield.gateway.ctiserver.CtiServerSettings;
import org.jackfield.gateway.member.MemberSettings;
import org.jackfield.gateway.opc.OpcOutput.Severity;
import org.jackfield.gateway.process.GatewayLog;
import org.jackfield.gateway.process.GatewayProcess;
import org.jackfield.gateway.process.GatewaySettings;
import org.jackfield.gateway.process.SiteData;
import org.jackfield.protocol.link.EventLoops;
import org.jackfield.protocol.link.LinkSettings;
import org.jackfield.protocol.pim.AnswerMode;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.util.List;
import java.util.Map;
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

    private static final int PORT_A = 42027;
    private static final int PORT_B = 43027;

    @Spec private CommandSpec spec;
    @Mixin private MemberOptions member;
    @Mixin private SwitchOption below;

    @Option(
            names = "--site",
            paramLabel = "NAME",
            defaultValue = "none",
            description =
                    "Site data that this start gives: none, or demo (default: ${DEFAULT-VALUE})."
                            + " Passwords of agents are kept by each side for itself: with none"
                            + " this side refuses every login with a password.")
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
            defaultValue = "127.0.0.1",
            description = "Address that the CTI Server listens on (default: ${DEFAULT-VALUE}).")
    String host;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            description = "Port of the CTI Server; 0: any free one (default: A 42027, B 43027).")
    Integer port;

    @Option(
            names = "--serve-standby",
            description = "Serve clients also while this side's switch link is not the active one.")
    boolean serveStandby;

    @Override
    public Integer call() throws Exception {
        ClusterSettings cluster = member.settings();
        RoleEnd end = new RoleEnd();
        try (RoleGround ground = RoleGround.open("PG1" + cluster.side(), "gateway").takingAll();
                EventLoops loops = EventLoops.start("gateway-io")) {
            GatewayLog log = ground.log(new RoleLog("gateway-" + cluster.side(), System.err));
            GatewayProcess gateway =
                    GatewayProcess.join(
                            settings(cluster),
                            cluster,
                            siteData(cluster),
                            cluster.isWitness()
                                    ? List.of()
                                    : below.pims(
                                            cluster.side(),
                                            loops,
                                            line -> log.line(Severity.INFO, line)),
                            loops,
                            log,
                            end::because);
            ground.console(gateway::offer, gateway.consoleCommands());
            ready(cluster, gateway);
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

    private void ready(ClusterSettings cluster, GatewayProcess gateway) {
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
                                                + host
                                                + ":"
                                                + gateway.port(cluster.side()))
                                + ", log in "
                                + cluster.folder()
                                + ", process "
                                + ProcessHandle.current().pid());
        spec.commandLine().getOut().flush();
    }

    private GatewaySettings settings(ClusterSettings cluster) {
        CtiServerSettings ctiServer = CtiServerSettings.DEFAULTS;
        return new GatewaySettings(
                cluster.group(),
                List.of(new GatewaySettings.Side(cluster.side(), host, port(cluster))),
                member.timeZone(),
                serveStandby ? ctiServer.servingWhenStandby() : ctiServer,
                MemberSettings.DEFAULTS,
                LinkSettings.DEFAULTS,
                100_000,
                Map.of());
    }

    private int port(ClusterSettings cluster) {
        if (port != null) {
            return port;
        }
        return cluster.side().equals("A") ? PORT_A : PORT_B;
    }

    private SiteData siteData(ClusterSettings cluster) {
        if (cluster.isWitness()) {
            return SiteData.NONE;
        }
        return switch (site) {
            case "none" -> SiteData.NONE;
            case "demo" -> new DemoSite(agents, AnswerMode.DEFERRED).siteData();
            default ->
                    throw new IllegalArgumentException("--site: none or demo, not '" + site + "'");
        };
    }
}
