package org.jackfield.simulation.check;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class GroupTruthTest {

    private final Findings findings = new Findings();
    private final GroupTruth truth = new GroupTruth(findings);

    @Test
    void copiesThatDifferAtOnePlaceAreFound() {
        truth.state(10, 1, 0);
        truth.state(10, 1, 0);
        truth.state(11, 2, 0);
        assertThat(findings.kept()).isEmpty();

        truth.state(10, 3, 0);
        assertThat(findings.kept()).hasSize(1);
    }

    @Test
    void aRequestCarriedOutLateIsFoundOnceAndByTrueTime() {
        truth.asked(0, 1, 5, 1_000);
        truth.asked(0, 1, 5, 3_500);
        truth.asked(0, 1, 6, 3_500);
        truth.carriedOut(8, new GroupTruth.Ask(0, 1, 6), 4_000);
        assertThat(findings.kept()).isEmpty();

        truth.carriedOut(9, new GroupTruth.Ask(0, 1, 5), 4_100);
        truth.carriedOut(9, new GroupTruth.Ask(0, 1, 5), 9_000);
        assertThat(findings.kept()).hasSize(1);
    }

    @Test
    void anEarlierSideThatStillCommandsIsFound() {
        truth.commanded("A", 1, "Place", 0);
        truth.commanded("B", 2, "Place", 0);
        assertThat(findings.kept()).isEmpty();

        truth.commanded("A", 1, "Clear", 0);
        truth.commanded("A", 2, "Clear", 0);
        assertThat(findings.kept()).hasSize(2);
    }
}
