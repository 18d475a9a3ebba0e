package org.jackfield.simulation.bench.roles;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.lang.foreign.Arena;

/** The highest that a process held, looked for anew before each fault. */
class RoleMemoryTest {

    private static final long MB = 1 << 20;
    private static final int TAKEN_MB = 256;

    private final RoleMemory memory = new RoleMemory(ProcessHandle.current().pid());

    @Test
    void thePeakIsWhatWasHeldForAMomentAndIsForgottenWhenAsked() {
        memory.forgetPeak();
        long before = memory.nowMb();
        take();
        assertThat(memory.peakMb()).isGreaterThanOrEqualTo(before + TAKEN_MB / 2);
        assertThat(memory.nowMb()).isLessThan(memory.peakMb() - TAKEN_MB / 2);
        memory.forgetPeak();
        assertThat(memory.peakMb()).isBetween(1L, before + TAKEN_MB / 2);
    }

    /** Filled, and given back at once. */
    private static void take() {
        try (Arena arena = Arena.ofConfined()) {
            arena.allocate(TAKEN_MB * MB).fill((byte) 1);
        }
    }

    @Test
    void aProcessThatIsGoneHoldsNothing() {
        RoleMemory gone = new RoleMemory(Integer.MAX_VALUE);
        gone.forgetPeak();
        assertThat(gone.peakMb()).isZero();
        assertThat(gone.nowMb()).isZero();
    }
}
