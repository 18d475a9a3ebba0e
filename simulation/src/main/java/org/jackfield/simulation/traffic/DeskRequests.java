package org.jackfield.simulation.traffic;

import org.jackfield.protocol.ged188.AgentState;
import org.jackfield.protocol.ged188.AlternateCallReq;
import org.jackfield.protocol.ged188.AnswerCallReq;
import org.jackfield.protocol.ged188.ClearConnectionReq;
import org.jackfield.protocol.ged188.ConferenceCallReq;
import org.jackfield.protocol.ged188.ConsultType;
import org.jackfield.protocol.ged188.ConsultationCallReq;
import org.jackfield.protocol.ged188.DeviceIDType;
import org.jackfield.protocol.ged188.Ged188Message;
import org.jackfield.protocol.ged188.HoldCallReq;
import org.jackfield.protocol.ged188.ReconnectCallReq;
import org.jackfield.protocol.ged188.RetrieveCallReq;
import org.jackfield.protocol.ged188.SendDtmfSignalReq;
import org.jackfield.protocol.ged188.SetAgentStateReq;
import org.jackfield.protocol.ged188.SetCallDataReq;
import org.jackfield.protocol.ged188.SnapshotDeviceReq;
import org.jackfield.protocol.ged188.TransferCallReq;

/** The requests of one agent. InvokeIDs are the client's. */
final class DeskRequests {

    private static final int TONE_MS = 100;

    private final AutomaticAgent agent;
    private final int peripheral;
    private final String device;

    DeskRequests(AutomaticAgent agent, int peripheral) {
        this.agent = agent;
        this.peripheral = peripheral;
        this.device = agent.instrument();
    }

    Ged188Message login() {
        return SetAgentStateReq.builder()
                .peripheralId(peripheral)
                .agentState(AgentState.LOGIN.value())
                .agentInstrument(device)
                .agentId(agent.id())
                .agentPassword(agent.password())
                .build();
    }

    Ged188Message state(AgentState state, int reason) {
        return SetAgentStateReq.builder()
                .peripheralId(peripheral)
                .agentState(state.value())
                .eventReasonCode(reason)
                .agentInstrument(device)
                .agentId(agent.id())
                .build();
    }

    /** What calls are at the phone. */
    Ged188Message snapshot() {
        return SnapshotDeviceReq.builder()
                .peripheralId(peripheral)
                .snapshotDeviceType(DeviceIDType.DEVICE_IDENTIFIER.value())
                .agentInstrument(device)
                .build();
    }

    Ged188Message answer(long callId) {
        return AnswerCallReq.builder()
                .peripheralId(peripheral)
                .connectionCallId(callId)
                .connectionDeviceId(device)
                .agentInstrument(device)
                .build();
    }

    Ged188Message hold(long callId) {
        return HoldCallReq.builder()
                .peripheralId(peripheral)
                .connectionCallId(callId)
                .connectionDeviceId(device)
                .agentInstrument(device)
                .build();
    }

    Ged188Message retrieve(long callId) {
        return RetrieveCallReq.builder()
                .peripheralId(peripheral)
                .heldConnectionCallId(callId)
                .heldConnectionDeviceId(device)
                .agentInstrument(device)
                .build();
    }

    Ged188Message clearConnection(long callId) {
        return ClearConnectionReq.builder()
                .peripheralId(peripheral)
                .connectionCallId(callId)
                .connectionDeviceId(device)
                .agentInstrument(device)
                .build();
    }

    Ged188Message consult(long activeCallId, String number) {
        return ConsultationCallReq.builder()
                .peripheralId(peripheral)
                .activeConnectionCallId(activeCallId)
                .activeConnectionDeviceId(device)
                .consultType(ConsultType.TRANSFER.value())
                .dialedNumber(number)
                .agentInstrument(device)
                .callVariable9("consulted by " + agent.id())
                .build();
    }

    Ged188Message alternate(long activeCallId, long heldCallId) {
        return AlternateCallReq.builder()
                .peripheralId(peripheral)
                .activeConnectionCallId(activeCallId)
                .otherConnectionCallId(heldCallId)
                .activeConnectionDeviceId(device)
                .otherConnectionDeviceId(device)
                .agentInstrument(device)
                .build();
    }

    Ged188Message reconnect(long activeCallId, long heldCallId) {
        return ReconnectCallReq.builder()
                .peripheralId(peripheral)
                .activeConnectionCallId(activeCallId)
                .heldConnectionCallId(heldCallId)
                .activeConnectionDeviceId(device)
                .heldConnectionDeviceId(device)
                .agentInstrument(device)
                .build();
    }

    Ged188Message transfer(long activeCallId, long heldCallId) {
        return TransferCallReq.builder()
                .peripheralId(peripheral)
                .activeConnectionCallId(activeCallId)
                .heldConnectionCallId(heldCallId)
                .activeConnectionDeviceId(device)
                .heldConnectionDeviceId(device)
                .agentInstrument(device)
                .build();
    }

    Ged188Message singleStep(long activeCallId, String number) {
        return TransferCallReq.builder()
                .peripheralId(peripheral)
                .activeConnectionCallId(activeCallId)
                .heldConnectionCallId(0xFFFF_FFFFL)
                .activeConnectionDeviceId(device)
                .agentInstrument(device)
                .dialedNumber(number)
                .build();
    }

    Ged188Message conference(long activeCallId, long heldCallId) {
        return ConferenceCallReq.builder()
                .peripheralId(peripheral)
                .activeConnectionCallId(activeCallId)
                .heldConnectionCallId(heldCallId)
                .activeConnectionDeviceId(device)
                .heldConnectionDeviceId(device)
                .agentInstrument(device)
                .build();
    }

    Ged188Message keys(long callId, String digits) {
        return SendDtmfSignalReq.builder()
                .peripheralId(peripheral)
                .connectionCallId(callId)
                .connectionDeviceId(device)
                .toneDuration(TONE_MS)
                .dtmfString(digits)
                .agentInstrument(device)
                .build();
    }

    Ged188Message data(long callId, long number) {
        return SetCallDataReq.builder()
                .peripheralId(peripheral)
                .connectionCallId(callId)
                .connectionDeviceId(device)
                .callVariable8("note " + number)
                .callWrapupData("done " + number)
                .build();
    }
}
