package org.jackfield.node.process;

import org.jackfield.node.console.Console;
import org.jackfield.node.console.ConsoleAddress;
import org.jackfield.node.console.ConsoleCommand;
import org.jackfield.node.console.ConsoleLoop;
import org.jackfield.node.ems.EmsIdentity;
import org.jackfield.node.ems.EmsIds;
import org.jackfield.node.ems.EmsLog;
import org.jackfield.node.ems.EmsOutlets;
import org.jackfield.node.ems.EmsSettings;
import org.jackfield.node.ems.EmsSeverity;
import org.jackfield.node.registry.NodeFolders;
import org.jackfield.node.registry.Registry;
import org.jackfield.node.registry.RegistryWatch;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** What every process stands on: its name, the registry, its event log, its console. */
public final class Ground implements AutoCloseable {

    /** Environment variables with which a node manager tells a process who it is. */
    public static final String INSTANCE = "JACKFIELD_INSTANCE";

    public static final String NODE = "JACKFIELD_NODE";
    public static final String PROCESS = "JACKFIELD_PROCESS";

    private final NodeFolders folders;
    private final EmsIdentity identity;
    private final String release;
    private final Registry registry;
    private final EmsLog ems;
    private final RegistryWatch watch;
    private final List<Consumer<Registry>> listeners = new CopyOnWriteArrayList<>();
    private EmsSettings settings;
    private final Deque<Console> consoles = new ArrayDeque<>();

    private Ground(NodeFolders folders, EmsIdentity identity, String release) {
        this.folders = folders;
        this.identity = identity;
        this.release = release;
        this.registry = Registry.open(folders.registry());
        this.settings = settings(registry);
        this.ems = EmsLog.open(settings, identity, release, EmsOutlets.ofSystem(identity));
        this.watch =
                RegistryWatch.open(
                        folders.registry(),
                        this::changed,
                        refused ->
                                ems.text(
                                        EmsSeverity.WARNING,
                                        EmsIds.NONE,
                                        "the registry has changed and is not taken, what was before"
                                                + " holds on: "
                                                + refused.getMessage()));
    }

    private EmsSettings settings(Registry from) {
        return EmsSettings.from(
                from.key(EmsSettings.KEY, identity.instance(), identity.node(), identity.process()),
                folders.logs(identity.instance(), identity.node()));
    }

    /** What a console set meanwhile stays, unless the registry's own value is another now. */
    private void changed(Registry now) {
        EmsSettings before = settings;
        EmsSettings next = settings(now);
        settings = next;
        if (next.traceMask() != before.traceMask()) {
            ems.traceMask(next.traceMask());
            taken("EMSTraceMask", "0x" + Integer.toHexString(next.traceMask()));
        }
        if (next.forwardLevel() != before.forwardLevel()) {
            ems.forwardLevel(next.forwardLevel());
            taken("EMSForwardLevel", Integer.toString(next.forwardLevel()));
        }
        listeners.forEach(each -> each.accept(now));
    }

    private void taken(String name, String value) {
        ems.text(
                EmsSeverity.INFORMATIONAL,
                EmsIds.NONE,
                name + " is " + value + " from now on, as the registry says");
    }

    /**
     * Lets somebody hear of each change of the registry's files, on a thread of its own; a {@link
     * org.jackfield.node.registry.RegistryException} that it throws goes to the event log.
     */
    public void onRegistryChange(Consumer<Registry> listener) {
        listeners.add(listener);
    }

    /**
     * Opens registry and event log of a process.
     *
     * @throws org.jackfield.node.registry.RegistryException when the registry cannot be read
     */
    public static Ground open(NodeFolders folders, EmsIdentity identity, String release) {
        return new Ground(folders, identity, release);
    }

    /** Who this process is: what the node manager says, or else what is given. */
    public static EmsIdentity identity(String instance, String node, String process) {
        return new EmsIdentity(
                variable(INSTANCE, instance), variable(NODE, node), variable(PROCESS, process));
    }

    private static String variable(String name, String otherwise) {
        String value = System.getenv(name);
        return value == null || value.isBlank() ? otherwise : value;
    }

    /**
     * Opens the console, answered by the process's own loop.
     *
     * @throws IllegalStateException when it cannot be opened, or another process has it
     */
    public void console(ConsoleLoop loop, List<ConsoleCommand> commands) {
        try {
            consoles.push(
                    Console.open(
                            ConsoleAddress.of(folders, identity), loop, ems, release, commands));
        } catch (IOException unopened) {
            throw new IllegalStateException(unopened.getMessage(), unopened);
        }
    }

    public EmsIdentity identity() {
        return identity;
    }

    public NodeFolders folders() {
        return folders;
    }

    public Registry registry() {
        return registry;
    }

    public EmsLog ems() {
        return ems;
    }

    /** Closes the console; another may be opened. */
    void closeConsole() {
        while (!consoles.isEmpty()) {
            consoles.pop().close();
        }
    }

    @Override
    public void close() {
        watch.close();
        closeConsole();
        ems.close();
    }
}
