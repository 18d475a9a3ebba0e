package org.jackfield.gateway.opc;

import org.jackfield.protocol.ged188.CallType;
import org.jackfield.protocol.ged188.EventCause;
import org.jackfield.protocol.ged188.LineType;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** A call: who takes part, what travels with it, by what it is known. */
final class Call {

    private final long id;
    private final int peripheral;
    private final CallKey key;

    /** Wall time of its begin, milliseconds since 1970. */
    private final long startedMs;

    private final List<Connection> connections = new ArrayList<>();
    private CallData data = new CallData();

    /** Every instrument that took part, also when it left. */
    final Set<String> instruments = new LinkedHashSet<>();

    /** Number of the caller; empty when withheld. */
    String ani = "";

    /** Number that was dialled first; a transfer does not change it. */
    String dnis = "";

    /** Digits that the caller entered. */
    String enteredDigits = "";

    /** CallType of the CTI Server protocol. */
    int callType = CallType.OTHER_IN.value();

    /** LineType of the CTI Server protocol. */
    int lineType = LineType.UNKNOWN.value();

    /** Device that BEGIN_CALL_EVENT names, and END_CALL_EVENT again. */
    String beginDeviceId = "";

    /** True once BEGIN_CALL_EVENT was said. */
    boolean begun;

    /** Number that is being called or was called last. */
    String calledNumber = "";

    /** Device from which a transfer or ring-no-answer sent it on; empty when none did. */
    String lastRedirect = "";

    /** Bridge of its talk; empty until it has one. */
    String bridge = "";

    /** Held call of which this is the consultation; 0 for none. */
    long consultOf;

    /** The {@link #merges} of the held call when this consultation began. */
    int consultMerges;

    /** How often another call was merged into this one. */
    int merges;

    /** Instrument that may add parties to this conference; empty for none. */
    String controller = "";

    /** True while the router holds it. */
    boolean routed;

    /** ServiceNumber of its plan; -1 for none. */
    int service = -1;

    /** CallTypeID of its plan; 0 for none. */
    int planCallType;

    /** Class of the music that a waiting caller hears; empty for silence. */
    String music = "";

    /** SkillGroupNumber of the last offer; -1 for none. */
    int skillGroup = -1;

    /** Announcement that the caller shall hear as soon as the leg is up; empty for none. */
    String greeting = "";

    /** EventCause of the last connection that ended. */
    int lastCause = EventCause.NONE.value();

    /** Q.850 cause that legs are told when we end them. */
    int releaseCause = 16;

    /** True once somebody was called, or the call waits for somebody. */
    boolean reached;

    Call(long id, int peripheral, CallKey key, long startedMs) {
        this.id = id;
        this.peripheral = peripheral;
        this.key = key;
        this.startedMs = startedMs;
    }

    long id() {
        return id;
    }

    int peripheral() {
        return peripheral;
    }

    CallKey key() {
        return key;
    }

    long startedMs() {
        return startedMs;
    }

    CallData data() {
        return data;
    }

    void startWith(CallData copy) {
        data = copy;
    }

    /** All, also planned ones; oldest first. */
    List<Connection> connections() {
        return connections;
    }

    /** Those that clients know of and that are not gone. */
    List<Connection> live() {
        return connections.stream().filter(Connection::live).toList();
    }

    void add(Connection connection) {
        connections.add(connection);
        if (connection.instrument() != null) {
            instruments.add(connection.instrument());
        }
    }

    /** The live connection with a ConnectionDeviceID, or null. */
    Connection byDevice(String deviceId) {
        for (Connection each : connections) {
            if (each.live() && each.party().deviceId().equals(deviceId)) {
                return each;
            }
        }
        return null;
    }

    /** The one who called, or null when gone. */
    Connection originator() {
        for (Connection each : connections) {
            if (each.originator && !each.is(ConnectionState.NULL)) {
                return each;
            }
        }
        return null;
    }

    /** Parties that speak with each other or could: connected or held. */
    List<Connection> answered() {
        return connections.stream()
                .filter(each -> each.is(ConnectionState.CONNECT) || each.is(ConnectionState.HOLD))
                .toList();
    }

    boolean conference() {
        return answered().size() > 2;
    }

    /** True when it is a consultation beside a held call. */
    boolean consultation() {
        return consultOf != 0;
    }
}
