package org.jackfield.simulation.check;

import static org.assertj.core.api.Assertions.assertThat;

import org.jackfield.gateway.opc.OpcOutput;
import org.jackfield.protocol.log.Alive;
import org.jackfield.protocol.log.Envelope;
import org.junit.jupiter.api.Test;

import java.util.List;

class OrderTruthTest {

    private final Findings findings = new Findings();
    private final OrderTruth truth = new OrderTruth(findings);
    private long place;

    private void taken(long sequence, long machineMs, long nowMs, OpcOutput... outputs) {
        Envelope envelope = new Envelope(0, 1, sequence, 0, new Alive(0));
        truth.taken(place++, envelope, List.of(outputs), machineMs, nowMs);
    }

    private static OpcOutput leftOut() {
        return new OpcOutput.LogLine(OpcOutput.Severity.TRACE, "input 3 of source 0 left out: 2");
    }

    @Test
    void anInputThatComesTooEarlyIsLeftOutAndTakenInItsTurn() {
        taken(1, 0, 0);
        taken(3, 0, 0, leftOut());
        taken(2, 0, 0);
        taken(3, 0, 0);
        assertThat(findings.kept()).isEmpty();
        taken(5, 0, 0);
        assertThat(findings.kept()).hasSize(1);
    }

    @Test
    void machineTimeMayStandWhileNobodyLeadsAndThenCatchesUp() {
        taken(1, 1_000, 1_000);
        taken(2, 1_001, 20_000);
        taken(3, 20_400, 20_400);
        assertThat(findings.kept()).isEmpty();
    }

    /** A second election before the clocks were heard. */
    @Test
    void whileAgainNobodyLeadsMachineTimeCannotCatchUp() {
        taken(1, 1_000, 1_000);
        taken(2, 1_001, 20_000);
        taken(3, 1_001, 23_000);
        taken(4, 23_100, 23_100);
        assertThat(findings.kept()).isEmpty();
    }

    @Test
    void machineTimeThatStaysBehindWhileSomebodyLeadsIsFound() {
        taken(1, 1_000, 1_000);
        for (int entry = 0; entry < 12; entry++) {
            taken(2 + entry, 1_001 + 250 * entry, 20_000 + 250 * entry);
        }
        assertThat(findings.kept()).hasSize(1);
    }

    @Test
    void machineTimeThatFollowsAWrongClockIsFound() {
        taken(1, 1_000, 1_000);
        taken(2, 3_602_000, 2_000);
        for (int entry = 0; entry < 12; entry++) {
            taken(3 + entry, 3_602_250 + 250 * entry, 2_250 + 250 * entry);
        }
        assertThat(findings.kept()).hasSize(1);
    }
}
