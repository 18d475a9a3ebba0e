package org.jackfield.simulation.check;

import static org.assertj.core.api.Assertions.assertThat;

import org.jackfield.protocol.cil.Request;
import org.jackfield.protocol.ged188.BeginCallEvent;
import org.jackfield.protocol.ged188.CallConferencedEvent;
import org.jackfield.protocol.ged188.CallDataUpdateEvent;
import org.jackfield.protocol.ged188.Ged188Message;
import org.jackfield.protocol.ged188.SetCallDataConf;
import org.jackfield.protocol.ged188.SetCallDataReq;
import org.jackfield.protocol.record.Arguments;
import org.junit.jupiter.api.Test;

import java.util.List;

class DataTruthTest {

    private static final long CALL = 7;

    private static final CallConferencedEvent JOINED =
            CallConferencedEvent.builder().primaryCallId(CALL).secondaryCallId(8).build();

    private long lookMs;
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

    /**
     * Seed clients 20008: a desktop wrote on a consultation that the lost session never saw begin.
     */
    @Test
    void whatADesktopWroteWhileTheSessionWasAwayIsNotForetoldBehindAConference() {
        told(begin().toBuilder().callVariable7("caller").build(), 0);
        truth.onDeskAsked(
                new Request(9, 1, 38, "SetCallData", "call.5000.8.2003", Arguments.EMPTY, 0));
        told(consultation().callVariable7("desk").build(), 10_000);
        truth.onEvent(JOINED, 11_000);
        watcher.onEvent(update().callVariable7("desk").build(), 11_000);
        assertThat(twoLooks()).isEmpty();
    }

    /** Seed clocks 60008: data were looked at between the two who were told of a consultation. */
    @Test
    void aCallThatTheOtherClientIsNotYetToldOfIsNotForgotten() {
        told(begin(), 0);
        truth.onEvent(consultation().build(), 10_000);
        truth.compare("watcher", watcher, 10_000);
        watcher.onEvent(consultation().build(), 10_001);
        truth.onDeskAsked(
                new Request(9, 1, 38, "SetCallData", "call.5000.8.2003", Arguments.EMPTY, 0));
        truth.onEvent(JOINED, 14_000);
        watcher.onEvent(update().callVariable7("desk").build(), 14_000);
        assertThat(twoLooks()).isEmpty();
    }

    /** Seed members 21029: a phone's keys joined a caller with a call of its own. */
    @Test
    void whatACallerBroughtMustBeThereWhenItIsJoinedWithACallThatBroughtNothing() {
        told(begin(), 0);
        told(consultation().callVariable1("A1194476").build(), 0);
        truth.onEvent(JOINED, 11_000);
        watcher.onEvent(update().callVariable1("A1194476").build(), 11_000);
        assertThat(twoLooks()).isEmpty();
        watcher.onEvent(update().callVariable1("").build(), 30_000);
        assertThat(twoLooks()).hasSize(1);
    }

    private static BeginCallEvent.Builder consultation() {
        return BeginCallEvent.builder().connectionCallId(8).routerCallKeyCallId(8L);
    }

    private static CallDataUpdateEvent.Builder update() {
        return update("", "").toBuilder();
    }

    private List<Findings.Finding> twoLooks() {
        lookMs += 20_000;
        truth.compare("watcher", watcher, lookMs);
        truth.compare("watcher", watcher, lookMs + 5_000);
        return findings.kept();
    }
}
