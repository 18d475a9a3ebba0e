package org.jackfield.simulation.switchyard;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;

/**
 * A wire between a client and a TCP server on this machine, that can be cut and mended, or fall
 * silent: then nothing passes, no end is told, and what was sent meanwhile arrives when it is
 * mended, late, as TCP does it.
 */
public final class LinkCutter implements AutoCloseable {

    /** Hears what the server says, on its way to the client. */
    public interface Tap {

        /** A piece of one connection's bytes; connections are numbered from 1. */
        void bytes(int connection, byte[] buffer, int count);
    }

    private static final int BUFFER = 65_536;

    private final ServerSocket listening;
    private final InetSocketAddress server;
    private final Tap tap;
    private final List<Socket> open = new ArrayList<>();
    private boolean cut;
    private boolean silent;
    private int connections;

    /**
     * Listens on a free port of the loopback.
     *
     * @param tap hears the server; null for none
     */
    public LinkCutter(InetSocketAddress server, Tap tap) {
        this.server = server;
        this.tap = tap;
        try {
            listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException none) {
            throw new SwitchyardException("no port for a wire", none);
        }
        Thread.ofVirtual().name("wire").start(this::accept);
    }

    /** Where the client connects to. */
    public int port() {
        return listening.getLocalPort();
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                join(listening.accept());
            } catch (IOException refused) {
                // The server is away, or this wire was closed: the client sees a reset.
                continue;
            }
        }
    }

    private void join(Socket client) throws IOException {
        synchronized (this) {
            if (cut) {
                client.close();
                return;
            }
        }
        Socket to = new Socket();
        try {
            to.connect(server, 2000);
        } catch (IOException away) {
            client.close();
            throw away;
        }
        to.setTcpNoDelay(true);
        client.setTcpNoDelay(true);
        int number;
        synchronized (this) {
            open.add(client);
            open.add(to);
            number = ++connections;
        }
        Thread.ofVirtual().start(() -> pump(client, to, 0));
        Thread.ofVirtual().start(() -> pump(to, client, number));
    }

    private void pump(Socket from, Socket to, int tapped) {
        byte[] buffer = new byte[BUFFER];
        try (from;
                to;
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                awaitSound();
                if (tap != null && tapped > 0) {
                    tap.bytes(tapped, buffer, count);
                }
                out.write(buffer, 0, count);
                out.flush();
            }
        } catch (IOException ended) {
            forget(from, to);
        }
    }

    private synchronized void awaitSound() throws IOException {
        while (silent) {
            try {
                wait();
            } catch (InterruptedException ended) {
                Thread.currentThread().interrupt();
                throw new IOException("the wire ends", ended);
            }
        }
    }

    private synchronized void forget(Socket one, Socket other) {
        open.remove(one);
        open.remove(other);
    }

    /** Cuts every connection, and lets none through until {@link #mend}. */
    public synchronized void cut() {
        cut = true;
        silent = false;
        notifyAll();
        for (Socket each : open) {
            try {
                each.close();
            } catch (IOException closed) {
                continue;
            }
        }
        open.clear();
    }

    /** Passes nothing on, in both directions, of old connections and new ones, and closes none. */
    public synchronized void silence() {
        silent = true;
    }

    /** Lets connections through again, and what was held back by a silence. */
    public synchronized void mend() {
        cut = false;
        silent = false;
        notifyAll();
    }

    @Override
    public void close() {
        cut();
        try {
            listening.close();
        } catch (IOException closed) {
            throw new SwitchyardException("a wire does not close", closed);
        }
    }
}
