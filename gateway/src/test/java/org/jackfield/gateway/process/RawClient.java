package org.jackfield.gateway.process;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * A foreign client of CTI Server, by hand: bytes at offsets written here, nothing of our codec.
 * Protocol version 24, so tags and lengths of floating fields are two bytes each.
 */
final class RawClient implements AutoCloseable {

    static final int VERSION = 24;
    private static final int PATIENCE_MS = 10_000;

    private final Socket socket = new Socket();
    private final DataInputStream in;
    private final OutputStream out;

    RawClient(int port) throws IOException {
        socket.connect(new InetSocketAddress("127.0.0.1", port), PATIENCE_MS);
        socket.setSoTimeout(PATIENCE_MS);
        socket.setTcpNoDelay(true);
        in = new DataInputStream(socket.getInputStream());
        out = socket.getOutputStream();
    }

    /** One frame as it came, with its header. */
    record Frame(byte[] bytes) {

        int type() {
            return number(4);
        }

        int number(int offset) {
            return ByteBuffer.wrap(bytes).getInt(offset);
        }

        int half(int offset) {
            return ByteBuffer.wrap(bytes).getShort(offset) & 0xFFFF;
        }

        /** The text of the floating field with a tag; null when it is not there. */
        String text(int floatingFrom, int tag) {
            int at = floatingFrom;
            while (at + 4 <= bytes.length) {
                int length = half(at + 2);
                if (half(at) == tag) {
                    String text = new String(bytes, at + 4, length, StandardCharsets.ISO_8859_1);
                    return text.endsWith("\0") ? text.substring(0, length - 1) : text;
                }
                at += 4 + length;
            }
            return null;
        }
    }

    void send(byte[] bytes) throws IOException {
        out.write(bytes);
        out.flush();
    }

    void send(int type, byte[] body) throws IOException {
        send(
                ByteBuffer.allocate(8 + body.length)
                        .putInt(body.length)
                        .putInt(type)
                        .put(body)
                        .array());
    }

    /** OPEN_REQ: eleven words, then ClientID (1), ClientPassword (2), ClientSignature (3). */
    static byte[] openBody(int version, int idleSeconds, int services) {
        return ByteBuffer.allocate(44 + 4 + 5 + 4 + 4 + 5)
                .putInt(1)
                .putInt(version)
                .putInt(idleSeconds)
                .putInt(0xFFFFFFFF)
                .putInt(services)
                .putInt(0xFFFFFFFF)
                .putInt(0x3FFF)
                .putInt(0)
                .putInt(0)
                .putInt(0)
                .putInt(0)
                .putShort((short) 1)
                .putShort((short) 5)
                .put("hand\0".getBytes(StandardCharsets.ISO_8859_1))
                .putShort((short) 2)
                .putShort((short) 0)
                .putShort((short) 3)
                .putShort((short) 5)
                .put("hand\0".getBytes(StandardCharsets.ISO_8859_1))
                .array();
    }

    /** Opens a session and gives the OPEN_CONF. */
    Frame open(int services) throws IOException {
        send(3, openBody(VERSION, 20, services));
        return next();
    }

    Frame next() throws IOException {
        byte[] header = new byte[8];
        in.readFully(header);
        int length = ByteBuffer.wrap(header).getInt(0);
        byte[] frame = ByteBuffer.allocate(8 + length).put(header).array();
        in.readFully(frame, 8, length);
        return new Frame(frame);
    }

    /** Reads on until a frame of this type comes. */
    Frame next(int type) throws IOException {
        for (int i = 0; i < 10_000; i++) {
            Frame frame = next();
            if (frame.type() == type) {
                return frame;
            }
        }
        throw new IOException("no frame of type " + type + " among 10000");
    }

    /** True when the server has closed the connection (reads what still comes). */
    boolean isClosed() throws IOException {
        try {
            for (int i = 0; i < 1_000_000; i++) {
                next();
            }
            return false;
        } catch (EOFException | SocketException gone) {
            return true;
        }
    }

    Socket socket() {
        return socket;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
