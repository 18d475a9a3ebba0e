package org.jackfield.gateway.opc;

import org.jackfield.gateway.opc.OpcOutput.Emit;
import org.jackfield.gateway.opc.OpcOutput.Scope;
import org.jackfield.protocol.ged188.CallClearedEvent;
import org.jackfield.protocol.ged188.CallConnectionClearedEvent;
import org.jackfield.protocol.ged188.CallDeliveredEvent;
import org.jackfield.protocol.ged188.CallEstablishedEvent;
import org.jackfield.protocol.ged188.CallFailedEvent;
import org.jackfield.protocol.ged188.CallHeldEvent;
import org.jackfield.protocol.ged188.CallOriginatedEvent;
import org.jackfield.protocol.ged188.CallReachedNetworkEvent;
import org.jackfield.protocol.ged188.CallRetrievedEvent;
import org.jackfield.protocol.ged188.CallServiceInitiatedEvent;
import org.jackfield.protocol.ged188.DeviceIDType;
import org.jackfield.protocol.ged188.EndCallEvent;
import org.jackfield.protocol.ged188.EventCause;
import org.jackfield.protocol.ged188.Ged188Message;
import org.jackfield.protocol.ged188.SpecialValue;
import org.jackfield.protocol.site.SiteSkillGroup;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Builds the call events of the CTI Server protocol from the model; those that tell of data are in
 * {@link DataEvents}, those that join calls in {@link MergeEvents}.
 *
 * <p>ConnectionDeviceID and the device that acts are instruments (or the number of a party
 * outside), ConnectionDeviceIDType is static. CallingDeviceID and CalledDeviceID are what people
 * see and dial: extensions, dialed numbers, outside numbers.
 */
final class CallEvents {

    /** ConnectionDeviceIDType: the same device has the same id in every call. */
    static final int STATIC = 0;

    /** LineHandle when there are no lines. */
    static final int NO_LINE = 0xFFFF;

    /** NULL_SERVICE, NULL_SKILL_GROUP. */
    static final long NOTHING = SpecialValue.NULL_SKILL_GROUP;

    private final Exchange exchange;

    CallEvents(Exchange exchange) {
        this.exchange = exchange;
    }

    /** SkillGroupNumber on the wire. */
    static long number(int skillGroup) {
        return skillGroup < 0 ? NOTHING : skillGroup;
    }

    /** SkillGroupID on the wire. */
    long groupId(Call call, int skillGroup) {
        SiteSkillGroup group = exchange.peripheral(call.peripheral()).skillGroups().get(skillGroup);
        return group == null ? NOTHING : group.id();
    }

    int type(Call call) {
        return exchange.peripheral(call.peripheral()).site().peripheralType();
    }

    /** An event for those who now take part. */
    Emit about(Call call, Ged188Message event) {
        Set<String> instruments = new LinkedHashSet<>();
        for (Connection each : call.connections()) {
            if (each.live() && each.instrument() != null) {
                instruments.add(each.instrument());
            }
        }
        return new Emit(
                event, new Scope(call.peripheral(), call.id(), new ArrayList<>(instruments), ""));
    }

    /** An event for all who ever took part. */
    static Emit aboutAll(Call call, Ged188Message event) {
        return new Emit(
                event,
                new Scope(call.peripheral(), call.id(), new ArrayList<>(call.instruments), ""));
    }

    /** DeviceIDType of a number that was dialled. */
    int calledType(Call call) {
        if (call.calledNumber.isEmpty()) {
            return DeviceIDType.NONE.value();
        }
        Peripheral peripheral = exchange.peripheral(call.peripheral());
        if (peripheral.deviceByExtension(call.calledNumber) != null) {
            return DeviceIDType.DEVICE_IDENTIFIER.value();
        }
        return peripheral.router().plan(call.calledNumber) != null
                ? DeviceIDType.ROUTE_POINT.value()
                : DeviceIDType.EXTERNAL.value();
    }

    private String callingNumber(Call call) {
        Connection originator = call.originator();
        return originator == null ? call.ani : originator.party().number();
    }

    private int callingType(Call call) {
        Connection originator = call.originator();
        if (callingNumber(call).isEmpty()) {
            return DeviceIDType.NONE.value();
        }
        return originator == null
                ? DeviceIDType.EXTERNAL.value()
                : originator.party().deviceIdType();
    }

    private static int redirectType(Call call) {
        return call.lastRedirect.isEmpty()
                ? DeviceIDType.NONE.value()
                : DeviceIDType.DEVICE_IDENTIFIER.value();
    }

    /** Optional fields are absent rather than empty. */
    static String orNull(String text) {
        return text == null || text.isEmpty() ? null : text;
    }

    Emit delivered(Call call, Connection connection, EventCause cause) {
        CallDeliveredEvent.Builder event =
                CallDeliveredEvent.builder()
                        .peripheralId(call.peripheral())
                        .peripheralType(type(call))
                        .connectionDeviceIdType(STATIC)
                        .connectionCallId(call.id())
                        .lineHandle(NO_LINE)
                        .lineType(call.lineType)
                        .serviceNumber(number(call.service))
                        .serviceId(number(call.service))
                        .skillGroupNumber(number(connection.skillGroup))
                        .skillGroupId(groupId(call, connection.skillGroup))
                        .alertingDeviceType(connection.party().deviceIdType())
                        .callingDeviceType(callingType(call))
                        .calledDeviceType(calledType(call))
                        .lastRedirectDeviceType(redirectType(call))
                        .localConnectionState(ConnectionState.ALERTING.value())
                        .eventCause(cause.value())
                        .connectionDeviceId(connection.party().deviceId())
                        .alertingDeviceId(connection.party().deviceId())
                        .callingDeviceId(orNull(callingNumber(call)))
                        .calledDeviceId(orNull(call.calledNumber))
                        .lastRedirectDeviceId(orNull(call.lastRedirect));
        return about(call, DataEvents.fill(event, call).build());
    }

    Emit established(Call call, Connection connection, EventCause cause) {
        return about(
                call,
                CallEstablishedEvent.builder()
                        .peripheralId(call.peripheral())
                        .peripheralType(type(call))
                        .connectionDeviceIdType(STATIC)
                        .connectionCallId(call.id())
                        .lineHandle(NO_LINE)
                        .lineType(call.lineType)
                        .serviceNumber(number(call.service))
                        .serviceId(number(call.service))
                        .skillGroupNumber(number(connection.skillGroup))
                        .skillGroupId(groupId(call, connection.skillGroup))
                        .answeringDeviceType(connection.party().deviceIdType())
                        .callingDeviceType(callingType(call))
                        .calledDeviceType(calledType(call))
                        .lastRedirectDeviceType(redirectType(call))
                        .localConnectionState(ConnectionState.CONNECT.value())
                        .eventCause(cause.value())
                        .connectionDeviceId(connection.party().deviceId())
                        .answeringDeviceId(connection.party().deviceId())
                        .callingDeviceId(orNull(callingNumber(call)))
                        .calledDeviceId(orNull(call.calledNumber))
                        .lastRedirectDeviceId(orNull(call.lastRedirect))
                        .build());
    }

    Emit held(Call call, Connection connection, EventCause cause) {
        return about(
                call,
                CallHeldEvent.builder()
                        .peripheralId(call.peripheral())
                        .peripheralType(type(call))
                        .connectionDeviceIdType(STATIC)
                        .connectionCallId(call.id())
                        .holdingDeviceType(connection.party().deviceIdType())
                        .localConnectionState(ConnectionState.HOLD.value())
                        .eventCause(cause.value())
                        .connectionDeviceId(connection.party().deviceId())
                        .holdingDeviceId(connection.party().deviceId())
                        .build());
    }

    Emit retrieved(Call call, Connection connection, EventCause cause) {
        return about(
                call,
                CallRetrievedEvent.builder()
                        .peripheralId(call.peripheral())
                        .peripheralType(type(call))
                        .connectionDeviceIdType(STATIC)
                        .connectionCallId(call.id())
                        .retrievingDeviceType(connection.party().deviceIdType())
                        .localConnectionState(ConnectionState.CONNECT.value())
                        .eventCause(cause.value())
                        .connectionDeviceId(connection.party().deviceId())
                        .retrievingDeviceId(connection.party().deviceId())
                        .build());
    }

    /** Built while the connection still counts, so that its device hears it. */
    Emit connectionCleared(Call call, Connection connection, int cause) {
        return about(
                call,
                CallConnectionClearedEvent.builder()
                        .peripheralId(call.peripheral())
                        .peripheralType(type(call))
                        .connectionDeviceIdType(STATIC)
                        .connectionCallId(call.id())
                        .releasingDeviceType(connection.party().deviceIdType())
                        .localConnectionState(ConnectionState.NULL.value())
                        .eventCause(cause)
                        .connectionDeviceId(connection.party().deviceId())
                        .releasingDeviceId(connection.party().deviceId())
                        .build());
    }

    Emit callCleared(Call call, int cause) {
        return aboutAll(
                call,
                CallClearedEvent.builder()
                        .peripheralId(call.peripheral())
                        .peripheralType(type(call))
                        .connectionDeviceIdType(STATIC)
                        .connectionCallId(call.id())
                        .localConnectionState(ConnectionState.NULL.value())
                        .eventCause(cause)
                        .connectionDeviceId(call.beginDeviceId)
                        .build());
    }

    Emit end(Call call) {
        return aboutAll(
                call,
                EndCallEvent.builder()
                        .peripheralId(call.peripheral())
                        .peripheralType(type(call))
                        .connectionDeviceIdType(STATIC)
                        .connectionCallId(call.id())
                        .connectionDeviceId(call.beginDeviceId)
                        .build());
    }

    Emit serviceInitiated(Call call, Connection connection, EventCause cause) {
        return about(
                call,
                CallServiceInitiatedEvent.builder()
                        .peripheralId(call.peripheral())
                        .peripheralType(type(call))
                        .connectionDeviceIdType(STATIC)
                        .connectionCallId(call.id())
                        .lineHandle(NO_LINE)
                        .lineType(call.lineType)
                        .serviceNumber(NOTHING)
                        .serviceId(NOTHING)
                        .skillGroupNumber(NOTHING)
                        .skillGroupId(NOTHING)
                        .callingDeviceType(connection.party().deviceIdType())
                        .localConnectionState(ConnectionState.INITIATE.value())
                        .eventCause(cause.value())
                        .connectionDeviceId(connection.party().deviceId())
                        .callingDeviceId(orNull(connection.party().number()))
                        .build());
    }

    Emit originated(Call call, Connection connection, EventCause cause) {
        return about(
                call,
                CallOriginatedEvent.builder()
                        .peripheralId(call.peripheral())
                        .peripheralType(type(call))
                        .connectionDeviceIdType(STATIC)
                        .connectionCallId(call.id())
                        .lineHandle(NO_LINE)
                        .lineType(call.lineType)
                        .serviceNumber(NOTHING)
                        .serviceId(NOTHING)
                        .skillGroupNumber(NOTHING)
                        .skillGroupId(NOTHING)
                        .callingDeviceType(connection.party().deviceIdType())
                        .calledDeviceType(calledType(call))
                        .localConnectionState(ConnectionState.INITIATE.value())
                        .eventCause(cause.value())
                        .connectionDeviceId(connection.party().deviceId())
                        .callingDeviceId(orNull(connection.party().number()))
                        .calledDeviceId(orNull(call.calledNumber))
                        .build());
    }

    Emit reachedNetwork(Call call, Connection connection, EventCause cause) {
        return about(
                call,
                CallReachedNetworkEvent.builder()
                        .peripheralId(call.peripheral())
                        .peripheralType(type(call))
                        .connectionDeviceIdType(STATIC)
                        .connectionCallId(call.id())
                        .lineHandle(NO_LINE)
                        .lineType(call.lineType)
                        .trunkUsedDeviceType(DeviceIDType.NONE.value())
                        .calledDeviceType(connection.party().deviceIdType())
                        .localConnectionState(ConnectionState.CONNECT.value())
                        .eventCause(cause.value())
                        .connectionDeviceId(connection.party().deviceId())
                        .calledDeviceId(orNull(connection.party().number()))
                        .build());
    }

    Emit failed(Call call, Connection connection, EventCause cause) {
        return about(
                call,
                CallFailedEvent.builder()
                        .peripheralId(call.peripheral())
                        .peripheralType(type(call))
                        .connectionDeviceIdType(STATIC)
                        .connectionCallId(call.id())
                        .failingDeviceType(connection.party().deviceIdType())
                        .calledDeviceType(calledType(call))
                        .localConnectionState(ConnectionState.FAIL.value())
                        .eventCause(cause.value())
                        .connectionDeviceId(connection.party().deviceId())
                        .failingDeviceId(connection.party().deviceId())
                        .calledDeviceId(orNull(call.calledNumber))
                        .build());
    }

    /** Who takes part now, for lists of parties; at most 16. */
    static List<Connection> parties(Call call) {
        return call.live().stream().limit(SpecialValue.MAX_NUM_PARTIES).toList();
    }
}
