package org.jackfield.ctios.session;

import org.jackfield.ctios.object.AgentNow;
import org.jackfield.ctios.object.CallId;
import org.jackfield.ctios.object.Connection;
import org.jackfield.protocol.ged188.AlternateCallReq;
import org.jackfield.protocol.ged188.AnswerCallReq;
import org.jackfield.protocol.ged188.Bytes;
import org.jackfield.protocol.ged188.ClearConnectionReq;
import org.jackfield.protocol.ged188.ConferenceCallReq;
import org.jackfield.protocol.ged188.ConsultationCallReq;
import org.jackfield.protocol.ged188.Ged188Message;
import org.jackfield.protocol.ged188.HoldCallReq;
import org.jackfield.protocol.ged188.MakeCallReq;
import org.jackfield.protocol.ged188.NamedArray;
import org.jackfield.protocol.ged188.NamedVariable;
import org.jackfield.protocol.ged188.ReconnectCallReq;
import org.jackfield.protocol.ged188.RetrieveCallReq;
import org.jackfield.protocol.ged188.SendDtmfSignalReq;
import org.jackfield.protocol.ged188.SetCallDataReq;
import org.jackfield.protocol.ged188.SpecialValue;
import org.jackfield.protocol.ged188.TransferCallReq;
import org.jackfield.protocol.record.Arguments;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Builds what the CTI Server is asked for a client's request. */
final class SwitchRequests {

    private static final int USER_TO_USER_MAX = 131;

    private final Arguments args;

    SwitchRequests(Arguments args) {
        this.args = args;
    }

    private List<String> variables() {
        List<String> variables = new ArrayList<>();
        for (int number = 1; number <= 10; number++) {
            variables.add(args.text("CallVariable" + number));
        }
        return variables;
    }

    private Bytes userToUser() {
        String text = args.text("UserToUserInfo");
        if (text == null) {
            return null;
        }
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        return Bytes.of(bytes, 0, Math.min(bytes.length, USER_TO_USER_MAX));
    }

    private List<NamedVariable> scalars() {
        Arguments ecc = args.nested("ECC");
        List<NamedVariable> scalars = new ArrayList<>();
        for (String name : ecc.names()) {
            if (!name.endsWith("]")) {
                scalars.add(new NamedVariable(name, ecc.text(name)));
            }
        }
        return scalars;
    }

    /** Elements of arrays, {@code name[index]}; what has no index is left out. */
    private List<NamedArray> elements() {
        Arguments ecc = args.nested("ECC");
        List<NamedArray> elements = new ArrayList<>();
        for (String name : ecc.names()) {
            int bracket = name.indexOf('[');
            if (name.endsWith("]") && bracket > 0) {
                String index = name.substring(bracket + 1, name.length() - 1);
                if (index.matches("[0-9]{1,3}")) {
                    elements.add(
                            new NamedArray(
                                    Integer.parseInt(index),
                                    name.substring(0, bracket),
                                    ecc.text(name)));
                }
            }
        }
        return elements;
    }

    private String dialed() {
        return args.text("DialedNumber", "").strip();
    }

    Ged188Message makeCall(AgentNow agent) {
        return MakeCallReq.builder()
                .peripheralId(agent.key().peripheral())
                .skillGroupNumber(SpecialValue.NULL_SKILL_GROUP)
                .agentInstrument(agent.instrument())
                .dialedNumber(dialed())
                .userToUserInfo(userToUser())
                .callVariables(variables())
                .callWrapupData(args.text("CallWrapupData"))
                .namedVariable(scalars())
                .namedArray(elements())
                .build();
    }

    Ged188Message consult(AgentNow agent, Connection call) {
        return ConsultationCallReq.builder()
                .peripheralId(agent.key().peripheral())
                .activeConnectionCallId(call.id().call())
                .activeConnectionDeviceIdType(call.deviceIdType())
                .activeConnectionDeviceId(call.device())
                .consultType((int) args.number("ConsultType", 1))
                .agentInstrument(agent.instrument())
                .dialedNumber(dialed())
                .userToUserInfo(userToUser())
                .callVariables(variables())
                .callWrapupData(args.text("CallWrapupData"))
                .namedVariable(scalars())
                .namedArray(elements())
                .build();
    }

    /** Hands a call over at once: a transfer request without a held call. */
    Ged188Message blindTransfer(AgentNow agent, Connection call) {
        return TransferCallReq.builder()
                .peripheralId(agent.key().peripheral())
                .activeConnectionCallId(call.id().call())
                .activeConnectionDeviceIdType(call.deviceIdType())
                .activeConnectionDeviceId(call.device())
                .heldConnectionCallId(SpecialValue.NULL_CALL_ID)
                .heldConnectionDeviceIdType(0xFFFF)
                .agentInstrument(agent.instrument())
                .dialedNumber(dialed())
                .userToUserInfo(userToUser())
                .callVariables(variables())
                .callWrapupData(args.text("CallWrapupData"))
                .namedVariable(scalars())
                .namedArray(elements())
                .build();
    }

    Ged188Message setCallData(AgentNow agent, CallId call, int deviceIdType, int callType) {
        return SetCallDataReq.builder()
                .peripheralId(agent.key().peripheral())
                .connectionCallId(call.call())
                .connectionDeviceIdType(deviceIdType)
                .connectionDeviceId(call.device())
                .callType(callType)
                .callerEnteredDigits(args.text("CallerEnteredDigits"))
                .userToUserInfo(userToUser())
                .callVariables(variables())
                .callWrapupData(args.text("CallWrapupData"))
                .namedVariable(scalars())
                .namedArray(elements())
                .build();
    }

    static Ged188Message answer(AgentNow agent, Connection call) {
        return AnswerCallReq.builder()
                .peripheralId(agent.key().peripheral())
                .connectionCallId(call.id().call())
                .connectionDeviceIdType(call.deviceIdType())
                .connectionDeviceId(call.device())
                .agentInstrument(agent.instrument())
                .build();
    }

    static Ged188Message hold(AgentNow agent, Connection call) {
        return HoldCallReq.builder()
                .peripheralId(agent.key().peripheral())
                .connectionCallId(call.id().call())
                .connectionDeviceIdType(call.deviceIdType())
                .connectionDeviceId(call.device())
                .agentInstrument(agent.instrument())
                .build();
    }

    static Ged188Message retrieve(AgentNow agent, Connection call) {
        return RetrieveCallReq.builder()
                .peripheralId(agent.key().peripheral())
                .heldConnectionCallId(call.id().call())
                .heldConnectionDeviceIdType(call.deviceIdType())
                .heldConnectionDeviceId(call.device())
                .agentInstrument(agent.instrument())
                .build();
    }

    static Ged188Message clear(AgentNow agent, Connection call) {
        return ClearConnectionReq.builder()
                .peripheralId(agent.key().peripheral())
                .connectionCallId(call.id().call())
                .connectionDeviceIdType(call.deviceIdType())
                .connectionDeviceId(call.device())
                .agentInstrument(agent.instrument())
                .build();
    }

    static Ged188Message alternate(AgentNow agent, Connection active, Connection held) {
        return AlternateCallReq.builder()
                .peripheralId(agent.key().peripheral())
                .activeConnectionCallId(active.id().call())
                .activeConnectionDeviceIdType(active.deviceIdType())
                .activeConnectionDeviceId(active.device())
                .otherConnectionCallId(held.id().call())
                .otherConnectionDeviceIdType(held.deviceIdType())
                .otherConnectionDeviceId(held.device())
                .agentInstrument(agent.instrument())
                .build();
    }

    static Ged188Message reconnect(AgentNow agent, Connection active, Connection held) {
        return ReconnectCallReq.builder()
                .peripheralId(agent.key().peripheral())
                .activeConnectionCallId(active.id().call())
                .activeConnectionDeviceIdType(active.deviceIdType())
                .activeConnectionDeviceId(active.device())
                .heldConnectionCallId(held.id().call())
                .heldConnectionDeviceIdType(held.deviceIdType())
                .heldConnectionDeviceId(held.device())
                .agentInstrument(agent.instrument())
                .build();
    }

    static Ged188Message transfer(AgentNow agent, Connection active, Connection held) {
        return TransferCallReq.builder()
                .peripheralId(agent.key().peripheral())
                .activeConnectionCallId(active.id().call())
                .activeConnectionDeviceIdType(active.deviceIdType())
                .activeConnectionDeviceId(active.device())
                .heldConnectionCallId(held.id().call())
                .heldConnectionDeviceIdType(held.deviceIdType())
                .heldConnectionDeviceId(held.device())
                .agentInstrument(agent.instrument())
                .build();
    }

    static Ged188Message conference(AgentNow agent, Connection active, Connection held) {
        return ConferenceCallReq.builder()
                .peripheralId(agent.key().peripheral())
                .activeConnectionCallId(active.id().call())
                .activeConnectionDeviceIdType(active.deviceIdType())
                .activeConnectionDeviceId(active.device())
                .heldConnectionCallId(held.id().call())
                .heldConnectionDeviceIdType(held.deviceIdType())
                .heldConnectionDeviceId(held.device())
                .agentInstrument(agent.instrument())
                .build();
    }

    Ged188Message dtmf(AgentNow agent, Connection call) {
        return SendDtmfSignalReq.builder()
                .peripheralId(agent.key().peripheral())
                .connectionCallId(call.id().call())
                .connectionDeviceIdType(call.deviceIdType())
                .connectionDeviceId(call.device())
                .toneDuration((int) Math.clamp(args.number("ToneDuration", 0), 0L, 10_000L))
                .pauseDuration(Math.clamp(args.number("PauseDuration", 0), 0L, 10_000L))
                .dtmfString(args.text("DTMFString", ""))
                .agentInstrument(agent.instrument())
                .build();
    }
}
