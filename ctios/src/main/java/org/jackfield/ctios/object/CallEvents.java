package org.jackfield.ctios.object;

import org.jackfield.protocol.ged188.BeginCallEvent;
import org.jackfield.protocol.ged188.CallClearedEvent;
import org.jackfield.protocol.ged188.CallConferencedEvent;
import org.jackfield.protocol.ged188.CallConnectionClearedEvent;
import org.jackfield.protocol.ged188.CallDataUpdateEvent;
import org.jackfield.protocol.ged188.CallDeliveredEvent;
import org.jackfield.protocol.ged188.CallDequeuedEvent;
import org.jackfield.protocol.ged188.CallDivertedEvent;
import org.jackfield.protocol.ged188.CallEstablishedEvent;
import org.jackfield.protocol.ged188.CallFailedEvent;
import org.jackfield.protocol.ged188.CallHeldEvent;
import org.jackfield.protocol.ged188.CallOriginatedEvent;
import org.jackfield.protocol.ged188.CallQueuedEvent;
import org.jackfield.protocol.ged188.CallReachedNetworkEvent;
import org.jackfield.protocol.ged188.CallRetrievedEvent;
import org.jackfield.protocol.ged188.CallServiceInitiatedEvent;
import org.jackfield.protocol.ged188.CallTransferredEvent;
import org.jackfield.protocol.ged188.DeviceIDType;
import org.jackfield.protocol.ged188.EndCallEvent;
import org.jackfield.protocol.ged188.EventCause;
import org.jackfield.protocol.ged188.Ged188Message;
import org.jackfield.protocol.ged188.LocalConnectionState;
import org.jackfield.protocol.ged188.MessageType;
import org.jackfield.protocol.ged188.SnapshotCallConf;
import org.jackfield.protocol.ged188.SpecialValue;

import java.util.List;
import java.util.Objects;

/** What each call event of the CTI Server does to calls and connections. */
final class CallEvents {

    private static final List<String> ACTING =
            List.of(
                    "AlertingDeviceType",
                    "AnsweringDeviceType",
                    "HoldingDeviceType",
                    "RetrievingDeviceType",
                    "FailingDeviceType");

    /** What follows the first half of a held call's snapshot follows at once. */
    private static final long HALF_MS = 250;

    private final Floor floor;
    private final Telling telling;

    /** A snapshot tells a held call as established and then as held: the first, until the next. */
    private Fields half;

    private long halfMs;

    CallEvents(Floor floor, Telling telling) {
        this.floor = floor;
        this.telling = telling;
    }

    /** False when the message is none of these. */
    boolean take(Ged188Message message, long nowMs) {
        Fields fields = new Fields(message);
        settle(fields, nowMs);
        switch (message) {
            case BeginCallEvent event -> begin(fields, nowMs);
            case CallServiceInitiatedEvent event ->
                    step(
                            fields,
                            LocalConnectionState.INITIATE,
                            "OnCallServiceInitiatedEvent",
                            nowMs);
            case CallOriginatedEvent event ->
                    step(fields, LocalConnectionState.INITIATE, "OnCallOriginated", nowMs);
            case CallDeliveredEvent event -> delivered(fields, nowMs);
            case CallEstablishedEvent event -> {
                if (mayBeHeld(fields)) {
                    half = fields;
                    halfMs = nowMs;
                } else {
                    established(fields, nowMs);
                }
            }
            case CallHeldEvent event ->
                    step(fields, LocalConnectionState.HOLD, "OnCallHeld", nowMs);
            case CallRetrievedEvent event ->
                    step(fields, LocalConnectionState.CONNECT, "OnCallRetrieved", nowMs);
            case CallFailedEvent event ->
                    step(fields, LocalConnectionState.FAIL, "OnCallFailed", nowMs);
            case CallConnectionClearedEvent event -> connectionCleared(fields, nowMs);
            case CallClearedEvent event -> cleared(fields, nowMs);
            case EndCallEvent event -> end(fields);
            case CallDataUpdateEvent event -> dataUpdate(event, fields, nowMs);
            case CallConferencedEvent event ->
                    merged(fields, fields.number("PrimaryCallID", 0), "OnCallConferenced", nowMs);
            case CallTransferredEvent event ->
                    merged(fields, fields.number("PrimaryCallID", 0), "OnCallTransferred", nowMs);
            case CallQueuedEvent event -> notice(fields, "OnCallQueuedEvent", nowMs);
            case CallDequeuedEvent event -> notice(fields, "OnCallDequeuedEvent", nowMs);
            case CallDivertedEvent event -> notice(fields, "OnCallDiverted", nowMs);
            case CallReachedNetworkEvent event ->
                    notice(fields, "OnCallReachedNetworkEvent", nowMs);
            default -> {
                return false;
            }
        }
        return true;
    }

    private static boolean isSnapshot(Fields fields) {
        return fields.number("EventCause", 0) == EventCause.SNAPSHOT.value();
    }

    private Connection known(Fields fields) {
        CallNow call = floor.call(fields.number("PeripheralID", 0), callId(fields));
        return call == null ? null : call.connections.get(fields.text("ConnectionDeviceID"));
    }

    private boolean mayBeHeld(Fields established) {
        Connection known = known(established);
        return isSnapshot(established)
                && (known == null || !known.is(LocalConnectionState.CONNECT));
    }

    /**
     * Takes what waited for its second half.
     *
     * @param next the message behind it; null when there is none
     */
    void settle(Fields next, long nowMs) {
        if (half == null) {
            return;
        }
        Fields first = half;
        half = null;
        boolean held =
                next != null
                        && next.number() == MessageType.CALL_HELD_EVENT.number()
                        && callId(next) == callId(first)
                        && Objects.equals(
                                next.text("ConnectionDeviceID"), first.text("ConnectionDeviceID"));
        Connection known = known(first);
        if (held && known != null && known.is(LocalConnectionState.HOLD)) {
            known.call.update(first);
        } else {
            established(first, nowMs);
        }
    }

    /** The session that told the half is another one now: what is so is told anew. */
    void forgetHalf() {
        half = null;
    }

    /** When a half is a whole; {@link Long#MAX_VALUE} when there is none. */
    long dueMs() {
        return half == null ? Long.MAX_VALUE : halfMs + HALF_MS;
    }

    private CallNow call(Fields fields, long nowMs) {
        return floor.begin(
                fields.number("PeripheralID", 0), fields.number("ConnectionCallID", 0), nowMs);
    }

    private void begin(Fields fields, long nowMs) {
        CallNow known = floor.call(fields.number("PeripheralID", 0), callId(fields));
        boolean again = known != null;
        boolean anew = again && known.stale;
        CallNow call = call(fields, nowMs);
        if (anew) {
            call.whole(fields);
        } else {
            call.update(fields);
        }
        String device = fields.text("ConnectionDeviceID");
        boolean left = again && call.connections.get(device) == null;
        if (device != null && !device.isEmpty() && !left) {
            Connection first = call.connection(device);
            first.originator = true;
            first.deviceIdType = (int) fields.number("ConnectionDeviceIDType", 0);
        }
        started(call, device);
        telling.touch(call);
    }

    /**
     * A consultation is about the one call that is at the phone already. Of a call that is told of
     * late nobody knows.
     */
    private void started(CallNow call, String device) {
        if (!call.isConsult()) {
            call.begins(null);
            return;
        }
        List<Connection> there = floor.at(call.peripheral, device == null ? "" : device);
        if (there.size() == 1 && there.get(0).call != call) {
            call.begins(there.get(0).call);
        }
    }

    /** False when a snapshot told what was so already: it is no event for a second time. */
    private boolean step(Fields fields, LocalConnectionState state, String event, long nowMs) {
        CallNow call = call(fields, nowMs);
        call.update(fields);
        // While it rings, a caller from outside is not named: nobody answered him yet.
        call.toldByName |= isSnapshot(fields) && state != LocalConnectionState.ALERTING;
        String device = fields.text("ConnectionDeviceID");
        if (device == null || device.isEmpty()) {
            telling.touch(call);
            return true;
        }
        Connection connection = call.connection(device);
        connection.deviceIdType = (int) fields.number("ConnectionDeviceIDType", 0);
        connection.eventCause = (int) fields.number("EventCause", 0);
        connection.originator |= state == LocalConnectionState.INITIATE;
        connection.outside |= outside(fields);
        connection.unseen |= isSnapshot(fields);
        floor.confirmed(connection);
        boolean talkedBefore = connection.talked;
        boolean again = isSnapshot(fields) && connection.begun && connection.is(state);
        connection.to(state, nowMs);
        if (!again) {
            telling.event(connection, event, fields);
        }
        if (connection.talked && !talkedBefore) {
            floor.engaged(connection);
        }
        telling.touch(call);
        return !again;
    }

    /** True when the device that acts is no phone of the switch. */
    private static boolean outside(Fields fields) {
        for (String name : ACTING) {
            if (fields.number(name, 0) == DeviceIDType.EXTERNAL.value()) {
                return true;
            }
        }
        return false;
    }

    /** An event that moves nothing. */
    private void notice(Fields fields, String event, long nowMs) {
        CallNow call = call(fields, nowMs);
        call.update(fields);
        String device = fields.text("ConnectionDeviceID");
        for (Connection each : call.live()) {
            if (each.device.equals(device) || each.is(LocalConnectionState.INITIATE)) {
                telling.event(each, event, fields);
            }
        }
        telling.touch(call);
    }

    private void delivered(Fields fields, long nowMs) {
        origin(fields, nowMs);
        boolean news = step(fields, LocalConnectionState.ALERTING, "OnCallDelivered", nowMs);
        CallNow call = call(fields, nowMs);
        for (Connection each : call.live()) {
            if (news && each.is(LocalConnectionState.INITIATE)) {
                telling.event(each, "OnCallDelivered", fields);
            }
        }
    }

    private void established(Fields fields, long nowMs) {
        origin(fields, nowMs);
        step(fields, LocalConnectionState.CONNECT, "OnCallEstablished", nowMs);
        CallNow call = call(fields, nowMs);
        for (Connection each : call.live()) {
            boolean gone = isSnapshot(fields) && each.stale; // or told of by an event of its own
            if (each.is(LocalConnectionState.INITIATE) && !gone) {
                each.to(LocalConnectionState.CONNECT, nowMs);
                floor.confirmed(each);
                telling.event(each, "OnCallEstablished", fields);
                floor.engaged(each);
            }
        }
    }

    /**
     * A caller from outside has no events of its own: it is there once the call reaches a phone. Of
     * a call that is told in the middle of it, once somebody has answered, even the caller has one;
     * who began it and has none is gone.
     */
    private void origin(Fields fields, long nowMs) {
        CallNow call = call(fields, nowMs);
        long type = fields.number("CallingDeviceType", DeviceIDType.DEVICE_IDENTIFIER.value());
        boolean named = call.toldByName || isSnapshot(fields);
        if (named || type == DeviceIDType.DEVICE_IDENTIFIER.value()) {
            return;
        }
        for (Connection each : call.connections.values()) {
            if (each.originator && each.is(LocalConnectionState.NULL) && !each.begun) {
                each.outside = true;
                each.to(LocalConnectionState.CONNECT, nowMs);
                floor.confirmed(each);
            }
        }
    }

    private void connectionCleared(Fields fields, long nowMs) {
        CallNow call = floor.call(fields.number("PeripheralID", 0), callId(fields));
        String device = fields.text("ConnectionDeviceID");
        Connection connection = call == null ? null : call.connections.get(device);
        if (connection == null) {
            return;
        }
        connection.eventCause = (int) fields.number("EventCause", 0);
        if (connection.begun) {
            connection.to(LocalConnectionState.NULL, nowMs);
            telling.event(connection, "OnCallConnectionCleared", fields);
            telling.end(connection);
        }
        call.remove(connection);
        telling.touch(call);
    }

    private void cleared(Fields fields, long nowMs) {
        CallNow call = floor.call(fields.number("PeripheralID", 0), callId(fields));
        if (call == null) {
            return;
        }
        for (Connection each : List.copyOf(call.connections.values())) {
            if (each.begun) {
                each.to(LocalConnectionState.NULL, nowMs);
                telling.event(each, "OnCallCleared", fields);
                telling.end(each);
            }
            call.remove(each);
        }
    }

    private void end(Fields fields) {
        CallNow call = floor.call(fields.number("PeripheralID", 0), callId(fields));
        if (call != null) {
            drop(call);
        }
    }

    /** A call is gone with all that is left of it. */
    void drop(CallNow call) {
        for (Connection each : List.copyOf(call.connections.values())) {
            if (each.begun) {
                each.status = LocalConnectionState.NULL.value();
                telling.end(each);
            }
        }
        floor.remove(call);
    }

    private void dataUpdate(CallDataUpdateEvent event, Fields fields, long nowMs) {
        CallNow old = call(fields, nowMs);
        String noteBefore = old.text("CallWrapupData");
        long newId = event.newConnectionCallId();
        CallNow call =
                newId == old.id || newId == 0 || newId == 0xFFFFFFFFL
                        ? old
                        : floor.begin(event.peripheralId(), newId, nowMs);
        if (call != old) {
            call.inherit(old);
        }
        call.update(fields);
        String device = event.connectionDeviceId();
        String note = event.callWrapupData();
        if (device != null && note != null && !note.equals(noteBefore)) {
            floor.noted(new CallId(old.peripheral, old.id, device), !note.isBlank());
        }
        String newDevice =
                event.newConnectionDeviceId() == null || event.newConnectionDeviceId().isEmpty()
                        ? device
                        : event.newConnectionDeviceId();
        Connection connection = device == null ? null : old.connections.get(device);
        if (connection != null && (call != old || !newDevice.equals(device))) {
            move(connection, call, newDevice, nowMs);
        } else if (connection != null) {
            telling.event(connection, "OnCallDataUpdate", fields);
        }
        telling.touch(call);
        telling.touch(old);
    }

    /** The connection goes on as one of another call, or at another device. */
    private void move(Connection from, CallNow call, String device, long nowMs) {
        from.call.remove(from);
        Connection to = call.connection(device);
        if (to.begun) {
            if (from.begun) {
                from.status = LocalConnectionState.NULL.value();
                telling.end(from);
            }
            return;
        }
        to.outside = from.outside;
        to.originator = from.originator;
        to.talked |= from.talked;
        to.noted |= from.noted;
        to.unseen |= from.unseen;
        to.deviceIdType = from.deviceIdType;
        to.status = from.status;
        to.sinceMs = from.sinceMs;
        to.sinceExact = from.sinceExact;
        floor.renamed(from.id(), to);
        if (from.begun) {
            telling.renamed(from, to);
        }
    }

    private void merged(Fields fields, long primary, String event, long nowMs) {
        long peripheral = fields.number("PeripheralID", 0);
        CallNow call = floor.begin(peripheral, primary, nowMs);
        long secondary = fields.number("SecondaryCallID", primary);
        CallNow second = floor.call(peripheral, secondary);
        call.update(fields);
        if (secondary != primary && secondary != 0 && secondary != SpecialValue.NULL_CALL_ID) {
            call.absorbs();
        }
        String controller = fields.text("ControllerDeviceID");
        List<String> devices = fields.list("ConnectedPartyDeviceID", String.class);
        for (String device : devices) {
            Connection connection = call.connections.get(device);
            if (connection == null && second != null && second != call) {
                Connection other = second.connections.get(device);
                if (other != null) {
                    move(other, call, device, nowMs);
                    connection = call.connections.get(device);
                }
            }
            boolean ringing =
                    connection != null
                            && (connection.is(LocalConnectionState.ALERTING)
                                    || connection.is(LocalConnectionState.INITIATE));
            boolean holdsItself =
                    connection != null
                            && connection.is(LocalConnectionState.HOLD)
                            && !device.equals(controller);
            if (connection != null && !ringing && !holdsItself) {
                connection.to(LocalConnectionState.CONNECT, nowMs);
            }
        }
        for (Connection each : call.connections.values()) {
            if (each.begun || each.visible()) {
                telling.event(each, event, fields);
            }
        }
        if (second != null && second != call) {
            for (Connection each : second.connections.values()) {
                if (each.begun) {
                    telling.event(each, event, fields);
                }
            }
            telling.touch(second);
        }
        telling.touch(call);
    }

    /** A call as the CTI Server says it is now; who is not in the list takes no part. */
    void snapshot(long peripheral, long callId, SnapshotCallConf conf, long nowMs) {
        CallNow call = floor.begin(peripheral, callId, nowMs);
        call.whole(new Fields(conf));
        for (Connection each : List.copyOf(call.connections.values())) {
            if (!conf.callConnectionDeviceId().contains(each.device)) {
                if (each.begun) {
                    each.to(LocalConnectionState.NULL, nowMs);
                    telling.end(each);
                }
                call.remove(each);
            }
        }
        for (int i = 0; i < conf.callConnectionDeviceId().size(); i++) {
            Connection connection = call.connection(conf.callConnectionDeviceId().get(i));
            if (i < conf.callConnectionDeviceIdType().size()) {
                connection.deviceIdType = conf.callConnectionDeviceIdType().get(i);
            }
            if (i < conf.callDeviceType().size()) {
                connection.outside = conf.callDeviceType().get(i) == DeviceIDType.EXTERNAL.value();
            }
            LocalConnectionState state =
                    i < conf.callDeviceConnectionState().size()
                            ? LocalConnectionState.of(conf.callDeviceConnectionState().get(i))
                            : LocalConnectionState.CONNECT;
            floor.confirmed(connection);
            connection.unseen |= !connection.begun;
            if (state != null && connection.status != state.value()) {
                connection.to(state, nowMs);
                connection.sinceExact = false;
            }
        }
        for (Connection each : call.connections.values()) {
            if (each.visible()) {
                telling.snapshot(each);
            }
        }
        telling.touch(call);
    }

    private static long callId(Fields fields) {
        return fields.number("ConnectionCallID", 0);
    }
}
