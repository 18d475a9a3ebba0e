package org.jackfield.simulation.world;

import org.jackfield.peripheral.scripted.Dice;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** The network: listeners by address, connections with delays, and what goes wrong with them. */
public final class SimulatedNet {

    private static final int DELAY_MS_MAX = 3;
    private static final long FNV_PRIME = 0x100000001b3L;
    private static final int QUEUE_BYTES_MAX = 1 << 20;
    private static final int QUEUE_BYTES_WARN = 1 << 17;

    private final VirtualTime time;
    private final Dice dice;
    private final Map<String, Consumer<Pipe.End>> listeners = new LinkedHashMap<>();
    private final Set<Pipe> pipes = new LinkedHashSet<>();
    private int connectMsMax;
    private long digest;
    private long frames;
    private long bytes;

    public SimulatedNet(VirtualTime time, Dice dice) {
        this.time = time;
        this.dice = dice;
    }

    VirtualTime time() {
        return time;
    }

    long delay() {
        return dice.between(0, DELAY_MS_MAX);
    }

    long queueBytesMax() {
        return QUEUE_BYTES_MAX;
    }

    long queueBytesWarn() {
        return QUEUE_BYTES_WARN;
    }

    void count(byte[] frame) {
        frames++;
        bytes += frame.length;
        digest = (digest ^ time.nowMs()) * FNV_PRIME;
        for (byte each : frame) {
            digest = (digest ^ each) * FNV_PRIME;
        }
    }

    /** A digest of every frame and its time so far: equal for equal runs. */
    public long digest() {
        return digest;
    }

    void gone(Pipe pipe) {
        pipes.remove(pipe);
    }

    /** Frames sent so far. */
    public long frames() {
        return frames;
    }

    /** Bytes sent so far. */
    public long bytes() {
        return bytes;
    }

    /** Accepts connections at an address; each is given its own end before anything is heard. */
    public void listen(String address, Consumer<Pipe.End> accept) {
        listeners.put(address, accept);
    }

    /** No longer accepts connections there; those that are stay. */
    public void deafen(String address) {
        listeners.remove(address);
    }

    /**
     * Connects.
     *
     * @param connected hears of the end, or of null when nobody listens there
     */
    public void connect(String address, Consumer<Pipe.End> connected) {
        long slowMs = connectMsMax == 0 ? 0 : dice.between(0, connectMsMax);
        time.after(
                1 + delay() + slowMs,
                () -> {
                    Consumer<Pipe.End> accept = listeners.get(address);
                    if (accept == null) {
                        connected.accept(null);
                        return;
                    }
                    Pipe pipe = new Pipe(this);
                    pipes.add(pipe);
                    accept.accept(pipe.server());
                    connected.accept(pipe.client());
                });
    }

    /** To connect takes up to so much longer from now on; 0 = as usual. */
    void connectsTakeUpTo(int ms) {
        connectMsMax = ms;
    }

    /** Every connection that is up, oldest first. */
    public List<Pipe> pipes() {
        return List.copyOf(pipes);
    }
}
