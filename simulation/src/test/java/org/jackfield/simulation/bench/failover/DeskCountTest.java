package org.jackfield.simulation.bench.failover;

import static org.assertj.core.api.Assertions.assertThat;

import org.jackfield.protocol.cil.Outcome;
import org.junit.jupiter.api.Test;

import java.util.List;

/** What the measurement of fail-over counts as lost, doubled, late. */
class DeskCountTest {

    private final DeskCount count = new DeskCount();

    private String counted() {
        return String.join(" ", List.of(count.text().split(" ")).subList(0, 4));
    }

    @Test
    void eventsInOrderAreNeitherLostNorDoubled() {
        count.event(7, 0);
        count.event(8, 7);
        assertThat(counted()).isEqualTo("0 0 0 0");
    }

    @Test
    void everyNumberThatIsPassedOverIsALostEvent() {
        count.event(11, 7);
        assertThat(counted()).isEqualTo("0 3 0 0");
    }

    @Test
    void aNumberThatComesAgainIsADoubledEvent() {
        count.event(7, 7);
        count.event(5, 7);
        assertThat(counted()).isEqualTo("0 0 2 0");
    }

    @Test
    void logoutsAndLateActionsAreCountedAndTheLastIsTold() {
        count.wentOut("10001");
        count.late("10002", 4_000);
        count.click(Outcome.STALE);
        assertThat(count.text())
                .isEqualTo("1 0 0 1 {STALE=1} agent_10002_not_ready_4000_ms_after_the_click");
    }

    @Test
    void sharesOfSeveralFaultsAreOfAllTheirDesktops() {
        long[] all =
                FaultOutcome.together(
                        List.of(outcome(new long[] {3_000, 1_000}), outcome(new long[] {2_000})));

        assertThat(all).containsExactly(1_000, 2_000, 3_000);
        assertThat(FaultOutcome.seconds(all, 0.5)).isEqualTo(2.0);
        assertThat(FaultOutcome.seconds(all, 1)).isEqualTo(3.0);
        assertThat(FaultOutcome.seconds(new long[0], 0.99)).isZero();
    }

    @Test
    void whatEachDesktopToldIsSortedAndCountedFromWhenItWasNotLive() {
        FaultOutcome outcome =
                FaultOutcome.of("kill", "200:2900:250 100:900:-1 300:-1:300", 1, 1.0, 2, 1, 1.0);
        assertThat(outcome.shown()).containsExactly(100, 200, 300);
        assertThat(outcome.restoredMs()).containsExactly(900, 2900);
        assertThat(outcome.sinceDarkMs()).containsExactly(2650);
        assertThat(outcome.never()).isEqualTo(1);
        assertThat(outcome.dark()).containsExactly(250, 300);
        assertThat(FaultOutcome.of("none", "", 0, 0, 0, 0, 0).shown()).isEmpty();
    }

    private static FaultOutcome outcome(long[] restoredMs) {
        long[] none = new long[0];
        return new FaultOutcome(
                "kill", restoredMs, none, 1, restoredMs, restoredMs, 0, 1.0, 120, 100, 10.0);
    }
}
