package org.jackfield.ctios.session;

import org.jackfield.client.ctiserver.CtiOutcome;
import org.jackfield.protocol.ged188.ControlFailureCode;
import org.jackfield.protocol.ged188.ControlFailureConf;
import org.jackfield.protocol.ged188.FailureConf;
import org.jackfield.protocol.ged188.StatusCode;

/** What users are told: what happened, then what to do. */
final class Sentences {

    private Sentences() {}

    /** Text of an agent's reason code: the site's, or that of a system reason; else empty. */
    static String reason(DesktopSettings desktop, long code) {
        for (Reason each : desktop.notReadyReasons()) {
            if (each.code() == code) {
                return each.text();
            }
        }
        for (Reason each : desktop.logoutReasons()) {
            if (each.code() == code) {
                return each.text();
            }
        }
        return switch ((int) code) {
            case 32767 -> "No answer";
            case 32766 -> "Declined";
            case 50001 -> "Session lost";
            case 50002 -> "Component failed";
            case 50003 -> "Phone not reachable";
            case 50004 -> "Inactive too long";
            case 50005 -> "Busy with another call";
            case 50006 -> "Call outside of routing";
            case 50010 -> "Calls did not arrive";
            case 999 -> "Set by supervisor";
            default -> "";
        };
    }

    /** Why a request failed. */
    static String failure(CtiOutcome outcome) {
        return switch (outcome) {
            case CtiOutcome.Refused(ControlFailureConf failure) -> refused(failure);
            case CtiOutcome.Refused(FailureConf failure)
                    when failure.status() == StatusCode.VALUE_TOO_LONG.value() ->
                    "A text is too long: call data have at most 39 characters.";
            case CtiOutcome.Refused(FailureConf failure)
                    when failure.status() == StatusCode.INVALID_CALLID.value() ->
                    "The call is gone; nothing was saved.";
            case CtiOutcome.Refused(FailureConf failure) ->
                    "The phone system said no: " + StatusCode.nameOf((int) failure.status()) + ".";
            case CtiOutcome.TimedOut late -> "No answer from the phone system. Check your phone.";
            case CtiOutcome.SessionLost lost ->
                    "The connection to the phone system broke. Check your phone.";
            default -> Enablement.OFFLINE;
        };
    }

    private static String refused(ControlFailureConf failure) {
        String said = failure.text();
        ControlFailureCode code = ControlFailureCode.of(failure.failureCode());
        if (code == ControlFailureCode.INVALID_PASSWORD_SPECIFIED) {
            return "Agent ID or password is wrong.";
        }
        if (code == ControlFailureCode.WRAPUP_DATA_REQUIRED) {
            return "Choose how the call ended, or write a note.";
        }
        if (code == ControlFailureCode.REASON_CODE_REQUIRED) {
            return "Choose a reason.";
        }
        if (said != null && !said.isEmpty()) {
            return said.endsWith(".") ? said : said + ".";
        }
        return "The phone system said no: "
                + ControlFailureCode.nameOf(failure.failureCode())
                + (failure.peripheralErrorCode() == 0 ? "" : ", " + failure.peripheralErrorCode())
                + ".";
    }
}
