package org.jackfield.app.ground;

import org.jackfield.gateway.opc.OpcOutput.Severity;
import org.jackfield.gateway.process.GatewayLog;
import org.jackfield.node.console.ConsoleCommand;
import org.jackfield.node.console.ConsoleLoop;
import org.jackfield.node.ems.EmsIdentity;
import org.jackfield.node.ems.EmsIds;
import org.jackfield.node.ems.EmsLog;
import org.jackfield.node.ems.EmsSeverity;
import org.jackfield.node.process.Ground;
import org.jackfield.node.registry.NodeFolders;
import org.jackfield.node.registry.Registry;
import org.jackfield.protocol.ged188.Ged188Message;

import java.util.List;
import java.util.function.Consumer;

/**
 * What a role stands on: event log and console. A role that somebody starts by hand, and that
 * nobody gave a folder for its data, has neither and speaks on its error stream alone.
 */
public final class RoleGround implements AutoCloseable {

    private final Ground ground;

    private RoleGround(Ground ground) {
        this.ground = ground;
    }

    /** Opens both when the environment names a folder: a node manager does. */
    public static RoleGround open(String node, String process) {
        return System.getenv(NodeFolders.VARIABLE) == null
                ? new RoleGround(null)
                : in(NodeFolders.here(), Ground.identity("jackfield", node, process));
    }

    /** Opens the event log; {@link #console} opens the console. */
    public static RoleGround in(NodeFolders folders, EmsIdentity identity) {
        String release = RoleGround.class.getPackage().getImplementationVersion();
        return new RoleGround(
                Ground.open(folders, identity, release == null ? "(from classes)" : release));
    }

    /** What the whole process says by SLF4J goes to this log. */
    public RoleGround takingAll() {
        if (ground != null) {
            EmsAppender.attach(ground.ems());
        }
        return this;
    }

    /** Lines go to the event log, and to {@code also}. */
    public GatewayLog log(GatewayLog also) {
        return ground == null ? also : new Both(ground.ems(), also);
    }

    /**
     * Opens the console.
     *
     * @throws IllegalStateException when another process has it
     */
    public void console(ConsoleLoop loop, List<ConsoleCommand> commands) {
        if (ground != null) {
            ground.console(loop, commands);
        }
    }

    /** Lets somebody hear of each change of the registry's files; without a folder of none. */
    public void onRegistryChange(Consumer<Registry> listener) {
        if (ground != null) {
            ground.onRegistryChange(listener);
        }
    }

    /** Writes what waits, before the process is gone; {@link #close} does nothing more. */
    public void end() {
        close();
    }

    @Override
    public void close() {
        if (ground != null) {
            ground.close();
        }
    }

    private record Both(EmsLog ems, GatewayLog also) implements GatewayLog {

        @Override
        public void line(Severity severity, String text) {
            EmsSeverity kept =
                    switch (severity) {
                        case TRACE -> EmsSeverity.TRACE;
                        case INFO -> EmsSeverity.INFORMATIONAL;
                        case WARNING -> EmsSeverity.WARNING;
                        case ERROR -> EmsSeverity.ERROR;
                    };
            ems.text(kept, EmsIds.NONE, text);
            also.line(severity, text);
        }

        @Override
        public void sent(long session, Ged188Message message) {
            ems.trace(
                    MessageTrace.topic(message),
                    new EmsIds(MessageTrace.call(message), session),
                    () -> "sent " + MessageTrace.text(message));
        }
    }
}
