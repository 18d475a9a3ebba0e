package org.jackfield.gateway.member;

import org.jackfield.gateway.opc.OpcOutput;
import org.jackfield.machine.Machine;
import org.jackfield.machine.StateHash;
import org.jackfield.protocol.log.Envelope;
import org.jackfield.protocol.log.GroupSnapshot;
import org.jackfield.protocol.log.StateHashed;
import org.jackfield.protocol.record.Octets;
import org.jackfield.protocol.record.RecordFormatException;
import org.jackfield.protocol.record.RecordReader;
import org.jackfield.protocol.record.RecordWriter;

import java.util.List;
import java.util.function.Consumer;

/**
 * A member's copy of the machine: takes the entries of the log in order, at machine time, and tells
 * its {@link Member} what came of each. The timers of the machine fire at the entries, so that they
 * fire at the same place on every member.
 */
public final class MemberReplica {

    /** After so many inputs the state's hash is put into the log. */
    static final int INPUTS_BETWEEN_HASHES = 10_000;

    private final Machine<Envelope, OpcOutput> machine;
    private final String machineVersion;
    private final MachineTime time = new MachineTime();
    private long inputs;
    private byte[] hashedState = new byte[0];
    private long hashedInputs = -1;

    /**
     * A copy that knows nothing.
     *
     * @param machineVersion release of the machine; a snapshot of another one is refused
     */
    public MemberReplica(Machine<Envelope, OpcOutput> machine, String machineVersion) {
        this.machine = machine;
        this.machineVersion = machineVersion;
    }

    /** Machine time of the last entry. */
    public long nowMs() {
        return time.nowMs();
    }

    /** Entries taken so far. */
    public long inputs() {
        return inputs;
    }

    /** Number of the start that a source's last life sign was of; 0 when there was none. */
    public long lastStart(int source) {
        return time.lastStart(source);
    }

    /** When the machine has a timer due, in machine time; {@link Long#MAX_VALUE} when never. */
    public long nextDeadlineMs() {
        return machine.nextDeadlineMs();
    }

    /**
     * Takes the next entry.
     *
     * @param logMs its time in the log
     * @param out takes {@link MemberInput.Fired} and {@link MemberInput.Applied}
     */
    public void apply(long logMs, Envelope envelope, Consumer<MemberInput> out) {
        inputs++;
        time.onEntry(logMs, envelope);
        if (machine.nextDeadlineMs() <= time.nowMs()) {
            out.accept(new MemberInput.Fired(MachineStep.onTime(machine, time.nowMs())));
        }
        List<OpcOutput> outputs = MachineStep.onInput(machine, envelope, time.nowMs());
        out.accept(new MemberInput.Applied(envelope, outputs, time.known()));
    }

    /** The hash of the state, when it is time to tell the others; else null. */
    public StateHashed hashDue() {
        if (inputs == 0 || inputs % INPUTS_BETWEEN_HASHES != 0 || hashedInputs == inputs) {
            return null;
        }
        hashedState = machine.snapshot();
        hashedInputs = inputs;
        return new StateHashed(inputs, StateHash.of(hashedState));
    }

    /** The state whose hash was told last. */
    public byte[] hashedState() {
        return hashedState;
    }

    /** The whole state. */
    public byte[] snapshot() {
        byte[] state = machine.snapshot();
        RecordWriter writer = new RecordWriter();
        new GroupSnapshot(
                        machineVersion, inputs, time.keep(), Octets.of(state), StateHash.of(state))
                .write(writer);
        return writer.toBytes();
    }

    /**
     * Replaces the state.
     *
     * @throws ReplicaException when the bytes are damaged or of another release; nothing was
     *     changed then
     */
    public void restore(byte[] bytes) {
        GroupSnapshot kept = read(bytes);
        byte[] state = kept.machine().toArray();
        if (StateHash.of(state) != kept.hash()) {
            throw new ReplicaException(
                    "the snapshot is damaged: its state has another hash than it had when it was"
                            + " taken");
        }
        machine.restore(state);
        time.restore(kept.time());
        inputs = kept.inputs();
    }

    private GroupSnapshot read(byte[] bytes) {
        GroupSnapshot kept;
        try {
            kept = GroupSnapshot.read(new RecordReader(bytes));
        } catch (RecordFormatException damaged) {
            throw new ReplicaException("the snapshot is damaged: " + damaged.getMessage());
        }
        if (!kept.machineVersion().equals(machineVersion)) {
            throw new ReplicaException(
                    "the snapshot was taken by release "
                            + kept.machineVersion()
                            + ", this is release "
                            + machineVersion);
        }
        return kept;
    }
}
