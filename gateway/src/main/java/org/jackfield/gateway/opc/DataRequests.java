package org.jackfield.gateway.opc;

import org.jackfield.protocol.ged188.CallDataFields;
import org.jackfield.protocol.ged188.ControlFailureCode;
import org.jackfield.protocol.ged188.FailureConf;
import org.jackfield.protocol.ged188.NamedArray;
import org.jackfield.protocol.ged188.NamedVariable;
import org.jackfield.protocol.ged188.SetCallDataConf;
import org.jackfield.protocol.ged188.SetCallDataReq;
import org.jackfield.protocol.ged188.StatusCode;
import org.jackfield.protocol.log.KeptPart;
import org.jackfield.protocol.log.SessionKey;
import org.jackfield.protocol.site.SiteDevice;
import org.jackfield.protocol.site.SiteEcc;

/** Call data that clients give: SET_CALL_DATA_REQ, and what comes with other requests. */
final class DataRequests {

    private static final int WRAP_UP_MAX = 39;
    private static final int USER_TO_USER_MAX = 131;
    private static final int ANI_MAX = 39;

    private final Opc opc;
    private final Exchange exchange;

    DataRequests(Opc opc) {
        this.opc = opc;
        this.exchange = opc.exchange;
    }

    /** Sets what the request gives (what is absent stays), or tells why nothing was set. */
    Refusal overlay(CallDataFields given, CallData data) {
        return refusal(overlayAll(given, data));
    }

    private static Refusal refusal(StatusCode why) {
        return why == null
                ? null
                : Refusal.of(
                        ControlFailureCode.VALUE_OUT_OF_RANGE,
                        0,
                        "Call data refused: " + StatusCode.nameOf(why.value()));
    }

    /** Sets all or nothing; null when set. */
    private StatusCode overlayAll(CallDataFields given, CallData data) {
        StatusCode why = check(given);
        if (why != null) {
            return why;
        }
        CallData changed = data.copy();
        int number = 0;
        for (String each : given.callVariables()) {
            number++;
            if (each != null) {
                changed.setVariable(number, each, exchange.numbering.stamp());
            }
        }
        if (given.userToUserInfo() != null) {
            changed.setUserToUser(given.userToUserInfo(), exchange.numbering.stamp());
        }
        if (given.callWrapupData() != null) {
            changed.setWrapUp(given.callWrapupData(), exchange.numbering.stamp());
        }
        for (NamedVariable each : given.namedVariable()) {
            changed.setScalar(each.name(), each.value(), exchange.numbering.stamp());
        }
        for (NamedArray each : given.namedArray()) {
            changed.setElement(each.name(), each.index(), each.value(), exchange.numbering.stamp());
        }
        if (changed.namedBytes() > CallData.NAMED_BYTES_MAX) {
            return StatusCode.TOO_MUCH_DATA;
        }
        data.overlay(changed);
        return null;
    }

    private StatusCode check(CallDataFields given) {
        for (String each : given.callVariables()) {
            if (each != null && each.length() > ArrivedData.VARIABLE_MAX) {
                return StatusCode.VALUE_TOO_LONG;
            }
        }
        if (given.callWrapupData() != null && given.callWrapupData().length() > WRAP_UP_MAX
                || given.userToUserInfo() != null
                        && given.userToUserInfo().length() > USER_TO_USER_MAX) {
            return StatusCode.VALUE_TOO_LONG;
        }
        StatusCode why = null;
        for (NamedVariable each : given.namedVariable()) {
            why = why == null ? check(each.name(), each.value(), false) : why;
        }
        for (NamedArray each : given.namedArray()) {
            why = why == null ? check(each.name(), each.value(), true) : why;
        }
        return why;
    }

    private StatusCode check(String name, String value, boolean array) {
        if (name.equals(DataEvents.START)) {
            return StatusCode.PROTECTED_VARIABLE;
        }
        SiteEcc ecc = exchange.eccs.get(name);
        if (ecc == null) {
            return array
                    ? StatusCode.NAMED_ARRAY_NOT_CONFIGURED
                    : StatusCode.NAMED_VARIABLE_NOT_CONFIGURED;
        }
        if (ecc.isArray() != array) {
            return array
                    ? StatusCode.ARRAY_FUNCTION_ON_SCALAR
                    : StatusCode.SCALAR_FUNCTION_ON_ARRAY;
        }
        boolean fits = value.length() <= Math.min(ecc.maxLength(), NamedVariable.MAX_VALUE);
        return fits ? null : StatusCode.VALUE_TOO_LONG;
    }

    /** SET_CALL_DATA_REQ: needs no switch, so it is done at once. */
    void set(SessionKey session, SetCallDataReq req) {
        Call call = exchange.call(req.connectionCallId());
        KeptPart left = left(req);
        if (call == null && left != null && req.callWrapupData() != null && !more(req)) {
            wrapUpAfterwards(session, req, left);
            return;
        }
        boolean ours = call != null && call.begun && call.peripheral() == (int) req.peripheralId();
        StatusCode why = ours ? null : StatusCode.INVALID_CALLID;
        if (why == null && req.ani() != null && req.ani().length() > ANI_MAX) {
            why = StatusCode.VALUE_TOO_LONG;
        }
        why = why == null ? overlayAll(req, call.data()) : why;
        if (why != null) {
            opc.answers.send(session, new FailureConf(req.invokeId(), why.value(), null));
            return;
        }
        call.ani = req.ani() == null ? call.ani : req.ani();
        call.enteredDigits =
                req.callerEnteredDigits() == null ? call.enteredDigits : req.callerEnteredDigits();
        opc.answers.send(session, new SetCallDataConf(req.invokeId()));
        Connection named = call.byDevice(req.connectionDeviceId());
        String deviceId = named == null ? call.beginDeviceId : named.party().deviceId();
        exchange.put(opc.data.changed(call, deviceId));
        if (req.callWrapupData() != null && named != null && named.instrument() != null) {
            entered(call.peripheral(), named.instrument(), call.id(), req.callWrapupData());
        } else if (req.callWrapupData() != null && left != null) {
            keep(left, req.callWrapupData());
        }
    }

    /** The part that the device had in the call, when it is one of its last and it left it. */
    private KeptPart left(SetCallDataReq req) {
        int id = (int) req.peripheralId();
        Peripheral peripheral = exchange.peripherals.get(id);
        String named = req.connectionDeviceId();
        if (peripheral == null || named == null) {
            return null;
        }
        SiteDevice device = peripheral.device(named);
        String instrument = device == null ? named : device.instrument();
        return exchange.notes.part(id, instrument, req.connectionCallId());
    }

    /**
     * Wrap-up text for a call that has ended, of one who was in it; and nothing else, as nobody has
     * the rest any more.
     */
    private void wrapUpAfterwards(SessionKey session, SetCallDataReq req, KeptPart left) {
        String text = req.callWrapupData();
        if (text.length() > WRAP_UP_MAX) {
            int why = StatusCode.VALUE_TOO_LONG.value();
            opc.answers.send(session, new FailureConf(req.invokeId(), why, null));
            return;
        }
        opc.answers.send(session, new SetCallDataConf(req.invokeId()));
        keep(left, text);
    }

    private void keep(KeptPart left, String text) {
        exchange.notes.write(left, text, exchange.wallMs());
        entered(left.peripheral(), left.instrument(), left.callId(), text);
    }

    private void entered(int peripheral, String instrument, long callId, String text) {
        exchange.peripheral(peripheral).agents().wrapUpEntered(instrument, callId, !text.isBlank());
    }

    private static boolean more(SetCallDataReq req) {
        return req.ani() != null
                || req.callerEnteredDigits() != null
                || req.userToUserInfo() != null
                || req.callVariables().stream().anyMatch(each -> each != null)
                || !req.namedVariable().isEmpty()
                || !req.namedArray().isEmpty();
    }
}
