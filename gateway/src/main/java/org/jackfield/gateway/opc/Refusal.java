package org.jackfield.gateway.opc;

import org.jackfield.gateway.agent.AgentVerdict;
import org.jackfield.protocol.ged188.ControlFailureCode;
import org.jackfield.protocol.pim.FailReason;

/**
 * Why a request is not carried out: the content of CONTROL_FAILURE_CONF (35).
 *
 * @param failureCode ControlFailureCode
 * @param peripheralError a code of the ERR list, 0 when none fits
 * @param text what was refused, why, and what to do
 */
record Refusal(int failureCode, long peripheralError, String text) {

    /** PERERR_CM_TIMEOUT (ERR-103). */
    static final long TIMEOUT = 20001;

    /** PERERR_CM_DEVICE_OUT_OF_SERVICE (ERR-172). */
    static final long OUT_OF_SERVICE = 20119;

    static Refusal of(ControlFailureCode code, long peripheralError, String text) {
        return new Refusal(code.value(), peripheralError, text);
    }

    static Refusal of(AgentVerdict verdict) {
        return new Refusal(verdict.failureCode(), verdict.peripheralErrorCode(), verdict.text());
    }

    /** The call is not one of ours, or the device has no part in it. */
    static Refusal noConnection(long callId, String deviceId) {
        return of(
                ControlFailureCode.INVALID_CSTA_CONNECTION_IDENTIFIER,
                13044,
                "Device "
                        + deviceId
                        + " has no part in call "
                        + callId
                        + "; take a snapshot of the device");
    }

    /** The state does not allow it. */
    static Refusal wrongState(long peripheralError, String text) {
        return of(ControlFailureCode.INVALID_OBJECT_STATE, peripheralError, text);
    }

    /** What the switch said. */
    static Refusal of(FailReason reason, String said) {
        String what = said.isEmpty() ? "" : " (" + said + ")";
        return switch (reason) {
            case NO_SUCH_CHANNEL ->
                    of(
                            ControlFailureCode.NO_ACTIVE_CALL,
                            20009,
                            "The call is gone at the switch" + what);
            case BUSY ->
                    of(ControlFailureCode.RESOURCE_BUSY, 20063, "The called party is busy" + what);
            case REJECTED ->
                    of(
                            ControlFailureCode.INVALID_DESTINATION,
                            20000,
                            "The called party refused" + what);
            case NO_ANSWER ->
                    of(ControlFailureCode.INVALID_DESTINATION, TIMEOUT, "Nobody answered" + what);
            case UNREACHABLE ->
                    of(
                            ControlFailureCode.RESOURCE_OUT_OF_SERVICE,
                            OUT_OF_SERVICE,
                            "The phone or number cannot be reached; is the phone registered?"
                                    + what);
            case NOT_POSSIBLE ->
                    of(
                            ControlFailureCode.GENERIC_STATE_INCOMPATIBILITY,
                            20069,
                            "The switch cannot do that now" + what);
            case LATE ->
                    of(
                            ControlFailureCode.REQUEST_TIMEOUT_REJECTION,
                            TIMEOUT,
                            "The request came too late to the switch; try again" + what);
            case SWITCH_DOWN ->
                    of(
                            ControlFailureCode.ADJUNCT_SWITCH_COMM_ERROR,
                            20512,
                            "The switch is not connected; try again when it is back" + what);
            case BAD_NUMBER ->
                    of(
                            ControlFailureCode.INVALID_DIALED_NUMBER,
                            10109,
                            "The number is not valid" + what);
        };
    }
}
