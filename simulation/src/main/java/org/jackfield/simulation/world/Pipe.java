package org.jackfield.simulation.world;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * One connection of the network in memory: two ends, frames in order, a delay each way. Like TCP it
 * loses nothing while it lives, and what is under way is lost when it is cut.
 */
public final class Pipe {

    /** What one end hears. */
    public interface Ear {

        /** A frame; the bytes are its own. */
        void frame(byte[] bytes);

        /** The connection is gone; comes once, to an end that did not close it. */
        void closed(String reason);

        /** More than a warning's worth of bytes waits for the other end. */
        default void slow(long waitingBytes) {}

        /** So much waited for the other end that it is cut off now. */
        default void cutOff(long waitingBytes) {}
    }

    /** One end: what its owner sends, and what it hears. */
    public final class End {
        private final Deque<byte[]> waiting = new ArrayDeque<>();
        private Ear ear;
        private End other;
        private long lastArrivalMs;
        private long waitingBytes;
        private boolean stalled;
        private boolean warned;

        private End() {}

        /** Says who hears what comes; what came before waits. */
        public void hear(Ear listener) {
            ear = listener;
        }

        /** True until the connection is gone. */
        public boolean open() {
            return open;
        }

        /** Sends a frame to the other end. */
        public void send(byte[] frame) {
            if (!open) {
                return;
            }
            other.waiting.add(frame);
            other.waitingBytes += frame.length;
            net.count(frame);
            if (other.stalled) {
                checkQueue();
            } else {
                other.schedule();
            }
        }

        private void checkQueue() {
            if (other.waitingBytes > net.queueBytesMax()) {
                ear.cutOff(other.waitingBytes);
                cut("reads too slowly: " + other.waitingBytes + " bytes wait");
            } else if (other.waitingBytes > net.queueBytesWarn() && !warned) {
                warned = true;
                ear.slow(other.waitingBytes);
            }
        }

        private void schedule() {
            lastArrivalMs = Math.max(lastArrivalMs, net.time().nowMs() + net.delay());
            net.time().at(lastArrivalMs, this::arrive);
        }

        private void arrive() {
            if (!open || stalled || waiting.isEmpty()) {
                return;
            }
            byte[] frame = waiting.poll();
            waitingBytes -= frame.length;
            ear.frame(frame);
        }

        /** Stops to read, as a program that hangs. */
        public void stall() {
            stalled = true;
        }

        /** Reads on. */
        public void resume() {
            if (stalled) {
                stalled = false;
                other.warned = false;
                for (int frame = waiting.size(); frame > 0; frame--) {
                    schedule();
                }
            }
        }

        /** Closes when everything is there; the other end is told then. */
        public void close(String reason) {
            if (open && !closing) {
                closing = true;
                long atMs = Math.max(other.lastArrivalMs, net.time().nowMs() + net.delay());
                net.time().at(atMs, () -> finish(other, reason));
            }
        }

        /** Closes at once; what is under way is lost. */
        public void abort(String reason) {
            if (open) {
                open = false;
                net.gone(Pipe.this);
                net.time().after(net.delay(), () -> other.ear.closed(reason));
            }
        }
    }

    private final SimulatedNet net;
    private final End client = new End();
    private final End server = new End();
    private boolean open = true;
    private boolean closing;

    Pipe(SimulatedNet net) {
        this.net = net;
        client.other = server;
        server.other = client;
    }

    End client() {
        return client;
    }

    End server() {
        return server;
    }

    private void finish(End hearing, String reason) {
        if (open) {
            open = false;
            net.gone(this);
            hearing.ear.closed(reason);
        }
    }

    /** The network drops it: both ends hear it, what is under way is lost. */
    public void cut(String reason) {
        if (open) {
            open = false;
            net.gone(this);
            net.time().after(net.delay(), () -> client.ear.closed(reason));
            net.time().after(net.delay(), () -> server.ear.closed(reason));
        }
    }
}
