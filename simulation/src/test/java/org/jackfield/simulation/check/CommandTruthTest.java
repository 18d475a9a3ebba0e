package org.jackfield.simulation.check;

import static org.assertj.core.api.Assertions.assertThat;

import org.jackfield.gateway.opc.OpcOutput;
import org.jackfield.protocol.pim.CheckChannel;
import org.jackfield.protocol.pim.PimCommand;
import org.junit.jupiter.api.Test;

import java.util.List;

class CommandTruthTest {

    private final Findings findings = new Findings();
    private final CommandTruth truth = new CommandTruth(findings);

    private static PimCommand command(long operation) {
        return new CheckChannel(operation, "k-1");
    }

    private void ordered(long place, long operation, long nowMs) {
        truth.ordered(place, List.of(new OpcOutput.Order(1, 1, command(operation))), nowMs);
    }

    @Test
    void anOrderThatNoSideGivesToItsLinkIsFoundOnce() {
        ordered(1, 1, 1_000);
        ordered(2, 2, 1_100);
        truth.commanded(command(1));
        truth.look(true, "A", 3_000);
        assertThat(findings.kept()).isEmpty();

        truth.look(true, "A", 5_000);
        truth.look(true, "A", 10_000);
        assertThat(findings.kept()).hasSize(1);
    }

    @Test
    void theSameOrderOfAnotherCopyIsNotOrderedAgain() {
        ordered(1, 1, 1_000);
        truth.commanded(command(1));
        ordered(1, 1, 1_400);
        truth.look(true, "A", 9_000);

        assertThat(findings.kept()).isEmpty();
    }

    @Test
    void whatWasOrderedWhileSomethingIsBrokenNeedsNoCommand() {
        ordered(1, 1, 1_000);
        truth.look(false, "A", 5_000);
        truth.look(true, "A", 10_000);
        assertThat(findings.kept()).isEmpty();

        ordered(2, 2, 11_000);
        truth.look(true, "A", 15_000);
        assertThat(findings.kept()).hasSize(1);
    }

    @Test
    void theActiveSideMayChangeOnlyWhenSomethingIsBroken() {
        truth.look(true, "", 4_000);
        truth.look(true, "A", 5_000);
        truth.look(false, "A", 10_000);
        truth.look(true, "B", 15_000);
        truth.look(true, "B", 20_000);
        assertThat(findings.kept()).isEmpty();

        truth.look(true, "A", 25_000);
        assertThat(findings.kept()).hasSize(1);
    }
}
