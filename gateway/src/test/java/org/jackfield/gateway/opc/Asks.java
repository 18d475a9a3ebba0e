package org.jackfield.gateway.opc;

import org.jackfield.protocol.ged188.AlternateCallReq;
import org.jackfield.protocol.ged188.AnswerCallReq;
import org.jackfield.protocol.ged188.ClearCallReq;
import org.jackfield.protocol.ged188.ClearConnectionReq;
import org.jackfield.protocol.ged188.ConferenceCallReq;
import org.jackfield.protocol.ged188.ConsultationCallReq;
import org.jackfield.protocol.ged188.HoldCallReq;
import org.jackfield.protocol.ged188.MakeCallReq;
import org.jackfield.protocol.ged188.ReconnectCallReq;
import org.jackfield.protocol.ged188.RetrieveCallReq;
import org.jackfield.protocol.ged188.SendDtmfSignalReq;
import org.jackfield.protocol.ged188.SpecialValue;
import org.jackfield.protocol.ged188.TransferCallReq;

/** Requests of the bench's client, with the fields that matter. */
final class Asks {

    private final OpcBench bench;

    Asks(OpcBench bench) {
        this.bench = bench;
    }

    AnswerCallReq answer(long call, String phone) {
        return AnswerCallReq.builder()
                .invokeId(bench.invokeId())
                .peripheralId(OpcBench.PERIPHERAL)
                .connectionCallId(call)
                .connectionDeviceId(phone)
                .build();
    }

    HoldCallReq hold(long call, String phone) {
        return HoldCallReq.builder()
                .invokeId(bench.invokeId())
                .peripheralId(OpcBench.PERIPHERAL)
                .connectionCallId(call)
                .connectionDeviceId(phone)
                .build();
    }

    RetrieveCallReq retrieve(long call, String phone) {
        return RetrieveCallReq.builder()
                .invokeId(bench.invokeId())
                .peripheralId(OpcBench.PERIPHERAL)
                .heldConnectionCallId(call)
                .heldConnectionDeviceId(phone)
                .build();
    }

    ClearConnectionReq clear(long call, String phone) {
        return ClearConnectionReq.builder()
                .invokeId(bench.invokeId())
                .peripheralId(OpcBench.PERIPHERAL)
                .connectionCallId(call)
                .connectionDeviceId(phone)
                .build();
    }

    ClearCallReq clearCall(long call, String phone) {
        return ClearCallReq.builder()
                .invokeId(bench.invokeId())
                .peripheralId(OpcBench.PERIPHERAL)
                .connectionCallId(call)
                .connectionDeviceId(phone)
                .build();
    }

    MakeCallReq make(String phone, String number) {
        return MakeCallReq.builder()
                .invokeId(bench.invokeId())
                .peripheralId(OpcBench.PERIPHERAL)
                .skillGroupNumber(SpecialValue.NULL_SKILL_GROUP)
                .agentInstrument(phone)
                .dialedNumber(number)
                .callVariable2("made")
                .build();
    }

    ConsultationCallReq consult(long call, String phone, String number) {
        return ConsultationCallReq.builder()
                .invokeId(bench.invokeId())
                .peripheralId(OpcBench.PERIPHERAL)
                .activeConnectionCallId(call)
                .activeConnectionDeviceId(phone)
                .dialedNumber(number)
                .callVariable2("consulted")
                .build();
    }

    AlternateCallReq alternate(long active, long other, String phone) {
        return AlternateCallReq.builder()
                .invokeId(bench.invokeId())
                .peripheralId(OpcBench.PERIPHERAL)
                .activeConnectionCallId(active)
                .activeConnectionDeviceId(phone)
                .otherConnectionCallId(other)
                .otherConnectionDeviceId(phone)
                .build();
    }

    ReconnectCallReq reconnect(long active, long held, String phone) {
        return ReconnectCallReq.builder()
                .invokeId(bench.invokeId())
                .peripheralId(OpcBench.PERIPHERAL)
                .activeConnectionCallId(active)
                .activeConnectionDeviceId(phone)
                .heldConnectionCallId(held)
                .heldConnectionDeviceId(phone)
                .build();
    }

    TransferCallReq transfer(long active, long held, String phone) {
        return TransferCallReq.builder()
                .invokeId(bench.invokeId())
                .peripheralId(OpcBench.PERIPHERAL)
                .activeConnectionCallId(active)
                .activeConnectionDeviceId(phone)
                .heldConnectionCallId(held)
                .heldConnectionDeviceId(phone)
                .build();
    }

    TransferCallReq blind(long call, String phone, String number) {
        return TransferCallReq.builder()
                .invokeId(bench.invokeId())
                .peripheralId(OpcBench.PERIPHERAL)
                .activeConnectionCallId(call)
                .activeConnectionDeviceId(phone)
                .heldConnectionCallId(SpecialValue.NULL_CALL_ID)
                .dialedNumber(number)
                .build();
    }

    SendDtmfSignalReq dtmf(long call, String phone, String keys) {
        return SendDtmfSignalReq.builder()
                .invokeId(bench.invokeId())
                .peripheralId(OpcBench.PERIPHERAL)
                .connectionCallId(call)
                .connectionDeviceId(phone)
                .dtmfString(keys)
                .build();
    }

    ConferenceCallReq conference(long active, long held, String phone) {
        return ConferenceCallReq.builder()
                .invokeId(bench.invokeId())
                .peripheralId(OpcBench.PERIPHERAL)
                .activeConnectionCallId(active)
                .activeConnectionDeviceId(phone)
                .heldConnectionCallId(held)
                .heldConnectionDeviceId(phone)
                .build();
    }
}
