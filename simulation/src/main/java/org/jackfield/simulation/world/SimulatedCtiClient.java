package org.jackfield.simulation.world;

import org.jackfield.client.ctiserver.CtiClientCore;
import org.jackfield.client.ctiserver.CtiClientInput;
import org.jackfield.client.ctiserver.CtiClientOutput;
import org.jackfield.client.ctiserver.CtiClientSettings;
import org.jackfield.client.ctiserver.CtiClientState;
import org.jackfield.protocol.frame.FrameSplitter;
import org.jackfield.protocol.ged188.Decoded;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** The real client machine of the CTI Server protocol on the network in memory. */
public final class SimulatedCtiClient implements VirtualTime.Timed {

    private final VirtualTime time;
    private final SimulatedNet net;
    private final CtiClientCore machine;
    private final Consumer<CtiClientOutput> tells;
    private final VirtualTime.Watch watch;
    private final Map<Long, Wire> wires = new LinkedHashMap<>();
    private boolean killed;

    /** A connection and the version spoken on it. */
    private record Wire(Pipe.End end, int version) {}

    /**
     * A client that is still.
     *
     * @param settings whose hosts are names of listeners
     * @param tells hears what the machine puts out, but for what concerns the link
     */
    public SimulatedCtiClient(
            VirtualTime time,
            SimulatedNet net,
            CtiClientSettings settings,
            long jitterSeed,
            Consumer<CtiClientOutput> tells) {
        this.time = time;
        this.net = net;
        this.machine = CtiClientCore.of(settings, jitterSeed);
        this.tells = tells;
        this.watch = time.watch(this);
    }

    /** The process that it lives in is killed: it says and hears nothing more. */
    void kill() {
        killed = true;
        List.copyOf(wires.values()).forEach(each -> each.end().abort("killed"));
        wires.clear();
    }

    /** Gives the machine an input: start, ask, tell, stop. */
    public void input(CtiClientInput input) {
        if (killed) {
            return;
        }
        machine.onInput(input, time.nowMs(), this::carryOut);
        watch.look();
    }

    /** The machine, to be counted. */
    CtiClientCore machine() {
        return machine;
    }

    public CtiClientState state() {
        return machine.state();
    }

    /** The client's end of its oldest connection, or null when it has none. */
    public Pipe.End end() {
        return wires.values().stream()
                .map(Wire::end)
                .filter(Pipe.End::open)
                .findFirst()
                .orElse(null);
    }

    @Override
    public void onTime(long nowMs) {
        machine.onTime(nowMs, this::carryOut);
    }

    @Override
    public long nextDeadlineMs() {
        return killed ? Long.MAX_VALUE : machine.nextDeadlineMs();
    }

    private void carryOut(CtiClientOutput output) {
        switch (output) {
            case CtiClientOutput.Connect connect -> connect(connect);
            case CtiClientOutput.Send send -> {
                Wire wire = wires.get(send.attempt());
                if (wire != null) {
                    wire.end.send(GedFrames.encode(send.message(), wire.version, send.invokeId()));
                }
            }
            case CtiClientOutput.Abort abort -> leave(abort.attempt(), abort.reason(), true);
            case CtiClientOutput.Close close -> leave(close.attempt(), close.reason(), false);
            default -> tells.accept(output);
        }
    }

    private void leave(long attempt, String reason, boolean abort) {
        Wire wire = wires.remove(attempt);
        if (wire == null) {
            return;
        }
        if (abort) {
            wire.end.abort(reason);
        } else {
            wire.end.close(reason);
        }
    }

    private void connect(CtiClientOutput.Connect connect) {
        long attempt = connect.attempt();
        net.connect(
                connect.server().host(),
                up -> {
                    if (up == null) {
                        input(new CtiClientInput.Lost(attempt, "nobody listens"));
                        return;
                    }
                    if (!machine.wants(attempt)) {
                        up.abort("no longer wanted");
                        return;
                    }
                    up.hear(new Ears(attempt, connect.version()));
                    wires.put(attempt, new Wire(up, connect.version()));
                    input(new CtiClientInput.Connected(attempt));
                });
    }

    private final class Ears implements Pipe.Ear {
        private final long attempt;
        private final int spoken;
        private final FrameSplitter splitter = new FrameSplitter();

        Ears(long attempt, int spoken) {
            this.attempt = attempt;
            this.spoken = spoken;
        }

        @Override
        public void frame(byte[] bytes) {
            splitter.feed(bytes);
            for (byte[] frame = splitter.next(); frame != null; frame = splitter.next()) {
                Decoded decoded = GedFrames.decode(frame, spoken);
                input(
                        decoded.error() == null
                                ? new CtiClientInput.Arrived(
                                        attempt, decoded.message(), GedFrames.first(frame))
                                : new CtiClientInput.Garbled(attempt, decoded.error()));
            }
        }

        @Override
        public void closed(String reason) {
            wires.remove(attempt);
            input(new CtiClientInput.Lost(attempt, reason));
        }
    }
}
