package org.jackfield.simulation.check;

import static org.assertj.core.api.Assertions.assertThat;

import org.jackfield.protocol.cil.Outcome;
import org.jackfield.protocol.cil.Reply;
import org.jackfield.protocol.ged188.ControlFailureCode;
import org.junit.jupiter.api.Test;

import java.util.List;

class DesktopTruthTest {

    private final Findings findings = new Findings();
    private final DesktopTruth truth = new DesktopTruth(findings);

    private static Reply reply(Outcome outcome, int code) {
        return Reply.builder().id(1).outcome(outcome).code(code).text("").build();
    }

    @Test
    void anAgentAtTwoDesktopsIsFoundWhereThatIsRefusedAndAllHasBeenQuiet() {
        truth.look(List.of("1", "", "", "1"), 100_000);
        assertThat(findings.kept()).isEmpty();

        truth.onlyOneEach(true);
        truth.disturbed(100_000);
        truth.look(List.of("1", "2", "1"), 130_000);
        truth.look(List.of("1", "2", ""), 170_000);
        assertThat(findings.kept()).isEmpty();

        truth.look(List.of("1", "2", "1"), 175_000);
        assertThat(findings.kept()).hasSize(1);
    }

    @Test
    void aLineThatComesTwiceToOneDesktopIsFound() {
        truth.wrote("a", 1_000);
        truth.heard("desk", "a", 1_010);
        truth.heard("second desk", "a", 1_010);
        assertThat(findings.kept()).isEmpty();

        truth.heard("desk", "a", 9_000);
        assertThat(findings.kept()).hasSize(1);
    }

    @Test
    void aLineThatWasSentAndNeverComesIsFoundUnlessSomethingBroke() {
        truth.wrote("a", 100_000);
        truth.replied("a", reply(Outcome.DONE, 0), 100_010);
        truth.disturbed(100_020);
        truth.look(List.of(), 110_000);
        assertThat(findings.kept()).isEmpty();

        truth.wrote("b", 200_000);
        truth.replied("b", reply(Outcome.DONE, 0), 200_010);
        truth.look(List.of(), 210_000);
        assertThat(findings.kept()).hasSize(1);
    }

    @Test
    void aLineThatComesThoughItsWriterWasToldThatItWasNotSentIsFound() {
        truth.wrote("a", 1_000);
        truth.replied(
                "a", reply(Outcome.FAILED, ControlFailureCode.OBJECT_NOT_KNOWN.value()), 1_010);
        assertThat(findings.kept()).isEmpty();

        truth.heard("desk", "a", 1_020);
        assertThat(findings.kept()).hasSize(1);
    }
}
