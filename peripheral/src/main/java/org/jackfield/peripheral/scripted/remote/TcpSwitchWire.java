package org.jackfield.peripheral.scripted.remote;

import org.jackfield.gateway.pim.Pim;
import org.jackfield.machine.loop.Loop;
import org.jackfield.peripheral.scripted.RemoteScriptedPim;
import org.jackfield.peripheral.scripted.SwitchWire;
import org.jackfield.protocol.link.EventLoops;
import org.jackfield.protocol.link.LinkSettings;
import org.jackfield.protocol.link.RecordLink;

import java.util.function.Function;

/** The gateway's end of the line over TCP: what comes in is handed to the PIM's loop. */
public final class TcpSwitchWire implements SwitchWire {

    private static final int CLOSED_AGAIN_MS = 20;

    private final Loop loop;
    private final EventLoops sockets;
    private final String host;
    private final int port;

    private TcpSwitchWire(Loop loop, EventLoops sockets, String host, int port) {
        this.loop = loop;
        this.sockets = sockets;
        this.host = host;
        this.port = port;
    }

    /**
     * The adapter of a scripted switch at an address, as a hosted PIM wants it.
     *
     * @param name of the gateway's side
     */
    public static Function<Loop, Pim> pim(String name, String host, int port, EventLoops sockets) {
        return loop ->
                new RemoteScriptedPim(
                        name, new TcpSwitchWire(loop, sockets, host, port), loop::nowMs);
    }

    /**
     * The adapter of a switch that a command line names.
     *
     * @param address {@code tcp:HOST:PORT}
     * @throws IllegalArgumentException when it is none
     */
    public static Function<Loop, Pim> pim(String name, String address, EventLoops sockets) {
        String[] parts = address.split(":");
        if (parts.length == 3 && parts[0].equals("tcp") && parts[2].matches("[0-9]{1,5}")) {
            return pim(name, parts[1], Integer.parseInt(parts[2]), sockets);
        }
        throw new IllegalArgumentException(
                "'" + address + "' names no switch: give tcp:HOST:PORT, as tcp:127.0.0.1:45000");
    }

    @Override
    public Connection connect(Ear ear) {
        RecordLink link =
                RecordLink.connect(
                        sockets, host, port, LinkSettings.DEFAULTS, new Inbox(loop, ear));
        return new Outbox(link);
    }

    record Outbox(RecordLink link) implements Connection {

        @Override
        public void send(byte[] bytes) {
            link.send(bytes);
        }

        @Override
        public void close(String reason) {
            link.close(reason);
        }
    }

    /** From the sockets' thread to the loop's; the end is told as soon as there is room for it. */
    record Inbox(Loop loop, Ear ear) implements RecordLink.Listener {

        @Override
        public void opened(RecordLink link) {
            if (!loop.offer(ear::opened)) {
                link.close("too much waits to be worked on");
            }
        }

        @Override
        public boolean received(RecordLink link, byte[] bytes) {
            return loop.offer(() -> ear.received(bytes));
        }

        @Override
        public void closed(RecordLink link, String reason) {
            if (!loop.offer(() -> ear.closed(reason))) {
                link.later(CLOSED_AGAIN_MS, () -> closed(link, reason));
            }
        }
    }
}
