package org.jackfield.ctios.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.jackfield.protocol.ged188.AgentState;
import org.jackfield.protocol.ged188.CallDataUpdateEvent;
import org.jackfield.protocol.ged188.ControlFailureCode;
import org.jackfield.protocol.ged188.SetAgentStateConf;
import org.jackfield.protocol.ged188.SetAgentStateReq;
import org.jackfield.protocol.ged188.SetCallDataConf;
import org.jackfield.protocol.ged188.SnapshotCallConf;
import org.jackfield.protocol.ged188.SnapshotCallReq;
import org.jackfield.protocol.ged188.SnapshotDeviceConf;
import org.jackfield.protocol.ged188.SnapshotDeviceReq;
import org.jackfield.protocol.ged188.WrapupMode;
import org.jackfield.protocol.record.Arguments;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import java.util.List;

/** Another client of the CTI Server takes texts of a call away. */
class BlankedByOthersTest {

    private static final String CALL = "call.5000.41.2001";

    private final Bench bench = new Bench();

    @BeforeEach
    void talk() {
        bench.wrapUpMode = WrapupMode.REQUIRED_WITH_DATA;
        bench.linkUp();
        bench.logIn(1);
        bench.agentState(AgentState.AVAILABLE, 0);
        Calls.ring(bench, 41, "2001");
        bench.happens(Calls.established(41, "2001"));
        bench.agentState(AgentState.TALKING, 0);
        bench.happens(texts("Gold", "123", "calls back"));
    }

    private static CallDataUpdateEvent texts(String variable, String digits, String note) {
        return CallDataUpdateEvent.builder()
                .peripheralId(Bench.PERIPHERAL)
                .connectionCallId(41)
                .connectionDeviceId("2001")
                .newConnectionCallId(41)
                .newConnectionDeviceId("2001")
                .callVariable1(variable)
                .callerEnteredDigits(digits)
                .callWrapupData(note)
                .build();
    }

    private List<String> shown() {
        Arguments call = bench.object(1, CALL);
        return List.of(
                call.text("CallVariable1"),
                call.text("CallerEnteredDigits"),
                call.text("CallWrapupData"));
    }

    private long endAndGoReady() {
        bench.happens(Calls.cleared(41, "2001"));
        bench.happens(Calls.end(41));
        bench.agentState(AgentState.WORK_READY, 0);
        int ready = AgentState.AVAILABLE.value();
        return bench.ask(1, "SetAgentState", Bench.AGENT, "AgentState", ready);
    }

    @Test
    void textsAreNotShownAnyMore() {
        assertThat(shown()).containsExactly("Gold", "123", "calls back");
        bench.happens(texts("", "", ""));
        assertThat(shown()).containsExactly("", "", "");
    }

    @Test
    void whatTheEventDoesNotNameStays() {
        bench.happens(texts(null, null, null));
        assertThat(shown()).containsExactly("Gold", "123", "calls back");
    }

    @Test
    void whatIsNotInTheWholeCallAnyMoreIsNotShownAnyMore() {
        bench.put(new CtiOsInput.LinkDown("cut"));
        bench.linkUp();
        for (int question = 0; question < 20 && bench.unanswered() > 0; question++) {
            switch (bench.question()) {
                case SnapshotDeviceReq device ->
                        bench.confirm(
                                SnapshotDeviceConf.builder()
                                        .callConnectionCallId(List.of(41L))
                                        .callConnectionDeviceIdType(List.of(0))
                                        .callConnectionDeviceId(List.of("2001"))
                                        .build());
                case SnapshotCallReq call ->
                        bench.confirm(
                                SnapshotCallConf.builder()
                                        .callVariable1("Silver")
                                        .callConnectionCallId(List.of(41L))
                                        .callConnectionDeviceId(List.of("2001"))
                                        .callDeviceConnectionState(List.of(3))
                                        .build());
                case SetAgentStateReq again -> bench.confirm(SetAgentStateConf.builder().build());
                default -> bench.answerReads(AgentState.TALKING.value());
            }
        }
        assertThat(shown()).containsExactly("Silver", "", "");
    }

    @Test
    @Tag("BEH-364")
    void aNoteThatWasGivenHereIsMissingAgain() {
        bench.ask(1, "SetCallData", CALL, "CallWrapupData", "calls back");
        bench.confirm(SetCallDataConf.builder().build());
        bench.happens(texts(null, null, "calls back"));
        bench.happens(texts(null, null, ""));

        long ready = endAndGoReady();
        assertThat(bench.reply(1, ready).code())
                .isEqualTo(ControlFailureCode.WRAPUP_DATA_REQUIRED.value());
        assertThat(bench.button(1, Bench.AGENT, "Ready").truth("data")).isTrue();
    }

    @Test
    @Tag("BEH-364")
    void aNoteThatAnotherClientGaveCounts() {
        long ready = endAndGoReady();
        assertThat(bench.unanswered()).isEqualTo(1);
        assertThat(bench.reply(1, ready)).as("the CTI Server's word").isNull();
    }
}
