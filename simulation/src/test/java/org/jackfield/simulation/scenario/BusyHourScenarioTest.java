package org.jackfield.simulation.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import org.jackfield.simulation.world.FaultProfile;
import org.jackfield.simulation.world.Simulation;
import org.jackfield.simulation.world.SimulationSettings;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whole runs in small. */
class BusyHourScenarioTest {

    private static Simulation run(long seed, FaultProfile faults) {
        Simulation simulation =
                new Simulation(new SimulationSettings(seed, 60, 30, 10, 120, faults, 2_000));
        simulation.start();
        simulation.finish();
        return simulation;
    }

    @ParameterizedTest
    @CsvSource({"1, NONE", "2, CLIENTS", "3, SWITCH", "4, SLOW", "5, ALL"})
    void aBusyHourWithFaultsEndsAsItShould(long seed, FaultProfile faults) {
        Simulation simulation = run(seed, faults);

        assertThat(simulation.findings().kept()).isEmpty();
        assertThat(simulation.progress().calls()).isGreaterThan(100);
        assertThat(simulation.progress().faults()).isBetween(0L, 200L);
    }

    @ParameterizedTest
    @CsvSource({"1, MEMBERS", "2, NETWORK", "3, CLOCKS", "4, EVERYTHING"})
    void aGroupOfThreeEndsAHourOfItsFaultsAsItShould(long seed, FaultProfile faults) {
        Simulation simulation = run(seed, faults);

        assertThat(simulation.findings().kept()).isEmpty();
        assertThat(simulation.progress().calls()).isGreaterThan(80);
        assertThat(simulation.progress().faults()).isBetween(10L, 400L);
    }

    @ParameterizedTest
    @CsvSource({"7, ALL", "8, EVERYTHING"})
    void theSameSeedGivesTheSameRunToTheLastByte(long seed, FaultProfile faults) {
        assertThat(run(seed, faults).progress()).isEqualTo(run(seed, faults).progress());
    }
}
