package org.jackfield.simulation.bench;

import com.google.protobuf.ByteString;

import org.jackfield.protocol.ged188.AgentState;
import org.jackfield.protocol.ged188.AgentStateEvent;
import org.jackfield.protocol.ged188.Bytes;
import org.jackfield.protocol.ged188.CallDeliveredEvent;
import org.jackfield.protocol.ged188.EventCause;
import org.jackfield.protocol.ged188.OpenReq;
import org.jackfield.protocol.ged188.PeripheralType;
import org.jackfield.protocol.ged188.SpecialValue;
import org.jackfield.simulation.bench.peer.PeerAgentStateEvent;
import org.jackfield.simulation.bench.peer.PeerCallDeliveredEvent;
import org.jackfield.simulation.bench.peer.PeerOpenReq;

/** The three messages of the codec benchmark, and the same content for the peer. */
final class CodecSamples {

    private static final int NO_GROUP = -1;

    private static final OpenReq OPEN_REQ = makeOpenReq();
    private static final PeerOpenReq PEER_OPEN_REQ = makePeerOpenReq();
    private static final AgentStateEvent AGENT_STATE_EVENT = makeAgentStateEvent();
    private static final PeerAgentStateEvent PEER_AGENT_STATE_EVENT = makePeerAgentStateEvent();
    private static final CallDeliveredEvent CALL_DELIVERED_EVENT = makeCallDeliveredEvent();
    private static final PeerCallDeliveredEvent PEER_CALL_DELIVERED_EVENT =
            makePeerCallDeliveredEvent();

    private CodecSamples() {}

    static OpenReq openReq() {
        return OPEN_REQ;
    }

    static PeerOpenReq peerOpenReq() {
        return PEER_OPEN_REQ;
    }

    static AgentStateEvent agentStateEvent() {
        return AGENT_STATE_EVENT;
    }

    static PeerAgentStateEvent peerAgentStateEvent() {
        return PEER_AGENT_STATE_EVENT;
    }

    static CallDeliveredEvent callDeliveredEvent() {
        return CALL_DELIVERED_EVENT;
    }

    static PeerCallDeliveredEvent peerCallDeliveredEvent() {
        return PEER_CALL_DELIVERED_EVENT;
    }

    private static OpenReq makeOpenReq() {
        return OpenReq.builder()
                .invokeId(1)
                .versionNumber(25)
                .idleTimeout(120)
                .peripheralId(SpecialValue.NULL_PERIPHERAL_ID)
                .servicesRequested(0x00000016)
                .callMsgMask(0x0FFFFFFF)
                .agentStateMask(0x3FFF)
                .configMsgMask(0)
                .clientId("ctios-server-a")
                .clientPassword(Bytes.ofHex("7365637265742d70617373"))
                .clientSignature("Contact centre one")
                .build();
    }

    private static PeerOpenReq makePeerOpenReq() {
        OpenReq m = OPEN_REQ;
        return PeerOpenReq.newBuilder()
                .setInvokeId((int) m.invokeId())
                .setVersionNumber((int) m.versionNumber())
                .setIdleTimeout((int) m.idleTimeout())
                .setPeripheralId((int) m.peripheralId())
                .setServicesRequested((int) m.servicesRequested())
                .setCallMsgMask((int) m.callMsgMask())
                .setAgentStateMask((int) m.agentStateMask())
                .setClientId(m.clientId())
                .setClientPassword(ByteString.copyFrom(m.clientPassword().toArray()))
                .setClientSignature(m.clientSignature())
                .build();
    }

    private static AgentStateEvent makeAgentStateEvent() {
        return AgentStateEvent.builder()
                .monitorId(3)
                .peripheralId(5000)
                .sessionId(17)
                .peripheralType(PeripheralType.ENTERPRISE_AGENT.value())
                .skillGroupState(AgentState.AVAILABLE.value())
                .stateDuration(42)
                .skillGroupNumber(1207)
                .skillGroupId(5123)
                .skillGroupPriority(1)
                .agentState(AgentState.AVAILABLE.value())
                .eventReasonCode(0)
                .mrdId(1)
                .agentMode(1)
                .maxTaskLimit(1)
                .icmAgentId(5544)
                .agentAvailabilityStatus(1)
                .departmentId(NO_GROUP)
                .ctiClientSignature("ctios-server-a")
                .agentId("1001")
                .agentExtension("2001")
                .agentInstrument("2001")
                .build();
    }

    private static PeerAgentStateEvent makePeerAgentStateEvent() {
        AgentStateEvent m = AGENT_STATE_EVENT;
        return PeerAgentStateEvent.newBuilder()
                .setMonitorId((int) m.monitorId())
                .setPeripheralId((int) m.peripheralId())
                .setSessionId((int) m.sessionId())
                .setPeripheralType(m.peripheralType())
                .setSkillGroupState(m.skillGroupState())
                .setStateDuration((int) m.stateDuration())
                .setSkillGroupNumber((int) m.skillGroupNumber())
                .setSkillGroupId((int) m.skillGroupId())
                .setSkillGroupPriority(m.skillGroupPriority())
                .setAgentState(m.agentState())
                .setMrdId(m.mrdId())
                .setAgentMode(m.agentMode())
                .setMaxTaskLimit((int) m.maxTaskLimit())
                .setIcmAgentId(m.icmAgentId())
                .setAgentAvailabilityStatus((int) m.agentAvailabilityStatus())
                .setDepartmentId(m.departmentId())
                .setCtiClientSignature(m.ctiClientSignature())
                .setAgentId(m.agentId())
                .setAgentExtension(m.agentExtension())
                .setAgentInstrument(m.agentInstrument())
                .build();
    }

    private static CallDeliveredEvent makeCallDeliveredEvent() {
        return CallDeliveredEvent.builder()
                .monitorId(3)
                .peripheralId(5000)
                .peripheralType(PeripheralType.ENTERPRISE_AGENT.value())
                .connectionCallId(16_777_942)
                .lineHandle(0xFFFF)
                .lineType(0)
                .serviceNumber(1)
                .serviceId(5001)
                .skillGroupNumber(1207)
                .skillGroupId(5123)
                .skillGroupPriority(1)
                .callingDeviceType(75)
                .calledDeviceType(77)
                .lastRedirectDeviceType(0xFFFF)
                .localConnectionState(2)
                .eventCause(EventCause.NEW_CALL.value())
                .connectionDeviceId("2001")
                .alertingDeviceId("2001")
                .callingDeviceId("+493055512345")
                .calledDeviceId("8000")
                .ani("+493055512345")
                .dnis("8000")
                .dialedNumber("8000")
                .callerEnteredDigits("40711")
                .callVariable1("Customer 4711 0815")
                .callVariable2("gold")
                .callVariable3("DE")
                .callVariable4("https://crm.example/c/4711")
                .callVariable5("billing")
                .callVariable6("2026-11-21 09:15:00")
                .callVariable7("7")
                .callVariable8("Ms Miriam Mustermann")
                .callVariable9("callback requested before noon")
                .callVariable10("queue sales, place 3")
                .build();
    }

    private static PeerCallDeliveredEvent makePeerCallDeliveredEvent() {
        CallDeliveredEvent m = CALL_DELIVERED_EVENT;
        return PeerCallDeliveredEvent.newBuilder()
                .setMonitorId((int) m.monitorId())
                .setPeripheralId((int) m.peripheralId())
                .setPeripheralType(m.peripheralType())
                .setConnectionCallId((int) m.connectionCallId())
                .setLineHandle(m.lineHandle())
                .setServiceNumber((int) m.serviceNumber())
                .setServiceId((int) m.serviceId())
                .setSkillGroupNumber((int) m.skillGroupNumber())
                .setSkillGroupId((int) m.skillGroupId())
                .setSkillGroupPriority(m.skillGroupPriority())
                .setCallingDeviceType(m.callingDeviceType())
                .setCalledDeviceType(m.calledDeviceType())
                .setLastRedirectDeviceType(m.lastRedirectDeviceType())
                .setLocalConnectionState(m.localConnectionState())
                .setEventCause(m.eventCause())
                .setConnectionDeviceId(m.connectionDeviceId())
                .setAlertingDeviceId(m.alertingDeviceId())
                .setCallingDeviceId(m.callingDeviceId())
                .setCalledDeviceId(m.calledDeviceId())
                .setAni(m.ani())
                .setDnis(m.dnis())
                .setDialedNumber(m.dialedNumber())
                .setCallerEnteredDigits(m.callerEnteredDigits())
                .setCallVariable1(m.callVariable1())
                .setCallVariable2(m.callVariable2())
                .setCallVariable3(m.callVariable3())
                .setCallVariable4(m.callVariable4())
                .setCallVariable5(m.callVariable5())
                .setCallVariable6(m.callVariable6())
                .setCallVariable7(m.callVariable7())
                .setCallVariable8(m.callVariable8())
                .setCallVariable9(m.callVariable9())
                .setCallVariable10(m.callVariable10())
                .build();
    }
}
