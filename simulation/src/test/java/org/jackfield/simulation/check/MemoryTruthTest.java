package org.jackfield.simulation.check;

import static org.assertj.core.api.Assertions.assertThat;

import org.jackfield.gateway.opc.OpcMachine;
import org.jackfield.machine.Timers;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;

class MemoryTruthTest {

    private final Findings findings = new Findings();
    private final MemoryTruth truth = new MemoryTruth(findings, 1, Map.of());

    @Test
    void everyCollectionOfAMachineIsCounted() {
        assertThat(MemoryTruth.count(new OpcMachine()))
                .containsKeys("Exchange.calls", "Exchange.operations", "Exchange.legs");
    }

    @Test
    void whatGrowsWithTheTrafficIsFound() {
        Timers<Integer> timers = new Timers<>();
        truth.of(() -> List.of(timers));
        truth.begin();
        for (int timer = 0; timer < 60; timer++) {
            timers.set(timer, timer);
        }
        truth.finish(0);
        assertThat(findings.kept()).isEmpty();

        for (int timer = 60; timer < 200; timer++) {
            timers.set(timer, timer);
        }
        truth.finish(0);
        assertThat(findings.kept()).isNotEmpty();
    }

    @Test
    void whatWasThereBeforeTheTrafficIsNoGrowth() {
        Timers<Integer> timers = new Timers<>();
        truth.of(() -> List.of(timers));
        for (int timer = 0; timer < 200; timer++) {
            timers.set(timer, timer);
        }
        truth.begin();
        truth.finish(0);

        assertThat(findings.kept()).isEmpty();
    }
}
