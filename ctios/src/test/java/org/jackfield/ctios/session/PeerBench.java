package org.jackfield.ctios.session;

import org.jackfield.ctios.peer.PeerSettings;
import org.jackfield.protocol.cil.json.CilJson;
import org.jackfield.protocol.record.RecordFormatException;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Two servers, each the other's peer, and the wires between them: what one sends reaches the other
 * as bytes, in order. Wires are cut, or fall silent.
 */
final class PeerBench {

    /** Link numbers of the peers' connections; clients have smaller ones. */
    private static final long PEER_LINKS = 1_000;

    static final int INTERVAL_MS = 5_000;

    private static final int STEPS_MAX = 10_000;

    private record Wire(Bench from, long attempt, Bench to, long link) {}

    final Bench a;
    final Bench b;
    private final List<Wire> wires = new ArrayList<>();
    private final Deque<Runnable> underWay = new ArrayDeque<>();
    private long links = PEER_LINKS;
    private int seenA;
    private int seenB;
    boolean reachable = true;
    boolean silent;

    PeerBench(SecondLogin second, ChatSettings chat) {
        a = new Bench(settings("ctios-A", "run-1", second, chat, "b:42028"));
        b = new Bench(settings("ctios-B", "run-2", second, chat, "a:42028"));
    }

    static SessionSettings settings(
            String server, String run, SecondLogin second, ChatSettings chat, String peer) {
        return Bench.settings(server, run, second)
                .withPeers(new PeerSettings(List.of(peer), INTERVAL_MS, 3))
                .withChat(chat);
    }

    /** Both have their CTI Server and each other. */
    PeerBench up() {
        a.linkUp();
        b.linkUp();
        settle();
        pass(0);
        return this;
    }

    /** Lets time pass at both, then everything that comes of it. */
    void pass(long ms) {
        a.pass(ms);
        settle();
        b.pass(ms);
        settle();
    }

    /** Carries what is to be carried, until nothing is under way. */
    void settle() {
        for (int step = 0; step < STEPS_MAX; step++) {
            collect();
            Runnable next = underWay.poll();
            if (next == null) {
                return;
            }
            next.run();
        }
        throw new IllegalStateException("the servers talk without end");
    }

    private void collect() {
        List<CtiOsOutput> ofA =
                a.outputs.subList(Math.min(seenA, a.outputs.size()), a.outputs.size());
        List.copyOf(ofA).forEach(each -> carry(a, b, each));
        seenA = a.outputs.size();
        List<CtiOsOutput> ofB =
                b.outputs.subList(Math.min(seenB, b.outputs.size()), b.outputs.size());
        List.copyOf(ofB).forEach(each -> carry(b, a, each));
        seenB = b.outputs.size();
    }

    private void carry(Bench from, Bench to, CtiOsOutput output) {
        switch (output) {
            case CtiOsOutput.PeerConnect wanted -> underWay.add(() -> connect(from, to, wanted));
            case CtiOsOutput.PeerSend sent -> {
                Wire wire = wire(from, sent.attempt());
                if (wire != null && !silent) {
                    byte[] bytes = CilJson.encode(sent.frame());
                    underWay.add(() -> said(to, wire.link(), bytes));
                }
            }
            case CtiOsOutput.PeerDrop drop -> {
                Wire wire = wire(from, drop.attempt());
                if (wire != null) {
                    wires.remove(wire);
                    if (!silent) {
                        underWay.add(() -> to.put(new CtiOsInput.Closed(wire.link())));
                    }
                }
            }
            case CtiOsOutput.Frame frame when frame.link() > PEER_LINKS && !silent ->
                    heard(to, frame.link(), CilJson.encode(frame.frame()));
            case CtiOsOutput.Close close when close.link() > PEER_LINKS && !silent -> {
                heard(to, close.link(), CilJson.encode(close.last()));
            }
            default -> {}
        }
    }

    private void connect(Bench from, Bench to, CtiOsOutput.PeerConnect wanted) {
        if (!reachable) {
            from.put(new CtiOsInput.PeerClosed(0, wanted.attempt(), "refused"));
            return;
        }
        Wire wire = new Wire(from, wanted.attempt(), to, ++links);
        wires.add(wire);
        to.put(new CtiOsInput.Opened(wire.link(), "peer"));
        from.put(new CtiOsInput.PeerOpened(0, wanted.attempt()));
    }

    private Wire wire(Bench from, long attempt) {
        return wires.stream()
                .filter(each -> each.from() == from && each.attempt() == attempt)
                .findFirst()
                .orElse(null);
    }

    private void said(Bench to, long link, byte[] bytes) {
        try {
            to.put(new CtiOsInput.Said(link, CilJson.decodeClientFrame(bytes)));
        } catch (RecordFormatException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private void heard(Bench client, long link, byte[] bytes) {
        for (Wire each : List.copyOf(wires)) {
            if (each.link() == link && each.from() == client) {
                underWay.add(() -> answered(each, bytes));
            }
        }
    }

    private static void answered(Wire wire, byte[] bytes) {
        try {
            wire.from()
                    .put(
                            new CtiOsInput.PeerSaid(
                                    0, wire.attempt(), CilJson.decodeServerFrame(bytes)));
        } catch (RecordFormatException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Every wire breaks; both ends hear it. */
    void cut() {
        for (Wire each : List.copyOf(wires)) {
            wires.remove(each);
            each.from().put(new CtiOsInput.PeerClosed(0, each.attempt(), "cut"));
            each.to().put(new CtiOsInput.Closed(each.link()));
        }
        settle();
    }

    static boolean up(Bench bench) {
        return bench.machine.now().peers().getFirst().up();
    }

    static int desks(Bench bench) {
        return bench.machine.now().peers().getFirst().desks();
    }

    static String trouble(Bench bench) {
        return bench.machine.now().peers().getFirst().trouble();
    }
}
