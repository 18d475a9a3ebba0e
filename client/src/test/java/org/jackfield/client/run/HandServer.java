package org.jackfield.client.run;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A CTI Server by hand: opens every session, answers heartbeats, close and everything else with the
 * type that follows the request's and its InvokeID; can turn deaf. Bytes at offsets, no codec.
 */
final class HandServer implements AutoCloseable {

    private final ServerSocket listener;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final List<Integer> types = new CopyOnWriteArrayList<>();
    private final int versionKnown;
    private volatile boolean deaf;

    HandServer(int versionKnown) throws IOException {
        this.versionKnown = versionKnown;
        listener = new ServerSocket(0, 10, InetAddress.getByName("127.0.0.1"));
        Thread.ofVirtual().start(this::accept);
    }

    int port() {
        return listener.getLocalPort();
    }

    /** Types of the messages that came. */
    List<Integer> types() {
        return types;
    }

    void turnDeaf() {
        deaf = true;
    }

    void cut() throws IOException {
        for (Socket socket : sockets) {
            try (socket) {
                socket.setSoLinger(true, 0);
            } catch (SocketException closed) {
                sockets.remove(socket); // the client was the first to end it
            }
        }
    }

    /** Sends a frame to all clients. */
    void send(int type, byte[] body) throws IOException {
        byte[] frame =
                ByteBuffer.allocate(8 + body.length)
                        .putInt(body.length)
                        .putInt(type)
                        .put(body)
                        .array();
        for (Socket socket : sockets) {
            socket.getOutputStream().write(frame);
        }
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket socket = listener.accept();
                sockets.add(socket);
                Thread.ofVirtual().start(() -> serve(socket));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            DataInputStream in = new DataInputStream(socket.getInputStream());
            for (int length = in.readInt(); ; length = in.readInt()) {
                int type = in.readInt();
                byte[] body = new byte[length];
                in.readFully(body);
                types.add(type);
                if (!deaf) {
                    answer(socket, type, ByteBuffer.wrap(body));
                }
            }
        } catch (IOException gone) {
            sockets.remove(socket);
        }
    }

    private void answer(Socket socket, int type, ByteBuffer body) throws IOException {
        int invokeId = body.getInt(0);
        ByteBuffer frame = ByteBuffer.allocate(100);
        if (type == 3 && body.getInt(4) > versionKnown) {
            frame.putInt(8).putInt(1).putInt(invokeId).putInt(1);
        } else if (type == 3) {
            frame.putInt(26).putInt(4).putInt(invokeId).put(new byte[22]);
        } else {
            frame.putInt(4).putInt(type + 1).putInt(invokeId);
        }
        socket.getOutputStream().write(frame.array(), 0, frame.position());
    }

    @Override
    public void close() throws IOException {
        listener.close();
        cut();
    }
}
