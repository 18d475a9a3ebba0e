package org.jackfield.simulation.world;

import org.jackfield.gateway.member.MemberInput;
import org.jackfield.gateway.opc.OpcMachine;
import org.jackfield.gateway.opc.OpcOutput;
import org.jackfield.gateway.opc.OpcReads;
import org.jackfield.peripheral.scripted.Dice;
import org.jackfield.protocol.ged188.Ged188Message;
import org.jackfield.protocol.log.Envelope;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The order of inputs, and the replicated machine behind it: one replica, as all of them are the
 * same. Now and then the replica is replaced by a new one restored from its snapshot, which nobody
 * may notice.
 */
public final class SimulatedLog implements VirtualTime.Timed, SimulatedSide.Way {

    private static final int DELAY_MS_MAX = 2;

    private final VirtualTime time;
    private final Dice dice;
    private final int snapshotEvery;
    private final Map<Integer, Long> lastArrivalMs = new LinkedHashMap<>();
    private final List<SimulatedSide> sides = new ArrayList<>();
    private final VirtualTime.Watch watch;
    private OpcMachine opc = new OpcMachine();
    private long applied;
    private long restored;

    /**
     * An empty machine.
     *
     * @param snapshotEvery so many inputs lie between two replacements of the replica; 0 = never
     */
    SimulatedLog(VirtualTime time, Dice dice, int snapshotEvery) {
        this.time = time;
        this.dice = dice;
        this.snapshotEvery = snapshotEvery;
        this.watch = time.watch(this);
    }

    void join(SimulatedSide side) {
        sides.add(side);
    }

    /** Inputs applied so far. */
    public long applied() {
        return applied;
    }

    /** How often the replica was replaced. */
    public long restored() {
        return restored;
    }

    /** The machine, to be read. */
    public OpcMachine opc() {
        return opc;
    }

    /** Takes an input to its place in the order; those of one source keep theirs. */
    @Override
    public void submit(Envelope envelope) {
        long earliest = time.nowMs() + dice.between(0, DELAY_MS_MAX);
        long atMs = Math.max(earliest, lastArrivalMs.getOrDefault(envelope.source(), 0L));
        lastArrivalMs.put(envelope.source(), atMs);
        time.at(atMs, () -> apply(envelope));
    }

    private void apply(Envelope envelope) {
        List<OpcOutput> outputs = new ArrayList<>();
        opc.onInput(envelope, time.nowMs(), outputs::add);
        applied++;
        if (snapshotEvery > 0 && applied % snapshotEvery == 0) {
            replace();
        }
        sides.forEach(side -> side.input(new MemberInput.Applied(envelope, outputs)));
        watch.look();
    }

    private void replace() {
        OpcMachine fresh = new OpcMachine();
        fresh.restore(opc.snapshot());
        if (fresh.stateHash() != opc.stateHash()) {
            throw new IllegalStateException(
                    "a replica restored from a snapshot differs from the one that wrote it");
        }
        opc = fresh;
        restored++;
    }

    @Override
    public void onTime(long nowMs) {
        List<OpcOutput> outputs = new ArrayList<>();
        opc.onTime(nowMs, outputs::add);
        sides.forEach(side -> side.input(new MemberInput.Fired(outputs)));
    }

    @Override
    public long nextDeadlineMs() {
        return opc.nextDeadlineMs();
    }

    /** Reads of whichever replica is in place. */
    @Override
    public OpcReads reads() {
        return new OpcReads() {
            @Override
            public List<PeripheralNow> peripherals() {
                return opc.peripherals();
            }

            @Override
            public Ged188Message answer(Ged188Message request) {
                return opc.answer(request);
            }

            @Override
            public DeviceNow device(
                    int peripheral, String instrument, String extension, String agentId) {
                return opc.device(peripheral, instrument, extension, agentId);
            }

            @Override
            public List<OpcOutput.Emit> agentNow(int peripheral, String agentId) {
                return opc.agentNow(peripheral, agentId);
            }

            @Override
            public List<String> agentsLoggedIn(int peripheral) {
                return opc.agentsLoggedIn(peripheral);
            }

            @Override
            public List<Long> calls(int peripheral) {
                return opc.calls(peripheral);
            }

            @Override
            public OpcOutput.Emit callNow(int peripheral, long callId) {
                return opc.callNow(peripheral, callId);
            }

            @Override
            public List<OpcOutput.Emit> callEventsNow(int peripheral, long callId) {
                return opc.callEventsNow(peripheral, callId);
            }
        };
    }
}
