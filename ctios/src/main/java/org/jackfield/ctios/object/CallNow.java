package org.jackfield.ctios.object;

import org.jackfield.protocol.ged188.CallType;
import org.jackfield.protocol.ged188.LocalConnectionState;
import org.jackfield.protocol.ged188.NamedArray;
import org.jackfield.protocol.ged188.NamedVariable;
import org.jackfield.protocol.ged188.SpecialValue;
import org.jackfield.protocol.record.Arguments;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A call of the switch: its data, and the devices that take part. */
public final class CallNow {

    /** The reserved ECC variable that carries a call's start, milliseconds since 1970. */
    public static final String START = "user.jackfield.start";

    private static final List<String> TEXTS =
            List.of(
                    "ANI",
                    "DNIS",
                    "DialedNumber",
                    "CallerEnteredDigits",
                    "UserToUserInfo",
                    "CallVariable1",
                    "CallVariable2",
                    "CallVariable3",
                    "CallVariable4",
                    "CallVariable5",
                    "CallVariable6",
                    "CallVariable7",
                    "CallVariable8",
                    "CallVariable9",
                    "CallVariable10",
                    "CallWrapupData");

    private static final List<String> DEVICES =
            List.of("CallingDeviceID", "CalledDeviceID", "LastRedirectDeviceID");

    private static final List<String> NUMBERS =
            List.of(
                    "CallType",
                    "LineType",
                    "PeripheralType",
                    "RouterCallKeyDay",
                    "RouterCallKeyCallID",
                    "RouterCallKeySequenceNumber",
                    "ServiceNumber",
                    "SkillGroupNumber",
                    "SkillGroupPriority");

    final long peripheral;
    final long id;
    private final DeviceIndex index;
    final Map<String, Connection> connections = new LinkedHashMap<>();
    private final Map<String, Object> values = new TreeMap<>();
    private final Map<String, String> ecc = new TreeMap<>();
    long startMs;
    boolean startExact;

    /** Not confirmed by the present session with the CTI Server. */
    boolean stale;

    /** A session told it in the middle of it: each who took part then was told by name. */
    boolean toldByName;

    /** It began before this server's eyes. */
    private boolean beginSeen;

    /** The call that this one was started to ask about, and its merges then; null for none. */
    private CallNow about;

    private int aboutMerges;

    /** How often another call became part of this one. */
    private int merges;

    CallNow(long peripheral, long id, DeviceIndex index, long nowMs) {
        this.index = index;
        this.peripheral = peripheral;
        this.id = id;
        this.startMs = nowMs;
        TEXTS.forEach(name -> values.put(name, ""));
    }

    /** ConnectionCallID. */
    public long id() {
        return id;
    }

    /** The present session has not told it again, or not each of those who take part. */
    boolean doubtful() {
        return stale || callerUntold() || live().stream().anyMatch(Connection::doubtful);
    }

    /**
     * It was told in the middle of it, while it rang: of a caller from outside nothing was said.
     */
    private boolean callerUntold() {
        return !toldByName
                && connections.values().stream()
                        .anyMatch(
                                each ->
                                        each.originator
                                                && !each.begun
                                                && each.is(LocalConnectionState.NULL));
    }

    /** Takes over whatever of a call's data the message has. */
    void update(Fields fields) {
        for (String name : TEXTS) {
            String text = fields.text(name);
            if (text != null) {
                values.put(name, text);
            }
        }
        for (String name : DEVICES) {
            String text = fields.text(name);
            if (text != null && !text.isEmpty()) {
                values.put(name, text);
            }
        }
        for (String name : NUMBERS) {
            long number = fields.number(name, SpecialValue.NULL_SKILL_GROUP);
            if (number != SpecialValue.NULL_SKILL_GROUP) {
                values.put(name, number);
            }
        }
        for (NamedVariable each : fields.list("NamedVariable", NamedVariable.class)) {
            named(each.name(), each.value());
        }
        for (NamedArray each : fields.list("NamedArray", NamedArray.class)) {
            ecc.put(each.name() + "[" + each.index() + "]", each.value());
        }
    }

    /** Takes the call as it is: a text that the message could name and does not name is none. */
    void whole(Fields fields) {
        for (String name : TEXTS) {
            if (fields.knows(name) && !fields.has(name)) {
                values.put(name, "");
            }
        }
        update(fields);
    }

    private void named(String name, String value) {
        if (!name.equalsIgnoreCase(START)) {
            ecc.put(name, value);
            return;
        }
        try {
            startMs = Long.parseLong(value);
            startExact = true;
        } catch (NumberFormatException notOurs) {
            startExact = false;
        }
    }

    /** Data of a call that became part of this one: what this call has not is taken from there. */
    void inherit(CallNow other) {
        other.ecc.forEach(ecc::putIfAbsent);
    }

    /** The device's connection, a new one without a state when there is none. */
    Connection connection(String device) {
        Connection known = connections.get(device);
        if (known == null) {
            known = new Connection(this, device);
            connections.put(device, known);
            index.add(known);
        }
        return known;
    }

    void remove(Connection connection) {
        connections.remove(connection.device);
        index.remove(connection);
    }

    /** A text of the call's data, empty when there is none. */
    public String text(String name) {
        return values.get(name) instanceof String text ? text : "";
    }

    /** A number of the call's data. */
    public long number(String name, long absent) {
        return values.get(name) instanceof Long number ? number : absent;
    }

    /** Who takes part now, in the order in which they came. */
    public List<Connection> live() {
        List<Connection> live = new ArrayList<>();
        for (Connection each : connections.values()) {
            if (each.status != LocalConnectionState.NULL.value()) {
                live.add(each);
            }
        }
        return live;
    }

    /** The call begins, as a consultation about another one or, with null, as one of its own. */
    void begins(CallNow consultedAbout) {
        beginSeen = true;
        about = consultedAbout;
        aboutMerges = about == null ? 0 : about.merges;
    }

    /** Another call became part of this one. */
    void absorbs() {
        merges++;
    }

    /** Whether it is known what the call was started for. */
    public boolean beginSeen() {
        return beginSeen;
    }

    /** True for a consultation about that call. */
    public boolean isAbout(CallNow other) {
        return about == other;
    }

    /** True for a consultation about that call, which others joined since. */
    public boolean changedBefore(CallNow other) {
        return about == other && other.merges != aboutMerges;
    }

    /** True for a call that was started to ask somebody about another one. */
    public boolean isConsult() {
        return number("CallType", 0) == CallType.CONSULT.value();
    }

    /** The call's own properties. */
    void put(Arguments.Builder to) {
        values.forEach(to::put);
        Arguments.Builder named = Arguments.builder();
        ecc.forEach(named::put);
        to.put("ECC", named.build());
        to.put("PeripheralID", peripheral);
        to.put("ConnectionCallID", id);
        to.put("LastRedirectedDeviceID", values.get("LastRedirectDeviceID"));
        to.put("LastRedirectDeviceID", null);
        to.put("CallStartMs", startMs);
        to.put("CallStartExact", startExact);
        long day = number("RouterCallKeyDay", -1);
        long key = number("RouterCallKeyCallID", -1);
        if (day >= 0 && key >= 0) {
            to.put("ICMEnterpriseUniqueID", "icm." + day + "." + key);
        }
    }
}
