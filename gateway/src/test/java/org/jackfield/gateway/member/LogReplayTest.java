package org.jackfield.gateway.member;

import static org.assertj.core.api.Assertions.assertThat;

import org.jackfield.gateway.opc.OpcMachine;
import org.jackfield.protocol.log.Envelope;
import org.jackfield.protocol.log.Genesis;
import org.jackfield.protocol.log.Hello;
import org.jackfield.protocol.log.Input;
import org.jackfield.protocol.record.RecordWriter;
import org.junit.jupiter.api.Test;

import java.util.List;

class LogReplayTest {

    private final MemberReplica member = new MemberReplica(new OpcMachine(), "1");
    private final LogReplay replay = new LogReplay(new OpcMachine(), "1");

    private static Envelope envelope(long sequence, Input input) {
        return new Envelope(0, 1, sequence, 0, input);
    }

    private void both(Envelope envelope) {
        member.apply(1_000 * envelope.sequence(), envelope, said -> {});
        RecordWriter writer = new RecordWriter();
        envelope.write(writer);
        replay.entry(1_000 * envelope.sequence(), writer.toBytes(), said -> {});
    }

    @Test
    void aLogRunAgainComesToTheStateThatTheMemberKept() {
        both(envelope(1, new Hello("1")));
        both(envelope(2, new Genesis(1_000, "site")));
        replay.compare(member.snapshot());

        assertThat(replay.compared()).isEqualTo(1);
        assertThat(replay.differences()).isEmpty();
    }

    @Test
    void aStateThatIsNotTheMembersIsNamedWithItsPlace() {
        both(envelope(1, new Hello("1")));
        byte[] before = member.snapshot();
        both(envelope(2, new Genesis(1_000, "site")));
        replay.compare(before);

        assertThat(replay.differences())
                .isEqualTo(
                        List.of(
                                "the state that was kept after 2 inputs is not the one that this"
                                        + " run has there"));
    }
}
