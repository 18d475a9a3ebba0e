package org.jackfield.gateway.opc;

import static org.jackfield.gateway.opc.CallEvents.orNull;

import org.jackfield.gateway.agent.AgentView;
import org.jackfield.gateway.opc.OpcOutput.Emit;
import org.jackfield.gateway.opc.OpcOutput.Scope;
import org.jackfield.protocol.ged188.AgentPreCallAbortEvent;
import org.jackfield.protocol.ged188.AgentPreCallEvent;
import org.jackfield.protocol.ged188.BeginCallEvent;
import org.jackfield.protocol.ged188.CallDataFields;
import org.jackfield.protocol.ged188.CallDataUpdateEvent;
import org.jackfield.protocol.ged188.CallDeliveredEvent;
import org.jackfield.protocol.ged188.NamedVariable;
import org.jackfield.protocol.ged188.SnapshotCallConf;

import java.util.ArrayList;
import java.util.List;

/** Events and confirmations that carry a call's data. */
final class DataEvents {

    /**
     * The reserved ECC variable that carries a call's start: milliseconds since 1970, decimal. Not
     * configured, not counted, and not to be set by clients.
     */
    static final String START = "user.jackfield.start";

    /** MRDID of voice. */
    private static final int VOICE = 1;

    private final CallEvents events;

    DataEvents(CallEvents events) {
        this.events = events;
    }

    private static List<NamedVariable> scalars(Call call) {
        List<NamedVariable> all = new ArrayList<>(call.data().scalars());
        all.add(new NamedVariable(START, Long.toString(call.startedMs())));
        return all;
    }

    private static void carry(CallDataFields.Builder<?> event, Call call) {
        CallData data = call.data();
        event.callVariables(data.variables());
        event.userToUserInfo(data.userToUser());
        event.namedVariable(scalars(call));
        event.namedArray(data.elements());
    }

    static CallDeliveredEvent.Builder fill(CallDeliveredEvent.Builder event, Call call) {
        carry(event, call);
        return event.ani(orNull(call.ani))
                .dnis(orNull(call.dnis))
                .dialedNumber(orNull(call.dnis))
                .callerEnteredDigits(orNull(call.enteredDigits))
                .callWrapupData(call.data().wrapUp());
    }

    private static BeginCallEvent.Builder fill(BeginCallEvent.Builder event, Call call) {
        carry(event, call);
        return event.ani(orNull(call.ani))
                .dnis(orNull(call.dnis))
                .dialedNumber(orNull(call.dnis))
                .callerEnteredDigits(orNull(call.enteredDigits))
                .callWrapupData(call.data().wrapUp())
                .routerCallKeyDay(call.key().day())
                .routerCallKeyCallId(call.key().callId())
                .routerCallKeySequenceNumber(call.key().sequence());
    }

    /** What clients may set is told when it is blank, too: somebody may have taken it away. */
    private static CallDataUpdateEvent.Builder fill(CallDataUpdateEvent.Builder event, Call call) {
        carry(event, call);
        return event.ani(call.ani)
                .dnis(orNull(call.dnis))
                .dialedNumber(orNull(call.dnis))
                .callerEnteredDigits(call.enteredDigits)
                .callWrapupData(call.data().wrapUp())
                .routerCallKeyDay(call.key().day())
                .routerCallKeyCallId(call.key().callId())
                .routerCallKeySequenceNumber(call.key().sequence());
    }

    private static AgentPreCallEvent.Builder fill(AgentPreCallEvent.Builder event, Call call) {
        carry(event, call);
        return event.ani(orNull(call.ani))
                .dialedNumber(orNull(call.dnis))
                .callerEnteredDigits(orNull(call.enteredDigits))
                .routerCallKeyDay(call.key().day())
                .routerCallKeyCallId(call.key().callId())
                .routerCallKeySequenceNumber(call.key().sequence());
    }

    static SnapshotCallConf.Builder fill(SnapshotCallConf.Builder event, Call call) {
        carry(event, call);
        return event.ani(orNull(call.ani))
                .dnis(orNull(call.dnis))
                .dialedNumber(orNull(call.dnis))
                .callerEnteredDigits(orNull(call.enteredDigits))
                .callWrapupData(call.data().wrapUp())
                .routerCallKeyDay(call.key().day())
                .routerCallKeyCallId(call.key().callId());
    }

    /** BEGIN_CALL_EVENT with the data as they are now. */
    Emit begin(Call call) {
        BeginCallEvent.Builder event =
                BeginCallEvent.builder()
                        .peripheralId(call.peripheral())
                        .peripheralType(events.type(call))
                        .callType(call.callType)
                        .connectionDeviceIdType(CallEvents.STATIC)
                        .connectionCallId(call.id())
                        .connectionDeviceId(call.beginDeviceId);
        return events.about(call, fill(event, call).build());
    }

    /** The data of a call changed. */
    Emit changed(Call call, String deviceId) {
        return moved(call, call.id(), deviceId, deviceId);
    }

    /** A connection has a new call, a new device, new data, or all three. */
    Emit moved(Call call, long oldCallId, String oldDeviceId, String deviceId) {
        CallDataUpdateEvent.Builder event =
                CallDataUpdateEvent.builder()
                        .peripheralId(call.peripheral())
                        .peripheralType(events.type(call))
                        .callType(call.callType)
                        .connectionDeviceIdType(CallEvents.STATIC)
                        .connectionCallId(oldCallId)
                        .newConnectionDeviceIdType(CallEvents.STATIC)
                        .newConnectionCallId(call.id())
                        .connectionDeviceId(oldDeviceId)
                        .newConnectionDeviceId(deviceId);
        return events.about(call, fill(event, call).build());
    }

    /** A routed call is about to ring at an agent. */
    Emit preCall(Call call, AgentView agent, int skillGroup) {
        AgentPreCallEvent.Builder event =
                AgentPreCallEvent.builder()
                        .serviceNumber(CallEvents.number(call.service))
                        .serviceId(CallEvents.number(call.service))
                        .skillGroupNumber(CallEvents.number(skillGroup))
                        .skillGroupId(events.groupId(call, skillGroup))
                        .mrdId(VOICE)
                        .agentSkillTargetId(agent.site().icmAgentId())
                        .agentInstrument(agent.instrument())
                        .agentId(agent.agentId())
                        .fltCallTypeId((long) call.planCallType);
        return new Emit(fill(event, call).build(), agentScope(call, agent));
    }

    /** The call of {@link #preCall} will not ring there. */
    Emit preCallAbort(Call call, AgentView agent) {
        return new Emit(
                AgentPreCallAbortEvent.builder()
                        .mrdId(VOICE)
                        .agentInstrument(agent.instrument())
                        .routerCallKeyDay(call.key().day())
                        .routerCallKeyCallId(call.key().callId())
                        .routerCallKeySequenceNumber(call.key().sequence())
                        .build(),
                agentScope(call, agent));
    }

    private static Scope agentScope(Call call, AgentView agent) {
        return new Scope(call.peripheral(), 0, List.of(agent.instrument()), agent.agentId());
    }
}
