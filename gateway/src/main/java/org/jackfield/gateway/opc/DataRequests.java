package org.jackfield.gateway.opc;

import org.jackfield.protocol.ged188.Bytes;
import org.jackfield.protocol.ged188.ConferenceCallReq;
import org.jackfield.protocol.ged188.ConsultationCallReq;
import org.jackfield.protocol.ged188.ControlFailureCode;
import org.jackfield.protocol.ged188.FailureConf;
import org.jackfield.protocol.ged188.MakeCallReq;
import org.jackfield.protocol.ged188.NamedArray;
import org.jackfield.protocol.ged188.NamedVariable;
import org.jackfield.protocol.ged188.SetCallDataConf;
import org.jackfield.protocol.ged188.SetCallDataReq;
import org.jackfield.protocol.ged188.StatusCode;
import org.jackfield.protocol.ged188.TransferCallReq;
import org.jackfield.protocol.log.SessionKey;
import org.jackfield.protocol.site.SiteEcc;

import java.util.Arrays;
import java.util.List;

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

    /**
     * What a request gives; null or absent means: as it was.
     *
     * @param variables CallVariable1 to 10
     * @param userToUser UserToUserInfo
     * @param wrapUp CallWrapupData
     * @param scalars NamedVariables
     * @param elements NamedArrays
     */
    private record Given(
            List<String> variables,
            Bytes userToUser,
            String wrapUp,
            List<NamedVariable> scalars,
            List<NamedArray> elements) {}

    private static Given given(MakeCallReq req) {
        return new Given(
                Arrays.asList(
                        req.callVariable1(),
                        req.callVariable2(),
                        req.callVariable3(),
                        req.callVariable4(),
                        req.callVariable5(),
                        req.callVariable6(),
                        req.callVariable7(),
                        req.callVariable8(),
                        req.callVariable9(),
                        req.callVariable10()),
                req.userToUserInfo(),
                req.callWrapupData(),
                req.namedVariable(),
                req.namedArray());
    }

    private static Given given(ConsultationCallReq req) {
        return new Given(
                Arrays.asList(
                        req.callVariable1(),
                        req.callVariable2(),
                        req.callVariable3(),
                        req.callVariable4(),
                        req.callVariable5(),
                        req.callVariable6(),
                        req.callVariable7(),
                        req.callVariable8(),
                        req.callVariable9(),
                        req.callVariable10()),
                req.userToUserInfo(),
                req.callWrapupData(),
                req.namedVariable(),
                req.namedArray());
    }

    private static Given given(TransferCallReq req) {
        return new Given(
                Arrays.asList(
                        req.callVariable1(),
                        req.callVariable2(),
                        req.callVariable3(),
                        req.callVariable4(),
                        req.callVariable5(),
                        req.callVariable6(),
                        req.callVariable7(),
                        req.callVariable8(),
                        req.callVariable9(),
                        req.callVariable10()),
                req.userToUserInfo(),
                req.callWrapupData(),
                req.namedVariable(),
                req.namedArray());
    }

    private static Given given(ConferenceCallReq req) {
        return new Given(
                Arrays.asList(
                        req.callVariable1(),
                        req.callVariable2(),
                        req.callVariable3(),
                        req.callVariable4(),
                        req.callVariable5(),
                        req.callVariable6(),
                        req.callVariable7(),
                        req.callVariable8(),
                        req.callVariable9(),
                        req.callVariable10()),
                req.userToUserInfo(),
                req.callWrapupData(),
                req.namedVariable(),
                req.namedArray());
    }

    private static Given given(SetCallDataReq req) {
        return new Given(
                Arrays.asList(
                        req.callVariable1(),
                        req.callVariable2(),
                        req.callVariable3(),
                        req.callVariable4(),
                        req.callVariable5(),
                        req.callVariable6(),
                        req.callVariable7(),
                        req.callVariable8(),
                        req.callVariable9(),
                        req.callVariable10()),
                req.userToUserInfo(),
                req.callWrapupData(),
                req.namedVariable(),
                req.namedArray());
    }

    /** Sets what the request gives, or tells why nothing was set. */
    Refusal overlay(MakeCallReq req, CallData data) {
        return refusal(overlay(given(req), data));
    }

    /** Sets what the request gives, or tells why nothing was set. */
    Refusal overlay(ConsultationCallReq req, CallData data) {
        return refusal(overlay(given(req), data));
    }

    /** Sets what the request gives, or tells why nothing was set. */
    Refusal overlay(TransferCallReq req, CallData data) {
        return refusal(overlay(given(req), data));
    }

    /** Sets what the request gives, or tells why nothing was set. */
    Refusal overlay(ConferenceCallReq req, CallData data) {
        return refusal(overlay(given(req), data));
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
    private StatusCode overlay(Given given, CallData data) {
        StatusCode why = check(given);
        if (why != null) {
            return why;
        }
        CallData changed = data.copy();
        for (int i = 0; i < given.variables().size(); i++) {
            if (given.variables().get(i) != null) {
                changed.setVariable(i + 1, given.variables().get(i), exchange.numbering.stamp());
            }
        }
        if (given.userToUser() != null) {
            changed.setUserToUser(given.userToUser(), exchange.numbering.stamp());
        }
        if (given.wrapUp() != null) {
            changed.setWrapUp(given.wrapUp(), exchange.numbering.stamp());
        }
        for (NamedVariable each : given.scalars()) {
            changed.setScalar(each.name(), each.value(), exchange.numbering.stamp());
        }
        for (NamedArray each : given.elements()) {
            changed.setElement(each.name(), each.index(), each.value(), exchange.numbering.stamp());
        }
        if (changed.namedBytes() > CallData.NAMED_BYTES_MAX) {
            return StatusCode.TOO_MUCH_DATA;
        }
        data.overlay(changed);
        return null;
    }

    private StatusCode check(Given given) {
        for (String each : given.variables()) {
            if (each != null && each.length() > ArrivedData.VARIABLE_MAX) {
                return StatusCode.VALUE_TOO_LONG;
            }
        }
        if (given.wrapUp() != null && given.wrapUp().length() > WRAP_UP_MAX
                || given.userToUser() != null && given.userToUser().length() > USER_TO_USER_MAX) {
            return StatusCode.VALUE_TOO_LONG;
        }
        StatusCode why = null;
        for (NamedVariable each : given.scalars()) {
            why = why == null ? check(each.name(), each.value(), false) : why;
        }
        for (NamedArray each : given.elements()) {
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
        if (call == null && wrapUpAfterwards(session, req)) {
            return;
        }
        boolean ours = call != null && call.begun && call.peripheral() == (int) req.peripheralId();
        StatusCode why = ours ? null : StatusCode.INVALID_CALLID;
        if (why == null && req.ani() != null && req.ani().length() > ANI_MAX) {
            why = StatusCode.VALUE_TOO_LONG;
        }
        why = why == null ? overlay(given(req), call.data()) : why;
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
            exchange.peripheral(call.peripheral()).agents().wrapUpEntered(named.instrument());
        }
    }

    /** Wrap-up text for a call that has ended while its agent still works on it. */
    private boolean wrapUpAfterwards(SessionKey session, SetCallDataReq req) {
        Peripheral peripheral = exchange.peripherals.get((int) req.peripheralId());
        boolean after =
                peripheral != null
                        && req.callWrapupData() != null
                        && req.callWrapupData().length() <= WRAP_UP_MAX
                        && exchange.numbering.issued(req.connectionCallId())
                        && req.connectionDeviceId() != null
                        && peripheral.agents().agentAt(req.connectionDeviceId()) != null;
        if (after) {
            opc.answers.send(session, new SetCallDataConf(req.invokeId()));
            peripheral.agents().wrapUpEntered(req.connectionDeviceId());
        }
        return after;
    }
}
