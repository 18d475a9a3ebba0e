package org.jackfield.gateway.opc;

import org.jackfield.protocol.ged188.ControlFailureCode;
import org.jackfield.protocol.pim.AnswerMode;
import org.jackfield.protocol.site.SiteDevice;

/** What a dialled number leads to. */
final class Destinations {

    /** Digits of a number at most; DialedNumber holds 39. */
    private static final int DIGITS_MAX = 39;

    private final Exchange exchange;

    Destinations(Exchange exchange) {
        this.exchange = exchange;
    }

    /** Where a number leads. */
    sealed interface Destination {
        /** A phone of the site. */
        record Phone(SiteDevice device) implements Destination {}

        /** A plan of the router. */
        record Planned(String number) implements Destination {}

        /** A number outside. */
        record Outside(String number) implements Destination {}
    }

    /** Digits, * and #, perhaps after a +; nothing else reaches the switch. */
    static boolean valid(String number) {
        if (number == null || number.isEmpty() || number.length() > DIGITS_MAX) {
            return false;
        }
        int digits = 0;
        for (int i = 0; i < number.length(); i++) {
            char c = number.charAt(i);
            if (c >= '0' && c <= '9' || c == '*' || c == '#') {
                digits++;
            } else if (c != '+' || i != 0) {
                return false;
            }
        }
        return digits > 0;
    }

    /** Where a valid number leads. */
    Destination resolve(Peripheral peripheral, String number) {
        SiteDevice device = peripheral.deviceByExtension(number);
        if (device != null) {
            return new Destination.Phone(device);
        }
        return peripheral.router().plan(number) != null
                ? new Destination.Planned(number)
                : new Destination.Outside(number);
    }

    /** Why a number cannot be called now, or null. */
    Refusal check(Peripheral peripheral, String number, String fromInstrument) {
        if (!valid(number)) {
            return Refusal.of(
                    ControlFailureCode.INVALID_DIALED_NUMBER,
                    10109,
                    "The number must be 1 to 39 of 0-9 * #, perhaps after a +");
        }
        if (!(resolve(peripheral, number) instanceof Destination.Phone phone)) {
            return null;
        }
        String instrument = phone.device().instrument();
        if (instrument.equals(fromInstrument)) {
            return Refusal.of(
                    ControlFailureCode.INVALID_DESTINATION,
                    20009,
                    "Extension " + number + " is the caller's own");
        }
        if (peripheral.outOfService().contains(instrument)) {
            return Refusal.of(
                    ControlFailureCode.RESOURCE_OUT_OF_SERVICE,
                    Refusal.OUT_OF_SERVICE,
                    "The phone of extension " + number + " is out of service");
        }
        return null;
    }

    /** True when a phone has a call and takes no other. */
    boolean busy(Peripheral peripheral, String instrument) {
        return !exchange.at(peripheral.id(), instrument).isEmpty();
    }

    /** True when the agent answers on the screen; nobody there, then the phone itself rings. */
    boolean rings(Peripheral peripheral, SiteDevice device) {
        return device.answerMode() == AnswerMode.PHONE
                || peripheral.agents().agentAt(device.instrument()) == null;
    }
}
