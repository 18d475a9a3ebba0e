package org.jackfield.app.demo;

import org.jackfield.app.ground.RoleGround;
import org.jackfield.gateway.process.GatewayLog;
import org.jackfield.node.ems.EmsIdentity;
import org.jackfield.node.registry.NodeFolders;

/** Event logs and consoles of the demo's processes, as if each were one of its own. */
final class DemoConsoles implements AutoCloseable {

    private static final String INSTANCE = "demo";

    private final RoleGround gateway = ground("PG1", "gateway");
    private final RoleGround ctiosA = ground("CTIOS1", "ctios").takingAll();
    private final RoleGround ctiosB = ground("CTIOS2", "ctios");

    private static RoleGround ground(String node, String process) {
        return RoleGround.in(NodeFolders.here(), new EmsIdentity(INSTANCE, node, process));
    }

    /** The gateway's lines go to its event log too. */
    GatewayLog log(GatewayLog also) {
        return gateway.log(also);
    }

    /** Opens the consoles; where another demo has them this one goes without. */
    void open(DemoProcess demo) {
        try {
            gateway.console(demo.gateway()::offer, demo.gateway().consoleCommands());
            ctiosA.console(
                    demo.servers().serverA()::offer, demo.servers().serverA().consoleCommands());
            ctiosB.console(
                    demo.servers().serverB()::offer, demo.servers().serverB().consoleCommands());
        } catch (IllegalStateException another) {
            System.err.println("demo: no console: " + another.getMessage());
        }
    }

    @Override
    public void close() {
        ctiosB.close();
        ctiosA.close();
        gateway.close();
    }
}
