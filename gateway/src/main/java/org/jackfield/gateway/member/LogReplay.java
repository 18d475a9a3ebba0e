package org.jackfield.gateway.member;

import org.jackfield.gateway.opc.OpcOutput;
import org.jackfield.machine.Machine;
import org.jackfield.protocol.log.Envelope;
import org.jackfield.protocol.log.StateHashed;
import org.jackfield.protocol.record.RecordFormatException;
import org.jackfield.protocol.record.RecordReader;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * A log that is run again, by the same machine in the same way as the members did. Wherever a
 * member noted the hash of its state in the log, or kept its state, ours is compared with it.
 */
public final class LogReplay {

    private static final int HASHES_KEPT = 16;
    private static final int DIFFERENCES_MAX = 20;

    private final MemberReplica replica;
    private final Map<Long, Long> hashes = new LinkedHashMap<>();
    private final List<String> differences = new ArrayList<>();
    private long compared;
    private long unreadable;

    /**
     * From nothing.
     *
     * @param machineVersion release that wrote the log
     */
    public LogReplay(Machine<Envelope, OpcOutput> machine, String machineVersion) {
        this.replica = new MemberReplica(machine, machineVersion);
    }

    /**
     * Begins with a state.
     *
     * @throws ReplicaException when it is damaged or of another release
     */
    public void restore(byte[] state) {
        replica.restore(state);
    }

    /** Takes the next entry; one that cannot be read is left out, as the members did. */
    public void entry(long logMs, byte[] bytes, Consumer<MemberInput> out) {
        Envelope envelope;
        try {
            envelope = Envelope.read(new RecordReader(bytes));
        } catch (RecordFormatException damaged) {
            unreadable++;
            return;
        }
        replica.apply(logMs, envelope, out);
        StateHashed due = replica.hashDue();
        if (due != null) {
            hashes.put(due.inputs(), due.hash());
            if (hashes.size() > HASHES_KEPT) {
                hashes.remove(hashes.keySet().iterator().next());
            }
        }
        if (envelope.input() instanceof StateHashed said) {
            Long ours = hashes.get(said.inputs());
            if (ours != null) {
                compare(
                        ours == said.hash(),
                        "after %d inputs member %s noted state %016x, this run has %016x"
                                .formatted(
                                        said.inputs(),
                                        "ABC".charAt(envelope.source()),
                                        said.hash(),
                                        ours));
            }
        }
    }

    /** Compares the state now with one that a member kept at this place. */
    public void compare(byte[] kept) {
        compare(
                Arrays.equals(kept, replica.snapshot()),
                "the state that was kept after "
                        + replica.inputs()
                        + " inputs is not the one that this run has there");
    }

    private void compare(boolean same, String difference) {
        compared++;
        if (!same && differences.size() < DIFFERENCES_MAX) {
            differences.add(difference);
        }
    }

    /** Entries taken since the log's beginning, those before the first state too. */
    public long inputs() {
        return replica.inputs();
    }

    /** Entries that could not be read. */
    public long unreadable() {
        return unreadable;
    }

    /** Machine time of the last entry. */
    public long nowMs() {
        return replica.nowMs();
    }

    /** How often a state was compared. */
    public long compared() {
        return compared;
    }

    /** Where this run was not as the members; at most the first twenty. */
    public List<String> differences() {
        return List.copyOf(differences);
    }
}
