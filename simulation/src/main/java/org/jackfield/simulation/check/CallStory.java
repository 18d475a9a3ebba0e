package org.jackfield.simulation.check;

import org.jackfield.protocol.ged188.BeginCallEvent;
import org.jackfield.protocol.ged188.CallClearedEvent;
import org.jackfield.protocol.ged188.CallConferencedEvent;
import org.jackfield.protocol.ged188.CallConnectionClearedEvent;
import org.jackfield.protocol.ged188.CallDataFields;
import org.jackfield.protocol.ged188.CallDataUpdateEvent;
import org.jackfield.protocol.ged188.CallDeliveredEvent;
import org.jackfield.protocol.ged188.CallDequeuedEvent;
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
import org.jackfield.protocol.ged188.Ged188Message;
import org.jackfield.protocol.ged188.LocalConnectionState;
import org.jackfield.protocol.ged188.SnapshotCallConf;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The calls of one all-events session. Goal: each call begins before anything else is said of it
 * and ends last; each connection makes only moves that CSTA has, each once; keys, ANI and DNIS
 * stay. Method: a model of its own, fed by the events alone; what cannot follow from what was said
 * before is a finding.
 */
public final class CallStory {

    private static final String BEFORE_BEGIN = "no event of a call before its BEGIN_CALL";
    private static final String AFTER_END = "no event of a call after its END_CALL";
    private static final String ONCE = "each event once, and only where it is possible";
    private static final String KEY = "key, ANI and DNIS of a call stay the same";
    private static final String MERGED =
            "CALL_DATA_UPDATE moves connections to a call that is there";

    private final String client;
    private final Findings findings;
    private final Map<Long, SeenCall> calls = new LinkedHashMap<>();
    private final Set<Long> ended = new LinkedHashSet<>();
    private final Set<String> keys = new LinkedHashSet<>();
    private long nowMs;
    private long begun;

    /** The session has just been opened: calls that it is told of may have begun long ago. */
    private boolean inherits;

    public CallStory(String client, Findings findings) {
        this.client = client;
        this.findings = findings;
    }

    /** A new session: nothing is known any more, the calls there are come first. */
    public void startOver() {
        calls.clear();
        ended.clear();
        keys.clear();
        inherits = true;
    }

    /** From now on every call that begins is a new one. */
    public void settled() {
        inherits = false;
    }

    /** True while what begins may have begun long ago. */
    public boolean inherits() {
        return inherits;
    }

    /** What the server says of the connections of a call that this session came late to. */
    public void onSnapshot(SnapshotCallConf snapshot) {
        for (int at = 0; at < snapshot.callConnectionCallId().size(); at++) {
            SeenCall call = calls.get(snapshot.callConnectionCallId().get(at));
            LocalConnectionState state =
                    LocalConnectionState.of(snapshot.callDeviceConnectionState().get(at));
            if (call != null && state != null) {
                call.connections.put(snapshot.callConnectionDeviceId().get(at), state);
            }
        }
    }

    /** Calls that have begun and not ended. */
    public Set<Long> open() {
        return Set.copyOf(calls.keySet());
    }

    /** How many calls began while this session was open. */
    public long begun() {
        return begun;
    }

    /** The state of each connection of a phone, by call; empty when it has none. */
    public Map<Long, LocalConnectionState> at(String device) {
        Map<Long, LocalConnectionState> there = new LinkedHashMap<>();
        for (SeenCall call : calls.values()) {
            LocalConnectionState state = call.connections.get(device);
            if (state != null) {
                there.put(call.id, state);
            }
        }
        return there;
    }

    /** Every live connection of every device: device, then call, then state. */
    public Map<String, Map<Long, LocalConnectionState>> connections() {
        Map<String, Map<Long, LocalConnectionState>> all = new LinkedHashMap<>();
        for (SeenCall call : calls.values()) {
            call.connections.forEach(
                    (device, state) ->
                            all.computeIfAbsent(device, each -> new LinkedHashMap<>())
                                    .put(call.id, state));
        }
        return all;
    }

    /** Takes one event, in order; those that are about no call are passed over. */
    public void onEvent(Ged188Message event, long timeMs) {
        nowMs = timeMs;
        switch (event) {
            case BeginCallEvent begin -> onBegin(begin);
            case EndCallEvent end -> onEnd(end.connectionCallId());
            case CallClearedEvent cleared -> onCleared(cleared.connectionCallId());
            case CallDataUpdateEvent update -> onUpdate(update);
            case CallConferencedEvent conferenced -> onConferenced(conferenced);
            case CallTransferredEvent transferred -> onTransferred(transferred);
            case CallQueuedEvent queued -> call(queued.connectionCallId(), "CALL_QUEUED");
            case CallDequeuedEvent dequeued -> call(dequeued.connectionCallId(), "CALL_DEQUEUED");
            default -> onConnectionEvent(event);
        }
    }

    private void onConnectionEvent(Ged188Message event) {
        switch (event) {
            case CallServiceInitiatedEvent e ->
                    move(
                            e.connectionCallId(),
                            e.connectionDeviceId(),
                            LocalConnectionState.INITIATE,
                            "SERVICE_INITIATED");
            case CallOriginatedEvent e -> originated(e);
            case CallReachedNetworkEvent e -> call(e.connectionCallId(), "REACHED_NETWORK");
            case CallDeliveredEvent e ->
                    move(
                            e.connectionCallId(),
                            e.connectionDeviceId(),
                            LocalConnectionState.ALERTING,
                            "DELIVERED");
            case CallEstablishedEvent e -> established(e);
            case CallHeldEvent e ->
                    move(
                            e.connectionCallId(),
                            e.connectionDeviceId(),
                            LocalConnectionState.HOLD,
                            "HELD");
            case CallRetrievedEvent e ->
                    move(
                            e.connectionCallId(),
                            e.connectionDeviceId(),
                            LocalConnectionState.CONNECT,
                            "RETRIEVED");
            case CallFailedEvent e ->
                    move(
                            e.connectionCallId(),
                            e.connectionDeviceId(),
                            LocalConnectionState.FAIL,
                            "FAILED");
            case CallConnectionClearedEvent e ->
                    move(
                            e.connectionCallId(),
                            e.connectionDeviceId(),
                            LocalConnectionState.NULL,
                            "CONNECTION_CLEARED");
            default -> {
                // About no call.
            }
        }
    }

    private void wrong(String rule, String what) {
        findings.add(nowMs, rule, client + ": " + what);
    }

    private SeenCall call(long id, String event) {
        SeenCall call = calls.get(id);
        if (call == null) {
            wrong(ended.contains(id) ? AFTER_END : BEFORE_BEGIN, event + " of call " + id);
        } else if (call.cleared) {
            wrong(AFTER_END, event + " of call " + id + " after CALL_CLEARED");
        }
        return call;
    }

    private void onBegin(BeginCallEvent event) {
        long id = event.connectionCallId();
        if (calls.containsKey(id) || ended.contains(id)) {
            wrong(ONCE, "BEGIN_CALL of call " + id + " again");
            return;
        }
        begun++;
        SeenCall call = new SeenCall(id, inherits);
        calls.put(id, call);
        call.data = data(event);
        if (!keys.add(call.data.key())) {
            wrong("a router call key is given once", "call " + id + " has " + call.data.key());
        }
    }

    private void onCleared(long id) {
        SeenCall call = call(id, "CALL_CLEARED");
        if (call != null) {
            call.cleared = true;
            call.connections.clear();
        }
    }

    private void onEnd(long id) {
        SeenCall call = calls.remove(id);
        if (call == null) {
            wrong(ended.contains(id) ? ONCE : BEFORE_BEGIN, "END_CALL of call " + id);
            return;
        }
        ended.add(id);
        call.connections.forEach(
                (device, state) ->
                        wrong(
                                "a call ends after its connections",
                                "call " + id + " ended with " + device + " in " + state));
    }

    private void originated(CallOriginatedEvent event) {
        SeenCall call = call(event.connectionCallId(), "ORIGINATED");
        if (call == null) {
            return;
        }
        LocalConnectionState before = call.connections.get(event.connectionDeviceId());
        if (before != LocalConnectionState.INITIATE && !call.inherited) {
            wrong(ONCE, "ORIGINATED of call " + call.id + " from " + before);
        }
        call.connections.put(event.connectionDeviceId(), LocalConnectionState.INITIATE);
    }

    private void established(CallEstablishedEvent event) {
        long id = event.connectionCallId();
        SeenCall call = calls.get(id);
        if (call == null || !isSecondOfANumber(call, event)) {
            move(id, event.connectionDeviceId(), LocalConnectionState.CONNECT, "ESTABLISHED");
        }
        if (call != null) {
            call.connections.replaceAll(
                    (device, state) ->
                            state == LocalConnectionState.INITIATE
                                    ? LocalConnectionState.CONNECT
                                    : state);
        }
    }

    /** Two legs to one number outside, in one call: who comes late hears of both. */
    private static boolean isSecondOfANumber(SeenCall call, CallEstablishedEvent event) {
        return call.inherited
                && event.answeringDeviceType() == DeviceIDType.EXTERNAL.value()
                && call.connections.get(event.connectionDeviceId()) == LocalConnectionState.CONNECT;
    }

    private void move(long id, String device, LocalConnectionState to, String event) {
        SeenCall call = call(id, event);
        if (call == null) {
            return;
        }
        LocalConnectionState from = call.connections.get(device);
        if (!legal(from, to) && !(from == null && (call.inherited || isCaller(to)))) {
            wrong(ONCE, event + " of call " + id + " at " + device + " from " + from);
        }
        if (to == LocalConnectionState.NULL) {
            call.connections.remove(device);
        } else {
            call.connections.put(device, to);
        }
    }

    /** Nothing is said when a caller from outside arrives, so that his first event is his last. */
    private static boolean isCaller(LocalConnectionState to) {
        return to == LocalConnectionState.NULL;
    }

    private static boolean legal(LocalConnectionState from, LocalConnectionState to) {
        return switch (to) {
            case INITIATE -> from == null;
            case ALERTING -> from == null;
            case CONNECT ->
                    from == LocalConnectionState.ALERTING
                            || from == LocalConnectionState.HOLD
                            || from == LocalConnectionState.INITIATE;
            case HOLD -> from == LocalConnectionState.CONNECT;
            case FAIL -> from != LocalConnectionState.CONNECT && from != LocalConnectionState.HOLD;
            case NULL -> from != null;
            default -> false;
        };
    }

    /** Who is still called, or holds, goes on doing so as a party of the conference. */
    private void onConferenced(CallConferencedEvent event) {
        SeenCall call = call(event.primaryCallId(), "CONFERENCED");
        if (call == null) {
            return;
        }
        for (String device : event.connectedPartyDeviceId()) {
            LocalConnectionState before = call.connections.get(device);
            boolean controller = device.equals(event.controllerDeviceId());
            boolean stays =
                    before == LocalConnectionState.HOLD || before == LocalConnectionState.ALERTING;
            if (!stays || controller) {
                call.connections.put(device, LocalConnectionState.CONNECT);
            }
        }
    }

    /** Who transferred is out of both calls with this event. */
    private void onTransferred(CallTransferredEvent event) {
        SeenCall primary = call(event.primaryCallId(), "TRANSFERRED");
        if (primary != null) {
            primary.connections.remove(event.transferringDeviceId());
        }
        SeenCall secondary = calls.get(event.secondaryCallId());
        if (secondary != null) {
            secondary.connections.remove(event.transferringDeviceId());
        }
    }

    private void onUpdate(CallDataUpdateEvent event) {
        SeenCall old = call(event.connectionCallId(), "CALL_DATA_UPDATE");
        if (old == null) {
            return;
        }
        SeenCall target = old;
        if (event.connectionCallId() != event.newConnectionCallId()) {
            target = call(event.newConnectionCallId(), "CALL_DATA_UPDATE");
            if (target == null) {
                wrong(MERGED, "from " + old.id + " to " + event.newConnectionCallId());
                return;
            }
            LocalConnectionState state = old.connections.remove(event.connectionDeviceId());
            if (state != null) {
                target.connections.put(event.newConnectionDeviceId(), state);
            }
        }
        SeenCall.Data now = data(event);
        SeenCall.Data before = target.data;
        boolean same =
                now.key().equals(before.key())
                        && now.ani().equals(before.ani())
                        && now.dnis().equals(before.dnis());
        if (!same) {
            wrong(KEY, "call " + target.id + " had " + before + ", has " + now);
        }
        target.data = now;
    }

    /** The data of a call as last told; null when it is not open. */
    public List<String> variablesOf(long callId) {
        SeenCall call = calls.get(callId);
        return call == null ? null : call.data.variables();
    }

    /** The wrap-up data of a call as last told; null when it is not open. */
    public String wrapUpOf(long callId) {
        SeenCall call = calls.get(callId);
        return call == null ? null : call.data.wrapUp();
    }

    private static String text(Object value) {
        return value == null ? "" : value.toString();
    }

    private static SeenCall.Data data(BeginCallEvent e) {
        String key = key(e.routerCallKeyDay(), e.routerCallKeyCallId());
        return data(key, e.ani(), e.dnis(), e);
    }

    private static SeenCall.Data data(CallDataUpdateEvent e) {
        String key = key(e.routerCallKeyDay(), e.routerCallKeyCallId());
        return data(key, e.ani(), e.dnis(), e);
    }

    private static SeenCall.Data data(String key, String ani, String dnis, CallDataFields carried) {
        return new SeenCall.Data(
                key,
                text(ani),
                text(dnis),
                carried.callVariables().stream().map(CallStory::text).toList(),
                text(carried.callWrapupData()),
                carried.namedVariable().toString());
    }

    private static String key(Long day, Long call) {
        return day + "/" + call;
    }
}
