package org.jackfield.simulation.check;

import static org.assertj.core.api.Assertions.assertThat;

import org.jackfield.protocol.ged188.BeginCallEvent;
import org.jackfield.protocol.ged188.CallDataUpdateEvent;
import org.jackfield.protocol.ged188.Ged188Message;
import org.jackfield.protocol.ged188.SetCallDataConf;
import org.jackfield.protocol.ged188.SetCallDataReq;
import org.junit.jupiter.api.Test;

class DataTruthTest {

    private static final long CALL = 7;

    private final Findings findings = new Findings();
    private final DataTruth truth = new DataTruth(new SwitchTruth(findings), findings);
    private final CallStory watcher = new CallStory("watcher", findings);
    private final SetCallDataReq set =
            SetCallDataReq.builder()
                    .connectionCallId(CALL)
                    .callVariable8("note")
                    .callWrapupData("done")
                    .build();

    private void told(Ged188Message event, long nowMs) {
        truth.onEvent(event, nowMs);
        watcher.onEvent(event, nowMs);
    }

    private static BeginCallEvent begin() {
        return BeginCallEvent.builder().connectionCallId(CALL).build();
    }

    private static CallDataUpdateEvent update(String value, String wrapUp) {
        return CallDataUpdateEvent.builder()
                .connectionCallId(CALL)
                .newConnectionCallId(CALL)
                .callVariable8(value)
                .callWrapupData(wrapUp)
                .build();
    }

    /** Seed 11: the watcher knew two milliseconds before the one who had asked. */
    @Test
    void whatIsBeingSetMayBeToldBeforeItIsConfirmed() {
        told(begin(), 0);
        watcher.onEvent(update("note", "done"), 15_000);

        truth.compare("watcher", watcher, 15_000);
        truth.onDone(set, SetCallDataConf.builder().build(), 15_002);
        truth.compare("watcher", watcher, 20_000);
        assertThat(findings.kept()).isEmpty();
    }

    @Test
    void whatWasConfirmedMustBeThereAtTheSecondLook() {
        told(begin(), 0);
        truth.onDone(set, SetCallDataConf.builder().build(), 15_000);

        truth.compare("watcher", watcher, 16_000);
        assertThat(findings.kept()).isEmpty();
        truth.compare("watcher", watcher, 20_000);
        truth.compare("watcher", watcher, 25_000);
        assertThat(findings.kept()).hasSize(2);
    }
}
