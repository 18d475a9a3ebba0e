package org.jackfield.gateway.opc;

import org.jackfield.gateway.opc.OpcOutput.Emit;
import org.jackfield.protocol.ged188.CallConferencedEvent;
import org.jackfield.protocol.ged188.CallTransferredEvent;
import org.jackfield.protocol.ged188.EventCause;

import java.util.List;

/** Events that tell how two calls became one, or how one was sent on. */
final class MergeEvents {

    private final CallEvents events;

    MergeEvents(CallEvents events) {
        this.events = events;
    }

    /**
     * A phone handed its call on.
     *
     * @param call the call that remains
     * @param secondaryCallId the call that vanished, or {@code call} itself for a single step
     * @param from who handed it on
     * @param to who got it
     */
    Emit transferred(Call call, long secondaryCallId, Party from, Party to, EventCause cause) {
        List<Connection> parties =
                CallEvents.parties(call).stream()
                        .filter(each -> !each.party().deviceId().equals(from.deviceId()))
                        .toList();
        return events.about(
                call,
                CallTransferredEvent.builder()
                        .peripheralId(call.peripheral())
                        .peripheralType(events.type(call))
                        .primaryDeviceIdType(CallEvents.STATIC)
                        .primaryCallId(call.id())
                        .lineHandle(CallEvents.NO_LINE)
                        .lineType(call.lineType)
                        .skillGroupNumber(CallEvents.number(call.skillGroup))
                        .skillGroupId(events.groupId(call, call.skillGroup))
                        .secondaryDeviceIdType(CallEvents.STATIC)
                        .secondaryCallId(secondaryCallId)
                        .transferringDeviceType(from.deviceIdType())
                        .transferredDeviceType(to.deviceIdType())
                        .localConnectionState(ConnectionState.CONNECT.value())
                        .eventCause(cause.value())
                        .primaryDeviceId(from.deviceId())
                        .secondaryDeviceId(from.deviceId())
                        .transferringDeviceId(from.deviceId())
                        .transferredDeviceId(CallEvents.orNull(to.deviceId()))
                        .numParties(parties.size())
                        .connectedPartyCallId(parties.stream().map(each -> call.id()).toList())
                        .connectedPartyDeviceIdType(
                                parties.stream().map(each -> CallEvents.STATIC).toList())
                        .connectedPartyDeviceId(
                                parties.stream().map(each -> each.party().deviceId()).toList())
                        .build());
    }

    /**
     * A phone joined its two calls.
     *
     * @param call the call that remains
     * @param secondaryCallId the call that vanished
     * @param controller who joined them
     * @param added who was called for it
     */
    Emit conferenced(Call call, long secondaryCallId, Party controller, Party added) {
        List<Connection> parties = CallEvents.parties(call);
        return events.about(
                call,
                CallConferencedEvent.builder()
                        .peripheralId(call.peripheral())
                        .peripheralType(events.type(call))
                        .primaryDeviceIdType(CallEvents.STATIC)
                        .primaryCallId(call.id())
                        .lineHandle(CallEvents.NO_LINE)
                        .lineType(call.lineType)
                        .skillGroupNumber(CallEvents.number(call.skillGroup))
                        .skillGroupId(events.groupId(call, call.skillGroup))
                        .secondaryDeviceIdType(CallEvents.STATIC)
                        .secondaryCallId(secondaryCallId)
                        .controllerDeviceType(controller.deviceIdType())
                        .addedPartyDeviceType(added.deviceIdType())
                        .localConnectionState(ConnectionState.CONNECT.value())
                        .eventCause(EventCause.NONE.value())
                        .primaryDeviceId(controller.deviceId())
                        .secondaryDeviceId(controller.deviceId())
                        .controllerDeviceId(controller.deviceId())
                        .addedPartyDeviceId(CallEvents.orNull(added.deviceId()))
                        .numParties(parties.size())
                        .connectedPartyCallId(parties.stream().map(each -> call.id()).toList())
                        .connectedPartyDeviceIdType(
                                parties.stream().map(each -> CallEvents.STATIC).toList())
                        .connectedPartyDeviceId(
                                parties.stream().map(each -> each.party().deviceId()).toList())
                        .build());
    }
}
