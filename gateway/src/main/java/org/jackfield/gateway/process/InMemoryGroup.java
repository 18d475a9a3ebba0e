package org.jackfield.gateway.process;

import org.jackfield.gateway.member.Group;
import org.jackfield.gateway.member.MachineStep;
import org.jackfield.gateway.member.Member;
import org.jackfield.gateway.member.MemberInput;
import org.jackfield.gateway.member.MemberOutput;
import org.jackfield.gateway.opc.OpcOutput;
import org.jackfield.machine.Machine;
import org.jackfield.protocol.log.Envelope;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;

/**
 * A whole group in one process: one replica of the OPC and the sides that share it. What a side
 * submits is applied in the order in which it comes, and every side hears of it, before the next
 * input is taken. On one loop.
 */
final class InMemoryGroup implements Group {

    private record Seat(Member member, Consumer<MemberOutput> hands) {}

    private final Machine<Envelope, OpcOutput> opc;
    private final List<Seat> seats = new ArrayList<>();
    private final Deque<Envelope> log = new ArrayDeque<>();

    InMemoryGroup(Machine<Envelope, OpcOutput> opc) {
        this.opc = opc;
    }

    @Override
    public void add(Member member, Consumer<MemberOutput> hands) {
        seats.add(new Seat(member, hands));
    }

    @Override
    public void take(Member member, MemberInput input, long nowMs) {
        // After a pause of the process the life signs go first, so that nobody is taken for dead.
        onTime(nowMs);
        for (Seat seat : seats) {
            if (seat.member == member) {
                member.onInput(input, nowMs, output -> carryOut(seat, output));
            }
        }
        apply(nowMs);
    }

    /** The sides first, for their life signs, then the replica. */
    @Override
    public void onTime(long nowMs) {
        for (Seat seat : seats) {
            if (seat.member.nextDeadlineMs() <= nowMs) {
                seat.member.onTime(nowMs, output -> carryOut(seat, output));
            }
        }
        apply(nowMs);
        if (opc.nextDeadlineMs() <= nowMs) {
            tell(new MemberInput.Fired(MachineStep.onTime(opc, nowMs)), nowMs);
            apply(nowMs);
        }
    }

    @Override
    public long nextDeadlineMs() {
        long next = opc.nextDeadlineMs();
        for (Seat seat : seats) {
            next = Math.min(next, seat.member.nextDeadlineMs());
        }
        return next;
    }

    @Override
    public boolean leads() {
        return true;
    }

    private void apply(long nowMs) {
        for (Envelope envelope = log.poll(); envelope != null; envelope = log.poll()) {
            List<OpcOutput> outputs = MachineStep.onInput(opc, envelope, nowMs);
            tell(new MemberInput.Applied(envelope, outputs), nowMs);
        }
    }

    private void tell(MemberInput input, long nowMs) {
        for (Seat seat : seats) {
            seat.member.onInput(input, nowMs, output -> carryOut(seat, output));
        }
    }

    private void carryOut(Seat seat, MemberOutput output) {
        if (output instanceof MemberOutput.Submit submit) {
            log.add(submit.envelope());
        } else {
            seat.hands.accept(output);
        }
    }
}
