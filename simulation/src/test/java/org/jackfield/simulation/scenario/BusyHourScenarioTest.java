package org.jackfield.simulation.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import org.jackfield.simulation.world.FaultProfile;
import org.jackfield.simulation.world.Simulation;
import org.jackfield.simulation.world.SimulationSettings;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whole runs in small: as busy as an hour of many. */
class BusyHourScenarioTest {

    private static Simulation run(long seed, int minutes, FaultProfile faults) {
        Simulation simulation =
                new Simulation(new SimulationSettings(seed, minutes, 30, 10, 120, faults, 2_000));
        simulation.start();
        simulation.finish();
        return simulation;
    }

    @ParameterizedTest
    @CsvSource({"1, NONE", "2, CLIENTS", "3, SWITCH", "4, SLOW", "5, ALL", "6, SILENT"})
    void aBusyTimeWithFaultsEndsAsItShould(long seed, FaultProfile faults) {
        Simulation simulation = run(seed, 20, faults);

        assertThat(simulation.findings().kept()).isEmpty();
        assertThat(simulation.progress().calls()).isGreaterThan(40);
        assertThat(simulation.progress().faults()).isBetween(0L, 100L);
    }

    /**
     * Seed 4 was found: a request that outlived its leader, and time that stayed behind when nobody
     * had led; both within the first half of an hour.
     */
    @ParameterizedTest
    @CsvSource({"1, 15, MEMBERS", "2, 15, NETWORK", "3, 15, CLOCKS", "4, 32, EVERYTHING"})
    void aGroupOfThreeEndsATimeOfItsFaultsAsItShould(long seed, int minutes, FaultProfile faults) {
        Simulation simulation = run(seed, minutes, faults);

        assertThat(simulation.findings().kept()).isEmpty();
        assertThat(simulation.progress().calls()).isGreaterThan(30);
        assertThat(simulation.progress().faults()).isBetween(5L, 400L);
    }

    @ParameterizedTest
    @CsvSource({"7, ALL", "8, EVERYTHING"})
    void theSameSeedGivesTheSameRunToTheLastByte(long seed, FaultProfile faults) {
        assertThat(run(seed, 6, faults).progress()).isEqualTo(run(seed, 6, faults).progress());
    }
}
