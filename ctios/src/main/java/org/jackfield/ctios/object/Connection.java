package org.jackfield.ctios.object;

import org.jackfield.protocol.ged188.LocalConnectionState;

/** A device's part in a call, with what was last told of it. */
public final class Connection {

    final CallNow call;
    final String device;
    int status = LocalConnectionState.NULL.value();
    long sinceMs;
    boolean sinceExact = true;

    /** The device is outside of the switch: no Call object stands for it. */
    boolean outside;

    /** The device started the call. */
    boolean originator;

    /** Clients were told of it. */
    boolean begun;

    /** Somebody spoke there, or held the call. */
    boolean talked;

    /** A wrap-up text about it was given by who is at the device. */
    boolean noted;

    /** It was there at a time of which this server was told nothing. */
    boolean unseen;

    /** Not told of by the present session with the CTI Server. */
    boolean stale;

    int eventCause;
    int deviceIdType;

    Connection(CallNow call, String device) {
        this.call = call;
        this.device = device;
    }

    /** Which it is. */
    public CallId id() {
        return new CallId(call.peripheral, call.id, device);
    }

    /** True for a party outside of the switch. */
    public boolean outside() {
        return outside;
    }

    /** CallStatus: LocalConnectionState. */
    public int status() {
        return status;
    }

    public boolean is(LocalConnectionState asked) {
        return status == asked.value();
    }

    /** Not told of by the present session with the CTI Server: it may be otherwise by now. */
    public boolean doubtful() {
        return stale;
    }

    /** The call that the device takes part in. */
    public CallNow call() {
        return call;
    }

    /** ConnectionDeviceID. */
    public String device() {
        return device;
    }

    /** ConnectionDeviceIDType, as requests have to give it back. */
    public int deviceIdType() {
        return deviceIdType;
    }

    /** True when the device started the call. */
    public boolean originator() {
        return originator;
    }

    /** True when a Call object stands for it. */
    boolean visible() {
        return !outside && status != LocalConnectionState.NULL.value();
    }

    void to(LocalConnectionState next, long nowMs) {
        talked |= next == LocalConnectionState.CONNECT || next == LocalConnectionState.HOLD;
        if (status != next.value()) {
            status = next.value();
            sinceMs = nowMs;
            sinceExact = true;
        }
    }
}
