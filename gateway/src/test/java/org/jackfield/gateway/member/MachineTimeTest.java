package org.jackfield.gateway.member;

import static org.assertj.core.api.Assertions.assertThat;

import org.jackfield.protocol.log.Alive;
import org.jackfield.protocol.log.Envelope;
import org.jackfield.protocol.log.PimReachable;
import org.junit.jupiter.api.Test;

class MachineTimeTest {

    private static final long START = 1_800_000_000_000L;

    private MachineTime time = new MachineTime();
    private long logMs = START;
    private long realMs = START;

    /** One turn of life signs: A's clock is right, B's a minute ahead, C's right. */
    private void signs() {
        sign(0, 0);
        sign(1, 60_000);
        sign(2, 0);
    }

    private void sign(int source, long aheadMs) {
        time.onEntry(logMs, new Envelope(source, 1, 1, 0, new Alive(realMs + aheadMs)));
    }

    private void pass(long ms) {
        logMs += ms;
        realMs += ms;
    }

    @Test
    void smallStepsOfTheLogAreTakenAsTheyAre() {
        signs();
        pass(250);
        signs();
        pass(999);
        signs();
        assertThat(time.nowMs()).isEqualTo(START + 1_249);
    }

    @Test
    void aNewLeaderWhoseClockIsAMinuteAheadMovesTimeOnlyByWhatReallyPassed() {
        signs();
        pass(800);
        logMs += 60_000;
        signs();
        assertThat(time.nowMs()).isEqualTo(START + 800);
        pass(250);
        signs();
        assertThat(time.nowMs()).isEqualTo(START + 1_050);
    }

    @Test
    void aNewLeaderWhoseClockIsBehindDoesNotStopTheTime() {
        signs();
        pass(900);
        logMs -= 59_000;
        signs();
        assertThat(time.nowMs()).isEqualTo(START + 900);
    }

    @Test
    void timeNeverGoesBackWhateverTheLogAndTheClocksSay() {
        long before = 0;
        for (int i = 0; i < 2_000; i++) {
            logMs += (i * 7_919L) % 5_003 - 2_000;
            time.onEntry(
                    logMs,
                    new Envelope(i % 3, 1, 1, i % 50, new Alive(START + (i * 104_729L) % 90_000)));
            assertThat(time.nowMs()).isGreaterThanOrEqualTo(before);
            before = time.nowMs();
        }
    }

    @Test
    void aGapIsDecidedByOneClockWhenNoOtherIsHeardInTime() {
        signs();
        pass(5_000);
        sign(0, 0);
        assertThat(time.nowMs()).isEqualTo(START);
        pass(500);
        sign(0, 0);
        assertThat(time.nowMs()).isEqualTo(START + 5_500);
    }

    @Test
    void aWholeGroupThatSleptForTenMinutesIsTenMinutesOlder() {
        signs();
        pass(600_000);
        signs();
        assertThat(time.nowMs()).isEqualTo(START + 600_000);
    }

    @Test
    void aLifeSignThatWasHandedInAgainCountsWithItsAge() {
        signs();
        pass(3_000);
        time.onEntry(logMs, new Envelope(0, 1, 2, 2_000, new Alive(realMs - 2_000)));
        sign(2, 0);
        assertThat(time.nowMs()).isEqualTo(START + 3_000);
    }

    @Test
    void timeInWhichNobodyLedIsNotLostWhenTheNextLeadersClockIsJustAsMuchBehind() {
        signs();
        pass(15_000);
        logMs -= 14_500; // the step looks like half a second
        sign(1, 60_000);
        sign(0, 0);
        assertThat(time.nowMs()).isEqualTo(START + 15_000);
        pass(250);
        signs();
        assertThat(time.nowMs()).isEqualTo(START + 15_250);
    }

    @Test
    void oneClockThatJumpsAloneDoesNotMoveTheTime() {
        signs();
        pass(250);
        sign(1, 90_000);
        sign(0, 0);
        assertThat(time.nowMs()).isEqualTo(START + 250);
    }

    @Test
    void aProcessThatStartedInTheGapIsBelievedOnlyWhenAllHave() {
        signs();
        pass(15_000);
        time.onEntry(logMs, new Envelope(1, 2, 1, 0, new Alive(realMs - 3_600_000)));
        sign(0, 0);
        assertThat(time.nowMs()).isEqualTo(START);
        pass(500);
        sign(0, 0);
        assertThat(time.nowMs()).isEqualTo(START + 15_500);

        pass(20_000);
        for (int source = 0; source < 3; source++) {
            time.onEntry(logMs, new Envelope(source, 3, 1, 0, new Alive(realMs)));
        }
        pass(500);
        time.onEntry(logMs, new Envelope(0, 3, 1, 0, new Alive(realMs)));
        assertThat(time.nowMs()).isEqualTo(START + 36_000);
    }

    @Test
    void aRestoredTimeGoesOnAlikeInTheMiddleOfAGap() {
        signs();
        pass(7_000);
        time.onEntry(logMs, new Envelope(0, 1, 2, 0, new PimReachable(1, true)));
        sign(0, 0);
        MachineTime other = new MachineTime();
        other.restore(time.keep());
        assertThat(other.keep()).isEqualTo(time.keep());
        sign(1, 60_000);
        long straight = time.nowMs();
        time = other;
        sign(1, 60_000);
        assertThat(time.nowMs()).isEqualTo(straight).isEqualTo(START + 7_000);
    }
}
