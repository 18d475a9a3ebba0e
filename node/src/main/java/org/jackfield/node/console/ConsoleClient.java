package org.jackfield.node.console;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/** Asks a process. Every wait has a bound. From one thread. */
public final class ConsoleClient implements AutoCloseable {

    /** Longest answer that is taken. */
    private static final int ANSWER_BYTES_MAX = 64 << 20;

    private static final long WATCH_BEGINS_NS = 5_000_000_000L;

    /** A year: an event may be long in coming. */
    private static final long WATCH_WAIT_NS = 365L * 86_400 * 1_000_000_000;

    private final ConsoleAddress address;
    private final SocketChannel channel;
    private final Selector selector;
    private final ByteBuffer chunk = ByteBuffer.allocate(16 * 1024).limit(0);

    private ConsoleClient(ConsoleAddress address) throws IOException {
        this.address = address;
        this.channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        this.selector = Selector.open();
    }

    /**
     * Connects.
     *
     * @throws IOException when nobody is there
     */
    public static ConsoleClient connect(ConsoleAddress address) throws IOException {
        ConsoleClient client = new ConsoleClient(address);
        try {
            client.channel.connect(address.socket());
            client.channel.configureBlocking(false);
            client.channel.register(client.selector, SelectionKey.OP_READ);
            return client;
        } catch (IOException nobody) {
            client.close();
            throw new IOException(
                    address.identity()
                            + " does not run here: nobody listens on "
                            + address.path()
                            + " ("
                            + nobody.getMessage()
                            + ")",
                    nobody);
        }
    }

    /**
     * Asks and waits for the answer.
     *
     * @throws ConsoleRefusal when the process says no; the message is its answer
     * @throws IOException when it does not answer in time or is gone
     */
    public String ask(String line, long waitMs) throws IOException, ConsoleRefusal {
        send(line);
        long deadlineNs = System.nanoTime() + waitMs * 1_000_000;
        String status = line(deadlineNs);
        StringBuilder text = new StringBuilder();
        String next = line(deadlineNs);
        while (!next.equals(".")) {
            text.append(next.startsWith(".") ? next.substring(1) : next).append('\n');
            next = line(deadlineNs);
        }
        if (status.startsWith("-")) {
            throw new ConsoleRefusal(status.substring(1));
        }
        return text.toString();
    }

    /** Asks for the process's events as they come; from then on only {@link #watched} is asked. */
    public void watch() throws IOException {
        send("watch");
        line(System.nanoTime() + WATCH_BEGINS_NS);
    }

    /** The next event of the process, as a line; waits for it as long as it takes. */
    public String watched() throws IOException {
        return line(System.nanoTime() + WATCH_WAIT_NS);
    }

    /** Sends a line without waiting for an answer. */
    void send(String line) throws IOException {
        ByteBuffer bytes =
                ByteBuffer.wrap((line.replace('\n', ' ') + "\n").getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
            if (channel.write(bytes) == 0) {
                throw late();
            }
        }
    }

    /** The next line; the deadline is by System.nanoTime. */
    String line(long deadlineNs) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        while (line.size() < ANSWER_BYTES_MAX) {
            while (chunk.hasRemaining()) {
                byte next = chunk.get();
                if (next == '\n') {
                    return line.toString(StandardCharsets.UTF_8);
                }
                line.write(next);
            }
            fill(deadlineNs);
        }
        throw new IOException(address.identity() + " answers without end");
    }

    private void fill(long deadlineNs) throws IOException {
        while (true) {
            chunk.clear();
            int read = channel.read(chunk);
            chunk.flip();
            if (read < 0) {
                throw new IOException(address.identity() + " closed its console");
            }
            if (read > 0) {
                return;
            }
            long waitMs = (deadlineNs - System.nanoTime()) / 1_000_000;
            if (waitMs <= 0) {
                throw late();
            }
            selector.select(waitMs);
            selector.selectedKeys().clear();
        }
    }

    private IOException late() {
        return new IOException(address.identity() + " does not answer in time");
    }

    /** Name of whom this talks to. */
    public String name() {
        return address.identity().toString();
    }

    /** Asks once on a connection of its own. */
    public static String askOnce(ConsoleAddress address, String line, long waitMs)
            throws IOException, ConsoleRefusal {
        try (ConsoleClient client = connect(address)) {
            return client.ask(line, waitMs);
        }
    }

    @Override
    public void close() throws IOException {
        selector.close();
        channel.close();
    }
}
