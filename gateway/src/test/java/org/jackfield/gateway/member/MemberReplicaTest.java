package org.jackfield.gateway.member;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.jackfield.gateway.opc.OpcMachine;
import org.jackfield.gateway.opc.OpcOutput;
import org.jackfield.gateway.opc.OpcOutput.Severity;
import org.jackfield.machine.Machine;
import org.jackfield.protocol.log.Alive;
import org.jackfield.protocol.log.Envelope;
import org.jackfield.protocol.log.Genesis;
import org.jackfield.protocol.log.Hello;
import org.jackfield.protocol.log.Input;
import org.jackfield.protocol.log.PeripheralSet;
import org.jackfield.protocol.log.PimReachable;
import org.jackfield.protocol.log.StateHashed;
import org.jackfield.protocol.site.SitePeripheral;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

class MemberReplicaTest {

    private static final String RELEASE = "1.2.3";

    private final List<MemberInput> told = new ArrayList<>();
    private MemberReplica replica = new MemberReplica(new OpcMachine(), RELEASE);
    private long logMs = 1_800_000_000_000L;
    private long sequence;

    private void entry(Input input) {
        replica.apply(logMs, new Envelope(0, 1, ++sequence, 0, input), told::add);
        logMs += 100;
    }

    private void site() {
        entry(new Hello("A"));
        entry(new Genesis(18_000_000_000L, "test"));
        entry(new PeripheralSet(new SitePeripheral(5000, "test", 17)));
        entry(new PimReachable(5000, true));
    }

    @Test
    void aSnapshotRestoredElsewhereGoesOnAlike() {
        site();
        MemberReplica other = new MemberReplica(new OpcMachine(), RELEASE);
        other.restore(replica.snapshot());
        assertThat(other.inputs()).isEqualTo(4);
        assertThat(other.nowMs()).isEqualTo(replica.nowMs());
        entry(new Alive(logMs));
        byte[] straight = replica.snapshot();
        replica = other;
        sequence--;
        logMs -= 100;
        entry(new Alive(logMs));
        assertThat(replica.snapshot()).isEqualTo(straight);
    }

    /** Puts something out, and then fails, as a fault in the machine would. */
    private static final class Faulty implements Machine<Envelope, OpcOutput> {

        private static final OpcOutput BEFORE = new OpcOutput.LogLine(Severity.INFO, "before");

        @Override
        public void onInput(Envelope input, long nowMs, Consumer<? super OpcOutput> out) {
            fail(out);
        }

        @Override
        public void onTime(long nowMs, Consumer<? super OpcOutput> out) {
            fail(out);
        }

        private static void fail(Consumer<? super OpcOutput> out) {
            out.accept(BEFORE);
            throw new IllegalStateException("no peripheral 7");
        }

        @Override
        public long nextDeadlineMs() {
            return 0;
        }

        @Override
        public byte[] snapshot() {
            return new byte[0];
        }

        @Override
        public void restore(byte[] snapshot) {}
    }

    @Test
    void aFaultOfTheMachineCostsNeitherTheEntryNorWhatWasPutOutBefore() {
        replica = new MemberReplica(new Faulty(), RELEASE);
        entry(new Hello("A"));
        assertThat(told).hasSize(2);
        MemberInput.Fired fired = (MemberInput.Fired) told.getFirst();
        MemberInput.Applied applied = (MemberInput.Applied) told.getLast();
        assertThat(applied.envelope().input()).isEqualTo(new Hello("A"));
        for (List<OpcOutput> outputs : List.of(fired.outputs(), applied.outputs())) {
            assertThat(outputs).hasSize(2).first().isEqualTo(Faulty.BEFORE);
            assertThat(outputs.getLast().toString()).contains("ERROR", "no peripheral 7");
        }
    }

    @Test
    void aSnapshotOfAnotherReleaseIsRefusedByName() {
        site();
        MemberReplica newer = new MemberReplica(new OpcMachine(), "2.0.0");
        assertThatThrownBy(() -> newer.restore(replica.snapshot()))
                .isInstanceOf(ReplicaException.class)
                .hasMessageContaining("1.2.3")
                .hasMessageContaining("2.0.0");
    }

    @Test
    void aDamagedSnapshotIsRefusedWhereverItIsDamaged() {
        site();
        byte[] kept = replica.snapshot();
        byte[] untouched = new MemberReplica(new OpcMachine(), RELEASE).snapshot();
        for (int at = kept.length / 2; at < kept.length; at += 7) {
            byte[] damaged = kept.clone();
            damaged[at] ^= 0x10;
            MemberReplica fresh = new MemberReplica(new OpcMachine(), RELEASE);
            assertThatThrownBy(() -> fresh.restore(damaged)).isInstanceOf(ReplicaException.class);
            assertThat(fresh.snapshot()).isEqualTo(untouched);
        }
        MemberReplica fresh = new MemberReplica(new OpcMachine(), RELEASE);
        assertThatThrownBy(() -> fresh.restore(new byte[] {5, 1, 2}))
                .isInstanceOf(ReplicaException.class);
    }

    @Test
    void theStateIsHashedAtTheSamePlaceEverywhere() {
        site();
        while (replica.inputs() < MemberReplica.INPUTS_BETWEEN_HASHES - 1) {
            entry(new Alive(logMs));
            assertThat(replica.hashDue()).isNull();
        }
        entry(new Alive(logMs));
        StateHashed first = replica.hashDue();
        assertThat(first.inputs()).isEqualTo(MemberReplica.INPUTS_BETWEEN_HASHES);
        assertThat(replica.hashDue()).isNull();
        assertThat(replica.hashedState()).isNotEmpty();
    }

    @Test
    void aPauseOfTheLogItselfMovesNoPim() {
        site();
        from(1, 1, 1, new Hello("B"));
        from(1, 1, 2, new PimReachable(5000, true));
        entry(new PimReachable(5000, false));
        entry(new PimReachable(5000, true));
        from(2, 1, 1, new Hello("C"));
        entry(new Alive(logMs));
        from(1, 1, 3, new Alive(logMs));
        from(2, 1, 2, new Alive(logMs));
        told.clear();
        logMs += 30_000;
        from(2, 2, 1, new Hello("C"));
        from(2, 2, 2, new Alive(logMs));
        logMs += 600;
        from(2, 2, 3, new Alive(logMs));
        from(1, 1, 4, new Alive(logMs));
        entry(new Alive(logMs));
        assertThat(replica.nowMs()).isGreaterThanOrEqualTo(logMs - 1_000);
        assertThat(told.toString()).doesNotContain("ActivePim", "is silent");
    }

    private void from(int source, long incarnation, long number, Input input) {
        replica.apply(logMs, new Envelope(source, incarnation, number, 0, input), told::add);
        logMs += 100;
    }

    @Test
    void theMemberThatDiffersFromTwoOthersIsNamed() {
        StateVotes votes = new StateVotes();
        assertThat(votes.take(0, new StateHashed(10_000, 7))).isEqualTo(-1);
        assertThat(votes.take(1, new StateHashed(10_000, 8))).isEqualTo(-1);
        assertThat(votes.take(2, new StateHashed(10_000, 7))).isEqualTo(1);
    }

    @Test
    void membersThatAgreeAndMembersThatAllDifferNameNobody() {
        StateVotes votes = new StateVotes();
        votes.take(0, new StateHashed(10_000, 7));
        votes.take(1, new StateHashed(10_000, 7));
        assertThat(votes.take(2, new StateHashed(10_000, 7))).isEqualTo(-1);
        votes.take(0, new StateHashed(20_000, 1));
        votes.take(1, new StateHashed(20_000, 2));
        assertThat(votes.take(2, new StateHashed(20_000, 3))).isEqualTo(-1);
    }
}
