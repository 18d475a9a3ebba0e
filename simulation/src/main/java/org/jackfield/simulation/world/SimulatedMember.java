package org.jackfield.simulation.world;

import org.jackfield.gateway.member.MemberInput;
import org.jackfield.gateway.member.MemberReplica;
import org.jackfield.gateway.opc.OpcMachine;
import org.jackfield.gateway.opc.OpcOutput;
import org.jackfield.gateway.opc.OpcReads;
import org.jackfield.peripheral.scripted.ScriptedAcd;
import org.jackfield.protocol.log.ClientRequested;
import org.jackfield.protocol.log.Envelope;
import org.jackfield.protocol.log.Hello;
import org.jackfield.protocol.log.Input;
import org.jackfield.protocol.log.StateHashed;
import org.jackfield.protocol.pim.PimCommand;

import java.util.List;

/**
 * A host of the group with its disk, and the gateway process that lives on it now: killed, started
 * again, put to sleep. The process has its own copy of the machine, which takes the order's
 * entries.
 */
final class SimulatedMember
        implements VirtualTime.Timed, ReplicationModel.Reader, SimulatedSide.Way {

    static final String RELEASE = "simulated";
    private static final long TICK_AGAIN_MS = 50;

    private final VirtualTime time;
    private final SimulatedGroup group;
    private final ReplicationModel model;
    private final int id;
    private final String name;
    private final SimulatedSide.Parts parts;
    private final VirtualTime.Watch watch;
    private SimulatedSide side;
    private OpcMachine opc;
    private MemberReplica replica;
    private byte[] snapshot;
    private long snapshotPlace;
    private long place;
    private long incarnation;
    private long aheadMs;
    private long asleepSinceMs = -1;
    private boolean diskFull;
    private boolean joined;
    private long appliedAtMs;
    private long nextTickMs;

    SimulatedMember(SimulatedGroup group, int id, ScriptedAcd acd, Stage stage) {
        this.group = group;
        this.model = group.model();
        this.time = stage.time();
        this.id = id;
        this.name = SimulatedGroup.NAMES.get(id);
        this.parts =
                new SimulatedSide.Parts(
                        time,
                        stage.net(),
                        this,
                        acd,
                        stage::touchSwitch,
                        stage::line,
                        stage.trace());
        this.watch = time.watch(this);
        model.join(id, this);
    }

    ScriptedAcd acd() {
        return parts.acd();
    }

    boolean runs() {
        return side != null;
    }

    boolean awake() {
        return runs() && asleepSinceMs < 0;
    }

    /** Its copy of the machine, or null while no process runs. */
    OpcMachine opc() {
        return opc;
    }

    /** What its process keeps; nothing while none runs. */
    List<?> machines() {
        return runs() ? List.of(opc, replica, side.member()) : List.of();
    }

    /** Entries that its copy has taken. */
    long place() {
        return place;
    }

    /** True once it is in the order of inputs in this life. */
    boolean joined() {
        return joined;
    }

    /** The process starts, with what is on the disk. */
    void start(List<Input> site) {
        incarnation++;
        opc = new OpcMachine();
        replica = new MemberReplica(opc, RELEASE);
        place = 0;
        joined = false;
        if (snapshot == null || snapshotPlace < model.begin()) {
            seed();
        }
        if (snapshot != null) {
            replica.restore(snapshot);
            place = snapshotPlace;
        }
        side = new SimulatedSide(parts, new SimulatedSide.Life(id, name, incarnation, aheadMs));
        model.up(id, !diskFull);
        side.start();
        site.forEach(side::offer);
        watch.look();
    }

    /** The process is killed. */
    void kill() {
        model.up(id, false);
        side.kill();
        side = null;
        opc = null;
        replica = null;
        joined = false;
        asleepSinceMs = -1;
    }

    /** The process does nothing for a while, and then goes on as if nothing had been. */
    void sleep() {
        model.up(id, false);
        asleepSinceMs = time.nowMs();
        side.sleep();
    }

    void wake() {
        long pausedMs = time.nowMs() - asleepSinceMs;
        asleepSinceMs = -1;
        side.wake(pausedMs);
        model.up(id, !diskFull);
        watch.look();
    }

    /** Another member's last state, when the log does not reach back to the own one. */
    private void seed() {
        SimulatedMember from = group.newestSnapshot();
        snapshot = from == null ? null : from.snapshot;
        snapshotPlace = from == null ? 0 : from.snapshotPlace;
    }

    /** The disk is empty. */
    void loseDisk() {
        snapshot = null;
        snapshotPlace = 0;
    }

    /** Nothing can be written any more, or again. */
    void disk(boolean full) {
        diskFull = full;
        if (awake()) {
            model.up(id, !full);
        }
    }

    /** Entries in the state on its disk; 0 when there is none. */
    long snapshotPlace() {
        return snapshotPlace;
    }

    /** Its clock is set; a process that runs counts on, the engine does not. */
    void clockAhead(long ms) {
        aheadMs = ms;
        model.clockAhead(id, ms);
    }

    /** The state goes to the disk. */
    void keepSnapshot() {
        if (awake() && !diskFull) {
            snapshot = replica.snapshot();
            snapshotPlace = place;
        }
    }

    /** What only the leader tells. */
    void offer(Input input) {
        side.offer(input);
    }

    @Override
    public void submit(Envelope envelope) {
        group.submitted(envelope);
        model.submit(id, envelope);
    }

    @Override
    public void commands(int epoch, PimCommand command) {
        group.commanded(id, epoch, command);
    }

    @Override
    public OpcReads reads() {
        return opc;
    }

    @Override
    public void more() {
        SimulatedSide life = side;
        while (life != null && life == side && asleepSinceMs < 0) {
            ReplicationModel.Entry next = model.read(id, place);
            if (next == null) {
                break;
            }
            take(next, life);
        }
        watch.look();
    }

    private void take(ReplicationModel.Entry entry, SimulatedSide life) {
        long at = place++;
        Envelope envelope = entry.envelope();
        boolean own = envelope.source() == id && envelope.incarnation() == incarnation;
        joined |= own && envelope.input() instanceof Hello;
        replica.apply(
                entry.logMs(),
                envelope,
                input -> {
                    if (input instanceof MemberInput.Applied applied) {
                        judge(at, entry, applied.outputs());
                        group.entry(at, envelope, applied.outputs(), replica.nowMs());
                    }
                    life.input(input);
                });
        appliedAtMs = time.nowMs();
        StateHashed hashed = joined ? replica.hashDue() : null;
        if (hashed != null) {
            life.offer(hashed);
        }
        group.taken(this, at);
    }

    private void judge(long at, ReplicationModel.Entry entry, List<OpcOutput> outputs) {
        boolean done =
                outputs.stream()
                        .anyMatch(
                                each ->
                                        each instanceof OpcOutput.Order
                                                || each instanceof OpcOutput.Emit);
        if (entry.envelope().input() instanceof ClientRequested && done) {
            group.carriedOut(at, entry, outputs);
        }
    }

    /**
     * The log must move on when a timer of the machine is due: the leader's side sees to it first.
     */
    @Override
    public void onTime(long nowMs) {
        nextTickMs = nowMs + TICK_AGAIN_MS;
        side.input(new MemberInput.Tick());
    }

    @Override
    public long nextDeadlineMs() {
        if (!awake() || !joined || replica.nextDeadlineMs() == Long.MAX_VALUE) {
            return Long.MAX_VALUE;
        }
        long patienceMs = model.leader() == id ? 1 : TICK_AGAIN_MS * (1 + id);
        long aheadOfMachineMs = Math.max(0, replica.nextDeadlineMs() - replica.nowMs());
        return Math.max(nextTickMs, appliedAtMs + aheadOfMachineMs + patienceMs);
    }
}
