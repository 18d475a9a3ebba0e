package org.jackfield.gateway.ctiserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jackfield.gateway.ctiserver.CtiServerBench.ALL;
import static org.jackfield.gateway.ctiserver.CtiServerBench.about;
import static org.jackfield.gateway.ctiserver.CtiServerBench.openReq;
import static org.jackfield.gateway.ctiserver.ScriptedReads.PERIPHERAL;
import static org.jackfield.gateway.ctiserver.ScriptedReads.agentEvent;

import org.jackfield.gateway.opc.OpcOutput.Emit;
import org.jackfield.protocol.ged188.AgentState;
import org.jackfield.protocol.ged188.AgentStateEvent;
import org.jackfield.protocol.ged188.AgentStateMask;
import org.jackfield.protocol.ged188.BeginCallEvent;
import org.jackfield.protocol.ged188.CallDeliveredEvent;
import org.jackfield.protocol.ged188.CallEstablishedEvent;
import org.jackfield.protocol.ged188.CallEventMask;
import org.jackfield.protocol.ged188.CallTransferredEvent;
import org.jackfield.protocol.ged188.ChangeMonitorMaskReq;
import org.jackfield.protocol.ged188.EndCallEvent;
import org.jackfield.protocol.ged188.FailureConf;
import org.jackfield.protocol.ged188.MonitorStartConf;
import org.jackfield.protocol.ged188.MonitorStartReq;
import org.jackfield.protocol.ged188.MonitorStopReq;
import org.jackfield.protocol.ged188.ServiceMask;
import org.jackfield.protocol.ged188.StatusCode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class EventsTest {

    private static final long MONITORING = ServiceMask.PERIPHERAL_MONITOR;

    private final CtiServerBench bench = new CtiServerBench();

    @BeforeEach
    void phones() {
        bench.reads
                .phone("P1", "2001")
                .phone("P2", "2002")
                .agent("1001", "P1", AgentState.AVAILABLE);
    }

    @Test
    void anAllEventsClientHearsACallFromBeginToEndOnce() {
        bench.open(1, openReq(ServiceMask.ALL_EVENTS));
        bench.forget();
        wholeCall();
        assertThat(bench.heardTypes(1))
                .containsExactly(
                        "BEGIN_CALL_EVENT",
                        "CALL_DELIVERED_EVENT",
                        "CALL_ESTABLISHED_EVENT",
                        "END_CALL_EVENT");
        assertThat(bench.sends(1)).allMatch(send -> send.monitorId() == 0);
    }

    @Test
    void aClientEventsSessionHearsOnlyOfItsOwnDevice() {
        bench.open(1, openReq(ServiceMask.CLIENT_EVENTS, "P1"));
        bench.open(2, openReq(ServiceMask.CLIENT_EVENTS, "P2"));
        bench.forget();
        wholeCall();
        bench.applied(agentEvent("1001", "P1", AgentState.TALKING, 1));
        assertThat(bench.heard(1)).hasSize(5);
        assertThat(bench.heard(2)).isEmpty();
    }

    @Test
    void aSessionOpenedInMidCallLearnsAgentsAndCallsEachOnce() {
        bench.reads.call(7, "P1");
        bench.open(1, openReq(ServiceMask.ALL_EVENTS));
        assertThat(bench.heardTypes(1))
                .containsExactly(
                        "OPEN_CONF",
                        "SYSTEM_EVENT",
                        "AGENT_STATE_EVENT",
                        "AGENT_STATE_EVENT",
                        "BEGIN_CALL_EVENT");
        bench.forget();
        bench.applied(about(7, established(7), "P1"));
        assertThat(bench.heardTypes(1)).containsExactly("CALL_ESTABLISHED_EVENT");
    }

    @Test
    void aDeviceThatJoinsACallIsToldOfItsBeginningFirstAndOneThatLeavesOfItsEnd() {
        bench.open(1, openReq(ServiceMask.CLIENT_EVENTS, "P1"));
        bench.open(2, openReq(ServiceMask.CLIENT_EVENTS, "P2"));
        bench.reads.call(7, "P1");
        bench.applied(begin(7, "P1"), about(7, established(7), "P1"));
        bench.forget();
        bench.reads.call(7, "P2");
        CallTransferredEvent transferred = CallTransferredEvent.builder().primaryCallId(7).build();
        bench.applied(about(7, transferred, "P1", "P2"));
        assertThat(bench.heardTypes(1)).containsExactly("CALL_TRANSFERRED_EVENT", "END_CALL_EVENT");
        assertThat(bench.heardTypes(2))
                .containsExactly("BEGIN_CALL_EVENT", "CALL_TRANSFERRED_EVENT");
        assertThat(((EndCallEvent) bench.heard(1).getLast()).connectionCallId()).isEqualTo(7);
        bench.forget();
        bench.reads.over(7);
        bench.applied(end(7, "P1", "P2"));
        assertThat(bench.heard(1)).isEmpty();
        assertThat(bench.heardTypes(2)).containsExactly("END_CALL_EVENT");
    }

    @Test
    void anEventOfACallThatWasNeverBegunForAClientAndIsGoneIsLeftOut() {
        bench.open(1, openReq(ServiceMask.ALL_EVENTS));
        bench.forget();
        bench.applied(about(9, established(9), "P1"), end(9, "P1"));
        assertThat(bench.heard(1)).isEmpty();
    }

    @Test
    @Tag("BEH-256")
    void masksNameTheCallEventsAndAgentStatesThatAreWanted() {
        bench.open(
                1,
                openReq(ServiceMask.ALL_EVENTS)
                        .callMsgMask(CallEventMask.CALL_ESTABLISHED | CallEventMask.END_CALL)
                        .agentStateMask(AgentStateMask.TALKING));
        bench.forget();
        wholeCall();
        bench.applied(
                agentEvent("1001", "P1", AgentState.TALKING, 1),
                agentEvent("1001", "P1", AgentState.AVAILABLE, 1));
        assertThat(bench.heardTypes(1))
                .containsExactly("CALL_ESTABLISHED_EVENT", "END_CALL_EVENT", "AGENT_STATE_EVENT");
    }

    @Test
    void anAgentsChangeComesOnceForEachSkillGroup() {
        bench.open(1, openReq(ServiceMask.ALL_EVENTS));
        bench.forget();
        agentTalks();
        assertThat(bench.heard(1)).hasSize(2);
    }

    @Test
    @Tag("BEH-255")
    void repeatedAgentStatesAreReducedToOneForThoseWhoAsked() {
        bench.open(1, openReq(ServiceMask.ALL_EVENTS | ServiceMask.IGNORE_DUPLICATE_AGENT_EVENTS));
        assertThat(bench.heardTypes(1))
                .containsExactly("OPEN_CONF", "SYSTEM_EVENT", "AGENT_STATE_EVENT");
        bench.forget();
        agentTalks();
        assertThat(bench.heard(1)).singleElement().isInstanceOf(AgentStateEvent.class);
        bench.applied(agentEvent("1001", "P1", AgentState.AVAILABLE, 1));
        agentTalks();
        assertThat(bench.heard(1)).hasSize(3);
    }

    @Test
    void aMonitorOfADeviceGivesEventsWithItsOwnId() {
        bench.open(1, openReq(MONITORING));
        bench.forget();
        long monitor = start(monitorOf("P1"));
        assertThat(bench.heardTypes(1))
                .containsExactly("MONITOR_START_CONF", "AGENT_STATE_EVENT", "AGENT_STATE_EVENT");
        bench.forget();
        wholeCall();
        assertThat(bench.sends(1)).hasSize(4).allMatch(send -> send.monitorId() == monitor);
        bench.say(1, MonitorStopReq.builder().invokeId(4).monitorId(monitor).build());
        bench.forget();
        wholeCall();
        assertThat(bench.heard(1)).isEmpty();
    }

    @Test
    void aMonitorStartedInMidCallLearnsTheCallOnce() {
        bench.reads.call(7, "P2");
        bench.open(1, openReq(MONITORING));
        start(monitorOf("2002"));
        bench.applied(about(7, established(7), "P2"));
        assertThat(bench.heardTypes(1))
                .endsWith("MONITOR_START_CONF", "BEGIN_CALL_EVENT", "CALL_ESTABLISHED_EVENT");
    }

    @Test
    void aMonitorOfACallHearsThatCallWhereverItGoes() {
        bench.reads.call(7, "P1").call(8, "P2");
        bench.open(1, openReq(MONITORING));
        start(
                MonitorStartReq.builder()
                        .connectionCallId(7)
                        .peripheralId(PERIPHERAL)
                        .callMsgMask(ALL)
                        .agentStateMask(ALL));
        bench.forget();
        bench.applied(
                about(7, established(7), "P2"), about(8, established(8), "P2"), end(7, "P1", "P2"));
        assertThat(bench.heardTypes(1)).containsExactly("CALL_ESTABLISHED_EVENT", "END_CALL_EVENT");
    }

    @Test
    void aMonitorOfAnAgentFollowsTheAgentsDevice() {
        bench.open(1, openReq(MONITORING));
        start(monitorOf("1001").monitoredDeviceType(76));
        bench.forget();
        wholeCall();
        agentTalks();
        assertThat(bench.heard(1)).hasSize(6);
    }

    @Test
    void theMasksOfAMonitorCanBeChanged() {
        bench.open(1, openReq(MONITORING));
        long monitor = start(monitorOf("P1"));
        bench.say(
                1,
                ChangeMonitorMaskReq.builder()
                        .invokeId(5)
                        .monitorId(monitor)
                        .callMsgMask(CallEventMask.BEGIN_CALL)
                        .build());
        bench.forget();
        wholeCall();
        assertThat(bench.heardTypes(1)).containsExactly("BEGIN_CALL_EVENT");
    }

    @Test
    void impossibleMonitorsAreRefusedWithTheirReason() {
        bench.open(1, openReq(MONITORING));
        refusedMonitor(monitorOf("P9"), StatusCode.INVALID_DEVICE);
        refusedMonitor(
                monitorOf("P1").connectionCallId(7), StatusCode.MUTUALLY_EXCLUS_DEVICEID_TYPES);
        refusedMonitor(monitorOf(""), StatusCode.REQUIRED_DATA_MISSING);
        refusedMonitor(monitorOf("").connectionCallId(7), StatusCode.INVALID_CALLID);
        refusedMonitor(monitorOf("P1").peripheralId(3), StatusCode.INVALID_PERIPHERAL_ID);
        start(monitorOf("P1"));
        refusedMonitor(monitorOf("2001"), StatusCode.MONITOR_ALREADY_EXISTS);
        bench.say(1, MonitorStopReq.builder().invokeId(4).monitorId(99).build());
        assertThat(bench.last(1, FailureConf.class).status())
                .isEqualTo(StatusCode.INVALID_MONITORID.value());
    }

    @Test
    void monitorsNeedTheirService() {
        bench.open(1, openReq(ServiceMask.ALL_EVENTS));
        refusedMonitor(monitorOf("P1"), StatusCode.FUNCTION_NOT_AVAILABLE);
        assertThat(bench.closed(1)).isFalse();
    }

    private void refusedMonitor(MonitorStartReq.Builder request, StatusCode status) {
        bench.say(1, request.invokeId(3).build());
        FailureConf failure = bench.last(1, FailureConf.class);
        assertThat(failure.invokeId()).isEqualTo(3);
        assertThat(failure.status()).isEqualTo(status.value());
    }

    private long start(MonitorStartReq.Builder request) {
        bench.say(1, request.invokeId(2).build());
        return bench.heard(1).stream()
                .filter(MonitorStartConf.class::isInstance)
                .map(MonitorStartConf.class::cast)
                .toList()
                .getLast()
                .monitorId();
    }

    private static MonitorStartReq.Builder monitorOf(String device) {
        return MonitorStartReq.builder()
                .peripheralId(PERIPHERAL)
                .connectionCallId(ALL)
                .callMsgMask(ALL)
                .agentStateMask(ALL)
                .monitoredDeviceId(device);
    }

    private void agentTalks() {
        bench.applied(
                agentEvent("1001", "P1", AgentState.TALKING, 1),
                agentEvent("1001", "P1", AgentState.TALKING, 2));
    }

    private void wholeCall() {
        bench.reads.call(5, "P1");
        CallDeliveredEvent delivered = CallDeliveredEvent.builder().connectionCallId(5).build();
        bench.applied(begin(5, "P1"), about(5, delivered, "P1"));
        bench.applied(about(5, established(5), "P1"));
        bench.reads.over(5);
        bench.applied(end(5, "P1"));
    }

    private static CallEstablishedEvent established(long callId) {
        return CallEstablishedEvent.builder().connectionCallId(callId).build();
    }

    private static Emit begin(long callId, String... instruments) {
        return about(
                callId,
                BeginCallEvent.builder().connectionCallId(callId).connectionDeviceId("c").build(),
                instruments);
    }

    private static Emit end(long callId, String... instruments) {
        return about(callId, EndCallEvent.builder().connectionCallId(callId).build(), instruments);
    }
}
