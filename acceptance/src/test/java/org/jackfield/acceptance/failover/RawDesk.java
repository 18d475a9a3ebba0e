package org.jackfield.acceptance.failover;

import org.jackfield.protocol.ged188.AgentState;
import org.jackfield.protocol.ged188.Bytes;
import org.jackfield.protocol.ged188.Ged188Codec;
import org.jackfield.protocol.ged188.Ged188Message;
import org.jackfield.protocol.ged188.OpenReq;
import org.jackfield.protocol.ged188.ServiceMask;
import org.jackfield.protocol.ged188.SetAgentStateReq;
import org.jackfield.protocol.ged188.SpecialValue;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** A client of CTI Server that keeps all it hears. */
final class RawDesk implements AutoCloseable {

    static final int PERIPHERAL = 5000;

    private static final int VERSION = 24;
    private static final int CONNECT_MS = 10_000;

    private final Socket socket = new Socket();
    private final OutputStream out;
    private final List<Ged188Message> heard = new ArrayList<>();
    private boolean closed;

    RawDesk(int port) throws IOException {
        socket.connect(new InetSocketAddress("127.0.0.1", port), CONNECT_MS);
        socket.setTcpNoDelay(true);
        out = socket.getOutputStream();
        Thread.ofPlatform().name("raw-desk").daemon(true).start(this::read);
    }

    private void read() {
        try (DataInputStream in = new DataInputStream(socket.getInputStream())) {
            while (true) {
                byte[] header = new byte[8];
                in.readFully(header);
                int length = ByteBuffer.wrap(header).getInt();
                byte[] frame = ByteBuffer.allocate(8 + length).put(header).array();
                in.readFully(frame, 8, length);
                keep(Ged188Codec.decode(frame, VERSION).message());
            }
        } catch (IOException gone) {
            keep(null);
        }
    }

    private synchronized void keep(Ged188Message message) {
        if (message == null) {
            closed = true;
        } else {
            heard.add(message);
        }
        notifyAll();
    }

    /** Sends a request. */
    void send(Ged188Message request) throws IOException {
        out.write(Ged188Codec.encode(request, VERSION));
        out.flush();
    }

    /** Asks for a session with all events and the right to act. */
    void open() throws IOException {
        send(
                OpenReq.builder()
                        .invokeId(1)
                        .versionNumber(VERSION)
                        .idleTimeout(120)
                        .peripheralId(SpecialValue.NULL_PERIPHERAL_ID)
                        .servicesRequested(
                                ServiceMask.ALL_EVENTS
                                        | ServiceMask.CLIENT_CONTROL
                                        | ServiceMask.CALL_DATA_UPDATE)
                        .callMsgMask(0x00FF_FFFF)
                        .agentStateMask(0x3FFF)
                        .clientId("raw")
                        .clientPassword(Bytes.EMPTY)
                        .build());
    }

    /** Waits for the first message of a kind, among all it ever heard. */
    <T extends Ged188Message> T await(Class<T> type, int seconds) throws InterruptedException {
        return await(type, each -> true, seconds);
    }

    /** Waits for a message of a kind and content, among all it ever heard. */
    synchronized <T extends Ged188Message> T await(Class<T> type, Predicate<T> wanted, int seconds)
            throws InterruptedException {
        long deadlineNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        int at = 0;
        while (true) {
            for (; at < heard.size(); at++) {
                Ged188Message each = heard.get(at);
                if (type.isInstance(each) && wanted.test(type.cast(each))) {
                    return type.cast(each);
                }
            }
            long leftMs = TimeUnit.NANOSECONDS.toMillis(deadlineNs - System.nanoTime());
            if (leftMs <= 0 || closed) {
                throw new AssertionError(
                        "no "
                                + type.getSimpleName()
                                + (closed ? ", closed;" : " within " + seconds + " s;")
                                + " heard last "
                                + heard.subList(Math.max(0, heard.size() - 8), heard.size()));
            }
            wait(leftMs);
        }
    }

    /** Waits until the server has closed the connection. */
    synchronized void awaitClosed(int seconds) throws InterruptedException {
        long deadlineNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        while (!closed) {
            long leftMs = TimeUnit.NANOSECONDS.toMillis(deadlineNs - System.nanoTime());
            if (leftMs <= 0) {
                throw new AssertionError("not closed within " + seconds + " s; heard " + heard);
            }
            wait(leftMs);
        }
    }

    /** All of a kind so far. */
    synchronized <T extends Ged188Message> List<T> all(Class<T> type) {
        return heard.stream().filter(type::isInstance).map(type::cast).toList();
    }

    /** A request for a state of a visitor of the demo's site. */
    static SetAgentStateReq state(int invokeId, int visitor, AgentState state) {
        return SetAgentStateReq.builder()
                .invokeId(invokeId)
                .peripheralId(PERIPHERAL)
                .agentState(state.value())
                .agentInstrument(Integer.toString(2000 + visitor))
                .agentId(Integer.toString(1000 + visitor))
                .agentPassword("demo-" + (1000 + visitor))
                .build();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
