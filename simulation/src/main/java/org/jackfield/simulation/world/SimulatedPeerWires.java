package org.jackfield.simulation.world;

import org.jackfield.ctios.session.CtiOsInput;
import org.jackfield.ctios.session.CtiOsOutput;
import org.jackfield.protocol.cil.json.CilJson;
import org.jackfield.protocol.record.RecordFormatException;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** The connections of a CTI OS server to its peers, on the network in memory. */
final class SimulatedPeerWires {

    private record Wire(long attempt, Pipe.End end) {}

    private final SimulatedNet net;
    private final Consumer<CtiOsInput> inputs;
    private final Map<Integer, Wire> wires = new LinkedHashMap<>();

    SimulatedPeerWires(SimulatedNet net, Consumer<CtiOsInput> inputs) {
        this.net = net;
        this.inputs = inputs;
    }

    void connect(CtiOsOutput.PeerConnect wanted) {
        int peer = wanted.peer();
        long attempt = wanted.attempt();
        net.connect(
                wanted.address(),
                end -> {
                    if (end == null) {
                        inputs.accept(new CtiOsInput.PeerClosed(peer, attempt, "nobody listens"));
                        return;
                    }
                    wires.put(peer, new Wire(attempt, end));
                    end.hear(new Ears(peer, attempt));
                    inputs.accept(new CtiOsInput.PeerOpened(peer, attempt));
                });
    }

    void send(CtiOsOutput.PeerSend wanted) {
        Wire wire = wires.get(wanted.peer());
        if (wire != null && wire.attempt() == wanted.attempt()) {
            wire.end().send(CilJson.encode(wanted.frame()));
        }
    }

    void drop(CtiOsOutput.PeerDrop wanted) {
        Wire wire = wires.get(wanted.peer());
        if (wire != null && wire.attempt() == wanted.attempt()) {
            wires.remove(wanted.peer());
            wire.end().abort(wanted.reason());
        }
    }

    /** The process is killed. */
    void kill() {
        List.copyOf(wires.values()).forEach(each -> each.end().abort("killed"));
        wires.clear();
    }

    private final class Ears implements Pipe.Ear {

        private final int peer;
        private final long attempt;

        Ears(int peer, long attempt) {
            this.peer = peer;
            this.attempt = attempt;
        }

        @Override
        public void frame(byte[] bytes) {
            try {
                inputs.accept(
                        new CtiOsInput.PeerSaid(peer, attempt, CilJson.decodeServerFrame(bytes)));
            } catch (RecordFormatException wrong) {
                inputs.accept(new CtiOsInput.PeerGarbled(peer, attempt, wrong.getMessage()));
            }
        }

        @Override
        public void closed(String reason) {
            inputs.accept(new CtiOsInput.PeerClosed(peer, attempt, reason));
        }
    }
}
