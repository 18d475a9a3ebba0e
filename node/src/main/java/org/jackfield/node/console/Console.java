package org.jackfield.node.console;

import org.jackfield.node.ems.EmsLog;
import org.jackfield.node.ems.TraceTopic;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The console of one process: a socket of the local machine, for its own user only. Every answer is
 * given by the process's own loop, so a process that hangs does not answer.
 */
public final class Console implements AutoCloseable {

    /** How long the loop may take to answer. */
    static final long ANSWER_WAIT_MS = 2_000;

    private static final int CONNECTIONS_MAX = 32;

    private final ConsoleAddress address;
    private final ConsoleLoop loop;
    private final EmsLog ems;
    private final String release;
    private final List<ConsoleCommand> commands = new ArrayList<>();
    private final Set<SocketChannel> connections = ConcurrentHashMap.newKeySet();
    private final ServerSocketChannel server;
    private final long startedMs = System.currentTimeMillis();
    private volatile boolean open = true;

    private Console(
            ConsoleAddress address,
            ConsoleLoop loop,
            EmsLog ems,
            String release,
            List<ConsoleCommand> commands)
            throws IOException {
        this.address = address;
        this.loop = loop;
        this.ems = ems;
        this.release = release;
        this.commands.addAll(commands);
        this.commands.addAll(builtIn());
        this.server = bind();
    }

    /**
     * Opens the console.
     *
     * @param ems the process's event log, for the trace commands; may be null
     * @param commands of the process; they win over the built-in ones of the same name
     * @throws IOException when it cannot be opened, or another process has it
     */
    public static Console open(
            ConsoleAddress address,
            ConsoleLoop loop,
            EmsLog ems,
            String release,
            List<ConsoleCommand> commands)
            throws IOException {
        Console console = new Console(address, loop, ems, release, commands);
        Thread.ofPlatform().name("console").daemon(true).start(console::accept);
        return console;
    }

    private ServerSocketChannel bind() throws IOException {
        Path folder = address.path().getParent();
        Files.createDirectories(folder);
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        if (Files.exists(address.path())) {
            refuseASecond();
            Files.delete(address.path());
        }
        ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            channel.bind(address.socket());
            return channel;
        } catch (IOException unbound) {
            channel.close();
            throw new IOException(
                    "the console cannot listen on " + address.path() + ": " + unbound, unbound);
        }
    }

    /** The socket of a process that was killed is left behind; then nobody answers on it. */
    private void refuseASecond() throws IOException {
        try (SocketChannel other = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            other.connect(address.socket());
        } catch (IOException nobody) {
            return;
        }
        throw new IOException(
                address.identity()
                        + " runs already: it has the console "
                        + address.path()
                        + "; stop it first, or give this one another node or process name");
    }

    private void accept() {
        while (open) {
            try {
                SocketChannel channel = server.accept();
                if (connections.size() >= CONNECTIONS_MAX) {
                    channel.close();
                    continue;
                }
                connections.add(channel);
                Thread.ofVirtual().name("console-tool").start(() -> serve(channel));
            } catch (IOException closing) {
                if (open) {
                    System.err.println(address.identity() + ": console: " + closing);
                }
            }
        }
    }

    private void serve(SocketChannel channel) {
        try {
            new ConsoleConnection(channel, ems, this::answer).run();
        } finally {
            connections.remove(channel);
        }
    }

    private ConsoleConnection.Answer answer(String line) {
        List<String> words = new ArrayList<>(List.of(line.split("\\s+")));
        String name = words.removeFirst();
        for (ConsoleCommand command : commands) {
            if (command.isNamed(name)) {
                return words.contains("/?")
                        ? new ConsoleConnection.Answer(true, command.helpLine())
                        : onLoop(command, words);
            }
        }
        return refusal("there is no command '" + name + "'; help lists them");
    }

    private ConsoleConnection.Answer onLoop(ConsoleCommand command, List<String> words) {
        CompletableFuture<String> answer = new CompletableFuture<>();
        boolean taken =
                loop.offer(
                        () -> {
                            try {
                                answer.complete(command.action().run(words));
                            } catch (RuntimeException wrong) {
                                answer.completeExceptionally(wrong);
                            }
                        });
        if (!taken) {
            return refusal("the process is too busy, or ends");
        }
        try {
            return new ConsoleConnection.Answer(
                    true, answer.get(ANSWER_WAIT_MS, TimeUnit.MILLISECONDS));
        } catch (TimeoutException late) {
            return refusal("the process did not answer within " + ANSWER_WAIT_MS + " ms");
        } catch (ExecutionException wrong) {
            Throwable cause = wrong.getCause();
            return refusal(
                    cause instanceof IllegalArgumentException
                            ? cause.getMessage()
                            : command.names().getFirst() + " failed: " + cause);
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
            return refusal("the process ends");
        }
    }

    private static ConsoleConnection.Answer refusal(String text) {
        return new ConsoleConnection.Answer(false, text);
    }

    private List<ConsoleCommand> builtIn() {
        List<ConsoleCommand> built = new ArrayList<>();
        built.add(ConsoleCommand.of("help,?,mhelp", "", "What can be asked.", words -> help()));
        built.add(ConsoleCommand.of("ping", "", "Says that the loop turns.", words -> "alive"));
        built.add(ConsoleCommand.of("who", "", "Name, process id, release.", words -> who()));
        built.add(ConsoleCommand.of("status", "", "How the process is.", words -> who()));
        if (ems != null) {
            built.add(ConsoleCommand.of("ltrace", "", "Trace topics.", words -> topics()));
            built.add(
                    ConsoleCommand.of(
                            "trace,debug",
                            "TOPIC|MASK /on|/off",
                            "Switches a trace topic, or sets the mask.",
                            this::trace));
        }
        return built;
    }

    private String help() {
        StringBuilder text = new StringBuilder();
        commands.forEach(each -> text.append(each.helpLine()).append('\n'));
        return text.toString();
    }

    private String who() {
        return "%s\npid %d\nstarted %d\nup %d s\nrelease %s\n"
                .formatted(
                        address.identity(),
                        ProcessHandle.current().pid(),
                        startedMs,
                        (System.currentTimeMillis() - startedMs) / 1_000,
                        release);
    }

    private String topics() {
        StringBuilder text = new StringBuilder("mask 0x%x\n".formatted(ems.traceMask()));
        for (TraceTopic topic : TraceTopic.values()) {
            text.append(
                    "%-12s 0x%05x %s\n"
                            .formatted(topic, topic.bit(), ems.traces(topic) ? "on" : "off"));
        }
        return text.toString();
    }

    private String trace(List<String> words) {
        if (words.size() == 1 && words.getFirst().matches("(0x[0-9a-fA-F]{1,8}|\\d{1,10})")) {
            ems.traceMask(Long.decode(words.getFirst()).intValue());
            return topics();
        }
        boolean on = words.size() == 2 && words.get(1).equalsIgnoreCase("/on");
        boolean off = words.size() == 2 && words.get(1).equalsIgnoreCase("/off");
        if (!on && !off) {
            throw new IllegalArgumentException("trace TOPIC /on, trace TOPIC /off, or trace MASK");
        }
        String name = words.getFirst().replace("/", "").toUpperCase(Locale.ROOT);
        for (TraceTopic topic : TraceTopic.values()) {
            if (topic.name().equals(name)) {
                int mask = ems.traceMask();
                ems.traceMask(on ? mask | topic.bit() : mask & ~topic.bit());
                return topics();
            }
        }
        throw new IllegalArgumentException(
                "there is no topic '" + name + "', only " + Arrays.toString(TraceTopic.values()));
    }

    @Override
    public void close() {
        open = false;
        try {
            server.close();
            for (SocketChannel each : connections) {
                each.close();
            }
            Files.deleteIfExists(address.path());
        } catch (IOException unclosed) {
            System.err.println(address.identity() + ": console: " + unclosed);
        }
    }
}
