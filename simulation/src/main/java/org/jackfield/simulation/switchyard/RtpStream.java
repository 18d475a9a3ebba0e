package org.jackfield.simulation.switchyard;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** The sound of one call: sends a tone 50 times a second, keeps the last half second heard. */
final class RtpStream implements AutoCloseable {

    private static final int HEADER = 12;
    private static final int FRAME = 160;
    private static final int FRAME_MS = 20;
    private static final int KEPT = 4000;
    private static final int TELEPHONE_EVENT = 101;

    private final DatagramSocket socket;
    private final int toneHz;
    private final ScheduledFuture<?> sending;
    private final byte[] heard = new byte[KEPT];
    private int heardCount;
    private InetSocketAddress peer;
    private boolean muted;
    private short sequence = 1;
    private int timestamp;

    RtpStream(InetAddress local, int toneHz, ScheduledExecutorService clock) throws IOException {
        this.socket = new DatagramSocket(new InetSocketAddress(local, 0));
        this.toneHz = toneHz;
        this.sending =
                clock.scheduleAtFixedRate(
                        this::sendFrame, FRAME_MS, FRAME_MS, TimeUnit.MILLISECONDS);
        Thread.ofVirtual().name("rtp").start(this::listen);
    }

    int port() {
        return socket.getLocalPort();
    }

    synchronized void sendTo(InetSocketAddress address) {
        peer = address;
    }

    synchronized void mute(boolean now) {
        muted = now;
    }

    private synchronized void sendFrame() {
        ByteBuffer packet = ByteBuffer.allocate(HEADER + FRAME);
        head(packet, 0);
        for (int i = 0; i < FRAME; i++) {
            packet.put(Tone.sample(toneHz, Integer.toUnsignedLong(timestamp) + i));
        }
        timestamp += FRAME;
        if (!muted) {
            send(packet);
        }
    }

    private void head(ByteBuffer packet, int payloadType) {
        packet.put((byte) 0x80).put((byte) payloadType).putShort(sequence++);
        packet.putInt(timestamp).putInt(socket.getLocalPort());
    }

    /** One key, as an event of its own kind in the stream. */
    synchronized void press(char key) {
        int code = "0123456789*#ABCD".indexOf(key);
        for (int i = 1; i <= 8; i++) {
            boolean end = i > 5;
            ByteBuffer packet = ByteBuffer.allocate(HEADER + 4);
            int at = timestamp;
            head(packet, i == 1 ? TELEPHONE_EVENT | 0x80 : TELEPHONE_EVENT);
            packet.put((byte) code).put((byte) (end ? 0x8A : 0x0A));
            packet.putShort((short) (Math.min(i, 6) * FRAME));
            send(packet);
            timestamp = at;
        }
        timestamp += 8 * FRAME;
    }

    private void send(ByteBuffer packet) {
        if (peer == null || socket.isClosed()) {
            return;
        }
        try {
            socket.send(new DatagramPacket(packet.array(), packet.capacity(), peer));
        } catch (IOException notNow) {
            // Nobody listens there (yet): sound is not repeated.
            return;
        }
    }

    private void listen() {
        byte[] buffer = new byte[2048];
        DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
        while (!socket.isClosed()) {
            try {
                socket.receive(packet);
            } catch (IOException refusedOrClosed) {
                continue;
            }
            if (packet.getLength() > HEADER && (buffer[1] & 0x7F) == 0) {
                keep(buffer, packet.getLength());
            }
        }
    }

    private synchronized void keep(byte[] buffer, int length) {
        int count = Math.min(length - HEADER, KEPT);
        System.arraycopy(heard, count, heard, 0, KEPT - count);
        System.arraycopy(buffer, HEADER, heard, KEPT - count, count);
        heardCount += count;
        notifyAll();
    }

    /** How much of the last half second is this tone; 0 before so much was heard. */
    synchronized double share(int hz) {
        return heardCount < KEPT ? 0 : Tone.share(heard, hz);
    }

    /** Forgets what was heard: a later {@link #share} is of sound from now on. */
    synchronized void forget() {
        heardCount = 0;
        Arrays.fill(heard, (byte) 0xFF);
    }

    /** Waits until a tone is at least this share of the sound. */
    synchronized boolean awaitShare(int hz, double share, long patienceMs) {
        long untilNs = System.nanoTime() + patienceMs * 1_000_000;
        while (share(hz) < share) {
            if (!pause(untilNs)) {
                return false;
            }
        }
        return true;
    }

    /** Waits until half a second has less than this share of a tone; no sound at all has none. */
    synchronized boolean awaitWithout(int hz, double share, long patienceMs) {
        long untilNs = System.nanoTime() + patienceMs * 1_000_000;
        while (System.nanoTime() < untilNs) {
            forget();
            long halfSecondNs = System.nanoTime() + 600_000_000L;
            boolean listening = true;
            while (listening) {
                listening = pause(halfSecondNs);
            }
            if (Tone.share(heard, hz) < share) {
                return true;
            }
        }
        return false;
    }

    /** Waits for more sound; false when the time is over. */
    private boolean pause(long untilNs) {
        long leftMs = (untilNs - System.nanoTime()) / 1_000_000;
        if (leftMs <= 0) {
            return false;
        }
        try {
            wait(leftMs);
            return true;
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public void close() {
        sending.cancel(false);
        socket.close();
    }
}
