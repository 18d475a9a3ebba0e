package org.jackfield.app.demo;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A foreign all-events client of the CTI Server that knows bytes only, and keeps what it read. */
final class RawWitness implements AutoCloseable {

    private static final int FRAME_BYTES_MAX = 12_500;
    private static final int CONNECT_MS = 5_000;

    private final Socket socket = new Socket();
    private final List<RawFrame> frames = new ArrayList<>();
    private final CountDownLatch opened = new CountDownLatch(1);
    private final Thread reader;
    private IOException failure;

    RawWitness(String host, int port) throws IOException {
        socket.connect(new InetSocketAddress(host, port), CONNECT_MS);
        socket.setTcpNoDelay(true);
        socket.getOutputStream().write(RawFrame.openAllEvents("demo-check"));
        reader = Thread.ofPlatform().name("raw-witness").daemon(true).start(this::read);
    }

    /** Waits until the session is open. */
    void awaitOpen() throws IOException, InterruptedException {
        if (!opened.await(CONNECT_MS, TimeUnit.MILLISECONDS)) {
            throw new IOException("the CTI Server did not answer OPEN_REQ within 5 s", failure);
        }
    }

    private void read() {
        try (DataInputStream in = new DataInputStream(socket.getInputStream())) {
            while (true) {
                int length = in.readInt();
                if (length < 0 || length > FRAME_BYTES_MAX) {
                    throw new IOException("frame of " + length + " bytes");
                }
                byte[] bytes = new byte[length + 8];
                bytes[0] = (byte) (length >>> 24);
                bytes[1] = (byte) (length >>> 16);
                bytes[2] = (byte) (length >>> 8);
                bytes[3] = (byte) length;
                in.readFully(bytes, 4, length + 4);
                take(new RawFrame(bytes));
            }
        } catch (EOFException | SocketException closed) {
            keep(closed);
        } catch (IOException broken) {
            keep(broken);
        }
    }

    private synchronized void keep(IOException broken) {
        failure = broken;
        notifyAll();
    }

    private synchronized void take(RawFrame frame) {
        if (frame.type() == RawFrame.OPEN_CONF) {
            opened.countDown();
        }
        frames.add(frame);
        notifyAll();
    }

    /** Waits until something more was read, so long at most. */
    synchronized void awaitMore(long atMostMs) throws InterruptedException {
        wait(atMostMs);
    }

    /** Everything read so far, in order. */
    synchronized List<RawFrame> frames() {
        return List.copyOf(frames);
    }

    @Override
    public void close() throws IOException {
        socket.close();
        try {
            reader.join(2_000);
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }
}
