package org.jackfield.simulation.check;

import static org.assertj.core.api.Assertions.assertThat;

import org.jackfield.gateway.opc.OpcOutput;
import org.jackfield.protocol.ged188.AgentState;
import org.jackfield.protocol.ged188.AgentStateEvent;
import org.jackfield.protocol.pim.CheckChannel;
import org.jackfield.protocol.pim.PimCommand;
import org.junit.jupiter.api.Test;

import java.util.List;

class GroupTruthTest {

    private final Findings findings = new Findings();
    private final GroupTruth truth = new GroupTruth(findings);

    private void carriedOut(long place, long sequence, boolean outlived, long nowMs) {
        List<OpcOutput> outputs = List.of(new OpcOutput.Order(1, 1, command(sequence)));
        GroupTruth.Ask ask = new GroupTruth.Ask(0, 1, sequence);
        truth.carriedOut(place, ask, outlived, outputs, nowMs);
    }

    private static PimCommand command(long operation) {
        return new CheckChannel(operation, "k-1");
    }

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
        carriedOut(8, 6, false, 4_000);
        assertThat(findings.kept()).isEmpty();

        carriedOut(9, 5, false, 4_100);
        carriedOut(9, 5, false, 9_000);
        assertThat(findings.kept()).hasSize(1);
    }

    @Test
    void whatOutlivedItsLeaderMayChangeTheMachineLateAndCommandsNothingLate() {
        truth.asked(0, 1, 5, 1_000);
        carriedOut(8, 5, true, 9_500);
        assertThat(findings.kept()).isEmpty();

        truth.commanded("A", 1, command(5), 9_600);
        assertThat(findings.kept()).hasSize(1);
    }

    @Test
    void whatFollowsFromAnAgentsNewStateMayBeCommandedLate() {
        truth.asked(0, 1, 5, 1_000);
        truth.carriedOut(
                8,
                new GroupTruth.Ask(0, 1, 5),
                false,
                List.of(new OpcOutput.Emit(ready(), null), new OpcOutput.Order(1, 1, command(5))),
                1_100);
        truth.commanded("A", 1, command(5), 9_600);

        assertThat(findings.kept()).isEmpty();
    }

    private static AgentStateEvent ready() {
        return AgentStateEvent.builder().agentState(AgentState.AVAILABLE.value()).build();
    }

    @Test
    void whatTheSwitchIsToldForARequestMustBeInTimeTheFirstTime() {
        truth.asked(0, 1, 5, 1_000);
        truth.asked(0, 1, 6, 1_000);
        carriedOut(8, 5, false, 1_100);
        carriedOut(9, 6, false, 1_100);
        truth.commanded("A", 1, command(6), 1_200);
        truth.commanded("A", 1, command(6), 9_600);
        assertThat(findings.kept()).isEmpty();

        truth.commanded("A", 1, command(5), 9_600);
        assertThat(findings.kept()).hasSize(1);
    }

    @Test
    void anEarlierSideThatStillCommandsIsFound() {
        truth.commanded("A", 1, command(1), 0);
        truth.commanded("B", 2, command(1), 0);
        assertThat(findings.kept()).isEmpty();

        truth.commanded("A", 1, command(2), 0);
        truth.commanded("A", 2, command(2), 0);
        assertThat(findings.kept()).hasSize(2);
    }
}
