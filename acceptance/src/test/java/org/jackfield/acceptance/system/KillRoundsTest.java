package org.jackfield.acceptance.system;

import static org.assertj.core.api.Assertions.assertThat;

import org.jackfield.app.Main;
import org.jackfield.simulation.bench.kill.KillBench;
import org.jackfield.simulation.bench.kill.KillSettings;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.util.List;

/**
 * Gateways and CTI OS servers, as processes over the real Asterisk, are killed while calls are
 * handled. More rounds, or others: {@code ./jackfield bench kill --switch asterisk}, or {@code
 * -Djackfield.kill.rounds=N -Djackfield.kill.seed=S} here.
 */
@Tag("asterisk")
@Timeout(600)
class KillRoundsTest {

    private static final int ROUNDS = 5;

    /** Kills each of the five processes once, at five different steps of a call. */
    private static final long SEED = 392;

    /** Five processes start on two cores: quick to start is better than quick later. */
    private static final List<String> JAVA =
            List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx256m");

    @Test
    @Tag("BEH-348")
    @Tag("BEH-349")
    @Tag("BEH-352")
    void whoeverIsKilledWheneverInACallNothingIsLostAndNothingIsStuckAndBothStillHearEachOther()
            throws IOException {
        KillSettings settings =
                new KillSettings(
                        Integer.getInteger("jackfield.kill.rounds", ROUNDS),
                        Long.getLong("jackfield.kill.seed", SEED),
                        true,
                        Main.class.getName(),
                        JAVA);
        assertThat(new KillBench(settings, System.out).run())
                .as("rounds of seed %d; the log above tells what was killed when", settings.seed())
                .isEmpty();
    }
}
