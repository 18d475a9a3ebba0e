package org.jackfield.simulation.bench.kill;

import static org.assertj.core.api.Assertions.assertThat;

import org.jackfield.protocol.cil.Outcome;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClickJudgeTest {

    @ParameterizedTest(name = "{0}, so after 3 s: {1}, ever: {2}: late {3}")
    @Tag("BEH-345")
    @CsvSource({
        "DONE,true,true,false",
        "DONE,false,true,false",
        "FAILED,false,false,false",
        "FAILED,true,true,true",
        "FAILED,false,true,true",
        "STALE,false,false,false",
        "STALE,true,true,true",
        "STALE,false,true,true",
        "TIMED_OUT,false,false,false",
        "TIMED_OUT,true,true,false",
        "TIMED_OUT,false,true,true",
    })
    void whatWasRefusedIsNeverDoneAndWhatNobodyKnowsNotLate(
            Outcome outcome, boolean soInTime, boolean soLater, boolean late) {
        assertThat(ClickJudge.late(outcome, soInTime, soLater)).isEqualTo(late);
    }
}
