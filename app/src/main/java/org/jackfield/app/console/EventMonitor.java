package org.jackfield.app.console;

import org.jackfield.node.console.ConsoleAddress;
import org.jackfield.node.console.ConsoleClient;

import java.io.IOException;
import java.io.PrintWriter;

/** Shows the events of a process as they come, on a connection of its own. */
final class EventMonitor implements AutoCloseable {

    private final ConsoleClient client;
    private final Thread thread;
    private volatile boolean closing;

    private EventMonitor(ConsoleClient client, PrintWriter out) {
        this.client = client;
        this.thread = Thread.ofPlatform().name("emsmon").daemon(true).unstarted(() -> show(out));
    }

    static EventMonitor start(ConsoleAddress address, PrintWriter out) throws IOException {
        EventMonitor monitor = new EventMonitor(ConsoleClient.connect(address), out);
        monitor.client.watch();
        monitor.thread.start();
        return monitor;
    }

    private void show(PrintWriter out) {
        try {
            while (!closing) {
                out.println(client.watched());
                out.flush();
            }
        } catch (IOException | RuntimeException gone) {
            if (!closing) {
                out.println("emsmon: " + gone.getMessage());
                out.flush();
            }
        }
    }

    @Override
    public void close() throws IOException {
        closing = true;
        client.close();
    }
}
